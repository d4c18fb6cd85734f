/** What a commune sees of the units above it: their names where a record names them, and nothing else of them. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Commune, makeApprovedResolution, makeCommune } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, freshEnvironment, type Product, setUp, startProduct } from '../support/product.js'

describe.each(kinds)('over %s', (kind) => {
  let product: Product
  let admin: Caller
  let province: string
  let commune: Commune
  beforeAll(async () => {
    product = await startProduct(freshEnvironment(kind))
    ;({ admin, province } = await setUp(product))
    commune = await makeCommune({ url: product.url, admin, province, villages: 1 })
  }, 180_000)
  afterAll(() => product?.stop())

  test('the owner of an approved text and the parent of the own unit are named; the unit itself is not found', async () => {
    const { id } = await makeApprovedResolution(admin, province)
    const { editor } = commune
    expect((await editor('GET', `/api/resolutions/${id}?depth=0`)).body).toMatchObject({ owner: province, ownerName: 'Tỉnh Thử Nghiệm' })
    expect((await editor('GET', '/api/resolutions?depth=2')).body.docs).toMatchObject([{ owner: province, ownerName: 'Tỉnh Thử Nghiệm' }])
    expect((await editor('GET', `/api/org-units/${commune.id}`)).body).toMatchObject({ parent: province, parentName: 'Tỉnh Thử Nghiệm' })
    expect((await editor('GET', `/api/org-units/${province}`)).status).toBe(404)
    expect((await editor('GET', `/api/org-units?where[id][equals]=${province}`)).body.docs).toEqual([])
  })

  test('the name is no field that anybody sets or asks by', async () => {
    const { editor } = commune
    const made = await editor('POST', '/api/campaigns', { owner: commune.id, title: 'Sạch làng', kind: 'propaganda', ownerName: 'Trung ương' })
    expect(made).toMatchObject({ status: 201, body: { doc: { ownerName: 'Xã Minh Thử' } } })
    const log = await admin('GET', `/api/audit-events?where[subject][equals]=campaigns/${made.body.doc.id}`)
    await editor('PATCH', `/api/campaigns/${made.body.doc.id}`, { title: 'Sạch làng tốt ruộng', ownerName: 'Trung ương' })
    const after = (await admin('GET', `/api/audit-events?where[subject][equals]=campaigns/${made.body.doc.id}`)).body.docs
    expect(after.length).toBe(log.body.docs.length + 1)
    expect(after.flatMap(({ details }: { details: { changed: string[] } }) => details.changed)).toEqual(['title'])
    expect((await editor('GET', '/api/campaigns?where[ownerName][equals]=x')).status).toBe(400)
  })

  test('lists are in the order of the Vietnamese alphabet by their title, both ways', async () => {
    for (const title of ['Ươm cây', 'Đổi công', 'Ấm nhà', 'Dồn điền']) await commune.editor('POST', '/api/materials', { owner: commune.id, title, kind: 'text' })
    const titles = async (sort: string): Promise<string[]> => (await commune.editor('GET', `/api/materials?sort=${sort}`)).body.docs.map((doc: { title: string }) => doc.title)
    expect(await titles('title')).toEqual(['Ấm nhà', 'Dồn điền', 'Đổi công', 'Ươm cây'])
    expect(await titles('-title')).toEqual(['Ươm cây', 'Đổi công', 'Dồn điền', 'Ấm nhà'])
  })
})
