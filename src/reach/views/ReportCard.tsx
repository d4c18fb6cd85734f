'use client'
/** A dissemination report as its reviewer reads it: sessions, figures, what to look at again, photos; and the decision. */
import { Button, toast } from '@payloadcms/ui'
import { useState } from 'react'

import { languageTexts } from '../../content/views/texts'
import type { LanguageCode } from '../../content/languages'
import { callDesk } from '../../platform/admin/call-desk'
import { ReasonDialog } from '../../platform/admin/Dialog'
import { showDay, showInstant, showNumber } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Tag, type Tone } from '../../platform/admin/parts'
import { type Column, SortableTable } from '../../platform/admin/SortableTable'
import { asRefusal, useAct } from '../../platform/admin/use-desk'
import { useIndicators } from './RecordReportMore'
import { teamTexts } from './team-texts'
import type { ReportDoc, ReportSessionDoc } from './types'

const TONES: Record<ReportDoc['state'], Tone> = { submitted: 'wait', returned: 'bad', accepted: 'good', superseded: 'quiet' }

type Asking = 'return' | 'reopen' | 'reply'

export function ReportCard({ report, mayDecide, onChanged }: { report: ReportDoc; mayDecide: boolean; onChanged: () => void }) {
  const texts = useTexts(teamTexts)
  const [asking, setAsking] = useState<Asking>()
  const { act, isBusy } = useAct()
  const decide = async (decision: 'accept' | Asking, body: object, said: string) => {
    try {
      await callDesk<object>({ method: 'POST', path: `/api/reports/${report.id}/${decision}`, body })
    } catch (error) {
      // Somebody else has decided meanwhile: the reason is shown, and behind it what is so now.
      if (asRefusal(error).status === 409) onChanged()
      throw error
    }
    toast.success(said)
    setAsking(undefined)
    onChanged()
  }
  const dialogs = {
    return: { title: texts.return, text: texts.returnText, said: texts.returnedDone },
    reopen: { title: texts.reopen, text: texts.reopenText, said: texts.reopened },
    reply: { title: texts.reply, text: '', said: texts.replied },
  }
  const isKept = report.keptAfterWithdrawal === true
  const decided = report.state === 'accepted' ? texts.acceptedAt : report.state === 'returned' ? texts.returnedAt : () => ''
  return (
    <article className="lt-report" data-report={report.id} data-state={report.state}>
      <header className="lt-head__line">
        <h3>{texts.reportTitle(String(report.revision))}</h3>
        <Tag tone={TONES[report.state]}>{texts.reportStates[report.state]}</Tag>
        <small>
          {[texts.received(showInstant(report.receivedAt)), texts.via[report.via ?? ''] ?? report.via, report.decidedAt ? decided(showInstant(report.decidedAt)) : ''].filter(Boolean).join(' · ')}
        </small>
      </header>
      {isKept ? <p className="lt-note lt-note--wait">{texts.afterWithdrawal}</p> : null}
      {report.returnReason && report.state === 'returned' ? (
        <p className="lt-note lt-note--bad">
          {texts.returnedFor}: {report.returnReason}
        </p>
      ) : null}
      <Warnings report={report} />
      <Sessions sessions={report.sessions ?? []} />
      <Figures report={report} />
      <Photos report={report} />
      {report.replies && report.replies.length > 0 ? (
        <div className="lt-replies">
          <h4>{texts.replies}</h4>
          {report.replies.map(({ text, from, at }) => (
            <p key={`${at}:${text}`}>
              <small>
                {from}, {showInstant(at)}
              </small>
              {text}
            </p>
          ))}
        </div>
      ) : null}
      {mayDecide && !isKept && report.state !== 'superseded' ? (
        <div className="lt-acts lt-noprint">
          {report.state === 'submitted' ? (
            <>
              <Button margin={false} size="medium" disabled={isBusy} onClick={() => void act(() => decide('accept', {}, texts.accepted2))} extraButtonProps={{ 'data-act': 'accept' }}>
                {texts.accept}
              </Button>
              <Button margin={false} size="medium" buttonStyle="secondary" className="lt-danger" onClick={() => setAsking('return')} extraButtonProps={{ 'data-act': 'return' }}>
                {texts.return}
              </Button>
            </>
          ) : (
            <Button margin={false} size="medium" buttonStyle="secondary" onClick={() => setAsking('reopen')} extraButtonProps={{ 'data-act': 'reopen' }}>
              {texts.reopen}
            </Button>
          )}
          <Button margin={false} size="medium" buttonStyle="secondary" onClick={() => setAsking('reply')} extraButtonProps={{ 'data-act': 'reply' }}>
            {texts.reply}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={dialogs[asking].title}
          text={dialogs[asking].text}
          confirmLabel={dialogs[asking].title}
          isDangerous={asking === 'return'}
          {...(asking === 'reply' ? { label: texts.replyLabel } : {})}
          onClose={() => setAsking(undefined)}
          onConfirm={(reason) => decide(asking, asking === 'reply' ? { text: reason } : { reason }, dialogs[asking].said)}
        />
      ) : null}
    </article>
  )
}

function Warnings({ report }: { report: ReportDoc }) {
  const texts = useTexts(teamTexts)
  const warnings = report.warnings ?? []
  const isWithheld = (report.withheld ?? []).length > 0
  if (warnings.length === 0 && !isWithheld) return null
  return (
    <div className="lt-warnings">
      <strong>{texts.warnings}</strong>
      <ul>
        {warnings.map(({ path, code, message }) => (
          <li key={`${path}:${code}`}>{message}</li>
        ))}
        {isWithheld ? <li>{texts.withheld}</li> : null}
      </ul>
    </div>
  )
}

function Sessions({ sessions }: { sessions: readonly ReportSessionDoc[] }) {
  const texts = useTexts(teamTexts)
  const names = useTexts(languageTexts).names
  if (sessions.length === 0) return <p className="lt-note">{texts.noSessions}</p>
  const columns: Column<ReportSessionDoc>[] = [
    { key: 'date', label: texts.columns.date, sortBy: ({ date }) => date, cell: ({ date }) => showDay(date) },
    { key: 'form', label: texts.columns.form, sortBy: ({ form }) => texts.forms[form] ?? form, cell: ({ form }) => texts.forms[form] ?? form },
    { key: 'place', label: texts.columns.place, cell: ({ place }) => place || showDay(null) },
    { key: 'language', label: texts.columns.language, cell: ({ language }) => names[language as LanguageCode] ?? language },
    { key: 'attendance', label: texts.columns.attendance, isNumber: true, sortBy: ({ attendance }) => totalOf(attendance), cell: ({ attendance }) => <Attendance attendance={attendance} /> },
  ]
  return <SortableTable caption={texts.sessions} rows={sessions} rowKey={({ id }) => id} columns={columns} isCards />
}

function Attendance({ attendance }: { attendance: ReportSessionDoc['attendance'] }) {
  const texts = useTexts(teamTexts)
  const { partyMembers, households, others } = attendance
  const hasParts = [partyMembers, households, others].some((part) => typeof part === 'number')
  return (
    <>
      {showNumber(totalOf(attendance))}
      {hasParts ? <small className="lt-under">{texts.parts(showNumber(partyMembers), showNumber(households), showNumber(others))}</small> : null}
    </>
  )
}

function totalOf({ partyMembers, households, others, total }: ReportSessionDoc['attendance']): number {
  return total ?? (partyMembers ?? 0) + (households ?? 0) + (others ?? 0)
}

function Figures({ report }: { report: ReportDoc }) {
  const texts = useTexts(teamTexts)
  const names = useTexts(languageTexts).names
  const indicators = useIndicators((report.indicators ?? []).length > 0 ? (report.assignments?.[0] ?? '') : '')
  const indicatorName = (campaign: string, key: string): string => {
    const known = indicators.data?.find((one) => one.campaign === campaign && one.key === key)
    return known ? [known.name, known.unit && `(${known.unit})`].filter(Boolean).join(' ') : key
  }
  const rows: [string, string][] = [
    [texts.householdsReached, showNumber(report.householdsReached)],
    ...(typeof report.householdsTotal === 'number' ? [[texts.householdsTotal, showNumber(report.householdsTotal)] as [string, string]] : []),
    ...(typeof report.copies === 'number' ? [[texts.copies, showNumber(report.copies)] as [string, string]] : []),
    ...(report.broadcasts ?? []).map(({ times, minutes, language }): [string, string] => [texts.broadcasts, texts.broadcast(showNumber(times), showNumber(minutes), names[language as LanguageCode] ?? language)]),
    ...(report.indicators ?? []).map(({ campaign, key, value }): [string, string] => [`${texts.indicators}: ${indicatorName(campaign, key)}`, showNumber(value)]),
    ...(report.difficulties ? [[texts.difficulties, report.difficulties] as [string, string]] : []),
    ...(report.proposals ? [[texts.proposals, report.proposals] as [string, string]] : []),
  ]
  return (
    <dl className="lt-pairs">
      {rows.map(([label, value], index) => (
        <div key={`${label}:${index}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Photos({ report }: { report: ReportDoc }) {
  const texts = useTexts(teamTexts)
  const photos = report.photos ?? []
  const here = photos.filter(({ url }) => url)
  const missing = photos.length - here.length
  if (photos.length === 0) return null
  return (
    <div className="lt-photos" aria-label={texts.photos}>
      {here.map(({ sha256, url }, index) => (
        <a key={sha256} href={url} target="_blank" rel="noreferrer">
          <img src={url} alt={texts.photo(String(index + 1))} loading="lazy" />
        </a>
      ))}
      {missing > 0 ? <span className="lt-note">{texts.photoWanted(showNumber(missing))}</span> : null}
    </div>
  )
}
