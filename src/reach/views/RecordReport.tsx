'use client'
/** A short form for a report that came on paper or by call. Its client id stays the same until it is taken: no doubles. */
import { Button, toast } from '@payloadcms/ui'
import { useState } from 'react'

import { languageTexts } from '../../content/views/texts'
import { languageCodes } from '../../content/languages'
import { callDesk, newClientId } from '../../platform/admin/call-desk'
import { DayInput } from '../../platform/admin/DayInput'
import { Dialog } from '../../platform/admin/Dialog'
import { dayOf } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Labelled } from '../../platform/admin/parts'
import { type ActInput, type DeskVia, ViaChoice } from './ViaChoice'
import { teamTexts } from './team-texts'

interface SessionForm {
  id: string
  date: string
  form: string
  language: string
  place: string
  total: string
  partyMembers: string
  households: string
  others: string
}

const COUNTS = ['total', 'partyMembers', 'households', 'others'] as const

export function RecordReport({ delivery, onClose, onDone }: ActInput) {
  const texts = useTexts(teamTexts)
  const [clientId] = useState(newClientId)
  const [via, setVia] = useState<DeskVia>('paper')
  const [sessions, setSessions] = useState<SessionForm[]>(() => [newSession()])
  const [given, setGiven] = useState({ householdsReached: '', copies: '', difficulties: '', proposals: '' })
  const [at] = useState(() => new Date().toISOString())
  const give = (changes: Partial<typeof given>) => setGiven({ ...given, ...changes })
  return (
    <Dialog
      title={texts.recordReport}
      confirmLabel={texts.recordReport}
      isWide
      isReady={sessions.every(({ date }) => date !== '')}
      onClose={onClose}
      onConfirm={async () => {
        const body = {
          clientId,
          deliveryIds: [delivery.id],
          via,
          at,
          sessions: sessions.map(bodyOfSession),
          ...count('householdsReached', given.householdsReached),
          ...count('copies', given.copies),
          ...(given.difficulties.trim() ? { difficulties: given.difficulties.trim() } : {}),
          ...(given.proposals.trim() ? { proposals: given.proposals.trim() } : {}),
        }
        await callDesk<object>({ method: 'POST', path: '/api/reports', body })
        toast.success(texts.reportRecorded)
        onDone()
      }}
    >
      <p>{texts.recordReportText}</p>
      <ViaChoice via={via} onChange={setVia} />
      {sessions.map((session, index) => (
        <SessionFields
          key={session.id}
          number={index + 1}
          session={session}
          onChange={(changes) => setSessions(sessions.map((one) => (one.id === session.id ? { ...one, ...changes } : one)))}
          onRemove={() => setSessions(sessions.filter((one) => one.id !== session.id))}
        />
      ))}
      <Button buttonStyle="secondary" size="small" margin={false} disabled={sessions.length >= 40} onClick={() => setSessions([...sessions, newSession()])}>
        {texts.addSession}
      </Button>
      <div className="lt-row">
        <Labelled label={texts.householdsReached}>
          <input className="lt-input" inputMode="numeric" pattern="\d*" value={given.householdsReached} onChange={(event) => give({ householdsReached: digits(event.target.value) })} />
        </Labelled>
        <Labelled label={texts.copies}>
          <input className="lt-input" inputMode="numeric" pattern="\d*" value={given.copies} onChange={(event) => give({ copies: digits(event.target.value) })} />
        </Labelled>
      </div>
      <Labelled label={texts.difficulties} hint={texts.noteHint}>
        <textarea rows={2} maxLength={2000} value={given.difficulties} onChange={(event) => give({ difficulties: event.target.value })} />
      </Labelled>
      <Labelled label={texts.proposals}>
        <textarea rows={2} maxLength={2000} value={given.proposals} onChange={(event) => give({ proposals: event.target.value })} />
      </Labelled>
    </Dialog>
  )
}

function SessionFields({ number, session, onChange, onRemove }: { number: number; session: SessionForm; onChange: (changes: Partial<SessionForm>) => void; onRemove: () => void }) {
  const texts = useTexts(teamTexts)
  const names = useTexts(languageTexts).names
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
            <input className="lt-input" inputMode="numeric" pattern="\d*" value={session[part]} onChange={(event) => onChange({ [part]: digits(event.target.value) })} />
          </Labelled>
        ))}
      </div>
    </fieldset>
  )
}

function newSession(): SessionForm {
  return { id: newClientId(), date: dayOf(new Date()), form: 'village-meeting', language: 'vi', place: '', total: '', partyMembers: '', households: '', others: '' }
}

function bodyOfSession({ id, date, form, language, place, ...counts }: SessionForm): object {
  const attendance = Object.assign({}, ...COUNTS.map((part) => count(part, counts[part]))) as object
  return { id, date, form, language, ...(place.trim() ? { place: place.trim() } : {}), attendance }
}

/** What is left empty is not known, which is not nought. */
function count(name: string, text: string): Record<string, number> {
  return text === '' ? {} : { [name]: Number(text) }
}

const digits = (text: string): string => text.replace(/\D/g, '').slice(0, 7)
