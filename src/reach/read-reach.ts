/**
 * "Độ phủ": how far assignments have come, unit by unit, from counters that move with every fact. Behind
 * `GET /api/assignments/{id}/reach` and `GET /api/reach`; its cost does not grow with the number of teams.
 */
import type { Tree } from '../dissemination/counters.js'
import { hanoiDay } from '../dissemination/event-rules.js'
import { assignments } from '../dissemination/tables.js'
import type { Reads, Row } from '../platform/database/tables.js'
import { problem } from '../platform/problems.js'
import { outermost, type Place, placeOf, type UnitName } from './place.js'
import { assignmentsReaching } from './reachable.js'
import { type AssignmentRow, type Figures, figuresOfSeveral, figuresUnder, type ReachRow } from './read-rows.js'
import { type Totals, totalsOf } from './totals.js'

export interface ReachAnswer {
  unit: UnitName | null
  tree: Tree
  /** ISO time of the reading. */
  asOf: string
  totals: Totals
  children: ReachChild[]
}

export type ReachChild = { unit: UnitName; own?: true } & Totals

export interface ReachMatrix {
  unit: UnitName | null
  tree: Tree
  asOf: string
  items: { assignment: string; totals: Totals; children: ReachChild[] }[]
}

interface Asked {
  reads: Reads
  /** Paths of the account's units. */
  territory: readonly string[]
  /** The account's territory when absent. */
  unit: string | undefined
  tree: Tree
  now: Date
}

const COLUMNS = ['id', 'ownerPath', 'state', 'publishedAt']

/** @throws 404 for an assignment or unit outside the territory */
export async function readReach({ assignment, ...asked }: Asked & { assignment: string }): Promise<ReachAnswer> {
  const { place, figures } = await readFigures({ ...asked, ids: [assignment] })
  return { ...headOf(place, asked), ...present(figures.get(assignment)) }
}

/** The same for several assignments at once, in the order asked. */
export async function readReachMatrix({ assignments: asking, ...asked }: Asked & { assignments: readonly string[] }): Promise<ReachMatrix> {
  const ids = [...new Set(asking)]
  const { place, figures } = await readFigures({ ...asked, ids })
  return { ...headOf(place, asked), items: ids.map((assignment) => ({ assignment, ...present(figures.get(assignment)) })) }
}

async function readFigures({ reads, territory, unit, tree, ids, now }: Asked & { ids: readonly string[] }): Promise<{ place: Place; figures: Map<string, Figures> }> {
  const roots = outermost(territory)
  const place = await placeOf({ reads, territory: roots, unit })
  const rows = await reads.find(assignments, { where: [['id', 'in', ids]], columns: COLUMNS })
  const foreign = rows.filter((row) => !roots.some((root) => String(row.ownerPath ?? '').startsWith(root))).map((row) => String(row.id))
  const reaching = foreign.length ? await assignmentsReaching({ reads, territory: roots, assignments: foreign }) : new Set()
  if (rows.length < ids.length || foreign.some((id) => !reaching.has(id))) throw problem({ code: 'not-found' })
  const asked = rows.map((row) => assignmentRow(row, now))
  if (place.several.length) return { place, figures: await figuresOfSeveral({ reads, units: place.several, assignments: asked, tree }) }
  if (!place.unit) throw problem({ code: 'not-found' })
  return { place, figures: await figuresUnder({ reads, unit: place.unit, assignments: asked, tree }) }
}

function assignmentRow(row: Row, now: Date): AssignmentRow {
  return { id: String(row.id), publishedOn: hanoiDay(typeof row.publishedAt === 'string' ? row.publishedAt : now.toISOString()) }
}

function headOf({ unit }: Place, { tree, now }: Asked): { unit: UnitName | null; tree: Tree; asOf: string } {
  return { unit: unit ? { id: unit.id, name: unit.name, type: unit.type, code: unit.code } : null, tree, asOf: now.toISOString() }
}

function present(figures: Figures | undefined): { totals: Totals; children: ReachChild[] } {
  if (!figures) throw problem({ code: 'not-found' })
  return { totals: totalsOf(figures.totals), children: [...figures.rows].sort(inVietnameseOrder).map(presentRow) }
}

function presentRow({ unit, own, counts }: ReachRow): ReachChild {
  return { unit, ...(own ? { own: true as const } : {}), ...totalsOf(counts) }
}

/** The unit's own teams first, then by name; equal names by id, so that the order is stable. */
function inVietnameseOrder(a: ReachRow, b: ReachRow): number {
  if (a.own !== b.own) return a.own ? -1 : 1
  if (a.sortKey !== b.sortKey) return a.sortKey < b.sortKey ? -1 : 1
  return a.unit.id < b.unit.id ? -1 : 1
}
