// From an opened file to typed rows: finds the sheet and its headings among titles and merged cells, skips what is no
// data, reads every cell. Called by check-file.ts; what it remarks on the way reaches the person as notices.
import { fold, tidy } from './folding.js'
import { columnOfHeading, isIgnoredHeading, kindDefinition, type ImportColumn, type ImportKind } from './kinds.js'
import { recognise, type EncodingHint, type OldEncoding } from './old-encodings.js'
import { readCell, type CellReading } from './read-cells.js'
import { columnLetters, FileRefused, LIMITS, type Cell, type Merge, type Sheet, type SheetRow, type TableFile } from './sheet.js'
import { openSpool, type Spool } from './spool.js'

export interface Remark {
  row?: number
  column?: string
  code: string
  values: Record<string, string | number>
}

export type RowValues = Record<string, string | number | string[]>

export interface ReadRow {
  row: number
  values: RowValues
  /** The cells as read, in the order of `Table.columns`. */
  shown: string[]
  problems: Remark[]
  notes: Remark[]
  /** Columns whose code came from a number cell. */
  numbers?: string[]
}

export interface Table {
  sheet: string
  columns: ImportColumn[]
  count: number
  notices: Remark[]
  /** The rows in the file's order, kept on disk so that a large list never stands in memory as a whole. */
  rows(): AsyncIterable<ReadRow[]>
  close(): void
}

const HEADING_ROWS = 40
/** At least one of each group must be there. */
const NEEDED: Record<ImportKind, readonly (readonly string[])[]> = {
  units: [['name']],
  teams: [['unitCode', 'village']],
  members: [['name'], ['unitCode', 'village']],
  accounts: [['email', 'username', 'unitCode', 'unit'], ['name']],
}

/**
 * Reads the first visible sheet that has headings of this kind, once as a whole.
 * @param today yyyy-mm-dd in Vietnam
 * @param survey sees every row before any is planned
 * @throws FileRefused without headings, without rows, or with too many
 */
export async function readTable({ file, kind, today, survey }: { file: TableFile; kind: ImportKind; today: string; survey?: (row: ReadRow) => void }): Promise<Table> {
  const notices: Remark[] = file.hiddenSheets.map((sheet) => ({ code: 'hidden-sheet', values: { sheet } }))
  let incomplete: ImportColumn[] | undefined
  for (const [index, sheet] of file.sheets.entries()) {
    const reading = readSheet({ kind, today, sheet })
    const spool = openSpool<ReadRow>()
    try {
      const count = await readInto({ reading, spool, survey })
      if (reading.verdict === 'no-headings') continue
      if (reading.verdict) {
        incomplete ??= reading.verdict
        continue
      }
      if (count === 0) throw new FileRefused('no-rows')
      for (const other of file.sheets.slice(index + 1)) {
        if (!isOwnSheet(other.name)) notices.push({ code: 'other-sheet', values: { read: sheet.name, sheet: other.name } })
      }
      const columns = reading.columns.map(({ column }) => column)
      return { sheet: sheet.name, columns, count, notices: [...notices, ...reading.notices], rows: spool.batches, close: spool.close }
    } catch (error) {
      spool.close()
      throw error
    } finally {
      if (reading.verdict) spool.close()
    }
  }
  const [missing] = incomplete ?? []
  if (missing) throw new FileRefused('missing-column', { column: missing.heading })
  throw new FileRefused('no-headings', { columns: neededHeadings(kind) })
}

async function readInto({ reading, spool, survey }: { reading: SheetReading; spool: Spool<ReadRow>; survey: ((row: ReadRow) => void) | undefined }): Promise<number> {
  let count = 0
  for await (const rows of reading.rows) {
    count += rows.length
    if (survey) for (const row of rows) survey(row)
    spool.add(rows)
  }
  return count
}

/** The sheets that templates carry beside the list itself. */
export const GUIDE_SHEET = 'Hướng dẫn'
export const VALUES_SHEET = 'Giá trị cho phép'
export const EXAMPLE_MARK = 'Ví dụ'

function isOwnSheet(name: string): boolean {
  return [GUIDE_SHEET, VALUES_SHEET].includes(name)
}

interface PlacedColumn {
  index: number
  column: ImportColumn
}

/** One reading of a sheet: `rows` gives what is read; the rest is settled when it has come to its end. */
interface SheetReading {
  rows: AsyncGenerator<ReadRow[]>
  columns: PlacedColumn[]
  notices: Remark[]
  /** Why there is nothing to read: no headings of this kind, or the columns that are missing. */
  verdict: 'no-headings' | ImportColumn[] | undefined
}

function readSheet({ kind, today, sheet }: { kind: ImportKind; today: string; sheet: Sheet }): SheetReading {
  const seen = { TCVN3: 0, VNI: 0, unicode: 0 }
  const hidden = { count: 0, first: 0 }
  let count = 0
  let exampleColumn = -1
  let headingRow: SheetRow | undefined
  let first = true
  const reading: SheetReading = { rows: read(), columns: [], notices: [], verdict: undefined }
  return reading

  async function* read(): AsyncGenerator<ReadRow[]> {
    let pending: SheetRow[] | undefined = []
    for await (const batch of sheet.rows()) {
      if (pending) {
        pending.push(...batch)
        if (pending.length < HEADING_ROWS) continue
        yield settle(pending)
        pending = undefined
      } else yield batch.flatMap(take)
      if (reading.verdict) return
    }
    if (pending) yield settle(pending)
    if (hidden.count) reading.notices.push({ code: 'hidden-rows', values: hidden })
  }

  /** Finds the headings among the first rows; what stands below them are rows already. */
  function settle(rows: readonly SheetRow[]): ReadRow[] {
    const heading = findHeading(kind, rows.slice(0, HEADING_ROWS))
    reading.verdict = heading ? missingColumns(kind, heading.columns) : 'no-headings'
    if (!heading || reading.verdict) return []
    reading.columns = heading.columns
    headingRow = heading.row
    exampleColumn = heading.row.cells.findIndex((cell) => cell && isIgnoredHeading(cell.text) && /^(stt|tt)$/.test(fold(cell.text)))
    reading.notices.push(...headingRemarks(heading, sheet.merges))
    return rows.slice(rows.indexOf(heading.row) + 1).flatMap(take)
  }

  function take(row: SheetRow): ReadRow[] {
    const { columns } = reading
    if (isEmptyFor(row, columns)) return []
    const skipped = whySkipped({ row, columns, first, heading: headingRow })
    first = false
    if (skipped) {
      reading.notices.push({ row: row.number, code: skipped, values: {} })
      return []
    }
    if (exampleColumn >= 0 && fold(row.cells[exampleColumn]?.text ?? '').startsWith('vi du')) return []
    if (count >= LIMITS.rows) throw new FileRefused('too-many-rows', { most: LIMITS.rows.toLocaleString('vi-VN') })
    count += 1
    if (row.hidden) {
      hidden.first ||= row.number
      hidden.count += 1
    }
    return [readRow({ row, columns, today, seen })]
  }
}

interface Heading {
  row: SheetRow
  columns: PlacedColumn[]
  unknown: { index: number; text: string }[]
}

function findHeading(kind: ImportKind, rows: readonly SheetRow[]): Heading | undefined {
  let best: Heading | undefined
  for (const row of rows) {
    const columns: PlacedColumn[] = []
    const unknown: Heading['unknown'] = []
    const hint = headingHint(row)
    row.cells.forEach((cell, index) => {
      if (!cell) return
      const text = headingText(cell, hint)
      const column = columnOfHeading(kind, text)
      if (column) columns.push({ index, column })
      else if (text && !isIgnoredHeading(text)) unknown.push({ index, text })
    })
    const distinct = new Set(columns.map(({ column }) => column.key)).size
    const held = best ? new Set(best.columns.map(({ column }) => column.key)).size : 0
    // With equal counts the lower row wins: under "Địa chỉ" merged over two columns stand "Xã" and "Thôn".
    if (distinct >= 1 && distinct >= held && (!best || distinct > held || row.number === best.row.number + 1)) best = { row, columns, unknown }
  }
  if (!best) return undefined
  const enough = new Set(best.columns.map(({ column }) => column.key)).size >= 2 || missingColumns(kind, best.columns) === undefined
  return enough ? best : undefined
}

function headingText(cell: Cell, hint?: EncodingHint): string {
  return cell.kind === 'text' ? tidy(recognise(cell.text, cell.encoding ?? hint).text) : ''
}

/** "Sè hé" alone could be a spelling; beside "Tªn th«n" it is TCVN3. */
function headingHint(row: SheetRow): EncodingHint {
  const found = row.cells.map((cell) => (cell?.kind === 'text' ? recognise(cell.text, cell.encoding) : undefined))
  if (found.some((reading) => reading?.certain && !reading.from)) return undefined
  return found.find((reading) => reading?.certain)?.from
}

function missingColumns(kind: ImportKind, columns: readonly PlacedColumn[]): ImportColumn[] | undefined {
  const keys = new Set(columns.map(({ column }) => column.key))
  const missing = NEEDED[kind].filter((group) => !group.some((key) => keys.has(key)))
  if (!missing.length) return undefined
  return missing.flatMap((group) => kindDefinition(kind).columns.find((column) => column.key === group.at(-1)) ?? [])
}

function neededHeadings(kind: ImportKind): string {
  return NEEDED[kind]
    .map((group) => group.map((key) => kindDefinition(kind).columns.find((column) => column.key === key)?.heading ?? key).join(' hoặc '))
    .join(', ')
}

/** @throws FileRefused where it is unclear which column is meant */
function headingRemarks({ row, columns, unknown }: Heading, merges: readonly Merge[]): Remark[] {
  for (const { index, column } of columns) {
    const wide = merges.find((merge) => merge.top <= row.number && merge.bottom >= row.number && merge.left <= index && merge.right >= index && merge.right > merge.left)
    if (wide && !columns.some((other) => other.index > index && other.index <= wide.right)) {
      throw new FileRefused('merged-heading', { heading: headingText(row.cells[index] ?? { text: column.heading, kind: 'text' }, headingHint(row)) })
    }
    if (columns.some((other) => other.index < index && other.column.key === column.key)) throw new FileRefused('repeated-heading', { heading: column.heading })
  }
  return unknown.map(({ index, text }) => ({ row: row.number, column: columnLetters(index), code: 'unknown-heading', values: { heading: text } }))
}

function isEmptyFor(row: SheetRow, columns: readonly PlacedColumn[]): boolean {
  return !columns.some(({ index }) => {
    const cell = row.cells[index]
    return cell && (cell.problem || tidy(cell.text) !== '')
  })
}

function whySkipped({ row, columns, first, heading }: { row: SheetRow; columns: readonly PlacedColumn[]; first: boolean; heading: SheetRow | undefined }): string | undefined {
  const filled = columns.flatMap(({ index, column }) => {
    const cell = row.cells[index]
    return cell && tidy(cell.text) !== '' ? [{ cell, column, index }] : []
  })
  if (filled.length >= 2 && isHeadingRow({ row, filled, heading })) return 'repeated-header-row'
  const cells = row.cells.filter((cell): cell is Cell => cell !== undefined)
  const numbers = first ? cells.map((cell) => Number(/^\(?\s*(\d{1,2})\s*\)?$/.exec(tidy(cell.text))?.[1] ?? NaN)) : []
  if (first && numbers.length >= 2 && numbers.every((number, index) => index === 0 ? number <= 2 : number === (numbers[index - 1] ?? 0) + 1)) return 'numbering-row'
  const words = cells.find((cell) => cell.kind === 'text')
  if (words && /^\s*[tc]/i.test(words.text) && TOTAL.test(fold(words.text)) && filled.filter(({ column }) => column.type !== 'count').length <= 1) return 'total-row'
  return undefined
}

/** "Cộng Hoà" and "Tổng Cọt" are places: a single "tổng" or "cộng" is a sum only with nothing, a figure or these words behind it. */
const TOTAL = /^((tong cong|tong so)( .*)?|(tong|cong)( (toan|ca|cac|chung|lai|don|xa|phuong|tinh|[ivx]+|\d+)( .*)?)?)$/

interface Filled {
  cell: Cell
  column: ImportColumn
  index: number
}

/** The headings once more, word for word or by other words for the same columns. */
function isHeadingRow({ row, filled, heading }: { row: SheetRow; filled: readonly Filled[]; heading: SheetRow | undefined }): boolean {
  if (filled.every(({ cell, index }) => cell.text === heading?.cells[index]?.text)) return true
  // No heading has a digit in it: most rows are known by that, without asking how they are encoded.
  if (filled.some(({ cell }) => cell.kind !== 'text' || /\d/.test(cell.text))) return false
  const hint = headingHint(row)
  return filled.every(({ cell, column }) => isHeadingOf(headingText(cell, hint), column))
}

function isHeadingOf(text: string, column: ImportColumn): boolean {
  const folded = fold(text)
  return folded === fold(column.heading) || (column.also.includes(folded) && folded.includes(' '))
}

interface RowReading {
  row: SheetRow
  columns: readonly PlacedColumn[]
  today: string
  seen: { TCVN3: number; VNI: number; unicode: number }
}

function readRow({ row, columns, today, seen }: RowReading): ReadRow {
  let readings = readCells(row, columns, today, hintOf(seen))
  const proven = readings.map((reading) => reading.certain).filter((certain): certain is OldEncoding | 'unicode' => certain !== undefined)
  const old = proven.find((certain): certain is OldEncoding => certain !== 'unicode')
  for (const certain of proven) seen[certain] += 1
  if (old && !proven.includes('unicode')) readings = readCells(row, columns, today, old)

  const result: ReadRow = { row: row.number, values: {}, shown: [], problems: [], notes: [] }
  for (const [place, { column }] of columns.entries()) {
    const reading = readings[place]
    if (!reading) continue
    result.shown.push(reading.shown)
    if (reading.value !== undefined) result.values[column.key] = reading.value
    if (reading.wasNumber) result.numbers = [...(result.numbers ?? []), column.key]
    if (reading.problem) result.problems.push({ row: row.number, column: column.heading, ...reading.problem })
    if (reading.converted) {
      result.notes.push({ row: row.number, column: column.heading, code: 'converted', values: { encoding: reading.converted.from, was: reading.converted.was, text: reading.shown } })
    }
  }
  return result
}

function readCells(row: SheetRow, columns: readonly PlacedColumn[], today: string, hint: EncodingHint): CellReading[] {
  return columns.map(({ index, column }) => readCell({ cell: row.cells[index], column, today, hint }))
}

/** Cells proven so far speak for the ambiguous ones, as long as they agree. */
function hintOf(seen: RowReading['seen']): EncodingHint {
  if (seen.unicode > 0) return undefined
  if (seen.TCVN3 > 0 && seen.VNI === 0) return 'TCVN3'
  if (seen.VNI > 0 && seen.TCVN3 === 0) return 'VNI'
  return undefined
}
