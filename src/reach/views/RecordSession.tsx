'use client'
/** One session of a report that the desk writes down: when, how, where, in which language, who came and who presented. */
import { languageTexts } from '../../content/views/texts'
import { languageCodes } from '../../content/languages'
import type { MemberDoc } from '../../organisation/views/types'
import { DayInput } from '../../platform/admin/DayInput'
import { useTexts } from '../../platform/admin/language'
import { Labelled } from '../../platform/admin/parts'
import { COUNTS, digits, type SessionForm } from './report-form'
import { teamTexts } from './team-texts'

export function SessionFields({ number, session, members, onChange, onRemove }: { number: number; session: SessionForm; members: readonly MemberDoc[]; onChange: (changes: Partial<SessionForm>) => void; onRemove: () => void }) {
  const texts = useTexts(teamTexts)
  const names = useTexts(languageTexts).names
  const { presenterIds } = session
  const toggle = (id: string) => onChange({ presenterIds: presenterIds.includes(id) ? presenterIds.filter((one) => one !== id) : [...presenterIds, id] })
  return (
    <fieldset className="lt-session">
      <legend>{texts.session(String(number))}</legend>
      <button type="button" className="lt-link lt-session__remove" aria-label={`× ${texts.session(String(number))}`} onClick={onRemove}>
        ×
      </button>
      <div className="lt-row">
        <Labelled label={texts.date} isRequired>
          <DayInput value={session.date} onChange={(date) => onChange({ date })} />
        </Labelled>
        <Labelled label={texts.form}>
          <select className="lt-input" value={session.form} onChange={(event) => onChange({ form: event.target.value })}>
            {Object.entries(texts.forms).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </Labelled>
        <Labelled label={texts.language}>
          <select className="lt-input" value={session.language} onChange={(event) => onChange({ language: event.target.value })}>
            {languageCodes.map((code) => (
              <option key={code} value={code}>
                {names[code]}
              </option>
            ))}
          </select>
        </Labelled>
        <Labelled label={texts.place}>
          <input className="lt-input" maxLength={500} value={session.place} onChange={(event) => onChange({ place: event.target.value })} />
        </Labelled>
      </div>
      <div className="lt-row">
        {COUNTS.map((part) => (
          <Labelled key={part} label={texts[part]}>
            <input className="lt-input" inputMode="numeric" value={session[part]} onChange={(event) => onChange({ [part]: digits(event.target.value) })} />
          </Labelled>
        ))}
      </div>
      {members.length > 0 ? (
        <details className="lt-fold">
          <summary>{presenterIds.length > 0 ? texts.presentersChosen(members.filter(({ id }) => presenterIds.includes(id)).map(({ name }) => name).join(', ')) : texts.presenters}</summary>
          <div className="lt-choices lt-choices--row">
            {members.map(({ id, name }) => (
              <label key={id}>
                <input type="checkbox" checked={presenterIds.includes(id)} onChange={() => toggle(id)} /> {name}
              </label>
            ))}
          </div>
        </details>
      ) : null}
    </fieldset>
  )
}
