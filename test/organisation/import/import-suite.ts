// The import through its doors, on a whole server: the same story on either database.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { officeXlsx, sheetXlsx, type OfficeCell } from './office-files.js'

type Json = Record<string, unknown> & { id?: string; state?: string }
interface Answer {
  status: number
  body: Json
  bytes: Buffer
}

/** @param url LANTOA_DATABASE_URL, or undefined to skip the suite with its reason */
export function importSuite(name: string, url: (folder: string) => string): void {
  const folder = `.tmp/import-${name}-${process.pid}`
  let base = ''
  let stop: () => Promise<void> = async () => undefined
  const tokens: Record<string, string> = {}
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    Object.assign(process.env, {
      LANTOA_DATA_DIR: folder, LANTOA_MEDIA_DIR: `${folder}/media`, LANTOA_DATABASE_URL: url(folder), LANTOA_SECRET: 'a-secret-of-this-test-only', LANTOA_RATE_LIMITS: 'off', LANTOA_LOG_LEVEL: 'silent', PORT: '0',
    })
    const { startServices } = await import('../../../src/start.js')
    const { startServer } = await import('../../../src/server.js')
    const { payload } = await startServices({ thread: false })
    const unit = async (data: Record<string, unknown>): Promise<string> => String((await payload.create({ collection: 'org-units', data: data as never, overrideAccess: true })).id)
    ids.province = await unit({ name: 'Tỉnh Tuyên Quang', type: 'province', code: '08' })
    ids.lungCu = await unit({ name: 'Xã Lũng Cú', type: 'commune', code: '00715', label: 'Xã', parent: ids.province })
    ids.dongVan = await unit({ name: 'Xã Đồng Văn', type: 'commune', code: '00721', label: 'Xã', parent: ids.province })
    ids.other = await unit({ name: 'Tỉnh Lào Cai', type: 'province', code: '10' })
    const accounts = { admin: ['admin', 'province'], commune: ['admin', 'lungCu'], both: ['admin', 'lungCu', 'dongVan'], editor: ['editor', 'province'], other: ['admin', 'other'] } as const
    for (const [who, [role, ...places]] of Object.entries(accounts)) {
      await payload.create({ collection: 'users', data: { email: `${who}@tq.vn`, password: 'mat-khau-thu', name: who, roles: [role], units: places.map((place) => ids[place] ?? '') }, overrideAccess: true })
    }
    const server = await startServer()
    base = server.url
    stop = server.stop
    for (const who of Object.keys(accounts)) {
      const answer = await call('POST', '/api/users/login', undefined, JSON.stringify({ email: `${who}@tq.vn`, password: 'mat-khau-thu' }))
      tokens[who] = String(answer.body.token)
    }
  })

  afterAll(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function call(method: string, path: string, who?: string, body?: BodyInit): Promise<Answer> {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { ...(who ? { Authorization: `JWT ${tokens[who]}` } : {}), ...(typeof body === 'string' ? { 'Content-Type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, body: isJson ? (JSON.parse(bytes.toString()) as Json) : {}, bytes }
  }

  function upload(content: Buffer, kind: string, who = 'admin', fileName = 'danh sách thôn.xlsx'): Promise<Answer> {
    const form = new FormData()
    form.set('kind', kind)
    form.set('file', new Blob([new Uint8Array(content)]), fileName)
    return call('POST', '/api/imports', who, form)
  }

  async function settled(id: string | undefined): Promise<Json> {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      const { body } = await call('GET', `/api/imports/${id}`, 'admin')
      if (!['applying', 'undoing'].includes(String(body.state))) return body
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error('the import did not come to an end')
  }

  async function apply(id: string | undefined, body?: object): Promise<Json> {
    expect(await call('POST', `/api/imports/${id}/apply`, 'admin', body ? JSON.stringify(body) : undefined)).toMatchObject({ status: 202, body: { state: 'applying' } })
    return settled(id)
  }

  async function undo(id: string | undefined): Promise<Json> {
    expect(await call('POST', `/api/imports/${id}/undo`, 'admin')).toMatchObject({ status: 202, body: { state: 'undoing' } })
    return settled(id)
  }

  /** Everything that an import may touch, as people see it. */
  async function tree(): Promise<string[]> {
    const { services } = await import('../../../src/platform/services.js')
    const { orgUnits, orgPlacements } = await import('../../../src/organisation/tables.js')
    const { writtenMembers, writtenTeams } = await import('../../../src/organisation/import/tables.js')
    const { read } = services().database
    const lines: string[] = []
    for (const table of [orgUnits, orgPlacements, writtenTeams, writtenMembers]) {
      for (const row of await read.find(table, { where: [] })) {
        const kept = Object.entries(row).filter(([column, value]) => !['createdAt', 'updatedAt'].includes(column) && value !== null && value !== '')
        lines.push(`${table.slug} ${JSON.stringify(kept.sort())}`)
      }
    }
    return lines.sort()
  }

  const villages = (...rows: OfficeCell[][]): Buffer => sheetXlsx([['Tên thôn', 'Xã', 'Số hộ'], ...rows])

  test('units, teams and members go in, the same files change nothing, and all comes back out', async () => {
    const before = await tree()
    const units = villages(['Thôn Lô Lô Chải', 'Lũng Cú', 86], ['Thôn Thèn Pả', 'lung cu', 50], ['Tổ 1', 'Xã Đồng Văn', 120])
    const checked = await upload(units, 'units')
    expect(checked).toMatchObject({ status: 201, body: { state: 'checked', rows: 3, counts: { new: 3, changed: 0, unchanged: 0, wrong: 0 }, problems: [], fileName: 'danh sách thôn.xlsx' } })
    expect(await tree()).toEqual(before)
    expect(await apply(checked.body.id)).toMatchObject({ state: 'applied', done: 3, total: 3 })
    const log = (await call('GET', `/api/audit-events?where[subject][equals]=imports/${checked.body.id}`, 'admin')).body.docs as Json[]
    expect(log.map(({ action }) => action).sort()).toEqual(['import.apply', 'import.check'])
    expect((await call('POST', `/api/imports/${checked.body.id}/apply`, 'admin')).status).toBe(200)
    const seen = await call('GET', `/api/org-units?where[parent][equals]=${ids.lungCu}&limit=10`, 'admin')
    expect((seen.body.docs as Json[]).map((doc) => [doc.name, doc.households, doc.label, String(doc.code).slice(0, 3)])).toEqual([['Thôn Lô Lô Chải', 86, 'Thôn', 'LT-'], ['Thôn Thèn Pả', 50, 'Thôn', 'LT-']])

    expect((await upload(units, 'units')).body.counts).toEqual({ new: 0, changed: 0, unchanged: 3, wrong: 0 })

    const teams = await upload(sheetXlsx([['Xã', 'Thôn', 'Quyết định thành lập'], ['Lũng Cú', 'Lô Lô Chải', '12-QĐ/ĐU'], ['Lũng Cú', 'Thèn Pả', '12-QĐ/ĐU']]), 'teams')
    expect(await apply(teams.body.id)).toMatchObject({ state: 'applied' })
    const members = await upload(sheetXlsx([['Xã', 'Thôn', 'Họ và tên', 'Vai trò', 'SĐT', 'Từ ngày'], ['Lũng Cú', 'Lô Lô Chải', 'Giàng A Páo', 'Tổ trưởng', 912345678, { day: '2026-01-10' }], ['Lũng Cú', 'Lô Lô Chải', 'Sùng Thị Mai', 'Thành viên', null, null]]), 'members')
    expect(members.body.problems).toEqual([])
    expect(await apply(members.body.id)).toMatchObject({ state: 'applied' })
    const people = await call('GET', '/api/team-members?limit=10', 'commune')
    expect((people.body.docs as Json[]).map((doc) => [doc.name, doc.role, doc.phone ?? null, doc.from, doc.provisional])).toEqual([['Sùng Thị Mai', 'member', null, expect.any(String), false], ['Giàng A Páo', 'leader', '0912345678', '2026-01-10', false]])

    const renewal = sheetXlsx([['Xã', 'Thôn', 'Họ và tên', 'Vai trò', 'Từ ngày'], ['Lũng Cú', 'Lô Lô Chải', 'Giàng A Páo', 'Tổ phó', '01/10/2026'], ['Lũng Cú', 'Lô Lô Chải', 'Lò Thị Hoa', 'Tổ trưởng', '01/10/2026']])
    const renewed = await upload(renewal, 'members')
    expect(renewed.body.counts).toMatchObject({ new: 1, changed: 1 })
    expect(await apply(renewed.body.id)).toMatchObject({ state: 'applied' })
    const terms = await call('GET', '/api/team-members?limit=10&sort=from&where[role][not_equals]=member', 'commune')
    // Who was leader on a day answers for that day: a changed role is a new term.
    expect((terms.body.docs as Json[]).map((doc) => [doc.name, doc.role, doc.from, doc.to ?? null]).sort()).toEqual([
      ['Giàng A Páo', 'deputy', '2026-10-01', null],
      ['Giàng A Páo', 'leader', '2026-01-10', '2026-09-30'],
      ['Lò Thị Hoa', 'leader', '2026-10-01', null],
    ])
    expect((await upload(renewal, 'members')).body.counts).toMatchObject({ new: 0, changed: 0, unchanged: 2 })

    const totals = (await call('GET', '/api/teams/gap-totals', 'editor')).body
    expect(totals).toMatchObject({ villages: 3, withTeam: 2, teams: 2, 'no-team': 1, 'no-leader': 1, 'no-phone': 2 })
    const gaps = await call('GET', '/api/teams/gaps?kind=no-leader&limit=1', 'editor')
    expect(gaps.body).toMatchObject({ items: [{ unit: { name: 'Thôn Thèn Pả', commune: 'Xã Lũng Cú' } }], more: false })
    expect((await call('GET', `/api/teams/gaps?kind=no-team&unit=${ids.lungCu}`, 'other')).status).toBe(404)
    const lacking = (gaps.body.items as { team: { id: string } }[])[0]?.team.id
    const roll = (who: string): Promise<Answer> => call('GET', `/api/teams/${lacking}/roll`, who)
    expect((await roll('other')).status).toBe(404)
    const renewTeam = (changes: object[], decision = '05-QĐ/ĐU'): Promise<Answer> => call('POST', `/api/teams/${lacking}/renew`, 'admin', JSON.stringify({ on: '2026-11-01', decision, changes }))
    expect((await renewTeam([], ' ')).status).toBe(422)
    for (const on of ['2026-13-01', '2026-02-31']) expect([on, (await call('POST', `/api/teams/${lacking}/renew`, 'admin', JSON.stringify({ on, decision: '05-QĐ/ĐU', changes: [] }))).status]).toEqual([on, 400])
    expect((await renewTeam([{ kind: 'leave', member: 'nobody' }])).body).toMatchObject({ code: 'rules', errors: [{ path: 'changes/0', code: 'unknown-member' }] })
    const led = await renewTeam([{ kind: 'join', name: 'Hầu Mí Lình', role: 'leader', phone: '0912 000 111' }])
    expect(led).toMatchObject({ status: 200, body: { serving: [{ name: 'Hầu Mí Lình', role: 'leader', from: '2026-11-01', phone: '0912000111' }], renewals: [{ on: '2026-11-01', decision: '05-QĐ/ĐU' }] } })
    // The figures and the rows behind them agree at once.
    expect((await call('GET', '/api/teams/gap-totals', 'editor')).body).toMatchObject({ 'no-leader': 0 })
    expect((await call('GET', '/api/teams/gaps?kind=no-leader', 'editor')).body).toMatchObject({ items: [] })
    const joined = (led.body.serving as Json[])[0]?.id
    expect((await call('DELETE', `/api/team-members/${joined}`, 'admin')).status).toBe(200)

    const changed = await upload(villages(['Lô Lô Chải', 'Lũng Cú', 90], ['Thèn Pả', 'Lũng Cú', 50]), 'units')
    expect(changed.body.counts).toEqual({ new: 0, changed: 1, unchanged: 1, wrong: 0 })
    const rows = await call('GET', `/api/imports/${changed.body.id}/rows?state=changed`, 'editor')
    expect(rows.body.items).toMatchObject([{ row: 2, changes: [{ column: 'Số hộ', from: '86', to: '90' }] }])
    expect(await apply(changed.body.id)).toMatchObject({ state: 'applied' })

    for (const id of [changed.body.id, renewed.body.id, members.body.id, teams.body.id, checked.body.id]) expect(await undo(id)).toMatchObject({ state: 'undone', kept: [] })
    expect(await tree()).toEqual(before)
    expect((await call('POST', `/api/imports/${checked.body.id}/apply`, 'admin')).status).toBe(409)
  })

  test('wrong rows: nothing goes in, the file of them comes back corrected', async () => {
    const before = await tree()
    const checked = await upload(villages(['Thôn A', 'Lũng Cú', 'nhiều'], ['Thôn B', 'Sủng Là', 5], ['Thôn C', 'Lũng Cú', 7]), 'units')
    expect(checked.body).toMatchObject({
      counts: { new: 1, wrong: 2 },
      problems: [
        { row: 2, column: 'Số hộ', code: 'not-a-count', message: '"nhiều" không phải số nguyên. Hãy ghi một số, ví dụ 86.' },
        { row: 3, column: 'Xã', code: 'unknown-commune' },
      ],
    })
    const refused = await call('POST', `/api/imports/${checked.body.id}/apply`, 'admin')
    expect(refused).toMatchObject({ status: 409, body: { code: 'state' } })
    expect(await tree()).toEqual(before)
    const file = await call('GET', `/api/imports/${checked.body.id}/errors.xlsx`, 'admin')
    expect(file.status).toBe(200)
    expect((await upload(file.bytes, 'units')).body.counts).toEqual({ new: 0, changed: 0, unchanged: 0, wrong: 2 })
    expect(await apply(checked.body.id, { withoutWrong: true })).toMatchObject({ state: 'applied' })
    expect(await undo(checked.body.id)).toMatchObject({ state: 'undone' })
    expect(await tree()).toEqual(before)
  })

  test('bad files are refused with a word, and nothing is kept', async () => {
    const before = (await call('GET', '/api/imports?limit=200', 'admin')).body.totalDocs
    expect(await upload(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'units', 'admin', 'cu.xls')).toMatchObject({ status: 422, body: { code: 'old-excel' } })
    expect(await upload(sheetXlsx([['Tên thôn', 'Xã']]), 'units')).toMatchObject({ status: 422, body: { code: 'no-rows' } })
    expect(await upload(officeXlsx({ sheets: [{ rows: [['Tên thôn', 'Xã'], ['A', 'B']] }], extra: { 'xl/vbaProject.bin': new Uint8Array(3) } }), 'units')).toMatchObject({ status: 422, body: { code: 'macros' } })
    expect((await upload(villages(['A', 'Lũng Cú', 1]), 'villages')).status).toBe(400)
    expect((await call('POST', '/api/imports', 'admin', JSON.stringify({ kind: 'units' }))).status).toBe(415)
    expect((await call('GET', '/api/imports?limit=200', 'admin')).body.totalDocs).toBe(before)
  })

  test('a list that a killed server left behind is removed, one on its way is not', async () => {
    const folder = join(tmpdir(), 'lantoa-imports')
    mkdirSync(folder, { recursive: true })
    const [left, coming] = [join(folder, `${randomUUID()}.left`), join(folder, `${randomUUID()}.coming`)]
    for (const path of [left, coming]) writeFileSync(path, 'Họ và tên')
    utimesSync(left, new Date(0), new Date(Date.now() - 2 * 86_400_000))
    expect((await upload(villages(['Thôn X', 'Lũng Cú', 1]), 'units')).status).toBe(201)
    expect([existsSync(left), existsSync(coming)]).toEqual([false, true])
    rmSync(coming)
  })

  test('who may: administrators inside their territory, others read', async () => {
    const own = await upload(villages(['Thôn X', 'Lũng Cú', 1]), 'units', 'admin')
    expect((await upload(villages(['Thôn X', 'Lũng Cú', 1]), 'units', 'editor')).status).toBe(403)
    expect((await call('POST', `/api/imports/${own.body.id}/apply`, 'editor')).status).toBe(403)
    expect((await call('GET', `/api/imports/${own.body.id}`, 'editor')).status).toBe(200)
    expect((await call('GET', `/api/imports/${own.body.id}`, 'other')).status).toBe(404)
    expect((await call('POST', `/api/imports/${own.body.id}/apply`, 'other')).status).toBe(404)
    expect((await call('GET', `/api/imports/${own.body.id}`)).status).toBe(401)
    expect((await upload(villages(['Thôn X', 'Đồng Văn', 1]), 'units', 'commune')).body.problems).toMatchObject([{ code: 'unknown-commune' }])
    expect((await upload(sheetXlsx([['Mã', 'Tên thôn'], ['00721', 'Thôn X']]), 'units', 'commune')).body.problems).toMatchObject([{ code: 'code-taken' }])
    expect((await call('GET', '/api/imports/templates/units.xlsx?filled=1', 'admin')).bytes.subarray(0, 2).toString()).toBe('PK')
    expect((await call('GET', '/api/imports/templates/units.xlsx', 'editor')).status).toBe(403)
  })

  test('an import made for two communes is open to who is in charge of both, and to nobody of one alone', async () => {
    const before = await tree()
    const made = await upload(villages(['Thôn Ở Đồng Văn', 'Đồng Văn', 1]), 'units', 'both')
    const { id } = made.body
    const listed = async (who: string): Promise<boolean> => ((await call('GET', '/api/imports?limit=200', who)).body.docs as Json[]).some((doc) => doc.id === id)
    for (const [who, status] of [['both', 200], ['admin', 200], ['editor', 200], ['commune', 404], ['other', 404]] as const) {
      for (const path of ['', '/rows']) expect([who, path, (await call('GET', `/api/imports/${id}${path}`, who)).status]).toEqual([who, path, status])
      expect([who, await listed(who)]).toEqual([who, status === 200])
    }
    expect((await call('POST', `/api/imports/${id}/apply`, 'commune')).status).toBe(404)
    expect((await call('POST', `/api/imports/${id}/apply`, 'both')).status).toBe(202)
    expect(await settled(id)).toMatchObject({ state: 'applied' })
    expect((await call('POST', `/api/imports/${id}/undo`, 'commune')).status).toBe(404)
    expect((await call('POST', `/api/imports/${id}/undo`, 'both')).status).toBe(202)
    expect(await settled(id)).toMatchObject({ state: 'undone' })
    expect(await tree()).toEqual(before)
  })

  test('what an import of accounts says of people is for administrators', async () => {
    const made = await upload(sheetXlsx([['Họ tên', 'Email', 'Quyền', 'Đơn vị'], ['Lê Văn Tám', 'khong phai thu', 'Tuyên truyền', 'Lũng Cú']]), 'accounts')
    expect(made.body.problems).toMatchObject([{ code: 'not-an-email' }])
    const { id } = made.body
    expect((await call('GET', `/api/imports/${id}`, 'editor'))).toMatchObject({ status: 200, body: { counts: { wrong: 1 }, problems: [] } })
    for (const path of ['rows', 'errors.xlsx']) expect([path, (await call('GET', `/api/imports/${id}/${path}`, 'editor')).status, (await call('GET', `/api/imports/${id}/${path}`, 'admin')).status]).toEqual([path, 403, 200])
    const heads = (await call('GET', '/api/imports?limit=200&where[kind][equals]=accounts', 'editor')).body.docs as Json[]
    expect(heads.map((head) => head.problems)).toEqual([undefined])
  })

  test('two imports do not mix: what was checked before another one was written is checked again', async () => {
    const before = await tree()
    const [one, two] = [await upload(villages(['Thôn Một', 'Lũng Cú', 1]), 'units'), await upload(villages(['Thôn Một', 'Lũng Cú', 2], ['Thôn Hai', 'Lũng Cú', 2]), 'units')]
    expect(await apply(one.body.id)).toMatchObject({ state: 'applied' })
    expect(await apply(two.body.id)).toMatchObject({ state: 'failed', reason: { code: 'changed-meanwhile' } })
    expect(await undo(one.body.id)).toMatchObject({ state: 'undone' })
    expect(await tree()).toEqual(before)
  })

  test('taking back keeps what someone has worked on, and says so', async () => {
    const before = await tree()
    const units = await upload(villages(['Thôn Một', 'Lũng Cú', 1], ['Thôn Hai', 'Lũng Cú', 2], ['Thôn Ba', 'Lũng Cú', 3]), 'units')
    await apply(units.body.id)
    const { docs } = (await call('GET', `/api/org-units?where[parent][equals]=${ids.lungCu}&limit=10`, 'admin')).body as { docs: Json[] }
    const idOf = (wanted: string): string => String(docs.find((doc) => doc.name === wanted)?.id)
    expect((await call('PATCH', `/api/org-units/${idOf('Thôn Hai')}`, 'admin', JSON.stringify({ households: 77 }))).status).toBe(200)
    const team = await call('POST', '/api/teams', 'admin', JSON.stringify({ unit: idOf('Thôn Ba') }))
    expect(team.status).toBe(201)
    const undone = await undo(units.body.id)
    expect(undone).toMatchObject({ state: 'undone', keptTotal: 2, kept: [{ row: 3, code: 'kept-changed' }, { row: 4, code: 'kept-children' }] })
    const left = await call('GET', `/api/org-units?where[parent][equals]=${ids.lungCu}&limit=10`, 'admin')
    expect((left.body.docs as Json[]).map((doc) => doc.name).sort()).toEqual(['Thôn Ba', 'Thôn Hai'])
    await call('DELETE', `/api/teams/${(team.body.doc as Json).id}`, 'admin')
    for (const wanted of ['Thôn Hai', 'Thôn Ba']) expect((await call('DELETE', `/api/org-units/${idOf(wanted)}`, 'admin')).status).toBe(200)
    expect(await tree()).toEqual(before)
  })

  test('accounts go in without a password; a one-time link gives them one; a used account stays', async () => {
    const list = sheetXlsx([['Họ tên', 'Email', 'Quyền', 'Đơn vị'], ['Lê Văn Tám', 'tam@tq.vn', 'Tuyên truyền', 'Lũng Cú'], ['Vàng Thị Mỷ', 'my@tq.vn', 'Theo dõi địa bàn', 'Đồng Văn; Lũng Cú']])
    const checked = await upload(list, 'accounts')
    expect(checked.body).toMatchObject({ counts: { new: 2, wrong: 0 } })
    expect(await apply(checked.body.id)).toMatchObject({ state: 'applied' })
    expect((await upload(list, 'accounts')).body.counts).toMatchObject({ new: 0, changed: 0, unchanged: 2 })
    const login = (): Promise<Answer> => call('POST', '/api/users/login', undefined, JSON.stringify({ email: 'tam@tq.vn', password: 'mot-mat-khau' }))
    expect((await login()).status).toBe(401)

    const made = await call('POST', '/api/users/password-links', 'admin')
    const links = made.body.links as { email: string; url: string; userId: string }[]
    expect(links.map(({ email }) => email).sort()).toEqual(['my@tq.vn', 'tam@tq.vn'])
    const tam = links.find(({ email }) => email === 'tam@tq.vn')
    const token = tam?.url.split('/').at(-1)
    expect((await call('POST', '/api/users/password-links', 'other', JSON.stringify({ userIds: [tam?.userId] }))).status).toBe(404)
    expect((await call('POST', '/api/users/password-links', 'editor')).status).toBe(403)
    expect((await call('POST', '/api/users/password-links', 'admin', JSON.stringify({ send: true }))).status).toBe(409)
    const reset = (): Promise<Answer> => call('POST', '/api/users/reset-password', undefined, JSON.stringify({ token, password: 'mot-mat-khau' }))
    expect((await reset()).status).toBe(200)
    expect((await reset()).status).toBe(403)
    expect((await login()).status).toBe(200)

    const my = links.find(({ email }) => email === 'my@tq.vn')
    expect((await call('POST', `/api/users/${my?.userId}/revoke-password-link`, 'admin')).status).toBe(200)
    expect((await call('POST', '/api/users/reset-password', undefined, JSON.stringify({ token: my?.url.split('/').at(-1), password: 'mot-mat-khau' }))).status).toBe(403)

    expect(await undo(checked.body.id)).toMatchObject({ state: 'undone', kept: [{ row: 2, code: 'kept-account', message: expect.stringContaining('đã đặt mật khẩu') }] })
    const { docs } = (await call('GET', '/api/users?limit=50', 'admin')).body as { docs: Json[] }
    expect(docs.map((doc) => doc.email)).toContain('tam@tq.vn')
    expect(docs.map((doc) => doc.email)).not.toContain('my@tq.vn')
  })

  test('accounts without an address get a name and a link on paper; the same file again changes nothing', async () => {
    const list = sheetXlsx([
      ['Họ tên', 'Số điện thoại', 'Quyền', 'Đơn vị'],
      ['Giàng A Páo', '0912000001', 'Theo dõi địa bàn', 'Lũng Cú'],
      ['Giàng A Páo', '0912000002', 'Theo dõi địa bàn', 'Lũng Cú'],
      ['Sùng Thị Mai', null, 'Tuyên truyền', 'Đồng Văn'],
    ])
    const checked = await upload(list, 'accounts')
    expect(checked.body).toMatchObject({ counts: { new: 3, wrong: 0 } })
    expect((await call('POST', '/api/users/password-links', 'admin', JSON.stringify({ importId: checked.body.id }))).status).toBe(409)
    expect(await apply(checked.body.id)).toMatchObject({ state: 'applied' })
    expect((await upload(list, 'accounts')).body.counts).toMatchObject({ new: 0, changed: 0, unchanged: 3 })

    const given = { method: 'POST', path: '/api/users/password-links', body: JSON.stringify({ importId: checked.body.id }) }
    const links = (await call(given.method, given.path, 'admin', given.body)).body.links as { signIn: string; email: null; url: string }[]
    expect(links.map(({ signIn }) => signIn).sort()).toEqual(['mai.sung', 'pao.giang', 'pao.giang2'])
    expect((await call(given.method, given.path, 'other', given.body)).status).toBe(404)
    expect(await undo(checked.body.id)).toMatchObject({ state: 'undone', kept: [] })
    expect((await call('POST', '/api/users/reset-password', undefined, JSON.stringify({ token: links[0]?.url.split('/').at(-1), password: 'mot-mat-khau' }))).status).toBe(403)
  })

  test('any list: apply and undo leave the same tree, and the same file twice changes nothing', async () => {
    const words = fc.constantFrom('Nà Trào', 'Lũng Phìn', '1', '2', 'Đông', 'Thượng', 'A')
    const kinds = fc.constantFrom('Thôn ', 'Bản ', 'Tổ ', 'tổ dân phố ', '')
    const row = fc.tuple(kinds, words, fc.constantFrom('Lũng Cú', 'xã đồng văn', 'Sủng Là'), fc.option(fc.integer({ min: 0, max: 300 })))
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.array(row, { minLength: 1, maxLength: 8 }), async (first, second) => {
        const before = await tree()
        const applied: (string | undefined)[] = []
        for (const list of [first, second]) {
          const content = villages(...list.map(([kind, word, commune, households]): OfficeCell[] => [kind + word, commune, households]))
          const checked = await upload(content, 'units')
          const { new: made, changed } = checked.body.counts as Record<string, number>
          if (!made && !changed) continue
          expect(await apply(checked.body.id, { withoutWrong: true })).toMatchObject({ state: 'applied' })
          applied.push(checked.body.id)
          const again = (await upload(content, 'units')).body.counts as Record<string, number>
          expect([again.new, again.changed]).toEqual([0, 0])
        }
        for (const id of applied.reverse()) expect(await undo(id)).toMatchObject({ state: 'undone', kept: [] })
        expect(await tree()).toEqual(before)
      }),
      { numRuns: name === 'sqlite' ? 12 : 3 },
    )
  }, 240_000)
}

export function freshName(): string {
  return `import_${randomUUID().slice(0, 8)}`
}
