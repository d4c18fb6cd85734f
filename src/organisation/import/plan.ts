// The plan of an import: per row what would happen, decided without touching anything. Each kind has its planner;
// here are the shapes they share. Pure.
import { plainPhone } from './folding.js'
import type { ReadRow, Remark } from './read-table.js'

export type RowState = 'new' | 'changed' | 'unchanged' | 'wrong'

export interface CellChange {
  /** The column of the record, such as `households`. */
  field: string
  /** Its heading, as people know it. */
  column: string
  from: unknown
  to: unknown
}

export interface PlannedRow {
  row: number
  state: RowState
  /** The record that is made or changed; none for a wrong row. */
  target?: string
  /** How the record is called in lists. */
  name: string
  /** A new record's fields. */
  record?: Record<string, unknown>
  changes: CellChange[]
  /** The place it lies in is made by the same list. */
  isOnNew?: boolean
  /** A changed record as it was, for the columns that follow from its fields. */
  base?: object
  shown: string[]
  problems: Remark[]
  notes: Remark[]
}

/** Plans the rows of one file in their order, against what is known and the rows before. */
export interface Planner {
  /** Sees every row once before the first is planned. */
  survey?: (row: ReadRow) => void
  plan: (row: ReadRow) => PlannedRow
}

/** Collects a row's problems; the row is wrong as soon as it has one. */
export function problemsOf(row: ReadRow): { add(column: string | undefined, code: string, values?: Record<string, string | number>): void; all: Remark[] } {
  const all = [...row.problems]
  return {
    all,
    add: (column, code, values = {}) => {
      all.push(column === undefined ? { row: row.row, code, values } : { row: row.row, column, code, values })
    },
  }
}

export function wrongRow(row: ReadRow, name: string, problems: Remark[]): PlannedRow {
  return { row: row.row, state: 'wrong', name, changes: [], shown: row.shown, problems, notes: row.notes }
}

export function settledRow(row: ReadRow, given: { target: string; name: string; record?: Record<string, unknown>; isOnNew?: boolean; changes?: CellChange[]; base?: object }): PlannedRow {
  const changes = given.changes ?? []
  return {
    row: row.row,
    state: given.record ? 'new' : changes.length ? 'changed' : 'unchanged',
    target: given.target,
    name: given.name,
    ...(given.record ? { record: given.record } : {}),
    ...(given.isOnNew ? { isOnNew: true } : {}),
    changes,
    ...(given.base && changes.length ? { base: given.base } : {}),
    shown: row.shown,
    problems: [],
    notes: row.notes,
  }
}

/** The cells of a row that say something else than the record. An empty cell leaves the record as it is. */
export function changesOf({ fields, record, values }: { fields: readonly { field: string; column: string; same?: (a: unknown, b: unknown) => boolean }[]; record: object; values: Record<string, unknown> }): CellChange[] {
  const held = record as Record<string, unknown>
  return fields.flatMap(({ field, column, same }) => {
    const to = values[field]
    if (to === undefined) return []
    const from = held[field] === '' || held[field] === undefined ? null : held[field]
    const isSame = same ? same(from, to) : JSON.stringify(from) === JSON.stringify(to)
    return isSame ? [] : [{ field, column, from, to }]
  })
}

/** Forms keep a number as it was typed, lists as it is dialled. */
export function isSamePhone(one: unknown, other: unknown): boolean {
  return plainPhone(String(one ?? '')) === plainPhone(String(other ?? ''))
}

/** "Một, Hai, Ba và 4 nơi khác": candidates in a question, never an endless list. */
export function listed(items: readonly string[]): string {
  return items.length <= 4 ? items.join('; ') : `${items.slice(0, 3).join('; ')} và ${items.length - 3} nơi khác`
}
