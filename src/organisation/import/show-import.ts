// An import as the desk sees it: the head with its problems, pages of its rows, the file of wrong rows.
import { kindDefinition, type ImportKind } from './kinds.js'
import type { Row } from '../../platform/database/tables.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import type { Counts } from './batches.js'
import { shownProblem, type CheckedImport, type ShownProblem } from './check-import.js'
import type { RowState } from './plan.js'
import type { Remark } from './read-table.js'
import { storedOf, type StoredRow } from './stored-rows.js'
import { importRows } from './tables.js'
import { errorsXlsx } from './templates.js'
import { importText } from './texts.js'

export interface ShownImport extends CheckedImport {
  done: number
  total: number
  createdAt: string
  /** Why it could not be written. */
  reason: ShownProblem | null
  /** What taking it back had to leave, and how many in all. */
  kept: ShownProblem[]
  keptTotal: number
}

export interface ShownRow {
  row: number
  state: RowState
  name: string
  cells: { column: string; text: string }[]
  changes: { column: string; from: string; to: string }[]
  problems: ShownProblem[]
  notes: ShownProblem[]
}

export function shownImport(row: Row): ShownImport {
  const plan = (row.plan ?? {}) as { columns?: string[]; notices?: ShownProblem[]; problemsTotal?: number }
  const undo = (row.undo ?? {}) as { kept?: Remark[]; keptCount?: number; reason?: string }
  return {
    id: String(row.id), kind: row.kind as ImportKind, state: String(row.state), fileName: String(row.fileName ?? ''), columns: plan.columns ?? [], rows: Number(row.rows ?? 0),
    counts: row.counts as Counts, problems: (row.problems as ShownProblem[] | null) ?? [], problemsTotal: plan.problemsTotal ?? 0, notices: plan.notices ?? [],
    done: Number(row.done ?? 0), total: Number(row.total ?? 0), createdAt: String(row.createdAt),
    reason: undo.reason && row.state === 'failed' ? { row: null, column: null, code: undo.reason, message: importText(undo.reason) } : null,
    kept: (undo.kept ?? []).map(shownProblem), keptTotal: undo.keptCount ?? 0,
  }
}

export interface RowsQuery {
  state?: RowState
  /** The last row number of the page before. */
  cursor?: number
  limit: number
}

/** A page of rows in the file's order. */
export async function rowsOfImport(head: Row, { state, cursor, limit }: RowsQuery): Promise<{ items: ShownRow[]; nextCursor: string | null; more: boolean }> {
  const rows = await storedPage(head, { ...(state ? { state } : {}), after: cursor ?? 0, limit: limit + 1 })
  const more = rows.length > limit
  const items = rows.slice(0, limit)
  const headings = headingsOf(head)
  return { items: items.map((row) => shownRow(row, headings)), nextCursor: more ? String(items.at(-1)?.number) : null, more }
}

/** All wrong rows as a table to correct and bring back. */
export async function wrongRowsFile(head: Row): Promise<Buffer> {
  const { columns } = kindDefinition(head.kind as ImportKind)
  const keys = ((head.plan as { columns?: string[] } | null)?.columns ?? []).flatMap((key) => columns.find((column) => column.key === key) ?? [])
  const first = await storedPage(head, { state: 'wrong', after: 0, limit: WRONG_PAGE })
  if (first.length === 0) throw problem({ code: 'not-found', title: 'Không có dòng lỗi nào.' })
  return errorsXlsx({ columns: keys, rows: wrongRows(head, first) })
}

/** Rows read at a time for the file of wrong ones. */
const WRONG_PAGE = 500

async function* wrongRows(head: Row, first: StoredRow[]): AsyncGenerator<{ row: number; shown: string[]; problems: Remark[] }> {
  for (let rows = first; rows.length > 0; ) {
    for (const { number, body } of rows) yield { row: number, shown: body.shown, problems: body.problems }
    if (rows.length < WRONG_PAGE) return
    rows = await storedPage(head, { state: 'wrong', after: Number(rows.at(-1)?.number), limit: WRONG_PAGE })
  }
}

async function storedPage(head: Row, { state, after, limit }: { state?: RowState; after: number; limit: number }): Promise<StoredRow[]> {
  const { read } = services().database
  const id = String(head.id)
  if (state) return page(state)
  // One range per state is an index each; four short pages merged are still cheap.
  const pages = await Promise.all((['new', 'changed', 'unchanged', 'wrong'] as const).map(page))
  return pages.flat().sort((one, other) => one.number - other.number).slice(0, limit)

  async function page(wanted: RowState): Promise<StoredRow[]> {
    const found = await read.find(importRows, { where: [['import', '=', id], ['state', '=', wanted], ['number', '>', after]], orderBy: [['number', 'asc']], limit })
    return found.map(storedOf)
  }
}

function headingsOf(head: Row): string[] {
  const { columns } = kindDefinition(head.kind as ImportKind)
  return ((head.plan as { columns?: string[] } | null)?.columns ?? []).map((key) => columns.find((column) => column.key === key)?.heading ?? key)
}

function shownRow({ number, state, body }: StoredRow, headings: readonly string[]): ShownRow {
  return {
    row: number, state, name: body.name,
    cells: body.shown.flatMap((text, index) => (text ? [{ column: headings[index] ?? '', text }] : [])),
    changes: body.changes.map(({ column, from, to }) => ({ column, from: readable(from), to: readable(to) })),
    problems: body.problems.map(shownProblem),
    notes: body.notes.map(shownProblem),
  }
}

const WORDS: Record<string, string> = {
  leader: 'Tổ trưởng', deputy: 'Tổ phó', member: 'Thành viên', true: 'Đang hoạt động', false: 'Đã ngừng', admin: 'Quản trị', editor: 'Tuyên truyền', manager: 'Theo dõi địa bàn',
}

function readable(value: unknown): string {
  if (value === null || value === undefined || value === '') return '(trống)'
  if (Array.isArray(value)) return value.map(readable).join('; ')
  const text = String(value)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text.split('-').reverse().join('/')
  return WORDS[text] ?? text
}
