/**
 * Takes a batch of a team's messages about its deliveries: delivered, seen, acknowledged, retracted, blocked.
 * Called for phones by `/field/v1/events` and for the desk's records on behalf; each message stands alone.
 */
import { defineWork, type Row, type Tx } from '../platform/database/tables.js'
import { eventProblem, honestTime, type Via } from './event-rules.js'
import { readRoll, type TeamRoll } from './members.js'
import { type AssignmentSending, eventsOf, refreshDelivery, revisions, sentTo } from './recompute.js'
import { acknowledgements, assignments, deliveries, messages } from './tables.js'

export interface RecordedEvent {
  clientId: string
  deliveryId: string
  kind: string
  at: string
  memberId?: string | null
  bundleHash?: string | null
  event?: string | null
  reason?: string | null
  note?: string | null
  until?: string | null
  /** SHA-256 of the message as sent, its keys in order: tells a repetition from another use of the same client id. */
  digest: string
  /** Ids made by the caller for what is stored. */
  acknowledgementId: string
  /** What screening found in the note, which then is not part of this input. */
  withheld?: unknown
}

export interface RecordEventsInput {
  team: string
  device: string | null
  via: Via
  recordedBy: string | null
  sentAt: string | null
  receivedAt: string
  events: RecordedEvent[]
}

export interface EventOutcome {
  clientId: string
  status: number
  code?: string
  withheld?: unknown
}

interface Opened {
  delivery: Row
  assignment: Row
  sendings: AssignmentSending[]
}

export const recordEvents = defineWork('record-events', async (tx, input: RecordEventsInput): Promise<EventOutcome[]> => {
  const known = await knownMessages(tx, input)
  const opened = await openDeliveries(tx, input, known)
  const rolls = new Map<string, TeamRoll>()
  const outcomes: EventOutcome[] = []
  const accepted: Accepted[] = []

  for (const event of input.events) {
    const before = known.get(event.clientId)
    if (before) {
      outcomes.push({ clientId: event.clientId, ...repeated(before, event) })
      continue
    }
    const place = opened.get(event.deliveryId)
    if (!place || place.delivery.holder !== input.team) {
      outcomes.push({ clientId: event.clientId, status: 404, code: 'unknown-delivery' })
      continue
    }
    if (place.assignment.state === 'withdrawn') {
      outcomes.push({ clientId: event.clientId, status: 410, code: 'withdrawn' })
      continue
    }
    const roll = event.kind === 'acknowledged' ? await rollFor(tx, input.team, place.delivery, rolls) : undefined
    const effectiveAt = honestTime({ at: event.at, sentAt: input.sentAt, arrival: input.receivedAt, publishedAt: String(place.delivery.publishedAt) })
    const judged = judge({ event, place, roll, effectiveAt, input })
    if ('code' in judged) {
      outcomes.push({ clientId: event.clientId, status: 422, code: judged.code })
      continue
    }
    const message = messageOf({ input, event, effectiveAt, body: judged.body })
    known.set(event.clientId, message)
    accepted.push({ event, message, ...(judged.acknowledgement ? { acknowledgement: judged.acknowledgement } : {}) })
    outcomes.push({ clientId: event.clientId, status: 201, ...(event.withheld ? { withheld: event.withheld } : {}) })
  }

  if (accepted.length) await store(tx, input, accepted.map((one) => ({ ...one, message: { ...one.message, delivery: homeOf(one.event, input.team, known) } })), opened)
  return outcomes
})

interface Accepted {
  event: RecordedEvent
  message: Row
  acknowledgement?: Row
}

/** Whom a fact's time may find in office: the team that the delivery was made for, and the one that holds it now. */
async function rollFor(tx: Tx, holder: string, { team }: Row, read: Map<string, TeamRoll>): Promise<TeamRoll> {
  const madeFor = String(team)
  const roll = read.get(madeFor) ?? (await readRoll(tx, ...new Set([madeFor, holder])))
  read.set(madeFor, roll)
  return roll
}

/**
 * The delivery a message is kept with. A retraction concerns its event, so the event decides and not the delivery that
 * the retraction names: refusing it would lose a "không phải tôi" whenever it came first, when nobody can know better.
 * Until its acknowledgement has come it waits under that one's name.
 */
function homeOf(event: RecordedEvent, team: string, known: ReadonlyMap<string, Row>): string {
  if (event.kind !== 'retracted') return event.deliveryId
  const retracted = known.get(String(event.event))
  return retracted?.kind === 'acknowledged' ? String(retracted.delivery) : awaited(team, String(event.event))
}

const awaited = (team: string, event: string): string => `${team}:${event}`

async function knownMessages(tx: Tx, input: RecordEventsInput): Promise<Map<string, Row>> {
  const ids = input.events.flatMap((event) => [event.clientId, ...(event.kind === 'retracted' && event.event ? [event.event] : [])]).map((id) => `${input.team}:${id}`)
  const rows = await tx.find(messages, { where: [['id', 'in', ids]], columns: ['id', 'clientId', 'digest', 'status', 'answer', 'kind', 'body', 'delivery'] })
  return new Map(rows.map((row) => [String(row.clientId), row]))
}

/** The deliveries that are named, and those of what is retracted. */
async function openDeliveries(tx: Tx, input: RecordEventsInput, known: ReadonlyMap<string, Row>): Promise<Map<string, Opened>> {
  const wanted = new Set(input.events.flatMap((event) => [event.deliveryId, homeOf(event, input.team, known)]))
  const rows = await tx.find(deliveries, { where: [['id', 'in', [...wanted]]] })
  const assignmentIds = [...new Set(rows.map((row) => String(row.assignment)))]
  const found = assignmentIds.length ? await tx.find(assignments, { where: [['id', 'in', assignmentIds]], columns: ['id', 'state', 'ackRule', 'sendings'] }) : []
  const byId = new Map(found.map((row) => [String(row.id), row]))
  return new Map(
    rows.flatMap((delivery): [string, Opened][] => {
      const assignment = byId.get(String(delivery.assignment))
      return assignment ? [[String(delivery.id), { delivery, assignment, sendings: (assignment.sendings as AssignmentSending[] | null) ?? [] }]] : []
    }),
  )
}

function repeated(before: Row, event: RecordedEvent): { status: number; code?: string; withheld?: unknown } {
  if (before.digest !== event.digest) return { status: 409, code: 'client-id-used' }
  const answer = before.answer as { withheld?: unknown } | null
  return { status: 200, ...(answer?.withheld ? { withheld: answer.withheld } : {}) }
}

type Judged = { code: string } | { body: Row; acknowledgement?: Row }

function judge({ event, place, roll, effectiveAt, input }: {
  event: RecordedEvent
  place: Opened
  roll: TeamRoll | undefined
  effectiveAt: string
  input: RecordEventsInput
}): Judged {
  const wrong = eventProblem(event)
  if (wrong) return { code: wrong }
  if (event.kind === 'acknowledged') return judgeAcknowledgement({ event, place, roll, effectiveAt, input })
  // A retraction may come before its acknowledgement, so what it names is not judged: what is none, it leaves as it is.
  if (event.kind === 'retracted') return { body: { event: event.event, deliveryId: event.deliveryId } }
  if (event.kind === 'blocked') return { body: { reason: event.reason, note: event.note ?? null, until: event.until ?? null } }
  return { body: {} }
}

function judgeAcknowledgement({ event, place, roll, effectiveAt, input }: {
  event: RecordedEvent
  place: Opened
  roll: TeamRoll | undefined
  effectiveAt: string
  input: RecordEventsInput
}): Judged {
  const member = event.memberId ? roll?.named(event.memberId) : undefined
  if (!member || !roll?.isMember(member, effectiveAt)) return { code: 'unknown-member' }
  if (place.assignment.ackRule === 'leader' && !roll.isLeader(member, effectiveAt)) return { code: 'not-leader' }
  const bundle = sentTo(place.delivery, place.sendings).flatMap((sending) => sending.bundles).find((one) => one.hash === event.bundleHash)
  if (!bundle) return { code: 'unknown-bundle' }
  const memberId = String(member.id)
  return {
    body: { memberId, bundleHash: bundle.hash },
    acknowledgement: {
      id: event.acknowledgementId, clientId: event.clientId, delivery: place.delivery.id, assignment: place.delivery.assignment, team: place.delivery.team,
      unit: place.delivery.unit, path: place.delivery.pathNow, member: memberId, bundleHash: bundle.hash, language: bundle.language, via: input.via,
      recordedBy: input.recordedBy, device: input.device, at: event.at, effectiveAt, receivedAt: input.receivedAt, note: event.note ?? null,
    },
  }
}

function messageOf({ input, event, effectiveAt, body }: { input: RecordEventsInput; event: RecordedEvent; effectiveAt: string; body: Row }): Row {
  return {
    id: `${input.team}:${event.clientId}`, team: input.team, clientId: event.clientId, kind: event.kind, digest: event.digest, delivery: event.deliveryId,
    at: event.at, sentAt: input.sentAt, effectiveAt, receivedAt: input.receivedAt, device: input.device, via: input.via, recordedBy: input.recordedBy,
    body, status: 201, answer: event.withheld ? { withheld: event.withheld } : null,
  }
}

async function store(tx: Tx, input: RecordEventsInput, accepted: readonly Accepted[], opened: ReadonlyMap<string, Opened>): Promise<void> {
  const touched = new Map(accepted.flatMap(({ message }): [string, Opened][] => {
    const place = opened.get(String(message.delivery))
    return place ? [[String(message.delivery), place]] : []
  }))
  const given = accepted.flatMap((one): Row[] => (one.acknowledgement ? [one.acknowledgement] : []))
  const earlier = await withAwaiting(tx, input.team, given, [...touched.keys()])
  await tx.insert(messages, accepted.map((one) => one.message))
  if (given.length) await tx.insert(acknowledgements, markRetracted(earlier, given))
  for (const { event, message } of accepted) {
    if (event.kind !== 'retracted' || !event.event) continue
    await tx.update(acknowledgements, [['delivery', '=', String(message.delivery)], ['clientId', '=', event.event], ['retractedAt', '=', null]], { retractedAt: input.receivedAt })
  }
  const revisionOf = revisions(tx)
  // So that of two nodes one waits: the acknowledgement, come at the same moment, has to find its retraction.
  if (accepted.some(({ message }) => !touched.has(String(message.delivery)))) await revisionOf(input.team)
  const events = new Map<string, Row[]>([...touched.keys()].map((id) => [id, []]))
  for (const message of [...earlier, ...accepted.map((one) => one.message)]) events.get(String(message.delivery))?.push(message)
  for (const [id, { delivery, sendings }] of touched) {
    await refreshDelivery({ tx, delivery, sendings, known: { events: events.get(id) ?? [] }, now: input.receivedAt, revisionOf })
  }
}

/** What is stored about some deliveries; a retraction that waited for one of these acknowledgements joins its delivery. */
async function withAwaiting(tx: Tx, team: string, given: readonly Row[], ids: readonly string[]): Promise<Row[]> {
  const homes = new Map(given.map((row) => [awaited(team, String(row.clientId)), String(row.delivery)]))
  const earlier = await eventsOf(tx, [...ids, ...homes.keys()])
  const joining = new Map(earlier.flatMap(({ delivery }): [string, string][] => {
    const home = homes.get(String(delivery))
    return home ? [[String(delivery), home]] : []
  }))
  for (const [waiting, home] of joining) await tx.update(messages, [['delivery', '=', waiting]], { delivery: home })
  return earlier.map((row) => ({ ...row, delivery: joining.get(String(row.delivery)) ?? row.delivery }))
}

/** An acknowledgement whose retraction came first is retracted from the start. */
function markRetracted(earlier: readonly Row[], given: readonly Row[]): Row[] {
  const retractions = earlier.filter((message) => message.kind === 'retracted')
  const byEvent = new Map(retractions.map((row) => [(row.body as { event?: string } | null)?.event, row.receivedAt]))
  return given.map((row) => ({ ...row, retractedAt: byEvent.get(String(row.clientId)) ?? null }))
}
