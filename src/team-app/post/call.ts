/**
 * One call to `/field/v1`. An answer counts only when its content is our server's: a hotspot's sign-in page, a proxy's
 * error page or half an answer are the same as no answer. Called by send.ts, fetch-work.ts and enrolment.
 */
import type { ProblemBody } from './contract.js'
import { phoneNow } from '../phone/clock.js'
import { readMeta } from '../store/meta.js'

export type Heard<T> =
  | { kind: 'ok'; status: number; body: T; tag?: string }
  | { kind: 'unchanged' }
  | { kind: 'problem'; status: number; problem: ProblemBody; retryAfterSeconds?: number }
  | { kind: 'nothing' }

export interface Call<T> {
  path: string
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  key?: string
  json?: unknown
  bytes?: Blob
  /** The tag of what the phone has; an unchanged answer is then `unchanged`. */
  tag?: string
  patience?: number
  /** Whether the content is what this call promises. */
  isRight: (body: unknown) => body is T
}

const PATIENCE = 30_000

export async function call<T>(input: Call<T>): Promise<Heard<T>> {
  const response = await request(input)
  if (!response) return { kind: 'nothing' }
  try {
    const heard = await understand(response.response, input.isRight)
    return (await isStillOurs(input.key)) ? heard : { kind: 'nothing' }
  } catch {
    return { kind: 'nothing' }
  } finally {
    response.done()
  }
}

/** The bytes of a file, or undefined where they did not come whole. */
export async function callForBytes(input: { path: string; key: string; patience?: number }): Promise<{ blob: Blob } | { status: number } | undefined> {
  const response = await request({ ...input, patience: input.patience ?? 300_000 })
  if (!response) return undefined
  try {
    if (response.response.status !== 200) return { status: response.response.status }
    const blob = await response.response.blob()
    return (await isStillOurs(input.key)) ? { blob } : undefined
  } catch {
    return undefined
  } finally {
    response.done()
  }
}

/** An answer that comes after the team was left belongs to nobody here any more, and must not be kept. */
async function isStillOurs(key: string | undefined): Promise<boolean> {
  return key === undefined || (await readMeta('device'))?.key === key
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function request(input: Omit<Call<unknown>, 'isRight'>): Promise<{ response: Response; done: () => void } | undefined> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), input.patience ?? PATIENCE)
  const done = (): void => clearTimeout(timer)
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' }
  if (input.key) headers.Authorization = `Bearer ${input.key}`
  if (input.method && input.method !== 'GET') headers['Lantoa-Sent-At'] = phoneNow()
  if (input.tag) headers['If-None-Match'] = input.tag
  if (input.json !== undefined) headers['Content-Type'] = 'application/json'
  if (input.bytes) headers['Content-Type'] = input.bytes.type || 'image/jpeg'
  const init: RequestInit = { method: input.method ?? 'GET', headers, signal: stop.signal, cache: 'no-store', credentials: 'omit' }
  if (input.json !== undefined) init.body = JSON.stringify(input.json)
  if (input.bytes) init.body = input.bytes
  try {
    return { response: await fetch(`/field/v1${input.path}`, init), done }
  } catch {
    done()
    return undefined
  }
}

async function understand<T>(response: Response, isRight: (body: unknown) => body is T): Promise<Heard<T>> {
  const { status } = response
  if (status === 304) return { kind: 'unchanged' }
  const body: unknown = status === 204 ? null : await response.json()
  if (status >= 200 && status < 300) {
    if (!isRight(body)) return { kind: 'nothing' }
    const tag = response.headers.get('ETag')
    return tag ? { kind: 'ok', status, body, tag } : { kind: 'ok', status, body }
  }
  const isOurs = isRecord(body) && typeof body.code === 'string' && typeof body.title === 'string'
  if (!isOurs) return { kind: 'nothing' }
  const problem = body as unknown as ProblemBody
  const wait = Number(response.headers.get('Retry-After'))
  return wait > 0 ? { kind: 'problem', status, problem, retryAfterSeconds: wait } : { kind: 'problem', status, problem }
}
