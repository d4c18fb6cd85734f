// The dry run as a use case: reads what is known, lets a thread of its own read and plan the file, and keeps the planned
// rows in the database in small batches. Nothing of the organisation is touched. Called by the route and the command.
import { setImmediate as turn } from 'node:timers/promises'
import type { Database } from '../../platform/database/tables.js'
import { newId } from '../../platform/ids.js'
import { problem } from '../../platform/problems.js'
import type { Counts, WrongRow } from './batches.js'
import { startCheck } from './check-in-thread.js'
import type { ImportKind } from './kinds.js'
import type { Importer, KnownSource } from './load-known.js'
import type { Remark } from './read-table.js'
import { FileRefused } from './sheet.js'
import { importText } from './texts.js'
import { placeOf } from './whose-import.js'
import { changeImport, dropImportRows, storeImport, storeImportRows } from './write-import.work.js'

/** Rows that are made ready and handed to the writer at a time: a few milliseconds of its one thread. */
const BATCH = 250
/** How many problems an answer carries; the rows' pages and the error file have all of them. */
export const PROBLEMS_SHOWN = 1_000

export interface ShownProblem {
  row: number | null
  column: string | null
  code: string
  message: string
}

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
  /** Called after each batch with how many rows are done so far, and its wrong ones. */
  onRows?: (done: number, wrong: WrongRow[]) => void
}

/** @throws Problem 422 where the file as a whole cannot be read */
export async function checkImport({ path, fileName, kind, importer, keep, database, accounts, now, onRows }: CheckInput): Promise<CheckedImport> {
  const id = newId()
  const checkedAt = now.toISOString()
  const counts: Counts = { new: 0, changed: 0, unchanged: 0, wrong: 0 }
  const problems: ShownProblem[] = []
  let problemsTotal = 0
  let done = 0
  const columnsSet = new Set<string>()
  const { ownerPath, ...place } = placeOf(importer)
  const check = startCheck({
    path, fileName, kind, importer, today: vietnameseDay(now), id: keep ? id : undefined, most: BATCH, wantsWrong: onRows !== undefined, database,
    accounts: kind === 'accounts' ? await accounts() : [],
  })
  try {
    const { columns, notices } = await check.plan()
    const shownNotices = notices.slice(0, PROBLEMS_SHOWN).map(shownProblem)
    if (keep) {
      await database.take(leaseOf(id))
      await database.write(storeImport, {
        id, kind, state: 'checking', fileName, rows: 0, counts, problems: [], done: 0, total: 0,
        startedBy: importer.isWhole ? null : importer.account.id,
        ownerPath,
        plan: { columns: columns.map((column) => column.key), notices: shownNotices, ...place }, undo: null, createdAt: checkedAt, updatedAt: checkedAt,
      })
    }
    for await (const batch of check.batches()) {
      for (const state of ['new', 'changed', 'unchanged', 'wrong'] as const) {
        counts[state] += batch.counts[state]
        done += batch.counts[state]
      }
      problemsTotal += batch.problems.length
      if (problems.length < PROBLEMS_SHOWN) problems.push(...batch.problems.map(shownProblem))
      for (const column of batch.columns) columnsSet.add(column)
      onRows?.(done, batch.wrong)
      if (keep) await database.write(storeImportRows, batch.rows)
    }
    const checked = { rows: done, counts, problems: problems.slice(0, PROBLEMS_SHOWN), total: counts.new + counts.changed }
    const plan = { columns: columns.map((column) => column.key), notices: shownNotices, problemsTotal, set: [...columnsSet], ...place }
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
