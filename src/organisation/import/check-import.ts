// The dry run as a use case: reads what is known, lets a thread of its own read and plan the file, and keeps the planned
// rows in the database in small batches. Nothing of the organisation is touched. Called by the route and the command.
import { setImmediate as turn } from 'node:timers/promises'
import type { Database, Reads, Table } from '../../platform/database/tables.js'
import { newId } from '../../platform/ids.js'
import { problem } from '../../platform/problems.js'
import { orgUnits } from '../tables.js'
import { startCheck } from './check-in-thread.js'
import type { ImportKind } from './kinds.js'
import type { Importer, KnownSource } from './load-known.js'
import type { PlannedRow, RowState } from './plan.js'
import type { Remark } from './read-table.js'
import { FileRefused } from './sheet.js'
import { storedRow, type StoredRow } from './stored-rows.js'
import { users } from './tables.js'
import { importText } from './texts.js'
import { changeImport, dropImportRows, storeImport, storeImportRows } from './write-import.work.js'

/** Rows that are made ready and handed to the writer at a time: a few milliseconds of the server's thread. */
const BATCH = 250
/** How many problems an answer carries; the rows' pages and the error file have all of them. */
export const PROBLEMS_SHOWN = 1_000

export interface ShownProblem {
  row: number | null
  column: string | null
  code: string
  message: string
}

export type Counts = Record<RowState, number>

export interface CheckedImport {
  id: string
  kind: ImportKind
  state: string
  fileName: string
  /** Keys of the columns that were read, in the order of each row's cells. */
  columns: string[]
  rows: number
  counts: Counts
  problems: ShownProblem[]
  problemsTotal: number
  notices: ShownProblem[]
}

export interface CheckInput {
  path: string
  fileName: string
  kind: ImportKind
  importer: Importer
  /** False reads and plans only: what the command's dry run does beside a running server. */
  keep: boolean
  database: Database
  accounts: KnownSource['accounts']
  now: Date
  onRow?: (row: PlannedRow) => void
}

/** @throws Problem 422 where the file as a whole cannot be read */
export async function checkImport({ path, fileName, kind, importer, keep, database, accounts, now, onRow }: CheckInput): Promise<CheckedImport> {
  const id = newId()
  const checkedAt = now.toISOString()
  const counts: Counts = { new: 0, changed: 0, unchanged: 0, wrong: 0 }
  const problems: ShownProblem[] = []
  let problemsTotal = 0
  const check = startCheck({ path, fileName, kind, importer, today: vietnameseDay(now), source: { reads: database.read, accounts } })
  try {
    const { columns, notices } = await check.plan()
    const shownNotices = notices.slice(0, PROBLEMS_SHOWN).map(shownProblem)
    if (keep) {
      await database.take(leaseOf(id))
      await database.write(storeImport, {
        id, kind, state: 'checking', fileName, rows: 0, counts, problems: [], done: 0, total: 0,
        startedBy: importer.isWhole ? null : importer.account.id,
        ownerPath: importer.isWhole ? '/' : (importer.account.territory[0] ?? null),
        plan: { columns: columns.map((column) => column.key), notices: shownNotices }, undo: null, createdAt: checkedAt, updatedAt: checkedAt,
      })
    }
    for await (const planned of check.rows(BATCH)) {
      const rows = await withoutTaken({ rows: planned, kind, reads: database.read })
      for (const row of rows) {
        counts[row.state] += 1
        problemsTotal += row.problems.length
        if (problems.length < PROBLEMS_SHOWN) problems.push(...row.problems.map(shownProblem))
        onRow?.(row)
      }
      if (keep) await database.write(storeImportRows, rows.map((row): StoredRow => storedRow({ id, kind, planned: row, today: vietnameseDay(now) })))
      await turn()
    }
    const checked = { rows: counts.new + counts.changed + counts.unchanged + counts.wrong, counts, problems: problems.slice(0, PROBLEMS_SHOWN), total: counts.new + counts.changed }
    const plan = { columns: columns.map((column) => column.key), notices: shownNotices, problemsTotal }
    if (keep) await database.write(changeImport, { id, from: 'checking', set: { ...checked, state: 'checked', plan, updatedAt: checkedAt } })
    return { id, kind, state: 'checked', fileName, columns: plan.columns, rows: checked.rows, counts, problems: checked.problems, problemsTotal, notices: shownNotices }
  } catch (error) {
    if (keep) await database.write(changeImport, { id, from: 'checking', set: { state: 'failed' } }).then(() => dropRows(database, id))
    throw error instanceof FileRefused ? refusedFile(error) : error
  } finally {
    await check.close()
    if (keep) await database.letGo(leaseOf(id))
  }
}

/** Under this name one process at a time works on an import. */
export const leaseOf = (id: string): string => `import ${id}`

/** Removes the kept rows of an import in small steps. */
export async function dropRows(database: Database, id: string): Promise<void> {
  while ((await database.write(dropImportRows, { id })) > 0) await turn()
}

export function shownProblem({ row, column, code, values }: Remark): ShownProblem {
  return { row: row ?? null, column: column ?? null, code, message: importText(code, values) }
}

/** The day in Vietnam, which has one time zone and no summer time. */
export function vietnameseDay(moment: Date): string {
  return new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
}

function refusedFile({ code, values }: FileRefused): Error {
  const message = importText(code, values)
  const status = code === 'too-large' ? 413 : 422
  return problem({ code, status, title: message, errors: [{ path: 'file', code, message }] })
}

/** Codes, addresses and sign-in names are unique in the whole product: those used elsewhere are wrong at their cell. */
async function withoutTaken({ rows, kind, reads }: { rows: PlannedRow[]; kind: ImportKind; reads: Reads }): Promise<PlannedRow[]> {
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

async function withoutTakenIn({ rows, unique: { field, column, code, table, key }, reads }: { rows: PlannedRow[]; unique: Unique; reads: Reads }): Promise<PlannedRow[]> {
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
