/** Bulk rows of the demonstration: units, placements, teams, members, phones and earlier renewals, in one transaction a table's part. */
import { devices, orgPlacements, orgUnits, teamMembers, teams } from '../organisation/tables.js'
import { auditEventsTable } from '../platform/audit/audit.js'
import { defineTable, defineWork, type Row, type Table } from '../platform/database/tables.js'

/** Nobody else writes these rows set-based with the column that lists are ordered by. */
const ordered = (table: Table): Table => defineTable({ slug: table.slug, columns: { ...table.columns, sortKey: 'text' } })

const tables = { 'org-units': orgUnits, 'org-placements': orgPlacements, teams: ordered(teams), 'team-members': ordered(teamMembers), devices, 'audit-events': auditEventsTable }

export type SeededTable = keyof typeof tables

export const seedRows = defineWork('seed-rows', async (tx, input: { table: SeededTable; rows: Row[] }): Promise<void> => {
  await tx.insert(tables[input.table], input.rows)
})

/** What a history played in memory came to: rows that are new, and rows whose columns have changed. */
export const seedHistory = defineWork('seed-history', async (tx, { table, made, changed }: { table: Table; made: Row[]; changed: Row[] }): Promise<void> => {
  await tx.insert(table, made)
  const own = Object.entries(table.columns).flatMap(([column, kind]) => (column === 'id' || kind === 'many' ? [] : [column]))
  for (const row of changed) await tx.update(table, [['id', '=', String(row.id)]], Object.fromEntries(own.map((column) => [column, row[column] ?? null])))
})
