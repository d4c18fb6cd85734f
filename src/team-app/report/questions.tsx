/** The report's three questions, each answered by one tap, with more for those who want to be exact. */
import { useState } from 'preact/hooks'
import { addDays } from '../phone/clock.js'
import type { FieldForm } from '../post/contract.js'
import { database } from '../store/database.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Choices, Stepper } from '../ui/controls.js'
import { Screen } from '../ui/screen.js'
import { attendanceTotal, householdPresets, presets, type AttendanceDraft, type SessionDraft } from './draft.js'
import type { Editing } from './report-screen.js'

export function FormQuestion({ editing, session, onward }: { editing: Editing; session: SessionDraft; onward: () => void }) {
  const { work, changeSession } = editing
  const yesterday = addDays(work.today, -1)
  const isOther = session.date !== work.today && session.date !== yesterday
  const [isPicking, setIsPicking] = useState(isOther)
  const choose = (code: string): void => {
    const form = work.me.forms.find((one) => one.code === code)
    const isAsked = session.attendance.kind !== 'open' || asksAttendance(form)
    changeSession(session.id, { form: code, ...(isAsked ? {} : { attendance: { kind: 'unknown' } }) })
    onward()
  }
  return (
    <>
      <Choices
        label={texts.report.when}
        choices={[
          { value: work.today, label: texts.report.today },
          { value: yesterday, label: texts.report.yesterday },
          { value: 'other', label: texts.report.otherDay },
        ]}
        chosen={isPicking ? 'other' : session.date}
        onChoose={(day) => {
          setIsPicking(day === 'other')
          if (day !== 'other') changeSession(session.id, { date: day })
        }}
      />
      {isPicking && (
        <input
          type="date"
          aria-label={texts.report.otherDay}
          max={addDays(work.today, 1)}
          value={session.date}
          onInput={(event) => {
            const day = event.currentTarget.value
            if (/^\d{4}-\d\d-\d\d$/.test(day)) changeSession(session.id, { date: day })
          }}
        />
      )}
      <Choices label={texts.report.form} choices={work.me.forms.map((form) => ({ value: form.code, label: form.name }))} chosen={session.form} onChoose={choose} isGrid />
    </>
  )
}

export function AttendanceQuestion(props: { editing: Editing; session: SessionDraft; onward: () => void; onBack: () => void }) {
  const { editing, session } = props
  const { attendance } = session
  const form = editing.work.me.forms.find((one) => one.code === session.form)
  const answer = (next: AttendanceDraft): void => editing.changeSession(session.id, { attendance: next })
  const tap = (next: AttendanceDraft): void => {
    answer(next)
    props.onward()
  }
  const total = attendanceTotal(attendance)
  const isParts = attendance.kind === 'parts'
  const part = (key: 'partyMembers' | 'households' | 'others') => (value: number | undefined) => {
    if (attendance.kind !== 'parts') return
    const { [key]: _before, ...rest } = attendance
    answer(value === undefined ? rest : { ...rest, [key]: value })
  }
  const action = (
    <button type="button" class="main" disabled={attendance.kind === 'open'} onClick={props.onward}>
      {texts.app.next}
    </button>
  )
  return (
    <Screen title={texts.report.attendance} onBack={props.onBack} action={action}>
      <p class="hint">{[form?.name, texts.report.attendanceHint].filter(Boolean).join('. ')}</p>
      {attendance.kind === 'parts' ? (
        <>
          <Stepper label={texts.report.partyMembers} value={attendance.partyMembers} max={99_999} onChange={part('partyMembers')} />
          <Stepper label={texts.report.householdHeads} value={attendance.households} max={99_999} onChange={part('households')} />
          <Stepper label={texts.report.others} value={attendance.others} max={99_999} onChange={part('others')} />
          <p role="status">{total === undefined ? '' : texts.report.sum(total)}</p>
        </>
      ) : (
        <>
          <Choices
            label={texts.report.attendance}
            isLabelHidden
            choices={presets(form?.band).map((number) => ({ value: number, label: String(number) }))}
            chosen={attendance.kind === 'total' ? attendance.total : undefined}
            onChoose={(number) => tap({ kind: 'total', total: number })}
          />
          <Stepper
            label={texts.report.exact}
            unit={texts.report.people}
            value={attendance.kind === 'total' ? attendance.total : undefined}
            max={99_999}
            onChange={(value) => answer(value === undefined ? { kind: 'open' } : { kind: 'total', total: value })}
          />
        </>
      )}
      <div class="row">
        <button type="button" class="quiet" aria-pressed={attendance.kind === 'unknown'} onClick={() => tap({ kind: 'unknown' })}>
          {texts.app.unknown}
        </button>
        <button type="button" class="quiet" onClick={() => answer(isParts ? (total === undefined ? { kind: 'open' } : { kind: 'total', total }) : { kind: 'parts' })}>
          {isParts ? texts.report.whole : texts.report.parts}
        </button>
      </div>
    </Screen>
  )
}

export function HouseholdsQuestion({ editing, onward, onBack }: { editing: Editing; onward: () => void; onBack: () => void }) {
  const { draft, work, change } = editing
  const register = work.me.team.unit.households
  const last = useStored(() => lastHouseholds(draft.deliveryIds, draft.supersedes), [draft.id])
  const value = draft.households.kind === 'number' ? draft.households.reached : undefined
  const label = (number: number): string => {
    if (number === register) return texts.report.allHouseholds(number)
    return number === last?.reached ? texts.report.asLastTime(number) : String(number)
  }
  const action = (
    <button type="button" class="main" disabled={draft.households.kind === 'open'} onClick={onward}>
      {texts.app.next}
    </button>
  )
  return (
    <Screen title={texts.report.households} onBack={onBack} action={action}>
      {typeof register === 'number' && <p class="hint">{texts.report.householdsHint(register)}</p>}
      {last && (
        <Choices
          label={texts.report.households}
          isLabelHidden
          choices={householdPresets(register, last.reached).map((number) => ({ value: number, label: label(number) }))}
          chosen={value}
          onChoose={(number) => {
            change({ households: { kind: 'number', reached: number } })
            onward()
          }}
        />
      )}
      <Stepper
        label={texts.report.exact}
        unit={texts.report.householdsUnit}
        value={value}
        max={99_999}
        onChange={(reached) => change({ households: reached === undefined ? { kind: 'open' } : { kind: 'number', reached } })}
      />
      <button
        type="button"
        class="wide quiet"
        aria-pressed={draft.households.kind === 'unknown'}
        onClick={() => {
          change({ households: { kind: 'unknown' } })
          onward()
        }}
      >
        {texts.app.unknown}
      </button>
    </Screen>
  )
}

/** What is broadcast, printed or posted gathers nobody to count. */
function asksAttendance(form: FieldForm | undefined): boolean {
  return !form?.band || form.band[0] > 0 || form.code === 'other'
}

/** Households the team last said it had reached for the same work. */
async function lastHouseholds(deliveryIds: string[], except: string | undefined): Promise<{ reached?: number }> {
  const reports = await (await database()).getAll('reports')
  const same = reports
    .filter((report) => report.clientId !== except && report.body.deliveryIds.some((id) => deliveryIds.includes(id)) && typeof report.body.householdsReached === 'number')
    .sort((a, b) => a.body.at.localeCompare(b.body.at))
  const reached = same[same.length - 1]?.body.householdsReached
  return typeof reached === 'number' ? { reached } : {}
}
