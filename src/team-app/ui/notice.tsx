/** One short message at the foot of the screen, with a way back where there is one. Anything may show one. */
import { useEffect, useState } from 'preact/hooks'
import { texts } from '../texts.js'
import { Icon } from './icons.js'

export interface Notice {
  text: string
  action?: { label: string; run: () => void }
  seconds?: number
}

type Listener = (notice: Notice | undefined) => void
let listener: Listener | undefined
let present: Notice | undefined
let timer: ReturnType<typeof setTimeout> | undefined

export function showNotice(notice: Notice): void {
  clearTimeout(timer)
  present = notice
  listener?.(notice)
  timer = setTimeout(hideNotice, (notice.seconds ?? 6) * 1000)
}

export function hideNotice(): void {
  clearTimeout(timer)
  present = undefined
  listener?.(undefined)
}

/** Part of every screen's foot; a message outlives the change of a screen. */
export function NoticeBar() {
  const [notice, setNotice] = useState<Notice | undefined>(present)
  useEffect(() => {
    listener = setNotice
    setNotice(present)
    return () => {
      if (listener === setNotice) listener = undefined
    }
  }, [])
  return (
    <div class="notice-place" role="status">
      {notice && (
        <div class="notice">
          <p>{notice.text}</p>
          {notice.action && (
            <button
              type="button"
              onClick={() => {
                notice.action?.run()
                hideNotice()
              }}
            >
              {notice.action.label}
            </button>
          )}
          <button type="button" class="bare" aria-label={texts.app.close} onClick={hideNotice}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  )
}
