/** The product as it is shipped: `dist/main.js` as a process of its own, on a fresh database, reached by HTTP alone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Kind } from './fresh-database.js'

export interface Product {
  url: string
  folder: string
  environment: Record<string, string>
  process: ChildProcess
  output(): string
  /** Ends it with a signal and waits until it is gone; answers the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>
  /** Ends it and removes what it kept. */
  stop(): Promise<void>
}

/** An environment for a fresh database of the kind; start it with `startProduct`, and again after a kill. */
export function freshEnvironment(kind: Kind): { folder: string; environment: Record<string, string> } {
  mkdirSync('.tmp', { recursive: true })
  const folder = resolve(mkdtempSync(join('.tmp', 'product-')))
  const url = kind === 'sqlite' ? `file:${join(folder, 'lantoa.db')}` : mongoUrl()
  return {
    folder,
    environment: {
      LANTOA_DATA_DIR: join(folder, 'data'), LANTOA_MEDIA_DIR: join(folder, 'media'), LANTOA_DATABASE_URL: url, LANTOA_SECRET: 'a secret for tests only, 32 characters long',
      LANTOA_LOG_LEVEL: 'error', LANTOA_RATE_LIMITS: 'off', PORT: '0', NODE_ENV: 'production', PAYLOAD_DISABLE_DEPENDENCY_CHECKER: 'true', NEXT_TELEMETRY_DISABLED: '1',
    },
  }
}

function mongoUrl(): string {
  const url = new URL(process.env.LANTOA_TEST_MONGODB_URL ?? '')
  url.pathname = `/journey_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`
  return url.toString()
}

const START_MS = 60_000

export async function startProduct({ folder, environment }: { folder: string; environment: Record<string, string> }, more: Record<string, string> = {}): Promise<Product> {
  const child = spawn(process.execPath, ['dist/main.js'], { env: { ...cleanEnvironment(), ...environment, ...more } as NodeJS.ProcessEnv, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const url = await new Promise<string>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`the product did not start:\n${text}`)), START_MS)
    const look = (): void => {
      const found = /đang chạy tại (\S+)/.exec(text)?.[1]
      if (!found) return
      clearTimeout(timer)
      // The line for the set-up follows the address within the same moment.
      setTimeout(() => done(found), 150)
    }
    child.stdout.on('data', look)
    void ended.then((code) => {
      clearTimeout(timer)
      fail(new Error(`the product ended with ${code} before it served:\n${text}`))
    })
  })
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    return ended
  }
  return {
    url, folder, environment, process: child, end, output: () => text,
    stop: async () => {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (name.startsWith('LANTOA_') || value === undefined || name === 'NODE_OPTIONS' ? [] : [[name, value]])))
}

export interface Answer<T = Record<string, unknown>> {
  status: number
  body: T
  headers: Headers
}

/** A body as it was parsed: tests look into it freely. */
export type Json = ReturnType<JSON['parse']>

export interface Caller {
  /** The header it calls with, for calls that a test makes by itself. */
  authorization: string
  <T = Json>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>
}

/** Calls the product with one authorization. Bodies are JSON unless they are bytes. */
export function caller(url: string, authorization?: string): Caller {
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<never>> => {
    const isBytes = body instanceof Uint8Array || body instanceof FormData || typeof body === 'string'
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(authorization ? { authorization } : {}), ...(body !== undefined && !isBytes ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body === undefined ? {} : { body: isBytes ? (body as BodyInit) : JSON.stringify(body) }),
      redirect: 'manual',
    })
    const text = await response.text()
    let parsed: unknown = text
    try {
      parsed = JSON.parse(text)
    } catch {
      // Not JSON: handed on as text.
    }
    return { status: response.status, body: parsed as never, headers: response.headers }
  }
  return Object.assign(call, { authorization: authorization ?? '' }) as Caller
}

export const ADMIN = { email: 'quantri@example.vn', password: 'mat-khau-thu-nghiem-1' }

/** Makes the first unit and account by the one-time address, as whoever installed the product would. */
export async function setUp(product: Product): Promise<{ admin: Caller; province: string }> {
  const address = /(http\S+\/setup\?key=\S+)/.exec(product.output())?.[1]
  if (!address) throw new Error(`no set-up address was printed:\n${product.output()}`)
  const form = new URLSearchParams({ unitName: 'Tỉnh Thử Nghiệm', unitType: 'province', name: 'Quản trị tỉnh', ...ADMIN, again: ADMIN.password })
  const { pathname, search } = new URL(address)
  const made = await fetch(`${product.url}${pathname}${search}`, { method: 'POST', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: product.url }, redirect: 'manual' })
  if (made.status !== 303) throw new Error(`set-up answered ${made.status}: ${await made.text()}`)
  const admin = await signIn(product.url, ADMIN)
  const units = await admin<{ docs: { id: string }[] }>('GET', '/api/org-units?where[type][equals]=province')
  return { admin, province: units.body.docs[0]?.id ?? '' }
}

export async function signIn(url: string, { email, password }: { email: string; password: string }): Promise<Caller> {
  const { body } = await caller(url)<{ token?: string }>('POST', '/api/users/login', { email, password })
  if (!body.token) throw new Error(`sign-in failed: ${JSON.stringify(body)}`)
  return caller(url, `JWT ${body.token}`)
}

/** Makes a record through REST and answers it; throws with what the product said. */
export async function make<T = Json>(call: Caller, slug: string, data: object): Promise<T & { id: string }> {
  const { status, body } = await call('POST', `/api/${slug}`, data)
  if (status !== 201) throw new Error(`${slug} was not made: ${status} ${JSON.stringify(body)}`)
  return (body as { doc: T & { id: string } }).doc
}

/** Waits until a condition holds, looking every 100 ms. */
export async function until<T>(look: () => Promise<T | undefined | false>, what: string, limit = 20_000): Promise<T> {
  const end = Date.now() + limit
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}
