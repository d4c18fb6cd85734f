/** A whole demonstration on a real database: what `npm run demo` makes is proved by verify and found again later. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Place } from '../../src/demonstration/folder.js'
import type { Sheet } from '../../src/demonstration/prepare.js'
import type { Progress } from '../../src/demonstration/terminal.js'
import { auditEventsTable } from '../../src/platform/audit/audit.js'
import type { Row, Table } from '../../src/platform/database/tables.js'

mkdirSync('.tmp', { recursive: true })
const folder = resolve(mkdtempSync(join('.tmp', 'demonstration-')))
Object.assign(process.env, {
  LANTOA_DATABASE_URL: `file:${join(folder, 'lantoa.db')}`, LANTOA_SECRET: randomBytes(24).toString('hex'), LANTOA_DATA_DIR: folder,
  LANTOA_MEDIA_DIR: join(folder, 'media'), LANTOA_LOG_LEVEL: 'error', PORT: '0',
})

const steps: { title: string; total: number; done: number }[] = []
const progress: Progress = {
  step: (title, total) => void steps.push({ title, total, done: 0 }),
  advance: (count = 1) => {
    const step = steps.at(-1)
    if (step) step.done += count
  },
  end: () => undefined,
}
const stop = (line: string): never => {
  throw new Error(line)
}

let place: Place
let sheet: Sheet
const parts = async () => ({
  ...(await import('../../src/demonstration/prepare.js')),
  ...(await import('../../src/demonstration/folder.js')),
  ...(await import('../../src/demonstration/accounts.js')),
  ...(await import('../../src/platform/services.js')),
  ...(await import('../../src/platform/settings.js')),
  ...(await import('../../src/start.js')),
  ...(await import('../../src/reach/verify.js')),
  dissemination: await import('../../src/dissemination/tables.js'),
  organisation: await import('../../src/organisation/tables.js'),
})
const rowsOf = async (table: Table, columns: string[]): Promise<Row[]> => (await parts()).services().database.read.find(table, { where: [], columns })

beforeAll(async () => {
  const { settings, startServices, ensureDemonstration } = await parts()
  place = settings()
  await startServices({ thread: false })
  sheet = await ensureDemonstration({ place, progress, stop })
}, 180_000)
afterAll(async () => {
  await (await parts()).closeServices()
  rmSync(folder, { recursive: true, force: true })
})

describe('npm run demo', () => {
  test('writes what the sheet promises: accounts by role and level, two shared communes, 20 codes', async () => {
    const byLevel = (type: string) => sheet.accounts.filter((account) => account.units.every((unit) => unit.type === type))
    for (const type of ['province', 'commune']) expect(byLevel(type).flatMap((account) => account.roles).sort()).toEqual(['admin', 'editor', 'manager'])
    const shared = byLevel('commune').map((account) => account.units.map((unit) => unit.id).join())
    expect(new Set(shared).size).toBe(1)
    const { organisation } = await parts()
    const members = await rowsOf(organisation.teamMembers, ['id', 'team', 'path'])
    const [first, second] = byLevel('commune')[0]?.units.map((unit) => String(unit.id)) ?? []
    const teamsOf = (commune: string | undefined) => new Map(members.filter((member) => String(member.path).includes(`/${commune}/`)).map((member) => [String(member.team), members.filter((other) => other.team === member.team).length]))
    expect(teamsOf(first).size).toBeGreaterThanOrEqual(12)
    for (const count of teamsOf(first).values()) expect(count).toBeGreaterThanOrEqual(2)
    expect(sheet.codes.map((code) => code.teamId).sort()).toEqual([...teamsOf(first).keys(), ...teamsOf(second).keys()].sort())
    expect(new Set(sheet.codes.map((code) => code.code)).size).toBe(20)
    expect(sheet.codes.every((code) => /^[0-9A-Z]{8}$/.test(code.code) && code.team.includes('thôn') && code.unit.startsWith('Thôn'))).toBe(true)
  })

  test('shows progress that ends where it said it would', () => {
    expect(steps.length).toBeGreaterThan(5)
    for (const step of steps.filter(({ title }) => !title.startsWith('Giao việc'))) expect(step).toEqual({ ...step, done: step.total })
  })

  test('leaves a history that verify finds no fault with', async () => {
    const { verify, services } = await parts()
    const found: unknown[] = []
    const result = await verify({ reads: services().database.read, onDifference: (difference) => void found.push(difference) })
    expect(found).toEqual([])
    expect(result.assignments).toBe(2)
    expect(result.deliveries).toBeGreaterThan(2_000)
  })

  test('tells of everything a desk meets: late, blocked, returned, accepted, answered, on paper, in Mông, taken back', async () => {
    const { dissemination } = await parts()
    const deliveries = await rowsOf(dissemination.deliveries, ['id', 'state', 'acknowledgedLate', 'acknowledgedVia', 'blockedReason'])
    const states = new Set(deliveries.map((row) => row.state))
    for (const state of ['assigned', 'delivered', 'seen', 'acknowledged', 'reported', 'returned', 'accepted']) expect(states).toContain(state)
    expect(deliveries.some((row) => row.acknowledgedLate)).toBe(true)
    expect(new Set(deliveries.map((row) => row.acknowledgedVia))).toEqual(new Set([null, 'phone', 'paper', 'call']))
    expect(new Set(deliveries.map((row) => row.blockedReason)).size).toBeGreaterThan(4)
    const acknowledgements = await rowsOf(dissemination.acknowledgements, ['id', 'language', 'retractedAt'])
    expect(acknowledgements.some((row) => row.language === 'hmn')).toBe(true)
    expect(acknowledgements.some((row) => row.retractedAt)).toBe(true)
    const reports = await rowsOf(dissemination.reports, ['id', 'state', 'replies', 'photos', 'warnings', 'supersedes', 'withheld'])
    expect(reports.some((row) => row.supersedes)).toBe(true)
    expect(reports.some((row) => Array.isArray(row.replies) && row.replies.length > 0)).toBe(true)
    expect(reports.flatMap((row) => row.photos as { state: string }[]).every((photo) => photo.state === 'stored')).toBe(true)
    expect(reports.flatMap((row) => row.photos).length).toBeGreaterThan(0)
    expect(reports.flatMap((row) => row.withheld)).toEqual([])
    const warned = new Set(reports.flatMap((row) => (row.warnings as { code: string }[]).map((warning) => warning.code)))
    for (const code of ['band', 'above-register', 'no-attendance']) expect(warned).toContain(code)
  })

  test('leaves in the log what an officer decided and recorded, so that nobody deletes the account behind it', async () => {
    const { dissemination } = await parts()
    const log = new Set((await rowsOf(auditEventsTable, ['id', 'actor', 'subject'])).map((row) => `${String(row.actor)} ${String(row.subject)}`))
    const decided = (await rowsOf(dissemination.reports, ['id', 'decidedBy'])).filter((row) => row.decidedBy).map((row) => `${String(row.decidedBy)} reports/${String(row.id)}`)
    const recorded = (await rowsOf(dissemination.acknowledgements, ['id', 'recordedBy', 'delivery'])).filter((row) => row.recordedBy).map((row) => `${String(row.recordedBy)} deliveries/${String(row.delivery)}`)
    expect([decided.length > 0, recorded.length > 0]).toEqual([true, true])
    expect([...decided, ...recorded].filter((line) => !log.has(line))).toEqual([])
  })

  test('is found again at the next start, with new codes for those that were used', async () => {
    const { ensureDemonstration, services, writeSheet, organisation } = await parts()
    await writeSheet(folder, { ...sheet, url: 'http://127.0.0.1:1' })
    const [used] = sheet.codes
    const { payload, database } = services()
    const [row] = await database.read.find(organisation.enrolmentCodes, { where: [['team', '=', used?.teamId ?? '']], columns: ['id'] })
    await payload.db.updateOne({ collection: 'enrolment-codes', id: String(row?.id), data: { usedAt: new Date().toISOString() } })
    const before = (await rowsOf(organisation.teams, ['id'])).length
    const again = await ensureDemonstration({ place, progress, stop })
    expect(again.accounts).toEqual(sheet.accounts)
    expect(again.codes.slice(1)).toEqual(sheet.codes.slice(1))
    expect(again.codes[0]).toEqual({ ...used, code: again.codes[0]?.code })
    expect(again.codes[0]?.code).not.toBe(used?.code)
    expect((await rowsOf(organisation.teams, ['id'])).length).toBe(before)
  })

  test('makes new passwords and codes where the sheet is lost', async () => {
    const { ensureDemonstration, sheetFile, services } = await parts()
    rmSync(sheetFile(folder))
    const renewed = await ensureDemonstration({ place, progress, stop })
    expect(renewed.accounts.map(({ email, units }) => ({ email, units }))).toEqual(sheet.accounts.map(({ email, units }) => ({ email, units })))
    expect(renewed.codes).toHaveLength(20)
    const [admin] = renewed.accounts
    const { token } = await services().payload.login({ collection: 'users', data: { email: admin?.email ?? '', password: admin?.password ?? '' } })
    expect(token).toBeTruthy()
  })

  test('never touches a database that it did not fill', async () => {
    const { ensureDemonstration } = await parts()
    rmSync(join(folder, 'demonstration.json'))
    await expect(ensureDemonstration({ place, progress, stop })).rejects.toThrow('không phải của bản minh hoạ')
  })
})
