/** A free text that is looked over while it is typed: what names a person is pointed out before it leaves the phone. */
import { useId } from 'preact/hooks'
import { screen, screenPlace } from '../../dissemination/screening.js'
import { texts } from '../texts.js'

export function ScreenedText(props: { label: string; hint?: string; value: string; isPlace?: boolean; onInput: (value: string) => void }) {
  const id = useId()
  const found = props.isPlace ? screenPlace(props.value) : screen(props.value)
  const described = `${props.hint ? `${id}-hint ` : ''}${found.length > 0 ? `${id}-found` : ''}`.trim()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint && (
        <p id={`${id}-hint`} class="hint">
          {props.hint}
        </p>
      )}
      {props.isPlace ? (
        <input id={id} value={props.value} maxLength={200} autocomplete="off" aria-describedby={described || undefined} onInput={(event) => props.onInput(event.currentTarget.value)} />
      ) : (
        <textarea id={id} value={props.value} maxLength={2000} rows={3} aria-describedby={described || undefined} onInput={(event) => props.onInput(event.currentTarget.value)} />
      )}
      <div role="status">
        {found.length > 0 && (
          <div class="card bad found" id={`${id}-found`}>
            <p>{texts.report.found}</p>
            <p>
              <Marked text={props.value} found={found} />
            </p>
          </div>
        )}
      </div>
    </div>
  )
}

function Marked({ text, found }: { text: string; found: { start: number; end: number }[] }) {
  const pieces = []
  let at = 0
  for (const { start, end } of [...found].sort((a, b) => a.start - b.start)) {
    if (start < at) continue
    pieces.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  return <>{[...pieces, text.slice(at)]}</>
}
