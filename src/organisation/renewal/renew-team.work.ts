/** Carries a kiện toàn out in one transaction: the ended terms, the new ones, and its line in the log. */
import { auditEventsTable } from '../../platform/audit/audit.js'
import { defineWork, refuse, type Row } from '../../platform/database/tables.js'
import { writtenMembers } from '../import/tables.js'
import { planRenewal, type RenewalChange, type Term } from './rules.js'

export interface RenewTeamInput {
  team: string
  path: string
  on: string
  today: string
  changes: RenewalChange[]
  /** Ids for new terms: one per change. */
  ids: string[]
  /** What new names are found and sorted by; known ones keep theirs. */
  columns: Record<string, { searchText: string; sortKey: string }>
  now: string
  log: Row
}

export const renewTeam = defineWork('renew-team', async (tx, input: RenewTeamInput): Promise<{ joined: number; left: number }> => {
  const rows = await tx.find(writtenMembers, { where: [['team', '=', input.team]] })
  const plan = planRenewal({ terms: rows.map(termOf), changes: input.changes, on: input.on, today: input.today })
  if (plan.problems.length) throw refuse({ status: 422, code: 'rules', errors: plan.problems })
  const confirmed = new Set(input.changes.flatMap((change) => (change.kind === 'confirm' ? [change.member] : [])))
  const replaced = new Set(rows.flatMap((row) => (confirmed.has(String(row.id)) && row.replaces ? [String(row.replaces)] : [])))
  for (const [id, set] of plan.changed) {
    // What they did until this moment stays theirs.
    const until = set.to && replaced.has(id) ? { replacedAt: input.now } : {}
    await tx.update(writtenMembers, [['id', '=', id]], { ...set, ...until, updatedAt: input.now })
  }
  // Whoever stays after this has not left: what the team had said of it is answered.
  await tx.update(writtenMembers, [['team', '=', input.team], ['leavingOn', '!=', null]], { leavingOn: null, updatedAt: input.now })
  const byName = new Map(rows.map((row) => [String(row.name), row]))
  await tx.insert(
    writtenMembers,
    plan.added.map((term, index) => {
      const known = byName.get(term.name)
      const columns = input.columns[term.name] ?? { searchText: known?.searchText ?? null, sortKey: known?.sortKey ?? null }
      return { ...term, ...columns, id: input.ids[index], team: input.team, path: input.path, createdAt: input.now, updatedAt: input.now }
    }),
  )
  await tx.insert(auditEventsTable, [input.log])
  return { joined: plan.added.length, left: [...plan.changed.values()].filter((set) => set.to).length }
})

export function termOf(row: Row): Term {
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
  return {
    id: String(row.id), name: String(row.name), role: String(row.role), position: text(row.position), phone: text(row.phone), from: text(row.from), to: text(row.to),
    provisional: row.provisional === true, replaces: text(row.replaces), leavingOn: text(row.leavingOn),
  }
}
