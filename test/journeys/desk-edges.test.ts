/** What an outside tester tries from the contract's words alone: hostile questions, wrong bodies, what is passed on unseen. On both databases. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, caller, freshEnvironment, type Json, make, type Product, setUp, startProduct, until } from '../support/product.js'

const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF'

describe.each(kinds)('on %s', (kind) => {
  let product: Product
  let admin: Caller
  let province: string
  let commune: Commune
  let other: Commune
  let ours: { id: string; hash: string }
  let theirs: { id: string; hash: string }
  let above: { id: string; hash: string }
  const village = (index: number) => commune.villages[index] ?? { unit: '', team: '', members: [] as string[] }

  beforeAll(async () => {
    product = await startProduct(freshEnvironment(kind))
    const first = await setUp(product)
    admin = first.admin
    province = first.province
    commune = await makeCommune({ url: product.url, admin, province, villages: 2 })
    other = await makeCommune({ url: product.url, admin, province, name: 'Xã Bên', villages: 1 })
    ours = await makeApprovedResolution(commune.editor, commune.id)
    theirs = await makeApprovedResolution(other.editor, other.id)
    above = await makeApprovedResolution(admin, province)
  }, 120_000)
  afterAll(() => product.stop())

  const assignment = (more: object) => ({ owner: commune.id, title: 'Việc', content: [{ relationTo: 'resolutions', value: ours.id }], audience: { units: [commune.id] }, ackRule: 'any', ...more })
  const document = (more: object = {}) => ({ owner: commune.id, kind: 'NQ', symbol: `${Math.floor(Math.random() * 1e9)}-NQ/ĐU`, issuer: 'Đảng uỷ xã', term: '2025-2030', abstract: 'Về nếp sống', field: 'other', visibility: 'public', summary: 'Một việc.', ...more })

  async function upload(by: Caller, bytes: Buffer, name: string, fields: object = {}): Promise<{ status: number; body: Json }> {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(bytes)]), name)
    form.set('_payload', JSON.stringify({ alt: 'Tệp', ...fields }))
    return by('POST', '/api/media', form)
  }

  describe('nothing is passed on that one may not read', () => {
    test('a stranger’s content is not given, one’s own and one from above are', async () => {
      const give = async (value: string) => (await commune.editor('POST', '/api/assignments', assignment({ content: [{ relationTo: 'resolutions', value }] }))).status
      expect(await give(theirs.id)).toBe(403)
      expect(await give('khong-co')).toBe(403)
      expect(await give(above.id)).toBe(201)
      expect(await give(ours.id)).toBe(201)
    })
    test('a draft cannot be turned to a stranger’s content afterwards', async () => {
      const { id } = await make(commune.editor, 'assignments', assignment({}))
      expect((await commune.editor('PATCH', `/api/assignments/${id}`, { content: [{ relationTo: 'resolutions', value: theirs.id }] })).status).toBe(403)
      expect((await commune.editor('PATCH', `/api/assignments/${id}`, { title: 'Việc khác' })).status).toBe(200)
    })
    test('two people in one draft: each saves what they changed, and nobody takes back what the other has changed since', async () => {
      const { id } = await make(commune.editor, 'assignments', assignment({ instructions: 'Bàn ở buổi họp.', audience: { units: [commune.id], exclusions: [{ team: village(1).team, reason: 'Đi vắng' }] } }))
      const path = `/api/assignments/${id}`
      const { body: opened } = await commune.editor('GET', `${path}?depth=0`)
      expect((await admin('PATCH', path, { instructions: 'Bàn ở buổi chợ phiên.', audience: { exclusions: [] } })).status).toBe(200)

      expect((await commune.editor('PATCH', path, { updatedAt: opened.updatedAt, ackRule: 'leader' })).status).toBe(200)
      const late = await commune.editor('PATCH', path, { updatedAt: opened.updatedAt, title: 'Tên khác', instructions: 'Bàn ở nhà văn hoá.', audience: opened.audience })
      expect([late.status, late.body.errors[0].data.errors.map((one: Json) => one.path).sort()]).toEqual([400, ['audience', 'instructions']])
      expect(late.body.errors[0].data.errors[0].message).toMatch(/ đã sửa ô này lúc \d\d:\d\d \d\d\/\d\d\/\d{4}, sau khi bạn mở trang/)
      const { body: now } = await commune.editor('GET', `${path}?depth=0`)
      expect(now).toMatchObject({ title: 'Việc', ackRule: 'leader', instructions: 'Bàn ở buổi chợ phiên.', audience: { units: [commune.id], exclusions: [] } })
      expect((await commune.editor('PATCH', path, { updatedAt: now.updatedAt, instructions: 'Bàn ở nhà văn hoá.' })).status).toBe(200)
    })
    test('a record of another kind is refused, not dropped', async () => {
      expect((await commune.editor('POST', '/api/assignments', assignment({ content: [{ relationTo: 'users', value: 'x' }] }))).status).toBe(400)
      expect((await commune.editor('POST', '/api/assignments', assignment({ content: [ours.id] }))).status).toBe(400)
      expect((await commune.editor('POST', '/api/materials', { owner: commune.id, title: 'Bài', kind: 'text', about: { relationTo: 'media', value: 'x' } })).status).toBe(400)
      expect((await commune.editor('POST', '/api/materials', { owner: commune.id, title: 'Bài', kind: 'text', about: { relationTo: 'resolutions', value: theirs.id } })).status).toBe(403)
    })
    test('files: a stranger’s is neither attached nor seen', async () => {
      const made = await upload(other.editor, Buffer.from(PDF), 'van-ban.pdf')
      expect(made.status).toBe(201)
      expect((await commune.editor('POST', '/api/resolutions', document({ attachments: [made.body.doc.id] }))).status).toBe(403)
      expect((await commune.editor('GET', made.body.doc.url)).status).toBe(404)
      expect((await commune.editor('GET', '/api/media/file/khong-co.png')).status).toBe(404)
      expect((await caller(product.url)('GET', made.body.doc.url)).status).toBe(403)
      expect((await other.editor('GET', made.body.doc.url)).status).toBe(200)
    })
  })

  describe('what is being edited above is not spelled out below', () => {
    beforeAll(async () => {
      expect((await admin('PATCH', `/api/resolutions/${above.id}`, { summary: 'Bản đang soạn zebrafish.', abstract: 'Trích yếu okapi' })).status).toBe(200)
    })
    test.each(['where[summary][like]=zebrafish', 'where[summary.vi][contains]=zebrafish', 'where[or][0][summary][like]=zebrafish', 'sort=summary'])('?%s', async (query) => {
      const asked = `/api/resolutions?${query}&where[id][equals]=${above.id}`
      expect(await commune.editor('GET', asked)).toMatchObject({ status: 200, body: { totalDocs: 0 } })
      expect(await admin('GET', asked)).toMatchObject({ status: 200, body: { totalDocs: 1 } })
    })
    test('the answer itself shows what was approved', async () => {
      const { body, status } = await commune.manager('GET', `/api/resolutions/${above.id}`)
      expect(status).toBe(200)
      expect(JSON.stringify(body)).not.toMatch(/zebrafish|okapi/)
      expect(JSON.stringify((await commune.manager('GET', '/api/resolutions/versions?limit=200')).body)).not.toMatch(/zebrafish|okapi/)
    })
  })

  describe('accounts', () => {
    test('nobody asks for a colleague through what they recorded', async () => {
      for (const [slug, field] of [['reports', 'assignments'], ['acknowledgements', 'assignment']] as const) {
        for (const asked of ['where[recordedBy.email][like]=a', 'where[recordedBy.phone][exists]=true', 'sort=recordedBy.email']) {
          expect([asked, (await commune.manager('GET', `/api/${slug}?where[${field}][equals]=x&${asked}`)).status]).toEqual([asked, 400])
        }
        expect((await commune.manager('GET', `/api/${slug}?where[${field}][equals]=x&where[recordedBy][equals]=y`)).status).toBe(200)
      }
    })
    test.each(['hash', 'salt', 'resetPasswordToken', 'sessions.id', 'loginAttempts', 'lockUntil', 'password', 'firstPath'])('%s is neither asked for nor sorted by', async (field) => {
      expect((await admin('GET', `/api/users?where[${field}][exists]=true`)).status).toBe(400)
      expect((await admin('GET', `/api/users?where[or][0][and][0][${field}][exists]=true`)).status).toBe(400)
      expect((await admin('GET', `/api/users?sort=-${field}`)).status).toBe(400)
    })
    test('what is wrong with an account or a sign-in is said in Vietnamese, at its field', async () => {
      const email = `d-${uuid()}@example.vn`
      const user = { email, password: 'mat-khau-cua-ai-3', name: 'Người Trùng', roles: [], units: [commune.id] }
      await make(admin, 'users', user)
      const second = await admin('POST', '/api/users', { ...user, email: email.toUpperCase() })
      expect([second.status, second.body.errors[0].data.errors]).toEqual([400, [expect.objectContaining({ path: 'email', message: 'Đã có tài khoản dùng thư điện tử này.' })]])
      expect(second.body.errors[0].message).toMatch(/^Chưa lưu được\. Hãy xem lại mục: Thư điện tử$/)
      const anyone = caller(product.url)
      for (const [path, body] of [['/api/users/login', {}], ['/api/users/login', { email }], ['/api/users/logout', {}]] as const) {
        const { status, body: answer } = await anyone('POST', path, body)
        expect([path, status >= 400 && status < 500, answer.errors[0].message]).toEqual([path, true, expect.stringMatching(/^[^a-z]*[A-ZĐ][\p{L}\p{M} .,:]+$/u)])
        expect(answer.errors[0].message).not.toMatch(/invalid|User|following/)
      }
    })
    test('each call asks anew who is calling: signed out, another unit, another role', async () => {
      const password = 'mat-khau-cua-ai-2'
      const user = await make(admin, 'users', { email: `c-${uuid()}@example.vn`, password, name: 'Người Đổi Việc', roles: ['editor'], units: [commune.id] })
      const signedIn = async () => caller(product.url, `JWT ${(await caller(product.url)('POST', '/api/users/login', { email: user.email, password })).body.token}`)
      const [first, second] = [await signedIn(), await signedIn()]
      const { id } = await make(commune.editor, 'assignments', assignment({}))
      const preview = async (by: Caller) => (await by('POST', `/api/assignments/${id}/preview`)).status
      expect([await preview(first), await preview(second)]).toEqual([200, 200])
      expect((await first('POST', '/api/users/logout')).status).toBe(200)
      expect([await preview(first), await preview(second)]).toEqual([401, 200])
      await admin('PATCH', `/api/users/${user.id}`, { units: [other.id] })
      expect(await preview(second)).toBe(404)
      await admin('PATCH', `/api/users/${user.id}`, { units: [other.id, commune.id] })
      expect(await preview(second)).toBe(200)
      await admin('PATCH', `/api/users/${user.id}`, { roles: ['manager'] })
      expect(await preview(second)).toBe(403)
      expect(await preview(caller(product.url, `${second.authorization.slice(0, -2)}xx`))).toBe(401)
    })
    test('a session is never given by saving an account', async () => {
      const user = { password: 'mat-khau-cua-ai-1', name: 'Người Thử', roles: ['manager'], units: [commune.id], sessions: [{ id: 'mine', createdAt: '2026-01-01T00:00:00Z', expiresAt: '2099-01-01T00:00:00Z' }], salt: 'x', hash: 'y' }
      const one = await make(admin, 'users', { ...user, email: `a-${uuid()}@example.vn` })
      const two = await make(admin, 'users', { ...user, email: `b-${uuid()}@example.vn` })
      expect([one.sessions ?? [], two.sessions ?? []]).toEqual([[], []])
      const login = await caller(product.url)('POST', '/api/users/login', { email: one.email, password: user.password })
      expect(login.status).toBe(200)
      const own = caller(product.url, `JWT ${login.body.token}`)
      expect((await own('PATCH', `/api/users/${one.id}`, { sessions: [], roles: ['admin'], phone: '0200' })).body.doc.roles).toEqual(['manager'])
      expect((await own('GET', '/api/users/me')).body.user).toMatchObject({ id: one.id, phone: '0200' })
      expect((await own('PATCH', `/api/users/${one.id}`, { units: [province] })).status).toBe(403)
    })
    test.each([['GET', '/api/access'], ['GET', '/api/payload-preferences/x'], ['GET', '/api/payload-locked-documents'], ['GET', '/api/users'], ['GET', '/api/users/count'], ['GET', '/api/resolutions/versions']])('anonymous %s %s', async (method, path) => {
      expect((await caller(product.url)(method, path)).status).toBe(403)
    })
    test.each(['/api/graphql', '/api/graphql-playground', '/api/payload-jobs', '/api/payload-jobs/run', '/api/payload-migrations', '/api/payload-kv', '/api/globals/x', '/api/users/init', '/api/bundles', '/api/messages', '/api/enrolment-codes', '/api/reach-counters'])('%s is nobody’s', async (path) => {
      for (const by of [admin, caller(product.url)]) expect((await by('GET', path)).status).toBe(404)
    })
  })

  describe('bodies', () => {
    const json = { 'content-type': 'application/json' }
    const wrong: [string, string | undefined, Record<string, string>, number][] = [
      ['none', undefined, {}, 400],
      ['null', 'null', json, 400],
      ['a list', '[]', json, 400],
      ['a number', '7', json, 400],
      ['no JSON', '{x', json, 400],
      ['a form', 'kind=NQ', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
      ['plain text', '{}', { 'content-type': 'text/plain' }, 415],
    ]
    test.each(wrong)('%s', async (_name, body, headers, status) => {
      expect((await commune.editor('POST', '/api/resolutions', body, headers)).status).toBe(status)
      expect((await commune.editor('PATCH', `/api/resolutions/${ours.id}`, body, headers)).status).toBe(status)
      expect((await caller(product.url)('POST', '/api/users/login', body, headers)).status).toBe(status)
    })
    test('signing out needs none', async () => {
      const login = await caller(product.url)('POST', '/api/users/login', { email: 'quantri@example.vn', password: 'mat-khau-thu-nghiem-1' })
      expect((await caller(product.url, `JWT ${login.body.token}`)('POST', '/api/users/logout')).status).toBe(200)
    })
  })

  describe('questions that a field does not understand', () => {
    test.each([
      '/api/audit-events?where[at][greater_than]=zzz', '/api/audit-events?where[or][0][and][0][at][equals]=2026-13-45', '/api/org-units?where[id][equals][0]=x', '/api/org-units?where[households][equals]=abc', '/api/org-units?where[parent][in]=null', '/api/org-units?where[parent.createdAt][equals]=zzz',
      '/api/teams?where[active][equals]=zzz', '/api/users?where[roles][all]=admin', '/api/assignments?where[content][exists]=true', '/api/assignments?where[content.value][in]=a,b', '/api/resolutions?sort=audio.filename', '/api/resolutions?where[audio.filename][like]=a', '/api/resolutions?where[languages.state][in]=draft', '/api/resolutions/versions?where[version.updatedAt][equals]=zzz',
    ])('%s', async (path) => {
      expect(await admin('GET', path)).toMatchObject({ status: 400, body: { errors: [{ message: expect.stringMatching(/^(where|sort|Hãy hỏi)/) }] } })
    })
    test('a field that is none is named in Vietnamese', async () => {
      expect(await admin('GET', '/api/org-units?where[khongCo][equals]=1')).toMatchObject({ status: 400, body: { errors: [{ message: 'where có trường không hợp lệ: khongCo.' }] } })
    })
    test('what a field understands is answered', async () => {
      for (const query of ['users?where[createdAt][greater_than]=2026-01-01', `org-units?where[parent][in]=${province},${commune.id}`, 'org-units?where[households][greater_than]=1', 'teams?where[active][equals]=true', `assignments?where[content.value][equals]=${ours.id}`, 'resolutions?where[keyPoints.text][like]=a', 'resolutions?where[summary.vi][like]=a', 'audit-events?sort=-at&where[at][less_than]=2099-01-01T00:00:00Z']) {
        expect([query, (await admin('GET', `/api/${query}`)).status]).toEqual([query, 200])
      }
    })
  })

  describe('values of another shape are refused with their place, none is dropped', () => {
    const team = () => village(0).team
    const cases: [string, string, () => object, string][] = [
      ['a list that is none would widen the audience', 'assignments', () => assignment({ audience: { units: [commune.id], unitTypes: 'village' } }), 'audience.unitTypes'],
      ['exclusions without reasons', 'assignments', () => assignment({ audience: { units: [commune.id], exclusions: [team()] } }), 'audience.exclusions.0'],
      ['exclusions that are no list', 'assignments', () => assignment({ audience: { units: [commune.id], exclusions: team() } }), 'audience.exclusions'],
      ['a rule that is a number', 'assignments', () => assignment({ ackRule: 5 }), 'ackRule'],
      ['a title that is an object', 'assignments', () => assignment({ title: { vi: 'Việc' } }), 'title'],
      ['a kind that is a number', 'resolutions', () => document({ kind: 5 }), 'kind'],
      ['a kind that is a list', 'resolutions', () => document({ kind: ['NQ'] }), 'kind'],
      ['a term that is a number', 'resolutions', () => document({ term: 2025 }), 'term'],
      ['key points that are words', 'resolutions', () => document({ keyPoints: ['Sạch làng'] }), 'keyPoints.0'],
      ['a name that is a number', 'users', () => ({ email: `${uuid()}@example.vn`, password: 'mat-khau-thu-1', name: 5, units: [commune.id] }), 'name'],
      ['an address that is an object', 'users', () => ({ email: {}, password: 'mat-khau-thu-1', name: 'Ai', units: [commune.id] }), 'email'],
      ['a name that is an object', 'org-units', () => ({ name: {}, type: 'village', parent: commune.id }), 'name'],
      ['households that are a day', 'org-units', () => ({ name: 'Thôn', type: 'village', parent: commune.id, households: '2026-02-30' }), 'households'],
      ['a role that is true', 'team-members', () => ({ team: team(), name: 'Ai', role: true }), 'role'],
    ]
    test.each(cases)('%s', async (_name, slug, data, path) => {
      expect(await admin('POST', `/api/${slug}`, data())).toMatchObject({ status: 400, body: { errors: [{ data: { errors: [{ path, message: expect.stringMatching(/^Mục này/) }] } }] } })
    })
    test('a change too, and nothing of it is kept', async () => {
      const { id } = await make(commune.editor, 'assignments', assignment({ audience: { units: [commune.id], exclusions: [{ team: team(), reason: 'Bận' }] } }))
      expect((await commune.editor('PATCH', `/api/assignments/${id}`, { title: 'Việc khác', audience: { exclusions: [team()] } })).status).toBe(400)
      expect((await commune.editor('GET', `/api/assignments/${id}`)).body).toMatchObject({ title: 'Việc', audience: { exclusions: [{ team: team(), reason: 'Bận' }] } })
      expect((await commune.editor('PATCH', `/api/assignments/${id}`, { audience: { exclusions: null } })).body.doc.audience.exclusions).toEqual([])
    })
    test.each([5, {}, ['x'], true, 'x'.repeat(201), 'ngan'])('a password %j', async (password) => {
      expect((await admin('POST', '/api/users', { email: `${uuid()}@example.vn`, password, name: 'Ai', units: [commune.id] })).status).toBe(400)
    })
    test.each([['no form', 'garbage', 'multipart/form-data; boundary=x'], ['no boundary', 'garbage', 'multipart/form-data'], ['no JSON in it', '--x\r\nContent-Disposition: form-data; name="_payload"\r\n\r\n{"alt":\r\n--x--\r\n', 'multipart/form-data; boundary=x'], ['a list in it', '--x\r\nContent-Disposition: form-data; name="_payload"\r\n\r\n[]\r\n--x--\r\n', 'multipart/form-data; boundary=x']])('a form: %s', async (_name, body, type) => {
      for (const slug of ['media', 'resolutions']) expect((await commune.editor('POST', `/api/${slug}`, body, { 'content-type': type })).status).toBe(400)
    })
  })

  describe('contents', () => {
    test('a document is entered once, whoever owns it and however it is written', async () => {
      const symbol = '77-NQ/ĐU'
      expect((await commune.editor('POST', '/api/resolutions', document({ symbol }))).status).toBe(201)
      for (const again of [symbol, symbol.normalize('NFD'), ` ${symbol}  `]) {
        const answer = await commune.editor('POST', '/api/resolutions', document({ symbol: again }))
        expect(answer).toMatchObject({ status: 400, body: { errors: [{ data: { errors: [{ path: 'symbol', message: expect.stringContaining('đã có') }] } }] } })
      }
      expect((await other.editor('POST', '/api/resolutions', document({ owner: other.id, symbol }))).status).toBe(400)
      for (const differs of [{ term: '2020-2025' }, { kind: 'KL' }, { issuer: 'Đảng uỷ xã bên' }]) expect((await commune.editor('POST', '/api/resolutions', document({ symbol, ...differs }))).status).toBe(201)
    })
    test.each([{ visibility: 'secret' }, { visibility: 'internal' }, { visibility: null }])('%p is refused in Vietnamese', async (more) => {
      const answer = await commune.editor('POST', '/api/resolutions', document(more))
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ data: { errors: [{ path: 'visibility', message: expect.stringContaining('chỉ nhận văn bản công khai') }] } }] } })
    })
    test.each([[{ issuedOn: '2026-02-31' }, 400], [{ issuedOn: '2025-02-29' }, 400], [{ issuedOn: '2024-02-29' }, 201], [{ summary: 'ă'.repeat(3_000) }, 201], [{ summary: 'ă'.repeat(3_001) }, 400], [{ kind: 'QĐ' }, 400]])('%p', async (more, status) => {
      expect((await commune.editor('POST', '/api/resolutions', document(more))).status).toBe(status)
    })
    test.each(['soHo', 'so_ho', 'duong-hoa', 'hộ.nghèo', '1a'])('an indicator may be called %s', async (key) => {
      expect((await commune.editor('POST', '/api/campaigns', { owner: commune.id, title: 'Phong trào', kind: 'emulation', indicators: [{ key, name: 'Chỉ tiêu', unit: 'hộ', target: 10, per: 'village' }] })).status).toBe(201)
    })
    test('languages are kept apart; none falls back unasked', async () => {
      const { id } = await make(commune.editor, 'resolutions', document({ keyPoints: [{ text: 'Một' }] }))
      await commune.editor('PATCH', `/api/resolutions/${id}?locale=hmn`, { summary: 'Ib' })
      expect((await commune.editor('GET', `/api/resolutions/${id}?locale=all`)).body.summary).toEqual({ vi: 'Một việc.', hmn: 'Ib' })
      expect((await commune.editor('GET', `/api/resolutions/${id}?locale=tyz`)).body.summary ?? null).toBeNull()
      expect((await commune.editor('GET', `/api/resolutions/${id}?locale=hmn`)).body.keyPoints ?? []).toEqual([])
      expect((await commune.editor('GET', `/api/resolutions/${id}?locale=xx`)).status).toBe(400)
    })
    test('a unit’s code is one open unit’s', async () => {
      const code = `M-${Date.now()}`
      await make(admin, 'org-units', { name: 'Thôn Có Mã', type: 'village', parent: commune.id, code })
      const again = await admin('POST', '/api/org-units', { name: 'Thôn Trùng Mã', type: 'village', parent: other.id, code })
      expect(again).toMatchObject({ status: 400, body: { errors: [{ data: { errors: [{ path: 'code', message: expect.stringContaining(code) }] } }] } })
    })
  })

  describe('files by what they are', () => {
    test('one that is too large is refused in words', async () => {
      const refused = await upload(commune.editor, Buffer.concat([Buffer.from(PDF), Buffer.alloc(31 * 1024 * 1024)]), 'van-ban.pdf')
      expect([refused.status, refused.body.errors[0].message]).toEqual([413, 'Tệp lớn quá 30 MB. Hãy nén lại hoặc chia nhỏ.'])
    })
    const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
    const refused: [string, () => Promise<Buffer>, string, number][] = [
      ['SVG called PNG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'a.png', 415],
      ['HTML called PNG', async () => Buffer.from('<html><script>alert(1)</script></html>'), 'a.png', 415],
      ['GIF', async () => picture().gif().toBuffer(), 'a.gif', 415],
      ['an empty file', async () => Buffer.alloc(0), 'a.png', 415],
      ['a picture cut off', async () => (await picture().jpeg().toBuffer()).subarray(0, 200), 'a.jpg', 422],
      ['a PDF without its end', async () => Buffer.from(PDF.slice(0, 60)), 'a.pdf', 422],
    ]
    test.each(refused)('%s', async (_name, bytes, name, status) => {
      expect((await upload(commune.editor, await bytes(), name)).status).toBe(status)
    })
    test('what follows a picture and where it was taken do not stay', async () => {
      const bytes = Buffer.concat([await picture().withExif({ IFD0: { Artist: 'GEHEIM' } }).png().toBuffer(), Buffer.from('<script>POLYGLOT</script>')])
      const made = await upload(commune.editor, bytes, '../../a.html')
      expect(made).toMatchObject({ status: 201, body: { doc: { mimeType: 'image/png', filename: expect.stringMatching(/^[\w-]+\.png$/) } } })
      const kept = await fetch(`${product.url}${made.body.doc.url}`, { headers: { authorization: commune.editor.authorization } })
      expect(kept.headers.get('content-type')).toBe('image/png')
      expect(Buffer.from(await kept.arrayBuffer()).toString('latin1')).not.toMatch(/GEHEIM|POLYGLOT/)
    })
    test('no file is fetched from an address that somebody names', async () => {
      const answer = await commune.editor('POST', '/api/media', { owner: commune.id, url: `${product.url}/healthz`, filename: 'x.png' })
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ message: expect.stringContaining('Chưa có tệp') }] } })
    })
  })

  describe('figures of several units', () => {
    test('the rows add up; teams of the unit itself are a row; a leaf has none', async () => {
      await make(admin, 'teams', { unit: commune.id, label: 'Tổ của xã', active: true })
      const { id } = await make(admin, 'assignments', { ...assignment({}), owner: province, content: [{ relationTo: 'resolutions', value: above.id }], audience: { units: [province] }, ackDue: '2030-01-01' })
      expect((await admin('POST', `/api/assignments/${id}/publish`)).status).toBe(202)
      await until(async () => (await admin('GET', `/api/assignments/${id}`)).body.state === 'active', 'the publication')
      const email = `hai-${uuid()}@example.vn`
      await make(admin, 'users', { email, password: 'mat-khau-cua-hai-xa', name: 'Hai xã', roles: ['manager'], units: [village(0).unit, other.id] })
      const { body: signed } = await caller(product.url)('POST', '/api/users/login', { email, password: 'mat-khau-cua-hai-xa' })
      const two = caller(product.url, `JWT ${signed.token}`)
      const sum = (rows: Json[], key: string): number => rows.reduce((total, row) => total + row[key], 0)
      for (const [by, unit, rows, assigned, own] of [[admin, '', 2, 4, 0], [admin, commune.id, 3, 3, 1], [admin, village(0).unit, 0, 1, 0], [two, '', 2, 2, 0]] as const) {
        for (const tree of ['then', 'now']) {
          const { status, body } = await by('GET', `/api/assignments/${id}/reach?tree=${tree}${unit && `&unit=${unit}`}`)
          expect({ status, tree: body.tree, rows: body.children.length, assigned: body.totals.assigned, own: body.children.filter((row: Json) => row.own).length }).toEqual({ status: 200, tree, rows, assigned, own })
          if (rows) for (const key of ['assigned', 'householdsTotal', 'acknowledged']) expect([key, sum(body.children, key)]).toEqual([key, body.totals[key]])
        }
      }
      expect((await two('GET', `/api/assignments/${id}/reach?unit=${commune.id}`)).status).toBe(404)
      expect((await two('GET', `/api/reach?assignments=${id},khong-co`)).status).toBe(404)
      const all: Json[] = []
      for (let cursor = ''; ; ) {
        const { body } = await admin('GET', `/api/outstanding?assignment=${id}&stage=acknowledged&limit=1&cursor=${encodeURIComponent(cursor)}`)
        expect(body.total).toBe(4)
        all.push(...body.items)
        if (!body.more) break
        cursor = body.nextCursor
      }
      expect(new Set(all.map((item) => item.deliveryId)).size).toBe(4)
    })
    test('a code’s sheet leads where the code is good', async () => {
      const { body, status } = await commune.manager<string>('POST', `/api/org-units/${village(1).unit}/enrolment-codes`, {}, { accept: 'text/html' })
      expect(status).toBe(201)
      const code = /\/#enrol=(\w{8})"/.exec(body)?.[1] ?? ''
      expect((await caller(product.url)('POST', '/field/v1/enrol/check', { code })).status).toBe(200)
      expect((await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: village(1).team })).me.team.id).toBe(village(1).team)
    })
  })
})
