'use client'
/** Kiện toàn of one team: who joins, leaves, changes role, from which day, by which decision; what the team reported waits here. */
import { Button, Gutter, toast, useDocumentInfo } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk, type Refusal } from '../../../platform/admin/call-desk.js'
import { DayInput } from '../../../platform/admin/DayInput.js'
import { showDay, showInstant, showNumber } from '../../../platform/admin/formats.js'
import { useTexts } from '../../../platform/admin/language.js'
import { Labelled, Refused, Section, Skeleton, Tag } from '../../../platform/admin/parts.js'
import { SortableTable } from '../../../platform/admin/SortableTable.js'
import { asRefusal, useLoad } from '../../../platform/admin/use-desk.js'
import type { TeamRoll } from '../renewal.js'
import type { RenewalChange, Term } from '../rules.js'
import { renewalTexts } from './texts.js'

type Joining = { name: string; role: string; position: string; phone: string }

export function RenewalDesk() {
  const { id } = useDocumentInfo()
  const found = useLoad(id ? String(id) : '', (signal) => callDesk<TeamRoll>({ path: `/api/teams/${id}/roll`, signal }), { isKept: true })
  return (
    <Gutter className="lt-page">
      {found.error ? <Refused refusal={found.error} onRetry={found.reload} /> : null}
      {found.data ? <Renewal key={found.data.renewals[0]?.at ?? ''} roll={found.data} onDone={found.reload} /> : found.error ? null : <Skeleton lines={6} />}
    </Gutter>
  )
}

function Renewal({ roll, onDone }: { roll: TeamRoll; onDone: () => void }) {
  const texts = useTexts(renewalTexts)
  const [decision, setDecision] = useState('')
  const [on, setOn] = useState(roll.today)
  const [chosen, setChosen] = useState<Record<string, string>>(() => Object.fromEntries(roll.serving.filter((term) => term.leavingOn).map((term) => [term.id, 'leave'])))
  const [joining, setJoining] = useState<Joining[]>([])
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const changes = [...[...roll.serving, ...roll.waiting].flatMap((term) => changeOf(term, chosen[term.id])), ...joining.filter(({ name }) => name.trim()).map(joinOf)]

  const save = async () => {
    setBusy(true)
    setRefusal(undefined)
    try {
      await callDesk({ method: 'POST', path: `/api/teams/${roll.team.id}/renew`, body: { on, decision, changes } })
      toast.success(texts.saved)
      onDone()
    } catch (error) {
      setRefusal(asRefusal(error))
      setBusy(false)
    }
  }
  const names = new Map([...roll.serving, ...roll.waiting, ...roll.past].map(({ id, name }) => [id, name]))
  const choose = (id: string) => (value: string) => setChosen((before) => ({ ...before, [id]: value }))
  return (
    <>
      {roll.waiting.length > 0 ? (
        <Section title={texts.waiting}>
          <Terms terms={roll.waiting} caption={texts.waiting} replaced={names} act={(term) => <Choice value={chosen[term.id] ?? ''} options={{ '': texts.later, confirm: texts.confirm, refuse: texts.refuse }} label={`${texts.change}: ${term.name}`} onChange={choose(term.id)} />} />
        </Section>
      ) : null}
      <Section title={texts.serving}>
        {roll.serving.length === 0 ? <p className="lt-note">{texts.none}</p> : null}
        {roll.serving.length > 0 ? (
          <Terms
            terms={roll.serving}
            caption={texts.serving}
            act={(term) => {
              const roles = Object.entries(texts.roles).filter(([role]) => role !== term.role)
              return <Choice value={chosen[term.id] ?? ''} options={{ '': texts.stays, ...Object.fromEntries(roles.map(([role, word]) => [role, texts.becomes(word)])), leave: texts.leaves }} label={`${texts.change}: ${term.name}`} onChange={choose(term.id)} />
            }}
          />
        ) : null}
        {joining.map((one, index) => (
          <JoiningFields key={index} value={one} onChange={(value) => setJoining(joining.map((held, place) => (place === index ? value : held)))} />
        ))}
        <div className="lt-acts">
          <Button buttonStyle="secondary" size="small" margin={false} onClick={() => setJoining([...joining, { name: '', role: 'member', position: '', phone: '' }])}>
            {texts.join}
          </Button>
        </div>
      </Section>
      <Section title={texts.decision}>
        <Labelled label={texts.decision} isRequired>
          <input className="lt-input" type="text" maxLength={200} value={decision} onChange={(event) => setDecision(event.target.value)} />
        </Labelled>
        <Labelled label={texts.on} hint={texts.onHint} isRequired>
          <DayInput value={on} onChange={setOn} isRequired />
        </Labelled>
        {refusal ? <Refused refusal={refusal} /> : null}
        <div className="lt-acts">
          <Button margin={false} disabled={isBusy || decision.trim() === '' || on === ''} onClick={() => void save()}>
            {texts.save(showNumber(changes.length))}
          </Button>
        </div>
      </Section>
      <Section title={texts.renewals}>
        {roll.renewals.length === 0 ? <p className="lt-note">{texts.none}</p> : null}
        <ul>
          {roll.renewals.map((renewal) => (
            <li key={renewal.at}>
              {showDay(renewal.on)}: {renewal.decision} ({texts.changes(showNumber(renewal.changes))}, {showInstant(renewal.at)})
            </li>
          ))}
        </ul>
      </Section>
      {roll.past.length > 0 ? (
        <Section title={texts.past}>
          <Terms terms={roll.past} caption={texts.past} />
        </Section>
      ) : null}
    </>
  )
}

function Terms({ terms, caption, replaced, act }: { terms: readonly Term[]; caption: string; replaced?: ReadonlyMap<string, string>; act?: (term: Term) => React.ReactNode }) {
  const texts = useTexts(renewalTexts)
  const said = ({ leavingOn, replaces }: Term): string | undefined => {
    if (leavingOn) return texts.saysLeft(showDay(leavingOn))
    const name = replaces ? replaced?.get(replaces) : undefined
    return name === undefined ? undefined : texts.inPlaceOf(name)
  }
  return (
    <SortableTable
      caption={caption}
      rows={terms}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', label: texts.name, sortBy: ({ name }) => name, cell: (term) => (said(term) ? <>{term.name} <Tag tone="wait">{said(term)}</Tag></> : term.name) },
        { key: 'role', label: texts.role, sortBy: ({ role }) => role, cell: ({ role }) => texts.roles[role] ?? role },
        { key: 'position', label: texts.position, cell: ({ position }) => position ?? '' },
        { key: 'phone', label: texts.phone, cell: ({ phone }) => phone ?? '' },
        { key: 'from', label: texts.from, sortBy: ({ from }) => from ?? '', cell: ({ from }) => showDay(from) },
        ...(act ? [{ key: 'change', label: texts.change, cell: act }] : [{ key: 'to', label: texts.to, sortBy: ({ to }: Term) => to ?? '', cell: ({ to }: Term) => showDay(to) }]),
      ]}
    />
  )
}

function Choice({ value, options, label, onChange }: { value: string; options: Record<string, string>; label: string; onChange: (value: string) => void }) {
  return (
    <select className="lt-input" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {Object.entries(options).map(([key, word]) => (
        <option key={key} value={key}>
          {word}
        </option>
      ))}
    </select>
  )
}

function JoiningFields({ value, onChange }: { value: Joining; onChange: (value: Joining) => void }) {
  const texts = useTexts(renewalTexts)
  return (
    <fieldset className="lt-session">
      <legend>{texts.joining}</legend>
      <Labelled label={texts.name} isRequired>
        <input className="lt-input" type="text" maxLength={120} value={value.name} onChange={(event) => onChange({ ...value, name: event.target.value })} />
      </Labelled>
      <Labelled label={texts.role}>
        <Choice value={value.role} options={texts.roles} label={texts.role} onChange={(role) => onChange({ ...value, role })} />
      </Labelled>
      <Labelled label={texts.position}>
        <input className="lt-input" type="text" maxLength={200} value={value.position} onChange={(event) => onChange({ ...value, position: event.target.value })} />
      </Labelled>
      <Labelled label={texts.phone}>
        <input className="lt-input" type="tel" maxLength={30} value={value.phone} onChange={(event) => onChange({ ...value, phone: event.target.value })} />
      </Labelled>
    </fieldset>
  )
}

function changeOf(term: Term, chosen: string | undefined): RenewalChange[] {
  if (!chosen) return []
  if (chosen === 'leave' || chosen === 'confirm' || chosen === 'refuse') return [{ kind: chosen, member: term.id }]
  return [{ kind: 'role', member: term.id, role: chosen }]
}

function joinOf({ name, role, position, phone }: Joining): RenewalChange {
  return { kind: 'join', name: name.trim(), role, ...(position.trim() ? { position: position.trim() } : {}), ...(phone.trim() ? { phone: phone.trim() } : {}) }
}
