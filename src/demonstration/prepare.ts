/**
 * Opens the database of `npm run demo` and sees that it holds a whole demonstration: seeds an empty one, keeps one that
 * is there, refuses somebody's real work. Answers the sheet but for its address.
 */
import { randomUUID } from 'node:crypto'
import { accountOf } from '../access/account.js'
import { makeEnrolmentCodes } from '../dissemination/desk-calls.js'
import { codeIdOf } from '../dissemination/digest.js'
import { enrolmentCodes, orgUnits, teams } from '../organisation/tables.js'
import { openDatabase } from '../platform/database/open.js'
import type { Account } from '../access/account.js'
import { provideServices, services } from '../platform/services.js'
import { settings } from '../platform/settings.js'
import { startServices } from '../start.js'
import { accounts, easyPassword, readSheet, type DemonstrationSheet } from './accounts.js'
import { demonstrationState, markState, type Place } from './folder.js'
import { demonstrationProvince } from './province.js'
import { seedDemonstration } from './seed.js'
import type { Progress } from './terminal.js'

export type Sheet = Omit<DemonstrationSheet, 'url'>

export interface PrepareInput {
  place: Place
  progress: Progress
  /** Ends the process with a line that says why. */
  stop: (line: string) => never
}

/** Opens the database, fills it where it is empty, and leaves the services as a server wants them. */
export async function prepareDemonstration(input: PrepareInput): Promise<Sheet> {
  // Bulk rows are written here and not in the writer thread, which begins when there are phones to keep awake.
  await startServices({ thread: false })
  const sheet = await ensureDemonstration(input)
  await moveWritingToThread()
  return sheet
}

/** On open services: the sheet of the demonstration that is there, or of one made now. */
export async function ensureDemonstration({ place, progress, stop }: PrepareInput): Promise<Sheet> {
  const state = await demonstrationState(place)
  const isEmpty = !(await services().database.read.findOne(orgUnits, { where: [], columns: ['id'] }))
  if (!isEmpty && state !== 'ready') {
    stop('Cơ sở dữ liệu này đã có dữ liệu không phải của bản minh hoạ. Hãy đặt LANTOA_DATA_DIR hoặc LANTOA_DATABASE_URL khác.')
  }
  return isEmpty ? seed({ place, progress }) : presentSheet(place)
}

async function seed({ place, progress }: Omit<PrepareInput, 'stop'>): Promise<Sheet> {
  await markState(place, 'seeding')
  const sheet = await seedDemonstration({ progress })
  await markState(place, 'ready')
  return sheet
}

async function moveWritingToThread(): Promise<void> {
  const present = services()
  if (present.database.kind !== 'sqlite') return
  await present.database.close()
  provideServices({ ...present, database: openDatabase({ payload: present.payload, url: settings().database.url, thread: true }) })
}

/** The sheet of the first start with codes that are still unused; a lost sheet is made anew, with new passwords. */
async function presentSheet(place: Place): Promise<Sheet> {
  const sheet = await readSheet(place.dataDir)
  return sheet ? { accounts: sheet.accounts, codes: await unusedCodes(sheet.codes) } : renewedSheet()
}

async function unusedCodes(codes: DemonstrationSheet['codes']): Promise<DemonstrationSheet['codes']> {
  const { database, now } = services()
  const ids = new Map(codes.map((code) => [codeIdOf(code.code, settings().secret), code]))
  const rows = await database.read.find(enrolmentCodes, { where: [['id', 'in', [...ids.keys()]]] })
  const isGood = (row: (typeof rows)[number]) => !row.usedAt && !row.voidedAt && String(row.expiresAt) > now().toISOString()
  const good = new Set(rows.filter(isGood).map((row) => ids.get(String(row.id))))
  const spent = codes.filter((code) => !good.has(code)).map((code) => code.teamId)
  if (spent.length === 0) return codes
  const fresh = new Map((await newCodes(spent)).map((code) => [code.teamId, code]))
  return codes.map((code) => fresh.get(code.teamId) ?? code)
}

async function newCodes(teamIds: string[]): Promise<DemonstrationSheet['codes']> {
  const account = await provinceAdmin()
  const active = await services().database.read.find(teams, { where: [['id', 'in', teamIds], ['active', '=', true]], columns: ['id'] })
  const unit = account.units[0]
  if (!unit || active.length === 0) return []
  const shown = await makeEnrolmentCodes(unit, { account, requestId: `demo-${randomUUID()}` }, active.map((row) => String(row.id)))
  return shown.map(({ teamId, team, unit: name, code }) => ({ teamId, team, unit: name, code }))
}

async function provinceAdmin(): Promise<Account> {
  const email = accounts[0]?.email ?? ''
  const { docs } = await services().payload.find({ collection: 'users', where: { email: { equals: email } }, limit: 1, depth: 0 })
  const account = accountOf({ user: { ...docs[0], collection: 'users' } })
  if (!account) throw new Error('the demonstration has lost its administrator')
  return { ...account, email }
}

async function renewedSheet(): Promise<Sheet> {
  const { payload, database } = services()
  const entries: Sheet['accounts'] = []
  for (const { email } of accounts) {
    const { docs } = await payload.find({ collection: 'users', where: { email: { equals: email } }, limit: 1, depth: 0 })
    const account = accountOf({ user: { ...docs[0], collection: 'users' } })
    // An account that was taken away stays away.
    if (!account) continue
    const password = easyPassword()
    await payload.update({ collection: 'users', id: account.id, data: { password }, depth: 0 })
    const rows = await database.read.find(orgUnits, { where: [['id', 'in', account.units]], columns: ['id', 'name', 'type'] })
    // In the account's own order: the first commune is the one with the most teams.
    const units = account.units.flatMap((id) => rows.filter((row) => row.id === id))
    entries.push({ roles: account.roles, email, password, units: units.map((unit) => ({ id: String(unit.id), name: String(unit.name), type: String(unit.type) })) })
  }
  const pilots = await database.read.find(orgUnits, { where: [['code', 'in', demonstrationProvince().pilots]], columns: ['id', 'path'] })
  const teamIds: string[] = []
  for (const pilot of pilots) {
    const inside = await database.read.find(teams, { where: [['path', 'prefix', String(pilot.path)], ['active', '=', true]], columns: ['id'] })
    teamIds.push(...inside.map((team) => String(team.id)))
  }
  return { accounts: entries, codes: await newCodes(teamIds) }
}
