/** A screen's reading of the phone's database, read again whenever something there changes. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { onChange } from './changes.js'

/**
 * The value read, `undefined` until the first reading is there; throws where that one fails, for a screen without anything
 * to show must say why. `inputs` as for an effect.
 */
export function useStored<T>(read: () => Promise<T>, inputs: readonly unknown[]): T | undefined {
  const [value, setValue] = useState<{ value: T } | { error: unknown } | undefined>(undefined)
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    let isCurrent = true
    let turn = 0
    const again = (): void => {
      const mine = ++turn
      latest.current().then(
        (next) => {
          if (isCurrent && mine === turn) setValue({ value: next })
        },
        (error: unknown) => {
          console.error(error)
          if (isCurrent && mine === turn) setValue((before) => before ?? { error })
        },
      )
    }
    again()
    const stop = onChange(again)
    return () => {
      isCurrent = false
      stop()
    }
  }, inputs)
  if (value && 'error' in value) throw value.error
  return value?.value
}
