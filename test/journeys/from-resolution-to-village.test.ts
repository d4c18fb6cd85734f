/** The main story through the real doors: from a resolution to a village and back, on both databases. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { kinds } from '../support/fresh-database.js'
import { type Commune, enrolPhone, makeCommune, uuid } from '../support/commune.js'
import { type Caller, caller, freshEnvironment, make, type Product, setUp, startProduct, until } from '../support/product.js'

describe.each(kinds)('from a resolution to a village and back, on %s', (kind) => {
  let product: Product
  let admin: Caller
  let commune: Commune
  let other: Commune
  beforeAll(async () => {
    product = await startProduct(freshEnvironment(kind))
    const first = await setUp(product)
    admin = first.admin
    commune = await makeCommune({ url: product.url, admin, province: first.province })
    other = await makeCommune({ url: product.url, admin, province: first.province, name: 'Xã Bên', villages: 1 })
  }, 120_000)
  afterAll(() => product.stop())

  let resolution: string
  let vi: string
  let hmn: string
  let assignment: string
  let phone: Caller
  let delivery: { id: string; state: string; content: { bundles: { hash: string; language: string }[] }[] }
  const team = () => commune.villages[0] ?? { unit: '', team: '', members: [] }

  test('the editor writes a summary in Vietnamese and in Mông and approves both', async () => {
    const { editor } = commune
    const made = await make(editor, 'resolutions', {
      owner: commune.id, kind: 'NQ', symbol: '05-NQ/ĐU', issuer: 'Đảng uỷ xã Minh Thử', term: '2025-2030', issuedOn: '2026-01-15', abstract: 'Về nếp sống văn minh',
      field: 'culture-society', visibility: 'public', summary: 'Ba việc làm ngay.\n\nMỗi thôn chọn một việc.', keyPoints: [{ text: 'Sạch đường làng' }],
    })
    resolution = made.id
    const early = await editor('POST', `/api/resolutions/${resolution}/approve`, { language: 'hmn' })
    expect(early.status).toBe(422)
    const saved = await editor('PATCH', `/api/resolutions/${resolution}?locale=hmn`, { summary: 'Peb ua peb txoj hauj lwm.' })
    expect(saved.status).toBe(200)
    const approved = await editor<{ bundleHash: string; version: number; language: string }>('POST', `/api/resolutions/${resolution}/approve`, { language: 'vi' })
    expect(approved).toMatchObject({ status: 201, body: { language: 'vi', version: 1 } })
    vi = approved.body.bundleHash
    expect((await editor('POST', `/api/resolutions/${resolution}/approve`, { language: 'vi' })).status).toBe(200)
    hmn = (await editor<{ bundleHash: string }>('POST', `/api/resolutions/${resolution}/approve`, { language: 'hmn' })).body.bundleHash
    const { body } = await editor<{ languages: { code: string; state: string }[] }>('GET', `/api/resolutions/${resolution}`)
    expect(body.languages.find(({ code }) => code === 'vi')?.state).toBe('approved')
    expect(body.languages.find(({ code }) => code === 'en')?.state).toBe('none')
  })

  test('gives it to the commune, and sending again is the same sending', async () => {
    const { editor } = commune
    assignment = (await make(editor, 'assignments', {
      owner: commune.id, title: 'Học tập Nghị quyết 05', content: [{ relationTo: 'resolutions', value: resolution }],
      audience: { units: [commune.id], exclusions: [{ team: commune.villages[2]?.team, reason: 'Đang sáp nhập' }] }, ackDue: '2030-01-10', reportDue: '2030-01-31', ackRule: 'any', instructions: 'Đọc ở buổi họp gần nhất.',
    })).id
    const preview = await editor('POST', `/api/assignments/${assignment}/preview`)
    expect(preview).toMatchObject({ status: 200, body: { audience: 3, excluded: [{ teamId: commune.villages[2]?.team, reason: 'Đang sáp nhập' }], withoutTeam: [], withoutDevice: 2 } })
    const sent = await editor('POST', `/api/assignments/${assignment}/publish`)
    expect(sent).toMatchObject({ status: 202, body: { audience: 3 } })
    await until(async () => (await editor('GET', `/api/assignments/${assignment}`)).body.state === 'active', 'the publication')
    expect(await editor('POST', `/api/assignments/${assignment}/publish`)).toMatchObject({ status: 200, body: { audience: 3, prepared: 2, state: 'active' } })
    const { body } = await editor('GET', `/api/deliveries?where[assignment][equals]=${assignment}`)
    expect(body.totalDocs).toBe(2)
  })

  test('a phone enrols by code; the same code with the same key again is the same answer', async () => {
    const { team: teamId } = team()
    const enrolled = await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: teamId })
    phone = enrolled.phone
    expect(enrolled.me).toMatchObject({ team: { id: teamId, unit: { name: 'Thôn 1', households: 51 } } })
    expect(enrolled.me.members).toHaveLength(3)
    const again = await caller(product.url)('POST', '/field/v1/enrol', { code: enrolled.code.toLowerCase(), deviceKey: enrolled.deviceKey, deviceName: 'Máy của tổ' })
    expect(again.status).toBe(200)
    expect(again.body).toEqual(enrolled.me)
    const stolen = await caller(product.url)('POST', '/field/v1/enrol', { code: enrolled.code, deviceKey: 'A'.repeat(43), deviceName: 'Máy khác' })
    expect(stolen.status).toBe(410)
  })

  test('it fetches its work and the exact text', async () => {
    const list = await phone<{ items: (typeof delivery)[]; nextCursor: string; more: boolean }>('GET', '/field/v1/deliveries')
    expect(list.status).toBe(200)
    expect(list.body.items).toHaveLength(1)
    const [item] = list.body.items
    if (!item) throw new Error('no item')
    delivery = item
    expect(item).toMatchObject({ state: 'assigned', assignment: { id: assignment, ackDue: '2030-01-10', reportDue: '2030-01-31' } })
    expect(item.content[0]?.bundles.map(({ hash }) => hash).sort()).toEqual([vi, hmn].sort())
    const etag = list.headers.get('etag') ?? ''
    expect((await phone('GET', '/field/v1/deliveries', undefined, { 'if-none-match': etag })).status).toBe(304)
    const text = await fetch(`${product.url}/field/v1/content/${vi}`, { headers: { authorization: phone.authorization } })
    const bytes = Buffer.from(await text.arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(vi)
    expect(JSON.parse(bytes.toString())).toMatchObject({ language: 'vi', version: 1, summary: 'Ba việc làm ngay.\n\nMỗi thôn chọn một việc.', keyPoints: [{ text: 'Sạch đường làng' }] })
    expect((await phone('GET', `/field/v1/content/${'0'.repeat(64)}`)).status).toBe(404)
  })

  test('it acknowledges the exact version, once however often it is sent', async () => {
    const events = [
      { clientId: uuid(), deliveryId: delivery.id, kind: 'delivered', at: new Date().toISOString() },
      { clientId: uuid(), deliveryId: delivery.id, kind: 'seen', at: new Date().toISOString() },
      { clientId: uuid(), deliveryId: delivery.id, kind: 'acknowledged', at: new Date().toISOString(), memberId: team().members[0], bundleHash: hmn },
    ]
    const first = await phone('POST', '/field/v1/events', { events })
    expect(first.body.results.map((one: { status: number }) => one.status)).toEqual([201, 201, 201])
    const again = await phone('POST', '/field/v1/events', { events: [...events].reverse() })
    expect(again.body.results.map((one: { status: number }) => one.status)).toEqual([200, 200, 200])
    const { body } = await phone('GET', '/field/v1/deliveries')
    expect(body.items[0]).toMatchObject({ state: 'acknowledged', acknowledgements: [{ memberId: team().members[0], bundleHash: hmn }] })
    const kept = await commune.manager('GET', `/api/acknowledgements?where[assignment][equals]=${assignment}`)
    expect(kept.body.docs).toMatchObject([{ delivery: delivery.id, member: team().members[0], bundleHash: hmn, language: 'hmn', via: 'phone' }])
  })

  let report: Record<string, unknown> & { clientId: string }
  let image: Buffer
  test('it reports two sessions and a photo', async () => {
    image = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#1f6f43' } }).jpeg().withExif({ IFD0: { Artist: 'x' } }).toBuffer()
    const sha256 = createHash('sha256').update(image).digest('hex')
    report = {
      clientId: uuid(), deliveryIds: [delivery.id], at: new Date().toISOString(), householdsReached: 40,
      sessions: [
        { id: 's1', date: new Date().toISOString().slice(0, 10), form: 'village-meeting', language: 'hmn', place: 'Nhà văn hoá thôn', attendance: { partyMembers: 6, households: 38, others: 10 } },
        { id: 's2', date: new Date().toISOString().slice(0, 10), form: 'cell-meeting', language: 'vi', attendance: { total: 13 } },
      ],
      difficulties: 'Liên hệ ông Nguyễn Văn A, số 0912 345 678', photos: [{ sha256, bytes: image.length }],
    }
    const sent = await phone('POST', '/field/v1/reports', report)
    expect(sent.status).toBe(201)
    expect(sent.body).toMatchObject({ revision: 1, state: 'submitted', photos: [{ sha256, state: 'wanted' }], withheld: [{ path: 'difficulties' }] })
    const again = await phone('POST', '/field/v1/reports', report)
    expect(again).toMatchObject({ status: 200, body: sent.body })
    expect((await phone('POST', '/field/v1/reports', { ...report, copies: 3 })).status).toBe(409)
    const put = await phone('PUT', `/field/v1/reports/${report.clientId}/photos/${sha256}`, image)
    expect(put.status).toBe(201)
    expect((await phone('PUT', `/field/v1/reports/${report.clientId}/photos/${sha256}`, image)).status).toBe(200)
    expect((await phone('GET', `/field/v1/reports/${report.clientId}`)).body).toMatchObject({ state: 'submitted', photos: [{ state: 'stored' }] })
  })

  test('the manager sees it on the reach page, row by row', async () => {
    const { body } = await commune.manager('GET', `/api/assignments/${assignment}/reach`)
    expect(body.totals).toMatchObject({ assigned: 2, delivered: 1, seen: 1, acknowledged: 1, reported: 1, sessions: 2, householdsReached: 40, attendances: { partyMembers: 6, households: 38, others: 10, total: 67 } })
    expect(body.children.map((row: { unit: { name: string }; reported: number }) => [row.unit.name, row.reported])).toEqual([['Thôn 1', 1], ['Thôn 2', 0]])
    const late = await commune.manager('GET', `/api/outstanding?assignment=${assignment}&stage=reported`)
    expect(late.body.items.map((one: { unit: { name: string } }) => one.unit.name)).toEqual(['Thôn 2'])
  })

  let correction: Record<string, unknown> & { clientId: string }
  test('returns it with a reason; the correction replaces it; and accepts that', async () => {
    const { manager } = commune
    const [stored] = (await manager('GET', `/api/reports?where[assignments][equals]=${assignment}`)).body.docs
    expect(stored).toMatchObject({ clientId: report.clientId, state: 'submitted', sessions: [{ form: 'village-meeting' }, { form: 'cell-meeting' }] })
    const picture = await fetch(`${product.url}${stored.photos[0].url}`, { headers: { authorization: manager.authorization } })
    expect(picture.status).toBe(200)
    expect((await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).exif).toBeUndefined()
    expect((await manager('POST', `/api/reports/${stored.id}/return`, {})).status).toBe(422)
    expect((await manager('POST', `/api/reports/${stored.id}/return`, { reason: 'Buổi họp thôn ghi nhầm số người' })).status).toBe(200)
    expect((await manager('POST', `/api/reports/${stored.id}/accept`)).status).toBe(409)
    const { body } = await phone('GET', '/field/v1/deliveries')
    expect(body.items[0]).toMatchObject({ state: 'returned', returned: { reportClientId: report.clientId, reason: 'Buổi họp thôn ghi nhầm số người' } })

    correction = { ...report, clientId: uuid(), supersedes: report.clientId, difficulties: 'Đường vào xóm trên khó đi', sessions: [(report.sessions as object[])[0]], at: new Date().toISOString() }
    const sent = await phone('POST', '/field/v1/reports', correction)
    expect(sent).toMatchObject({ status: 201, body: { revision: 2, state: 'submitted', withheld: [], photos: [{ state: 'stored' }] } })
    const rival = await phone('POST', '/field/v1/reports', { ...correction, clientId: uuid() })
    expect(rival).toMatchObject({ status: 409, body: { details: { latest: correction.clientId } } })
    expect((await manager('POST', `/api/reports/${stored.id}/accept`)).status).toBe(409)
    const second = sent.body.reportId as string
    expect(await manager('POST', `/api/reports/${second}/accept`)).toMatchObject({ status: 200, body: { state: 'accepted' } })
    expect((await manager('POST', `/api/reports/${second}/accept`)).status).toBe(200)
    expect((await manager('POST', `/api/reports/${second}/reply`, { text: 'Cảm ơn tổ.' })).status).toBe(200)
    const after = (await phone('GET', '/field/v1/deliveries')).body.items[0]
    expect(after).toMatchObject({ state: 'accepted', replies: [{ text: 'Cảm ơn tổ.' }] })
    const reach = await manager('GET', `/api/assignments/${assignment}/reach`)
    expect(reach.body.totals).toMatchObject({ accepted: 1, returned: 0, sessions: 1, attendances: { total: 54 } })
  })

  test('the neighbours see nothing of it', async () => {
    expect((await other.manager('GET', `/api/assignments/${assignment}`)).status).toBe(404)
    expect((await other.manager('GET', `/api/assignments/${assignment}/reach`)).status).toBe(404)
    const theirs = await enrolPhone({ url: product.url, manager: other.manager, commune: other.id, team: other.villages[0]?.team ?? '' })
    expect((await theirs.phone('GET', '/field/v1/deliveries')).body.items).toEqual([])
    expect((await theirs.phone('GET', `/field/v1/content/${vi}`)).status).toBe(404)
    const foreign = await theirs.phone('POST', '/field/v1/events', { events: [{ clientId: uuid(), deliveryId: delivery.id, kind: 'seen', at: new Date().toISOString() }] })
    expect(foreign.body.results[0].status).toBe(404)
  })

  test('the desk records for a team without a phone, counted apart; withdraws, and the phone is told', async () => {
    const { manager, editor } = commune
    const second = commune.villages[1]
    const [paperless] = (await manager('GET', `/api/deliveries?where[team][equals]=${second?.team}`)).body.docs
    const done = await manager('POST', `/api/deliveries/${paperless.id}/acknowledge`, { memberId: second?.members[0], via: 'call', at: new Date().toISOString() })
    expect(done).toMatchObject({ status: 200, body: { state: 'acknowledged' } })
    expect((await manager('GET', `/api/assignments/${assignment}/reach`)).body.totals).toMatchObject({ acknowledged: 2, acknowledgedViaDesk: 1 })
    const cursor = (await phone('GET', '/field/v1/deliveries')).body.nextCursor as string
    expect((await editor('POST', `/api/assignments/${assignment}/withdraw`, {})).status).toBe(422)
    expect((await editor('POST', `/api/assignments/${assignment}/withdraw`, { reason: 'Gửi nhầm bản' })).status).toBe(200)
    const changes = await phone('GET', `/field/v1/deliveries?cursor=${encodeURIComponent(cursor)}`)
    expect(changes.body).toMatchObject({ items: [], removed: [delivery.id] })
    const late = await phone('POST', '/field/v1/events', { events: [{ clientId: uuid(), deliveryId: delivery.id, kind: 'seen', at: new Date().toISOString() }] })
    expect(late.body.results[0].status).toBe(410)
    expect((await phone('POST', '/field/v1/reports', { ...report, clientId: uuid() })).status).toBe(410)
  })

  test('a phone that is revoked is told so', async () => {
    const [device] = (await commune.manager('GET', `/api/devices?where[team][equals]=${team().team}`)).body.docs
    expect(device.keyHash).toBeUndefined()
    expect((await commune.manager('POST', `/api/devices/${device.id}/revoke`)).status).toBe(200)
    expect(await phone('GET', '/field/v1/me')).toMatchObject({ status: 401, body: { code: 'revoked' } })
  })

  test('the counters prove themselves', async () => {
    const { execFileSync } = await import('node:child_process')
    const { NODE_OPTIONS: _none, ...environment } = process.env
    const said = execFileSync(process.execPath, ['src/cli/run.mjs', 'verify'], { env: { ...environment, ...product.environment }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    expect(said).toBeDefined()
  })
})
