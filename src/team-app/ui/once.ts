/** For what a tap writes down: a trembling finger taps twice, and twice must be once. */
import { useRef } from 'preact/hooks'

/** Until the screen has had time to follow what was done. */
const REST = 700

/** The same function, deaf while it runs and for a moment after. */
export function useOnce<A extends unknown[]>(run: (...given: A) => Promise<unknown>): (...given: A) => void {
  const isBusy = useRef(false)
  return (...given) => {
    if (isBusy.current) return
    isBusy.current = true
    void run(...given).finally(() => setTimeout(() => (isBusy.current = false), REST))
  }
}
