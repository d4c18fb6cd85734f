'use client'
/**
 * The form for a report that came on paper or by call: all that a phone can tell, the less used parts folded. Its
 * client id stays the same until it is taken: no doubles. What may not be stored is shown once more, to be reworded.
 */
import { Button, toast } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk, newClientId } from '../../platform/admin/call-desk'
import { Dialog } from '../../platform/admin/Dialog'
import { dayOf } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Labelled } from '../../platform/admin/parts'
import { commonTexts } from '../../platform/admin/texts'
import { RecordReportMore, useIndicators } from './RecordReportMore'
import { SessionFields } from './RecordSession'
import { bodyOfReport, digits, emptyReport, emptySession, type ReportForm } from './report-form'
import { teamTexts } from './team-texts'
import type { ReportDoc } from './types'
import { type ActInput, type DeskVia, ViaChoice } from './ViaChoice'

interface Taken {
  withheld?: { path: string }[]
}

export function RecordReport({ delivery, members, reports, onClose, onDone }: ActInput & { reports: readonly ReportDoc[] }) {
  const texts = useTexts(teamTexts)
  const [clientId] = useState(newClientId)
  const [at] = useState(() => new Date().toISOString())
  const [via, setVia] = useState<DeskVia>('paper')
  const [form, setForm] = useState<ReportForm>(() => emptyReport(emptySession(newClientId(), dayOf(new Date()))))
  const [withheld, setWithheld] = useState<string[]>()
  const indicators = useIndicators(delivery.assignment)
  const give = (changes: Partial<ReportForm>) => setForm({ ...form, ...changes })
  const replaceable = reports.filter(({ state, keptAfterWithdrawal }) => state !== 'superseded' && !keptAfterWithdrawal)
  if (withheld) return <Withheld form={form} paths={withheld} onClose={onDone} />
  return (
    <Dialog
      title={texts.recordReport}
      confirmLabel={texts.recordReport}
      isWide
      keepsOpen
      isReady={form.sessions.every(({ date }) => date !== '')}
      placeOf={(path) => placeOf(path, texts.session)}
      onClose={onClose}
      onConfirm={async () => {
        const taken = await callDesk<Taken>({ method: 'POST', path: '/api/reports', body: { clientId, deliveryIds: [delivery.id], via, at, ...bodyOfReport(form) } })
        toast.success(texts.reportRecorded)
        if (taken.withheld?.length) setWithheld(taken.withheld.map(({ path }) => path))
        else onDone()
      }}
    >
      <p>{texts.recordReportText}</p>
      <ViaChoice via={via} onChange={setVia} />
      {replaceable.length > 0 ? (
        <Labelled label={texts.newOrInstead} hint={texts.newOrInsteadHint}>
          <select className="lt-input" value={form.supersedes} onChange={(event) => give({ supersedes: event.target.value })}>
            <option value="">{texts.oneMore}</option>
            {replaceable.map((report) => (
              <option key={report.id} value={report.clientId}>
                {texts.instead(`${texts.reportTitle(String(report.revision))}, ${texts.reportStates[report.state]}`)}
              </option>
            ))}
          </select>
        </Labelled>
      ) : null}
      {form.sessions.map((session, index) => (
        <SessionFields
          key={session.id}
          number={index + 1}
          session={session}
          members={members}
          onChange={(changes) => give({ sessions: form.sessions.map((one) => (one.id === session.id ? { ...one, ...changes } : one)) })}
          onRemove={() => give({ sessions: form.sessions.filter((one) => one.id !== session.id) })}
        />
      ))}
      <Button buttonStyle="secondary" size="small" margin={false} disabled={form.sessions.length >= 40} onClick={() => give({ sessions: [...form.sessions, emptySession(newClientId(), dayOf(new Date()))] })}>
        {texts.addSession}
      </Button>
      <div className="lt-row">
        {(['householdsReached', 'copies'] as const).map((field) => (
          <Labelled key={field} label={texts[field]}>
            <input className="lt-input" name={field} inputMode="numeric" value={form[field]} onChange={(event) => give({ [field]: digits(event.target.value) })} />
          </Labelled>
        ))}
      </div>
      <RecordReportMore form={form} indicators={indicators} onChange={give} />
      {(['difficulties', 'proposals'] as const).map((field) => (
        <Labelled key={field} label={texts[field]} hint={texts.noteHint}>
          <textarea rows={2} maxLength={2000} name={field} value={form[field]} onChange={(event) => give({ [field]: event.target.value })} />
        </Labelled>
      ))}
    </Dialog>
  )
}

/** The report is recorded, but for these texts: their author still has them here. */
function Withheld({ form, paths, onClose }: { form: ReportForm; paths: readonly string[]; onClose: () => void }) {
  const texts = useTexts(teamTexts)
  const close = useTexts(commonTexts).close
  return (
    <Dialog title={texts.withheldTitle} confirmLabel={close} onClose={onClose} onConfirm={async () => onClose()}>
      <p>{texts.withheldText}</p>
      {[...new Set(paths)].map((path) => (
        <Labelled key={path} label={placeOf(path, texts.session) || (path === 'difficulties' ? texts.difficulties : texts.proposals)}>
          <textarea rows={3} readOnly value={textAt(form, path)} />
        </Labelled>
      ))}
    </Dialog>
  )
}

function sessionOf(path: string): number | undefined {
  const found = /^sessions\[(\d+)\]/.exec(path)?.[1]
  return found === undefined ? undefined : Number(found)
}

function placeOf(path: string, session: (number: string) => string): string {
  const index = sessionOf(path)
  return index === undefined ? '' : session(String(index + 1))
}

function textAt(form: ReportForm, path: string): string {
  const index = sessionOf(path)
  if (index !== undefined) return form.sessions[index]?.place ?? ''
  return path === 'difficulties' ? form.difficulties : form.proposals
}
