// Reads an .xlsx as a stream of rows with bounded memory. The archive is opened by yauzl (which holds every part to its
// declared size), the XML by sax (which knows no entities of a document's own). Nothing outside the file is ever opened.
import yauzl from 'yauzl'
import { cellPlace, FileRefused, LIMITS, type Cell, type Merge, type Sheet, type SheetRow, type TableFile } from './sheet.js'
import {
  dayOfSerial, readMerges, readRelations, readSharedTexts, readStyles, readWorkbook, unescaped, walkXml, type Chunks, type Style,
} from './xlsx-parts.js'

interface Archive {
  has(name: string): boolean
  names: string[]
  chunks(name: string): Chunks
  close(): void
}

/**
 * Opens an .xlsx file.
 * @throws FileRefused for a broken, too large, encrypted or macro file
 */
export async function openXlsx(path: string): Promise<TableFile> {
  const archive = await openArchive(path)
  try {
    return await openWorkbook(archive)
  } catch (error) {
    archive.close()
    throw error
  }
}

async function openWorkbook(archive: Archive): Promise<TableFile> {
  refuseForeign(archive)
  const { sheets, from1904 } = await readWorkbook(archive.chunks('xl/workbook.xml'))
  const relations = await readRelations(archive.chunks('xl/_rels/workbook.xml.rels'), 'xl/workbook.xml')
  const partOf = (type: string): string | undefined => [...relations.values()].find((relation) => relation.type.endsWith(`/${type}`) && archive.has(relation.target))?.target
  const stylesPart = partOf('styles')
  const textsPart = partOf('sharedStrings')
  const styles = stylesPart ? await readStyles(archive.chunks(stylesPart)) : []
  const texts = textsPart ? await readSharedTexts(archive.chunks(textsPart)) : []

  const opened: Sheet[] = []
  for (const { name, relation, hidden } of sheets) {
    const part = relations.get(relation)
    if (hidden || !part?.type.endsWith('/worksheet') || !archive.has(part.target)) continue
    const merges = await readMerges(archive.chunks(part.target))
    opened.push({
      name,
      merges,
      rows: () => readRows({ chunks: archive.chunks(part.target), styles, texts, from1904, merges }),
    })
  }
  return { sheets: opened, hiddenSheets: sheets.filter((sheet) => sheet.hidden).map((sheet) => sheet.name), close: async () => archive.close() }
}

function refuseForeign(archive: Archive): void {
  if (archive.names.some((name) => /vbaproject\.bin$/i.test(name))) throw new FileRefused('macros')
  if (archive.has('xl/workbook.bin')) throw new FileRefused('binary-excel')
  if (archive.has('content.xml') && archive.has('mimetype')) throw new FileRefused('open-document')
  if (!archive.has('xl/workbook.xml') || !archive.has('xl/_rels/workbook.xml.rels')) throw new FileRefused('not-a-table')
}

interface RowInput {
  chunks: Chunks
  styles: readonly Style[]
  texts: readonly string[]
  from1904: boolean
  merges: readonly Merge[]
}

async function* readRows({ chunks, styles, texts, from1904, merges }: RowInput): AsyncGenerator<SheetRow[]> {
  const fillDown = mergedFiller(merges)
  let batch: SheetRow[] = []
  let row: SheetRow | undefined
  let rowNumber = 0
  let column = -1
  let type = 'n'
  let style: Style | undefined
  let value = ''
  let formula = ''
  let hasFormula = false
  let place: 'value' | 'formula' | undefined
  let inInline = false

  function closeCell(): void {
    if (!row || column < 0 || column >= LIMITS.columns) return
    const cell = cellOf({ type, value, formula, hasFormula, style, texts, from1904 })
    if (cell) row.cells[column] = cell
  }

  for await (const _ of walkXml(chunks, {
    open: (name, attributes) => {
      if (name === 'c') {
        column = attributes.r ? (cellPlace(attributes.r)?.column ?? column + 1) : column + 1
        type = attributes.t ?? 'n'
        style = styles[Number(attributes.s ?? 0)]
        value = ''
        formula = ''
        hasFormula = false
      } else if (name === 'v' || (name === 't' && inInline)) place = 'value'
      else if (name === 'f') {
        place = 'formula'
        hasFormula = true
      } else if (name === 'is') inInline = true
      else if (name === 'row') {
        rowNumber = attributes.r ? Number(attributes.r) : rowNumber + 1
        column = -1
        row = { number: rowNumber, cells: [], hidden: attributes.hidden === '1' || attributes.hidden === 'true' }
      }
    },
    text: (text) => {
      if (place === 'value' && value.length <= LIMITS.cellCharacters) value += text
      else if (place === 'formula' && formula.length < 500) formula += text
    },
    close: (name) => {
      if (name === 'v' || name === 't' || name === 'f') place = undefined
      else if (name === 'is') inInline = false
      else if (name === 'c') closeCell()
      else if (name === 'row' && row) {
        fillDown(row)
        if (row.cells.some((cell) => cell !== undefined)) batch.push(row)
        row = undefined
      }
    },
  })) {
    void _
    if (batch.length) {
      yield batch
      batch = []
    }
  }
  if (batch.length) yield batch
}

interface CellInput {
  type: string
  value: string
  formula: string
  hasFormula: boolean
  style: Style | undefined
  texts: readonly string[]
  from1904: boolean
}

function cellOf({ type, value, formula, hasFormula, style, texts, from1904 }: CellInput): Cell | undefined {
  const encoding = style?.encoding
  // `[1]Sheet!A1` is how a formula names another file; its remembered value may be anyone's.
  if (hasFormula && /\[\d+\]|'[^']*\[[^\]]+\][^']*'!/.test(formula)) return { text: value, kind: 'text', problem: 'external-link' }
  if (type === 'e') return { text: value, kind: 'text', problem: 'formula-error' }
  if (hasFormula && value === '' && type !== 'str') return { text: '', kind: 'text', problem: 'formula-empty' }
  if (type === 's') return textCell(texts[Number(value)] ?? '', encoding)
  if (type === 'str' || type === 'inlineStr') return textCell(unescaped(value), encoding)
  if (value === '') return undefined
  if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', kind: 'boolean' }
  if (type === 'd') return { text: value.slice(0, 10), kind: 'date' }
  const number = Number(value)
  if (!Number.isFinite(number)) return textCell(value, encoding)
  const day = style?.isDate ? dayOfSerial(number, from1904) : undefined
  if (style?.isDate) return { text: day ?? value, kind: day ? 'date' : 'number', number }
  return { text: numberText(number, style?.digits ?? 0), kind: 'number', number }
}

function textCell(text: string, encoding: Style['encoding']): Cell | undefined {
  if (text === '') return undefined
  return encoding ? { text, kind: 'text', encoding } : { text, kind: 'text' }
}

/** A whole number in full digits, also where Excel keeps it as 1.0E+5; with leading zeros where the format shows them. */
function numberText(number: number, digits: number): string {
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return digits > 0 && number >= 0 ? String(number).padStart(digits, '0') : String(number)
  return String(Math.round(number * 1e9) / 1e9)
}

/** The value of a cell merged over several rows belongs to each of them: an office writes the commune once. */
function mergedFiller(merges: readonly Merge[]): (row: SheetRow) => void {
  const tall = merges.filter((merge) => merge.bottom > merge.top && merge.left < LIMITS.columns).sort((one, other) => one.top - other.top)
  let next = 0
  let open: { merge: Merge; cell: Cell | undefined }[] = []
  return (row) => {
    for (let merge = tall[next]; merge && merge.top <= row.number; merge = tall[next]) {
      if (merge.bottom >= row.number) open.push({ merge, cell: merge.top === row.number ? row.cells[merge.left] : undefined })
      next += 1
    }
    if (!open.length) return
    open = open.filter(({ merge }) => merge.bottom >= row.number)
    for (const { merge, cell } of open) if (cell && merge.top < row.number) row.cells[merge.left] ??= cell
  }
}

async function openArchive(path: string): Promise<Archive> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: false }, (error, opened) => {
      if (error) reject(new FileRefused('broken-file'))
      else resolve(opened)
    })
  })
  const entries = await listEntries(zip).catch((error: unknown) => {
    zip.close()
    throw error
  })
  let inflated = 0
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    chunks: (name) => readEntry(zip, entries.get(name), (bytes) => {
      // Parts are read more than once (merges first, then rows): the bound is per opening of all of them.
      inflated += bytes
      if (inflated > LIMITS.inflatedBytes * 4) throw new FileRefused('zip-bomb')
    }),
    close: () => zip.close(),
  }
}

async function listEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > LIMITS.parts) throw new FileRefused('zip-bomb')
  const entries = new Map<string, yauzl.Entry>()
  let declared = 0
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      declared += entry.uncompressedSize
      if (entry.isEncrypted()) return reject(new FileRefused('protected'))
      if (declared > LIMITS.inflatedBytes) return reject(new FileRefused('zip-bomb'))
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', () => reject(new FileRefused('broken-file')))
    zip.readEntry()
  })
}

async function* readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry | undefined, count: (bytes: number) => void): AsyncGenerator<string> {
  if (!entry) throw new FileRefused('broken-file')
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(new FileRefused('broken-file')) : resolve(opened)))
  })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      count(chunk.byteLength)
      yield decoder.decode(chunk, { stream: true })
    }
  } catch (error) {
    // More bytes than declared, a wrong checksum, a cut file: yauzl and zlib say so here.
    throw error instanceof FileRefused ? error : new FileRefused(/too many bytes/.test(String(error)) ? 'zip-bomb' : 'broken-file')
  }
  yield decoder.decode()
}
