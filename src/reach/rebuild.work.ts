/**
 * The repairs that `npm run rebuild` makes, each a short atomic step beside whatever else is written. A step works out
 * inside its transaction what is wrong, so that repeating it, or running it beside facts, changes nothing that is right.
 */
import { COUNTS, type Counts, counterId, noCounts, subtract, type Tree } from '../dissemination/counters.js'
import { type AssignmentSending, refreshDelivery, revisions } from '../dissemination/recompute.js'
import { assignmentPlans, assignments, deliveries, reachCounters, teamRevisions } from '../dissemination/tables.js'
import { audit } from '../platform/audit/audit.js'
import { defineWork, type Tx } from '../platform/database/tables.js'
import { addDelivery, isZero, newTally } from './tally.js'
import { allCounters, errorOf } from './verify-counters.js'

/** Computes deliveries anew from their facts. */
export const rebuildDeliveries = defineWork('rebuild-deliveries', async (tx, input: { assignment: string; ids: string[]; now: string }): Promise<void> => {
  const assignment = await tx.findOne(assignments, { where: [['id', '=', input.assignment]], columns: ['id', 'sendings'] })
  const sendings = (assignment?.sendings as AssignmentSending[] | null) ?? []
  const revisionOf = revisions(tx)
  for (const delivery of await tx.find(deliveries, { where: [['id', 'in', input.ids]] })) {
    await refreshDelivery({ tx, delivery, sendings, now: input.now, revisionOf })
  }
})

export interface RebuildCounterInput {
  assignment: string
  tree: Tree
  unit: string
  /** The units below it; put right before it. */
  below: string[]
}

/** Sets one unit's counters to its own deliveries and its child units' counters. */
export const rebuildCounter = defineWork('rebuild-counter', async (tx, { assignment, tree, unit, below }: RebuildCounterInput): Promise<void> => {
  const { error } = await errorOf({ reads: tx, assignment, tree, unit, below })
  take(tx, { assignment, tree, unit, error })
})

/** Counts one tree of an assignment in full: only for a tree in which a unit lies under two others. */
export const recountTree = defineWork('recount-tree', async (tx, { assignment, tree }: { assignment: string; tree: Tree }): Promise<void> => {
  const tally = newTally()
  for (const delivery of await tx.find(deliveries, { where: [['assignment', '=', assignment]] })) addDelivery(tally, delivery)
  const counters = await allCounters({ reads: tx, assignment, tree })
  for (const unit of new Set([...counters.keys(), ...tally[tree].sums.keys()])) {
    take(tx, { assignment, tree, unit, error: subtract(counters.get(unit) ?? noCounts(), tally[tree].sums.get(unit) ?? noCounts()) })
  }
})

/** Lifts teams' revisions to those of their deliveries, so that no phone misses a change. */
export const liftRevisions = defineWork('lift-revisions', async (tx, { teams }: { teams: { team: string; needed: number }[] }): Promise<void> => {
  for (const { team, needed } of teams) {
    const lifted = await tx.update(teamRevisions, [['id', '=', team], ['revision', '<', needed]], { revision: needed })
    if (!lifted) await tx.insertIfAbsent(teamRevisions, [{ id: team, revision: needed }], ['id'])
  }
})

/**
 * Puts the numbers of an audience right where every team of the frozen plan has its delivery. Answers false where one
 * has none: that is not a number to correct, it has to be given out again.
 */
export const rebuildAudience = defineWork('rebuild-audience', async (tx, { assignment, now }: { assignment: string; now: string }): Promise<boolean> => {
  const row = await tx.findOne(assignments, { where: [['id', '=', assignment]], columns: ['id', 'excludedTeams'] })
  const planned = new Set<string>()
  for (const part of await tx.find(assignmentPlans, { where: [['assignment', '=', assignment]] })) {
    for (const [team] of (part.rows as [string][] | null) ?? []) planned.add(team)
  }
  const present = await tx.find(deliveries, { where: [['assignment', '=', assignment]], columns: ['id', 'team'] })
  const there = new Set(present.map((delivery) => String(delivery.team)))
  if ([...planned].some((team) => !there.has(team))) return false
  const exclusions = Array.isArray(row?.excludedTeams) ? row.excludedTeams.length : 0
  await tx.update(assignments, [['id', '=', assignment]], { audienceCount: there.size + exclusions, preparedCount: there.size, updatedAt: now })
  return true
})

/** Says in the log that figures were computed anew, and how many of what kind: an inspector may ask. */
export const logRebuild = defineWork('log-rebuild', async (tx, { assignment, found, now }: { assignment: string; found: Record<string, number>; now: string }): Promise<void> => {
  const row = await tx.findOne(assignments, { where: [['id', '=', assignment]], columns: ['id', 'owner', 'ownerPath'] })
  await audit({ tx, at: now, actor: 'product', action: 'figures.rebuild', subject: `assignments/${assignment}`, unit: row?.owner ? String(row.owner) : null, path: String(row?.ownerPath ?? ''), details: found })
})

function take(tx: Tx, { assignment, tree, unit, error }: { assignment: string; tree: Tree; unit: string; error: Counts }): void {
  if (isZero(error)) return
  const back = Object.fromEntries(COUNTS.map((name) => [name, -error[name]]))
  tx.increment(reachCounters, counterId(assignment, tree, unit, tx.slot), { assignment, tree, unit }, back)
}
