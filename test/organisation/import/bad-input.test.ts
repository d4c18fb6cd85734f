// Every bad list an office or an attacker may send, over HTTP to a server of its own: a clear word at the cell, nothing
// written, time and memory bounded.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { strToU8 } from 'fflate'
import { encodeOld } from '../../../src/organisation/import/old-encodings.js'
import { ownEnvironment, type Run, runServer, setUp } from '../../platform/run-server.js'
import { officeXlsx, sheetXlsx, windows1258, type OfficeCell } from './office-files.js'

interface Shown {
  row: number | null
  column: string | null
  code: string
  message: string
}
interface Checked {
  id?: string
  code?: string
  title?: string
  counts?: Record<string, number>
  problems?: Shown[]
  notices?: Shown[]
  items?: { name: string; cells: { column: string; text: string }[]; notes: Shown[] }[]
}

const own = ownEnvironment()
const tokens: Record<string, string> = {}
let run: Run

const HEADINGS: OfficeCell[] = ['Mã', 'Tên thôn', 'Xã', 'Số hộ', 'Ngày thành lập']
const libreOffice = (name: string): Buffer => readFileSync(join(process.cwd(), 'test/organisation/import/files', name))
const csv = (rows: string[]): string => ['Mã;Tên thôn;Xã;Số hộ', ...rows].join('\n')

async function call<Body>(method: string, path: string, who = 'province', body?: FormData | string): Promise<{ status: number; body: Body }> {
  const response = await fetch(run.url + path, { method, headers: { Authorization: `JWT ${tokens[who]}`, Connection: 'close', ...(typeof body === 'string' ? { 'Content-Type': 'application/json' } : {}) }, ...(body === undefined ? {} : { body }) })
  return { status: response.status, body: (await response.json()) as Body }
}

function send(content: Buffer | string, { kind = 'units', name = 'danh sách.xlsx', who = 'province' } = {}): Promise<{ status: number; body: Checked }> {
  const form = new FormData()
  form.set('kind', kind)
  form.set('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name)
  return call<Checked>('POST', '/api/imports', who, form)
}

async function bring(content: string, kind: string): Promise<void> {
  const { body } = await send(content, { kind, name: 'a.csv' })
  expect(body).toMatchObject({ counts: { wrong: 0 } })
  await call('POST', `/api/imports/${body.id}/apply`)
  for (;;) {
    const { state } = (await call<{ state: string }>('GET', `/api/imports/${body.id}`)).body
    if (state === 'applied') return
    if (state !== 'applying') throw new Error(`the import is ${state}`)
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** What may never change by a check. */
async function total(): Promise<number[]> {
  const totals: number[] = []
  for (const slug of ['org-units', 'teams', 'team-members', 'users']) totals.push((await call<{ totalDocs: number }>('GET', `/api/${slug}?limit=1`)).body.totalDocs)
  return totals
}

function status(field: string): number {
  return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${run.process.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
}

/** Of all threads; a loaded machine does not lengthen it. */
function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${run.process.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

let before: number[]

beforeAll(async () => {
  run = await runServer({ ...own.env, LANTOA_RATE_LIMITS: 'off', LANTOA_LOG_LEVEL: 'error' })
  tokens.province = (await setUp(run)).token
  await bring('Mã;Tên đơn vị;Xã\n00715;Xã Lũng Cú;Tỉnh Thử\n00721;Xã Đồng Văn;Tỉnh Thử\n', 'units')
  await bring(csv(['00715.1;Thôn Lô Lô Chải;Lũng Cú;86', '00721.1;Thôn Má Lủng;Đồng Văn;40']), 'units')
  await bring('Xã;Thôn\nLũng Cú;Lô Lô Chải\nĐồng Văn;Má Lủng\n', 'teams')
  await bring('Xã;Thôn;Họ và tên;Vai trò;SĐT\nLũng Cú;Lô Lô Chải;Giàng A Páo;Tổ trưởng;0912345678\n', 'members')
  const { docs } = (await call<{ docs: { id: string; name: string }[] }>('GET', '/api/org-units?limit=50')).body
  const commune = docs.find(({ name }) => name === 'Xã Lũng Cú')?.id
  await call('POST', '/api/users', 'province', JSON.stringify({ email: 'xa@tinh.vn', password: 'mot cau de nho va dai', name: 'Cán bộ xã', roles: ['admin'], units: [commune] }))
  const login = await call<{ token: string }>('POST', '/api/users/login', 'nobody', JSON.stringify({ email: 'xa@tinh.vn', password: 'mot cau de nho va dai' }))
  tokens.commune = login.body.token
  before = await total()
}, 120_000)

afterAll(async () => {
  try {
    expect(await total()).toEqual(before)
  } finally {
    await run?.stop()
    own.remove()
  }
}, 60_000)

describe('refused as a whole', () => {
  const plain = { sheets: [{ rows: [['Tên thôn', 'Xã'], ['A', 'Lũng Cú']] as OfficeCell[][] }] }
  test.each<[string, string, number, () => Parameters<typeof send>]>([
    ['an empty file', 'empty-file', 422, () => ['', { name: 'a.csv' }]],
    ['an empty sheet', 'no-headings', 422, () => [sheetXlsx([])]],
    ['headings alone', 'no-rows', 422, () => [sheetXlsx([HEADINGS])]],
    ['an old .xls by LibreOffice', 'old-excel', 422, () => [libreOffice('thon-libreoffice.xls'), { name: 'thon.xls' }]],
    ['an .ods by LibreOffice', 'open-document', 422, () => [libreOffice('thon-libreoffice.ods'), { name: 'thon.ods' }]],
    ['macros', 'macros', 422, () => [officeXlsx({ ...plain, extra: { 'xl/vbaProject.bin': strToU8('x') } })]],
    ['a heading merged over two columns', 'merged-heading', 422, () => [sheetXlsx([['Tên thôn', null, 'Xã'], ['A', 'x', 'Lũng Cú']], { merges: ['A1:B1'] })]],
    ['a cut upload', 'broken-file', 422, () => [officeXlsx(plain).subarray(0, 700)]],
    ['a picture', 'not-a-table', 422, () => [Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex'), { name: 'a.xlsx' }]],
  ])('%s', async (_name, code, answer, given) => {
    const { status: answered, body } = await send(...given())
    expect([answered, body.code]).toEqual([answer, code])
    expect(body.title).toMatch(/[àáảãạăâđêôơư].*\.$/i)
  })
})

describe('bounded in time and memory', () => {
  const bounded = async (given: Parameters<typeof send>, code: string, { seconds, megabytes }: { seconds: number; megabytes: number }): Promise<void> => {
    const [cpu, memory] = [cpuSeconds(), status('VmRSS')]
    let peak = memory
    const watch = setInterval(() => {
      peak = Math.max(peak, status('VmRSS'))
    }, 20)
    try {
      const { status: answered, body } = await send(...given)
      expect([answered, body.code]).toEqual([422, code])
    } finally {
      clearInterval(watch)
    }
    expect({ seconds: cpuSeconds() - cpu < seconds, megabytes: peak - memory < megabytes, measured: [cpuSeconds() - cpu, peak - memory] }).toMatchObject({ seconds: true, megabytes: true })
  }

  test('200,000 rows as .csv', async () => {
    await bounded([csv(Array.from({ length: 200_000 }, (_, index) => `;Thôn ${index};Lũng Cú;${index % 90}`)), { name: 'a.csv' }], 'too-many-rows', { seconds: 30, megabytes: 300 })
  }, 120_000)
  test('200,000 rows as .xlsx', async () => {
    await bounded([sheetXlsx([['Tên thôn', 'Xã'], ...Array.from({ length: 200_000 }, (_, index): OfficeCell[] => [`Thôn ${index}`, 'Lũng Cú'])])], 'too-many-rows', { seconds: 45, megabytes: 350 })
  }, 180_000)
  test('a zip bomb', async () => {
    // 500 MB by its own words; read-files.test.ts has one that keeps them.
    await bounded([declaring(officeXlsx({ sheets: [{ rows: [['Tên thôn', 'Xã'], ['A', 'B']] }] }), 500_000_000)], 'zip-bomb', { seconds: 3, megabytes: 60 })
  }, 120_000)
  test('a bomb below that bound: millions of shared texts', async () => {
    const texts = `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${'<si><t>Thôn</t></si>'.repeat(2_500_000)}</sst>`
    await bounded([officeXlsx({ sheets: [{ rows: [['Tên thôn', 'Xã'], ['A', 'Lũng Cú']] }], extra: { 'xl/sharedStrings.xml': strToU8(texts) } })], 'too-much', { seconds: 30, megabytes: 300 })
  }, 180_000)
})

/** The same archive with another size in the directory's line of its sheet. */
function declaring(content: Buffer, bytes: number): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  for (let at = content.indexOf(name); at >= 0; at = content.indexOf(name, at + 1)) if (content.readUInt32LE(at - 46) === 0x02014b50) content.writeUInt32LE(bytes, at - 22)
  return content
}

test('wrong cells: each says what is wrong, and nothing is written', async () => {
  const { status: answered, body } = await send(sheetXlsx([
    HEADINGS,
    ['00715.2', 'Thôn Hai', 'Lũng Cú', 10, null], ['00715.2', 'Thôn Ba', 'Lũng Cú', 10, null], // one code twice
    ['00715.1', 'Thôn Lô Lô Chải', 'Đồng Văn', 86, null], // a village under two communes
    [null, 'Thôn Năm', 'Lũng Cú', 10, { day: '2062-05-03' }], [null, 'Thôn Sáu', 'Lũng Cú', 10, '03/05/2062'],
    [null, 'Thôn Bảy', 'Lũng Cú', { formula: '1/0', error: '#DIV/0!' }, null], [null, 'Thôn Tám', 'Sủng Là', 10, null],
    [715.1, 'Thôn Chín', 'Lũng Cú', -3, null],
  ]))
  expect(answered).toBe(201)
  expect(body.problems?.map(({ row, column, code }) => [row, column, code])).toEqual([
    [3, 'Mã đơn vị', 'repeated-code'], [4, 'Xã', 'parent-differs'], [5, 'Ngày thành lập', 'future-day'], [6, 'Ngày thành lập', 'future-day'], [7, 'Số hộ', 'formula-error'], [8, 'Xã', 'unknown-commune'], [9, 'Số hộ', 'count-range'],
  ])
  expect((await call<Checked>('POST', `/api/imports/${body.id}/apply`)).status).toBe(409)
})

test('a file by LibreOffice that takes its figures from another file', async () => {
  const { body } = await send(libreOffice('lien-ket-libreoffice.xlsx'))
  expect(body.problems?.map(({ row, column, code }) => [row, column, code])).toEqual([[2, 'Số hộ', 'external-link'], [3, 'Số hộ', 'formula-error']])
})

test('a member in two teams', async () => {
  const { body } = await send('Xã;Thôn;Họ và tên;SĐT\nĐồng Văn;Má Lủng;Giàng A Páo;0912 345 678\nĐồng Văn;Má Lủng;Lò Thị Hoa;0912000111\nLũng Cú;Lô Lô Chải;Lò Thị Hoa;0912000111\n', { kind: 'members', name: 'a.csv' })
  expect(body.problems?.map(({ row, column, code }) => [row, column, code])).toEqual([[2, 'Họ và tên', 'two-teams'], [4, 'Họ và tên', 'two-teams-file']])
})

test('an account above one’s own territory', async () => {
  const list = 'Họ tên;Email;Quyền;Đơn vị\nLê Văn Tám;tam@tinh.vn;Quản trị;Tỉnh Thử\nVàng Thị Mỷ;my@tinh.vn;Quản trị;Đồng Văn\nGiàng Thị Dợ;do@tinh.vn;Quản trị;Lũng Cú\n'
  const { body } = await send(list, { kind: 'accounts', name: 'a.csv', who: 'commune' })
  expect(body.counts).toMatchObject({ new: 1, wrong: 2 })
  expect(body.problems?.map(({ row, column }) => [row, column])).toEqual([[2, 'Đơn vị'], [3, 'Đơn vị']])
})

describe('odd, but read', () => {
  const text = csv(['00715.7;Thôn Sủng Máng;Lũng Cú;21', '00715.8;Thôn Thèn Pả;Lũng Cú;22'])
  const excel = (rows: OfficeCell[][], more = {}): Buffer => sheetXlsx(rows, more)
  test.each<[string, () => Parameters<typeof send>, string[]]>([
    ['UTF-8', () => [text, { name: 'a.csv' }], []],
    ['UTF-8 with a mark', () => [`\ufeff${text}`, { name: 'a.csv' }], []],
    ['UTF-16', () => [Buffer.from(`\ufeff${text}`, 'utf16le'), { name: 'a.csv' }], []],
    ['Windows-1258', () => [windows1258(text), { name: 'a.csv' }], []],
    ['TCVN3', () => [Buffer.from(encodeOld(text, 'TCVN3'), 'latin1'), { name: 'a.csv' }], []],
    ['VNI', () => [Buffer.from(encodeOld(text, 'VNI'), 'latin1'), { name: 'a.csv' }], []],
    ['commas', () => [text.replaceAll(';', ','), { name: 'a.csv' }], []],
    ['tabs', () => [text.replaceAll(';', '\t'), { name: 'a.txt' }], []],
    ['hidden rows', () => [excel([HEADINGS, ['00715.7', 'Thôn Sủng Máng', 'Lũng Cú', 21, null], ['00715.8', 'Thôn Thèn Pả', 'Lũng Cú', 22, null]], { hiddenRows: [3] })], ['hidden-rows']],
    ['a second header row', () => [excel([HEADINGS, ['00715.7', 'Thôn Sủng Máng', 'Lũng Cú', 21, null], HEADINGS, ['00715.8', 'Thôn Thèn Pả', 'Lũng Cú', 22, null]])], ['repeated-header-row']],
    ['old fonts, Excel’s days, zeros by format', () => [excel([HEADINGS, [{ number: 7157, format: '000000' }, { text: encodeOld('Thôn Sủng Máng', 'TCVN3'), font: '.VnTime' }, 'Lũng Cú', 21, { day: '2025-07-01' }], [{ number: 7158, format: '000000' }, { text: encodeOld('Thôn Thèn Pả', 'VNI'), font: 'VNI-Times' }, 'Lũng Cú', 22, '01/07/2025']])], []],
  ])('%s', async (_name, given, notices) => {
    const { status: answered, body } = await send(...given())
    expect([answered, body.counts, body.notices?.map(({ code }) => code)]).toEqual([201, { new: 2, changed: 0, unchanged: 0, wrong: 0 }, notices])
    const rows = await call<Checked>('GET', `/api/imports/${body.id}/rows`)
    expect(rows.body.items?.map(({ name }) => name)).toEqual(['Thôn Sủng Máng', 'Thôn Thèn Pả'])
    expect(rows.body.items?.map(({ cells }) => cells.find(({ column }) => column === 'Mã đơn vị')?.text)).toEqual(/zeros/.test(_name) ? ['007157', '007158'] : ['00715.7', '00715.8'])
  })
})
