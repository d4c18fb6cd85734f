// Writes small honest .xlsx files: templates and the table of wrong rows. Every text is a text cell, so nothing that a
// person wrote is ever read as a formula. Called by templates.ts and errors-file.ts.
import { setImmediate as turn } from 'node:timers/promises'
import { strToU8, Zip, ZipDeflate } from 'fflate'
import { columnLetters } from './sheet.js'

export interface WrittenColumn {
  heading: string
  width: number
  /** Words to choose from in Excel's own list; longer lists stand on another sheet. */
  choices?: readonly string[]
}

export interface WrittenSheet {
  name: string
  columns: readonly WrittenColumn[]
  /** As they come, so that a large table never stands in memory as a whole. */
  rows: Iterable<readonly (string | number)[]> | AsyncIterable<readonly (string | number)[]>
  /** Column indexes whose cells are shown in red, such as the reason. */
  red?: readonly number[]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** Style numbers of styles.xml below. */
const TEXT = 1
const HEADING = 2
const RED = 3
const ROWS_PER_CHUNK = 500
/** Rows for which Excel offers the choices of a column. */
const CHOICE_ROWS = 10_000

/** Written in short steps: phones and desks are answered between them. */
export async function writeXlsx(sheets: readonly WrittenSheet[]): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  const part = async (name: string, texts: Iterable<string> | AsyncIterable<string>): Promise<void> => {
    const file = new ZipDeflate(name, { level: 6 })
    zip.add(file)
    for await (const text of texts) {
      file.push(strToU8(text))
      await turn()
    }
    file.push(new Uint8Array(0), true)
  }
  await part('[Content_Types].xml', [contentTypes(sheets.length)])
  await part('_rels/.rels', [`${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`])
  await part('xl/workbook.xml', [workbook(sheets)])
  await part('xl/_rels/workbook.xml.rels', [workbookRelations(sheets.length)])
  await part('xl/styles.xml', [STYLES])
  for (const [index, sheet] of sheets.entries()) await part(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet))
  zip.end()
  return Buffer.concat(chunks)
}

async function* sheetXml({ columns, rows, red = [] }: WrittenSheet): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`
  yield columns.map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${TEXT}" customWidth="1"/>`).join('')
  yield `</cols><sheetData>${rowXml(1, columns.map(({ heading }) => heading), () => HEADING)}`
  let number = 1
  let pending = ''
  for await (const row of rows) {
    number += 1
    pending += rowXml(number, row, (column) => (red.includes(column) ? RED : TEXT))
    if (number % ROWS_PER_CHUNK === 0) {
      yield pending
      pending = ''
    }
  }
  yield `${pending}</sheetData>${validations(columns)}<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
}

function rowXml(number: number, cells: readonly (string | number)[], styleOf: (column: number) => number): string {
  const written = cells.map((cell, index) => {
    if (cell === '') return ''
    const place = `r="${columnLetters(index)}${number}" s="${styleOf(index)}"`
    return typeof cell === 'number' ? `<c ${place}><v>${cell}</v></c>` : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  })
  return `<row r="${number}">${written.join('')}</row>`
}

function validations(columns: readonly WrittenColumn[]): string {
  const lists = columns.flatMap(({ choices }, index) => {
    const joined = choices?.join(',') ?? ''
    if (joined === '' || joined.length > 250) return []
    const letters = columnLetters(index)
    return [`<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${letters}2:${letters}${CHOICE_ROWS}"><formula1>"${escaped(joined)}"</formula1></dataValidation>`]
  })
  return lists.length ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : ''
}

function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- XML 1.0 has no place for these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  )
}

function contentTypes(count: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const parts = Array.from({ length: count }, (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${type}.worksheet+xml"/>`)
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${parts.join('')}</Types>`
}

function workbook(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(({ name }, index) => `<sheet name="${escaped(name).slice(0, 31)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`
}

function workbookRelations(count: number): string {
  const listed = Array.from({ length: count }, (_, index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`)
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${listed.join('')}<Relationship Id="rId${count + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`
}

/** 0 plain, 1 text (format 49, so that codes keep their zeros when typed), 2 heading, 3 red. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="12"/><name val="Times New Roman"/></font><font><color rgb="FFB00020"/><sz val="12"/><name val="Times New Roman"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf fontId="0"/><xf numFmtId="49" fontId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>`
