// Every file that an office may send is read, or refused with a word that helps.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { strToU8 } from 'fflate'
import { encodeOld } from '../../../src/organisation/import/old-encodings.js'
import { openTable } from '../../../src/organisation/import/open-table.js'
import { delimiterOf } from '../../../src/organisation/import/read-csv.js'
import { readTable, type ReadRow, type Table } from '../../../src/organisation/import/read-table.js'
import { FileRefused } from '../../../src/organisation/import/sheet.js'
import { hasImportText, importText } from '../../../src/organisation/import/texts.js'
import type { ImportKind } from '../../../src/organisation/import/kinds.js'
import { officeXlsx, onDisk, sheetXlsx, windows1258, type OfficeCell } from './office-files.js'

const HEADINGS = ['STT', 'Tên thôn', 'Xã', 'Số hộ', 'Ngày thành lập']

type ReadTable = Omit<Table, 'rows'> & { rows: ReadRow[] }

async function read(content: Buffer | string, { kind = 'units' as ImportKind, fileName = 'danh-sach.xlsx' } = {}): Promise<ReadTable> {
  const file = await openTable(onDisk(content, fileName))
  try {
    const table = await readTable({ file, kind, today: '2026-11-22' })
    const rows: ReadRow[] = []
    for await (const batch of table.rows()) rows.push(...batch)
    expect(rows).toHaveLength(table.count)
    return { ...table, rows }
  } finally {
    await file.close()
  }
}

async function refusal(content: Buffer | string, options: { kind?: ImportKind; fileName?: string } = {}): Promise<FileRefused> {
  const error = await read(content, options).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(FileRefused)
  const refused = error as FileRefused
  expect(hasImportText(refused.code)).toBe(true)
  expect(importText(refused.code, refused.values)).not.toMatch(/[{}]/)
  return refused
}

const remarks = (table: ReadTable): string[] => table.notices.map((notice) => notice.code)

describe('xlsx', () => {
  test('titles above the headings, Excel dates, numbers and texts', async () => {
    const table = await read(sheetXlsx([['UBND XÃ LŨNG CÚ'], ['DANH SÁCH THÔN'], [], HEADINGS, [1, 'Thôn Lô Lô Chải', 'Lũng Cú', 86, { day: '2025-07-01' }], [2, 'Thôn Thèn Pả', 'Lũng Cú', '1.086', '15/8/2025']]))
    expect(table.rows.map((row) => row.values)).toEqual([
      { name: 'Thôn Lô Lô Chải', parent: 'Lũng Cú', households: 86, openedOn: '2025-07-01' },
      { name: 'Thôn Thèn Pả', parent: 'Lũng Cú', households: 1086, openedOn: '2025-08-15' },
    ])
    expect(table.rows.map((row) => row.row)).toEqual([5, 6])
  })

  test('two heading rows with merged cells: the lower row is the headings', async () => {
    const table = await read(
      sheetXlsx([['STT', 'Địa chỉ', null, 'Số hộ'], [null, 'Xã', 'Thôn', null], [1, 'Lũng Cú', 'Thôn A', 10]], { merges: ['A1:A2', 'B1:C1', 'D1:D2'] }),
    )
    expect(table.rows[0]?.values).toEqual({ parent: 'Lũng Cú', name: 'Thôn A', households: 10 })
  })

  test('a heading merged over two columns is refused by name', async () => {
    expect((await refusal(sheetXlsx([['Tên thôn', null, 'Xã'], ['Thôn A', 'x', 'Lũng Cú']], { merges: ['A1:B1'] }))).code).toBe('merged-heading')
  })

  test('a commune merged down over its villages belongs to each of them', async () => {
    const table = await read(sheetXlsx([['Xã', 'Thôn'], ['Lũng Cú', 'A'], [null, 'B'], [null, 'C'], ['Đồng Văn', 'D']], { merges: ['A2:A4'] }))
    expect(table.rows.map((row) => row.values.parent)).toEqual(['Lũng Cú', 'Lũng Cú', 'Lũng Cú', 'Đồng Văn'])
  })

  test('hidden rows are read and named; a hidden sheet is not', async () => {
    const table = await read(
      officeXlsx({ sheets: [{ name: 'Nháp', hidden: true, rows: [['x']] }, { rows: [['Tên thôn', 'Xã'], ['A', 'Lũng Cú'], ['B', 'Lũng Cú']], hiddenRows: [3] }] }),
    )
    expect(table.rows).toHaveLength(2)
    expect(table.notices).toEqual([
      { code: 'hidden-sheet', values: { sheet: 'Nháp' } },
      { code: 'hidden-rows', values: { count: 1, first: 3 } },
    ])
  })

  test('a second heading row, a row of column numbers and a total are left out, with a remark', async () => {
    const table = await read(sheetXlsx([['STT', 'Tên thôn', 'Xã'], ['(1)', '(2)', '(3)'], [1, 'A', 'Lũng Cú'], ['STT', 'Tên thôn', 'Xã'], [2, 'B', 'Lũng Cú'], ['Tổng cộng', null, null], [null, 'Tổng cộng', null]]))
    expect(table.rows.map((row) => row.values.name)).toEqual(['A', 'B'])
    expect(remarks(table)).toEqual(['numbering-row', 'repeated-header-row', 'total-row'])
  })

  test('places called Cộng Hoà or Tổng Cọt are no sums', async () => {
    const rows: OfficeCell[][] = ['Cộng Hoà', 'Cộng Hòa 2', 'Tổng Cọt', 'Cộng Lực'].map((name) => [name, 40])
    const sums: OfficeCell[][] = ['Cộng', 'Tổng', 'TỔNG CỘNG', 'Tổng số: 4 thôn', 'Cộng toàn xã', 'Tổng (I+II)', 'Cộng 4 thôn'].map((name) => [name, 160])
    const table = await read(sheetXlsx([['Tên thôn', 'Số hộ'], ...rows, ...sums]))
    expect(table.rows.map((row) => row.values.name)).toEqual(['Cộng Hoà', 'Cộng Hòa 2', 'Tổng Cọt', 'Cộng Lực'])
    expect(remarks(table)).toEqual(sums.map(() => 'total-row'))
  })

  test('a formula’s failure is no name once it is plain text either', async () => {
    const table = await read('Tên thôn;Xã;Số hộ\n#REF!;Lũng Cú;3\nA;#N/A;3\nB;Lũng Cú;#DIV/0!\n"#1";Lũng Cú;3', { fileName: 'a.csv' })
    expect(table.rows.map((row) => row.problems.map(({ column, code }) => `${column} ${code}`))).toEqual([['Tên đơn vị formula-error'], ['Xã formula-error'], ['Số hộ formula-error'], []])
    expect(table.rows[3]?.values.name).toBe('#1')
  })

  test('formulas: a result is taken, an error, a missing result and another file are wrong at the cell', async () => {
    const table = await read(
      sheetXlsx([
        ['Tên thôn', 'Xã', 'Số hộ'],
        ['A', 'Lũng Cú', { formula: '40+2', result: 42 }],
        ['B', 'Lũng Cú', { formula: 'VLOOKUP(A1,B:B,1)', error: '#N/A' }],
        ['C', 'Lũng Cú', { formula: 'SUM(D1)' }],
        ['D', 'Lũng Cú', { formula: '[1]Sheet1!$A$1', result: 7 }],
        [{ formula: 'CONCATENATE("E")', result: 'E' }, 'Lũng Cú', 1],
      ]),
    )
    expect(table.rows.map((row) => row.values.households)).toEqual([42, undefined, undefined, undefined, 1])
    expect(table.rows.map((row) => row.problems.map((problem) => `${problem.column} ${problem.code}`))).toEqual([[], ['Số hộ formula-error'], ['Số hộ formula-empty'], ['Số hộ external-link'], []])
    expect(table.rows[4]?.values.name).toBe('E')
  })

  test('codes stay text: leading zeros by format, long numbers in full', async () => {
    const table = await read(sheetXlsx([['Mã', 'Tên thôn', 'Xã'], ['00715', 'A', 'X'], [{ number: 715, format: '00000' }, 'B', 'X'], [1234567890123, 'C', 'X'], [715, 'D', 'X']]))
    expect(table.rows.map((row) => row.values.code)).toEqual(['00715', '00715', '1234567890123', '715'])
    expect(table.rows[3]?.numbers).toEqual(['code'])
  })

  test('old fonts are converted and shown, also where only the font tells', async () => {
    const rows: OfficeCell[][] = [
      ['Tên thôn', 'Xã'],
      [{ text: 'Th«n B¶n L¾p', font: '.VnTime' }, { text: 'Phó Lòng', font: '.VnTime' }],
      ['Thôn Đông Hà', 'Lũng Cú'],
      [{ text: 'Thoân Ñoâng', font: 'VNI-Times' }, 'Lũng Cú'],
    ]
    const table = await read(sheetXlsx(rows))
    expect(table.rows.map((row) => [row.values.name, row.values.parent])).toEqual([['Thôn Bản Lắp', 'Phú Lũng'], ['Thôn Đông Hà', 'Lũng Cú'], ['Thôn Đông', 'Lũng Cú']])
    expect(table.rows[0]?.notes[0]).toMatchObject({ code: 'converted', values: { encoding: 'TCVN3', was: 'Th«n B¶n L¾p', text: 'Thôn Bản Lắp' } })
    expect(table.rows[1]?.notes).toEqual([])
  })

  test.each([
    ['03/05/2062', 'future-day'],
    ['31/02/2025', 'not-a-day'],
    ['1/7/25', 'short-year'],
    ['hôm qua', 'not-a-day'],
  ])('the day %s is %s', async (day, code) => {
    const table = await read(sheetXlsx([HEADINGS, [1, 'A', 'X', 1, day]]))
    expect(table.rows[0]?.problems.map((problem) => problem.code)).toEqual([code])
  })

  test('a day of 2062 in Excel’s own form is refused too', async () => {
    const table = await read(sheetXlsx([HEADINGS, [1, 'A', 'X', 1, { day: '2062-05-03' }]]))
    expect(table.rows[0]?.problems).toEqual([{ row: 2, column: 'Ngày thành lập', code: 'future-day', values: { text: '03/05/2062' } }])
  })

  test('files that cannot be read are refused with what to do', async () => {
    const plain = { sheets: [{ rows: [['Tên thôn', 'Xã'], ['A', 'B']] as OfficeCell[][] }] }
    expect((await refusal('')).code).toBe('empty-file')
    expect((await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'), { fileName: 'cu.xls' })).code).toBe('old-excel')
    expect((await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'), { fileName: 'khoa.xlsx' })).code).toBe('protected')
    const envelope = (name: string): Buffer => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(70_000), Buffer.from(name, 'utf16le')])
    expect((await refusal(envelope('EncryptedPackage'), { fileName: 'khoa.xls' })).code).toBe('protected')
    expect((await refusal(envelope('Workbook'), { fileName: 'doi-ten.xlsx' })).code).toBe('old-excel')
    expect((await refusal('\ufeff<html><table><tr><td>Tên thôn</td></tr></table></html>', { fileName: 'bao-cao.xls' })).code).toBe('not-a-table')
    expect((await refusal(officeXlsx({ ...plain, extra: { 'xl/vbaProject.bin': strToU8('x') } }))).code).toBe('macros')
    expect((await refusal(officeXlsx(plain), { fileName: 'a.xlsm' })).code).toBe('macros')
    expect((await refusal(officeXlsx(plain).subarray(0, 400))).code).toBe('broken-file')
    expect((await refusal('%PDF-1.7')).code).toBe('not-a-table')
    expect((await refusal(sheetXlsx([['Tên thôn', 'Xã']]))).code).toBe('no-rows')
    expect((await refusal(sheetXlsx([]))).code).toBe('no-headings')
    expect((await refusal(sheetXlsx([['a', 'b'], ['c', 'd']]))).code).toBe('no-headings')
    expect((await refusal(sheetXlsx([['Xã', 'Số hộ'], ['c', 1]]))).code).toBe('missing-column')
    expect((await refusal(sheetXlsx([['Tên thôn', 'Xã', 'Xã'], ['c', 'd', 'e']]))).code).toBe('repeated-heading')
  })

  test('a zip bomb is refused before it is inflated', async () => {
    const bomb = officeXlsx({ sheets: [{ rows: [['Tên thôn', 'Xã'], ['A', 'B']] }], extra: { 'xl/media/bomb.bin': new Uint8Array(450 * 1024 * 1024) } })
    expect(bomb.length).toBeLessThan(5_000_000)
    const before = process.memoryUsage().rss
    expect((await refusal(bomb)).code).toBe('zip-bomb')
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  test('a part that holds more than it declares is refused', async () => {
    const honest = officeXlsx({ sheets: [{ rows: [['Tên thôn', 'Xã'], ...Array.from({ length: 3_000 }, (_, index): OfficeCell[] => [`Thôn ${index}`, 'B'])] }] })
    const lying = Buffer.from(honest)
    const name = Buffer.from('xl/worksheets/sheet1.xml')
    for (let at = lying.indexOf(name); at >= 0; at = lying.indexOf(name, at + 1)) {
      // In the central directory the size stands 22 bytes before the name.
      if (lying.readUInt32LE(at - 46) === 0x02014b50) lying.writeUInt32LE(100, at - 22)
    }
    expect(['zip-bomb', 'broken-file']).toContain((await refusal(lying)).code)
  })

  test('more rows than fit are refused', async () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => `Thôn ${index};Lũng Cú`)
    expect((await refusal(['Tên thôn;Xã', ...rows].join('\n'), { fileName: 'a.csv' })).code).toBe('too-many-rows')
  })
})

describe('files written by LibreOffice', () => {
  const file = (name: string): Buffer => readFileSync(join(process.cwd(), 'test/organisation/import/files', name))

  test('two heading rows, a merged commune, an old font, a hidden row, a sum', async () => {
    const table = await read(file('thon-libreoffice.xlsx'))
    expect(table.rows.map(({ row, values }) => [row, values])).toEqual([
      [6, { parent: 'Xã Lũng Cú', name: 'Thôn Lô Lô Chải', code: '00715.1', households: 86, openedOn: '2025-07-01' }],
      [7, { parent: 'Xã Lũng Cú', name: 'thôn Thèn Pả', households: 42, openedOn: '2025-07-01' }],
      [8, { parent: 'Xã Lũng Cú', name: 'Thôn Séo Lủng', households: 35, openedOn: '2025-08-15' }],
      [9, { parent: 'Xã Đồng Văn', name: 'Tổ 1', households: 120 }],
    ])
    expect(remarks(table).sort()).toEqual(['hidden-rows', 'other-sheet', 'total-row'])
  })

  test('its old and its own forms are refused with what to do', async () => {
    expect((await refusal(file('thon-libreoffice.xls'), { fileName: 'thon.xls' })).code).toBe('old-excel')
    expect((await refusal(file('thon-libreoffice.xls'), { fileName: 'thon.xlsx' })).code).toBe('old-excel')
    expect((await refusal(file('thon-libreoffice.ods'), { fileName: 'thon.ods' })).code).toBe('open-document')
  })
})

describe('csv', () => {
  const lines = ['Tên thôn;Xã;Số hộ', 'Thôn Lô Lô Chải;Lũng Cú;86', 'Thôn Đông Hà;Đồng Văn;40']
  const expected = [
    { name: 'Thôn Lô Lô Chải', parent: 'Lũng Cú', households: 86 },
    { name: 'Thôn Đông Hà', parent: 'Đồng Văn', households: 40 },
  ]
  const text = lines.join('\r\n')

  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-8, decomposed', Buffer.from(text.normalize('NFD'))],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(text, 'utf16le')],
    ['UTF-16 big endian', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['Windows-1258', windows1258(text)],
    ['TCVN3', Buffer.from(encodeOld(text, 'TCVN3'), 'latin1')],
    ['VNI', Buffer.from(encodeOld(text, 'VNI'), 'latin1')],
    ['tabs', Buffer.from(text.replaceAll(';', '\t'))],
    ['commas', Buffer.from(text.replaceAll(';', ','))],
    ['a line sep=;', Buffer.from(`sep=;\r\n${text}`)],
  ])('%s', async (_, content) => {
    const table = await read(content, { fileName: 'a.csv' })
    expect(table.rows.map((row) => row.values)).toEqual(expected)
  })

  test('the separator is the one that every line uses', () => {
    expect(delimiterOf('a;b\n1,5;2\n1,6;3')).toBe(';')
    expect(delimiterOf('a,b,c\n"x;y;z;t",2,3')).toBe(',')
    expect(delimiterOf('a\tb\n1\t2')).toBe('\t')
  })

  test('quoted cells with line breaks and zeros kept by a formula', async () => {
    const table = await read('Mã,Tên thôn,Xã\n="00715","Thôn\nA",Lũng Cú', { fileName: 'a.csv' })
    expect(table.rows[0]?.values).toEqual({ code: '00715', name: 'Thôn A', parent: 'Lũng Cú' })
  })
})
