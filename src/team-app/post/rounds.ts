/**
 * When the phone tries to send and fetch: at the start, when something is written, when the network or the person comes
 * back, and by itself with growing pauses. Nothing on the screen ever waits for a round. Started by main.tsx.
 */
import { trueNow } from '../phone/clock.js'
import { onChange } from '../store/changes.js'
import { noteFor, readMeta, writeMeta, type Device, type PostState } from '../store/meta.js'
import { readOutbox, tidyOutbox } from '../store/outbox.js'
import { isQuota } from '../store/room.js'
import { keepPrompts } from '../listen/prompts.js'
import { alone } from './alone.js'
import { fetchWork, ping, type FetchResult } from './fetch-work.js'
import { keepContent } from './keep-content.js'
import { backoff, nextBatch, nextWake } from './queue.js'
import { sendAll, type SendResult } from './send.js'

const LOOK_EVERY = 5 * 60_000
let timer: ReturnType<typeof setTimeout> | undefined
let running: Promise<void> | undefined
let lastLook = 0

export const QUIET_POST: PostState = { failures: 0, notBefore: 0 }

/** Starts the rounds for the life of this page. */
export async function startRounds(): Promise<void> {
  await tidyOutbox(trueNow()).catch(() => undefined)
  window.addEventListener('online', () => void goNow())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void round()
  })
  onChange(() => void wakeForOutbox().catch(report))
  await goNow()
}

/** "Gửi ngay", and whenever there is good reason to believe in the network: tries without waiting out the pause. */
export async function goNow(): Promise<void> {
  const post = (await readMeta('post')) ?? QUIET_POST
  if (!post.isAppointed && post.notBefore > 0) await writeMeta('post', { ...post, notBefore: 0 })
  lastLook = 0
  // A round under way may have begun before what there is to do now: one more after it.
  if (running) await running
  await round()
}

/** One round; a second caller gets the one that is running. */
export function round(): Promise<void> {
  running ??= runRound()
    .catch(report)
    .finally(() => {
      running = undefined
      void plan().catch(report)
    })
  return running
}

/** A full phone is told to the person by what they do, not by what goes on behind it. */
function report(error: unknown): void {
  if (!isQuota(error)) console.error(error)
}

async function runRound(): Promise<void> {
  const device = await readMeta('device')
  if (!device || device.refusedAt) return
  const post = (await readMeta('post')) ?? QUIET_POST
  if (isTooEarly(post)) return
  const isEmpty = nextBatch(await readOutbox(), Date.now()).length === 0
  if (isEmpty && Date.now() - lastLook < LOOK_EVERY && lastLook > 0) return
  await alone(() => exchange(device, post))
}

async function exchange(device: Device, post: PostState): Promise<void> {
  const heard = await ping()
  if (heard !== 'ok') return unheard(device, post, heard)
  const sent = await sendAll(device)
  if (sent.kind === 'revoked') return refused(device)
  if (sent.kind === 'stopped') return failed(device, post, sent)
  const fetched = await fetchWork(device)
  if (fetched !== 'ok') return unheard(device, post, fetched)
  lastLook = Date.now()
  await noteFor(device, 'post', { ...QUIET_POST, lastHeard: new Date().toISOString() })
  await keepContent(device)
  await sendAll(device)
  await keepPrompts(device)
}

async function unheard(device: Device, post: PostState, result: Exclude<FetchResult, 'ok'>): Promise<void> {
  if (result === 'revoked') return refused(device)
  if (typeof result === 'object') return failed(device, post, { kind: 'stopped', by: 'busy', retryAfterSeconds: result.busySeconds })
  return failed(device, post, { kind: 'stopped', by: result })
}

async function failed(device: Device, post: PostState, result: SendResult & { kind: 'stopped' }): Promise<void> {
  const failures = post.failures + 1
  const pause = backoff(failures, Math.random())
  const appointed = result.retryAfterSeconds === undefined ? 0 : result.retryAfterSeconds * 1000
  await noteFor(device, 'post', {
    ...post,
    failures,
    notBefore: Date.now() + Math.max(pause, appointed),
    isAppointed: appointed > 0,
    trouble: result.by,
  })
}

async function refused(device: Device): Promise<void> {
  const present = await readMeta('device')
  // Another tab may have enrolled anew meanwhile.
  if (present?.key === device.key) await writeMeta('device', { ...device, refusedAt: new Date().toISOString() })
}

/** A clock set back must not keep the post shut for longer than any pause lasts. */
function isTooEarly(post: PostState): boolean {
  const left = post.notBefore - Date.now()
  return left > 0 && left <= 24 * 3_600_000
}

async function wakeForOutbox(): Promise<void> {
  if (running) return
  const now = Date.now()
  if (nextBatch(await readOutbox(), now).length > 0) await round()
  else await plan()
}

async function plan(): Promise<void> {
  clearTimeout(timer)
  const now = Date.now()
  const post = (await readMeta('post')) ?? QUIET_POST
  const wake = nextWake(await readOutbox(), now) ?? now + LOOK_EVERY
  const start = Math.max(wake, isTooEarly(post) ? post.notBefore : 0, now + 1_000)
  timer = setTimeout(() => void round(), Math.min(start - now, LOOK_EVERY))
}
