/** Puts names, leaders and reasons beside a page of outstanding deliveries. Called by read-outstanding only. */
import { NO_DUE_DAY } from '../dissemination/recompute.js'
import { assignments } from '../dissemination/tables.js'
import { teamName } from '../dissemination/team-view.js'
import { devices, orgUnits, teamMembers, teams } from '../organisation/tables.js'
import type { Reads, Row, Table } from '../platform/database/tables.js'
import { daysLate, DUE_COLUMN, leaderOn, type Reason, reasonOf, type Stage } from './outstanding-rules.js'
import { idsOf, lastOf } from './place.js'

export interface OutstandingItem {
  deliveryId: string
  assignment: string
  assignmentTitle: string
  team: string
  teamName: string
  unit: { id: string; name: string; path: string[] }
  leader: { name: string; phone?: string } | null
  due: string | null
  daysLate: number
  /** The day a phone of the team was last heard of; told to its commune only. */
  lastSeenOn: string | null
  reason: Reason
}

/**
 * @param today the day in Hanoi
 * @param territory paths of the account's units: whoever asks from above the commune is told no day of a phone
 */
export async function presentOutstanding({ reads, rows, stage, today, territory }: { reads: Reads; rows: readonly Row[]; stage: Stage; today: string; territory: readonly string[] }): Promise<OutstandingItem[]> {
  if (!rows.length) return []
  const holders = distinct(rows.map(holderOf))
  const [titles, teamRows, members, phones, units] = await Promise.all([
    byId(reads, assignments, rows.map((row) => String(row.assignment)), ['id', 'title']),
    byId(reads, teams, holders, ['id', 'label']),
    grouped(reads, teamMembers, holders, ['team', 'name', 'role', 'phone', 'from', 'to', 'provisional']),
    grouped(reads, devices, holders, ['team', 'lastSeenOn', 'revokedAt']),
    byId(reads, orgUnits, [...rows.flatMap((row) => idsOf(String(row.pathNow))), ...territory.map(lastOf)], ['id', 'name', 'type']),
  ])
  const local = territory.filter((path) => ['commune', 'village'].includes(String(units.get(lastOf(path))?.type)))
  return rows.map((delivery) => {
    const holder = holderOf(delivery)
    const path = String(delivery.pathNow)
    const leader = leaderOn(members.get(holder) ?? [], today)
    const own = (phones.get(holder) ?? []).filter((phone) => !phone.revokedAt)
    const lastSeenOn = own.flatMap((phone) => (typeof phone.lastSeenOn === 'string' ? [phone.lastSeenOn] : [])).sort().at(-1) ?? null
    const dueDay = String(delivery[DUE_COLUMN[stage]])
    const due = dueDay === NO_DUE_DAY ? null : dueDay
    const names = idsOf(path).map((id) => String(units.get(id)?.name ?? ''))
    return {
      deliveryId: String(delivery.id),
      assignment: String(delivery.assignment),
      assignmentTitle: String(titles.get(String(delivery.assignment))?.title ?? ''),
      team: holder,
      teamName: teamName(teamRows.get(holder) ?? {}, units.get(lastOf(path)) ?? { name: '' }),
      unit: { id: lastOf(path), name: names.at(-1) ?? '', path: names },
      leader: leader ? { name: String(leader.name ?? ''), ...(leader.phone ? { phone: String(leader.phone) } : {}) } : null,
      due,
      daysLate: daysLate(due, today),
      lastSeenOn: local.some((root) => path.startsWith(root)) ? lastSeenOn : null,
      reason: reasonOf({ delivery, team: { hasLeader: leader !== undefined, hasDevice: own.length > 0, lastSeenOn }, today }),
    }
  })
}

const holderOf = (delivery: Row): string => String(delivery.holder ?? delivery.team)
const distinct = (values: readonly string[]): string[] => [...new Set(values)]

async function byId(reads: Reads, table: Table, ids: readonly string[], columns: readonly string[]): Promise<Map<string, Row>> {
  const rows = await reads.find(table, { where: [['id', 'in', distinct(ids)]], columns })
  return new Map(rows.map((row) => [String(row.id), row]))
}

async function grouped(reads: Reads, table: Table, ids: readonly string[], columns: readonly string[]): Promise<Map<string, Row[]>> {
  const groups = new Map<string, Row[]>()
  for (const row of await reads.find(table, { where: [['team', 'in', ids]], columns })) {
    groups.set(String(row.team), [...(groups.get(String(row.team)) ?? []), row])
  }
  return groups
}
