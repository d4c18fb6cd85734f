/**
 * Empties the outbox, entry by entry, as far as the network lets it. Every answer is written down before the next call,
 * so a page killed at any moment sends the same again under the same ids. Called by rounds.ts, under `alone`.
 */
import { changeEntries, readOutbox } from '../store/outbox.js'
import { database } from '../store/database.js'
import type { Device } from '../store/meta.js'
import { call, isRecord, type Heard } from './call.js'
import type { EventResult, ReportAnswer } from './contract.js'
import { judge, nextBatch, settle, type Answer, type Entry } from './queue.js'

export type SendResult =
  | { kind: 'emptied' }
  | { kind: 'stopped'; by: 'no-network' | 'server' | 'busy'; retryAfterSeconds?: number }
  | { kind: 'revoked' }

/** Sends until nothing is ready or an answer says to stop. */
export async function sendAll(device: Device): Promise<SendResult> {
  let isOneByOne = false
  for (;;) {
    const ready = nextBatch(await readOutbox(), Date.now())
    const batch = isOneByOne ? ready.slice(0, 1) : ready
    if (batch.length === 0) return { kind: 'emptied' }
    await changeEntries(batch.map((entry) => entry.seq), (entry) => ({ ...entry, attempted: true }))
    const answers = await deliver(batch, device)
    const first = answers[0] ?? { status: 'nothing' }
    const isRejectedAsWhole = answers.length === 1 && batch.length > 1 && judge('event', first) === 'aside'
    if (isRejectedAsWhole) {
      // One bad event must not hold up the others: find it by sending each alone.
      isOneByOne = true
      continue
    }
    const stop = await writeAnswers(batch, answers)
    if (stop) return stop
  }
}

/** One answer per entry, or a single one for the whole call. */
async function deliver(batch: Entry[], device: Device): Promise<Answer[]> {
  const [first] = batch
  if (!first) return []
  const { key } = device
  if (first.kind === 'event') {
    const json = { events: batch.map((entry) => entry.body) }
    const heard = await call({ path: '/events', method: 'POST', key, json, isRight: isResults(batch) })
    return heard.kind === 'ok' ? heard.body.results.map(fromResult) : [fromHeard(heard)]
  }
  if (first.kind === 'photo') return [await sendPhoto(first, key)]
  const path = first.kind === 'report' ? '/reports' : '/members'
  return [fromHeard(await call({ path, method: 'POST', key, json: first.body, isRight: isAnswerTo(first.clientId) }))]
}

async function sendPhoto(entry: Entry & { kind: 'photo' }, key: string): Promise<Answer> {
  const { report, sha256 } = entry.body
  const photo = await (await database()).get('photos', sha256)
  if (!photo) return { status: 422, problem: { status: 422, code: 'photo-missing', title: '' } }
  const path = `/reports/${report}/photos/${sha256}`
  return fromHeard(await call({ path, method: 'PUT', key, bytes: photo.blob, patience: 180_000, isRight: isAnything }))
}

async function writeAnswers(batch: Entry[], answers: Answer[]): Promise<SendResult | undefined> {
  const now = Date.now()
  const bySeq = new Map(batch.map((entry, index) => [entry.seq, answers.length === 1 ? answers[0] : answers[index]]))
  await changeEntries([...bySeq.keys()], (entry) => settle(entry, bySeq.get(entry.seq) ?? { status: 'nothing' }, now))
  await skipStoredPhotos(batch, answers)
  for (const [index, entry] of batch.entries()) {
    const answer = (answers.length === 1 ? answers[0] : answers[index]) ?? { status: 'nothing' as const }
    const judgement = judge(entry.kind, answer)
    if (judgement === 'stop') return { kind: 'revoked' }
    if (judgement !== 'later') continue
    if (answer.status === 'nothing') return { kind: 'stopped', by: 'no-network' }
    const by = answer.status === 429 || answer.status === 503 ? 'busy' : 'server'
    return answer.retryAfterSeconds ? { kind: 'stopped', by, retryAfterSeconds: answer.retryAfterSeconds } : { kind: 'stopped', by }
  }
  return undefined
}

/** The server may have a photo already, from another phone or an earlier revision. */
async function skipStoredPhotos(batch: Entry[], answers: Answer[]): Promise<void> {
  const [entry] = batch
  const [answer] = answers
  if (entry?.kind !== 'report' || !answer || !('answer' in answer)) return
  const stored = ((answer.answer as ReportAnswer).photos ?? []).filter((photo) => photo.state === 'stored')
  if (stored.length === 0) return
  const ids = new Set(stored.map((photo) => `${entry.clientId}/${photo.sha256}`))
  const photos = (await readOutbox()).filter((other) => ids.has(other.clientId))
  await changeEntries(photos.map((photo) => photo.seq), (photo) => settle(photo, { status: 200 }, Date.now()))
}

function fromHeard(heard: Heard<unknown>): Answer {
  if (heard.kind === 'ok') return { status: heard.status, answer: heard.body }
  if (heard.kind === 'problem') {
    const { status, problem, retryAfterSeconds } = heard
    return retryAfterSeconds === undefined ? { status, problem } : { status, problem, retryAfterSeconds }
  }
  return { status: 'nothing' }
}

function fromResult(result: EventResult): Answer {
  const { status, problem, withheld } = result
  const answer = withheld && withheld.length > 0 ? { withheld } : undefined
  return { status, ...(problem ? { problem } : {}), ...(answer ? { answer } : {}) }
}

function isResults(batch: Entry[]) {
  return (body: unknown): body is { results: EventResult[] } =>
    isRecord(body) &&
    Array.isArray(body.results) &&
    body.results.length === batch.length &&
    body.results.every((result, index) => isRecord(result) && result.clientId === batch[index]?.clientId && typeof result.status === 'number')
}

function isAnswerTo(clientId: string) {
  return (body: unknown): body is { clientId: string } => isRecord(body) && body.clientId === clientId
}

function isAnything(_body: unknown): _body is unknown {
  return true
}
