/** Units, teams, members, devices and accounts as an office keeps them, through the doors. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { type Kind, type Product, startProduct } from '../access/product.js'
import { emailOf, makeTwoCommunes, PASSWORD_OF, type TwoCommunes } from '../access/two-communes.js'

type Json = Record<string, unknown>

export function organisation(kind: Kind): void {
  let product: Product
  let country: TwoCommunes
  let admin = ''
  let manager = ''

  beforeAll(async () => {
    product = await startProduct(kind)
    country = await makeTwoCommunes(product.payload)
    admin = await product.signIn(emailOf('admin', 'province'))
    manager = await product.signIn(emailOf('manager', 'inside'))
  })
  afterAll(() => product.stop())

  const post = (path: string, body: unknown, token = admin) => product.call({ path, token, body })
  const patch = (path: string, body: unknown, token = admin) => product.call({ method: 'PATCH', path, token, body })
  const docs = async (path: string, token = admin): Promise<Json[]> => ((await product.call({ path, token })).json as { docs: Json[] }).docs
  const placements = async (unit: string) =>
    (await product.payload.db.find<Json & { id: string }>({ collection: 'org-placements', where: { unit: { equals: unit } }, limit: 0, pagination: false })).docs

  describe('units', () => {
    test('have a path, a code and a first placement', async () => {
      const { json, status } = await post('/api/org-units', { name: '  Thôn   Lô Lô Chải ', type: 'village', label: 'thôn', parent: country.inside.commune, households: 112 })
      expect(status).toBe(201)
      const unit = json.doc as Json
      expect(unit).toMatchObject({ name: 'Thôn Lô Lô Chải', path: `/${country.nation}/${country.province}/${country.inside.commune}/${unit.id as string}/`, code: expect.stringMatching(/^LT-/) })
      expect(await placements(unit.id as string)).toEqual([expect.objectContaining({ unit: unit.id, parent: country.inside.commune, path: unit.path, name: unit.name, type: 'village', code: unit.code })])
    })
    test('a corrected name is right in the present placement', async () => {
      const { json } = await post('/api/org-units', { name: 'Thôn Sà Phìm', type: 'village', parent: country.inside.commune })
      await patch(`/api/org-units/${json.doc.id}`, { name: 'Thôn Sà Phìn' })
      expect(await placements(json.doc.id)).toEqual([expect.objectContaining({ name: 'Thôn Sà Phìn' })])
    })
    test('that came in one list and have one name are whole over their pages, in every order', async () => {
      const at = '2026-01-05T00:00:00.000Z'
      const ids = ['m5', 'm2', 'm6', 'm1', 'm4', 'm3']
      for (const id of ids) {
        const path = `/${country.nation}/${country.province}/${country.inside.commune}/${id}/`
        await product.payload.db.create({ collection: 'org-units', data: { id, name: 'Thôn Một', sortKey: 'một', searchText: 'thon mot', type: 'village', parent: country.inside.commune, path, code: id, openCode: id, openedOn: '2025-07-01', createdAt: at, updatedAt: at } })
      }
      const walk = async (sort: string): Promise<unknown[]> => {
        const pages = await Promise.all([1, 2, 3].map((page) => docs(`/api/org-units?where[name][equals]=${encodeURIComponent('Thôn Một')}&limit=2&page=${page}${sort}`)))
        return pages.flat().map(({ id }) => id)
      }
      const inOrder = [...ids].sort()
      expect(await walk('')).toEqual(inOrder)
      expect(await walk('&sort=name')).toEqual(inOrder)
      expect(await walk('&sort=type,name')).toEqual(inOrder)
      expect(await walk('&sort=-createdAt')).toEqual([...inOrder].reverse())
    })
    test('open codes are unique', async () => {
      expect((await post('/api/org-units', { name: 'Thôn A', type: 'village', parent: country.inside.commune, code: 'T-01' })).status).toBe(201)
      expect((await post('/api/org-units', { name: 'Thôn B', type: 'village', parent: country.outside.commune, code: 'T-01' })).status).toBe(400)
    })
    test.each([['commune', 'village'], ['province', 'commune'], ['commune', 'commune']])('a %s does not lie under a %s', async (type, above) => {
      const parent = above === 'village' ? country.inside.village : country.inside.commune
      expect((await post('/api/org-units', { name: 'X', type, parent })).status).toBe(400)
    })
    test('levels may be skipped', async () => {
      expect((await post('/api/org-units', { name: 'Thôn của tỉnh', type: 'village', parent: country.province })).status).toBe(201)
    })
    test('code, type and parent change by a reorganisation only', async () => {
      for (const change of [{ code: 'X' }, { type: 'commune' }, { parent: country.outside.commune }, { closedOn: '2026-01-01' }]) {
        expect((await patch(`/api/org-units/${country.inside.village}`, change)).status).toBe(403)
      }
      const unit = (await product.call({ path: `/api/org-units/${country.inside.village}`, token: admin })).json as Json
      expect((await patch(`/api/org-units/${country.inside.village}`, { ...unit, population: 230 })).status).toBe(200)
    })
    test('two people in one form: nobody takes back what the other has changed since', async () => {
      const { json } = await post('/api/org-units', { name: 'Thôn Hai Người', type: 'village', parent: country.inside.commune, households: 50, population: 200 })
      const path = `/api/org-units/${json.doc.id}`
      const [below, outside] = [await product.signIn(emailOf('admin', 'inside')), await product.signIn(emailOf('admin', 'outside'))]
      const opened = (await product.call({ path, token: admin })).json
      expect((await patch(path, { households: 61, population: 240 }, below)).status).toBe(200)

      const late = await patch(path, { ...opened, label: 'bản' })
      expect([late.status, late.json.errors[0].data.errors.map((one: { path: string }) => one.path).sort()]).toEqual([400, ['households', 'population']])
      expect(late.json.errors[0].data.errors[0].message).toMatch(/ đã sửa ô này lúc \d\d:\d\d \d\d\/\d\d\/\d{4}, sau khi bạn mở trang/)
      // Named as the form names them.
      expect(late.json.errors[0].message).toMatch(/Số hộ, Số dân$|Households, Population$/)
      expect((await product.call({ path, token: admin })).json).toMatchObject({ households: 61, population: 240 })
      // What the other left alone may be saved; so may everything by the one who changed it last, and after a reload.
      expect((await patch(path, { updatedAt: opened.updatedAt, label: 'bản' })).status).toBe(200)
      const reloaded = (await product.call({ path, token: admin })).json
      expect((await patch(path, { ...reloaded, households: 62 })).status).toBe(200)
      expect((await patch(path, { ...reloaded, households: 63 })).status).toBe(200)
      // Who may not change it hears nothing of who did.
      const refused = await patch(path, { ...opened, label: 'xóm' }, outside)
      expect([[403, 404].includes(refused.status), JSON.stringify(refused.json)]).toEqual([true, expect.not.stringMatching(/đã sửa/)])
    })
    test('an admin of a commune may save the form of the commune itself', async () => {
      const mine = await product.signIn(emailOf('admin', 'inside'))
      const unit = (await product.call({ path: `/api/org-units/${country.inside.commune}`, token: mine })).json as Json
      expect((await patch(`/api/org-units/${country.inside.commune}`, { ...unit, households: 1_234 }, mine)).status).toBe(200)
    })
    test('are listed in Vietnamese order and found without marks', async () => {
      const { json } = await post('/api/org-units', { name: 'Xã Thử Xếp', type: 'commune', parent: country.province })
      for (const name of ['Thôn 10', 'Thôn Ấm', 'Thôn 2', 'Thôn Đèo', 'Thôn Dao', 'Thôn Am']) await post('/api/org-units', { name, type: 'village', parent: json.doc.id })
      const listed = await docs(`/api/org-units?where[parent][equals]=${json.doc.id}&limit=50`)
      expect(listed.map((unit) => unit.name)).toEqual(['Thôn 2', 'Thôn 10', 'Thôn Am', 'Thôn Ấm', 'Thôn Dao', 'Thôn Đèo'])
      for (const query of ['searchText][like]=đEO', 'searchText][contains]=THON deo', 'name][like]=deo', 'name][contains]=Đèo']) {
        expect((await docs(`/api/org-units?where[parent][equals]=${json.doc.id}&where[${query.split(']=')[0] ?? ''}]=${encodeURIComponent(query.split(']=')[1] ?? '')}`)).map((unit) => unit.name)).toEqual(['Thôn Đèo'])
      }
      expect((await docs(`/api/org-units?where[parent][equals]=${json.doc.id}&where[name][equals]=${encodeURIComponent('Thôn Đèo')}`)).length).toBe(1)
    })
  })

  describe('teams and members', () => {
    test('a team is called after its unit where it has no name', async () => {
      const team = (await product.call({ path: `/api/teams/${country.inside.team}`, token: admin })).json as Json
      expect(team.label).toMatch(/^Tổ dân vận thôn Một/)
    })
    test('a member who left keeps the days, and cannot leave before coming', async () => {
      const { json } = await post('/api/team-members', { team: country.inside.team, name: 'Giàng Mí Sính', role: 'deputy', from: '2024-05-01' }, manager)
      expect((await patch(`/api/team-members/${json.doc.id}`, { to: '2024-04-30' }, manager)).status).toBe(400)
      expect((await patch(`/api/team-members/${json.doc.id}`, { to: '30/06/2026' }, manager)).json.doc).toMatchObject({ from: '2024-05-01', to: '2026-06-30' })
    })
    test('confirming a member whom the team named lets the replaced one go', async () => {
      const before = (await post('/api/team-members', { team: country.inside.team, name: 'Người Cũ', role: 'leader', from: '2020-01-01' })).json.doc as { id: string }
      const named = await product.payload.create({ collection: 'team-members', data: { team: country.inside.team, name: 'Người Mới', role: 'leader', from: '2026-03-01', provisional: true, replaces: before.id } })
      expect((await patch(`/api/team-members/${named.id}`, { provisional: false }, manager)).status).toBe(200)
      expect((await product.call({ path: `/api/team-members/${before.id}`, token: manager })).json).toMatchObject({ to: '2026-02-28' })
    })
    test('who did something is not deleted', async () => {
      await product.payload.db.create({ collection: 'acknowledgements', data: { id: `ack${Date.now()}`, team: country.inside.team, member: country.inside.member, delivery: 'd1', assignment: 'a1' } })
      expect((await product.call({ method: 'DELETE', path: `/api/team-members/${country.inside.member}`, token: manager })).status).toBe(409)
    })
    test('a team stays with its unit', async () => {
      await patch(`/api/teams/${country.inside.team}`, { unit: country.outside.village })
      expect((await product.call({ path: `/api/teams/${country.inside.team}`, token: admin })).json).toMatchObject({ unit: country.inside.village })
    })
  })

  test('when a phone was last heard of is for the commune', async () => {
    const device = await product.payload.create({ collection: 'devices', data: { team: country.inside.team, name: 'Máy', lastSeenOn: '2026-03-04' } })
    expect((await product.call({ path: `/api/devices/${device.id}`, token: manager })).json).toMatchObject({ lastSeenOn: '2026-03-04' })
    const above = (await product.call({ path: `/api/devices/${device.id}`, token: admin })).json as Json
    expect(above).not.toHaveProperty('lastSeenOn')
    expect(above).not.toHaveProperty('keyHash')
  })

  describe('accounts', () => {
    test('carry the paths of their units without those inside another', async () => {
      const made = await product.payload.create({ collection: 'users', data: { email: 'nhieu@thu.example', password: PASSWORD_OF, name: 'Nhiều Nơi', roles: ['manager'], units: [country.inside.village, country.inside.commune, country.outside.village] } })
      expect(made.territory).toEqual([`/${country.nation}/${country.province}/${country.inside.commune}/`, `/${country.nation}/${country.province}/${country.outside.commune}/${country.outside.village}/`].sort())
      expect([...(made.unitTypes as string[])].sort()).toEqual(['commune', 'village'])
    })
    test('an account without a role sees nothing', async () => {
      const made = await product.payload.create({ collection: 'users', data: { email: 'khoa@thu.example', password: PASSWORD_OF, name: 'Đã khoá', roles: [], units: [country.inside.commune] } })
      const token = await product.signIn('khoa@thu.example')
      for (const slug of ['org-units', 'teams', 'resolutions', 'audit-events', 'users']) expect((await product.call({ path: `/api/${slug}`, token })).status).toBe(403)
      expect((await product.call({ path: `/api/users/${made.id}`, token })).status).toBe(403)
    })
    test('a password of seven characters is refused', async () => {
      const id = country.accounts[emailOf('editor', 'inside')] ?? ''
      expect((await patch(`/api/users/${id}`, { password: '1234567' })).status).toBe(400)
      expect((await patch(`/api/users/${id}`, { password: 'mat-khau-moi-8' })).status).toBe(200)
      expect(await product.signIn(emailOf('editor', 'inside'), 'mat-khau-moi-8')).toBeTruthy()
    })
    test('ten people with one account stay signed in, and nothing else comes back', async () => {
      const email = 'chung@thu.example'
      const made = await product.payload.create({ collection: 'users', data: { email, password: PASSWORD_OF, name: 'Dùng chung', roles: ['manager', 'editor'], units: [country.inside.commune] } })
      const signingIn = Promise.all(Array.from({ length: 10 }, () => product.signIn(email)))
      await product.payload.update({ collection: 'users', id: made.id, data: { roles: ['manager'], name: 'Tên mới' } })
      const tokens = await signingIn
      for (const token of tokens) expect((await product.call({ path: '/api/users/me', token })).json.user).toMatchObject({ name: 'Tên mới', roles: ['manager'] })
      await product.call({ method: 'POST', path: '/api/users/logout', token: tokens[0] ?? '', body: {} })
      expect((await product.call({ path: '/api/users/me', token: tokens[0] ?? '' })).json.user).toBeNull()
      expect((await product.call({ path: '/api/users/me', token: tokens[1] ?? '' })).json.user).toMatchObject({ name: 'Tên mới' })
    })
    test('who is in the log is locked, not deleted', async () => {
      expect((await product.call({ method: 'DELETE', path: `/api/users/${country.accounts[emailOf('manager', 'inside')] ?? ''}`, token: admin })).status).toBe(409)
    })
  })

  describe('assignments as drafts', () => {
    const draft = async (data: Json, token: string) => post('/api/assignments', { title: 'Việc', ...data }, token)
    test('only for units and teams of one’s own territory', async () => {
      const editor = await product.signIn(emailOf('editor', 'outside'))
      expect((await draft({ audience: { units: [country.outside.commune], teams: [country.outside.team], exclusions: [{ team: country.outside.team, reason: 'Đang kiện toàn' }] } }, editor)).status).toBe(201)
      for (const audience of [{ units: [country.inside.commune] }, { units: [country.province] }, { teams: [country.inside.team] }, { exclusions: [{ team: country.inside.team, reason: 'x' }] }]) {
        expect((await draft({ audience }, editor)).status).toBe(403)
      }
    })
    test('state and counts are the product’s', async () => {
      const { json } = await draft({ state: 'active', audienceCount: 9, preparedCount: 9, ackDue: '05/04/2026' }, admin)
      expect(json.doc).toMatchObject({ state: 'draft', ackDue: '2026-04-05' })
      expect(json.doc.audienceCount ?? null).toBeNull()
    })
    test('what was sent is not edited here, one by one or together', async () => {
      const { json } = await draft({}, admin)
      await product.payload.db.updateOne({ collection: 'assignments', id: json.doc.id, data: { state: 'active' } })
      expect((await patch(`/api/assignments/${json.doc.id}`, { title: 'Khác' })).status).toBe(409)
      await patch(`/api/assignments?where[id][equals]=${json.doc.id}&limit=5`, { title: 'Khác' })
      expect((await product.call({ path: `/api/assignments/${json.doc.id}`, token: admin })).json).toMatchObject({ title: 'Việc' })
      expect((await product.call({ method: 'DELETE', path: `/api/assignments/${json.doc.id}`, token: admin })).status).toBe(409)
    })
    test('a commune sees those that have a delivery in it, a village too', async () => {
      const { json } = await draft({}, admin)
      const other = (await draft({}, admin)).json.doc.id as string
      const id = json.doc.id as string
      await product.payload.db.create({ collection: 'reach-counters', data: { id: `${id}:now:${country.inside.commune}:0`, assignment: id, tree: 'now', unit: country.inside.commune, assigned: 1 } })
      const path = `/${country.nation}/${country.province}/${country.inside.commune}/${country.inside.village}/`
      await product.payload.db.create({ collection: 'deliveries', data: { id: `del${Date.now()}`, assignment: id, team: country.inside.team, unit: country.inside.village, path, pathNow: path, state: 'assigned' } })
      await product.payload.create({ collection: 'users', data: { email: 'thon@thu.example', password: PASSWORD_OF, name: 'Thôn', roles: ['manager'], units: [country.inside.village] } })
      for (const token of [manager, await product.signIn('thon@thu.example')]) {
        const seen = (await docs('/api/assignments?limit=200', token)).map((assignment) => assignment.id)
        expect(seen).toContain(id)
        expect(seen).not.toContain(other)
      }
      expect((await product.call({ path: `/api/assignments/${id}`, token: await product.signIn(emailOf('manager', 'outside')) })).status).toBe(404)
    })
  })

  test('facts are listed inside one assignment, team or unit, in the panel too', async () => {
    for (const slug of ['deliveries', 'acknowledgements', 'reports'] as const) {
      expect((await product.call({ path: `/api/${slug}`, token: admin })).status).toBe(400)
      const user = { ...(await product.payload.findByID({ collection: 'users', id: country.accounts[emailOf('admin', 'province')] ?? '' })), collection: 'users' as const }
      expect((await product.payload.find({ collection: slug, user, overrideAccess: false })).docs).toEqual([])
    }
  })
}
