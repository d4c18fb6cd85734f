/**
 * Repairs what verify finds, in short steps through the writer, so that the server may go on meanwhile. Called by
 * `npm run rebuild`.
 */
import { deliveries } from '../dissemination/tables.js'
import type { Database } from '../platform/database/tables.js'
import { eachPage } from './ordered-rows.js'
import { liftRevisions, logRebuild, rebuildAudience, rebuildCounter, rebuildDeliveries, recountTree } from './rebuild.work.js'
import { addDelivery, childrenIn, newTally, trees, withAncestors } from './tally.js'
import { type Difference, verify, type VerifyProgress } from './verify.js'
import { allCounters, localErrors } from './verify-counters.js'

export interface RebuildInput {
  database: Database
  now(): Date
  onProgress?(progress: VerifyProgress): void
  onRepair?(difference: Difference): void
}

export interface RebuildResult {
  found: number
  /** What stays wrong and why a person has to look at it. */
  left: Difference[]
}

/** Deliveries computed in one step. */
const STEP = 100
const PAGE = 2_000

export async function rebuild({ database, now, onProgress, onRepair }: RebuildInput): Promise<RebuildResult> {
  const differences: Difference[] = []
  const progress = onProgress ? { onProgress } : {}
  await verify({ reads: database.read, ...progress, onDifference: (difference) => void differences.push(difference) })
  const touched = [...new Set(differences.flatMap((difference) => ('assignment' in difference ? [difference.assignment] : [])))]
  for (const assignment of touched) {
    const own = differences.filter((difference) => 'assignment' in difference && difference.assignment === assignment)
    await repairAssignment({ database, now, assignment, differences: own })
    for (const difference of own) onRepair?.(difference)
  }
  const behind = differences.flatMap((difference) => (difference.kind === 'revision' ? [difference] : []))
  for (let start = 0; start < behind.length; start += STEP) await database.write(liftRevisions, { teams: behind.slice(start, start + STEP).map(({ team, needed }) => ({ team, needed })) })
  for (const difference of behind) onRepair?.(difference)

  const left: Difference[] = []
  if (differences.length) await verify({ reads: database.read, ...(behind.length ? {} : { only: touched }), onDifference: (difference) => void left.push(difference) })
  return { found: differences.length, left }
}

async function repairAssignment({ database, now, assignment, differences }: { database: Database; now(): Date; assignment: string; differences: readonly Difference[] }): Promise<void> {
  const wrong = differences.flatMap((difference) => (difference.kind === 'delivery' ? [difference.delivery] : []))
  for (let start = 0; start < wrong.length; start += STEP) {
    await database.write(rebuildDeliveries, { assignment, ids: wrong.slice(start, start + STEP), now: now().toISOString() })
  }
  if (differences.some(({ kind }) => kind === 'counter')) await repairCounters({ database, assignment })
  if (differences.some(({ kind }) => kind === 'audience')) await database.write(rebuildAudience, { assignment, now: now().toISOString() })
  const found: Record<string, number> = {}
  for (const { kind } of differences) found[kind] = (found[kind] ?? 0) + 1
  await database.write(logRebuild, { assignment, found, now: now().toISOString() })
}

/** From the lowest units up: each is set by what lies below it, which is right by then. */
async function repairCounters({ database, assignment }: { database: Database; assignment: string }): Promise<void> {
  const reads = database.read
  const tally = newTally()
  for await (const page of eachPage({ reads, table: deliveries, within: [['assignment', '=', assignment]], by: 'counterUnitThen', size: PAGE })) {
    for (const delivery of page) addDelivery(tally, delivery)
  }
  for (const tree of trees) {
    const own = tally[tree]
    if (own.isTwisted) {
      await database.write(recountTree, { assignment, tree })
      continue
    }
    const errors = await localErrors({ reads, assignment, tree, tally: own, counters: await allCounters({ reads, assignment, tree }) })
    const concerned = new Set([...errors.keys()].flatMap((unit) => withAncestors(unit, own.parents)))
    const children = childrenIn(own)
    const lowestFirst = [...concerned].sort((a, b) => withAncestors(b, own.parents).length - withAncestors(a, own.parents).length)
    for (const unit of lowestFirst) await database.write(rebuildCounter, { assignment, tree, unit, below: children.get(unit) ?? [] })
  }
}
