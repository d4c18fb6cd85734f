// Files as offices make them, built byte by byte: with titles, merged and hidden cells, formulas, old fonts, macros.
import { strToU8, zipSync, type Zippable } from 'fflate'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { columnLetters } from '../../../src/organisation/import/sheet.js'

export type OfficeCell =
  | string
  | number
  | null
  | { day: string }
  | { formula: string; result?: string | number; error?: string }
  | { text: string; font: string }
  | { number: number; format: string }

export interface OfficeSheet {
  name?: string
  hidden?: boolean
  rows: OfficeCell[][]
  hiddenRows?: number[]
  merges?: string[]
}

export interface OfficeFile {
  sheets: OfficeSheet[]
  extra?: Zippable
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Styles: 0 plain, 1 date, then one per font or number format. */
export function officeXlsx({ sheets, extra = {} }: OfficeFile): Buffer {
  const shared: string[] = []
  const sharedIndex = new Map<string, number>()
  const fonts: string[] = ['Calibri']
  const formats: string[] = []
  const styles = ['<xf numFmtId="0" fontId="0"/>', '<xf numFmtId="14" fontId="0"/>']
  const styleOf = new Map<string, number>()
  const shareOf = (text: string): number => {
    const held = sharedIndex.get(text)
    if (held !== undefined) return held
    sharedIndex.set(text, shared.length)
    shared.push(text)
    return shared.length - 1
  }
  const fontStyle = (font: string): number => {
    const held = styleOf.get(font)
    if (held) return held
    fonts.push(font)
    styles.push(`<xf numFmtId="0" fontId="${fonts.length - 1}"/>`)
    styleOf.set(font, styles.length - 1)
    return styles.length - 1
  }
  const formatStyle = (format: string): number => {
    const held = styleOf.get(format)
    if (held) return held
    formats.push(format)
    styles.push(`<xf numFmtId="${163 + formats.length}" fontId="0"/>`)
    styleOf.set(format, styles.length - 1)
    return styles.length - 1
  }
  const cellXml = (cell: OfficeCell, place: string): string => {
    if (cell === null || cell === '') return ''
    if (typeof cell === 'string') return `<c r="${place}" t="s"><v>${shareOf(cell)}</v></c>`
    if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
    if ('day' in cell) return `<c r="${place}" s="1"><v>${serialOf(cell.day)}</v></c>`
    if ('font' in cell) return `<c r="${place}" s="${fontStyle(cell.font)}" t="s"><v>${shareOf(cell.text)}</v></c>`
    if ('format' in cell) return `<c r="${place}" s="${formatStyle(cell.format)}"><v>${cell.number}</v></c>`
    if (cell.error) return `<c r="${place}" t="e"><f>${xml(cell.formula)}</f><v>${cell.error}</v></c>`
    if (typeof cell.result === 'string') return `<c r="${place}" t="str"><f>${xml(cell.formula)}</f><v>${xml(cell.result)}</v></c>`
    return `<c r="${place}"><f>${xml(cell.formula)}</f>${cell.result === undefined ? '' : `<v>${cell.result}</v>`}</c>`
  }
  const files: Zippable = {}
  sheets.forEach((sheet, index) => {
    const rows = sheet.rows.map((row, at) => {
      const hidden = sheet.hiddenRows?.includes(at + 1) ? ' hidden="1"' : ''
      return `<row r="${at + 1}"${hidden}>${row.map((cell, column) => cellXml(cell, `${columnLetters(column)}${at + 1}`)).join('')}</row>`
    })
    const merges = sheet.merges?.length ? `<mergeCells count="${sheet.merges.length}">${sheet.merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''
    files[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(`<?xml version="1.0"?><worksheet ${NS}><sheetData>${rows.join('')}</sheetData>${merges}</worksheet>`)
  })
  files['xl/workbook.xml'] = strToU8(
    `<?xml version="1.0"?><workbook ${NS} xmlns:r="${REL}"><sheets>${sheets.map((sheet, index) => `<sheet name="${xml(sheet.name ?? `Sheet${index + 1}`)}" sheetId="${index + 1}"${sheet.hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
  )
  files['xl/_rels/workbook.xml.rels'] = strToU8(
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rIdS" Type="${REL}/styles" Target="styles.xml"/><Relationship Id="rIdT" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  )
  files['xl/sharedStrings.xml'] = strToU8(`<?xml version="1.0"?><sst ${NS}>${shared.map((text) => `<si><t xml:space="preserve">${xml(text)}</t></si>`).join('')}</sst>`)
  files['xl/styles.xml'] = strToU8(
    `<?xml version="1.0"?><styleSheet ${NS}>${formats.length ? '<numFmts>' : ''}${formats.map((format, index) => `<numFmt numFmtId="${164 + index}" formatCode="${xml(format)}"/>`).join('')}${formats.length ? '</numFmts>' : ''}<fonts>${fonts.map((font) => `<font><sz val="11"/><name val="${xml(font)}"/></font>`).join('')}</fonts><fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
  )
  const office = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const overrides = ['workbook.xml|sheet.main', 'styles.xml|styles', 'sharedStrings.xml|sharedStrings', ...sheets.map((_, index) => `worksheets/sheet${index + 1}.xml|worksheet`)].map((entry) => {
    const [part = '', type = ''] = entry.split('|')
    return `<Override PartName="/xl/${part}" ContentType="${office}.${type}+xml"/>`
  })
  files['_rels/.rels'] = strToU8(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
  const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
  return Buffer.from(zipSync({ '[Content_Types].xml': strToU8(types), ...files, ...extra }))
}

/** One sheet from rows, which is what most tests want. */
export function sheetXlsx(rows: OfficeCell[][], options: Partial<OfficeSheet> = {}): Buffer {
  return officeXlsx({ sheets: [{ rows, ...options }] })
}

let folder: string | undefined
let number = 0

/** Writes the bytes where the reader can open them. */
export function onDisk(content: Buffer | string, fileName = 'danh-sach.xlsx'): { path: string; fileName: string } {
  folder ??= mkdtempSync(join(tmpdir(), 'lantoa-import-'))
  number += 1
  const path = join(folder, `${number}`)
  writeFileSync(path, content)
  return { path, fileName }
}

function serialOf(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
}

function xml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** Windows-1258: composed base letters, tones as bytes of their own. */
export function windows1258(text: string): Buffer {
  const table = new Map<string, number>()
  const decoder = new TextDecoder('windows-1258')
  for (let byte = 0; byte < 256; byte += 1) table.set(decoder.decode(Uint8Array.of(byte)), byte)
  const bytes: number[] = []
  for (const letter of text.normalize('NFC')) {
    const one = table.get(letter)
    if (one !== undefined) {
      bytes.push(one)
      continue
    }
    const marks = [...letter.normalize('NFD')]
    const tone = marks.filter((mark) => /[\u0300\u0301\u0303\u0309\u0323]/.test(mark))
    const base = marks.filter((mark) => !tone.includes(mark)).join('').normalize('NFC')
    bytes.push(...[base, ...tone].map((part) => table.get(part) ?? 63))
  }
  return Buffer.from(bytes)
}
