/**
 * Who has not, and why: deliveries that lack a stage, the oldest due day first, behind `GET /api/outstanding`.
 * A page is read as ranges of one index (assignment, due day, path) and its total comes from counters, so that a
 * commune and a country with half a million deliveries wait equally short.
 */
import { hanoiDay } from '../dissemination/event-rules.js'
import { assignments, deliveries, reachCounters } from '../dissemination/tables.js'
import type { Condition, Reads, Row } from '../platform/database/tables.js'
import { problem } from '../platform/problems.js'
import { readCursor, writeCursor } from './cursor.js'
import { orderedRows } from './ordered-rows.js'
import { DUE_COLUMN, OPEN_COUNT, type Stage } from './outstanding-rules.js'
import { type OutstandingItem, presentOutstanding } from './present-outstanding.js'
import { outermost, placeOf, type Unit, unitsOf } from './place.js'
import { assignmentsReaching } from './reachable.js'
import { assignmentIs } from './read-rows.js'

export interface OutstandingAsked {
  reads: Reads
  /** Paths of the account's units. */
  territory: readonly string[]
  /** One assignment, of whatever state; all that are running when absent. */
  assignment: string | undefined
  unit: string | undefined
  stage: Stage
  cursor: string | undefined
  limit: number
  now: Date
}

export interface OutstandingPage {
  items: OutstandingItem[]
  nextCursor: string | null
  more: boolean
  total: number
}

/** A stretch of the list: deliveries of one assignment that are due on one day. */
interface Stretch {
  due: string
  assignment: string
}

/** @throws 404 for an assignment or unit outside the territory, 400 for a foreign cursor */
export async function readOutstanding(asked: OutstandingAsked): Promise<OutstandingPage> {
  const { reads, stage, limit, now } = asked
  const roots = outermost(asked.territory)
  const after = asked.cursor === undefined ? undefined : readPlace(asked.cursor, stage)
  const place = await placeOf({ reads, territory: roots, unit: asked.unit })
  const units = unitsOf(place).sort((a, b) => (a.path < b.path ? -1 : 1))
  const running = await assignmentsAsked({ ...asked, roots })
  const open = await openIn({ reads, units, assignments: running, stage })
  const stretches = await stretchesOf({ reads, assignments: open.assignments, stage })
  const rows = await pageOf({ reads, stretches, units, stage, after, limit: limit + 1 })
  const villages = units.filter((unit) => unit.type === 'village')
  const total = open.counted + (await countStretches({ reads, stretches, units: villages, stage }))
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit
  return {
    items: await presentOutstanding({ reads, rows: shown, stage, today: hanoiDay(now.toISOString()), territory: roots }),
    nextCursor: more && last ? writeCursor([stage, String(last[DUE_COLUMN[stage]]), String(last.assignment), String(last.pathNow), String(last.id)]) : null,
    more,
    total,
  }
}

/** Where the last page ended. A cursor is of one stage: in another the same delivery has another place, or none. */
function readPlace(cursor: string, stage: Stage): string[] {
  const [of, ...place] = readCursor({ cursor, length: 5 })
  if (of !== stage) throw problem({ code: 'unknown-cursor' })
  return place
}

async function assignmentsAsked({ reads, assignment, roots }: OutstandingAsked & { roots: readonly string[] }): Promise<string[]> {
  if (assignment === undefined) {
    const running = await reads.find(assignments, { where: [['state', 'in', ['publishing', 'active']]], columns: ['id'] })
    return running.map((row) => String(row.id))
  }
  const row = await reads.findOne(assignments, { where: [['id', '=', assignment]], columns: ['id', 'ownerPath'] })
  if (!row) throw problem({ code: 'not-found' })
  const isOwn = roots.some((root) => String(row.ownerPath ?? '').startsWith(root))
  if (!isOwn && !(await assignmentsReaching({ reads, territory: roots, assignments: [assignment] })).has(assignment)) throw problem({ code: 'not-found' })
  return [assignment]
}

/** The assignments with something outstanding in the units, and how much by their counters. Villages have none: they are asked in full. */
async function openIn({ reads, units, assignments: asked, stage }: { reads: Reads; units: readonly Unit[]; assignments: string[]; stage: Stage }): Promise<{ assignments: string[]; counted: number }> {
  if (!asked.length) return { assignments: [], counted: 0 }
  const counting = units.filter((unit) => unit.type !== 'village').map((unit) => unit.id)
  const column = OPEN_COUNT[stage]
  const sums = new Map<string, number>()
  if (counting.length) {
    const rows = await reads.find(reachCounters, { where: [assignmentIs(asked), ['tree', '=', 'now'], ['unit', 'in', counting]], columns: ['assignment', column] })
    for (const row of rows) sums.set(String(row.assignment), (sums.get(String(row.assignment)) ?? 0) + Number(row[column] ?? 0))
  }
  const counted = [...sums.values()].reduce((sum, open) => sum + open, 0)
  if (counting.length < units.length) return { assignments: asked, counted }
  return { assignments: asked.filter((id) => (sums.get(id) ?? 0) > 0), counted }
}

/** The due days of each assignment, found by leaps along the index; oldest first. */
async function stretchesOf({ reads, assignments: asked, stage }: { reads: Reads; assignments: readonly string[]; stage: Stage }): Promise<Stretch[]> {
  const column = DUE_COLUMN[stage]
  const found = await Promise.all(
    asked.map(async (assignment) => {
      const stretches: Stretch[] = []
      for (let last = ''; ; ) {
        const next = await reads.findOne(deliveries, { where: [['assignment', '=', assignment], [column, '>', last]], orderBy: [[column, 'asc']], columns: [column] })
        if (!next) return stretches
        last = String(next[column])
        stretches.push({ due: last, assignment })
      }
    }),
  )
  return found.flat().sort((a, b) => compare(a.due, b.due) || compare(a.assignment, b.assignment))
}

async function pageOf({ reads, stretches, units, stage, after, limit }: { reads: Reads; stretches: readonly Stretch[]; units: readonly Unit[]; stage: Stage; after: readonly string[] | undefined; limit: number }): Promise<Row[]> {
  const [due = '', assignment = '', path = '', id = ''] = after ?? []
  const rows: Row[] = []
  for (const stretch of stretches) {
    const position = compare(stretch.due, due) || compare(stretch.assignment, assignment)
    if (after && position < 0) continue
    const isHere = after !== undefined && position === 0
    for (const unit of units) {
      if (rows.length >= limit) return rows
      // Units come in path order and none lies in another: what is before the cursor's unit was shown.
      if (isHere && !path.startsWith(unit.path) && unit.path < path) continue
      const within: Condition[] = [['assignment', '=', stretch.assignment], [DUE_COLUMN[stage], '=', stretch.due], ['pathNow', 'prefix', unit.path]]
      const start = isHere && path.startsWith(unit.path) ? { after: { value: path, id } } : {}
      rows.push(...(await orderedRows({ reads, table: deliveries, within, by: 'pathNow', limit: limit - rows.length, columns: SHOWN, ...start })))
    }
  }
  return rows
}

async function countStretches({ reads, stretches, units, stage }: { reads: Reads; stretches: readonly Stretch[]; units: readonly Unit[]; stage: Stage }): Promise<number> {
  let total = 0
  for (const unit of units) {
    for (const { assignment, due } of stretches) {
      total += await reads.count(deliveries, [['assignment', '=', assignment], [DUE_COLUMN[stage], '=', due], ['pathNow', 'prefix', unit.path]])
    }
  }
  return total
}

const SHOWN = ['assignment', 'team', 'holder', 'pathNow', 'dueDelivered', 'dueAcknowledged', 'dueReported', 'seenAt', 'blocked']
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
