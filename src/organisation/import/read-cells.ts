// From what stands in a cell to a value of its column, or to the reason why not. Pure; called for every cell of a row.
import { fold, plainPhone, tidy } from './folding.js'
import type { Choice, ImportColumn } from './kinds.js'
import { recognise, type EncodingHint, type OldEncoding } from './old-encodings.js'
import { LIMITS, type Cell } from './sheet.js'

export interface CellReading {
  /** Absent where the cell is empty or wrong. */
  value?: string | number | string[]
  /** What the person reads: tidied, converted. */
  shown: string
  /** A number in a text column: leading zeros may be gone. */
  wasNumber?: boolean
  problem?: { code: string; values: Record<string, string | number> }
  converted?: { from: OldEncoding; was: string }
  /** True where the letters of the cell prove their encoding. */
  certain?: OldEncoding | 'unicode'
}

/** What a formula's failure is called once it is plain text: in a .csv, or brought back in the file of wrong rows. */
const FORMULA_ERROR = /^(#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3})$/i

/** @param today yyyy-mm-dd in Vietnam */
export function readCell({ cell, column, today, hint }: { cell: Cell | undefined; column: ImportColumn; today: string; hint: EncodingHint }): CellReading {
  if (!cell) return { shown: '' }
  if (cell.problem) return { shown: cell.text, problem: { code: cell.problem, values: { text: cell.text } } }
  if (cell.text.length > LIMITS.cellCharacters) return wrong(cell.text.slice(0, 60), 'too-long', { most: LIMITS.cellCharacters })
  const recognised = cell.kind === 'text' ? recognise(cell.text, cell.encoding ?? hint) : { text: cell.text, certain: false, from: undefined }
  const shown = tidy(recognised.text)
  if (shown === '') return { shown }
  if (cell.kind === 'text' && FORMULA_ERROR.test(shown)) return wrong(shown, 'formula-error', { text: shown })
  const reading = readValue({ shown, cell, column, today })
  if (recognised.from) reading.converted = { from: recognised.from, was: cell.text }
  if (recognised.certain) reading.certain = recognised.from ?? 'unicode'
  return reading
}

function readValue({ shown, cell, column, today }: { shown: string; cell: Cell; column: ImportColumn; today: string }): CellReading {
  switch (column.type) {
    case 'day':
      return readDay(shown, cell, { today, yearsAhead: column.yearsAhead ?? 1 })
    case 'count':
      return readCount(shown, cell)
    case 'phone':
      return readPhone(shown)
    case 'email':
      return readEmail(shown)
    case 'choice':
    case 'choices':
      return readChoices(shown, column)
    case 'code':
      return readCode(shown, cell)
    case 'name':
      if (shown.length > 200) return wrong(shown.slice(0, 60), 'too-long', { most: 200 })
      return { shown, value: shown }
    case 'text':
      if (shown.length > 500) return wrong(shown.slice(0, 60), 'too-long', { most: 500 })
      return { shown, value: shown }
  }
}

function readCode(shown: string, cell: Cell): CellReading {
  const codes = shown.split(/[;\n]/).map((code) => code.replaceAll(' ', '')).filter(Boolean)
  if (codes.some((code) => code.length > 40 || !/^[\p{L}\p{N}._/-]+$/u.test(code))) return wrong(shown, 'not-a-code', { text: shown })
  return { shown, value: codes.join(';'), wasNumber: cell.kind === 'number' }
}

function readCount(shown: string, cell: Cell): CellReading {
  const number = cell.kind === 'number' ? (cell.number ?? NaN) : countOf(shown)
  if (!Number.isInteger(number)) return wrong(shown, 'not-a-count', { text: shown })
  if (number < 0 || number > 10_000_000) return wrong(shown, 'count-range', { text: shown, least: 0, most: '10.000.000' })
  return { shown: String(number), value: number }
}

/** "1.234", "1 234", "1,234", "86 hộ": dots and commas only where they part thousands. */
function countOf(text: string): number {
  const bare = text.replace(/\s*(hộ|khẩu|người|nhân khẩu)$/iu, '').replace(/\s/g, '')
  if (/^\d+$/.test(bare)) return Number(bare)
  return /^\d{1,3}([.,]\d{3})+$/.test(bare) ? Number(bare.replace(/[.,]/g, '')) : NaN
}

function readDay(shown: string, cell: Cell, { today, yearsAhead }: { today: string; yearsAhead: number }): CellReading {
  const day = cell.kind === 'date' ? cell.text : cell.kind === 'number' ? dayOfNumber(cell.number) : dayOfText(shown)
  if (day === 'short-year') return wrong(shown, 'short-year', { text: shown })
  if (!day || !isRealDay(day)) return wrong(shown, 'not-a-day', { text: shown })
  const readable = day.split('-').reverse().join('/')
  if (day > `${Number(today.slice(0, 4)) + yearsAhead}${today.slice(4)}`) return wrong(readable, 'future-day', { text: readable })
  if (day < '1900-01-01') return wrong(readable, 'past-day', { text: readable })
  return { shown: readable, value: day }
}

/** A bare number in a day column is Excel's count of days where it falls in our time. */
function dayOfNumber(number: number | undefined): string | undefined {
  if (number === undefined || number < 10_000 || number > 80_000) return undefined
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(number) * 86_400_000).toISOString().slice(0, 10)
}

function dayOfText(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$/.exec(text)
  if (iso) return dayParts(iso[1], iso[2], iso[3])
  const written = /^(?:ngày\s+)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{2,4})$/iu.exec(text.normalize('NFC'))
  if (!written) return undefined
  return written[3]?.length === 4 ? dayParts(written[3], written[2], written[1]) : 'short-year'
}

function dayParts(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

function readPhone(shown: string): CellReading {
  const digits = plainPhone(shown)
  // Nine digits that begin as a mobile number do have lost the 0 that a number cell cannot keep.
  const whole = /^[35789]\d{8}$/.test(digits) ? `0${digits}` : digits
  if (!/^0\d{9,10}$/.test(whole)) return wrong(shown, 'not-a-phone', { text: shown })
  return { shown: whole, value: whole }
}

function readEmail(shown: string): CellReading {
  const address = shown.toLowerCase()
  if (!/^[a-z0-9._%+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(address) || address.length > 200) return wrong(shown, 'not-an-email', { text: shown })
  return { shown: address, value: address }
}

function readChoices(shown: string, column: ImportColumn): CellReading {
  const choices = column.choices ?? []
  const words = column.type === 'choices' ? shown.split(/[;,\n/]|\s+và\s+/u).map((word) => word.trim()).filter(Boolean) : [shown]
  const found = words.map((word) => choiceOf(word, choices))
  if (found.some((choice) => !choice)) return wrong(shown, 'not-a-choice', { text: shown, choices: choices.map((choice) => choice.word).join(', ') })
  const values = [...new Set(found.map((choice) => choice?.value ?? ''))]
  return column.type === 'choices' ? { shown, value: values.sort() } : { shown, value: values[0] ?? '' }
}

function choiceOf(word: string, choices: readonly Choice[]): Choice | undefined {
  const folded = fold(word)
  return choices.find((choice) => fold(choice.word) === folded || choice.also.includes(folded))
}

function wrong(shown: string, code: string, values: Record<string, string | number>): CellReading {
  return { shown, problem: { code, values } }
}
