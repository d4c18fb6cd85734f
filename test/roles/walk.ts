/** Walks every role through every door of every collection, inside and outside its territory, over real HTTP. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { collectionRoles } from '../../src/access/role-table.js'
import { deskRoutes } from '../../src/routes.js'
import { type Kind, type Product, startProduct } from '../access/product.js'
import { emailOf, makeTwoCommunes, ROLES, type TwoCommunes } from '../access/two-communes.js'
import { CALLS, CLOSED, EXPECTED, type Right } from './expected.js'
import { changeFor, createByRest, makeRecord } from './records.js'

/** Lists of these are asked for by team. */
const SCOPED = new Set(['deliveries', 'acknowledgements', 'reports'])

export function walkRoles(kind: Kind): void {
  let product: Product
  let country: TwoCommunes
  const tokens: Record<string, string> = {}
  const paths: Record<string, string> = {}

  beforeAll(async () => {
    product = await startProduct(kind)
    country = await makeTwoCommunes(product.payload)
    for (const role of ROLES) for (const place of ['inside', 'province'] as const) tokens[`${role} ${place}`] = await product.signIn(emailOf(role, place))
    for (const place of ['inside', 'outside'] as const) paths[place] = `/${country.nation}/${country.province}/${country[place].commune}/`
  })
  afterAll(() => product.stop())

  const at = (place: 'inside' | 'outside') => ({ ...country[place], path: paths[place] ?? '' })
  const list = (slug: string, place: 'inside' | 'outside') => `/api/${slug}?limit=200${SCOPED.has(slug) ? `&where[team][equals]=${country[place].team}` : ''}`

  describe('every door has a row', () => {
    test('collections', () => {
      const registered = Object.keys(product.payload.collections).sort()
      expect([...Object.keys(EXPECTED), ...CLOSED].sort()).toEqual(registered)
      const ruled = Object.keys(collectionRoles)
      expect(registered.filter((slug) => !slug.startsWith('payload-') && !ruled.includes(slug))).toEqual([])
    })
    test('calls of the desk', () => {
      const unknown = deskRoutes().map(({ method, path }) => `${method} ${path}`).filter((call) => !(call in CALLS))
      expect(unknown).toEqual([])
    })
  })

  describe('the product’s own books and Payload’s', () => {
    test.each(CLOSED)('%s', async (slug) => {
      for (const token of [undefined, tokens['admin province']]) {
        for (const [method, path] of [['GET', ''], ['POST', ''], ['PATCH', '/x'], ['DELETE', '/x'], ['GET', '/x']] as const) {
          const { status, json } = await product.call({ method, path: `/api/${slug}${path}`, ...(token ? { token } : {}), ...(method === 'GET' ? {} : { body: {} }) })
          // One's own locks and preferences are the panel's business; a stranger's are neither seen nor changed.
          if (status === 200) expect({ slug, method, docs: json.docs ?? [], value: json.value ?? null }).toEqual({ slug: expect.stringMatching(/locked-documents|preferences/), method: 'GET', docs: [], value: null })
          else expect([401, 403, 404, 405]).toContain(status)
        }
      }
    })
    test('one gives back one’s own lock, nobody else does', async () => {
      const { json } = await product.call({ path: '/api/resolutions', token: tokens['admin inside'] ?? '', body: { kind: 'NQ', symbol: 'khoa-1', issuer: 'Đảng uỷ', abstract: 'Thử' } })
      const lock = (await product.payload.create({ collection: 'payload-locked-documents', data: { document: { relationTo: 'resolutions', value: json.doc.id }, user: { relationTo: 'users', value: country.accounts[emailOf('admin', 'inside')] ?? '' } } })).id
      const asked = `/api/payload-locked-documents?where[document.relationTo][equals]=resolutions&where[document.value][equals]=${json.doc.id}`
      expect(ids_((await product.call({ path: asked, token: tokens['editor inside'] ?? '' })).json)).toEqual([])
      expect((await product.call({ method: 'DELETE', path: `/api/payload-locked-documents/${lock}`, token: tokens['admin province'] ?? '' })).status).toBe(403)
      expect(ids_((await product.call({ path: asked, token: tokens['admin inside'] ?? '' })).json)).toEqual([lock])
      expect((await product.call({ method: 'DELETE', path: `/api/payload-locked-documents/${lock}`, token: tokens['admin inside'] ?? '' })).status).toBe(200)
    })
  })

  describe('nobody without an account', () => {
    test.each(Object.keys(EXPECTED))('%s', async (slug) => {
      const id = await makeRecord({ payload: product.payload, slug, place: at('inside') })
      expect((await product.call({ path: list(slug, 'inside') })).status).toBe(403)
      expect((await product.call({ path: `/api/${slug}/${id}` })).status).toBe(slug === 'imports' ? 401 : 403)
      expect((await product.call({ method: 'PATCH', path: `/api/${slug}/${id}`, body: changeFor(slug) })).status).toBe(403)
      expect((await product.call({ method: 'DELETE', path: `/api/${slug}/${id}` })).status).toBe(403)
      expect([401, 403]).toContain((await createByRest({ product, slug, token: undefined, place: at('inside') })).status)
    })
    test.each(Object.keys(CALLS))('%s', async (call) => {
      const [method = '', path = ''] = call.split(' ')
      if (!deskRoutes().some((route) => `${route.method} ${route.path}` === call)) return
      expect((await product.call({ method, path: path.replace(/:\w+/g, 'x'), ...(method === 'GET' ? {} : { body: {} }) })).status).toBe(401)
    })
  })

  describe.each(ROLES)('%s', (role) => {
    const token = () => tokens[`${role} inside`] ?? ''
    describe.each(Object.keys(EXPECTED))('%s', (slug) => {
      const right: Right = EXPECTED[slug]?.[role] ?? 'none'

      test('reads', async () => {
        const inside = await makeRecord({ payload: product.payload, slug, place: at('inside') })
        const outside = await makeRecord({ payload: product.payload, slug, place: at('outside') })
        const status = right === 'none' ? 403 : right === 'self' ? 404 : 200
        expect((await product.call({ path: `/api/${slug}/${inside}`, token: token() })).status).toBe(status)
        expect((await product.call({ path: `/api/${slug}/${outside}`, token: token() })).status).toBe(right === 'none' ? 403 : 404)
        const listed = await product.call({ path: list(slug, 'inside'), token: token() })
        if (right === 'none') return expect(listed.status).toBe(403)
        const ids = ids_(listed.json)
        expect(ids.includes(inside)).toBe(right !== 'self')
        expect(ids.includes(outside)).toBe(false)
        expect(ids_((await product.call({ path: list(slug, 'outside'), token: token() })).json).includes(outside)).toBe(false)
      })

      test('creates', async () => {
        const own = slug === 'reports' || slug === 'imports'
        const inside = await createByRest({ product, slug, token: token(), place: at('inside') })
        const outside = await createByRest({ product, slug, token: token(), place: at('outside') })
        if (own) {
          // A call of the desk stands at this door: its shape is judged after the role.
          expect(inside.status === 403).toBe(!CALLS[`POST /api/${slug}`]?.includes(role) && deskRoutes().some(({ method, path }) => method === 'POST' && path === `/api/${slug}`))
          return
        }
        expect(inside.status).toBe(right === 'all' ? 201 : 403)
        expect(outside.status).toBe(403)
      })

      test('changes', async () => {
        const inside = await makeRecord({ payload: product.payload, slug, place: at('inside') })
        const outside = await makeRecord({ payload: product.payload, slug, place: at('outside') })
        const change = { method: 'PATCH', body: changeFor(slug), token: token() }
        expect((await product.call({ ...change, path: `/api/${slug}/${inside}` })).status).toBe(right === 'all' ? 200 : 403)
        expect((await product.call({ ...change, path: `/api/${slug}/${outside}` })).status).toBe(403)
      })

      test('deletes', async () => {
        const inside = await makeRecord({ payload: product.payload, slug, place: at('inside') })
        const outside = await makeRecord({ payload: product.payload, slug, place: at('outside') })
        expect((await product.call({ method: 'DELETE', path: `/api/${slug}/${outside}`, token: token() })).status).toBe(403)
        expect((await product.call({ method: 'DELETE', path: `/api/${slug}/${inside}`, token: token() })).status).toBe(right === 'all' ? 200 : 403)
      })

      test('many at once stay inside', async () => {
        const outside = await makeRecord({ payload: product.payload, slug, place: at('outside') })
        const answer = await product.call({ method: 'DELETE', path: `/api/${slug}?limit=10&where[id][equals]=${outside}${SCOPED.has(slug) ? `&where[team][equals]=${country.outside.team}` : ''}`, token: token() })
        expect(answer.status === 403 || ids_(answer.json).length === 0).toBe(true)
        expect(await product.payload.db.findOne({ collection: slug as 'teams', where: { id: { equals: outside } } })).not.toBeNull()
      })
    })

    test('oneself, but neither roles nor units', async () => {
      const email = emailOf(role, 'inside')
      const id = country.accounts[email] ?? ''
      const changed = await product.call({ method: 'PATCH', path: `/api/users/${id}`, token: token(), body: { phone: '0211', roles: ['admin', 'editor', 'manager'], units: [country.inside.village] } })
      expect(changed.status).toBe(200)
      expect(changed.json.doc).toMatchObject({ phone: '0211', roles: [role], units: [country.inside.commune] })
      expect((await product.call({ method: 'DELETE', path: `/api/users/${id}`, token: token() })).status).toBe(role === 'admin' ? 409 : 403)
    })

    test.each(Object.entries(CALLS))('%s', async (call, allowed) => {
      const [method = '', path = ''] = call.split(' ')
      if (!deskRoutes().some((route) => `${route.method} ${route.path}` === call)) return
      const { status } = await product.call({ method, path: path.replace(/:\w+/g, 'khong-co'), token: token(), ...(method === 'GET' ? {} : { body: {} }) })
      // Not one's role: 403. One's role, but no such thing or no shape: 404, 400, 415 or 422; what needs neither succeeds.
      if (!allowed.includes(role)) expect(status).toBe(403)
      else expect([200, 201, 400, 404, 415, 422]).toContain(status)
    })
  })

  describe('an administrator and accounts', () => {
    const token = () => tokens['admin inside'] ?? ''
    const account = (units: string[]) => ({ email: `them${Math.random().toString(36).slice(2)}@thu.example`, password: 'mat-khau-khac-9', name: 'Người mới', roles: ['admin' as const], units })
    test('gives no unit above its own, nor one beside', async () => {
      for (const units of [[country.province], [country.outside.commune], [country.inside.commune, country.outside.commune]]) {
        expect((await product.call({ path: '/api/users', token: token(), body: account(units) })).status).toBe(403)
      }
      expect((await product.call({ path: '/api/users', token: token(), body: account([country.inside.village]) })).status).toBe(201)
    })
    test('changes nobody whose territory is wider', async () => {
      const made = await product.payload.create({ collection: 'users', data: { ...account([country.inside.commune, country.outside.commune]), roles: ['editor' as const] } })
      for (const id of [made.id, country.accounts[emailOf('editor', 'province')] ?? '']) {
        expect((await product.call({ method: 'PATCH', path: `/api/users/${id}`, token: token(), body: { password: 'cuop-tai-khoan-1' } })).status).toBe(403)
        expect((await product.call({ path: `/api/users/${id}`, token: token() })).status).toBe(404)
      }
    })
    test('cannot widen an account it manages', async () => {
      const id = await makeRecord({ payload: product.payload, slug: 'users', place: at('inside') })
      expect((await product.call({ method: 'PATCH', path: `/api/users/${id}`, token: token(), body: { units: [country.province] } })).status).toBe(403)
    })
    test('with two units reaches exactly the accounts inside either or both', async () => {
      const both = await product.payload.create({ collection: 'users', data: { ...account([country.inside.commune, country.outside.commune]), email: 'ca-hai@thu.example' } })
      const spread = await product.payload.create({ collection: 'users', data: { ...account([country.inside.village, country.outside.village]), roles: ['editor' as const] } })
      const mine = await product.signIn('ca-hai@thu.example', 'mat-khau-khac-9')
      const seen = ids_((await product.call({ path: '/api/users?limit=200', token: mine })).json)
      expect(seen).toEqual(expect.arrayContaining([both.id, spread.id, country.accounts[emailOf('editor', 'inside')], country.accounts[emailOf('editor', 'outside')]]))
      expect(seen).not.toContain(country.accounts[emailOf('admin', 'province')])
      expect((await product.call({ method: 'PATCH', path: `/api/users/${spread.id}`, token: mine, body: { phone: '1' } })).status).toBe(200)
    })
    test('nobody makes the first account through Payload', async () => {
      expect((await product.call({ path: '/api/users/first-register', body: account([country.nation]) })).status).toBe(404)
    })
  })

  describe('what is not one’s own cannot be asked for', () => {
    test.each(['where[keyHash][exists]=true', 'where[path][like]=a', 'where[team.path][like]=a'])('devices?%s', async (query) => {
      expect((await product.call({ path: `/api/devices?${query}`, token: tokens['admin inside'] ?? '' })).status).toBe(400)
    })
    test.each(['where[password][exists]=true', 'where[hash][exists]=true', 'where[salt][like]=a', 'where[resetPasswordToken][exists]=true'])('users?%s', async (query) => {
      expect((await product.call({ path: `/api/users?${query}`, token: tokens['admin inside'] ?? '' })).status).toBe(400)
    })
    test('ids are made here, also where a client sends one', async () => {
      const { json } = await product.call({ path: '/api/org-units', token: tokens['admin inside'] ?? '', body: { id: 'chosen', name: 'Thôn Ba', type: 'village', parent: country.inside.commune, path: '/x/', code: '' } })
      expect(json.doc.id).toMatch(/^[0-9a-z]{13}$/)
      expect(json.doc.path).toBe(`${paths.inside}${json.doc.id}/`)
      const renamed = await product.call({ method: 'PATCH', path: `/api/org-units/${json.doc.id}`, token: tokens['admin inside'] ?? '', body: { id: 'chosen', name: 'Thôn Bốn' } })
      expect(renamed.json.doc.id).toBe(json.doc.id)
    })
  })
}

function ids_(json: unknown): string[] {
  const docs: unknown = typeof json === 'object' && json !== null && 'docs' in json ? json.docs : []
  return Array.isArray(docs) ? docs.map((doc: { id: string }) => doc.id) : []
}
