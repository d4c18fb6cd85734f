/**
 * Reports that wait for a decision, the oldest first, behind `GET /api/reports/waiting`: the whole territory over all
 * assignments, by a range of one index (state, time of arrival, place). Nothing is counted; the cursor leads to the end.
 */
import { assignments, deliveries, reports } from '../dissemination/tables.js'
import { teamName } from '../dissemination/team-view.js'
import { orgUnits, teams } from '../organisation/tables.js'
import type { Condition, Reads, Row, Table } from '../platform/database/tables.js'
import { readCursor, writeCursor } from './cursor.js'
import { orderedRows, type Place } from './ordered-rows.js'
import { outermost } from './place.js'

export interface WaitingItem {
  reportId: string
  deliveryId: string
  assignment: { id: string; title: string }
  team: { id: string; name: string }
  unit: { id: string; name: string }
  receivedAt: string
  revision: number
  via: string
  /** How many things the reviewer is asked to look at again. */
  warnings: number
}

export interface WaitingPage {
  items: WaitingItem[]
  nextCursor: string | null
  more: boolean
}

const COLUMNS = ['receivedAt', 'team', 'unit', 'assignments', 'deliveries', 'revision', 'via', 'warnings']
/** Rows read at once while those of withdrawn work are passed over. */
const STRIDE = 100

/** @throws 400 for a foreign cursor */
export async function readWaiting({ reads, territory, cursor, limit }: { reads: Reads; territory: readonly string[]; cursor: string | undefined; limit: number }): Promise<WaitingPage> {
  const [value = '', id = ''] = cursor === undefined ? [] : readCursor({ cursor, length: 2 })
  let after: Place | undefined = cursor === undefined ? undefined : { value, id }
  const open = new Map<string, Row | undefined>()
  const found: Row[] = []
  for (;;) {
    const rows = await oldest({ reads, roots: outermost(territory), after, limit: STRIDE })
    await addTo({ reads, open, ids: rows.flatMap(assignmentsOf) })
    found.push(...rows.filter((row) => assignmentsOf(row).some((one) => open.get(one)?.state !== 'withdrawn')))
    const last = rows.at(-1)
    if (!last || rows.length < STRIDE || found.length > limit) break
    after = placeOf(last)
  }
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const more = found.length > limit
  return { items: await present({ reads, rows: shown, open }), nextCursor: more && last ? writeCursor([placeOf(last).value, placeOf(last).id]) : null, more }
}

async function oldest({ reads, roots, after, limit }: { reads: Reads; roots: readonly string[]; after: Place | undefined; limit: number }): Promise<Row[]> {
  const pages = await Promise.all(
    roots.map((root) => {
      const within: Condition[] = [['state', '=', 'submitted'], ['path', 'prefix', root], ['keptAfterWithdrawal', '=', false]]
      return orderedRows({ reads, table: reports, within, by: 'receivedAt', limit, columns: COLUMNS, ...(after ? { after } : {}) })
    }),
  )
  return pages.flat().sort((a, b) => (isBefore(placeOf(a), placeOf(b)) ? -1 : 1)).slice(0, limit)
}

const isBefore = (a: Place, b: Place): boolean => a.value < b.value || (a.value === b.value && a.id < b.id)
const placeOf = (row: Row): Place => ({ value: String(row.receivedAt), id: String(row.id) })
const assignmentsOf = (row: Row): string[] => (Array.isArray(row.assignments) ? row.assignments.map(String) : [])

const deliveriesOf = (row: Row): string[] => (Array.isArray(row.deliveries) ? row.deliveries.map(String) : [])

async function addTo({ reads, open, ids }: { reads: Reads; open: Map<string, Row | undefined>; ids: readonly string[] }): Promise<void> {
  const unknown = ids.filter((id) => !open.has(id))
  for (const [id, row] of await byId(reads, assignments, unknown, ['id', 'title', 'state'])) open.set(id, row)
}

async function present({ reads, rows, open }: { reads: Reads; rows: readonly Row[]; open: ReadonlyMap<string, Row | undefined> }): Promise<WaitingItem[]> {
  const teamRows = await byId(reads, teams, rows.map((row) => String(row.team)), ['id', 'label'])
  const units = await byId(reads, orgUnits, rows.map((row) => String(row.unit)), ['id', 'name'])
  const places = await byId(reads, deliveries, rows.flatMap(deliveriesOf), ['id', 'assignment'])
  return rows.map((row) => {
    const assignment = assignmentsOf(row).find((id) => open.get(id)?.state !== 'withdrawn') ?? ''
    const unit = { id: String(row.unit), name: String(units.get(String(row.unit))?.name ?? '') }
    return {
      reportId: String(row.id),
      deliveryId: deliveriesOf(row).find((id) => places.get(id)?.assignment === assignment) ?? '',
      assignment: { id: assignment, title: String(open.get(assignment)?.title ?? '') },
      team: { id: String(row.team), name: teamName(teamRows.get(String(row.team)) ?? {}, unit) },
      unit,
      receivedAt: String(row.receivedAt),
      revision: Number(row.revision),
      via: String(row.via),
      warnings: Array.isArray(row.warnings) ? row.warnings.length : 0,
    }
  })
}

async function byId(reads: Reads, table: Table, ids: readonly string[], columns: readonly string[]): Promise<Map<string, Row>> {
  const wanted = [...new Set(ids)]
  const rows = wanted.length ? await reads.find(table, { where: [['id', 'in', wanted]], columns }) : []
  return new Map(rows.map((row) => [String(row.id), row]))
}
