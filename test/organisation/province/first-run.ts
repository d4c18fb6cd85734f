/** A new installation's guide through the desk's calls: the province is made once, taken back, made for a few communes. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { type Kind, PASSWORD, type Product, startProduct } from '../../access/product.js'

const ADMIN = 'quan.tri@tinh.example'

export function firstRunGuide(kind: Kind): void {
  let product: Product
  let token = ''
  let nation = ''

  beforeAll(async () => {
    product = await startProduct(kind)
    const { createFirstAccount } = await import('../../../src/first-account.js')
    await createFirstAccount({ unit: undefined, name: 'Nguyễn Quản Trị', email: ADMIN, password: PASSWORD })
    token = await product.signIn(ADMIN)
    nation = String((await product.payload.find({ collection: 'org-units', limit: 1 })).docs[0]?.id)
  })
  afterAll(() => product.stop())

  const guide = async (as = token) => (await product.call({ path: '/api/first-run', token: as })).json
  const pick = (body: object, as = token) => product.call({ path: '/api/first-run/province', token: as, body })
  const drop = (as = token) => product.call({ path: '/api/first-run/province/undo', token: as, body: {} })
  const units = async (where: object = {}) => (await product.payload.count({ collection: 'org-units', where: where as never })).totalDocs
  const mine = async () => (await product.call({ path: '/api/users/me', token })).json.user.units as string[]
  const logged = async (action: string) => (await product.payload.count({ collection: 'audit-events', where: { action: { equals: action } } })).totalDocs

  test('an empty installation says what comes first', async () => {
    expect(await guide()).toMatchObject({ concerns: true, isFinished: false, canPick: true, canDrop: false, place: { type: 'nation', name: 'Việt Nam' }, steps: { province: { isDone: false, communes: 0 }, villages: { isDone: false }, teams: { isDone: false }, codes: { isDone: false }, document: { isDone: false, isWritten: false } } })
    expect(await mine()).toEqual([nation])
  })

  test('the list to choose from, and a province’s communes', async () => {
    const { json } = await product.call({ path: '/api/first-run/provinces', token })
    expect(json.items).toHaveLength(34)
    expect(json.items).toContainEqual({ code: '12', name: 'Tỉnh Lai Châu', communes: 38 })
    expect((await product.call({ path: '/api/first-run/provinces/12', token })).json.communes).toHaveLength(38)
    expect((await product.call({ path: '/api/first-run/provinces/99', token })).status).toBe(404)
  })

  test.each([
    ['an unknown province', { code: '99' }, 422],
    ['a commune of another province', { code: '12', communes: ['02545'] }, 422],
    ['no commune at all', { code: '12', communes: [] }, 422],
    ['no code', {}, 400],
  ])('%s is refused and makes nothing', async (_name, body, status) => {
    expect((await pick(body)).status).toBe(status)
    expect(await units()).toBe(1)
  })

  test('only some communes: a pilot; the administrator is then the province’s', async () => {
    const { status, json } = await pick({ code: '12', communes: ['03388', '03390'] })
    expect([status, json.created, json.existing]).toEqual([201, 3, 0])
    expect(await mine()).toEqual([json.unit])
    expect((await guide()).steps.province).toMatchObject({ isDone: true, communes: 2, official: 38 })
  })

  test('pressed by two at once and again, the rest is added once', async () => {
    const both = await Promise.all([pick({ code: '12' }), pick({ code: '12' })])
    expect(both.map(({ json }) => json.created as number).sort((one, other) => one - other)).toEqual([0, 36])
    expect(await pick({ code: '12' })).toMatchObject({ status: 200, json: { created: 0, existing: 39 } })
    expect(await units()).toBe(40)
    const paths = (await product.payload.find({ collection: 'org-units', where: { type: { equals: 'commune' } }, limit: 100, depth: 0 })).docs
    const [province] = await mine()
    for (const { id, path, parent, code } of paths) expect({ path, parent, code }).toEqual({ path: `/${nation}/${province}/${id}/`, parent: province, code: expect.stringMatching(/^\d{5}$/) })
    const placements = await product.payload.db.find<{ id: string; path: string; from: string; unit: string }>({ collection: 'org-placements', where: { parent: { equals: province } }, limit: 0, pagination: false })
    expect(new Set(placements.docs.map(({ path }) => path))).toEqual(new Set(paths.map(({ path }) => path)))
    expect(placements.docs.every(({ from }) => from === '2025-07-01')).toBe(true)
    expect(await logged('province.pick')).toBeGreaterThan(0)
  })

  test('another province is refused with the name of the one that is there', async () => {
    const { status, json } = await pick({ code: '08' })
    expect([status, json.title]).toEqual([409, expect.stringContaining('Tỉnh Lai Châu')])
  })

  test('it is found by search and stands in Vietnamese order', async () => {
    const { json } = await product.call({ path: '/api/org-units?where[searchText][like]=muong te&limit=5', token })
    expect(json.docs.map((unit: { name: string }) => unit.name)).toContain('Xã Mường Tè')
  })

  test('taken back while nothing rests on it, and once', async () => {
    expect((await guide()).canDrop).toBe(true)
    expect(await drop()).toMatchObject({ status: 200, json: { removed: 39 } })
    expect(await units()).toBe(1)
    expect(await mine()).toEqual([nation])
    expect(await drop()).toMatchObject({ status: 200, json: { removed: 0 } })
    expect(await logged('province.undo')).toBe(1)
    expect((await product.payload.count({ collection: 'org-placements' })).totalDocs).toBe(1)
  })

  describe('with a province', () => {
    let province = ''
    let commune = ''
    beforeAll(async () => {
      province = (await pick({ code: '12' })).json.unit as string
      commune = String((await product.payload.find({ collection: 'org-units', where: { code: { equals: '03388' } }, limit: 1, depth: 0 })).docs[0]?.id)
    })

    test('villages get a team each by an import that can be looked at and taken back', async () => {
      const none = await product.call({ path: '/api/imports/teams-for-villages', token, body: {} })
      expect([none.status, none.json.code]).toEqual([422, 'no-villages'])
      for (const name of ['Bản Một', 'Bản Hai', 'Bản Ba']) await product.call({ path: '/api/org-units', token, body: { name, type: 'village', label: 'bản', parent: commune, households: 40 } })
      expect((await guide()).steps).toMatchObject({ villages: { isDone: true, villages: 3, communesWithout: 37 }, teams: { isDone: false, villagesWithout: 3 } })
      const planned = await product.call({ path: '/api/imports/teams-for-villages', token, body: {} })
      expect([planned.status, planned.json.counts]).toEqual([201, { new: 3, changed: 0, unchanged: 0, wrong: 0 }])
      expect((await product.payload.count({ collection: 'teams' })).totalDocs).toBe(0)
      expect((await product.call({ path: `/api/imports/${planned.json.id}/apply`, token, body: {} })).status).toBe(202)
      for (let tries = 0; tries < 100 && (await product.payload.count({ collection: 'teams' })).totalDocs < 3; tries += 1) await new Promise((done) => setTimeout(done, 50))
      const teams = (await product.payload.find({ collection: 'teams', limit: 10, depth: 0, sort: 'sortKey' })).docs
      expect(teams.map(({ label }) => label).sort()).toEqual(['Tổ dân vận bản Ba', 'Tổ dân vận bản Hai', 'Tổ dân vận bản Một'])
      expect((await guide()).steps.teams).toMatchObject({ isDone: true, teams: 3, villagesWithout: 0 })
      expect((await product.call({ path: '/api/imports/teams-for-villages', token, body: {} })).json.code).toBe('every-village-has-a-team')
    })

    test('what rests on it keeps it, in words', async () => {
      const { status, json } = await drop()
      expect([status, json.code, json.title]).toEqual([409, 'depends', expect.stringContaining('3 đơn vị đã thêm, 3 tổ')])
      expect(await mine()).toEqual([province])
      expect(await units({ type: { equals: 'commune' } })).toBe(38)
    })

    test('other accounts: nobody else is told to set it up, and nobody is moved', async () => {
      const account = async (email: string, unit: string) => {
        await product.call({ path: '/api/users', token, body: { email, password: PASSWORD, name: 'Cán bộ', roles: ['admin'], units: [unit] } })
        return product.signIn(email)
      }
      const below = await account('xa@tinh.example', commune)
      expect(await guide(below)).toMatchObject({ concerns: false, isFinished: true })
      expect((await pick({ code: '12' }, below)).status).toBe(404)
      expect((await drop(below)).status).toBe(404)
      const beside = await account('hai@tinh.example', province)
      expect(await guide(beside)).toMatchObject({ concerns: true, canDrop: false, steps: { accounts: { isDone: true, others: 2 } } })
      expect((await drop(beside)).json.title).toContain('2 tài khoản khác')
    })

    test('codes and a first document end the guide', async () => {
      expect((await product.call({ path: `/api/org-units/${commune}/enrolment-codes`, token, body: {} })).status).toBe(201)
      expect((await guide()).steps.codes).toMatchObject({ isDone: true, codes: 3, phones: 0 })
      const { json } = await product.call({ path: '/api/resolutions', token, body: { owner: province, kind: 'NQ', symbol: '01-NQ/TU', issuer: 'Tỉnh uỷ', abstract: 'Thử', summary: 'Một đoạn tóm tắt.' } })
      const resolution = json.doc.id as string
      expect((await guide()).steps.document).toMatchObject({ isWritten: true, isApproved: false, content: { collection: 'resolutions', id: resolution, title: '01-NQ/TU' } })
      expect((await product.call({ path: `/api/resolutions/${resolution}/approve`, token, body: { language: 'vi' } })).status).toBe(201)
      expect((await guide()).steps.document).toMatchObject({ isApproved: true, isGiven: false, draft: null })
      const made = await product.call({ path: '/api/assignments', token, body: { owner: province, title: 'Việc đầu tiên', content: [{ relationTo: 'resolutions', value: resolution }], audience: { units: [commune] }, ackRule: 'any' } })
      expect((await guide()).steps.document.draft).toBe(made.json.doc.id)
      const given = { path: `/api/assignments/${made.json.doc.id}`, token }
      expect((await product.call({ ...given, path: `${given.path}/publish`, body: {} })).status).toBe(202)
      expect(await guide()).toMatchObject({ concerns: true, isFinished: true })
      // The database is taken away after this: the sending is let come to its end first.
      for (let tries = 0; tries < 200 && (await product.call(given)).json.state !== 'active'; tries += 1) await new Promise((done) => setTimeout(done, 50))
    })
  })
}
