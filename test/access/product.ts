/** The whole product behind a real address on a fresh database, for tests that go through the doors a person uses. */
import { randomBytes } from 'node:crypto'
import { MongoClient } from 'mongodb'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Payload } from 'payload'

export type Kind = 'sqlite' | 'mongodb'

export interface Product {
  payload: Payload
  url: string
  /** Calls as whoever the token belongs to; without one as anybody. */
  call: (input: { method?: string; path: string; token?: string; body?: unknown; form?: FormData; headers?: Record<string, string> }) => Promise<Answer>
  signIn: (email: string, password?: string) => Promise<string>
  stop: () => Promise<void>
}

export interface Answer {
  status: number
  headers: Headers
  // Answers of the product are judged by the tests that ask for them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json: any
}

export const PASSWORD = 'mat-khau-thu-nghiem-1'

/** Settings are read once per process, so a test file starts one product only. */
export async function startProduct(kind: Kind): Promise<Product> {
  mkdirSync('.tmp', { recursive: true })
  const folder = resolve(mkdtempSync(join('.tmp', 'product-')))
  const url = kind === 'sqlite' ? `file:${join(folder, 'test.db')}` : mongoUrl()
  Object.assign(process.env, {
    LANTOA_DATABASE_URL: url, LANTOA_SECRET: randomBytes(24).toString('hex'), LANTOA_DATA_DIR: join(folder, 'data'), LANTOA_MEDIA_DIR: join(folder, 'media'),
    LANTOA_RATE_LIMITS: 'off', LANTOA_LOG_LEVEL: 'error', PORT: '0',
  })
  const { startServer } = await import('../../src/server.js')
  const { services } = await import('../../src/platform/services.js')
  const server = await startServer()
  const { payload } = services()
  const call: Product['call'] = async ({ method, path, token, body, form, headers }) => {
    const response = await fetch(`${server.url}${path}`, {
      method: method ?? (body === undefined && !form ? 'GET' : 'POST'),
      headers: { ...(token ? { Authorization: `JWT ${token}` } : {}), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(form ? { body: form } : body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: isJson(response) && text !== '' ? (JSON.parse(text) as unknown) : text }
  }
  return {
    payload,
    url: server.url,
    call,
    signIn: async (email, password = PASSWORD) => {
      const { json } = await call({ path: '/api/users/login', body: { email, password } })
      const token: unknown = (json as { token?: unknown }).token
      if (typeof token !== 'string') throw new Error(`no token: ${JSON.stringify(json)}`)
      return token
    },
    stop: async () => {
      await server.stop()
      // Only then: a transaction that is under way would be tried again and again on a database that is gone.
      if (kind === 'mongodb') await dropDatabase(url)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mongoUrl(): string {
  const url = new URL(process.env.LANTOA_TEST_MONGODB_URL ?? '')
  url.pathname = `/test_${process.pid}_${Date.now()}`
  return url.toString()
}

async function dropDatabase(url: string): Promise<void> {
  const client = new MongoClient(url)
  await client.db().dropDatabase()
  await client.close()
}

function isJson(response: Response): boolean {
  return /\bjson\b/.test(response.headers.get('content-type') ?? '')
}
