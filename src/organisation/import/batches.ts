// Planned rows made ready in batches beside the check: what the head counts, what the person reads first, the rows as
// they will wait in the database. Called by the check's thread, and in place where there is none.
import type { Reads, Row, Table } from '../../platform/database/tables.js'
import { orgUnits } from '../tables.js'
import type { PlannedFile } from './check-file.js'
import type { ImportKind } from './kinds.js'
import type { PlannedRow, RowState } from './plan.js'
import type { Remark } from './read-table.js'
import { storedRow, writtenRow } from './stored-rows.js'
import { users } from './tables.js'

export type Counts = Record<RowState, number>
export type WrongRow = Pick<PlannedRow, 'row' | 'shown' | 'problems'>

export interface Batch {
  counts: Counts
  problems: Remark[]
  /** For the command's file of wrong rows; empty unless asked for. */
  wrong: WrongRow[]
  /** As they are inserted; empty where nothing is kept. */
  rows: Row[]
  /** Columns that changed rows set. */
  columns: string[]
}

export interface BatchInput {
  planned: PlannedFile
  /** The import that the rows wait for; none where they are only counted. */
  id: string | undefined
  kind: ImportKind
  /** yyyy-mm-dd in Vietnam. */
  today: string
  reads: Pick<Reads, 'find'>
  most: number
  wantsWrong: boolean
}

export async function* batchesOf({ planned, id, kind, today, reads, most, wantsWrong }: BatchInput): AsyncGenerator<Batch> {
  for await (const found of planned.rows()) {
    for (let from = 0; from < found.length; from += most) {
      const rows = await withoutTaken({ rows: found.slice(from, from + most), kind, reads })
      const counts: Counts = { new: 0, changed: 0, unchanged: 0, wrong: 0 }
      for (const { state } of rows) counts[state] += 1
      const stored = id === undefined ? [] : rows.map((row) => storedRow({ id, kind, planned: row, today }))
      yield {
        counts,
        problems: rows.flatMap((row) => row.problems),
        wrong: wantsWrong ? rows.flatMap(({ state, row, shown, problems }) => (state === 'wrong' ? [{ row, shown, problems }] : [])) : [],
        rows: id === undefined ? [] : stored.map((row) => writtenRow(id, row)),
        columns: [...new Set(stored.flatMap(({ body }) => Object.keys(body.set ?? {})))],
      }
    }
  }
}

/** Codes, addresses and sign-in names are unique in the whole product: those used elsewhere are wrong at their cell. */
async function withoutTaken({ rows, kind, reads }: { rows: PlannedRow[]; kind: ImportKind; reads: Pick<Reads, 'find'> }): Promise<PlannedRow[]> {
  let left = rows
  for (const unique of UNIQUE[kind] ?? []) left = await withoutTakenIn({ rows: left, unique, reads })
  return left
}

interface Unique {
  field: string
  column: string
  code: string
  table: Table
  key: string
}

const UNIQUE: Partial<Record<ImportKind, readonly Unique[]>> = {
  units: [{ field: 'code', column: 'Mã đơn vị', code: 'code-taken', table: orgUnits, key: 'openCode' }],
  accounts: [
    { field: 'email', column: 'Thư điện tử', code: 'email-taken', table: users, key: 'email' },
    { field: 'username', column: 'Tên đăng nhập', code: 'username-taken', table: users, key: 'username' },
  ],
}

async function withoutTakenIn({ rows, unique: { field, column, code, table, key }, reads }: { rows: PlannedRow[]; unique: Unique; reads: Pick<Reads, 'find'> }): Promise<PlannedRow[]> {
  const givenBy = ({ state, record, changes }: PlannedRow): string =>
    String((state === 'new' ? record?.[field] : state === 'changed' ? changes.find((change) => change.field === field)?.to : undefined) ?? '')
  const given = rows.map(givenBy).filter((value) => value !== '')
  if (given.length === 0) return rows
  const found = await reads.find(table, { where: [[key, 'in', given]], columns: ['id', key] })
  const taken = new Set(found.map((row) => String(row[key])))
  return rows.map((row) => {
    const value = givenBy(row)
    if (value === '' || !taken.has(value)) return row
    return { row: row.row, name: row.name, changes: [], shown: row.shown, notes: row.notes, state: 'wrong', problems: [{ row: row.row, column, code, values: { code: value } }] }
  })
}
