/** The rows that an import reads and writes, as the row port sees them; with the columns that only set-based work keeps up. */
import { defineTable, type Table } from '../../platform/database/tables.js'
import { enrolmentCodes, orgPlacements, orgUnits, teamMembers, teams } from '../tables.js'
import type { ImportKind } from './kinds.js'

export const imports = defineTable({
  slug: 'imports',
  columns: {
    id: 'text', kind: 'text', state: 'text', fileName: 'text', rows: 'number', counts: 'json', problems: 'json', done: 'number', total: 'number',
    startedBy: 'ref', ownerPath: 'text', sheet: 'text', plan: 'json', undo: 'json', createdAt: 'date', updatedAt: 'date',
  },
})

/** One row per line of the file, its body as JSON that the database can read by itself; the row `turn` says which import writes now. */
export const importRows = defineTable({
  slug: 'import-rows',
  columns: { id: 'text', import: 'text', state: 'text', number: 'number', body: 'text' },
})

export const writtenTeams = defineTable({ slug: teams.slug, columns: { ...teams.columns, sortKey: 'text' } })
export const writtenMembers = defineTable({ slug: teamMembers.slug, columns: { ...teamMembers.columns, sortKey: 'text' } })

/** What may rest on a unit, a team or a member, so that taking back an import keeps it. */
export const users = defineTable({
  slug: 'users',
  columns: { id: 'text', email: 'text', username: 'text', name: 'text', phone: 'text', territory: 'json', updatedAt: 'date' },
})
/** Work of a village goes through its teams, which keep it already. */
export const unitUses = ['assignments', 'resolutions', 'materials', 'campaigns', 'media'].map((slug) => ({ table: defineTable({ slug, columns: { id: 'text', owner: 'ref', updatedAt: 'date' } }), column: 'owner' }))
export const teamUses = [
  { table: defineTable({ slug: 'deliveries', columns: { id: 'text', team: 'ref' } }), column: 'team' },
  { table: defineTable({ slug: 'devices', columns: { id: 'text', team: 'ref' } }), column: 'team' },
  { table: defineTable({ slug: 'reports', columns: { id: 'text', team: 'ref' } }), column: 'team' },
] as const
export const memberUses = [{ table: defineTable({ slug: 'acknowledgements', columns: { id: 'text', team: 'ref', member: 'ref' } }), column: 'member' }] as const

/** Where a change since the look at an import shows. A team's report needs a delivery, which is counted already. */
export function restingTables(kind: ImportKind, isUndo: boolean): readonly Table[] {
  if (kind === 'units') return isUndo ? [orgUnits, writtenTeams, orgPlacements, users, ...unitUses.map(({ table }) => table)] : [orgUnits]
  if (kind === 'teams') return isUndo ? [writtenTeams, writtenMembers, enrolmentCodes, ...teamUses.flatMap(({ table }) => (table.slug === 'reports' ? [] : [table]))] : [orgUnits, writtenTeams]
  return isUndo ? [writtenMembers, ...memberUses.map(({ table }) => table)] : [orgUnits, writtenTeams, writtenMembers]
}
