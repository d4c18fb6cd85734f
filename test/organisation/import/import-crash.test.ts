// Killed in the middle of writing: a reader sees the organisation before or after, and the next start finishes it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { imports } from '../../../src/organisation/import/tables.js'
import { orgPlacements, orgUnits } from '../../../src/organisation/tables.js'
import { openSqlite } from '../../../src/platform/database/sqlite.js'
import type { Database } from '../../../src/platform/database/tables.js'

const folder = `.tmp/import-crash-${process.pid}`
const file = `${folder}/crash.db`
const env = {
  ...process.env, NODE_ENV: 'production' as const, LANTOA_DATA_DIR: folder, LANTOA_DATABASE_URL: `file:${file}`, LANTOA_SECRET: 'a-secret-of-this-test-only', LANTOA_LOG_LEVEL: 'silent', PORT: '0',
}
const VILLAGES = 4_000

function run(script: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [script, ...args], { env, stdio: 'ignore' })
}

async function ended(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

describe('kill -9', () => {
  let database: Database
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${folder}/communes.csv`, 'Tên đơn vị;Xã\nTỉnh Thử;\nXã Thử;Tỉnh Thử\n')
    expect(await ended(run('dist/cli/import.js', '--kind', 'units', `${folder}/communes.csv`))).toBe(0)
    database = openSqlite({ file, thread: false })
  }, 60_000)
  afterAll(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each([0, 40, 150])('%i ms after the writing began', async (delay) => {
    const before = await database.read.count(orgUnits, [])
    writeFileSync(`${folder}/villages.csv`, `Tên thôn;Xã\n${Array.from({ length: VILLAGES }, (_, index) => `Thôn ${delay}.${index};Xã Thử`).join('\n')}`)
    const child = run('dist/cli/import.js', '--kind', 'units', `${folder}/villages.csv`)
    const exit = ended(child)
    while (child.exitCode === null && !(await database.read.findOne(imports, { where: [['state', '=', 'applying']] }))) await wait(2)
    await wait(delay)
    child.kill('SIGKILL')
    await exit
    expect([before, before + VILLAGES]).toContain(await database.read.count(orgUnits, []))

    const server = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'pipe', 'ignore'] })
    const stopped = ended(server)
    // Told to stop before it listens for signals, it would just be gone.
    await Promise.race([once(server.stdout, 'data'), stopped])
    server.stdout.resume()
    while (server.exitCode === null && (await database.read.findOne(imports, { where: [['state', '=', 'applying']] }))) await wait(20)
    server.kill('SIGTERM')
    expect(await stopped).toBe(0)
    expect(await database.read.count(orgUnits, [])).toBe(before + VILLAGES)
    expect(await database.read.count(orgPlacements, [])).toBe(before + VILLAGES)
    expect(await database.read.count(imports, [['state', '=', 'applied']])).toBe((before + VILLAGES - 2) / VILLAGES + 1)
  }, 60_000)
})
