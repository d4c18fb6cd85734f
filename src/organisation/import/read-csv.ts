// Reads a .csv as offices save it: UTF-8 with or without a mark, UTF-16, Windows-1258 or an old font's one-byte codes;
// separated by comma, semicolon or tab. Called by open-table.ts.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { recognise } from './old-encodings.js'
import { FileRefused, LIMITS, type Cell, type SheetRow, type TableFile } from './sheet.js'
import { isVietnameseSyllable } from './vietnamese-syllables.js'

const SAMPLE_BYTES = 256 * 1024
const DELIMITERS = [';', ',', '\t', '|']
const BATCH = 500

export async function openCsv(path: string): Promise<TableFile> {
  const sample = await head(path)
  const encoding = await encodingOf(path, sample)
  const text = new TextDecoder(encoding).decode(sample)
  if (text.includes('\u0000')) throw new FileRefused('not-a-table')
  const delimiter = delimiterOf(text)
  const startsWithSep = /^\ufeff?sep=/i.test(text)
  return {
    sheets: [{ name: '', merges: [], rows: () => readRows({ path, encoding, delimiter, skipFirst: startsWithSep }) }],
    hiddenSheets: [],
    close: async () => undefined,
  }
}

/** Exported for its table test. */
export function delimiterOf(text: string): string {
  const said = /^\ufeff?sep=(.)\r?\n/i.exec(text)?.[1]
  if (said) return said
  const lines = outsideQuotes(text).split(/\r?\n/).filter((line) => line.trim() !== '').slice(0, 50)
  let best = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const usual = mostFrequent(counts.filter((count) => count > 0))
    const score = usual.times * Math.min(usual.value, 20)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

async function* readRows({ path, encoding, delimiter, skipFirst }: { path: string; encoding: string; delimiter: string; skipFirst: boolean }): AsyncGenerator<SheetRow[]> {
  const parser = Readable.from(decoded(path, encoding)).pipe(
    parse({ delimiter, bom: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: false, max_record_size: 1_000_000 }),
  )
  let batch: SheetRow[] = []
  let number = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number += 1
      if (skipFirst && number === 1) continue
      const cells: (Cell | undefined)[] = record
        .slice(0, LIMITS.columns)
        .map((text) => cellOf(unquotedNumber(text.slice(0, LIMITS.cellCharacters + 1))))
      if (cells.some((cell) => cell)) batch.push({ number, cells, hidden: false })
      if (batch.length >= BATCH) {
        yield batch
        batch = []
      }
    }
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('broken-file')
  }
  if (batch.length) yield batch
}

/** Digits alone are a number, as they are in Excel: a day may be its count of days, a code may have lost its zeros. */
function cellOf(text: string): Cell | undefined {
  if (text.trim() === '') return undefined
  return /^\d{1,15}$/.test(text) ? { text, kind: 'number', number: Number(text) } : { text, kind: 'text' }
}

/** `="00123"` is how some programs keep leading zeros in a csv. */
function unquotedNumber(text: string): string {
  return /^="(.*)"$/.exec(text)?.[1] ?? text
}

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

async function head(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function encodingOf(path: string, sample: Buffer): Promise<string> {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  const zeros = (start: number): number => {
    let count = 0
    for (let index = start; index < Math.min(sample.length, 2_000); index += 2) if (sample[index] === 0) count += 1
    return count
  }
  const half = Math.min(sample.length, 2_000) / 2
  if (zeros(1) > half * 0.4) return 'utf-16le'
  if (zeros(0) > half * 0.4) return 'utf-16be'
  return (await isUtf8(path)) ? 'utf-8' : oneByteEncoding(sample)
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** Windows-1258 writes tones as letters of their own; the old fonts use the same bytes otherwise: spelling decides. */
function oneByteEncoding(sample: Buffer): 'windows-1258' | 'windows-1252' {
  const as1258 = new TextDecoder('windows-1258').decode(sample).normalize('NFC')
  const as1252 = new TextDecoder('windows-1252').decode(sample)
  const lines = as1252.split(/\r?\n/).slice(0, 500)
  const converted = lines.map((line) => recognise(line, undefined).text).join('\n')
  return misspelt(as1258) <= misspelt(converted) ? 'windows-1258' : 'windows-1252'
}

function misspelt(text: string): number {
  const words = text.split(/[\s\d.,;:()/"'|_-]+/).filter((word) => /[^\x20-\x7e]/.test(word)).slice(0, 5_000)
  if (words.length === 0) return 1
  return words.filter((word) => !isVietnameseSyllable(word)).length / words.length
}

function outsideQuotes(text: string): string {
  return text.replace(/"(?:[^"]|"")*"/g, '')
}

function mostFrequent(counts: number[]): { value: number; times: number } {
  const times = new Map<number, number>()
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1)
  let best = { value: 0, times: 0 }
  for (const [value, count] of times) if (count > best.times) best = { value, times: count }
  return best
}
