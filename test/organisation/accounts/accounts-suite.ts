/** Accounts with and without an e-mail address: how they are named, how one signs in, what a guesser learns. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Answer, type Kind, PASSWORD, type Product, startProduct } from '../../access/product.js'
import { emailOf, makeTwoCommunes, type TwoCommunes } from '../../access/two-communes.js'

export function accountSuite(kind: Kind): void {
  let product: Product
  let country: TwoCommunes
  let admin: string
  const signIn = (body: object): Promise<Answer> => product.call({ path: '/api/users/login', body })
  const make = (data: object): Promise<Answer> => product.call({ path: '/api/users', token: admin, body: { name: 'Hoàng Thị Lan', password: PASSWORD, roles: ['manager'], units: [country.inside.commune], ...data } })
  const change = (id: string, body: object, token = admin): Promise<Answer> => product.call({ method: 'PATCH', path: `/api/users/${id}`, token, body })

  beforeAll(async () => {
    product = await startProduct(kind)
    country = await makeTwoCommunes(product.payload)
    admin = await product.signIn(emailOf('admin', 'inside'))
  }, 180_000)
  afterAll(() => product.stop())

  describe('an account without an address', () => {
    test('gets a sign-in name, the second of that name a number', async () => {
      const names: string[] = []
      for (const email of [undefined, '', null]) {
        const made = await make(email === undefined ? {} : { email })
        expect(made.status).toBe(201)
        expect(made.json.doc.email ?? null).toBeNull()
        names.push(made.json.doc.username)
      }
      expect(names).toEqual(['lan.hoang', 'lan.hoang2', 'lan.hoang3'])
    })
    test('several made at one moment get a name each', async () => {
      const made = await Promise.all([1, 2, 3, 4].map(() => make({ name: 'Sùng Thị Mai' })))
      expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201])
      expect(new Set(made.map(({ json }) => json.doc.username)).size).toBe(4)
    })
    test.each([{ email: 'lan.hoang' }, { email: ' Lan.Hoàng ' }, { username: 'LAN HOANG' }])('signs in by it: %o', async (typed) => {
      const { status, json } = await signIn({ ...typed, password: PASSWORD })
      expect(status).toBe(200)
      expect((await product.call({ path: '/api/users/me', token: json.token })).json.user.username).toBe('lan.hoang')
    })
    test('is found by its sign-in name', async () => {
      const { json } = await product.call({ path: '/api/users?where[searchText][like]=lan.hoang2', token: admin })
      expect(json.docs.map(({ username }: { username: string }) => username)).toEqual(['lan.hoang2'])
    })
    test('may be given an address later, and several may lose theirs', async () => {
      const ids: string[] = []
      for (const email of ['mot@thu.example', 'hai@thu.example']) ids.push((await make({ email })).json.doc.id)
      for (const id of ids) {
        const { status, json } = await change(id, { email: '' })
        expect([status, json.doc?.email ?? null]).toEqual([200, null])
      }
      expect((await change(ids[0] ?? '', { email: 'Mot@thu.example ' })).json.doc.email).toBe('mot@thu.example')
      expect((await change(ids[1] ?? '', { email: 'mot@thu.example' })).status).toBe(400)
    })
  })

  describe('a sign-in name', () => {
    test('may be chosen, is one person’s alone and never an address', async () => {
      expect((await make({ username: '0912345678' })).json.doc.username).toBe('0912345678')
      expect((await make({ username: '0912345678' })).status).toBe(400)
      expect((await make({ username: 'ai@do.vn' })).status).toBe(400)
    })
    test('is given by the office: its holder cannot change it, an emptied one stays', async () => {
      const { doc } = (await make({})).json
      const own = (await signIn({ email: doc.username, password: PASSWORD })).json.token
      expect((await change(doc.id, { username: 'giam.doc', name: 'Hoàng Thị Lan Anh' }, own)).json.doc).toMatchObject({ username: doc.username, name: 'Hoàng Thị Lan Anh' })
      expect((await change(doc.id, { username: '' })).json.doc.username).toBe(doc.username)
    })
  })

  describe('who guesses', () => {
    test('learns neither from the words nor from the time whether there is such an account', async () => {
      const at = new Date().toISOString()
      await product.payload.db.create({ collection: 'users', data: { id: 'chua-co-mat-khau', name: 'Chưa có mật khẩu', username: 'chua.co', roles: [], territory: [], createdAt: at, updatedAt: at } })
      const tries = { known: { email: emailOf('editor', 'inside') }, 'known by name': { username: 'lan.hoang' }, unknown: { email: 'khong-co@thu.example' }, 'unknown by name': { username: 'khong.co' }, 'no password yet': { username: 'chua.co' } }
      const sentences = new Set<string>()
      const shortest: Record<string, number> = {}
      for (let round = 0; round < 4; round += 1) {
        for (const [who, typed] of Object.entries(tries)) {
          const start = performance.now()
          const { status, json } = await signIn({ ...typed, password: 'khong-phai-mat-khau' })
          const took = performance.now() - start
          expect(status).toBe(401)
          sentences.add(json.errors[0].message)
          shortest[who] = Math.min(shortest[who] ?? Infinity, took)
        }
      }
      expect(sentences.size).toBe(1)
      const times = Object.values(shortest)
      // A look into the database takes a millisecond or two, the work on a password a hundred; a busy machine lies between.
      expect(Math.min(...times)).toBeGreaterThan(Math.max(...times) / 5)
    }, 120_000)
    test('a forgotten password is answered alike, and nothing ends a printed link where no mail can be sent', async () => {
      const ask = (body: object): Promise<Answer> => product.call({ path: '/api/users/forgot-password', body })
      const answers = [await ask({ email: emailOf('editor', 'inside') }), await ask({ username: 'khong.co' }), await ask({ username: 'lan.hoang' })]
      expect(new Set(answers.map(({ status, json }) => `${status} ${JSON.stringify(json)}`)).size).toBe(1)
      expect(answers[0]?.status).toBe(200)
      expect((await ask({})).status).toBe(400)
    })
  })

  describe('one-time links', () => {
    const links = (body: object, token = admin): Promise<Answer> => product.call({ path: '/api/users/password-links', token, body })
    test('a printed one carries the sign-in name; used once, a password is there', async () => {
      const { doc } = (await product.call({ path: '/api/users', token: admin, body: { name: 'Vàng Thị <b>Mỷ</b>', password: PASSWORD, roles: ['editor'], units: [country.inside.commune] } })).json
      const sheet = await product.call({ path: '/api/users/password-links', token: admin, body: { userIds: [doc.id] }, headers: { Accept: 'text/html' } })
      expect(sheet.json).toContain(doc.username)
      expect(sheet.json).toContain('Xã Đồng Văn')
      expect(sheet.json).not.toContain('<b>Mỷ')
      const token = /admin\/reset\/([0-9a-f]{40})/.exec(String(sheet.json))?.[1]
      const state = await product.call({ path: `/api/users/${doc.id}/password-link`, token: admin })
      expect(state.json).toMatchObject({ hasPassword: true, hasAddress: false, canSend: false, linkUntil: expect.stringMatching(/^20/) })
      const reset = (): Promise<Answer> => product.call({ path: '/api/users/reset-password', body: { token, password: 'mot-mat-khau-moi' } })
      expect((await reset()).status).toBe(200)
      expect(await reset()).toMatchObject({ status: 403, json: { errors: [{ message: expect.stringContaining('đã dùng hoặc đã hết hạn') }] } })
      expect((await signIn({ email: doc.username, password: 'mot-mat-khau-moi' })).status).toBe(200)
      expect((await signIn({ email: doc.username, password: PASSWORD })).status).toBe(401)
      expect((await product.call({ path: `/api/users/${doc.id}/password-link`, token: admin })).json.linkUntil).toBeNull()
    })
    test('an account may be made without a password: nobody enters until its holder has chosen one', async () => {
      const { doc } = (await make({ password: undefined })).json
      expect((await product.call({ path: `/api/users/${doc.id}/password-link`, token: admin })).json).toMatchObject({ hasPassword: false, linkUntil: null })
      const chosen = (await make({ password: 'tam-thoi-123', byLink: true })).json.doc
      expect((await signIn({ email: chosen.username, password: 'tam-thoi-123' })).status).toBe(401)
      const open = (await links({})).json.links as { userId: string; url: string }[]
      expect(open.map(({ userId }) => userId)).toEqual(expect.arrayContaining([doc.id, chosen.id]))
      const token = open.find(({ userId }) => userId === doc.id)?.url.split('/').at(-1)
      expect((await product.call({ path: '/api/users/reset-password', body: { token, password: 'tu-chon-lay-1' } })).status).toBe(200)
      expect((await signIn({ email: doc.username, password: 'tu-chon-lay-1' })).status).toBe(200)
    })
    test('a newer one ends the older, a revoked one is none', async () => {
      const { doc } = (await make({})).json
      const tokenOf = async (): Promise<string> => String((await links({ userIds: [doc.id] })).json.links[0].url).split('/').at(-1) ?? ''
      const [older, newer] = [await tokenOf(), await tokenOf()]
      const reset = async (token: string): Promise<number> => (await product.call({ path: '/api/users/reset-password', body: { token, password: 'mot-mat-khau-moi' } })).status
      expect(await reset(older)).toBe(403)
      await product.call({ path: `/api/users/${doc.id}/revoke-password-link`, token: admin, body: {} })
      expect(await reset(newer)).toBe(403)
    })
    test('one that is past its day is none', async () => {
      const { doc } = (await make({})).json
      const token = String((await links({ userIds: [doc.id] })).json.links[0].url).split('/').at(-1)
      await product.payload.db.updateOne({ collection: 'users', id: doc.id, data: { resetPasswordExpiration: new Date(Date.now() - 1_000).toISOString() } })
      expect((await product.call({ path: '/api/users/reset-password', body: { token, password: 'mot-mat-khau-moi' } })).status).toBe(403)
    })
    test('nobody gives out more than they have', async () => {
      const wider = (await product.payload.create({ collection: 'users', data: { email: 'rong@thu.example', password: PASSWORD, name: 'Rộng hơn', roles: ['editor'], units: [country.inside.commune, country.outside.commune] } })).id
      for (const id of [country.accounts[emailOf('admin', 'province')], country.accounts[emailOf('editor', 'outside')], wider, 'khong-co']) {
        expect((await links({ userIds: [id] })).status).toBe(404)
        expect((await product.call({ path: `/api/users/${id}/password-link`, token: admin })).status).toBe(404)
        expect((await product.call({ path: `/api/users/${id}/revoke-password-link`, token: admin, body: {} })).status).toBe(404)
      }
      const inside = country.accounts[emailOf('editor', 'inside')] ?? ''
      expect((await links({ userIds: [inside, wider] })).status).toBe(404)
      for (const role of ['editor', 'manager']) expect((await links({ userIds: [inside] }, await product.signIn(emailOf(role, 'inside')))).status).toBe(403)
      expect((await links({ userIds: [inside], send: true })).status).toBe(409)
      const withoutOne = (await links({})).json.links as { userId: string }[]
      expect(withoutOne.map(({ userId }) => userId)).not.toContain(wider)
    })
  })
}
