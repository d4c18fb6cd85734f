/** What one delivery adds to the counters of the units above it. Used when a fact is written, and to recompute. */
import type { Row, Tx } from '../platform/database/tables.js'
import { reachCounters } from './tables.js'

export const COUNTS = [
  'assigned', 'exempted', 'blocked', 'delivered', 'seen', 'acknowledged', 'acknowledgedLate', 'acknowledgedViaDesk', 'reported', 'reportedLate',
  'reportedViaDesk', 'accepted', 'returned', 'householdsReached', 'householdsTotal', 'sessions', 'attPartyMembers', 'attHouseholds', 'attOthers', 'attTotal',
  'openDelivered', 'openAcknowledged', 'openReported',
] as const

export type Counts = Record<(typeof COUNTS)[number], number>
export type Tree = 'then' | 'now'

export const noCounts = (): Counts => Object.fromEntries(COUNTS.map((name) => [name, 0])) as Counts

const one = (fact: unknown): number => (fact ? 1 : 0)
const amount = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** The counts of a single delivery row: facts that it has now as 0 or 1, its figures as they are. */
export function countsOf(delivery: Row): Counts {
  return {
    assigned: 1,
    exempted: one(delivery.exemptedAt),
    blocked: one(delivery.blockedReason),
    delivered: one(delivery.deliveredAt),
    seen: one(delivery.seenAt),
    acknowledged: one(delivery.acknowledgedAt),
    acknowledgedLate: one(delivery.acknowledgedAt && delivery.acknowledgedLate),
    acknowledgedViaDesk: one(delivery.acknowledgedAt && delivery.acknowledgedVia !== 'phone'),
    reported: one(delivery.reportedAt),
    reportedLate: one(delivery.reportedAt && delivery.reportedLate),
    reportedViaDesk: one(delivery.reportedAt && delivery.reportedVia !== 'phone'),
    accepted: one(delivery.acceptedAt),
    returned: one(delivery.isReturned),
    householdsReached: amount(delivery.householdsReached),
    householdsTotal: amount(delivery.households),
    sessions: amount(delivery.sessions),
    attPartyMembers: amount(delivery.attPartyMembers),
    attHouseholds: amount(delivery.attHouseholds),
    attOthers: amount(delivery.attOthers),
    attTotal: amount(delivery.attTotal),
    openDelivered: one(delivery.dueDelivered),
    openAcknowledged: one(delivery.dueAcknowledged),
    openReported: one(delivery.dueReported),
  }
}

export function subtract(after: Counts, before: Counts): Counts {
  return Object.fromEntries(COUNTS.map((name) => [name, after[name] - before[name]])) as Counts
}

export function addTo(sum: Counts, counts: Partial<Counts>): Counts {
  for (const name of COUNTS) sum[name] += amount(counts[name])
  return sum
}

/** The units of a path up to and with the one where counting ends (a village's parent; any other unit itself). */
export function countedUnits(path: string, counterUnit: string): string[] {
  const units = path.split('/').filter(Boolean)
  const end = units.indexOf(counterUnit)
  return end < 0 ? [] : units.slice(0, end + 1)
}

export const counterId = (assignment: string, tree: Tree, unit: string, slot: number): string => `${assignment}:${tree}:${unit}:${slot}`

/** Moves the counters of both trees by `delta`, in the transaction that writes the fact. */
export function moveCounters(tx: Tx, delivery: Row, delta: Partial<Counts>): void {
  const assignment = String(delivery.assignment)
  for (const tree of ['then', 'now'] as const) {
    const path = String(tree === 'then' ? delivery.path : delivery.pathNow)
    const end = String(tree === 'then' ? delivery.counterUnitThen : delivery.counterUnitNow)
    for (const unit of countedUnits(path, end)) {
      tx.increment(reachCounters, counterId(assignment, tree, unit, tx.slot), { assignment, tree, unit }, delta)
    }
  }
}
