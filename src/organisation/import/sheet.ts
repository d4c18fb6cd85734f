// What a table file looks like to the rest of the import, whether it came as .xlsx or .csv.
// Made by read-xlsx.ts and read-csv.ts, consumed by find-headings.ts and the planner.
import type { EncodingHint } from './old-encodings.js'

export type CellProblem = 'formula-error' | 'formula-empty' | 'external-link'

export interface Cell {
  /** The value as a person sees it in the cell, not yet tidied. */
  text: string
  kind: 'text' | 'number' | 'date' | 'boolean'
  /** For numbers; for dates the day as yyyy-mm-dd stands in `text`. */
  number?: number
  problem?: CellProblem
  encoding?: EncodingHint
}

export interface SheetRow {
  /** The row number that Excel shows. */
  number: number
  /** By column index; sparse. */
  cells: (Cell | undefined)[]
  hidden: boolean
}

export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

export interface Sheet {
  name: string
  merges: readonly Merge[]
  /** Rows in batches, so that a large file never stands in memory as a whole. May be called more than once. */
  rows(): AsyncIterable<SheetRow[]>
}

export interface TableFile {
  /** The visible sheets, in order; a csv has one. */
  sheets: Sheet[]
  hiddenSheets: string[]
  close(): Promise<void>
}

/** Bounds of what is read: an office's largest honest file is far below. */
export const LIMITS = {
  fileBytes: 40 * 1024 * 1024,
  /** What all parts of an .xlsx may inflate to, by their declared and by their real sizes. */
  inflatedBytes: 400 * 1024 * 1024,
  parts: 2_000,
  rows: 150_000,
  columns: 60,
  cellCharacters: 2_000,
  merges: 200_000,
  /** Different texts of all cells together. */
  texts: 2_000_000,
} as const

/** A file that cannot be read at all; the code has its Vietnamese sentence in texts.ts. */
export class FileRefused extends Error {
  constructor(
    readonly code: string,
    readonly values: Record<string, string | number> = {},
  ) {
    super(code)
    this.name = 'FileRefused'
  }
}

/** "A", "B", …, "AA" for a column index. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

/** Column index and row number of "C12"; undefined for anything else. */
export function cellPlace(reference: string): { column: number; row: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!match) return undefined
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { column: column - 1, row: Number(match[2]) }
}
