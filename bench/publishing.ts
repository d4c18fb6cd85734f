/**
 * A publication as the desk gives it out, through a real server, while phones read their lists at a steady rate: how long
 * it takes, and what the phones felt of it. Called by bench/run.ts.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { type Shot, type Steady, steady, stream } from './load.js'
import type { BenchRows } from './rows.js'

const OWNER = { email: 'quan.tri@tinh.vn', password: 'mot cau de nho va dai' }
const RATE = 300
/** As often as the desk's own page asks how far it is. */
const ASK_EVERY_MS = 600
/** Longer than any publication may take. */
const MOST_SECONDS = 120

/** Makes the first unit and its administrator. */
export async function setUp(url: string, path: string): Promise<void> {
  await fetch(url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ unitName: 'Việt Nam', unitType: 'nation', name: 'Quản trị', ...OWNER, again: OWNER.password }) })
}

export interface Publishing {
  /** From the call until the assignment is active. */
  seconds: number
  before: Steady
  meanwhile: Steady
  /** p95 of the lists meanwhile to p95 before. */
  ratio: string
}

/** One after another; in so few seconds as a small one takes, a single slow moment decides its p95. */
export async function measurePublishings(times: number, how: Parameters<typeof measurePublishing>[0]): Promise<Publishing[]> {
  const all: Publishing[] = []
  for (let index = 0; index < times; index += 1) all.push(await measurePublishing(how))
  return all
}

export async function measurePublishing({ url, rows, lists, seconds }: { url: string; rows: BenchRows; lists: () => Iterator<Shot>; seconds: number }): Promise<Publishing> {
  const call = await desk(url)
  const resolution = await call('POST', '/api/resolutions', {
    owner: rows.nation, kind: 'NQ', symbol: `${Date.now() % 1_000}-NQ/TW`, issuer: 'Bộ Chính trị', term: '2021-2026', issuedOn: '2026-01-05', abstract: 'Về công tác dân vận', visibility: 'public',
    summary: 'Mỗi tổ dân vận mở một buổi họp thôn, đọc ý chính và trả lời câu hỏi của bà con.',
  })
  await call('POST', `/api/resolutions/${resolution.doc?.id ?? ''}/approve`, { language: 'vi' })
  const draft = await call('POST', '/api/assignments', {
    owner: rows.nation, title: 'Quán triệt nghị quyết', content: [{ relationTo: 'resolutions', value: resolution.doc?.id }], audience: { units: [rows.nation], unitTypes: ['village'] },
    ackDue: '2030-01-10', reportDue: '2030-01-31', ackRule: 'any',
  })
  // One stream of lists from before the publication to its end: phones do not begin to read because the desk publishes.
  const ended = wait(Math.max(seconds, 4) * 1_000).then(async () => {
    const from = performance.now()
    const seconds = (await publishWhole(call, String(draft.doc?.id))) / 1_000
    return { from, seconds, to: from + seconds * 1_000 }
  })
  const read = await stream({ url, shots: lists(), seconds: MOST_SECONDS, rate: RATE, until: ended })
  const publication = await ended
  const before = steady(read, -Infinity, publication.from)
  const meanwhile = steady(read, publication.from, publication.to)
  return { seconds: publication.seconds, before, meanwhile, ratio: (meanwhile.p95 / before.p95).toFixed(1) }
}

type Call = (method: 'GET' | 'POST', path: string, body?: object) => Promise<{ doc?: { id: string }; state?: string; updatedAt?: string }>

/** How long it took, in ms: until it ended by the server's own note, however seldom it is asked. */
async function publishWhole(call: Call, assignment: string): Promise<number> {
  const began = Date.now()
  while ((await call('POST', `/api/assignments/${assignment}/publish`, {})).state !== 'active') await wait(ASK_EVERY_MS)
  return Date.parse((await call('GET', `/api/assignments/${assignment}`)).updatedAt ?? '') - began
}

async function desk(url: string): Promise<Call> {
  const signedIn = await fetch(`${url}/api/users/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(OWNER) })
  const { token } = (await signedIn.json()) as { token: string }
  return async (method, path, body) => {
    const answer = await fetch(url + path, { method, headers: { authorization: `JWT ${token}`, 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Awaited<ReturnType<Call>>
  }
}
