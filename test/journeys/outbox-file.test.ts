/** A phone that meets no network saves its outbox to a file; the desk takes it in, and nothing counts twice (contract §3). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash, createHmac } from 'node:crypto'
import sharp from 'sharp'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, freshEnvironment, type Json, make, type Product, setUp, startProduct, until } from '../support/product.js'

describe.each(kinds)('a phone’s file at the desk, on %s', (kind) => {
  let product: Product
  let commune: Commune
  let other: Commune
  let phone: Caller
  let deviceKey: string
  let device: string
  let team: string
  let delivery: string
  let assignment: string
  let hash: string
  let photo: Buffer
  let file: Json

  const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')
  const now = (): string => new Date().toISOString()
  const sealed = (given: object): Json => {
    const hmac = createHmac('sha256', Buffer.from(sha256(deviceKey), 'hex')).update(JSON.stringify(given)).digest('hex')
    return { ...given, seal: { device, hmac } }
  }
  const fileOf = (messages: object[], photos: object[] = []): Json => ({ lantoa: 'outbox', version: 1, team: { id: team, name: 'Tổ dân vận Thôn 1', unit: 'Thôn 1' }, exportedAt: now(), messages, photos })
  const look = (given: unknown, by = commune.manager) => by('POST', '/api/outbox-files/check', typeof given === 'string' ? given : JSON.stringify(given))
  const takeIn = (given: unknown, by = commune.manager) => by('POST', '/api/outbox-files', typeof given === 'string' ? given : JSON.stringify(given))
  const totals = async (): Promise<Json> => (await commune.manager('GET', `/api/assignments/${assignment}/reach`)).body.totals

  beforeAll(async () => {
    product = await startProduct(freshEnvironment(kind))
    const { admin, province } = await setUp(product)
    commune = await makeCommune({ url: product.url, admin, province, villages: 2 })
    other = await makeCommune({ url: product.url, admin, province, name: 'Xã Bên', villages: 1 })
    team = commune.villages[0]?.team ?? ''
    const enrolled = await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team })
    phone = enrolled.phone
    deviceKey = enrolled.deviceKey
    device = enrolled.me.deviceId
    const { editor } = commune
    const resolution = await makeApprovedResolution(editor, commune.id)
    hash = resolution.hash
    assignment = (await make(editor, 'assignments', { owner: commune.id, title: 'Học Nghị quyết', content: [{ relationTo: 'resolutions', value: resolution.id }], audience: { units: [commune.id] }, ackDue: '2030-01-10', reportDue: '2030-01-31', ackRule: 'any' })).id
    await editor('POST', `/api/assignments/${assignment}/publish`)
    await until(async () => (await editor('GET', `/api/assignments/${assignment}`)).body.state === 'active', 'the publication')
    delivery = (await phone('GET', '/field/v1/deliveries')).body.items[0].id
    photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#357ab5' } }).jpeg().toBuffer()

    const newcomer = { clientId: uuid(), name: 'Vàng Thị Mỷ', role: 'member', at: now() }
    const acknowledged = { clientId: uuid(), deliveryId: delivery, kind: 'acknowledged', memberId: newcomer.clientId, bundleHash: hash, at: now() }
    const report = { clientId: uuid(), deliveryIds: [delivery], sessions: [{ id: 's1', date: now().slice(0, 10), form: 'village-meeting', language: 'vi', attendance: { total: 40 } }], householdsReached: 30, photos: [{ sha256: sha256(photo), bytes: photo.length }], at: now() }
    const strange = { clientId: uuid(), deliveryId: 'khong-co', kind: 'seen', at: now() }
    const message = (name: string, body: Json): object => ({ kind: name, body, at: body.at ?? now() })
    file = fileOf(
      [message('member', newcomer), message('event', { clientId: uuid(), deliveryId: delivery, kind: 'seen', at: now() }), message('event', acknowledged), message('event', strange), message('report', report), message('photo', { report: report.clientId, sha256: sha256(photo), bytes: photo.length })],
      [{ sha256: sha256(photo), type: 'image/jpeg', base64: photo.toString('base64') }],
    )
  }, 120_000)
  afterAll(() => product.stop())

  test('looked into: which team, what is in it, what is here; nothing is changed', async () => {
    expect(await look(sealed(file))).toMatchObject({
      status: 200,
      body: {
        team: { id: team, name: expect.any(String), unit: { name: 'Thôn 1' } }, device: { name: 'Máy của tổ', revokedAt: null },
        counts: { messages: 6, acknowledgements: 1, reports: 1, members: 1, photos: 1, new: 6, here: 0 },
      },
    })
    const { messages } = (await look(sealed(file))).body
    expect(messages[2]).toMatchObject({ kind: 'acknowledged', work: ['Học Nghị quyết'], person: 'Vàng Thị Mỷ', state: 'new' })
    expect(await totals()).toMatchObject({ acknowledged: 0, reported: 0 })
  })

  test('altered on the way, of another commune, no such file, newer, cut off: each is told plainly', async () => {
    const altered = sealed(file)
    altered.messages[4].body.householdsReached = 300
    expect(await takeIn(altered)).toMatchObject({ status: 422, body: { code: 'damaged-file' } })
    file.messages[4].body.householdsReached = 30
    expect(await look(sealed(file), other.manager)).toMatchObject({ status: 404, body: { title: expect.stringContaining('Thôn 1') } })
    expect((await look(sealed(file), commune.editor)).status).toBe(403)
    expect((await look(sealed(file), phone)).status).toBe(401)
    for (const wrong of ['không phải tệp', '{"lantoa":"khác"}', JSON.stringify(sealed(file)).slice(0, 400)]) expect(await takeIn(wrong)).toMatchObject({ status: 400, body: { title: expect.stringContaining('Lan Tỏa') } })
    expect(await look({ ...file, version: 2 })).toMatchObject({ status: 422, body: { code: 'newer-file' } })
    expect(await look('x'.repeat(17 * 1024 * 1024))).toMatchObject({ status: 413, body: { title: expect.stringContaining('16 MB') } })
    expect(await totals()).toMatchObject({ acknowledged: 0, reported: 0 })
  })

  test('taken in: every message as from the phone, photos too; what cannot be is said with its reason', async () => {
    const done = await takeIn(sealed(file))
    expect(done).toMatchObject({ status: 201, body: { taken: 5, refused: 1 } })
    expect(done.body.results.map((one: Json) => one.status)).toEqual([201, 201, 201, 404, 201, 201])
    expect(done.body.results[3].message).toContain('không thuộc tổ')
    expect(await totals()).toMatchObject({ seen: 1, acknowledged: 1, acknowledgedViaDesk: 0, reported: 1, reportedViaDesk: 0, householdsReached: 30 })
    const { docs } = (await commune.manager('GET', `/api/acknowledgements?where[delivery][equals]=${delivery}&where[team][equals]=${team}`)).body
    expect(docs).toMatchObject([{ via: 'phone', recordedBy: expect.any(String), device }])
    const [report] = (await commune.manager('GET', `/api/reports?where[team][equals]=${team}`)).body.docs
    expect(report).toMatchObject({ via: 'phone', recordedBy: expect.any(String), photos: [{ sha256: sha256(photo), state: 'stored' }] })
  })

  test('the same file again, and later the phone’s own sending: nothing doubled', async () => {
    const again = await takeIn(sealed(file))
    expect(again.status).toBe(200)
    expect(again.body.results.map((one: Json) => one.status)).toEqual([200, 200, 200, 404, 200, 200])
    expect(again.body.counts).toMatchObject({ new: 1, here: 5 })
    const [member, seen, acknowledged, , report] = file.messages.map((one: Json) => one.body)
    expect((await phone('POST', '/field/v1/members', member)).status).toBe(200)
    expect((await phone('POST', '/field/v1/events', { events: [seen, acknowledged] })).body.results.map((one: Json) => one.status)).toEqual([200, 200])
    expect((await phone('POST', '/field/v1/reports', report)).status).toBe(200)
    expect((await phone('PUT', `/field/v1/reports/${report.clientId}/photos/${sha256(photo)}`, photo)).status).toBe(200)
    expect(await totals()).toMatchObject({ seen: 1, acknowledged: 1, reported: 1, householdsReached: 30 })
    const log = await commune.manager('GET', `/api/audit-events?limit=1`)
    expect(log.status).toBe(403)
  })

  test('without a seal it is what the desk was told', async () => {
    const block = { clientId: uuid(), deliveryId: delivery, kind: 'blocked', reason: 'weather', at: now() }
    expect(await look(fileOf([{ kind: 'event', body: block, at: block.at }]))).toMatchObject({ status: 200, body: { device: null } })
    expect((await takeIn(fileOf([{ kind: 'event', body: block, at: block.at }]))).status).toBe(201)
    const { body } = await commune.manager('GET', `/api/deliveries/${delivery}`)
    expect(body.blocked).toMatchObject({ reason: 'weather', by: 'desk' })
  })

  test('from a phone that was revoked: the desk sees that, and takes it in', async () => {
    await commune.manager('POST', `/api/devices/${device}/revoke`)
    const clear = { clientId: uuid(), deliveryId: delivery, kind: 'blocked', reason: 'none', at: now() }
    const given = sealed(fileOf([{ kind: 'event', body: clear, at: clear.at }]))
    expect(await look(given)).toMatchObject({ status: 200, body: { device: { revokedAt: expect.any(String) } } })
    expect((await takeIn(given)).status).toBe(201)
  })
})
