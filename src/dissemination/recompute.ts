/**
 * A delivery as its whole set of facts makes it. Called in the transaction of every new fact, and by verify and
 * rebuild: since the state is a function of the set, order and repetition of messages cannot matter (law 2).
 */
import type { Reads, Row, Tx } from '../platform/database/tables.js'
import { countsOf, moveCounters, subtract } from './counters.js'
import { deliveryState, type EventFact, hanoiDay, type ReportFact, type Sending, type Via } from './event-rules.js'
import { figuresOf, type ReportBody } from './figures.js'
import { assignments, deliveries, messages, reports, teamRevisions } from './tables.js'

/** One bundle as an assignment sent it; what the phone's list needs is copied here, since bundles never change. */
export interface SentBundle {
  contentType: string
  contentId: string
  hash: string
  language: string
  version: number
  bytes: number
  kind: string
  title: string
  symbol?: string
  replaces?: string
}

export interface AssignmentSending extends Sending {
  at: string
  note?: string
  bundles: SentBundle[]
}

/** The columns of a delivery that follow from its facts. */
export const COMPUTED_COLUMNS = [
  'state', 'deliveredAt', 'seenAt', 'seenOn', 'acknowledgedAt', 'acknowledgedLate', 'acknowledgedVia', 'reportedAt', 'reportedLate', 'reportedVia',
  'acceptedAt', 'isReturned', 'blockedReason', 'blocked', 'householdsReached', 'sessions', 'attPartyMembers', 'attHouseholds', 'attOthers', 'attTotal',
  'dueDelivered', 'dueAcknowledged', 'dueReported',
] as const

export interface Facts {
  sendings: readonly AssignmentSending[]
  events: readonly Row[]
  reports: readonly Row[]
}

/** What an assignment asks for: each content once, in the order it was first sent. */
export function contentsOf(sendings: readonly AssignmentSending[]): { contentType: string; contentId: string }[] {
  const first = sendings[0]
  if (!first) return []
  const seen = new Map(first.bundles.map((bundle) => [`${bundle.contentType} ${bundle.contentId}`, { contentType: bundle.contentType, contentId: bundle.contentId }]))
  return [...seen.values()]
}

/**
 * What a delivery has carried, in order. To a team that was added after amendments, what stood on that day is the
 * first sending: it never had the versions before, so they replace nothing and nobody there can acknowledge them.
 * @param delivery its `epoch` and `publishedAt` are read
 */
export function sentTo(delivery: Row, sendings: readonly AssignmentSending[]): AssignmentSending[] {
  const come = sendings.filter((sending) => sending.epoch <= Number(delivery.epoch))
  const since = Date.parse(String(delivery.publishedAt))
  const before = come.filter((sending) => Date.parse(sending.at) <= since)
  const last = before.at(-1)
  if (!last || before.length < 2) return come
  const standing = contentsOf(before).flatMap((content) => [...standingBundles(before, content).values()].map(({ bundle: { replaces: _unknownToThem, ...bundle } }) => bundle))
  return [{ epoch: last.epoch, materiality: 'material', at: last.at, bundles: standing }, ...come.slice(before.length)]
}

/** The newest bundle of each language of a content, of those that were sent with or after its last material amendment. */
export function standingBundles(sendings: readonly AssignmentSending[], content: { contentType: string; contentId: string }): Map<string, { bundle: SentBundle; sending: AssignmentSending }> {
  const sent = sendings.flatMap((sending) => sending.bundles.filter((bundle) => bundle.contentType === content.contentType && bundle.contentId === content.contentId).map((bundle) => ({ bundle, sending })))
  const material = Math.max(...sent.filter(({ sending }) => sending.materiality === 'material').map(({ sending }) => sending.epoch))
  return new Map(sent.filter(({ sending }) => sending.epoch >= material).map((one) => [one.bundle.language, one]))
}

/** The computed columns of a delivery and what its phone is shown, from the delivery's own row and its facts. */
export function computeDelivery({ delivery, facts }: { delivery: Row; facts: Facts }): Row {
  const sendings = sentTo(delivery, facts.sendings)
  const counted = facts.reports.filter((report) => !report.keptAfterWithdrawal)
  const reports = counted.map((report) => ({ ...toReport(report, String(delivery.publishedAt)), body: report.body as ReportBody }))
  const state = deliveryState({
    deliveryId: String(delivery.id),
    events: facts.events.flatMap(toEvent),
    reports,
    contents: contentsOf(sendings),
    sendings,
    exempted: Boolean(delivery.exemptedAt),
    ackDue: textOrNull(delivery.ackDue),
    reportDue: textOrNull(delivery.reportDue),
  })
  const figures = figuresOf({
    reports,
    delivery: { id: String(delivery.id), assignment: String(delivery.assignment) },
    register: typeof delivery.households === 'number' ? delivery.households : null,
  })
  const { acknowledgements, returned, blocked, ...columns } = state
  return {
    ...columns,
    seenOn: state.seenAt ? hanoiDay(state.seenAt) : null,
    blockedReason: blocked?.reason ?? null,
    blocked,
    householdsReached: figures.householdsReached,
    sessions: figures.sessions,
    attPartyMembers: figures.attendances.partyMembers,
    attHouseholds: figures.attendances.households,
    attOthers: figures.attendances.others,
    attTotal: figures.attendances.total,
    ...outstanding(delivery, state),
    item: JSON.stringify({
      id: delivery.id,
      state: state.state,
      facts: {
        deliveredAt: state.deliveredAt,
        seenAt: state.seenAt,
        acknowledgedAt: state.acknowledgedAt,
        reportedAt: state.reportedAt,
        acceptedAt: state.acceptedAt,
      },
      acknowledgements,
      ...(blocked ? { blocked } : {}),
      ...(returned ? { returned } : {}),
      ...repliesOf(counted),
    }),
  }
}

/** Stands for a due day where something is outstanding that has none. */
export const NO_DUE_DAY = '9999-12-31'

/**
 * The due day of each stage that is still outstanding, null where it is done, not asked for, or no longer expected.
 * Kept as columns, so that who is behind is a range of an index and never a search.
 */
function outstanding(delivery: Row, state: { deliveredAt: string | null; acknowledgedAt: string | null; reportedAt: string | null }): Row {
  const isExpected = !delivery.exemptedAt && !delivery.isWithdrawn
  const ackDue = textOrNull(delivery.ackDue)
  const reportDue = textOrNull(delivery.reportDue)
  return {
    dueDelivered: isExpected && !state.deliveredAt ? (ackDue ?? reportDue ?? NO_DUE_DAY) : null,
    dueAcknowledged: isExpected && !state.acknowledgedAt ? ackDue : null,
    dueReported: isExpected && !state.reportedAt ? reportDue : null,
  }
}

/** Facts that a transaction has read already, its own new ones among them. */
export type KnownFacts = Partial<Pick<Facts, 'events' | 'reports'>>

export async function loadFacts({ reads, delivery, sendings, known = {} }: { reads: Reads; delivery: Row; sendings: readonly AssignmentSending[]; known?: KnownFacts }): Promise<Facts> {
  return {
    sendings,
    events: known.events ?? (await eventsOf(reads, [String(delivery.id)])),
    reports: known.reports ?? (await reportsTouching(reads, delivery)),
  }
}

/** The messages about some deliveries, in no order. */
export async function eventsOf(reads: Reads, ids: readonly string[]): Promise<Row[]> {
  return reads.find(messages, { where: [['delivery', 'in', ids]], columns: EVENT_COLUMNS })
}

const EVENT_COLUMNS = ['id', 'delivery', 'clientId', 'kind', 'at', 'effectiveAt', 'receivedAt', 'via', 'body']
const REPORT_COLUMNS = ['id', 'team', 'clientId', 'supersedes', 'links', 'state', 'returnReason', 'decidedAt', 'replies', 'via', 'body', 'keptAfterWithdrawal', 'at', 'effectiveAt', 'receivedAt']

/** Every report that names the delivery and what replaced those, even where the replacement no longer names it. */
export async function reportsTouching(reads: Reads, delivery: Row): Promise<Row[]> {
  const named = await reads.find(reports, { where: [['deliveries', 'has', String(delivery.id)]], columns: REPORT_COLUMNS })
  const byId = new Map(named.map((report) => [String(report.id), report]))
  let fresh = named
  while (fresh.length) {
    const team = String(fresh[0]?.team)
    const replacing = await reads.find(reports, {
      where: [['team', '=', team], ['supersedes', 'in', fresh.map((report) => String(report.clientId))]],
      columns: REPORT_COLUMNS,
    })
    fresh = replacing.filter((report) => !byId.has(String(report.id)))
    for (const report of fresh) byId.set(String(report.id), report)
  }
  return [...byId.values()]
}

/**
 * Computes a delivery anew and writes what differs: its row, the counters above it, its place in the team's changes.
 * @param given columns that this transaction sets besides (a new epoch, an exemption, a due day)
 * @param known facts that the transaction has at hand; what is not given is read
 * @param isNews one of its reports came or changed: its team's phones hear of it also where no column differs
 * @param revisionOf hands out the holder's next revision, one for the whole transaction
 */
export async function refreshDelivery({
  tx,
  delivery,
  sendings,
  given = {},
  known,
  isNews = false,
  now,
  revisionOf,
}: {
  tx: Tx
  delivery: Row
  sendings: readonly AssignmentSending[]
  given?: Row
  known?: KnownFacts
  isNews?: boolean
  now: string
  revisionOf: RevisionOf
}): Promise<Row> {
  const base = { ...delivery, ...given }
  const computed = computeDelivery({ delivery: base, facts: await loadFacts({ reads: tx, delivery: base, sendings, ...(known ? { known } : {}) }) })
  const after: Row = { ...base, ...computed }
  // Only what differs is written: each column that is named costs its index an entry.
  const changed: Row = Object.fromEntries(Object.entries({ ...given, ...computed }).filter(([column, value]) => !isSame(delivery[column], value)))
  if (Object.keys(changed).length === 0 && !isNews) return delivery
  after.revision = await revisionOf(String(delivery.holder))
  after.updatedAt = now
  await tx.update(deliveries, [['id', '=', String(delivery.id)]], { ...changed, revision: after.revision, updatedAt: now })
  moveCounters(tx, after, subtract(countsOf(after), countsOf(delivery)))
  return after
}

export type RevisionOf = (team: string) => Promise<number | undefined>

/** Hands out one new revision a team for the length of a transaction. */
export function revisions(tx: Tx): RevisionOf {
  const given = new Map<string, number>()
  return async (team) => {
    if (!given.has(team)) for (const [id, next] of await tx.bump(teamRevisions, [team], 'revision')) given.set(id, next)
    return given.get(team)
  }
}

export async function sendingsOf(reads: Reads, assignment: string): Promise<AssignmentSending[]> {
  const row = await reads.findOne(assignments, { where: [['id', '=', assignment]], columns: ['id', 'sendings'] })
  return (row?.sendings as AssignmentSending[] | null) ?? []
}

function toEvent(message: Row): EventFact[] {
  const kind = String(message.kind)
  if (!isEventKind(kind)) return []
  const body = (message.body ?? {}) as Record<string, string | null | undefined>
  return [
    {
      clientId: String(message.clientId),
      kind,
      at: String(message.at),
      effectiveAt: String(message.effectiveAt),
      receivedAt: String(message.receivedAt),
      via: message.via as Via,
      memberId: body.memberId ?? null,
      bundleHash: body.bundleHash ?? null,
      retracts: body.event ?? null,
      reason: body.reason ?? null,
      note: body.note ?? null,
      until: body.until ?? null,
    },
  ]
}

/** A report over several deliveries may tell of a time before one of them was published: for that one it happened on arrival. */
/** A fact can't be older than the delivery that it is about. */
export function isEarlier(at: unknown, publishedAt: unknown): boolean {
  return Date.parse(String(at)) < Date.parse(String(publishedAt))
}

function toReport(report: Row, publishedAt: string): ReportFact {
  const state = String(report.state)
  return {
    clientId: String(report.clientId),
    at: String(report.at),
    effectiveAt: String(isEarlier(report.effectiveAt, publishedAt) ? report.receivedAt : report.effectiveAt),
    receivedAt: String(report.receivedAt),
    supersedes: textOrNull(report.supersedes),
    deliveries: (report.links as { id: string; assignment: string; households?: number | null }[] | null) ?? [],
    via: report.via as Via,
    decision: state === 'accepted' || state === 'returned' ? state : 'submitted',
    decidedAt: textOrNull(report.decidedAt),
    returnReason: textOrNull(report.returnReason),
  }
}

function repliesOf(counted: readonly Row[]): { replies?: unknown[] } {
  const replies = counted.flatMap((report) => (Array.isArray(report.replies) ? (report.replies as { at: string }[]) : []))
  return replies.length ? { replies: replies.sort((a, b) => a.at.localeCompare(b.at)) } : {}
}

const isEventKind = (kind: string): kind is EventFact['kind'] => ['delivered', 'seen', 'acknowledged', 'retracted', 'blocked'].includes(kind)
const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)

/** Equal as stored: JSON columns by content, an absent value like null. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true
  if (typeof a === 'object' || typeof b === 'object') return sortedJson(a) === sortedJson(b)
  return false
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}
