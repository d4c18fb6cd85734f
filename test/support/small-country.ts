/** A province of two communes with villages, teams and members, and an assignment to give: rows for tests of rules and laws. */
import { bundles } from '../../src/content/tables.js'
import type { AudienceSpec } from '../../src/dissemination/audience.js'
import { beginPublish, finishPublish, publishStep } from '../../src/dissemination/publish.work.js'
import type { SentBundle } from '../../src/dissemination/recompute.js'
import { assignments, deliveries } from '../../src/dissemination/tables.js'
import { orgUnits, teamMembers, teams } from '../../src/organisation/tables.js'
import { type Database, defineWork, type Row } from '../../src/platform/database/tables.js'
import { newId } from '../../src/platform/ids.js'

export const PUBLISHED_AT = '2026-03-01T01:00:00.000Z'

const putRows = defineWork('test-put-rows', async (tx, input: { table: 'org-units' | 'teams' | 'team-members' | 'assignments' | 'bundles'; rows: Row[] }) => {
  const table = { 'org-units': orgUnits, teams, 'team-members': teamMembers, assignments, bundles }[input.table]
  await tx.insert(table, input.rows)
})

export interface SmallCountry {
  province: string
  communes: string[]
  /** Village teams, commune by commune. */
  teams: string[]
  /** Of each team: the leader first. */
  members: Record<string, string[]>
}

/** @param villages how many villages each of the two communes has; each village has one team of three */
export async function makeCountry(database: Database, { villages = 3 }: { villages?: number } = {}): Promise<SmallCountry> {
  const province = newId()
  const units: Row[] = [unit({ id: province, name: 'Tỉnh Thử', type: 'province', path: `/${province}/` })]
  const country: SmallCountry = { province, communes: [], teams: [], members: {} }
  const teamRows: Row[] = []
  const memberRows: Row[] = []
  for (const communeName of ['Xã Đông', 'Xã Đoài']) {
    const commune = newId()
    country.communes.push(commune)
    units.push(unit({ id: commune, name: communeName, type: 'commune', path: `/${province}/${commune}/`, parent: province }))
    for (let index = 1; index <= villages; index += 1) {
      const village = newId()
      const path = `/${province}/${commune}/${village}/`
      units.push(unit({ id: village, name: `Thôn ${index}`, type: 'village', path, parent: commune, households: 40 + index }))
      const team = newId()
      country.teams.push(team)
      teamRows.push({ id: team, unit: village, path, label: 'Tổ dân vận', active: true })
      country.members[team] = [newId(), newId(), newId()]
      country.members[team].forEach((id, place) =>
        memberRows.push({ id, team, path, name: `Người ${place}`, role: ['leader', 'deputy', 'member'][place], from: '2025-01-01', provisional: false }),
      )
    }
  }
  await database.write(putRows, { table: 'org-units', rows: units })
  await database.write(putRows, { table: 'teams', rows: teamRows })
  await database.write(putRows, { table: 'team-members', rows: memberRows })
  return country
}

function unit(row: Row): Row {
  return { code: row.id, openCode: row.id, sortKey: String(row.name), searchText: String(row.name), openedOn: '2025-07-01', ...row }
}

export const bundleOf = (contentId: string, hash: string, more: Partial<SentBundle> = {}): SentBundle => ({
  contentType: 'resolutions', contentId, hash, language: 'vi', version: 1, bytes: 100, kind: 'NQ', title: 'Nghị quyết thử', ...more,
})

export interface GivenAssignment {
  id: string
  owner: string
}

/** A draft assignment of two contents; publish it with `publishAll`. */
export async function makeAssignment(database: Database, country: SmallCountry, more: Row = {}): Promise<GivenAssignment> {
  const id = newId()
  await database.write(putRows, {
    table: 'assignments',
    rows: [{ id, owner: country.province, ownerPath: `/${country.province}/`, title: 'Giao thử', state: 'draft', ackRule: 'any', ackDue: '2026-03-10', reportDue: '2026-03-31', ...more }],
  })
  return { id, owner: country.province }
}

export async function publishAll(database: Database, { id }: GivenAssignment, given: { spec: Partial<AudienceSpec>; bundles?: SentBundle[] }): Promise<void> {
  const spec = { units: [], unitTypes: [], teams: [], exclusions: [], ...given.spec }
  await database.write(beginPublish, { assignment: id, spec, bundles: given.bundles ?? [bundleOf('c1', 'h1'), bundleOf('c2', 'h2')], now: PUBLISHED_AT, runId: newId(), account: 'test' })
  for (;;) {
    const step = await database.write(publishStep, { assignment: id, now: PUBLISHED_AT })
    if (!step.more) break
  }
  await database.write(finishPublish, { assignment: id, now: PUBLISHED_AT })
}

export async function deliveriesOf(database: Database, assignment: string): Promise<Row[]> {
  return database.read.find(deliveries, { where: [['assignment', '=', assignment]], orderBy: [['path', 'asc']] })
}
