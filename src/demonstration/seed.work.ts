/** Bulk rows of the demonstration: units, placements, teams, members and phones, in one transaction a table's part. */
import { devices, orgPlacements, orgUnits, teamMembers, teams } from '../organisation/tables.js'
import { defineWork, type Row } from '../platform/database/tables.js'

const tables = { 'org-units': orgUnits, 'org-placements': orgPlacements, teams, 'team-members': teamMembers, devices }

export type SeededTable = keyof typeof tables

export const seedRows = defineWork('seed-rows', async (tx, input: { table: SeededTable; rows: Row[] }): Promise<void> => {
  await tx.insert(tables[input.table], input.rows)
})
