/**
 * What a delivery looks like to the team right now: what the server last said, with what this phone has done since laid
 * over it. Pure; read by the home list, the reading screen, acknowledgement and report.
 */
import { chosenBundle, presentBundles } from '../post/bundles.js'
import type { FieldBlocked, FieldDelivery, FieldMember, Me } from '../post/contract.js'
import { isSilent, type Entry } from '../post/queue.js'

export type Group = 'overdue' | 'new' | 'doing' | 'done'

export interface AcknowledgementView {
  memberId: string
  bundleHash: string
  at: string
  /** This phone's own event, when it made the acknowledgement: what "không phải tôi" names. */
  eventId?: string
  isSent: boolean
}

export interface DeliveryView {
  delivery: FieldDelivery
  group: Group
  acknowledgements: AcknowledgementView[]
  isSeen: boolean
  isAcknowledged: boolean
  /** An acknowledgement is wanted and not there. */
  asksAcknowledgement: boolean
  isReported: boolean
  /** A report is wanted: none yet, or the last one came back. */
  asksReport: boolean
  isReturned: boolean
  isAccepted: boolean
  isExempted: boolean
  blocked?: FieldBlocked
  /** The next day something is due, and what. */
  due?: { day: string; what: 'acknowledge' | 'report' }
  isOverdue: boolean
  unsent: number
  failed: number
}

export interface ViewInput {
  delivery: FieldDelivery
  entries: readonly Entry[]
  /** When the last complete look at the server began. */
  refreshedAt?: string | undefined
  today: string
  /** This phone's clock. */
  now: string
}

export function deliveryView(input: ViewInput): DeliveryView {
  const { delivery, today } = input
  const mine = input.entries.filter((entry) => concerns(entry, delivery.id))
  const overlay = mine.filter((entry) => isAhead(entry, input))
  const acknowledgements = presentAcknowledgements({ delivery, mine, overlay, idOf: givenIds(input.entries) })
  const touches = overlay.some((entry) => entry.kind === 'event' && (entry.body.kind === 'acknowledged' || entry.body.kind === 'retracted'))
  const isAcknowledged = touches ? coversAll(delivery, acknowledgements) : Boolean(delivery.facts.acknowledgedAt)
  const newReport = overlay.some((entry) => entry.kind === 'report')
  const isReturned = Boolean(delivery.returned) && delivery.state !== 'exempted' && !newReport
  const isReported = newReport || Boolean(delivery.facts.reportedAt)
  const isAccepted = delivery.state === 'accepted' && !newReport
  const isExempted = delivery.state === 'exempted'
  const { ackDue, reportDue } = delivery.assignment
  const asksAcknowledgement = Boolean(ackDue) && !isAcknowledged && !isExempted
  const asksReport = !isExempted && (isReturned || (Boolean(reportDue) && !isReported))
  const due = nextDue({ ackDue: asksAcknowledgement ? ackDue : undefined, reportDue: asksReport ? reportDue : undefined })
  const isOverdue = due !== undefined && due.day < today
  const isSeen = Boolean(delivery.facts.seenAt) || mine.some((entry) => entry.kind === 'event' && entry.body.kind === 'seen')
  const isDone = !asksAcknowledgement && !asksReport && (isSeen || isAcknowledged || isReported || isExempted || isAccepted)
  const blocked = presentBlock(delivery, overlay)
  return {
    delivery,
    group: isDone ? 'done' : isOverdue || isReturned ? 'overdue' : isSeen ? 'doing' : 'new',
    acknowledgements,
    isSeen,
    isAcknowledged,
    asksAcknowledgement,
    isReported,
    asksReport,
    isReturned,
    isAccepted,
    isExempted,
    ...(blocked ? { blocked } : {}),
    ...(due ? { due } : {}),
    isOverdue,
    unsent: mine.filter((entry) => entry.state === 'waiting' && !isSilent(entry)).length,
    failed: mine.filter((entry) => entry.state === 'failed' && !isSilent(entry)).length,
  }
}

/** Rows in the order a person should take them: by group, then by due day, newest first where none is due. */
export function inOrder(views: DeliveryView[]): DeliveryView[] {
  const far = '9999'
  return [...views].sort(
    (a, b) =>
      (a.due?.day ?? far).localeCompare(b.due?.day ?? far) ||
      b.delivery.assignment.publishedAt.localeCompare(a.delivery.assignment.publishedAt) ||
      a.delivery.id.localeCompare(b.delivery.id),
  )
}

/** The team's members with those this phone has named and the server has not listed yet; leaders first. */
export function presentMembers(me: Me, entries: readonly Entry[]): FieldMember[] {
  const members = [...me.members]
  for (const entry of entries) {
    if (entry.kind !== 'member' || entry.state === 'failed' || entry.body.leaving) continue
    const { clientId, name, role } = entry.body
    const givenId = (entry.outcome?.answer as { id?: string } | undefined)?.id
    if (members.some((member) => member.id === givenId || member.clientId === clientId || member.id === clientId)) continue
    members.push({ id: clientId, name, role, provisional: true })
  }
  const rank = { leader: 0, deputy: 1, member: 2 }
  return members.sort((a, b) => rank[a.role] - rank[b.role])
}

/** A member's name by either id, where it is known. */
export function memberName(id: string, members: readonly FieldMember[], entries: readonly Entry[]): string | undefined {
  const direct = members.find((member) => member.id === id || member.clientId === id)
  if (direct) return direct.name
  for (const entry of entries) {
    if (entry.kind !== 'member' || entry.body.leaving) continue
    const givenId = (entry.outcome?.answer as { id?: string } | undefined)?.id
    if (entry.clientId === id || givenId === id) return entry.body.name
  }
  return undefined
}

/** Who may acknowledge: anyone, or the leader; a provisional leader only where there is no confirmed one. */
export function allowedMembers(members: readonly FieldMember[], rule: 'any' | 'leader'): FieldMember[] {
  if (rule === 'any') return [...members]
  const confirmed = members.filter((member) => member.role === 'leader' && !member.provisional)
  return confirmed.length > 0 ? confirmed : members.filter((member) => member.role === 'leader')
}

/** The bundle to acknowledge of each content that has no acknowledgement yet, in the language a person reads. */
export function openBundles(view: DeliveryView, language: string): string[] {
  return view.delivery.content.flatMap((content) => {
    const present = new Set(presentBundles(content).map((bundle) => bundle.hash))
    const isGiven = view.acknowledgements.some((one) => present.has(one.bundleHash))
    const bundle = chosenBundle(content, language)
    return bundle && !isGiven ? [bundle.hash] : []
  })
}

function concerns(entry: Entry, deliveryId: string): boolean {
  if (entry.kind === 'event') return entry.body.deliveryId === deliveryId
  return entry.kind === 'report' && entry.body.deliveryIds.includes(deliveryId)
}

/** Not yet in what the server last said, and not refused. What was sent in the future was sent before the clock was set back. */
function isAhead(entry: Entry, { refreshedAt, now }: Pick<ViewInput, 'refreshedAt' | 'now'>): boolean {
  if (entry.state === 'failed') return false
  if (entry.state === 'waiting' || refreshedAt === undefined) return true
  const sentAt = entry.outcome?.at ?? ''
  return sentAt > refreshedAt && sentAt <= now
}

/** A member this phone named goes by two ids; this gives the server's where it is known. */
function givenIds(entries: readonly Entry[]): (memberId: string) => string {
  const given = new Map<string, string>()
  for (const entry of entries) {
    const id = entry.kind === 'member' ? (entry.outcome?.answer as { id?: string } | undefined)?.id : undefined
    if (id) given.set(entry.clientId, id)
  }
  return (memberId) => given.get(memberId) ?? memberId
}

function presentAcknowledgements(input: {
  delivery: FieldDelivery
  mine: readonly Entry[]
  overlay: readonly Entry[]
  idOf: (memberId: string) => string
}): AcknowledgementView[] {
  const { delivery, mine, overlay, idOf } = input
  const isSame = (a: { memberId: string; bundleHash: string }, b: { memberId: string; bundleHash: string }): boolean =>
    idOf(a.memberId) === idOf(b.memberId) && a.bundleHash === b.bundleHash
  const retracted = new Set(mine.flatMap((entry) => (entry.state !== 'failed' && entry.kind === 'event' && entry.body.kind === 'retracted' ? [entry.body.event] : [])))
  const own = mine.flatMap((entry) => (entry.state !== 'failed' && entry.kind === 'event' && entry.body.kind === 'acknowledged' ? [{ entry, body: entry.body }] : []))
  const isTakenBack = (one: { memberId: string; bundleHash: string }): boolean => {
    const events = own.filter(({ body }) => isSame(body, one))
    return events.length > 0 && events.every(({ body }) => retracted.has(body.clientId))
  }
  const list: AcknowledgementView[] = delivery.acknowledgements
    .filter((one) => !isTakenBack(one))
    .map((one) => {
      const event = own.find(({ body }) => isSame(body, one) && !retracted.has(body.clientId))
      return { ...one, memberId: idOf(one.memberId), isSent: true, ...(event ? { eventId: event.body.clientId } : {}) }
    })
  for (const { entry, body } of own) {
    if (!overlay.includes(entry) || retracted.has(body.clientId)) continue
    const isKnown = list.some((one) => isSame(one, body))
    if (!isKnown) list.push({ memberId: idOf(body.memberId), bundleHash: body.bundleHash, at: body.at, eventId: body.clientId, isSent: entry.state === 'sent' })
  }
  return list
}

function coversAll(delivery: FieldDelivery, acknowledgements: readonly AcknowledgementView[]): boolean {
  return delivery.content.every((content) => {
    const hashes = new Set(presentBundles(content).map((bundle) => bundle.hash))
    return acknowledgements.some((one) => hashes.has(one.bundleHash))
  })
}

function presentBlock(delivery: FieldDelivery, overlay: readonly Entry[]): FieldBlocked | undefined {
  let latest: FieldBlocked | undefined = delivery.blocked ?? undefined
  for (const entry of overlay) {
    if (entry.kind !== 'event' || entry.body.kind !== 'blocked') continue
    if (!latest?.at || latest.at <= entry.body.at) latest = entry.body
  }
  return latest && latest.reason !== 'none' ? latest : undefined
}

function nextDue(dues: { ackDue?: string | null | undefined; reportDue?: string | null | undefined }): DeliveryView['due'] {
  const { ackDue, reportDue } = dues
  if (ackDue && (!reportDue || ackDue <= reportDue)) return { day: ackDue, what: 'acknowledge' }
  return reportDue ? { day: reportDue, what: 'report' } : undefined
}
