// The small parts of an .xlsx beside its rows: which sheets there are, which number formats are dates, which fonts
// cells have, the table of shared texts, the merged cells. Called by read-xlsx.ts.
import sax from 'sax'
import { encodingOfFont, type EncodingHint } from './old-encodings.js'
import { cellPlace, FileRefused, LIMITS, type Merge } from './sheet.js'

export type Chunks = AsyncIterable<string>

export interface Style {
  isDate: boolean
  /** How many digits a format such as "00000" shows at least. */
  digits: number
  encoding: EncodingHint
}

export interface WorkbookSheet {
  name: string
  relation: string
  hidden: boolean
}

export interface Listener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** Feeds an XML part to a listener chunk by chunk; yields after each chunk so that the caller can hand on what is there. */
export async function* walkXml(chunks: Chunks, listener: Listener): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: false })
  let failure: Error | undefined
  parser.onerror = (error) => {
    failure ??= error
  }
  parser.onopentag = (tag) => listener.open?.(local(tag.name), attributesOf(tag.attributes as Record<string, string>))
  parser.ontext = (text) => listener.text?.(text)
  parser.oncdata = (text) => listener.text?.(text)
  parser.onclosetag = (name) => listener.close?.(local(name))
  for await (const chunk of chunks) {
    parser.write(chunk)
    if (failure) throw new FileRefused('broken-file')
    yield
  }
  parser.close()
  if (failure) throw new FileRefused('broken-file')
}

async function readXml(chunks: Chunks, listener: Listener): Promise<void> {
  for await (const _ of walkXml(chunks, listener)) void _
}

export async function readWorkbook(chunks: Chunks): Promise<{ sheets: WorkbookSheet[]; from1904: boolean }> {
  const sheets: WorkbookSheet[] = []
  let from1904 = false
  await readXml(chunks, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = isOn(attributes.date1904)
      if (name === 'sheet') {
        sheets.push({ name: attributes.name ?? '', relation: attributes.id ?? '', hidden: /hidden/i.test(attributes.state ?? '') })
      }
    },
  })
  return { sheets, from1904 }
}

/** Relation id → the part it points to, by its full name in the archive. */
export async function readRelations(chunks: Chunks, base: string): Promise<Map<string, { target: string; type: string }>> {
  const relations = new Map<string, { target: string; type: string }>()
  await readXml(chunks, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return
      relations.set(attributes.Id ?? '', { target: resolvePart(base, attributes.Target ?? ''), type: attributes.Type ?? '' })
    },
  })
  return relations
}

export async function readStyles(chunks: Chunks): Promise<Style[]> {
  const formats = new Map<number, string>()
  const fonts: string[] = []
  const styles: Style[] = []
  let inFonts = false
  let inCells = false
  await readXml(chunks, {
    open: (name, attributes) => {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'fonts') inFonts = true
      else if (name === 'font' && inFonts) fonts.push('')
      else if (name === 'name' && inFonts && fonts.length) fonts[fonts.length - 1] = attributes.val ?? ''
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const format = Number(attributes.numFmtId ?? 0)
        const code = formats.get(format) ?? ''
        styles.push({
          isDate: isDateFormat(format, code),
          digits: /^0+$/.test(code) ? code.length : 0,
          encoding: encodingOfFont(fonts[Number(attributes.fontId ?? 0)]),
        })
      }
    },
    close: (name) => {
      if (name === 'fonts') inFonts = false
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

export async function readSharedTexts(chunks: Chunks): Promise<string[]> {
  const texts: string[] = []
  let current = ''
  let inText = false
  let inPhonetic = false
  await readXml(chunks, {
    open: (name) => {
      if (name === 'si') current = ''
      else if (name === 'rPh') inPhonetic = true
      else if (name === 't') inText = !inPhonetic
    },
    text: (text) => {
      if (inText && current.length <= LIMITS.cellCharacters) current += text
    },
    close: (name) => {
      if (name === 'si') {
        if (texts.length >= LIMITS.texts) throw new FileRefused('too-much')
        texts.push(unescaped(current))
      }
      else if (name === 'rPh') inPhonetic = false
      else if (name === 't') inText = false
    },
  })
  return texts
}

/** The merged ranges. They stand behind the rows in the part, so it is searched once before the rows are read. */
export async function readMerges(chunks: Chunks): Promise<Merge[]> {
  const merges: Merge[] = []
  let rest = ''
  for await (const chunk of chunks) {
    const text = rest + chunk
    for (const [, from = '', to = ''] of text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+):([A-Z]+\d+)"/g)) {
      const start = cellPlace(from)
      const end = cellPlace(to)
      if (!start || !end) continue
      if (merges.length >= LIMITS.merges) throw new FileRefused('too-many-merges')
      merges.push({ top: start.row, left: start.column, bottom: end.row, right: end.column })
    }
    const tail = text.lastIndexOf('<')
    rest = tail >= 0 && text.length - tail < 200 ? text.slice(tail) : ''
  }
  return merges
}

/** `_x000D_` and the like, as Excel writes control characters. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text
}

/** The day of an Excel serial number as yyyy-mm-dd; undefined outside 1900–2199. */
export function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0)
  if (!Number.isFinite(serial) || days < 1 || days > 109_574) return undefined
  // Serial 60 is a 29 February 1900 that never was.
  return new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000).toISOString().slice(0, 10)
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
const isOn = (value: string | undefined): boolean => value === '1' || value === 'true'

function attributesOf(attributes: Record<string, string>): Record<string, string> {
  for (const name in attributes) {
    const colon = name.indexOf(':')
    if (colon > 0 && name !== 'xmlns' && !name.startsWith('xmlns:')) attributes[name.slice(colon + 1)] ??= attributes[name] ?? ''
  }
  return attributes
}

function resolvePart(base: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts = base.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function isDateFormat(id: number, code: string): boolean {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return true
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '')
  return /[dy]/i.test(bare) || /m{3,}/i.test(bare)
}
