/** One report as it was sent: its state, what the commune said, what was withheld, and the way to a revision. */
import { attendanceTotal, draftFromReport } from './draft.js'
import { clockTime, dayOf, shortDay } from '../phone/clock.js'
import type { ReportAnswer } from '../post/contract.js'
import { reportState } from '../read/delivery-screen.js'
import { database } from '../store/database.js'
import { readMeta } from '../store/meta.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { go } from '../ui/router.js'
import { Screen } from '../ui/screen.js'
import { refusalWords } from '../outbox/words.js'
import { reviseReport } from './start-report.js'

export function SentReportScreen({ id }: { id: string }) {
  const read = useStored(async () => {
    const db = await database()
    const [report, entry, me] = await Promise.all([db.get('reports', id), db.getFromIndex('outbox', 'clientId', id), readMeta('me')])
    return { report, entry: entry?.kind === 'report' ? entry : undefined, me }
  }, [id])
  if (!read) return null
  const { report, entry, me } = read
  const body = report?.body ?? entry?.body
  if (!body) {
    return (
      <Screen title={texts.report.title} parent={['to', 'nam-nay']}>
        <p>{texts.read.gone}</p>
      </Screen>
    )
  }
  const answer = entry?.outcome?.answer as ReportAnswer | undefined
  const withheld = report?.withheld ?? answer?.withheld ?? []
  const isConflict = entry?.state === 'failed' && entry.outcome?.status === 409
  const canEdit = report?.state !== 'accepted' && report?.state !== 'superseded'
  const editWord = isConflict ? texts.report.replaceLatest : withheld.length > 0 ? texts.report.withheldFix : texts.report.edit
  const draft = draftFromReport({ id, now: '', body, ownBody: entry?.body })
  return (
    <Screen
      title={texts.report.title}
      parent={['viec', body.deliveryIds[0] ?? '']}
      action={
        canEdit && (
          <button type="button" class="wide" onClick={() => void reviseReport(id).then((draftId) => draftId && go('bao-cao', draftId))}>
            {editWord}
          </button>
        )
      }
    >
      <p>
        <strong>{reportState(report?.state ?? entry?.state ?? '')}</strong>
      </p>
      {report?.state === 'returned' && report.returnReason && (
        <div class="card bad">
          <h2>{texts.report.returnedTop}</h2>
          <p>{report.returnReason}</p>
        </div>
      )}
      {entry?.state === 'failed' && <p class="card bad">{isConflict ? texts.report.conflict : refusalWords(entry)}</p>}
      {withheld.length > 0 && <p class="card warn">{texts.report.withheld}</p>}
      {(report?.replies ?? []).map((reply) => (
        <div key={reply.at} class="card good">
          <p>
            <strong>{reply.from}</strong>, {shortDay(dayOf(Date.parse(reply.at)))}
          </p>
          <p>{reply.text}</p>
        </div>
      ))}
      {answer?.warnings && answer.warnings.length > 0 && (
        <div class="card">
          <h2>{texts.report.warned}</h2>
          {answer.warnings.map((warning) => (
            <p key={warning.path + warning.code}>{warning.message}</p>
          ))}
        </div>
      )}
      {draft.sessions.map((session, index) => {
        const total = attendanceTotal(session.attendance)
        return (
          <div key={session.id} class="card">
            {draft.sessions.length > 1 && <h2>{texts.report.session(index + 1)}</h2>}
            <p>
              {shortDay(session.date)}, {me?.forms.find((form) => form.code === session.form)?.name ?? session.form}
            </p>
            <p>{total === undefined ? `${texts.report.attendance} ${texts.app.unknown}` : texts.report.attendanceOf(total)}</p>
            {session.place && <p>{session.place}</p>}
          </div>
        )
      })}
      <div class="card">
        <p>{texts.report.households}</p>
        <p>
          <strong>{draft.households.kind === 'number' ? texts.report.householdsOf(draft.households.reached) : texts.app.unknown}</strong>
        </p>
      </div>
      {draft.difficulties && (
        <div class="card">
          <h2>{texts.report.difficulties}</h2>
          <p>{draft.difficulties}</p>
        </div>
      )}
      {draft.proposals && (
        <div class="card">
          <h2>{texts.report.proposals}</h2>
          <p>{draft.proposals}</p>
        </div>
      )}
      {report && (
        <p class="hint">
          {shortDay(dayOf(Date.parse(report.receivedAt)))}, {clockTime(report.receivedAt)}
        </p>
      )}
    </Screen>
  )
}
