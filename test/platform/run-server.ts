// Starts the bundled server as an operator would, on a free port and a folder of its own, and stops it again.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { type Answer, send } from './serve.js'

export interface Run {
  process: ChildProcess
  port: number
  url: string
  /** All it has written so far. */
  output: () => string
  send: (call: { method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer }) => Promise<Answer>
  /** Ends it and answers its exit code. */
  stop: () => Promise<number | null>
}

/** Environment of a server with a folder of its own below .tmp. */
export function ownEnvironment(): { env: Record<string, string>; remove: () => void } {
  mkdirSync('.tmp', { recursive: true })
  const folder = mkdtempSync(join('.tmp', 'server-'))
  return {
    env: { PORT: '0', LANTOA_DATA_DIR: join(folder, 'data'), LANTOA_MEDIA_DIR: join(folder, 'media'), NODE_ENV: 'production', LANTOA_LOG_LEVEL: 'info' },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export async function runServer(env: Record<string, string>): Promise<Run> {
  const child = spawn(process.execPath, ['dist/main.js'], { env: { NODE_ENV: 'production', PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const port = await new Promise<number>((done, fail) => {
    const limit = setTimeout(() => fail(new Error(`did not start: ${output}`)), 30_000)
    child.stdout.on('data', () => {
      const found = /đang chạy tại \S+:(\d+) .*\n(?:.*\n)*?.*\/admin/.exec(output)?.[1]
      if (!found) return
      clearTimeout(limit)
      // The set-up address comes in the next line of the same moment.
      setTimeout(() => done(Number(found)), 100)
    })
    child.once('exit', (code) => fail(new Error(`ended with ${code}: ${output}`)))
  })
  return {
    process: child,
    port,
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    send: (call) => send({ port, ...call }),
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode
      child.kill('SIGTERM')
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    },
  }
}

/** Makes the first account through the set-up page and signs in. */
export async function setUp(run: Run): Promise<{ email: string; password: string; token: string }> {
  const path = /\/setup\?key=[\w-]+/.exec(run.output())?.[0] ?? ''
  const account = { email: 'quan.tri@tinh.vn', password: 'mot cau de nho va dai' }
  const form = new URLSearchParams({ unitName: 'Tỉnh Thử', unitType: 'province', name: 'Nguyễn Quản Trị', ...account, again: account.password })
  const made = await run.send({ method: 'POST', path, headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: form.toString() })
  if (made.status !== 303) throw new Error(`set-up answered ${made.status}: ${made.text}`)
  const login = await run.send({ method: 'POST', path: '/api/users/login', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(account) })
  return { ...account, token: login.json<{ token: string }>().token }
}
