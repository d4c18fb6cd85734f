// Starts the kernel on a free port with routes of a test's own, and calls it over real HTTP.
import { pino } from 'pino'
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http'

import type { Account } from '../../src/platform/http/identity.js'
import { createApp, type KernelInput } from '../../src/platform/http/kernel.js'
import { listen } from '../../src/platform/http/listen.js'
import { problem } from '../../src/platform/problems.js'

export interface Served {
  url: string
  port: number
  log: string[]
  send: (call: { method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer }) => Promise<Answer>
  close: () => Promise<void>
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  json: <T = Record<string, unknown>>() => T
}

export const someAccount: Account = { id: 'a1', email: 'a@b.vn', name: 'An', roles: ['editor'], units: ['u1'], unitTypes: ['commune'], territory: ['/u1/'] }

export async function serve(changes: Partial<KernelInput> = {}): Promise<Served> {
  const log: string[] = []
  const app = createApp({
    logger: pino({ level: 'info' }, { write: (line: string) => void log.push(line) }),
    health: { isAvailable: () => true, answers: () => Promise.resolve(true) },
    authenticateAccount: (request) => Promise.resolve(request.headers.authorization === 'JWT good' ? someAccount : undefined),
    authenticateDevice: (key) => {
      if (key === 'revoked') throw problem({ code: 'revoked' })
      if (!key.startsWith('known')) throw problem({ code: 'unknown-key' })
      return { id: key, team: 't1' }
    },
    trustProxy: false,
    rateLimits: true,
    publicUrl: () => 'https://lantoa.example.vn',
    host: () => '127.0.0.1',
    fieldRoutes: [],
    deskRoutes: [],
    ...changes,
  })
  const { port, stop } = await listen({ app, port: 0, host: '127.0.0.1' })
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    log,
    send: (call) => send({ port, ...call }),
    close: () => stop({ within: 0 }),
  }
}

/** One request with exactly these headers (fetch would not let a test forge `Host`). */
export function send({ port, method = 'GET', path, headers = {}, body }: { port: number; method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer }): Promise<Answer> {
  return new Promise((done, fail) => {
    const length = body === undefined || headers['Transfer-Encoding'] ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    const call = httpRequest({ port, host: '127.0.0.1', method, path, headers: { ...length, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        done({ status: response.statusCode ?? 0, headers: response.headers, text, json: <T>() => JSON.parse(text) as T })
      })
    })
    call.on('error', fail)
    call.end(body)
  })
}
