/** `npm run demo` as a process: killed while it seeds, started again, stopped, begun anew. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { DemonstrationSheet } from '../../src/demonstration/accounts.js'

mkdirSync('.tmp', { recursive: true })
const folder = resolve(mkdtempSync(join('.tmp', 'demo-')))
const started: Demo[] = []

interface Demo {
  child: ChildProcess
  output: () => string
  /** Waits for a text in the output; the end of the process counts as an answer too. */
  says: (text: string) => Promise<void>
  ended: Promise<number | string | null>
}

function demo(...args: string[]): Demo {
  let output = ''
  const child = spawn(process.execPath, ['dist/cli/demo.js', ...args], {
    env: {
      ...process.env, LANTOA_DATABASE_URL: '', LANTOA_DATA_DIR: join(folder, 'data'), LANTOA_MEDIA_DIR: join(folder, 'media'), PORT: '0', NODE_ENV: 'production',
      PAYLOAD_DISABLE_DEPENDENCY_CHECKER: 'true', LANTOA_SECRET: '', LANTOA_LOG_LEVEL: '',
    },
  })
  const take = (chunk: unknown) => void (output += String(chunk))
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const ended = new Promise<number | string | null>((done) => child.on('exit', (code, signal) => done(signal ?? code)))
  const says = async (text: string) => {
    while (!output.includes(text) && child.exitCode === null && child.signalCode === null) await wait(50)
    expect(output).toContain(text)
  }
  const one = { child, output: () => output, says, ended }
  started.push(one)
  return one
}

const sheet = () => JSON.parse(readFileSync(join(folder, 'data/demo.json'), 'utf8')) as DemonstrationSheet

afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL')
  await Promise.all(started.map(({ ended }) => ended))
  rmSync(folder, { recursive: true, force: true })
})

describe('npm run demo', () => {
  test('begins anew after a seed that was killed, serves what its sheet says, and stops when told', async () => {
    const killed = demo()
    await killed.says('Tài khoản: xong')
    killed.child.kill('SIGKILL')
    await killed.ended
    expect(existsSync(join(folder, 'data/demo.json'))).toBe(false)

    const second = demo()
    await second.says('Nhấn Ctrl+C để dừng')
    expect(second.output()).toContain('chưa dựng xong')
    const { url, accounts, codes } = sheet()
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    for (const { email, password } of accounts) {
      const login = await fetch(`${url}/api/users/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email, password }) })
      expect(login.status).toBe(200)
      expect(second.output()).toContain(password)
    }
    const check = await fetch(`${url}/field/v1/enrol/check`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code: codes[0]?.code }) })
    expect(check.status).toBe(200)

    const beside = demo('--fresh')
    expect(await beside.ended).toBe(1)
    expect(beside.output()).toContain('đang chạy ở một cửa sổ khác')

    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
  }, 180_000)

  test('keeps what was done at the next start, and forgets it when asked to', async () => {
    const before = sheet()
    const again = demo()
    await again.says('Nhấn Ctrl+C để dừng')
    expect(again.output()).not.toContain('Tài khoản: xong')
    expect(sheet().accounts).toEqual(before.accounts)
    expect(sheet().codes).toEqual(before.codes)
    again.child.kill('SIGTERM')
    await again.ended

    const fresh = demo('--fresh')
    await fresh.says('Nhấn Ctrl+C để dừng')
    expect(sheet().accounts.map((account) => account.password)).not.toEqual(before.accounts.map((account) => account.password))
    expect(sheet().codes.map((code) => code.team)).toEqual(before.codes.map((code) => code.team))
    fresh.child.kill('SIGTERM')
    await fresh.ended
  }, 180_000)

  test('says what it can, and what it does not know', async () => {
    const help = demo('--help')
    expect(await help.ended).toBe(0)
    expect(help.output()).toContain('--lan')
    const unknown = demo('--moi')
    expect(await unknown.ended).toBe(1)
    expect(unknown.output()).toContain('Không hiểu lệnh')
  })
})
