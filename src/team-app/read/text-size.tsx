/** A− and A+: enlarges every word of the app, and remembers. */
import { changeSettings, DEFAULT_SETTINGS, readSettings } from '../store/meta.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'

export const TEXT_SIZES = [85, 100, 115, 130, 150, 175, 200]

export function TextSize() {
  const { textSize } = useStored(readSettings, []) ?? DEFAULT_SETTINGS
  const at = TEXT_SIZES.indexOf(textSize)
  const move = (by: number): void => void changeSettings({ textSize: TEXT_SIZES[at + by] ?? textSize })
  return (
    <div class="row" data-silent>
      <button type="button" class="quiet" aria-label={texts.read.smaller} disabled={at <= 0} onClick={() => move(-1)}>
        A−
      </button>
      <button type="button" class="quiet" aria-label={texts.read.larger} disabled={at >= TEXT_SIZES.length - 1} onClick={() => move(1)}>
        A+
      </button>
    </div>
  )
}

/** Puts the chosen size on the page. */
export function applyTextSize(size: number): void {
  document.documentElement.dataset.size = String(size)
}
