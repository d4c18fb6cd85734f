import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { accounts, easyPassword, readSheet, sheetFile, writeSheet, type DemonstrationSheet } from '../../src/demonstration/accounts.js'
import { demonstrationState, emptyDemonstration, markState, type Place } from '../../src/demonstration/folder.js'
import { qrLines, welcomeLines } from '../../src/demonstration/terminal.js'

let dataDir: string
let place: Place
const sheet: DemonstrationSheet = {
  url: 'http://127.0.0.1:3000',
  accounts: [{ roles: ['admin'], email: 'quantri@tinh.example', password: 'suoi-khen-man-4821', units: [{ id: 'u1', name: 'Tỉnh Tuyên Quang (dữ liệu minh hoạ)', type: 'province' }] }],
  codes: [{ teamId: 't1', team: 'Tổ dân vận thôn Suối Mơ Xanh', unit: 'Thôn Suối Mơ Xanh', code: '2345ABCD' }],
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lantoa-demo-'))
  const file = join(dataDir, 'lantoa.db')
  place = { dataDir, database: { kind: 'sqlite', url: `file:${file}`, file } }
})
afterEach(() => rmSync(dataDir, { recursive: true }))

describe('the demonstration’s folder', () => {
  test('knows nothing of a database that nobody marked, and nothing of another one', async () => {
    expect(await demonstrationState(place)).toBe('none')
    await markState(place, 'ready')
    expect(await demonstrationState(place)).toBe('ready')
    const other = { ...place, database: { kind: 'sqlite' as const, url: 'file:/elsewhere.db', file: '/elsewhere.db' } }
    expect(await demonstrationState(other)).toBe('none')
  })

  test('remembers a seed that was not finished', async () => {
    await markState(place, 'seeding')
    expect(await demonstrationState(place)).toBe('seeding')
  })

  test('takes an unreadable marker for none', async () => {
    writeFileSync(join(dataDir, 'demonstration.json'), '{"database":')
    expect(await demonstrationState(place)).toBe('none')
  })

  test('empties the database with its companions and the sheet', async () => {
    for (const name of ['lantoa.db', 'lantoa.db-wal', 'lantoa.db-shm', 'secret']) writeFileSync(join(dataDir, name), 'x')
    await writeSheet(dataDir, sheet)
    await emptyDemonstration(place)
    for (const name of ['lantoa.db', 'lantoa.db-wal', 'lantoa.db-shm', 'demo.json']) expect(() => statSync(join(dataDir, name))).toThrow()
    expect(statSync(join(dataDir, 'secret')).size).toBe(1)
    expect(await demonstrationState(place)).toBe('seeding')
  })
})

describe('the demonstration’s sheet', () => {
  test('is read back as written, by its owner only', async () => {
    await writeSheet(dataDir, sheet)
    expect(await readSheet(dataDir)).toEqual(sheet)
    expect(statSync(sheetFile(dataDir)).mode & 0o777).toBe(0o600)
  })

  test('is as if absent where it cannot be read', async () => {
    expect(await readSheet(dataDir)).toBeUndefined()
    writeFileSync(sheetFile(dataDir), '{"url":1}')
    expect(await readSheet(dataDir)).toBeUndefined()
  })

  test('has passwords that differ and that any keyboard types', () => {
    const passwords = Array.from({ length: 200 }, easyPassword)
    expect(new Set(passwords).size).toBe(200)
    for (const password of passwords) expect(password).toMatch(/^[a-z]+-[a-z]+-[a-z]+-\d{4}$/)
  })

  test('has each role at province and at commune level', () => {
    expect(accounts.map((account) => `${account.level} ${account.roles.join()}`).sort()).toEqual([
      'commune admin', 'commune editor', 'commune manager', 'province admin', 'province editor', 'province manager',
    ])
    expect(new Set(accounts.map((account) => account.email)).size).toBe(6)
  })

  test('is shown with addresses, accounts and the mark', async () => {
    const text = welcomeLines({ sheet, lanUrl: 'http://192.168.1.7:3000', file: 'data/demo.json' }).join('\n')
    for (const part of ['http://127.0.0.1:3000/admin', 'http://192.168.1.7:3000/', 'suoi-khen-man-4821', 'Tỉnh Tuyên Quang', '2345ABCD', 'dữ liệu minh hoạ']) expect(text).toContain(part)
    expect((await qrLines('http://192.168.1.7:3000/')).length).toBeGreaterThan(10)
  })
})
