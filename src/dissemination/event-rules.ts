/**
 * What a delivery's facts amount to: honest times, lateness and the state that follows from the whole set of facts.
 * Called by recompute on every new fact and by `verify`/`rebuild`; order and repetition of facts cannot matter (law 2).
 */
import { compareText, latestClaim, presentRevisions, utc, type ReportLink } from './figures.js'
import { isTooLong } from './report-rules.js'

export const EVENT_KINDS = ['delivered', 'seen', 'acknowledged', 'retracted', 'blocked'] as const

export const MEMBER_ROLES = [
  { code: 'leader', name: 'Tổ trưởng' },
  { code: 'deputy', name: 'Tổ phó' },
  { code: 'member', name: 'Thành viên' },
] as const

/** Why a team cannot do its work yet; `none` clears it. */
export const BLOCK_REASONS = [
  { code: 'no-signal', name: 'Không có sóng' },
  { code: 'phone', name: 'Điện thoại hỏng hoặc không có máy' },
  { code: 'people-away', name: 'Bà con đi làm xa, chưa tập trung được' },
  { code: 'weather', name: 'Mưa lũ, đường không đi được' },
  { code: 'language', name: 'Chưa có bản tiếng dân tộc' },
  { code: 'material-missing', name: 'Thiếu tài liệu' },
  { code: 'unclear', name: 'Chưa rõ cách làm' },
  { code: 'other', name: 'Lý do khác' },
  { code: 'none', name: 'Không còn vướng' },
] as const

export type Via = 'phone' | 'desk' | 'paper' | 'call'

export type FactKind = (typeof EVENT_KINDS)[number]

/** One stored event of a phone or of the desk. Times are ISO 8601 UTC; `effectiveAt` is what `honestTime` gave on arrival. */
export type EventFact = {
  clientId: string
  kind: FactKind
  at: string
  effectiveAt: string
  receivedAt: string
  via: Via
  memberId?: string | null
  bundleHash?: string | null
  /** Acknowledgements: may this member acknowledge this delivery, as of the fact's time? Not judged = allowed. */
  allowed?: boolean
  /** Retractions: the clientId of the acknowledgement whose effect is taken away. */
  retracts?: string | null
  reason?: string | null
  note?: string | null
  until?: string | null
}

/** One revision of a report, with the superior's decision on it. */
export type ReportFact = ReportLink & {
  at: string
  effectiveAt: string
  receivedAt: string
  via: Via
  decision: 'submitted' | 'returned' | 'accepted'
  decidedAt?: string | null
  returnReason?: string | null
}

/** What went out at publication (the first) and with each amendment. */
export type Sending = {
  epoch: number
  materiality: string
  bundles: readonly { contentType: string; contentId: string; hash: string }[]
}

export type DeliveryFacts = {
  /** The delivery itself; reports over several deliveries are told apart by it. */
  deliveryId: string
  events: readonly EventFact[]
  /** Every revision of every report whose chain touches this delivery, superseded ones too. */
  reports: readonly ReportFact[]
  contents: readonly { contentType: string; contentId: string }[]
  sendings: readonly Sending[]
  exempted: boolean
  ackDue?: string | null
  reportDue?: string | null
}

export type DeliveryStateName =
  | 'assigned'
  | 'delivered'
  | 'seen'
  | 'acknowledged'
  | 'reported'
  | 'returned'
  | 'accepted'
  | 'exempted'

export type DeliveryState = {
  state: DeliveryStateName
  deliveredAt: string | null
  seenAt: string | null
  acknowledgedAt: string | null
  acknowledgedLate: boolean
  acknowledgedVia: Via | null
  reportedAt: string | null
  reportedLate: boolean
  reportedVia: Via | null
  acceptedAt: string | null
  /** The latest report was returned. */
  isReturned: boolean
  /** The report that waits to be corrected, the latest one first; a further report takes an earlier one's return not away. */
  returned: { reportClientId: string; reason: string | null; at: string } | null
  blocked: { reason: string; note: string | null; until: string | null; by: 'team' | 'desk'; at: string } | null
  /** Standing acknowledgements of any version, one per member and bundle, earliest time, oldest first. */
  acknowledgements: { memberId: string; bundleHash: string; at: string }[]
}

/**
 * The time that counts for a fact: the phone's `at`, set right by arrival − sentAt where the phone told its clock,
 * if it then lies between publication and arrival; else the arrival (contract §3, "Time of a fact").
 */
export function honestTime({
  at,
  sentAt,
  arrival,
  publishedAt,
}: {
  at: string
  sentAt?: string | null
  arrival: string
  publishedAt: string
}): string {
  const arrived = Date.parse(arrival)
  const sent = sentAt ? Date.parse(sentAt) : Number.NaN
  const claimed = Date.parse(at) + (Number.isNaN(sent) ? 0 : arrived - sent)
  const isHonest = claimed >= Date.parse(publishedAt) && claimed <= arrived
  return new Date(isHonest ? claimed : arrived).toISOString()
}

/** The day (yyyy-mm-dd) it is in Asia/Ho_Chi_Minh at an instant; the zone has been UTC+7 without summer time since 1975. */
export function hanoiDay(iso: string): string {
  return new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().slice(0, 10)
}

/** Late = after the end of the due day in Asia/Ho_Chi_Minh. Nothing due, or nothing done: not late. */
export function isLate(time: string | null | undefined, dueDay: string | null | undefined): boolean {
  return Boolean(time && dueDay) && hanoiDay(String(time)) > String(dueDay)
}

/**
 * The rules one event breaks on its face (422), before it is held against the delivery. Codes are those of the
 * catalogue of problems; null = none. A note is screened by the caller, which stores the event without it.
 */
export function eventProblem(event: {
  kind: string
  memberId?: string | null
  bundleHash?: string | null
  event?: string | null
  reason?: string | null
  note?: string | null
}): 'unknown-kind' | 'unknown-member' | 'hash-missing' | 'event-missing' | 'unknown-reason' | 'too-long' | null {
  const { kind } = event
  if (!EVENT_KINDS.some((known) => known === kind)) return 'unknown-kind'
  if (kind === 'acknowledged' && !event.memberId) return 'unknown-member'
  if (kind === 'acknowledged' && !event.bundleHash) return 'hash-missing'
  if (kind === 'retracted' && !event.event) return 'event-missing'
  if (kind !== 'blocked') return null
  if (!BLOCK_REASONS.some((known) => known.code === event.reason)) return 'unknown-reason'
  return event.note && isTooLong(event.note) ? 'too-long' : null
}

/** Everything a delivery's state is: a pure function of the SET of its facts. */
export function deliveryState(facts: DeliveryFacts): DeliveryState {
  const events = withoutRepetition(facts.events)
  const acknowledgements = standingAcknowledgements(events)
  const acknowledged = acknowledgedBy({ acknowledgements, contents: facts.contents, sendings: facts.sendings })
  const deliveredAt = earliest(events.filter((event) => event.kind === 'delivered'))?.effectiveAt ?? null
  const seenAt = earliest(events.filter((event) => event.kind === 'seen'))?.effectiveAt ?? null
  const { first, latest, sentBack, acceptedAt } = reportsOf(facts)
  return {
    state: stateName({ exempted: facts.exempted, latest, acknowledged, seenAt, deliveredAt }),
    deliveredAt,
    seenAt,
    acknowledgedAt: acknowledged?.effectiveAt ?? null,
    acknowledgedLate: isLate(acknowledged?.effectiveAt, facts.ackDue),
    acknowledgedVia: acknowledged?.via ?? null,
    reportedAt: first?.effectiveAt ?? null,
    reportedLate: isLate(first?.effectiveAt, facts.reportDue),
    reportedVia: first?.via ?? null,
    acceptedAt,
    isReturned: latest?.decision === 'returned',
    returned: sentBack
      ? {
          reportClientId: sentBack.clientId,
          reason: sentBack.returnReason ?? null,
          at: sentBack.decidedAt ?? sentBack.effectiveAt,
        }
      : null,
    blocked: blockedBy(events),
    acknowledgements: shownAcknowledgements(acknowledgements),
  }
}

function stateName({
  exempted,
  latest,
  acknowledged,
  seenAt,
  deliveredAt,
}: {
  exempted: boolean
  latest: ReportFact | undefined
  acknowledged: EventFact | undefined
  seenAt: string | null
  deliveredAt: string | null
}): DeliveryStateName {
  if (exempted) return 'exempted'
  if (latest) return latest.decision === 'submitted' ? 'reported' : latest.decision
  if (acknowledged) return 'acknowledged'
  if (seenAt) return 'seen'
  return deliveredAt ? 'delivered' : 'assigned'
}

/**
 * A chain counts where its present revision still names the delivery; it was reported when a revision first did. The
 * latest report names the state; that an earlier one was accepted stays a fact (a further report takes nothing back,
 * a revision of the accepted report does).
 */
function reportsOf({ reports, deliveryId }: DeliveryFacts) {
  const names = (report: ReportFact) => report.deliveries.some((delivery) => delivery.id === deliveryId)
  const chains = presentRevisions(reports).filter((chain) => names(chain.present))
  const present = chains.map((chain) => chain.present)
  const accepted = present.filter((report) => report.decision === 'accepted').map((report) => utc(report.decidedAt ?? report.effectiveAt)).sort()
  const latest = latestClaim(present)
  return {
    first: earliest(chains.flatMap((chain) => chain.revisions.filter(names))),
    latest,
    sentBack: latest?.decision === 'returned' ? latest : latestClaim(present.filter((report) => report.decision === 'returned')),
    acceptedAt: accepted[0] ?? null,
  }
}

function standingAcknowledgements(events: readonly EventFact[]): EventFact[] {
  const retracted = new Set(events.filter((event) => event.kind === 'retracted').map((event) => event.retracts))
  return events.filter((event) => event.kind === 'acknowledged' && event.allowed !== false && !retracted.has(event.clientId))
}

/** The acknowledgement that completed the delivery: of each content the earliest that is valid, of these the last. */
function acknowledgedBy({
  acknowledgements,
  contents,
  sendings,
}: {
  acknowledgements: readonly EventFact[]
  contents: DeliveryFacts['contents']
  sendings: readonly Sending[]
}): EventFact | undefined {
  const firsts: EventFact[] = []
  for (const content of contents) {
    const hashes = validHashes({ content, sendings })
    const first = earliest(acknowledgements.filter((event) => hashes.has(event.bundleHash ?? '')))
    if (!first) return undefined
    firsts.push(first)
  }
  return firsts.sort(byTime).at(-1)
}

/**
 * The bundles of one content that were sent with or after the last material amendment that carried this content:
 * an amendment that left a content out asks nothing new of it.
 */
function validHashes({
  content,
  sendings,
}: {
  content: { contentType: string; contentId: string }
  sendings: readonly Sending[]
}): Set<string> {
  const isOfContent = (bundle: Sending['bundles'][number]) =>
    bundle.contentType === content.contentType && bundle.contentId === content.contentId
  const carrying = sendings.filter((sending) => sending.bundles.some(isOfContent))
  const since = Math.max(-1, ...carrying.filter((one) => one.materiality === 'material').map((one) => one.epoch))
  const valid = carrying.filter((sending) => sending.epoch >= since)
  return new Set(valid.flatMap((sending) => sending.bundles.filter(isOfContent).map((bundle) => bundle.hash)))
}

function blockedBy(events: readonly EventFact[]): DeliveryState['blocked'] {
  const latest = latestClaim(events.filter((event) => event.kind === 'blocked'))
  if (!latest?.reason || latest.reason === 'none') return null
  return {
    reason: latest.reason,
    note: latest.note ?? null,
    until: latest.until ?? null,
    by: latest.via === 'phone' ? 'team' : 'desk',
    at: latest.effectiveAt,
  }
}

function shownAcknowledgements(acknowledgements: readonly EventFact[]): DeliveryState['acknowledgements'] {
  const shown = new Map<string, { memberId: string; bundleHash: string; at: string }>()
  for (const event of [...acknowledgements].sort(byTime)) {
    const memberId = event.memberId ?? ''
    const bundleHash = event.bundleHash ?? ''
    const key = `${memberId} ${bundleHash}`
    if (!shown.has(key)) shown.set(key, { memberId, bundleHash, at: event.effectiveAt })
  }
  return [...shown.values()]
}

/** The same client id is the same fact, however often it came; its earliest arrival counts. */
function withoutRepetition(events: readonly EventFact[]): EventFact[] {
  const byId = new Map<string, EventFact>()
  for (const event of events) {
    const known = byId.get(event.clientId)
    if (!known || byTime(event, known) < 0) byId.set(event.clientId, event)
  }
  return [...byId.values()]
}

function earliest<T extends { effectiveAt: string; clientId: string }>(facts: readonly T[]): T | undefined {
  return facts.reduce<T | undefined>((first, fact) => (!first || byTime(fact, first) < 0 ? fact : first), undefined)
}

function byTime(a: { effectiveAt: string; clientId: string }, b: { effectiveAt: string; clientId: string }): number {
  return compareText(utc(a.effectiveAt), utc(b.effectiveAt)) || compareText(a.clientId, b.clientId)
}
