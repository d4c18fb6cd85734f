/** One piece of work: what it says, what the commune answered, and the next step as the big button at the foot. */
import { useEffect } from 'preact/hooks'
import { AcknowledgeButton, AcknowledgementList } from '../acknowledge/acknowledge.js'
import { BlockedCard } from '../blocked/blocked-card.js'
import { dueWords } from '../home/due-words.js'
import { stateOf, unitName } from '../home/home-screen.js'
import { readWork, type Work } from '../home/read-work.js'
import type { DeliveryView } from '../home/delivery-view.js'
import { clockTime, dayOf, shortDay } from '../phone/clock.js'
import { markAnswered } from '../post/keep-content.js'
import { openRevision } from '../report/open-revision.js'
import { openDraftFor } from '../report/start-report.js'
import { database } from '../store/database.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Icon } from '../ui/icons.js'
import { useOnce } from '../ui/once.js'
import { address, go } from '../ui/router.js'
import { Screen } from '../ui/screen.js'
import { trySaving } from '../ui/try-saving.js'
import { ContentView } from './content-view.js'

export function DeliveryScreen({ id }: { id: string }) {
  const work = useStored(readWork, [])
  if (!work) return null
  const view = work.views.find((one) => one.delivery.id === id)
  if (!view) {
    return (
      <Screen title={texts.nav.work} parent={[]}>
        <p>{texts.read.gone}</p>
      </Screen>
    )
  }
  return <Delivery view={view} work={work} />
}

function Delivery({ view, work }: { view: DeliveryView; work: Work }) {
  const { delivery } = view
  const state = stateOf(view)
  const answeredAt = (delivery.replies ?? []).map((reply) => reply.at).sort().pop()
  useEffect(() => {
    if (answeredAt) void markAnswered(delivery.id, answeredAt)
  }, [answeredAt])
  const symbols = delivery.content.flatMap((content) => (content.symbol ? [content.symbol] : [])).join(', ')
  return (
    <Screen title={symbols || texts.nav.work} parent={[]} action={<NextStep view={view} work={work} />}>
      <h2>{delivery.assignment.title}</h2>
      <p class="facts">
        <span class={`fact ${state.tone}`}>
          <Icon name={state.icon} size={20} /> {state.word}
        </span>
        {view.due && (
          <span class={`fact ${view.isOverdue ? 'bad' : ''}`}>
            <Icon name="pausedWork" size={20} />
            {(view.due.what === 'report' ? texts.home.dueReport : texts.home.dueAcknowledge)(dueWords(view.due.day, work.today))}
          </span>
        )}
        {view.unsent > 0 && (
          <span class="fact">
            <Icon name="cloud" size={20} /> {texts.home.unsent}
          </span>
        )}
      </p>
      {delivery.inheritedFrom && <p class="hint">{texts.home.from(unitName(delivery.inheritedFrom.unit))}</p>}
      <Returned view={view} />
      <BlockedCard view={view} reasons={work.me.blockReasons} />
      {(delivery.replies ?? []).map((reply) => (
        <div key={reply.at} class="card good">
          <p>
            <strong>{reply.from}</strong>, {shortDay(dayOf(Date.parse(reply.at)))}
          </p>
          <p>{reply.text}</p>
        </div>
      ))}
      {delivery.content.map((content) => (
        <ContentView key={content.id} content={content} view={view} work={work} />
      ))}
      {delivery.assignment.instructions && (
        <div class="card">
          <h3>{texts.read.instructions}</h3>
          <p>{delivery.assignment.instructions}</p>
        </div>
      )}
      <AcknowledgementList view={view} work={work} />
      <OwnReports deliveryId={delivery.id} />
    </Screen>
  )
}

function Returned({ view }: { view: DeliveryView }) {
  const { returned } = view.delivery
  if (!view.isReturned || !returned) return null
  return (
    <div class="card bad">
      <h3>{texts.read.returned}</h3>
      <p>{returned.reason}</p>
      <button type="button" class="wide" onClick={() => void openRevision(returned.reportClientId, returned.reason)}>
        {texts.read.fix}
      </button>
    </div>
  )
}

function NextStep({ view, work }: { view: DeliveryView; work: Work }) {
  const { delivery } = view
  const draft = work.drafts.find((one) => one.deliveryIds.includes(delivery.id))
  const report = useOnce(async () => {
    // Not a new one: what was typed is in the one that came back.
    if (view.isReturned && delivery.returned) return openRevision(delivery.returned.reportClientId, delivery.returned.reason)
    await trySaving(async () => go('bao-cao', await openDraftFor(delivery.id)))
  })
  const reportWord = view.isReturned ? texts.read.fix : draft ? texts.report.continue : view.isReported ? texts.report.buttonMore : texts.report.button
  if (view.isExempted) return null
  const isReportFirst = !view.asksAcknowledgement && view.asksReport
  return (
    <>
      {view.asksAcknowledgement && <AcknowledgeButton view={view} work={work} />}
      {isReportFirst && (
        <button type="button" class="main" onClick={report}>
          <Icon name="report" /> {reportWord}
        </button>
      )}
      <div class="row">
        {!isReportFirst && (
          <button type="button" onClick={report}>
            {reportWord}
          </button>
        )}
        {(view.asksAcknowledgement || view.asksReport) && (
          <button type="button" class="quiet" onClick={() => go('viec', delivery.id, 'chua-lam')}>
            {texts.blocked.button}
          </button>
        )}
      </div>
    </>
  )
}

function OwnReports({ deliveryId }: { deliveryId: string }) {
  const reports = useStored(async () => {
    const db = await database()
    const [stored, entries] = await Promise.all([db.getAll('reports'), db.getAll('outbox')])
    const known = new Set(stored.map((report) => report.clientId))
    const local = entries.flatMap((entry) => (entry.kind === 'report' && !known.has(entry.clientId) ? [{ id: entry.clientId, at: entry.at, deliveryIds: entry.body.deliveryIds, state: entry.state }] : []))
    const remote = stored.filter((report) => report.state !== 'superseded').map((report) => ({ id: report.clientId, at: report.receivedAt, deliveryIds: report.body.deliveryIds, state: report.state }))
    return [...local, ...remote].filter((report) => report.deliveryIds.includes(deliveryId)).sort((a, b) => b.at.localeCompare(a.at))
  }, [deliveryId])
  if (!reports || reports.length === 0) return null
  return (
    <section class="section">
      <h2>{texts.read.myReports}</h2>
      {reports.map((report) => (
        <a key={report.id} class="link" href={address('da-bao-cao', report.id)}>
          <Icon name="report" />
          <span>
            {shortDay(dayOf(Date.parse(report.at)))}, {clockTime(report.at)}: {reportState(report.state)}
          </span>
        </a>
      ))}
    </section>
  )
}

/** A report's state in words, whether it is still here or already there. */
export function reportState(state: string): string {
  if (state === 'waiting') return texts.report.waiting
  if (state === 'failed') return texts.report.refused
  if (state === 'sent') return texts.report.state.submitted
  return texts.report.state[state as keyof typeof texts.report.state] ?? texts.report.state.submitted
}
