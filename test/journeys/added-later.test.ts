/** A team that was forgotten and added later has what stood on that day; and what an account was refused is in the log. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, freshEnvironment, type Json, make, type Product, setUp, startProduct, until } from '../support/product.js'

describe.each(kinds)('over %s', (kind) => {
  let product: Product
  let admin: Caller
  let commune: Commune
  let resolution: { id: string; hash: string }
  let assignment: string

  beforeAll(async () => {
    product = await startProduct(freshEnvironment(kind))
    const first = await setUp(product)
    admin = first.admin
    commune = await makeCommune({ url: product.url, admin, province: first.province, villages: 2 })
    resolution = await makeApprovedResolution(commune.editor, commune.id)
    const made = await make(commune.editor, 'assignments', { owner: commune.id, title: 'Việc giao hai lần', content: [{ relationTo: 'resolutions', value: resolution.id }], audience: { teams: [team(0)] }, ackDue: '2030-01-10' })
    assignment = made.id
    await commune.editor('POST', `/api/assignments/${assignment}/publish`)
    await until(async () => (await commune.editor('GET', `/api/assignments/${assignment}`)).body.state === 'active', 'the publication')
  }, 180_000)
  afterAll(() => product?.stop())

  const team = (index: number): string => commune.villages[index]?.team ?? ''
  const phoneOf = async (index: number): Promise<Caller> => (await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: team(index) })).phone

  async function renew(summary: string, materiality: string): Promise<string> {
    await commune.editor('PATCH', `/api/resolutions/${resolution.id}?locale=vi`, { summary })
    const { body } = await commune.editor('POST', `/api/resolutions/${resolution.id}/approve`, { language: 'vi' })
    expect((await commune.editor('POST', `/api/assignments/${assignment}/amend`, { materiality, note: summary })).status).toBe(202)
    return body.bundleHash
  }
  const deliveryOf = async (phone: Caller): Promise<Json> => (await phone('GET', '/field/v1/deliveries')).body.items[0]
  const acknowledge = async (phone: Caller, delivery: string, member: string | undefined, bundleHash: string): Promise<Json> =>
    (await phone('POST', '/field/v1/events', { events: [{ clientId: uuid(), deliveryId: delivery, kind: 'acknowledged', memberId: member, bundleHash, at: new Date().toISOString() }] })).body.results[0]

  test('it gets the version of that day as its first, and cannot acknowledge one that it never had', async () => {
    const edited = await renew('Sửa một chữ.', 'editorial')
    const old = await phoneOf(0)
    await until(async () => (await deliveryOf(old)).content[0].bundles[0].hash === edited, 'the amendment')
    expect((await commune.editor('POST', `/api/assignments/${assignment}/add-teams`, { teamIds: [team(1)], reason: 'Sót khi giao' })).status).toBe(202)
    const late = await phoneOf(1)
    const delivery = await until(async () => deliveryOf(late), 'the added work')
    expect(delivery.content[0].bundles).toEqual([{ hash: edited, language: 'vi', version: 2, bytes: expect.any(Number) }])
    expect((await late('GET', `/field/v1/content/${resolution.hash}`)).status).toBe(404)
    expect((await late('GET', `/field/v1/content/${edited}`)).status).toBe(200)
    const member = commune.villages[1]?.members[0]
    expect(await acknowledge(late, delivery.id, member, resolution.hash)).toMatchObject({ status: 422, problem: { code: 'unknown-bundle' } })
    expect(await acknowledge(late, delivery.id, member, edited)).toMatchObject({ status: 201 })
    expect((await deliveryOf(late)).state).toBe('acknowledged')
    // A team that had the first version may still acknowledge it; an editorial amendment lets that count.
    const before = await deliveryOf(old)
    expect(before.content[0].bundles).toEqual([expect.objectContaining({ hash: edited, replaces: resolution.hash, materiality: 'editorial' })])
    expect(await acknowledge(old, before.id, commune.villages[0]?.members[0], resolution.hash)).toMatchObject({ status: 201 })
    expect((await deliveryOf(old)).state).toBe('acknowledged')
    // What is amended afterwards replaces for both what they have.
    const renewed = await renew('Bốn việc mới.', 'material')
    for (const phone of [old, late]) {
      await until(async () => (await deliveryOf(phone)).content[0].bundles[0].hash === renewed, 'the material amendment')
      expect(await deliveryOf(phone)).toMatchObject({ facts: { acknowledgedAt: null }, content: [{ bundles: [{ hash: renewed, replaces: edited, materiality: 'material' }] }] })
    }
  }, 120_000)

  test('a refused call is in the log of the caller’s own administrators, with its outcome and without what was sent', async () => {
    const rows = async (action: string): Promise<Json[]> => (await admin('GET', `/api/audit-events?where[action][equals]=${action}&depth=0`)).body.docs
    const { docs } = (await commune.manager('GET', `/api/deliveries?where[assignment][equals]=${assignment}&where[team][equals]=${team(1)}`)).body
    await commune.manager('POST', `/api/assignments/${assignment}/withdraw`, { reason: 'Bí mật của bà Hoa' })
    await commune.editor('POST', `/api/assignments/${assignment}/withdraw`, { reason: ' ' })
    await commune.editor('POST', '/api/assignments/khong-co/close')
    await commune.manager('POST', `/api/deliveries/${docs[0].id}/acknowledge`, { memberId: commune.villages[0]?.members[0], via: 'paper', at: new Date().toISOString() })
    await commune.editor('POST', `/api/resolutions/${resolution.id}/approve`, { language: 'hmn' })
    const refused = await rows('assignment.withdraw.refused')
    expect(refused.map(({ subject, details }) => `${subject} ${details.status} ${details.code}`).sort()).toEqual([`assignments/${assignment} 403 forbidden`, `assignments/${assignment} 422 reason-missing`])
    expect(JSON.stringify(refused)).not.toContain('Hoa')
    expect(await rows('assignment.close.refused')).toMatchObject([{ subject: 'assignments/khong-co', unit: commune.id, details: { status: 404, code: 'not-found' } }])
    expect(await rows('delivery.acknowledge.refused')).toMatchObject([{ details: { status: 422, code: 'unknown-member' } }])
    expect(await rows('delivery.acknowledge')).toEqual([])
    expect(await rows('resolutions.approve.refused')).toMatchObject([{ details: { status: 422, code: 'incomplete' } }])
  })
})
