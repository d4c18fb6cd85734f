/** One report as it was sent: its state, what the commune said, what was withheld, and the way to a revision. */
import { memberName } from '../home/delivery-view.js'
import { readWork, type Work } from '../home/read-work.js'
import { clockTime, dayOf, shortDay } from '../phone/clock.js'
import type { FieldDelivery, OwnReport, ReportAnswer, ReportBody } from '../post/contract.js'
import { reportState } from '../read/delivery-screen.js'
import { database } from '../store/database.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Screen } from '../ui/screen.js'
import { refusalWords } from '../outbox/words.js'
import { count } from '../ui/sizes.js'
import { attendanceTotal, draftFromReport } from './draft.js'
import { indicatorsOf, type KnownIndicator } from './more.js'
import { openRevision } from './open-revision.js'

export function SentReportScreen({ id }: { id: string }) {
  const read = useStored(async () => {
    const db = await database()
    const [report, entry, work] = await Promise.all([db.get('reports', id), db.getFromIndex('outbox', 'clientId', id), readWork()])
    const body = report?.body ?? (entry?.kind === 'report' ? entry.body : undefined)
    const about = work?.views.filter((view) => body?.deliveryIds.includes(view.delivery.id)).map((view) => view.delivery) ?? []
    const indicators = work && body ? await indicatorsOf(about, work.settings.language) : []
    return { report, entry: entry?.kind === 'report' ? entry : undefined, work, about, indicators }
  }, [id])
  if (!read) return null
  const { report, entry, work } = read
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
          <button type="button" class="wide" onClick={() => void openRevision(id)}>
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
              {shortDay(session.date)}, {work?.me.forms.find((form) => form.code === session.form)?.name ?? session.form}
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
      <Also body={body} {...read} />
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

interface About {
  report: OwnReport | undefined
  work: Work | undefined
  about: FieldDelivery[]
  indicators: KnownIndicator[]
}

/** What was said beyond the three questions, a line each. */
function Also({ body, report, work, about, indicators }: About & { body: ReportBody }) {
  const languageOf = (code: string): string => work?.me.languages.find((one) => one.code === code)?.name ?? code
  const presenters = [...new Set(body.sessions.flatMap((session) => session.presenterIds ?? []))].flatMap((id) => (work && memberName(id, work.members, work.entries)) ?? [])
  const lines: [label: string, said: string][] = [
    ...(about.length > 1 ? [[texts.report.covers, about.map((one) => one.assignment.title).join('; ')] as [string, string]] : []),
    ...(presenters.length > 0 ? [[texts.report.presenters, presenters.join(', ')] as [string, string]] : []),
    ...(body.broadcasts ?? []).map((one): [string, string] => [texts.report.broadcasts, texts.report.broadcastOf(one.times, one.minutes, languageOf(one.language))]),
    ...(typeof body.copies === 'number' ? [[texts.report.copies, `${count(body.copies)} ${texts.report.copiesUnit}`] as [string, string]] : []),
    ...(typeof body.householdsTotal === 'number' ? [[texts.report.householdsTotal, texts.report.householdsOf(body.householdsTotal)] as [string, string]] : []),
    ...(body.indicators ?? []).map(({ campaign, key, value }): [string, string] => {
      const named = indicators.find((one) => one.campaign === campaign && one.indicator.key === key)?.indicator
      return [named?.name ?? key, `${count(value)} ${named?.unit ?? ''}`]
    }),
    ...(body.photos ?? []).map((photo, index): [string, string] => [texts.photos.number(index + 1), photoState({ sha256: photo.sha256, body, report, work })]),
  ]
  if (lines.length === 0) return null
  return (
    <dl class="card said">
      {lines.map(([label, said], index) => (
        <div key={index}>
          <dt class="hint">{label}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A photo goes its own way after its report, and may be refused alone. */
function photoState({ sha256, body, report, work }: { sha256: string; body: ReportBody; report: OwnReport | undefined; work: Work | undefined }): string {
  const entry = work?.entries.find((one) => one.kind === 'photo' && one.body.report === body.clientId && one.body.sha256 === sha256)
  if (entry?.state === 'failed') return texts.report.refused
  const isThere = entry?.state === 'sent' || report?.photos?.some((photo) => photo.sha256 === sha256 && photo.state === 'stored')
  return isThere ? texts.acknowledge.sent : texts.report.waiting
}
