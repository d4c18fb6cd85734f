/**
 * The rows of the reach page: what is under one unit, as counters and, where those end, as deliveries. One reading
 * serves many assignments at once, so that the matrix costs a few statements whatever its size. Called by read-reach.
 */
import { addTo, COUNTS, type Counts, countsOf, noCounts, type Tree } from '../dissemination/counters.js'
import { deliveries, reachCounters } from '../dissemination/tables.js'
import type { Condition, Reads, Row } from '../platform/database/tables.js'
import { eachPage } from './ordered-rows.js'
import { idsOf, type Unit, type UnitName } from './place.js'
import { type Children, childrenOf, namesThen, pathsThen } from './tree.js'

export interface AssignmentRow {
  id: string
  /** The day (Hanoi) of the tree as at publication. */
  publishedOn: string
}

export interface ReachRow {
  unit: UnitName
  sortKey: string
  /** The unit's own teams, beside its child units. */
  own: boolean
  counts: Counts
}

export interface Figures {
  totals: Counts
  rows: ReachRow[]
}

/** Rows read at once where an assignment is gone through. */
const PAGE = 1_000
/** Columns that a delivery's counts are made of, its place beside them; each column read costs as much as the row itself. */
const COUNTED = [
  'assignment', 'path', 'pathNow', 'exemptedAt', 'blockedReason', 'deliveredAt', 'seenAt', 'acknowledgedAt', 'acknowledgedLate', 'acknowledgedVia', 'reportedAt', 'reportedLate',
  'reportedVia', 'acceptedAt', 'isReturned', 'householdsReached', 'households', 'sessions', 'attPartyMembers', 'attHouseholds', 'attOthers', 'attTotal',
]
/** What the reach page shows of a counter; the rest of it serves the outstanding list. */
const SHOWN = ['assignment', 'unit', ...COUNTS.filter((name) => !name.startsWith('open'))]

export async function figuresUnder({ reads, unit, assignments, tree }: { reads: Reads; unit: Unit; assignments: readonly AssignmentRow[]; tree: Tree }): Promise<Map<string, Figures>> {
  const ids = assignments.map((assignment) => assignment.id)
  if (unit.type === 'village') {
    const sums = await villageSums({ reads, villages: [unit], assignments: ids, tree })
    return new Map(ids.map((id) => [id, { totals: sums.get(id)?.get(unit.id) ?? noCounts(), rows: [] }]))
  }
  const children = await childrenOf({ reads, unit, tree })
  const counters = await countersOf({ reads, assignments: ids, tree, units: [unit.id, ...children.counted], columns: SHOWN })
  const result = new Map(assignments.map((assignment) => [assignment.id, fromCounters({ assignment, unit, children, counters: counters.get(assignment.id) })]))
  const open = assignments.filter(({ id }) => !addsUp(result.get(id)))
  if (!open.length) return result
  await addDeliveries({ reads, unit, children, tree, assignments: open, result })
  for (const assignment of open) {
    const figures = result.get(assignment.id)
    if (!figures) continue
    if (tree === 'then' && !addsUp(figures)) figures.rows = await rowsByPaths({ reads, unit, assignment })
    // Rows read a moment after the counters may hold one fact more: the totals are what the rows add up to.
    if (addsUp(figures)) figures.totals = sumOf(figures.rows)
  }
  return result
}

/** Each of several units as a row of its own; the totals are their sum. */
export async function figuresOfSeveral({ reads, units, assignments, tree }: { reads: Reads; units: readonly Unit[]; assignments: readonly AssignmentRow[]; tree: Tree }): Promise<Map<string, Figures>> {
  const ids = assignments.map((assignment) => assignment.id)
  const villages = units.filter((unit) => unit.type === 'village')
  const counters = await countersOf({ reads, assignments: ids, tree, units: units.filter((unit) => unit.type !== 'village').map((unit) => unit.id), columns: SHOWN })
  const sums = villages.length ? await villageSums({ reads, villages, assignments: ids, tree }) : new Map<string, Map<string, Counts>>()
  const named = tree === 'then' ? await namesThen({ reads, units: units.map((unit) => unit.id) }) : undefined
  return new Map(
    assignments.map((assignment) => {
      const rows = units.flatMap((unit): ReachRow[] => {
        const counts = counters.get(assignment.id)?.get(unit.id) ?? sums.get(assignment.id)?.get(unit.id)
        if (!counts?.assigned) return []
        const then = named?.(unit.id, assignment.publishedOn)
        return [{ unit: then?.name ?? nameOnly(unit), sortKey: then?.sortKey ?? unit.sortKey, own: false, counts }]
      })
      return [assignment.id, { totals: sumOf(rows), rows }]
    }),
  )
}

/** The counters of units per assignment, slots summed. */
export async function countersOf({ reads, assignments, tree, units, columns }: { reads: Reads; assignments: readonly string[]; tree: Tree; units: readonly string[]; columns?: readonly string[] }): Promise<Map<string, Map<string, Counts>>> {
  const sums = new Map<string, Map<string, Counts>>()
  if (!assignments.length || !units.length) return sums
  const rows = await reads.find(reachCounters, { where: [assignmentIs(assignments), ['tree', '=', tree], ['unit', 'in', units]], ...(columns ? { columns } : {}) })
  for (const row of rows) {
    const assignment = String(row.assignment)
    const unit = String(row.unit)
    const byUnit = sums.get(assignment) ?? new Map<string, Counts>()
    const held = byUnit.get(unit)
    byUnit.set(unit, held ? addTo(held, row as Partial<Counts>) : countsOfCounter(row))
    sums.set(assignment, byUnit)
  }
  return sums
}

/** The sums of villages, which have no counters, from the deliveries below their parent. */
export async function villageSums({ reads, villages, assignments, tree }: { reads: Reads; villages: readonly Unit[]; assignments: readonly string[]; tree: Tree }): Promise<Map<string, Map<string, Counts>>> {
  const sums = new Map<string, Map<string, Counts>>()
  const then = tree === 'then' ? await pathsThen({ reads, units: villages.map((unit) => unit.id) }) : undefined
  for (const village of villages) {
    const paths = then ? (then.get(village.id) ?? []) : [village.path]
    const ends = [...new Set(paths.map((path) => idsOf(path).at(-2) ?? village.id))]
    const rows = await reads.find(deliveries, { where: [assignmentIs(assignments), [then ? 'counterUnitThen' : 'counterUnitNow', 'in', ends]], columns: countedIn(tree) })
    for (const row of rows) {
      const own = String(then ? row.path : row.pathNow)
      if (paths.some((path) => own.startsWith(path))) addCounts(sums, String(row.assignment), village.id, countsOf(row))
    }
  }
  return sums
}

function fromCounters({ assignment, unit, children, counters }: { assignment: AssignmentRow; unit: Unit; children: Children; counters: Map<string, Counts> | undefined }): Figures {
  const totals = counters?.get(unit.id) ?? noCounts()
  const rows = children.on(assignment.publishedOn).flatMap((child): ReachRow[] => {
    const counts = counters?.get(child.name.id)
    return counts?.assigned ? [{ unit: child.name, sortKey: child.sortKey, own: false, counts }] : []
  })
  return { totals, rows }
}

/** Adds what ends its counting at this unit: its villages, each a row, and its own teams. */
async function addDeliveries({ reads, unit, children, tree, assignments, result }: { reads: Reads; unit: Unit; children: Children; tree: Tree; assignments: readonly AssignmentRow[]; result: Map<string, Figures> }): Promise<void> {
  const end = tree === 'then' ? 'counterUnitThen' : 'counterUnitNow'
  const rows = await reads.find(deliveries, { where: [assignmentIs(assignments.map(({ id }) => id)), [end, '=', unit.id]], columns: countedIn(tree) })
  const sums = new Map<string, Map<string, Counts>>()
  for (const row of rows) addCounts(sums, String(row.assignment), childOn(row, tree, unit.id) ?? unit.id, countsOf(row))
  const ended = [...new Set([...sums.values()].flatMap((byUnit) => [...byUnit.keys()]))].filter((id) => id !== unit.id)
  const named = await children.named(ended)
  for (const assignment of assignments) {
    const figures = result.get(assignment.id)
    for (const [id, counts] of sums.get(assignment.id) ?? []) {
      if (id === unit.id) figures?.rows.push({ unit: nameOnly(unit), sortKey: '', own: true, counts })
      else figures?.rows.push({ ...named(id, assignment.publishedOn), own: false, counts })
    }
  }
}

/**
 * The rows as the deliveries themselves have them, in one pass over the assignment. Needed only where the placements
 * of the day do not say it all: units rearranged on the day of publication, teams added from a tree that has changed.
 */
async function rowsByPaths({ reads, unit, assignment }: { reads: Reads; unit: Unit; assignment: AssignmentRow }): Promise<ReachRow[]> {
  const paths = (await pathsThen({ reads, units: [unit.id] })).get(unit.id) ?? []
  const sums = new Map<string, Counts>()
  for await (const page of eachPage({ reads, table: deliveries, within: [['assignment', '=', assignment.id]], by: 'counterUnitThen', size: PAGE, columns: COUNTED })) {
    for (const row of page) {
      if (!paths.some((path) => String(row.path).startsWith(path))) continue
      const id = childOn(row, 'then', unit.id) ?? unit.id
      sums.set(id, addTo(sums.get(id) ?? noCounts(), countsOf(row)))
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  const named = await namesThen({ reads, units: [...sums.keys()] })
  return [...sums].map(([id, counts]): ReachRow => {
    if (id === unit.id) return { unit: nameOnly(unit), sortKey: '', own: true, counts }
    const then = named(id, assignment.publishedOn)
    return { unit: then?.name ?? { id, name: '', type: '', code: null }, sortKey: then?.sortKey ?? '', own: false, counts }
  })
}

const sumOf = (rows: readonly ReachRow[]): Counts => rows.reduce((sum, row) => addTo(sum, row.counts), noCounts())
const addsUp = (figures: Figures | undefined): boolean => figures === undefined || figures.rows.reduce((sum, { counts }) => sum + counts.assigned, 0) === figures.totals.assigned

/** Written out, since a matrix makes thousands of these and a loop over names takes ten times as long. */
function countsOfCounter(row: Row): Counts {
  return {
    assigned: numberOf(row.assigned),
    exempted: numberOf(row.exempted),
    blocked: numberOf(row.blocked),
    delivered: numberOf(row.delivered),
    seen: numberOf(row.seen),
    acknowledged: numberOf(row.acknowledged),
    acknowledgedLate: numberOf(row.acknowledgedLate),
    acknowledgedViaDesk: numberOf(row.acknowledgedViaDesk),
    reported: numberOf(row.reported),
    reportedLate: numberOf(row.reportedLate),
    reportedViaDesk: numberOf(row.reportedViaDesk),
    accepted: numberOf(row.accepted),
    returned: numberOf(row.returned),
    householdsReached: numberOf(row.householdsReached),
    householdsTotal: numberOf(row.householdsTotal),
    sessions: numberOf(row.sessions),
    attPartyMembers: numberOf(row.attPartyMembers),
    attHouseholds: numberOf(row.attHouseholds),
    attOthers: numberOf(row.attOthers),
    attTotal: numberOf(row.attTotal),
    openDelivered: numberOf(row.openDelivered),
    openAcknowledged: numberOf(row.openAcknowledged),
    openReported: numberOf(row.openReported),
  }
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** `counts` is kept, not copied: it belongs to the sums from here on. */
function addCounts(sums: Map<string, Map<string, Counts>>, assignment: string, unit: string, counts: Counts): void {
  const byUnit = sums.get(assignment) ?? new Map<string, Counts>()
  sums.set(assignment, byUnit)
  const held = byUnit.get(unit)
  byUnit.set(unit, held ? addTo(held, counts) : counts)
}

function childOn(row: Row, tree: Tree, unit: string): string | undefined {
  const ids = idsOf(String(tree === 'then' ? row.path : row.pathNow))
  return ids[ids.indexOf(unit) + 1]
}

const countedIn = (tree: Tree): string[] => COUNTED.filter((column) => column !== (tree === 'then' ? 'pathNow' : 'path'))

export function assignmentIs(ids: readonly string[]): Condition {
  return ids.length === 1 ? ['assignment', '=', ids[0] ?? ''] : ['assignment', 'in', ids]
}

const nameOnly = ({ id, name, type, code }: Unit): UnitName => ({ id, name, type, code })
