/**
 * The law of the outbox, pure: what may be sent next, and what an answer does to an entry. An entry leaves the queue
 * only on one of the contract's final answers; everything else keeps it, word for word. Called by send.ts.
 */
import type { FieldEvent, NewMember, ProblemBody, ReportAnswer, ReportBody } from './contract.js'

export type EntryState = 'waiting' | 'failed' | 'sent'

interface EntryCommon {
  /** Place in the queue; given by IndexedDB, grows for ever. */
  seq: number
  /** The client id, or `report/sha256` of a photo: what makes a second sending harmless. */
  clientId: string
  state: EntryState
  /** When the person did it, by this phone's clock. */
  at: string
  /** Not sent before this moment: the ten seconds in which it can be taken back. */
  heldUntil?: number
  /** True from just before the first byte leaves: from then on the server may know it. */
  attempted?: boolean
  /** Set after an answer that is nobody's decision (400, 500): others may overtake, it is tried again later. */
  asideUntil?: number
  asideTries?: number
  outcome?: Outcome
}

export interface Outcome {
  status: number
  code?: string
  title?: string
  problem?: ProblemBody
  /** The server's answer to a report or member. */
  answer?: unknown
  /** When the answer was stored, by this phone's clock. */
  at: string
}

export type Message =
  | { kind: 'event'; body: FieldEvent }
  | { kind: 'report'; body: ReportBody }
  | { kind: 'member'; body: NewMember }
  | { kind: 'photo'; body: { report: string; sha256: string; bytes: number } }

export type Entry = EntryCommon & Message

/** What came back for one entry. `nothing`: no answer, or one that is not our server's. */
export type Answer =
  | { status: number; problem?: ProblemBody; answer?: unknown; retryAfterSeconds?: number }
  | { status: 'nothing' }

export type Judgement = 'done' | 'refused' | 'later' | 'aside' | 'stop'

export const MOST_EVENTS = 200
const MOST_BYTES = 200_000
const ASIDE_FIRST = 60_000
const ASIDE_CAP = 6 * 3_600_000
/** Longer than any screen offers to take back. */
const HELD_AT_MOST = 30_000

/** Decides what an answer means for an entry of this kind. */
export function judge(kind: Message['kind'], answer: Answer): Judgement {
  if (answer.status === 'nothing') return 'later'
  const status = answer.status
  if (status === 200 || status === 201) return 'done'
  if (status === 401) return 'stop'
  if (status === 404 || status === 409 || status === 410 || status === 422) return 'refused'
  if (kind === 'photo' && (status === 413 || status === 415)) return 'refused'
  if (status === 408 || status === 425 || status === 429 || (status > 500 && status < 600)) return 'later'
  return 'aside'
}

/** The entry after an answer; unchanged where the answer decides nothing. */
export function settle(entry: Entry, answer: Answer, now: number): Entry {
  const judgement = judge(entry.kind, answer)
  if (answer.status === 'nothing' || judgement === 'later' || judgement === 'stop') return entry
  const outcome: Outcome = { status: answer.status, at: new Date(now).toISOString() }
  if (answer.problem) Object.assign(outcome, { problem: answer.problem, code: answer.problem.code, title: answer.problem.title })
  if (answer.answer !== undefined) outcome.answer = answer.answer
  if (judgement === 'aside') {
    const asideTries = (entry.asideTries ?? 0) + 1
    const wait = Math.min(ASIDE_FIRST * 2 ** (asideTries - 1), ASIDE_CAP)
    return { ...entry, asideTries, asideUntil: now + wait, outcome }
  }
  const { asideUntil: _until, heldUntil: _held, ...rest } = entry
  return { ...rest, state: judgement === 'done' ? 'sent' : 'failed', outcome } as Entry
}

/**
 * The entries to send in the next call: one report, member or photo, or a run of events. Photos wait until nothing
 * else is ready and their report is known to the server. Empty when nothing may leave now.
 */
export function nextBatch(entries: readonly Entry[], now: number): Entry[] {
  const waiting = entries.filter((entry) => entry.state === 'waiting').sort((a, b) => a.seq - b.seq)
  const ready = waiting.filter((entry) => isReady(entry, entries, now))
  const words = ready.filter((entry) => entry.kind !== 'photo')
  const first = words[0]
  if (!first) return ready.slice(0, 1)
  if (first.kind !== 'event') return [first]
  const batch: Entry[] = []
  let bytes = 0
  for (const entry of words) {
    if (entry.kind !== 'event' || batch.length === MOST_EVENTS) break
    bytes += JSON.stringify(entry.body).length * 2
    if (batch.length > 0 && bytes > MOST_BYTES) break
    batch.push(entry)
  }
  return batch
}

/** When the queue has something to do by itself next, or undefined when it is empty or waits for others only. */
export function nextWake(entries: readonly Entry[], now: number): number | undefined {
  if (nextBatch(entries, now).length > 0) return now
  const times = entries
    .filter((entry) => entry.state === 'waiting')
    .flatMap((entry) => [entry.heldUntil, entry.asideUntil])
    .filter((time): time is number => time !== undefined && time > now)
  return times.length > 0 ? Math.min(...times) : undefined
}

/** Pause before the next try after so many in vain: 5 s doubling to 15 min, spread so that a village does not call at once. */
export function backoff(failures: number, random: number): number {
  const plain = Math.min(5_000 * 2 ** Math.max(0, failures - 1), 900_000)
  return Math.round(plain * (0.8 + 0.4 * random))
}

/** May still be taken back without a word: nothing of it has left the phone. */
export function canWithdraw(entry: Entry): boolean {
  return entry.state === 'waiting' && !entry.attempted
}

/** "Đã về máy", "đã xem": the phone says these by itself; nobody waits for them or has to do anything about them. */
export function isSilent(entry: Entry): boolean {
  return entry.kind === 'event' && (entry.body.kind === 'delivered' || entry.body.kind === 'seen')
}

/** Still to be sent, or refused and for a person to see to. */
export function isUnsent(entry: Entry): boolean {
  return entry.state === 'waiting' || (entry.state === 'failed' && !isSilent(entry))
}

/** An acknowledgement, for "không phải tôi" names it; a report with words the server would not store, until a revision has them. */
export function isKeptForGood(entry: Entry, entries: readonly Entry[]): boolean {
  if (entry.kind === 'event') return entry.body.kind === 'acknowledged'
  if (entry.kind !== 'report') return false
  const { withheld } = (entry.outcome?.answer ?? {}) as Partial<ReportAnswer>
  return (withheld ?? []).length > 0 && !entries.some((other) => other.kind === 'report' && other.body.supersedes === entry.clientId)
}

function isReady(entry: Entry, entries: readonly Entry[], now: number): boolean {
  if (isStillTo(entry.heldUntil, now, HELD_AT_MOST) || isStillTo(entry.asideUntil, now, ASIDE_CAP)) return false
  if (entry.kind === 'photo') {
    const report = entries.find((other) => other.kind === 'report' && other.clientId === entry.body.report)
    return !report || report.state === 'sent'
  }
  return !namedMembers(entry).some((id) =>
    entries.some((other) => other.kind === 'member' && other.clientId === id && other.state === 'waiting'),
  )
}

/** A moment still to come; a clock that was set back must not make the wait longer than it can be. */
function isStillTo(moment: number | undefined, now: number, most: number): boolean {
  return moment !== undefined && moment > now && moment <= now + most
}

/** Members an entry speaks of: the server must know those that this phone named before it reads the entry. */
function namedMembers(entry: Entry): string[] {
  if (entry.kind === 'event') return entry.body.kind === 'acknowledged' ? [entry.body.memberId] : []
  if (entry.kind === 'report') return entry.body.sessions.flatMap((session) => session.presenterIds ?? [])
  if (entry.kind === 'member') return entry.body.replaces ? [entry.body.replaces] : []
  return []
}
