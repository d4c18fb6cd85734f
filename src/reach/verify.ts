/**
 * Proves that what is stored follows from the facts: every delivery from its messages and reports, every counter from
 * its deliveries in both trees, audience = deliveries + exclusions, no team's revision behind its deliveries'. Changes
 * nothing and may run beside the server. Called by `npm run verify` and, for what to repair, by rebuild.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { COUNTS, type Counts, type Tree } from '../dissemination/counters.js'
import { type AssignmentSending, COMPUTED_COLUMNS, computeDelivery, isSame, loadFacts } from '../dissemination/recompute.js'
import { assignments, deliveries, teamRevisions } from '../dissemination/tables.js'
import type { Reads, Row } from '../platform/database/tables.js'
import { eachPage } from './ordered-rows.js'
import { addDelivery, newTally, type Tally, trees } from './tally.js'
import { counterDifferences } from './verify-counters.js'

export type Difference =
  | { kind: 'delivery'; assignment: string; delivery: string; unit: string; columns: string[] }
  | { kind: 'counter'; assignment: string; tree: Tree; unit: string; counts: Partial<Record<keyof Counts, { counted: number; expected: number }>> }
  | { kind: 'audience'; assignment: string; audience: number; prepared: number; deliveries: number; exclusions: number }
  | { kind: 'revision'; team: string; revision: number; needed: number }
  /** Deliveries were still being made all the while: ask again later. */
  | { kind: 'moving'; assignment: string }

export interface VerifyProgress {
  assignments: { done: number; total: number }
  deliveries: { done: number; total: number }
}

export interface VerifyInput {
  reads: Reads
  /** Only these; all that were ever published when absent. */
  only?: readonly string[]
  onDifference(difference: Difference): void | Promise<void>
  onProgress?(progress: VerifyProgress): void
}

/** Rows in memory at once. */
const PAGE = 400
const TRIES = 5
const SETTLE_MS = 2_000

export async function verify({ reads, only, onDifference, onProgress }: VerifyInput): Promise<{ assignments: number; deliveries: number; differences: number }> {
  const published = await reads.find(assignments, { where: [['state', '!=', 'draft'], ...(only ? [['id', 'in', only] as ['id', 'in', readonly string[]]] : [])], orderBy: [['id', 'asc']], columns: ['id', 'preparedCount'] })
  const progress: VerifyProgress = {
    assignments: { done: 0, total: published.length },
    deliveries: { done: 0, total: published.reduce((sum, row) => sum + Number(row.preparedCount ?? 0), 0) },
  }
  let differences = 0
  const report = async (difference: Difference): Promise<void> => {
    differences += 1
    await onDifference(difference)
  }
  const needed = new Map<string, number>()
  for (const { id } of published) {
    await verifyAssignment({
      reads,
      assignment: String(id),
      needed,
      report,
      onPage: (count) => {
        progress.deliveries.done += count
        onProgress?.(progress)
      },
    })
    progress.assignments.done += 1
    onProgress?.(progress)
  }
  await verifyRevisions({ reads, needed, report })
  return { assignments: progress.assignments.done, deliveries: progress.deliveries.done, differences }
}

async function verifyAssignment({ reads, assignment, needed, report, onPage }: {
  reads: Reads
  assignment: string
  needed: Map<string, number>
  report(difference: Difference): Promise<void>
  onPage(count: number): void
}): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = await readAssignment(reads, assignment)
    if (!before) return
    const found: Difference[] = []
    const read = await tallyDeliveries({ reads, assignment: before, needed, found, onPage: tries === 0 ? onPage : () => undefined })
    for (const tree of trees) {
      const again = async (): Promise<Tally> => (await tallyDeliveries({ reads, assignment: before, needed, found: [], onPage: () => undefined })).tally
      for (const { unit, counted, expected } of await counterDifferences({ reads, assignment, tree, tally: read.tally, again })) {
        const differing = COUNTS.filter((name) => counted[name] !== expected[name])
        found.push({ kind: 'counter', assignment, tree, unit, counts: Object.fromEntries(differing.map((name) => [name, { counted: counted[name], expected: expected[name] }])) })
      }
    }
    const after = await readAssignment(reads, assignment)
    if (after && isMoving(before, after)) {
      await wait(SETTLE_MS)
      continue
    }
    const audience = audienceDifference(after ?? before, read.count)
    for (const difference of audience ? [...found, audience] : found) await report(difference)
    return
  }
  await report({ kind: 'moving', assignment })
}

/** Deliveries that came, or an amendment that went over them, while they were read. */
function isMoving(before: Row, after: Row): boolean {
  return after.state === 'publishing' || before.preparedCount !== after.preparedCount || before.audienceCount !== after.audienceCount || !isSame(before.sendings, after.sendings)
}

async function readAssignment(reads: Reads, id: string): Promise<Row | undefined> {
  return reads.findOne(assignments, { where: [['id', '=', id]], columns: ['id', 'state', 'sendings', 'audienceCount', 'preparedCount', 'excludedTeams'] })
}

async function tallyDeliveries({ reads, assignment, needed, found, onPage }: {
  reads: Reads
  assignment: Row
  needed: Map<string, number>
  found: Difference[]
  onPage(count: number): void
}): Promise<{ tally: Tally; count: number }> {
  const tally = newTally()
  const sendings = (assignment.sendings as AssignmentSending[] | null) ?? []
  let count = 0
  for await (const page of eachPage({ reads, table: deliveries, within: [['assignment', '=', String(assignment.id)]], by: 'counterUnitThen', size: PAGE })) {
    for (const row of page) {
      const { delivery, columns } = await checkDelivery({ reads, row, sendings })
      addDelivery(tally, delivery)
      const holder = String(delivery.holder)
      needed.set(holder, Math.max(needed.get(holder) ?? 0, Number(delivery.revision ?? 0)))
      if (columns.length) found.push({ kind: 'delivery', assignment: String(assignment.id), delivery: String(delivery.id), unit: String(delivery.unit), columns })
    }
    count += page.length
    onPage(page.length)
    // Beside a server this is one reader of many: others come first.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { tally, count }
}

/** The delivery's columns that its facts do not give; looked at again before it is said, since a fact may just have come. */
async function checkDelivery({ reads, row, sendings }: { reads: Reads; row: Row; sendings: readonly AssignmentSending[] }): Promise<{ delivery: Row; columns: string[] }> {
  let delivery = row
  let columns: string[] = []
  for (let tries = 0; tries < 3; tries += 1) {
    const computed = computeDelivery({ delivery, facts: await loadFacts({ reads, delivery, sendings }) })
    columns = [...COMPUTED_COLUMNS, 'item'].filter((column) => !isSame(delivery[column], computed[column]))
    if (!columns.length) break
    if (tries > 0) await wait(50)
    delivery = (await reads.findOne(deliveries, { where: [['id', '=', String(row.id)]] })) ?? delivery
  }
  return { delivery, columns }
}

function audienceDifference(assignment: Row, count: number): Difference | undefined {
  const audience = Number(assignment.audienceCount ?? 0)
  const prepared = Number(assignment.preparedCount ?? 0)
  const exclusions = Array.isArray(assignment.excludedTeams) ? assignment.excludedTeams.length : 0
  if (audience === count + exclusions && prepared === count) return undefined
  return { kind: 'audience', assignment: String(assignment.id), audience, prepared, deliveries: count, exclusions }
}

/** Read after the deliveries: a revision only ever grows, so one that is behind now was behind then. */
async function verifyRevisions({ reads, needed, report }: { reads: Reads; needed: ReadonlyMap<string, number>; report(difference: Difference): Promise<void> }): Promise<void> {
  const holders = [...needed.keys()]
  for (let start = 0; start < holders.length; start += PAGE) {
    const slice = holders.slice(start, start + PAGE)
    const rows = await reads.find(teamRevisions, { where: [['id', 'in', slice]] })
    const revisions = new Map(rows.map((row) => [String(row.id), Number(row.revision ?? 0)]))
    for (const team of slice) {
      const revision = revisions.get(team) ?? 0
      const wanted = needed.get(team) ?? 0
      if (revision < wanted) await report({ kind: 'revision', team, revision, needed: wanted })
    }
  }
}
