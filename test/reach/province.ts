/**
 * A province with a district, three communes, villages of one or two teams and a commune's own team, with placements
 * from before publication: rows for the tests of reach. Units can be moved as a reorganisation would move them.
 */
import type { AudienceSpec } from '../../src/dissemination/audience.js'
import { countedUnits, counterId, countsOf } from '../../src/dissemination/counters.js'
import { beginPublish, finishPublish, publishStep } from '../../src/dissemination/publish.work.js'
import type { SentBundle } from '../../src/dissemination/recompute.js'
import { assignments, deliveries, reachCounters } from '../../src/dissemination/tables.js'
import { devices, orgPlacements, orgUnits, teamMembers, teams } from '../../src/organisation/tables.js'
import { type Database, defineWork, type Row, type Table } from '../../src/platform/database/tables.js'
import { newId } from '../../src/platform/ids.js'
import { sortKeyVietnamese } from '../../src/platform/text.js'

export const PUBLISHED_AT = '2026-03-01T01:00:00.000Z'
export const PLACED_ON = '2025-07-01'

const tables: Record<string, Table> = Object.fromEntries([orgUnits, orgPlacements, teams, teamMembers, devices, assignments, deliveries, reachCounters].map((table) => [table.slug, table]))

export const putRows = defineWork('test-reach-put', async (tx, input: { table: string; rows: Row[] }) => {
  const table = tables[input.table]
  if (table) await tx.insert(table, input.rows)
})

/** Changes rows behind the back of every rule: what verify is there to find. */
export const spoil = defineWork('test-reach-spoil', async (tx, input: { table: string; id: string; set: Row }) => {
  const table = tables[input.table]
  if (table) await tx.update(table, [['id', '=', input.id]], input.set)
})

/** Moves a unit under another parent from a day on, in the tree of today, with everything that follows from it. */
export const moveUnit = defineWork('test-reach-move', async (tx, input: { unit: string; parent: string; day: string; placement: string }) => {
  const unit = await tx.byId(orgUnits, input.unit)
  const parent = await tx.byId(orgUnits, input.parent)
  if (!unit || !parent) return
  const before = String(unit.path)
  const after = `${String(parent.path)}${input.unit}/`
  if (before === after) return
  for (const row of await tx.find(orgUnits, { where: [['path', 'prefix', before]] })) {
    await tx.update(orgUnits, [['id', '=', String(row.id)]], { path: after + String(row.path).slice(before.length), ...(row.id === input.unit ? { parent: input.parent } : {}) })
  }
  await tx.update(orgPlacements, [['unit', '=', input.unit], ['to', '=', null]], { to: input.day })
  await tx.insert(orgPlacements, [{ id: input.placement, unit: input.unit, parent: input.parent, path: after, name: unit.name, type: unit.type, code: unit.code, from: input.day, to: null }])
  for (const delivery of await tx.find(deliveries, { where: [['pathNow', 'prefix', before]] })) {
    const pathNow = after + String(delivery.pathNow).slice(before.length)
    const ids = pathNow.split('/').filter(Boolean)
    const end = ids.at(-1) === input.unit && unit.type === 'village' ? input.parent : String(delivery.counterUnitNow)
    const counts = countsOf(delivery)
    const assignment = String(delivery.assignment)
    for (const id of countedUnits(String(delivery.pathNow), String(delivery.counterUnitNow))) {
      tx.increment(reachCounters, counterId(assignment, 'now', id, tx.slot), { assignment, tree: 'now', unit: id }, Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, -count])))
    }
    for (const id of countedUnits(pathNow, end)) tx.increment(reachCounters, counterId(assignment, 'now', id, tx.slot), { assignment, tree: 'now', unit: id }, counts)
    await tx.update(deliveries, [['id', '=', String(delivery.id)]], { pathNow, counterUnitNow: end })
  }
})

export interface TestTeam {
  id: string
  unit: string
  leader: string
  members: string[]
}

export interface Province {
  province: string
  district: string
  /** Xã An Phú, Xã Ấm Hạ, Xã Đường Âm (in the district). */
  communes: string[]
  villages: string[]
  teams: TestTeam[]
  paths: Record<string, string>
}

/** Every commune has `villages` villages; the first village of the first commune has two teams, the first commune its own. */
export async function makeProvince(database: Database, { villages = 3 }: { villages?: number } = {}): Promise<Province> {
  const made: Province = { province: newId(), district: newId(), communes: [], villages: [], teams: [], paths: {} }
  const units: Row[] = []
  const add = (id: string, name: string, type: string, parent: string | null, households: number | null = null): string => {
    const path = `${parent ? made.paths[parent] : '/'}${id}/`
    made.paths[id] = path
    units.push({ id, name, type, code: `m${id}`, openCode: `m${id}`, parent, path, households, openedOn: PLACED_ON, sortKey: sortKeyVietnamese(name), searchText: name })
    return id
  }
  const team = (unit: string): void => void made.teams.push({ id: newId(), unit, leader: newId(), members: [newId(), newId()] })
  add(made.province, 'Tỉnh Thử', 'province', null)
  add(made.district, 'Huyện Cũ', 'district', made.province)
  for (const [name, parent] of [['Xã An Phú', made.province], ['Xã Ấm Hạ', made.province], ['Xã Đường Âm', made.district]] as const) {
    const commune = add(newId(), name, 'commune', parent)
    made.communes.push(commune)
    for (let index = 1; index <= villages; index += 1) {
      const village = add(newId(), `Thôn ${index}`, 'village', commune, 30 + index)
      made.villages.push(village)
      team(village)
      if (made.villages.length === 1) team(village)
    }
    if (made.communes.length === 1) team(commune)
  }
  const placements = units.map((unit) => ({ id: newId(), unit: unit.id, parent: unit.parent, path: unit.path, name: unit.name, type: unit.type, code: unit.code, from: PLACED_ON, to: null }))
  await database.write(putRows, { table: 'org-units', rows: units })
  await database.write(putRows, { table: 'org-placements', rows: placements })
  await database.write(putRows, { table: 'teams', rows: made.teams.map(({ id, unit }) => ({ id, unit, path: made.paths[unit], label: 'Tổ dân vận', active: true })) })
  await database.write(putRows, {
    table: 'team-members',
    rows: made.teams.flatMap(({ id, unit, leader, members }) => [
      { id: leader, team: id, path: made.paths[unit], name: 'Vàng Thị Mỷ', role: 'leader', phone: '0912345678', from: '2025-01-01', provisional: false },
      ...members.map((member) => ({ id: member, team: id, path: made.paths[unit], name: 'Lý A Páo', role: 'member', from: '2025-01-01', provisional: false })),
    ]),
  })
  return made
}

export const bundle = (hash: string): SentBundle => ({ contentType: 'resolutions', contentId: 'c1', hash, language: 'vi', version: 1, bytes: 100, kind: 'NQ', title: 'Nghị quyết thử' })

export async function publish(database: Database, province: Province, { spec = {}, at = PUBLISHED_AT, ...more }: { spec?: Partial<AudienceSpec>; at?: string } & Row = {}): Promise<string> {
  const id = newId()
  await database.write(putRows, {
    table: 'assignments',
    rows: [{ id, owner: province.province, ownerPath: province.paths[province.province], title: 'Giao thử', state: 'draft', ackRule: 'any', ackDue: '2026-03-10', reportDue: '2026-03-31', ...more }],
  })
  await database.write(beginPublish, { assignment: id, spec: { units: [province.province], unitTypes: [], teams: [], exclusions: [], ...spec }, bundles: [bundle('h1')], now: at, runId: newId(), account: 'test' })
  await publishPlanned(database, id, at)
  return id
}

export async function publishPlanned(database: Database, assignment: string, now: string): Promise<void> {
  for (;;) {
    const step = await database.write(publishStep, { assignment, now })
    if (!step.more) break
  }
  await database.write(finishPublish, { assignment, now })
}
