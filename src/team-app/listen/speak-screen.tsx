/** The loudspeaker on every screen: reads what is there in order and shows where it is, for those who do not read. */
import { useEffect, useState } from 'preact/hooks'
import { readSettings } from '../store/meta.js'
import { texts } from '../texts.js'
import { Icon } from '../ui/icons.js'
import { showNotice } from '../ui/notice.js'
import { read, stopReading } from './voice.js'

const SPOKEN = 'h1, h2, h3, p, li, dt, dd, label, legend, summary, button, a, [data-say]'

export function SpeakScreen() {
  const [isReading, setIsReading] = useState(false)
  useEffect(() => stopReading, [])
  const start = async (): Promise<void> => {
    if (isReading) {
      stopReading()
      setIsReading(false)
      return
    }
    setIsReading(true)
    const pieces = piecesOfScreen()
    const { speed } = await readSettings()
    const result = await read({ texts: pieces.map((piece) => piece.text), speed, onAt: (index) => point(pieces[index]?.element) })
    point(undefined)
    if (result === 'silent') showNotice({ text: texts.listen.noVoice, seconds: 12 })
    if (result !== 'stopped') setIsReading(false)
  }
  return (
    <button type="button" class="bare" data-silent aria-pressed={isReading} aria-label={isReading ? texts.listen.stop : texts.listen.screen} onClick={() => void start()}>
      <Icon name={isReading ? 'stop' : 'sound'} />
    </button>
  )
}

/** What the screen says, top to bottom; an open sheet speaks alone. */
function piecesOfScreen(): { element: Element; text: string }[] {
  const root = document.querySelector('dialog[open]') ?? document.body
  const all = [...root.querySelectorAll(SPOKEN)].filter((element) => element.getClientRects().length > 0 && !element.closest('[data-silent]') && !isFolded(element))
  const innermost = all.filter((element) => !element.querySelector(SPOKEN) || element.matches('button, a, [data-say]'))
  return innermost
    .filter((element) => !element.parentElement?.closest('button, a, [data-say]'))
    .flatMap((element) => linesOf(element).map((text) => ({ element, text })))
}

/** Laid out all the same by newer browsers, but not to be seen. */
function isFolded(element: Element): boolean {
  const folded = element.closest('details:not([open])')
  return folded !== null && !folded.querySelector('summary')?.contains(element)
}

/** As it stands on the screen: a row of several lines is several sentences, not words run together. */
function linesOf(element: Element): string[] {
  const text = element.getAttribute('aria-label') ?? (element instanceof HTMLElement ? element.innerText : element.textContent) ?? ''
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function point(element: Element | undefined): void {
  for (const other of document.querySelectorAll('.spoken')) other.classList.remove('spoken')
  element?.classList.add('spoken')
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
  element?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' })
}
