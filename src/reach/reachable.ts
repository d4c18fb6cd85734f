/**
 * Which assignments have a delivery in a territory: what an account may read of those it does not own. Called by the
 * reach calls and the outstanding list, which read rows beside Payload's access rules. A unit whose villages have moved
 * away keeps reading what they did while they were its own, so both trees open an assignment.
 */
import { orgUnits } from '../organisation/tables.js'
import type { Reads } from '../platform/database/tables.js'
import { lastOf, unitOf } from './place.js'
import { countersOf, villageSums } from './read-rows.js'

/** Those of the assignments that have a delivery there, as it was or as it is now. */
export async function assignmentsReaching({ reads, territory, assignments }: { reads: Reads; territory: readonly string[]; assignments: readonly string[] }): Promise<Set<string>> {
  const units = (await reads.find(orgUnits, { where: [['id', 'in', territory.map(lastOf)]], columns: ['id', 'name', 'type', 'code', 'path', 'sortKey'] })).map(unitOf)
  const villages = units.filter((unit) => unit.type === 'village')
  const reaching = new Set<string>()
  for (const tree of ['now', 'then'] as const) {
    const open = assignments.filter((id) => !reaching.has(id))
    if (!open.length) break
    const counters = await countersOf({ reads, assignments: open, tree, units: units.filter((unit) => unit.type !== 'village').map((unit) => unit.id) })
    const sums = villages.length ? await villageSums({ reads, villages, assignments: open, tree }) : new Map<string, Map<string, { assigned: number }>>()
    for (const byUnit of [counters, sums]) {
      for (const [id, counts] of byUnit) if ([...counts.values()].some(({ assigned }) => assigned > 0)) reaching.add(id)
    }
  }
  return reaching
}
