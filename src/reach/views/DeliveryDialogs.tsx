'use client'
/** What the desk does for a team without a phone or in trouble: record an acknowledgement, exempt, note what blocks it. */
import { toast } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk } from '../../platform/admin/call-desk'
import { DayInput } from '../../platform/admin/DayInput'
import { Dialog, ReasonDialog } from '../../platform/admin/Dialog'
import { dayOf, fromLocalInput, toLocalInput } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Labelled } from '../../platform/admin/parts'
import { type ActInput, type DeskVia, ViaChoice } from './ViaChoice'
import { RecordReport } from './RecordReport'
import { teamTexts } from './team-texts'
import type { ReportDoc } from './types'

export type DeliveryAct = 'acknowledge' | 'report' | 'exempt' | 'unexempt' | 'block'

export function DeliveryDialog({ act, reports, ...input }: ActInput & { act: DeliveryAct; reports: readonly ReportDoc[] }) {
  const texts = useTexts(teamTexts)
  const { delivery, onClose, onDone } = input
  if (act === 'acknowledge') return <RecordAcknowledgement {...input} />
  if (act === 'report') return <RecordReport {...input} reports={reports} />
  if (act === 'block') return <Block {...input} />
  const exempt = async (reason: string | null) => {
    await callDesk<object>({ method: 'POST', path: `/api/deliveries/${delivery.id}/exempt`, body: { reason } })
    toast.success(reason === null ? texts.unexempted : texts.exempted)
    onDone()
  }
  if (act === 'exempt') return <ReasonDialog title={texts.exempt} text={texts.exemptText} confirmLabel={texts.exempt} onClose={onClose} onConfirm={exempt} />
  return (
    <Dialog title={texts.unexempt} confirmLabel={texts.unexempt} onClose={onClose} onConfirm={() => exempt(null)}>
      <p>{texts.isExempt(delivery.exemptReason ?? '')}</p>
    </Dialog>
  )
}

function RecordAcknowledgement({ delivery, members, onClose, onDone }: ActInput) {
  const texts = useTexts(teamTexts)
  const [memberId, setMemberId] = useState(members[0]?.id ?? '')
  const [via, setVia] = useState<DeskVia>('paper')
  const [day, setDay] = useState(() => dayOf(new Date()))
  const [time, setTime] = useState(() => toLocalInput(new Date()).slice(11))
  const [note, setNote] = useState('')
  return (
    <Dialog
      title={texts.recordAck}
      confirmLabel={texts.recordAck}
      onClose={onClose}
      isReady={memberId !== '' && day !== '' && time !== ''}
      onConfirm={async () => {
        await callDesk<object>({ method: 'POST', path: `/api/deliveries/${delivery.id}/acknowledge`, body: { memberId, via, at: fromLocalInput(`${day}T${time}`), ...(note.trim() ? { note: note.trim() } : {}) } })
        toast.success(texts.ackRecorded)
        onDone()
      }}
    >
      <p>{texts.recordAckText}</p>
      <Labelled label={texts.member} isRequired error={members.length === 0 ? texts.noMembers : undefined}>
        <select className="lt-input" value={memberId} onChange={(event) => setMemberId(event.target.value)}>
          {members.map(({ id, name, role }) => (
            <option key={id} value={id}>
              {name} ({texts.roles[role]})
            </option>
          ))}
        </select>
      </Labelled>
      <ViaChoice via={via} onChange={setVia} />
      <div className="lt-row">
        <Labelled label={texts.date} isRequired>
          <DayInput value={day} onChange={setDay} />
        </Labelled>
        <Labelled label={texts.when} isRequired>
          <input type="time" className="lt-input" value={time} onChange={(event) => setTime(event.target.value)} />
        </Labelled>
      </div>
      <Labelled label={texts.note} hint={texts.noteHint}>
        <textarea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Labelled>
    </Dialog>
  )
}

const REASONS = ['no-signal', 'phone', 'people-away', 'weather', 'language', 'material-missing', 'unclear', 'other', 'none'] as const

function Block({ delivery, onClose, onDone }: ActInput) {
  const texts = useTexts(teamTexts)
  const [reason, setReason] = useState<string>(delivery.blocked?.reason ?? 'no-signal')
  const [note, setNote] = useState(delivery.blocked?.note ?? '')
  const [until, setUntil] = useState(delivery.blocked?.until ?? '')
  return (
    <Dialog
      title={texts.block}
      confirmLabel={texts.block}
      onClose={onClose}
      onConfirm={async () => {
        await callDesk<object>({ method: 'POST', path: `/api/deliveries/${delivery.id}/block`, body: { reason, ...(note.trim() ? { note: note.trim() } : {}), ...(until ? { until } : {}) } })
        toast.success(texts.blockedDone)
        onDone()
      }}
    >
      <Labelled label={texts.blockReason} isRequired>
        <select className="lt-input" value={reason} onChange={(event) => setReason(event.target.value)}>
          {REASONS.map((one) => (
            <option key={one} value={one}>
              {texts.blocks[one]}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label={texts.note} hint={texts.noteHint}>
        <textarea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Labelled>
      <Labelled label={texts.until}>
        <DayInput value={until} onChange={setUntil} />
      </Labelled>
    </Dialog>
  )
}
