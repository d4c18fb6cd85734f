/** The rows that every server of the benchmark reads and writes: teams with phones, assignments published to all of them. */
import { createHash, randomBytes } from 'node:crypto'
import { bundles } from '../src/content/tables.js'
import { beginPublish, finishPublish, publishStep } from '../src/dissemination/publish.work.js'
import type { SentBundle } from '../src/dissemination/recompute.js'
import { assignments, deliveries } from '../src/dissemination/tables.js'
import { devices, orgPlacements, orgUnits, teamMembers, teams } from '../src/organisation/tables.js'
import { defineWork, type Database, type Row, type Table } from '../src/platform/database/tables.js'
import { newId } from '../src/platform/ids.js'

const VILLAGES_OF_A_COMMUNE = 60
const PROVINCES = 34

const put = defineWork('bench-put', async (tx, input: { table: string; rows: Row[] }) => tx.insert(tablesByName.get(input.table) ?? orgUnits, input.rows))
const tablesByName = new Map<string, Table>([orgUnits, orgPlacements, teams, teamMembers, devices, assignments, bundles].map((table) => [table.slug, table]))

export interface BenchRows {
  nation: string
  /** The open assignments, oldest first; each has one content with one bundle. */
  assignments: string[]
  hash: string
  teams: { id: string; leader: string; deviceKey: string }[]
}

/**
 * 34 provinces under one nation, villages in communes of sixty, one team with a phone and a leader each.
 * @param root the nation, where the set-up has made it already
 */
export async function makeTeams(database: Database, count: number, root?: string): Promise<BenchRows> {
  const now = new Date().toISOString()
  const nation = root ?? newId()
  const units: Row[] = root ? [] : [unit({ id: nation, name: 'Việt Nam', type: 'nation', path: `/${nation}/` })]
  const teamRows: Row[] = []
  const memberRows: Row[] = []
  const deviceRows: Row[] = []
  const made: BenchRows = { nation, assignments: [], hash: 'b'.repeat(64), teams: [] }
  const provinces = Array.from({ length: PROVINCES }, (_, index) => {
    const id = newId()
    units.push(unit({ id, name: `Tỉnh ${index + 1}`, type: 'province', parent: nation, path: `/${nation}/${id}/` }))
    return id
  })
  let commune = ''
  let province = ''
  for (let index = 0; index < count; index += 1) {
    if (index % VILLAGES_OF_A_COMMUNE === 0) {
      province = provinces[(index / VILLAGES_OF_A_COMMUNE) % PROVINCES] ?? ''
      commune = newId()
      units.push(unit({ id: commune, name: `Xã ${index}`, type: 'commune', parent: province, path: `/${nation}/${province}/${commune}/` }))
    }
    const [village, team, leader] = [newId(), newId(), newId()]
    const path = `/${nation}/${province}/${commune}/${village}/`
    const deviceKey = randomBytes(32).toString('base64url')
    units.push(unit({ id: village, name: `Thôn ${index}`, type: 'village', parent: commune, path, households: 80 }))
    teamRows.push({ id: team, unit: village, path, label: 'Tổ dân vận', active: true, createdAt: now, updatedAt: now })
    memberRows.push({ id: leader, team, path, name: `Người ${index}`, role: 'leader', from: '2025-01-01', provisional: false, createdAt: now, updatedAt: now })
    deviceRows.push({ id: newId(), team, path, name: 'Máy của tổ', keyHash: createHash('sha256').update(deviceKey).digest('hex'), lastSeenOn: now.slice(0, 10), createdAt: now, updatedAt: now })
    made.teams.push({ id: team, leader, deviceKey })
  }
  await inSlices(database, orgUnits, units)
  await inSlices(database, orgPlacements, units.map((row) => ({ id: newId(), unit: row.id, parent: row.parent, path: row.path, name: row.name, type: row.type, code: row.code, from: '2025-07-01' })))
  await inSlices(database, teams, teamRows)
  await inSlices(database, teamMembers, memberRows)
  await inSlices(database, devices, deviceRows)
  await inSlices(database, bundles, [{ id: made.hash, contentType: 'resolutions', contentId: 'bench', language: 'vi', version: 1, bytes: 2_000, title: 'Nghị quyết', kind: 'NQ', symbol: '57-NQ/TW', json: '{}', files: [], createdAt: now }])
  return made
}

function unit(row: Row): Row {
  const now = new Date().toISOString()
  return { code: row.id, openCode: row.id, sortKey: String(row.name), searchText: String(row.name), openedOn: '2025-07-01', createdAt: now, updatedAt: now, ...row }
}

async function inSlices(database: Database, table: Table, rows: Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 1_000) await database.write(put, { table: table.slug, rows: rows.slice(start, start + 1_000) })
}

export async function makeDraft(database: Database, rows: BenchRows, index: number): Promise<string> {
  const id = newId()
  await database.write(put, {
    table: 'assignments',
    rows: [{ id, owner: rows.nation, ownerPath: `/${rows.nation}/`, title: `Học tập, quán triệt Nghị quyết số ${57 + index}-NQ/TW của Bộ Chính trị`, instructions: 'Đọc ở buổi sinh hoạt gần nhất, ghi lại số người dự.', ackRule: 'any', state: 'draft', ackDue: '2030-01-10', reportDue: '2030-01-31', updatedAt: new Date().toISOString() }],
  })
  return id
}

/** Publishes as the product does, in its own steps; answers milliseconds. */
export async function publish(database: Database, rows: BenchRows, id: string, index: number): Promise<number> {
  const began = performance.now()
  const now = new Date().toISOString()
  const bundle: SentBundle = { contentType: 'resolutions', contentId: 'bench', hash: rows.hash, language: 'vi', version: 1, bytes: 2_000, kind: 'NQ', title: `Nghị quyết số ${57 + index}-NQ/TW về đột phá phát triển khoa học, công nghệ`, symbol: `${57 + index}-NQ/TW` }
  const spec = { units: [rows.nation], unitTypes: ['village'], teams: [], exclusions: [] }
  await database.write(beginPublish, { assignment: id, spec, bundles: [bundle], now, runId: newId(), account: 'bench' })
  for (;;) {
    const step = await database.write(publishStep, { assignment: id, now })
    if (!step.more) break
  }
  await database.write(finishPublish, { assignment: id, now })
  rows.assignments.push(id)
  return performance.now() - began
}

/** The deliveries of one assignment by team, so that a load can name them. */
export async function deliveryIds(database: Database, assignment: string): Promise<Map<string, string>> {
  const found = await database.read.find(deliveries, { where: [['assignment', '=', assignment]], columns: ['id', 'team'] })
  return new Map(found.map((row) => [String(row.team), String(row.id)]))
}
