/**
 * Fills an empty database with the demonstration: the province, accounts, documents, two assignments and their history,
 * and enrolment codes for the pilot communes. Called by `npm run demo`; everything but bulk rows goes through the
 * product's own use cases, with its clock set back to when it is said to have happened.
 */
import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { approveContent } from '../content/approve-content.js'
import { publishAssignment } from '../dissemination/assignment-calls.js'
import { makeEnrolmentCodes } from '../dissemination/desk-calls.js'
import { runPublication } from '../dissemination/runs.js'
import { deliveries } from '../dissemination/tables.js'
import type { Account } from '../access/account.js'
import type { Database, Row } from '../platform/database/tables.js'
import { projectRoot } from '../platform/project-root.js'
import { provideServices, services } from '../platform/services.js'
import { accounts, easyPassword, type DemonstrationAccount, type DemonstrationSheet } from './accounts.js'
import { diceFor } from './dice.js'
import { assignmentTexts, campaign, REPORT_PHOTOS } from './documents.js'
import { BEGUN_PROFILES, hasDevice, historyOf, PILOT_PROFILES, profilesFor, type HistoryTeam, type Profile } from './history.js'
import { memoryDatabase, type MemoryDatabase } from './memory-database.js'
import { playHistory } from './play-history.js'
import { demonstrationProvince, DEMONSTRATION_SEED, type DemonstrationProvince } from './province.js'
import { hanoiDay } from './sample-reports.js'
import { CONTENT_STEPS, seedContents, type SeededContent } from './seed-content.js'
import { organisationRows, seedOrganisation, type SeededOrganisation, type SeededTeam } from './seed-organisation.js'
import { seedHistory } from './seed.work.js'
import type { Progress } from './terminal.js'

const DAY = 86_400_000
/** The long assignment: given two weeks ago, to be confirmed by four days ago, to be reported in ten days. */
const HALF_WAY = { publishedDaysAgo: 14, ackDueIn: -4, reportDueIn: 10 }
/** The short one, in the pilot communes only. */
const BEGUN = { publishedDaysAgo: 3, ackDueIn: 4, reportDueIn: 27 }

/** @returns the sheet but for its address, which is known once the server listens */
export async function seedDemonstration({ progress, now = new Date() }: { progress: Progress; now?: Date }): Promise<Omit<DemonstrationSheet, 'url'>> {
  const { database, payload } = services()
  const province = demonstrationProvince()
  const profiles = profilesOf(province)

  const phones = [...profiles.values()].filter(hasDevice).length
  progress.step('Xã, thôn, tổ và thành viên', organisationRows({ province, phones, now }))
  const organisation = await seedOrganisation({
    database,
    province,
    since: morning(now, -60),
    now,
    phoneSeenOn: (team) => phoneSeenOn({ profile: profiles.get(team), team, now }),
    advance: progress.advance,
  })

  progress.step('Tài khoản', accounts.length)
  const people = await Promise.all(accounts.map((account) => seedAccount({ account, province, organisation, advance: progress.advance })))
  const editor = personOf(people, 'editor')
  const manager = personOf(people, 'manager')

  progress.step('Văn bản, phong trào, áp phích', CONTENT_STEPS)
  const provinceUnit = unitOf(organisation, province.provinceKey)
  const approvedAt = morning(now, -HALF_WAY.publishedDaysAgo - 2)
  const contents = await seedContents({
    payload,
    owner: provinceUnit.id,
    editor: editor.account,
    approve: async (content) => (await approveContent({ payload, account: editor.account, now: approvedAt, ...content })).bundleHash,
    now,
    advance: progress.advance,
  })
  const health = contents.resolutions.get('health')
  if (!health) throw new Error('the demonstration has no resolution to give out')

  const pilotUnits = province.pilots.map((key) => unitOf(organisation, key))
  const pilotTeams = organisation.teams.filter((team) => province.pilots.includes(team.commune))
  const photos = await readPhotos()
  const life = { pilots: new Set(pilotTeams.map((team) => team.key)), photos, now, editor: editor.account, manager: manager.account, progress }
  await liveAssignment({
    ...life,
    name: 'Nghị quyết 72',
    texts: assignmentTexts.halfWay,
    times: HALF_WAY,
    contents: [health],
    units: [provinceUnit.id],
    owner: provinceUnit.id,
    teams: organisation.teams,
    profiles,
  })
  await liveAssignment({
    ...life,
    name: 'Phong trào thi đua',
    texts: assignmentTexts.begun,
    times: BEGUN,
    contents: [contents.campaign, contents.poster],
    units: pilotUnits.map((unit) => unit.id),
    owner: provinceUnit.id,
    teams: pilotTeams,
    profiles: new Map(pilotTeams.map((team, index) => [team.key, BEGUN_PROFILES[index] ?? 'seen'])),
    campaign: { id: contents.campaign.id, indicators: campaign.indicators },
  })

  progress.step('Mã cho điện thoại', pilotUnits.length)
  const codes: DemonstrationSheet['codes'] = []
  for (const unit of pilotUnits) {
    const shown = await makeEnrolmentCodes(unit.id, callerOf(personOf(people, 'admin').account), undefined)
    codes.push(...shown.map(({ teamId, team, unit: name, code }) => ({ teamId, team, unit: name, code })))
    progress.advance()
  }
  progress.end()
  return { accounts: people.map(({ entry }) => entry), codes }
}

interface Person {
  level: DemonstrationAccount['level']
  account: Account
  entry: DemonstrationSheet['accounts'][number]
}

async function seedAccount({ account, province, organisation, advance }: { account: DemonstrationAccount; province: DemonstrationProvince; organisation: SeededOrganisation; advance: () => void }): Promise<Person> {
  const { email, name, roles, level } = account
  const keys = level === 'province' ? [province.provinceKey] : province.pilots
  const units = keys.map((key) => unitOf(organisation, key))
  const password = easyPassword()
  const ids = units.map((unit) => unit.id)
  const { id } = await services().payload.create({ collection: 'users', data: { email, name, roles, password, units: ids }, depth: 0, disableVerificationEmail: true })
  advance()
  return {
    level,
    account: { id: String(id), email, name, roles, units: ids, unitTypes: units.map((unit) => unit.type), territory: units.map((unit) => unit.path) },
    entry: { roles, email, password, units: units.map((unit) => ({ id: unit.id, name: unit.name, type: unit.type })) },
  }
}

function personOf(people: readonly Person[], role: Account['roles'][number]): Person {
  const found = people.find((person) => person.level === 'province' && person.account.roles.includes(role))
  if (!found) throw new Error(`the demonstration has no ${role}`)
  return found
}

function unitOf(organisation: SeededOrganisation, key: string) {
  const unit = organisation.units.get(key)
  if (!unit) throw new Error(`the demonstration has no unit ${key}`)
  return unit
}

/** Gives an assignment out on its day and plays what came back since. */
async function liveAssignment({ name, texts, times, contents, units, owner, teams, campaign: counted, profiles, pilots, photos, now, editor, manager, progress }: {
  name: string
  texts: { title: string; instructions: string }
  times: typeof HALF_WAY
  contents: readonly SeededContent[]
  units: string[]
  owner: string
  teams: readonly SeededTeam[]
  campaign?: { id: string; indicators: readonly { key: string; target: number }[] }
  profiles: ReadonlyMap<string, Profile>
  /** Teams whose reports come with photos. */
  pilots: ReadonlySet<string>
  photos: ReadonlyMap<string, Buffer>
  now: Date
  editor: Account
  manager: Account
  progress: Progress
}): Promise<void> {
  const { database, payload } = services()
  const publishedAt = morning(now, -times.publishedDaysAgo)
  const ackDue = hanoiDay(new Date(now.getTime() + times.ackDueIn * DAY))
  const reportDue = hanoiDay(new Date(now.getTime() + times.reportDueIn * DAY))

  progress.step(`Giao việc: ${name}`, teams.length)
  const saved = await payload.create({
    collection: 'assignments',
    data: { owner, ...texts, content: contents.map(({ relationTo, id }) => ({ relationTo, value: id })), audience: { units }, ackDue, reportDue, ackRule: 'any' },
    user: { ...editor, collection: 'users' },
    overrideAccess: false,
    depth: 0,
  })
  const assignment = String(saved.id)
  await at(publishedAt, async () => {
    await publishAssignment(assignment, callerOf(editor))
    await runPublication(assignment)
  })

  const rows = await database.read.find(deliveries, { where: [['assignment', '=', assignment]], columns: ['id', 'team'] })
  const deliveryOf = new Map(rows.map((row) => [String(row.team), String(row.id)]))
  const declared = [...photos].map(([sha256, bytes]) => ({ sha256, bytes: bytes.length }))
  const history = historyOf({
    seed: `${DEMONSTRATION_SEED}/${name}`,
    teams: teams.flatMap((team): HistoryTeam[] => {
      const deliveryId = deliveryOf.get(team.id)
      const profile = profiles.get(team.key)
      if (!deliveryId || !profile) return []
      const sent = pilots.has(team.key) ? { photos: declared } : {}
      return [{ key: team.key, commune: team.commune, deliveryId, households: team.unit.households, memberIds: team.memberIds, profile, ...sent }]
    }),
    contents: contents.map((content) => content.bundles),
    publishedAt,
    ackDue: new Date(`${ackDue}T16:59:59Z`),
    now,
    ...(counted ? { campaign: counted } : {}),
  })
  progress.step(`Xác nhận và báo cáo: ${name}`, history.length)
  const teamByKey = new Map(teams.map((team) => [team.key, team]))
  // In memory, message by message, by the product's own works; then in bulk: a database over a network would take minutes.
  const memory = memoryDatabase(database.read, { slot: 0 })
  await playHistory(history, { database: memory, account: manager.id, signature: manager.name, teamOf: (key) => teamByKey.get(key), photoOf: (sha256) => photos.get(sha256), advance: progress.advance })
  await keepHistory({ database, memory, name, progress })
}

const CHUNK = 500

async function keepHistory({ database, memory, name, progress }: { database: Database; memory: MemoryDatabase; name: string; progress: Progress }): Promise<void> {
  const changes = memory.changes()
  progress.step(`Ghi lại: ${name}`, changes.reduce((sum, { made, changed }) => sum + made.length + changed.length, 0))
  for (const { table, made, changed, removed } of changes) {
    if (removed.length) throw new Error(`a history removes nothing, but ${table.slug} lost ${removed.length}`)
    const parts = [...chunks(made).map((rows) => ({ table, made: rows, changed: [] })), ...chunks(changed).map((rows) => ({ table, made: [], changed: rows }))]
    for (const part of parts) {
      await database.write(seedHistory, part)
      progress.advance(part.made.length + part.changed.length)
    }
  }
}

function chunks(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) => rows.slice(index * CHUNK, (index + 1) * CHUNK))
}

/** By the SHA-256 under which a phone declares them. */
async function readPhotos(): Promise<Map<string, Buffer>> {
  const files = await Promise.all(REPORT_PHOTOS.map((name) => readFile(join(projectRoot(), 'src/demonstration/files', name))))
  return new Map(files.map((bytes) => [createHash('sha256').update(bytes).digest('hex'), bytes]))
}

/** In the pilot communes one of everything, elsewhere the same mixture in each commune. */
function profilesOf(province: DemonstrationProvince): Map<string, Profile> {
  const communes = new Map<string, string[]>()
  for (const team of province.teams) {
    const commune = team.unit.split('.')[0] ?? ''
    communes.set(commune, [...(communes.get(commune) ?? []), team.key])
  }
  const pilots = province.pilots.flatMap((commune) => communes.get(commune) ?? [])
  const entries = [...communes].flatMap(([commune, keys]) => {
    const drawn = profilesFor({ seed: DEMONSTRATION_SEED, commune, count: keys.length })
    return keys.map((key, index): [string, Profile] => [key, drawn[index] ?? 'acknowledged'])
  })
  return new Map([...entries, ...pilots.map((key, index): [string, Profile] => [key, PILOT_PROFILES[index] ?? 'acknowledged'])])
}

/** The silent ones were last heard of before the assignment went out. */
function phoneSeenOn({ profile, team, now }: { profile: Profile | undefined; team: string; now: Date }): string | undefined {
  if (!profile || !hasDevice(profile)) return undefined
  const dice = diceFor(DEMONSTRATION_SEED, 'heard', team)
  const daysAgo = profile === 'silent' ? dice.integer(HALF_WAY.publishedDaysAgo + 2, 40) : dice.integer(0, 3)
  return hanoiDay(new Date(now.getTime() - daysAgo * DAY))
}

/** Runs something as if it were that moment. */
async function at<T>(moment: Date, run: () => Promise<T>): Promise<T> {
  const present = services()
  provideServices({ ...present, now: () => moment })
  try {
    return await run()
  } finally {
    provideServices(present)
  }
}

/** Eight in the morning in Asia/Ho_Chi_Minh, so many days from now. */
function morning(now: Date, days: number): Date {
  return new Date(`${hanoiDay(new Date(now.getTime() + days * DAY))}T01:00:00Z`)
}

const callerOf = (account: Account) => ({ account, requestId: `demo-${randomUUID()}` })
