// Rows are matched as an office thinks; what is not certain is a question at the cell, never a guess.
import { describe, expect, test } from '@jest/globals'
import { strFromU8, unzipSync } from 'fflate'
import { checkFile } from '../../../src/organisation/import/check-file.js'
import type { ImportKind } from '../../../src/organisation/import/kinds.js'
import type { Known, KnownMember, KnownTeam } from '../../../src/organisation/import/known.js'
import type { PlannedRow } from '../../../src/organisation/import/plan.js'
import { hasImportText, importText } from '../../../src/organisation/import/texts.js'
import { errorsXlsx, templateXlsx } from '../../../src/organisation/import/templates.js'
import { onDisk, sheetXlsx, type OfficeCell } from './office-files.js'
import { territory, unit } from './places.js'

async function plan(rows: OfficeCell[][] | Buffer, { kind = 'units', known = territory() }: { kind?: ImportKind; known?: Known } = {}): Promise<PlannedRow[]> {
  const file = await checkFile({ ...onDisk(Buffer.isBuffer(rows) ? rows : sheetXlsx(rows)), kind, known })
  const planned: PlannedRow[] = []
  for await (const batch of file.rows()) planned.push(...batch)
  await file.close()
  for (const { code, values } of planned.flatMap((row) => [...row.problems, ...row.notes])) {
    expect(hasImportText(code)).toBe(true)
    expect(importText(code, values)).not.toMatch(/[{}]/)
  }
  return planned
}

const brief = (rows: PlannedRow[]): unknown[] =>
  rows.map(({ state, target, problems, changes }) =>
    state === 'wrong' ? problems.map(({ column, code }) => `${column ?? ''}: ${code}`).join(', ') : state === 'changed' ? [target, ...changes.map(({ field, from, to }) => `${field} ${String(from)} → ${String(to)}`)] : state === 'new' ? 'new' : `= ${target}`,
  )

describe('units', () => {
  const head = ['Mã', 'Tên thôn', 'Loại', 'Xã', 'Số hộ']

  test.each<[string, OfficeCell[], unknown]>([
    ['the same name in capitals and without marks', [null, 'THON  LO LO CHAI', null, 'lung cu', 86], '= v1'],
    ['the same name in another normal form and another word before it', [null, 'Bản Lô Lô Chải'.normalize('NFD'), null, 'Xã Lũng Cú', 86], '= v1'],
    ['without the word before it', [null, 'Lô Lô Chải', null, 'Lũng Cú', 90], ['v1', 'households 86 → 90']],
    ['by its code, with a new name', ['00715.1', 'Thôn Lô Lô Chải Mới', null, null, 86], ['v1', 'name Thôn Lô Lô Chải → Thôn Lô Lô Chải Mới']],
    ['an empty cell leaves what is there', ['00715.1', 'Thôn Lô Lô Chải', null, null, null], '= v1'],
    ['a village that is not there yet', [null, 'Thôn Xéo Lủng', null, 'Lũng Cú', 40], 'new'],
    ['exactly the one of two that it says', [null, 'Thôn 1', null, 'Đồng Văn', null], '= v3'],
    ['two that fit', [null, '1', null, 'Đồng Văn', null], 'Tên đơn vị: ambiguous-village'],
    ['an unknown commune', [null, 'Thôn A', null, 'Sủng Là', null], 'Xã: unknown-commune'],
    ['no commune', [null, 'Thôn A', null, null, null], 'Xã: parent-missing'],
    ['a code under another commune', ['00715.1', 'Thôn Lô Lô Chải', null, 'Đồng Văn', null], 'Xã: parent-differs'],
    ['another code for a known village', ['00715.9', 'Thôn Lô Lô Chải', null, 'Lũng Cú', null], 'Mã đơn vị: code-differs'],
    ['a code used outside the territory', ['99999', 'Thôn Mới', null, 'Lũng Cú', null], 'Mã đơn vị: code-taken'],
    ['a kind that is none', [null, 'Thôn Mới', 'Hội', 'Lũng Cú', null], 'Loại: unknown-label'],
    ['no name', [null, null, 'Thôn', 'Lũng Cú', 3], 'Tên đơn vị: required'],
    ['a count that is none', [null, 'Thôn Mới', null, 'Lũng Cú', 'nhiều'], 'Số hộ: not-a-count'],
    ['a commune of the list itself', [null, 'Xã Ma Lé', null, 'Tuyên Quang', null], 'new'],
  ])('%s', async (_, row, expected) => {
    expect(brief(await plan([head, row]))).toEqual([expected])
  })

  test('a new village has its place under the commune', async () => {
    const [row] = await plan([head, [null, 'Thôn Xéo Lủng', null, 'Lũng Cú', 40]])
    expect(row?.record).toMatchObject({ name: 'Thôn Xéo Lủng', label: 'Thôn', type: 'village', parent: 'lc', households: 40, path: `/tq/lc/${row?.target}/` })
  })

  test('a commune and its villages in one list, in any order', async () => {
    const rows = await plan([head, [null, 'Thôn Má Lủng', null, 'Ma Lé', 10], [null, 'Xã Ma Lé', null, 'Tỉnh Tuyên Quang', null]])
    expect(brief(rows)).toEqual(['new', 'new'])
    expect(rows[0]?.record).toMatchObject({ parent: rows[1]?.target })
  })

  test('rows and codes that come twice name the first row', async () => {
    const rows = await plan([head, [null, 'Thôn A', null, 'Lũng Cú', 1], [null, 'thôn  a', null, 'Lũng Cú', 2], ['M1', 'Thôn B', null, 'Lũng Cú', 1], ['M1', 'Thôn C', null, 'Đồng Văn', 1]])
    expect(brief(rows)).toEqual(['new', ': repeated-row', 'new', 'Mã đơn vị: repeated-code'])
    expect(rows[1]?.problems[0]?.values).toEqual({ row: 2 })
  })

  test('"Thôn 5" and "Tổ 5" of one commune are two places where the list has both', async () => {
    expect(brief(await plan([head, [null, 'Thôn 5', null, 'Lũng Cú', 1], [null, 'Tổ 5', null, 'Lũng Cú', 2]]))).toEqual(['new', 'new'])
  })

  test('two communes of one name are told apart by the province, or are a question', async () => {
    const known = territory()
    const other = unit({ id: 'hg', name: 'Tỉnh Hà Giang', type: 'province' })
    known.units.push(other, unit({ id: 'lc2', name: 'Xã Lũng Cú', type: 'commune', code: '1' }, other))
    const rows = await plan([[...head, 'Tỉnh'], [null, 'A', null, 'Lũng Cú', 1, null], [null, 'B', null, 'Lũng Cú', 1, 'Hà Giang']], { known })
    expect(brief(rows)).toEqual(['Xã: ambiguous-commune', 'new'])
    expect(rows[1]?.record).toMatchObject({ parent: 'lc2' })
  })

  test('a code that lost its zeros is asked about', async () => {
    expect(brief(await plan([['Tên thôn', 'Mã xã'], ['A', 715]]))).toEqual(['Mã xã: lost-zeros'])
    expect(brief(await plan(Buffer.from('Tên thôn;Mã xã\nA;715\nB;00715\n')))).toEqual(['Mã xã: lost-zeros', 'new'])
    const known = territory()
    known.units.push(unit({ id: 'v9', name: 'Thôn Thèn Ván', type: 'village', code: '00731' }, known.units.find(({ id }) => id === 'lc')))
    expect(brief(await plan([head, [731, 'Thôn Thèn Ván Mới', null, 'Lũng Cú', null]], { known }))).toEqual(['Mã đơn vị: lost-zeros'])
  })

  test('two places whose names differ by their marks alone, or by nothing, are told by their codes', async () => {
    const rows: OfficeCell[][] = [['A1', 'Nà Lạn', null, 'Lũng Cú', 1], ['A2', 'Nà Lán', null, 'Lũng Cú', 2], ['A3', 'Nà Lạn', null, 'Lũng Cú', 3], ['A4', 'Nà Lạn', null, 'Lũng Cú', 4]]
    const first = await plan([head, ...rows])
    expect(brief(first)).toEqual(['new', 'new', 'new', 'new'])
    const known = territory()
    const parent = known.units.find(({ id }) => id === 'lc')
    known.units.push(unit({ id: 'n1', name: 'Nà Lạn', type: 'village', code: 'A1' }, parent), unit({ id: 'n2', name: 'Nà Lán', type: 'village', code: 'A2' }, parent))
    expect(brief(await plan([head, ['A2', 'Nà Lán', null, 'Lũng Cú', null], ['A9', 'Nà Lản', null, 'Lũng Cú', null]], { known }))).toEqual(['= n2', 'Mã đơn vị: code-differs'])
    expect(brief(await plan([head, ['A1', 'Nà Lạn', null, null, null], ['A2', 'Nà Lán', null, null, null], ['A9', 'Nà Lản', null, 'Lũng Cú', null]], { known }))).toEqual(['= n1', '= n2', 'new'])
    expect(brief(await plan([head, [null, 'nà lán', null, 'Lũng Cú', null], [null, 'Na Lan', null, 'Lũng Cú', null]], { known }))).toEqual(['= n2', 'Tên đơn vị: ambiguous-village'])
  })

  test('found by its code, a name with other marks is put right; one typed without marks is not', async () => {
    expect(brief(await plan([head, ['00715.1', 'Thôn Lô Lô Chài', null, null, null]]))).toEqual([['v1', 'name Thôn Lô Lô Chải → Thôn Lô Lô Chài']])
    expect(brief(await plan([head, ['00715.1', 'THON LO LO CHAI', null, null, null]]))).toEqual(['= v1'])
  })
})

const teams: KnownTeam[] = [
  { id: 't1', unit: 'v1', label: 'Tổ dân vận Thôn Lô Lô Chải', foundingDecision: '', active: true },
  { id: 't3', unit: 'v3', label: 'Tổ A', foundingDecision: '', active: true },
  { id: 't4', unit: 'v3', label: 'Tổ B', foundingDecision: '', active: true },
]
const member = (given: Partial<KnownMember> & { id: string; name: string }): KnownMember => ({ team: 't1', role: 'member', position: '', phone: '', from: '2026-01-01', to: '', ...given })

describe('teams', () => {
  const head = ['Xã', 'Thôn', 'Tên tổ', 'Quyết định thành lập', 'Tình trạng']
  test.each<[string, OfficeCell[], unknown]>([
    ['a new team', ['Lũng Cú', 'Thèn Pả', null, '12-QĐ/ĐU', null], 'new'],
    ['a known team gets its decision', ['Lũng Cú', 'Lô Lô Chải', null, '12-QĐ/ĐU', null], ['t1', 'foundingDecision null → 12-QĐ/ĐU']],
    ['the same team', ['Lũng Cú', 'Lô Lô Chải', 'TỔ DÂN VẬN thôn Lô Lô Chải', null, 'Hoạt động'], '= t1'],
    ['one of two by its name', ['Đồng Văn', 'Thôn 1', 'tổ b', null, 'đã ngừng'], ['t4', 'active true → false']],
    ['which of two', ['Đồng Văn', 'Thôn 1', null, null, null], 'Tên tổ: ambiguous-team'],
    ['an unknown village', ['Lũng Cú', 'Xéo Lủng', null, null, null], 'Thôn: unknown-village'],
    ['a word that is no choice', ['Lũng Cú', 'Thèn Pả', null, null, 'tốt'], 'Tình trạng: not-a-choice'],
  ])('%s', async (_, row, expected) => expect(brief(await plan([head, row], { kind: 'teams', known: { ...territory(), teams } }))).toEqual([expected]))
})

describe('members', () => {
  const head = ['Xã', 'Thôn', 'Họ và tên', 'Vai trò', 'Chức vụ', 'Số điện thoại', 'Từ ngày', 'Đến ngày']
  const members = [
    member({ id: 'm1', name: 'Giàng A Páo', role: 'leader', phone: '0912345678' }),
    member({ id: 'm2', name: 'Sùng Thị Mai' }),
    member({ id: 'm3', name: 'Sùng Thị Mai', phone: '0987654321' }),
    member({ id: 'm4', name: 'Lò Văn Tư', to: '2026-03-01' }),
    member({ id: 'm5', team: 't3', name: 'Vàng Mí Sính', phone: '0900000001' }),
    member({ id: 'm6', team: 't3', name: 'Lầu Mí Sò', phone: '0900 000 002' }),
  ]
  const row = (...cells: OfficeCell[]): OfficeCell[] => ['Lũng Cú', 'Lô Lô Chải', ...cells]
  test.each<[string, OfficeCell[], unknown]>([
    ['known, in capitals', row('GIÀNG A PÁO', 'Tổ trưởng', null, '0912 345 678', null, null), '= m1'],
    ['a number cell that lost the zero of a telephone', row('Giàng A Páo', 'tổ trưởng', null, 912345678, null, null), '= m1'],
    ['another role and a day of leaving', row('Giàng A Páo', 'Tổ phó', 'Trưởng thôn', null, null, '01/12/2026'), ['m1', 'role leader → deputy', 'position null → Trưởng thôn', 'to null → 2026-12-01']],
    ['another role, though the person has left: from which day?', row('Giàng A Páo', 'Tổ phó', null, null, null, '01/10/2026'), 'Từ ngày: role-day-missing'],
    ['another role for some time', row('Giàng A Páo', 'Tổ phó', null, null, '01/08/2026', '01/10/2026'), ['m1', 'role leader → deputy', 'from 2026-01-01 → 2026-08-01', 'to null → 2026-10-01']],
    ['new', row('Hạ Thị Sua', 'Thành viên', 'Hội phụ nữ', '0911111111', '01/01/2026', null), 'new'],
    ['who has left and comes again', row('Lò Văn Tư', null, null, null, null, null), 'new'],
    ['two of one name', row('Sùng Thị Mai', 'Tổ phó', null, null, null, null), 'Họ và tên: ambiguous-member'],
    ['two of one name, told apart by telephone', row('Sùng Thị Mai', 'Tổ phó', null, '0987654321', null, null), ['m3', 'role member → deputy']],
    ['serving in another team, whose telephone was typed in groups', row('Lầu Mí Sò', null, null, '0900000002', null, null), 'Họ và tên: two-teams'],
    ['serving in another team', row('Vàng Mí Sính', null, null, '0900000001', null, null), 'Họ và tên: two-teams'],
    ['days in the wrong order', row('Hạ Thị Sua', null, null, null, '01/10/2026', '01/09/2026'), 'Đến ngày: days-order'],
    ['no telephone number', row('Hạ Thị Sua', null, null, '12345', null, null), 'Số điện thoại: not-a-phone'],
    ['a village without a team', ['Lũng Cú', 'Thèn Pả', 'Hạ Thị Sua', null, null, null, null, null], 'Thôn: no-team'],
  ])('%s', async (_, cells, expected) => expect(brief(await plan([head, cells], { kind: 'members', known: { ...territory(), teams, members } }))).toEqual([expected]))

  test('two people of one name in one team: told by telephone, by marks, by all that is known; else asked', async () => {
    const known = (list: KnownMember[]): Known => ({ ...territory(), teams, members: list })
    const asked = async (list: KnownMember[], ...rows: OfficeCell[][]): Promise<unknown[]> => brief(await plan([head, ...rows], { kind: 'members', known: known(list) }))
    const father = member({ id: 'f', name: 'Vừ Mí Kề', phone: '0911111111' })
    const [old, son] = [row('Vừ Mí Kề', null, null, '0911111111', null, null), row('Vừ Mí Kề', null, null, '0922222222', null, null)]
    expect(await asked([father], son, old)).toEqual(['new', '= f'])
    expect(await asked([father], son)).toEqual([['f', 'phone 0911111111 → 0922222222']])
    expect(await asked([], row('Vừ Mí Kề', null, null, null, null, null), row('vừ mí kề', null, null, null, null, null))).toEqual(['new', ': repeated-member'])
    const alike = [member({ id: 'a', name: 'Sùng Thị Mai', position: 'Hội phụ nữ' }), member({ id: 'b', name: 'Sùng Thị Mái' }), member({ id: 'c', name: 'Sùng Thị Mai', role: 'deputy' })]
    expect(await asked(alike, row('Sùng Thị Mái', null, null, null, null, null), row('Sùng Thị Mai', 'Thành viên', 'Hội phụ nữ', null, '01/01/2026', null), row('Sùng Thị Mai', 'Tổ phó', null, null, '01/01/2026', null), row('Sùng Thị Mai', null, null, null, null, null))).toEqual(['= b', '= a', '= c', 'Họ và tên: ambiguous-member'])
    const filled = await plan(await templateXlsx({ kind: 'members', known: known(alike) }), { kind: 'members', known: known(alike) })
    expect(filled.map(({ state }) => state)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  test('the day of joining stays in a list when the role changes: it is no day of the new term', async () => {
    const said = row('Giàng A Páo', 'Tổ phó', null, null, '01/01/2026', null)
    const asked = async (list: KnownMember[], cells: OfficeCell[]): Promise<unknown[]> => brief(await plan([head, cells], { kind: 'members', known: { ...territory(), teams, members: list } }))
    expect(await asked(members, said)).toEqual([['m1', 'role leader → deputy']])
    const terms = [member({ id: 'm0', name: 'Giàng A Páo', to: '2026-05-31' }), member({ id: 'm1', name: 'Giàng A Páo', role: 'leader', from: '2026-06-01', to: '2026-11-21' }), member({ id: 'm1b', name: 'Giàng A Páo', role: 'deputy', from: '2026-11-22' })]
    expect(await asked(terms, said)).toEqual(['= m1b'])
    expect(await asked(terms, row('Giàng A Páo', null, null, null, '01/06/2026', null))).toEqual(['= m1b'])
    expect(await asked(terms, row('Giàng A Páo', null, null, null, '02/06/2026', null))).toEqual([['m1b', 'from 2026-11-22 → 2026-06-02']])
  })

  test('a second leader is remarked on, unless the list lets the first one go', async () => {
    const notes = async (...rows: OfficeCell[][]): Promise<string[][]> => (await plan([head, ...rows], { kind: 'members', known: { ...territory(), teams, members } })).map((planned) => planned.notes.map(({ code }) => code))
    const joining = row('Lò Thị Hoa', 'Tổ trưởng', null, null, null, null)
    expect(await notes(joining)).toEqual([['two-leaders']])
    expect(await notes(joining, row('Giàng A Páo', 'Tổ phó', null, null, null, null))).toEqual([[], []])
    expect(await notes(joining, row('Giàng A Páo', null, null, null, null, '01/12/2026'))).toEqual([[], []])
    expect(await notes(row('Giàng A Páo', 'Tổ trưởng', null, null, null, null))).toEqual([[]])
  })

  test('a namesake in another team of the commune is remarked on; another telephone tells that it is somebody else', async () => {
    const known = { ...territory(), teams: [...teams, { id: 't5', unit: 'v2', label: '', foundingDecision: '', active: true }], members }
    const there = (...cells: OfficeCell[]): OfficeCell[] => ['Lũng Cú', 'Thèn Pả', ...cells]
    const planned = await plan([head, there('GIÀNG A PÁO', null, null, null, null, null), there('Sùng Thị Mai', null, null, '0977777777', null, null), there('Hạ Thị Sua', null, null, null, null, null), row('Hạ Thị Sua', null, null, null, null, null), ['Đồng Văn', 'Thôn 1', 'Hạ Thị Sua', null, null, null, null, null]], { kind: 'members', known: { ...known, teams: known.teams.filter(({ id }) => id !== 't4') } })
    expect(planned.map(({ state, notes }) => [state, ...notes.map(({ code, values }) => `${code} ${String(values.place)}`)])).toEqual([['new', 'namesake Thôn Lô Lô Chải'], ['new'], ['new'], ['new', 'namesake Thôn Thèn Pả'], ['new']])
  })

  test('a term may end with the years of an office, not in 2062', async () => {
    const ends = async (day: string): Promise<unknown[]> => brief(await plan([head, row('Giàng A Páo', null, null, null, null, day)], { kind: 'members', known: { ...territory(), teams, members } }))
    expect(await ends('31/12/2030')).toEqual([['m1', 'to null → 2030-12-31']])
    expect(await ends('31/12/2062')).toEqual(['Đến ngày: future-day'])
  })

  test('a day of leaving before the day on which the person began', async () => {
    expect(brief(await plan([head, row('Giàng A Páo', null, null, null, null, '31/12/2025')], { kind: 'members', known: { ...territory(), teams, members } }))).toEqual(['Đến ngày: days-order'])
  })

  test('one person in two teams of one list', async () => {
    const known = { ...territory(), teams: [...teams, { id: 't5', unit: 'v2', label: '', foundingDecision: '', active: true }] }
    const rows = await plan([head, row('Hạ Thị Sua', null, null, '0911111111', null, null), ['Lũng Cú', 'Thèn Pả', 'Hạ Thị Sua', null, null, '0911111111', null, null]], { kind: 'members', known })
    expect(brief(rows)).toEqual(['new', 'Họ và tên: two-teams-file'])
  })
})

describe('accounts', () => {
  const head = ['Họ tên', 'Email', 'Quyền', 'Đơn vị']
  const known = (): Known => ({
    ...territory(),
    accounts: [
      { id: 'a1', email: 'hoa@tq.gov.vn', username: '', name: 'Nguyễn Thị Hoa', phone: '', roles: ['editor'], units: ['lc'], isWithin: true },
      { id: 'a2', email: 'tren@tq.gov.vn', username: '', name: 'Cấp Trên', phone: '', roles: ['admin'], units: ['tq'], isWithin: false },
      { id: 'me', email: 'toi@tq.gov.vn', username: '', name: 'Tôi', phone: '', roles: ['admin'], units: ['tq'], isWithin: true },
    ],
    takenEmails: ['nguoikhac@hn.gov.vn'],
  })
  test.each<[string, OfficeCell[], unknown]>([
    ['new', ['Lê Văn Tám', 'TAM@tq.gov.vn', 'Tuyên truyền; theo dõi địa bàn', 'Lũng Cú; xã Đồng Văn'], 'new'],
    ['the same', ['Nguyễn Thị Hoa', 'hoa@tq.gov.vn', 'tuyên truyền', 'Lũng Cú'], '= a1'],
    ['more roles', ['Nguyễn Thị Hoa', 'hoa@tq.gov.vn', 'Tuyên truyền, Theo dõi', null], ['a1', 'roles editor → editor,manager']],
    ['above one’s own territory', ['Lê Văn Tám', 'tam@tq.gov.vn', 'Quản trị', 'Hà Nội'], 'Đơn vị: outside-territory'],
    ['an account that has more than oneself', ['Cấp Trên', 'tren@tq.gov.vn', null, null], 'Thư điện tử: account-above'],
    ['an address used elsewhere', ['Lê Văn Tám', 'nguoikhac@hn.gov.vn', 'Quản trị', 'Lũng Cú'], 'Thư điện tử: email-taken'],
    ['no role, no unit', ['Lê Văn Tám', 'tam@tq.gov.vn', null, null], 'Quyền: roles-missing, Đơn vị: units-missing'],
    ['no address', ['Lê Văn Tám', 'tam tq.gov.vn', 'Quản trị', 'Lũng Cú'], 'Thư điện tử: not-an-email'],
    ['oneself', ['Tôi', 'toi@tq.gov.vn', 'Tuyên truyền', null], ': own-account'],
  ])('%s', async (_, row, expected) => expect(brief(await plan([head, row], { kind: 'accounts', known: known() }))).toEqual([expected]))

  describe('without an address', () => {
    const columns = ['Họ tên', 'Tên đăng nhập', 'Số điện thoại', 'Quyền', 'Đơn vị']
    const named = (): Known => ({
      ...territory(),
      accounts: [
        { id: 'p1', email: '', username: 'pao.giang', name: 'Giàng A Páo', phone: '0912345678', roles: ['manager'], units: ['lc'], isWithin: true },
        { id: 'p2', email: '', username: 'pao.giang2', name: 'Giàng A Páo', phone: '', roles: ['manager'], units: ['dv'], isWithin: true },
        { id: 's1', email: 'sua@tq.gov.vn', username: 'sua.ha', name: 'Hạ Thị Sua', phone: '', roles: ['editor'], units: ['lc'], isWithin: true },
      ],
    })
    test.each<[string, OfficeCell[], unknown]>([
      ['the one of this unit', ['GIÀNG A PÁO', null, null, 'Theo dõi', 'Đồng Văn'], ['p2', 'name Giàng A Páo → GIÀNG A PÁO']],
      ['by phone, wherever they work now', ['Giàng A Páo', null, '0912345678', 'Theo dõi', 'Đồng Văn'], ['p1', 'units lc → dv']],
      ['by sign-in name, however it is written', ['Giàng A Páo', ' Pao.Giàng ', null, null, null], '= p1'],
      ['two of that name and nothing to tell them apart is a question', ['Giàng A Páo', null, null, 'Theo dõi', 'Lũng Cú; Đồng Văn'], 'Họ và tên: ambiguous-account'],
      ['another phone is a question, not a guess', ['Giàng A Páo', null, '0988888888', 'Theo dõi', 'Lũng Cú'], 'Số điện thoại: other-phone'],
      ['a namesake elsewhere is somebody new', ['Hạ Thị Sua', null, null, 'Tuyên truyền', 'Đồng Văn'], 'new'],
      ['a name of one’s own choice', ['Lê Văn Tám', '0977777777', null, 'Tuyên truyền', 'Lũng Cú'], 'new'],
      ['no sign-in name', ['Lê Văn Tám', 'a@', null, 'Tuyên truyền', 'Lũng Cú'], 'Tên đăng nhập: not-a-sign-in-name'],
    ])('%s', async (_, row, expected) => expect(brief(await plan([columns, row], { kind: 'accounts', known: named() }))).toEqual([expected]))

    test('two people of one name in one file are told by their phones; the same line twice is said', async () => {
      const line = (phone: string | null): OfficeCell[] => ['Lê Văn Tám', null, phone, 'Tuyên truyền', 'Lũng Cú']
      expect(brief(await plan([columns, line('0911111111'), line('0922222222'), line('0911111111')], { kind: 'accounts', known: named() }))).toEqual(['new', 'new', ': repeated-row'])
    })
  })
})

describe('templates', () => {
  test.each<ImportKind>(['units', 'teams', 'members', 'accounts'])('%s: filled with what is there, it comes back unchanged', async (kind) => {
    const known: Known = {
      ...territory(),
      teams,
      // As forms keep them: a telephone in groups.
      members: [member({ id: 'm1', name: 'Giàng A Páo', role: 'leader', phone: '0912 345 678', position: 'Bí thư chi bộ' })],
      accounts: [{ id: 'a1', email: 'hoa@tq.gov.vn', username: '', name: 'Nguyễn Thị Hoa', phone: '+84 912.345.679', roles: ['editor', 'manager'], units: ['lc', 'dv'], isWithin: true }],
    }
    const rows = await plan(await templateXlsx({ kind, known }), { kind, known })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter((row) => row.state !== 'unchanged')).toEqual([])
  })

  test.each<ImportKind>(['units', 'teams', 'members', 'accounts'])('%s: the empty template has an example that is not imported, and says the communes', async (kind) => {
    const template = await templateXlsx({ kind, communes: [{ code: '00715', name: 'Xã Lũng Cú' }] })
    await expect(plan(template, { kind })).rejects.toMatchObject({ code: 'no-rows' })
    const values = strFromU8(unzipSync(new Uint8Array(template))['xl/worksheets/sheet3.xml'] ?? new Uint8Array())
    for (const value of ['Xã Lũng Cú', '00715']) expect(values).toContain(`>${value}<`)
  })

  test('a large table is written in steps between which others are served', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ row: index + 2, shown: [`Thôn ${index}`], problems: [] }))
    let turns = 0
    let isWriting = true
    const serve = (): void => {
      turns += 1
      if (isWriting) setImmediate(serve)
    }
    setImmediate(serve)
    await errorsXlsx({ columns: [], rows })
    isWriting = false
    expect(turns).toBeGreaterThan(30)
  })

  test('the wrong rows come back with a reason, and once corrected go in', async () => {
    const rows = await plan([['Tên thôn', 'Xã', 'Số hộ'], ['Thôn A', 'Sủng Là', 5], ['=HYPERLINK("x")', 'Sủng Là', 5]])
    const wrong = await errorsXlsx({ columns: (await checkFile({ ...onDisk(sheetXlsx([['Tên thôn', 'Xã', 'Số hộ'], ['a', 'b', 1]])), kind: 'units', known: territory() })).columns, rows })
    const known = territory()
    known.units.push(unit({ id: 'sl', name: 'Xã Sủng Là', type: 'commune' }, known.province))
    const again = await plan(wrong, { known })
    expect(brief(again)).toEqual(['new', 'new'])
    expect(again[1]?.name).toBe('=HYPERLINK("x")')
  })
})
