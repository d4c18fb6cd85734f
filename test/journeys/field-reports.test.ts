/** Reports, their photos and what the team reads back (contract §3), through the real doors. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, freshEnvironment, make, type Product, setUp, startProduct, until } from '../support/product.js'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is answered is what these tests look at
type Doc = Record<string, any>

let product: Product
let admin: Caller
let commune: Commune
let phone: Caller
let second: Caller
let foreign: Caller
let campaign: string
let shared: { assignment: string; delivery: string }
let count = 0

const now = (): string => new Date().toISOString()
const hanoiDay = (days = 0): string => new Date(Date.now() + 7 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
const session = (more: object = {}): Doc => ({ id: 's1', date: hanoiDay(), form: 'village-meeting', language: 'vi', attendance: { total: 30 }, ...more })

describe.each(kinds)('what a team reports, on %s', (kind) => {
beforeAll(async () => {
  product = await startProduct(freshEnvironment(kind))
  const first = await setUp(product)
  admin = first.admin
  commune = await makeCommune({ url: product.url, admin, province: first.province, villages: 2 })
  const enrol = (village: number) => enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: commune.villages[village]?.team ?? '' })
  phone = (await enrol(0)).phone
  second = (await enrol(0)).phone
  foreign = (await enrol(1)).phone
  const { editor } = commune
  campaign = (await make(editor, 'campaigns', {
    owner: commune.id, title: 'Thi đua làm đường', kind: 'emulation', launchedBy: 'UBND xã', field: 'economy', from: '2026-01-01', to: '2030-01-01', goal: 'Làm mười km đường.', body: 'Mỗi thôn một đoạn đường.',
    indicators: [{ key: 'road', name: 'Đường', unit: 'm', target: 1000, per: 'village' }],
  })).id
  const approved = await editor('POST', `/api/campaigns/${campaign}/approve`, { language: 'vi' })
  if (approved.status !== 201) throw new Error(JSON.stringify(approved.body))
  shared = await give([{ relationTo: 'campaigns', value: campaign }])
}, 120_000)
afterAll(() => product.stop())

async function give(content?: object[]): Promise<{ assignment: string; delivery: string }> {
  const { editor } = commune
  const what = content ?? [{ relationTo: 'resolutions', value: (await makeApprovedResolution(editor, commune.id)).id }]
  count += 1
  const { id: assignment } = await make(editor, 'assignments', { owner: commune.id, title: `Việc ${count}`, content: what, audience: { units: [commune.id] }, reportDue: '2030-01-31', ackRule: 'any' })
  await editor('POST', `/api/assignments/${assignment}/publish`)
  await until(async () => (await editor('GET', `/api/assignments/${assignment}`)).body.state === 'active', 'the publication')
  const list = await phone('GET', '/field/v1/deliveries?limit=200')
  return { assignment, delivery: list.body.items.find((item: Doc) => item.assignment.id === assignment).id }
}

const bodyOf = (delivery: string, more: object = {}): Doc => ({ clientId: uuid(), deliveryIds: [delivery], sessions: [], at: now(), ...more })
const send = (body: Doc, by = phone) => by('POST', '/field/v1/reports', body)
const totals = async (assignment: string): Promise<Doc> => (await commune.manager('GET', `/api/assignments/${assignment}/reach`)).body.totals
const item = async (delivery: string): Promise<Doc> => (await phone('GET', '/field/v1/deliveries?limit=200')).body.items.find((found: Doc) => found.id === delivery)

describe('what is refused', () => {
  const rules: [string, () => object, string][] = [
    ['a day after tomorrow', () => ({ sessions: [session({ date: hanoiDay(2) })] }), 'sessions[0].date'],
    ['a negative number', () => ({ householdsReached: -1 }), 'householdsReached'],
    ['a fraction', () => ({ copies: 1.5 }), 'copies'],
    ['a fraction of an attendance', () => ({ sessions: [session({ attendance: { total: 2.5 } })] }), 'sessions[0].attendance.total'],
    ['parts above their total', () => ({ sessions: [session({ attendance: { partyMembers: 20, households: 20, total: 30 } })] }), 'sessions[0].attendance.total'],
    ['an unknown form', () => ({ sessions: [session({ form: 'party' })] }), 'sessions[0].form'],
    ['an unknown language', () => ({ sessions: [session({ language: 'xx' })] }), 'sessions[0].language'],
    ['a broadcast in an unknown language', () => ({ broadcasts: [{ times: 1, minutes: 5, language: 'xx' }] }), 'broadcasts[0].language'],
    ['broadcast minutes below nothing', () => ({ broadcasts: [{ times: 1, minutes: -5, language: 'vi' }] }), 'broadcasts[0].minutes'],
    ['an unknown campaign', () => ({ indicators: [{ campaign: 'x', key: 'road', value: 1 }] }), 'indicators[0].campaign'],
    ['an unknown indicator', () => ({ indicators: [{ campaign, key: 'bridge', value: 1 }] }), 'indicators[0].key'],
    ['a negative indicator', () => ({ indicators: [{ campaign, key: 'road', value: -1 }] }), 'indicators[0].value'],
    ['41 sessions', () => ({ sessions: Array.from({ length: 41 }, (_, index) => session({ id: `s${index}` })) }), 'sessions'],
    ['2,001 characters', () => ({ difficulties: 'a'.repeat(2_001) }), 'difficulties'],
    ['a place of 2,001 characters', () => ({ sessions: [session({ place: 'a'.repeat(2_001) })] }), 'sessions[0].place'],
    ['no delivery', () => ({ deliveryIds: [] }), 'deliveryIds'],
  ]
  test.each(rules)('%s is 422', async (_name, more, path) => {
    const answer = await send(bodyOf(shared.delivery, more()))
    expect(answer).toMatchObject({ status: 422, body: { status: 422, errors: expect.arrayContaining([{ path, code: expect.any(String), message: expect.any(String) }]) } })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })
  const malformed: [string, () => object][] = [
    ['no sessions', () => ({ sessions: undefined })], ['an attendance in words', () => ({ sessions: [session({ attendance: { total: '30' } })] })], ['no attendance', () => ({ sessions: [session({ attendance: undefined })] })],
    ['a day that is none', () => ({ sessions: [session({ date: '2026-02-30' })] })], ['no time', () => ({ at: undefined })], ['a client id that is no UUID', () => ({ clientId: 'x' })], ['deliveries that are no list', () => ({ deliveryIds: 'x' })],
    ['a revision of no UUID', () => ({ supersedes: 'x' })], ['photos without a hash', () => ({ photos: [{ bytes: 7 }] })], ['copies in words', () => ({ copies: '7' })],
  ]
  test.each(malformed)('%s is 400', async (_name, more) => {
    expect(await send(bodyOf(shared.delivery, more()))).toMatchObject({ status: 400, body: { code: 'malformed', status: 400 } })
  })
  test('404 comes before 422, and both after a used client id', async () => {
    expect((await send(bodyOf('nobody', { copies: -1 }))).status).toBe(404)
    expect((await send(bodyOf(shared.delivery), foreign)).status).toBe(404)
    const body = bodyOf(shared.delivery)
    expect((await send(body)).status).toBe(201)
    expect((await send({ ...body, deliveryIds: ['nobody'], copies: -1 })).status).toBe(409)
    expect((await send(Object.fromEntries(Object.entries(body).reverse()), second)).status).toBe(200)
    expect((await send(bodyOf(shared.delivery, { supersedes: null, copies: null, photos: null, sessions: [session({ place: null })] }))).status).toBe(201)
  })
  test('tomorrow, 40 sessions and 2,000 characters are fine', async () => {
    const { delivery } = await give()
    expect((await send(bodyOf(delivery, { sessions: Array.from({ length: 40 }, (_, index) => session({ id: `s${index}`, date: hanoiDay(1) })), difficulties: 'đ'.repeat(2_000) }))).status).toBe(201)
  })
})

describe('what is only asked about', () => {
  const cases: [string, () => object, string[]][] = [
    ['nothing odd', () => ({ sessions: [session()], householdsReached: 20 }), []],
    ['an empty report', () => ({}), []],
    ['too many for the form', () => ({ sessions: [session({ attendance: { total: 3_000 } })] }), ['band']],
    ['households without a session', () => ({ householdsReached: 20 }), ['no-session']],
    ['a session without attendance', () => ({ sessions: [session({ attendance: {} })] }), ['no-attendance']],
    ['a session before the assignment', () => ({ sessions: [session({ date: '2026-01-01' })] }), ['early']],
    ['more households than the register has', () => ({ sessions: [session()], householdsReached: 60 }), ['above-register']],
  ]
  test.each(cases)('%s', async (_name, more, codes) => {
    const { delivery } = await give()
    const answer = await send(bodyOf(delivery, more()))
    expect(answer.status).toBe(201)
    expect(answer.body.warnings.map((one: Doc) => one.code)).toEqual(codes)
    for (const warning of answer.body.warnings) expect(warning).toMatchObject({ path: expect.any(String), message: expect.any(String) })
    expect((await commune.manager('GET', `/api/reports/${answer.body.reportId}`)).body.warnings).toEqual(answer.body.warnings)
  })
  test('the same figures as the last report', async () => {
    const { delivery } = await give()
    const figures = { sessions: [session({ attendance: { partyMembers: 7, households: 33 } })], householdsReached: 33 }
    const first: Doc = bodyOf(delivery, figures)
    await send(first)
    expect((await send(bodyOf(delivery, figures))).body.warnings).toMatchObject([{ code: 'repeat' }])
    expect((await send(bodyOf(delivery, { ...figures, supersedes: first.clientId, householdsReached: 34 }))).body.warnings).toEqual([])
    // The last report of any of the deliveries counts.
    const other = await give()
    expect((await send({ ...bodyOf(other.delivery, { ...figures, householdsReached: 34 }), deliveryIds: [other.delivery, delivery] })).body.warnings).toMatchObject([{ code: 'repeat' }])
  })
})

describe('withheld words', () => {
  test('are said and not stored; the rest is', async () => {
    const { delivery } = await give()
    const body = bodyOf(delivery, { sessions: [session({ place: 'Nhà bà Sùng Thị Mai' }), session({ id: 's2', place: 'Nhà văn hoá thôn' })], difficulties: 'Gọi 0912345678', proposals: 'Xin thêm loa' })
    const answer = await send(body)
    expect(answer.body.withheld.map((one: Doc) => one.path).sort()).toEqual(['difficulties', 'sessions[0].place'])
    expect(answer.body.withheld.find((one: Doc) => one.path === 'difficulties').found).toEqual([{ start: 4, end: 14, kind: 'phone' }])
    const stored = (await phone('GET', `/field/v1/reports/${body.clientId}`)).body
    expect(stored).toMatchObject({ clientId: body.clientId, reportId: answer.body.reportId, revision: 1, state: 'submitted', withheld: answer.body.withheld, replies: [], photos: [], receivedAt: expect.any(String) })
    expect(JSON.stringify(stored.body)).not.toMatch(/Sùng|0912/)
    expect(stored.body).toMatchObject({ proposals: 'Xin thêm loa', deliveryIds: [delivery], sessions: [{ id: 's1' }, { place: 'Nhà văn hoá thôn' }] })
    expect(JSON.stringify((await commune.manager('GET', `/api/reports/${answer.body.reportId}`)).body)).not.toMatch(/Sùng|0912/)
  })
})

describe('revisions', () => {
  test('replace the whole report and may come first', async () => {
    const { assignment, delivery } = await give()
    const first: Doc = bodyOf(delivery, { sessions: [session()], householdsReached: 30 })
    const revised = bodyOf(delivery, { sessions: [session({ attendance: { total: 40 } })], supersedes: first.clientId })
    const last: Doc = bodyOf(delivery, { sessions: [session({ attendance: { total: 45 } })], supersedes: revised.clientId })
    expect((await send(revised)).body).toMatchObject({ revision: 2, state: 'submitted' })
    expect(await send(first)).toMatchObject({ status: 201, body: { revision: 1, state: 'superseded' } })
    expect((await send(last)).body).toMatchObject({ revision: 3, state: 'submitted' })
    expect(await send(revised)).toMatchObject({ status: 200, body: { revision: 2, state: 'superseded' } })
    expect(await send(bodyOf(delivery, { supersedes: first.clientId }))).toMatchObject({ status: 409, body: { code: 'superseded', details: { latest: last.clientId } } })
    expect(await totals(assignment)).toMatchObject({ reported: 1, sessions: 1, householdsReached: 0, attendances: { total: 45 } })
    const ring = bodyOf(delivery, { clientId: uuid() })
    expect((await send({ ...ring, supersedes: ring.clientId })).status).toBe(422)
    const other = bodyOf(delivery)
    expect((await send({ ...other, supersedes: ring.clientId })).status).toBe(201)
    expect((await send({ ...ring, supersedes: other.clientId })).status).toBe(422)
  })
  test('further reports add up; what is so far takes the latest claim', async () => {
    const { assignment, delivery } = await give()
    const early = new Date(Date.now() - 1_000).toISOString()
    await send(bodyOf(delivery, { sessions: [session({ attendance: { partyMembers: 3, households: 20 } })], householdsReached: 30, copies: 10 }))
    await send(bodyOf(delivery, { sessions: [session({ id: 's2', attendance: { total: 12 } })], householdsReached: 20, copies: 5, at: early }))
    expect(await totals(assignment)).toMatchObject({ reported: 1, sessions: 2, householdsReached: 30, attendances: { partyMembers: 3, households: 20, others: 0, total: 35 } })
    await send(bodyOf(delivery, { householdsReached: 99 }))
    expect(await totals(assignment)).toMatchObject({ householdsReached: 51, householdsTotal: 103 })
  })
  test('over several deliveries: once in each assignment; withdrawn in part and whole', async () => {
    const [one, two, three] = [await give(), await give(), await give()]
    const body = { ...bodyOf(one.delivery, { sessions: [session()] }), deliveryIds: [one.delivery, two.delivery] }
    expect(await send(body)).toMatchObject({ status: 201 })
    for (const { assignment } of [one, two]) expect(await totals(assignment)).toMatchObject({ reported: 1, sessions: 1 })
    await commune.editor('POST', `/api/assignments/${two.assignment}/withdraw`, { reason: 'Nhầm' })
    const part = await send({ ...bodyOf(one.delivery), deliveryIds: [two.delivery, three.delivery] })
    expect(part).toMatchObject({ status: 201, body: { warnings: [{ code: 'withdrawn', path: 'deliveryIds' }] } })
    expect((await item(three.delivery)).state).toBe('reported')
    const whole = bodyOf(two.delivery, { copies: 7 })
    expect(await send(whole)).toMatchObject({ status: 410, body: { code: 'withdrawn' } })
    expect((await send(bodyOf(two.delivery, { copies: -1 }))).status).toBe(410)
    const kept = (await commune.manager('GET', `/api/reports?where[assignments][equals]=${two.assignment}&limit=50`)).body.docs
    expect(kept.map((doc: Doc) => doc.clientId)).toContain(whole.clientId)
    expect(await send(body)).toMatchObject({ status: 200 })
    expect((await send({ ...body, copies: 1 })).status).toBe(409)
  })
  test('over several deliveries: its time is honest for each, never before that one was published', async () => {
    const early = await give()
    await new Promise((done) => setTimeout(done, 20))
    const at = now()
    await new Promise((done) => setTimeout(done, 20))
    const late = await give()
    expect((await send({ ...bodyOf(late.delivery, { at }), deliveryIds: [late.delivery, early.delivery] })).status).toBe(201)
    expect((await item(early.delivery)).facts.reportedAt).toBe(at)
    const { facts, assignment } = await item(late.delivery)
    expect(facts.reportedAt >= assignment.publishedAt).toBe(true)
  })
  test('what comes after the withdrawal is kept with every word and figure, also what breaks a rule', async () => {
    const { assignment, delivery } = await give([{ relationTo: 'campaigns', value: campaign }])
    await commune.editor('POST', `/api/assignments/${assignment}/withdraw`, { reason: 'Nhầm' })
    const words = { difficulties: 'Mưa to, đường lầy', proposals: 'Xin thêm loa', sessions: [session({ place: 'Nhà văn hoá thôn' })] }
    for (const more of [{ indicators: [{ campaign, key: 'road', value: 12 }] }, { copies: -1, indicators: [{ campaign, key: 'bridge', value: 3 }], difficulties: 'đ'.repeat(2_001) }]) {
      const body = bodyOf(delivery, { ...words, ...more })
      expect((await send(body)).status).toBe(410)
      expect((await phone('GET', `/field/v1/reports/${body.clientId}`)).body.body).toEqual(body)
      const { docs } = (await commune.manager('GET', `/api/reports?where[assignments][equals]=${assignment}&limit=50`)).body
      expect(docs.find((doc: Doc) => doc.clientId === body.clientId)).toMatchObject({ ...words, ...more })
    }
  })
  test.each([['in order'], ['the last one first'], ['the withdrawn one last']])('a chain goes on through a report that was kept after the withdrawal, come %s', async (when) => {
    const [one, two] = [await give(), await give()]
    const first: Doc = { ...bodyOf(one.delivery, { sessions: [session()] }), deliveryIds: [one.delivery, two.delivery] }
    const kept: Doc = bodyOf(one.delivery, { supersedes: first.clientId, sessions: [session()] })
    const last: Doc = bodyOf(two.delivery, { supersedes: kept.clientId, sessions: [session({ attendance: { total: 41 } })] })
    const withdraw = async () => expect((await commune.editor('POST', `/api/assignments/${one.assignment}/withdraw`, { reason: 'Nhầm' })).status).toBe(200)
    if (when === 'in order') {
      expect((await send(first)).status).toBe(201)
      await withdraw()
      for (const [body, status] of [[kept, 410], [last, 201]] as const) expect((await send(body)).status).toBe(status)
    } else {
      await withdraw()
      const order = when === 'the last one first' ? [last, kept, first] : [first, last, kept]
      for (const body of order) expect((await send(body)).status).toBe(body === kept ? 410 : 201)
    }
    expect(await totals(two.assignment)).toMatchObject({ reported: 1, sessions: 1, attendances: { total: 41 } })
    const read = async (body: Doc) => (await phone('GET', `/field/v1/reports/${body.clientId}`)).body
    expect(await read(first)).toMatchObject({ state: 'superseded', revision: 1 })
    expect(await read(last)).toMatchObject({ state: 'submitted', revision: 2, body: { supersedes: kept.clientId } })
    expect(await send(bodyOf(two.delivery, { supersedes: first.clientId }))).toMatchObject({ status: 409, body: { details: { latest: last.clientId } } })
  })
  test('a client id is the same in capitals', async () => {
    const { assignment, delivery } = await give()
    const first: Doc = bodyOf(delivery, { sessions: [session()] })
    const inCapitals: Doc = { ...first, clientId: first.clientId.toUpperCase() }
    expect(await send(inCapitals)).toMatchObject({ status: 201, body: { clientId: inCapitals.clientId } })
    expect(await send(first)).toMatchObject({ status: 200, body: { clientId: first.clientId } })
    expect((await send({ ...first, copies: 3 })).status).toBe(409)
    const ring = bodyOf(delivery)
    expect((await send({ ...ring, supersedes: ring.clientId.toUpperCase() })).status).toBe(422)
    expect((await send(bodyOf(delivery, { supersedes: inCapitals.clientId }))).body).toMatchObject({ revision: 2 })
    for (const id of [first.clientId, inCapitals.clientId]) expect(await phone('GET', `/field/v1/reports/${id}`)).toMatchObject({ status: 200, body: { state: 'superseded' } })
    expect(await totals(assignment)).toMatchObject({ sessions: 0 })
  })
  test('a returned report, its reason and replies are read back', async () => {
    const { assignment, delivery } = await give()
    const body = bodyOf(delivery)
    const { reportId } = (await send(body)).body
    await commune.manager('POST', `/api/reports/${reportId}/return`, { reason: 'Thiếu số hộ' })
    await commune.manager('POST', `/api/reports/${reportId}/reply`, { text: 'Gọi lại xã nhé.' })
    expect((await phone('GET', `/field/v1/reports/${body.clientId}`)).body).toMatchObject({ state: 'returned', returnReason: 'Thiếu số hộ', replies: [{ text: 'Gọi lại xã nhé.', from: expect.any(String), at: expect.any(String) }] })
    expect(await item(delivery)).toMatchObject({ state: 'returned', returned: { reportClientId: body.clientId, reason: 'Thiếu số hộ', at: expect.any(String) }, replies: [{ text: 'Gọi lại xã nhé.' }] })
    await send(bodyOf(delivery, { supersedes: body.clientId }))
    expect(await item(delivery)).toMatchObject({ state: 'reported' })
    expect((await item(delivery)).returned).toBeUndefined()
    expect(await totals(assignment)).toMatchObject({ reported: 1, returned: 0 })
  })
})

test('every phone of the team hears of each report and each decision, also where the delivery itself stays as it is', async () => {
  const { delivery } = await give()
  const [first, last] = [bodyOf(delivery, { at: new Date(Date.now() - 1).toISOString() }), bodyOf(delivery)]
  const ids: string[] = []
  for (const body of [first, last]) ids.push((await send(body)).body.reportId)
  let { nextCursor: cursor } = (await phone('GET', '/field/v1/deliveries?limit=200')).body
  const heard = async () => {
    const { body } = await phone('GET', `/field/v1/deliveries?cursor=${encodeURIComponent(cursor)}`)
    cursor = body.nextCursor
    return body.items.map((one: Doc) => one.id)
  }
  expect(await heard()).toEqual([])
  for (const decision of ['return', 'reopen', 'accept']) {
    expect((await commune.manager('POST', `/api/reports/${ids[0]}/${decision}`, { reason: 'Sai số người dự' })).status).toBe(200)
    expect([decision, await heard()]).toEqual([decision, [delivery]])
    const { state, returned } = await item(delivery)
    expect([state, returned?.reportClientId]).toEqual(['reported', decision === 'return' ? first.clientId : undefined])
  }
  expect((await send(bodyOf(delivery, { difficulties: 'Đường trơn.' }), second)).status).toBe(201)
  expect(await heard()).toEqual([delivery])
  expect((await send(last)).status).toBe(200)
  expect(await heard()).toEqual([])
})

describe('indicators', () => {
  test('of the campaign are kept as sent', async () => {
    const body = bodyOf(shared.delivery, { indicators: [{ campaign, key: 'road', value: 120 }], broadcasts: [{ times: 3, minutes: 10, language: 'hmn' }], householdsTotal: 60 })
    const { reportId } = (await send(body)).body
    expect((await commune.manager('GET', `/api/reports/${reportId}`)).body).toMatchObject({
      clientId: body.clientId, indicators: body.indicators, broadcasts: body.broadcasts, householdsTotal: 60, via: 'phone', revision: 1, state: 'submitted', at: body.at, receivedAt: expect.any(String), warnings: [], replies: [], photos: [], sessions: [],
    })
  })
})

describe('photos', () => {
  test('wanted, checked, stored once, shown with an address', async () => {
    const image = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#1f6f43' } }).jpeg().toBuffer()
    const text = Buffer.from('không phải ảnh'.repeat(20))
    const broken = image.subarray(0, 40)
    const large = Buffer.alloc(5 * 1024 * 1024 + 1, 7)
    const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
    const body = bodyOf(shared.delivery, { photos: [image, text, broken, large].map((bytes) => ({ sha256: hash(bytes), bytes: bytes.length })) })
    const sent = await send(body)
    expect(sent.body.photos.map((photo: Doc) => photo.state)).toEqual(['wanted', 'wanted', 'wanted', 'wanted'])
    const put = async (bytes: Uint8Array, { as = bytes, report = body.clientId, by = phone }: { as?: Uint8Array; report?: string; by?: Caller } = {}) => (await by('PUT', `/field/v1/reports/${report}/photos/${hash(as)}`, bytes, { 'content-type': 'image/jpeg' })).status
    expect(await put(image, { report: uuid() })).toBe(404)
    expect(await put(Buffer.from('other'))).toBe(404)
    expect(await put(image, { by: foreign })).toBe(404)
    expect(await put(large)).toBe(413)
    expect(await put(text)).toBe(415)
    expect(await put(broken)).toBe(422)
    expect(await put(Buffer.from(image).fill(1, 100), { as: image })).toBe(422)
    expect(await put(image)).toBe(201)
    expect(await put(image)).toBe(200)
    expect(await put(image, { by: second })).toBe(200)
    expect((await send(body)).body.photos[0]).toEqual({ sha256: hash(image), state: 'stored' })
    const [photo, waiting] = (await commune.manager('GET', `/api/reports/${sent.body.reportId}`)).body.photos
    expect(photo).toEqual({ sha256: hash(image), state: 'stored', url: expect.any(String) })
    expect(waiting).toMatchObject({ state: 'wanted' })
    expect((await fetch(new URL(photo.url, product.url), { headers: { authorization: commune.manager.authorization } })).status).toBe(200)
    expect((await fetch(new URL(photo.url, product.url))).status).toBe(401)
    const revision = await send(bodyOf(shared.delivery, { supersedes: body.clientId, photos: [{ sha256: hash(image), bytes: image.length }] }))
    expect(revision.body.photos).toEqual([{ sha256: hash(image), state: 'stored' }])
  })
})

describe('what the team reads back', () => {
  test('its own reports page by page', async () => {
    const whole = (await phone('GET', '/field/v1/reports?limit=200')).body
    expect(whole).toMatchObject({ more: false, items: expect.any(Array) })
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const { body } = await phone('GET', `/field/v1/reports?limit=7${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...body.items.map((one: Doc) => one.clientId))
      cursor = body.nextCursor
      if (!body.more) break
    }
    expect(seen).toEqual(whole.items.map((one: Doc) => one.clientId))
    expect((await foreign('GET', '/field/v1/reports')).body.items).toEqual([])
    expect((await foreign('GET', `/field/v1/reports/${seen[0]}`)).status).toBe(404)
    expect((await foreign('GET', `/field/v1/reports?cursor=${cursor}`)).status).toBe(400)
  })
  test('its standing', async () => {
    const year = Number(hanoiDay().slice(0, 4))
    const answer = (await phone('GET', '/field/v1/standing')).body
    expect(answer).toEqual((await phone('GET', `/field/v1/standing?year=${year}`)).body)
    expect(Object.keys(answer).sort()).toEqual(['accepted', 'acknowledged', 'acknowledgedOnTime', 'assigned', 'attendances', 'householdsReached', 'householdsTotal', 'reported', 'reportedOnTime', 'sessions', 'year'])
    expect(answer.reported).toBeGreaterThan(5)
    expect((await phone('GET', `/field/v1/standing?year=${year - 1}`)).body).toMatchObject({ year: year - 1, assigned: 0, attendances: 0 })
    expect((await phone('GET', '/field/v1/standing?year=x')).status).toBe(400)
  })
})

test('households are judged by the register of the report’s time, in whatever order reports come', async () => {
  const unit = commune.villages[1]?.unit ?? ''
  const { assignment } = await give()
  const delivery = (await foreign('GET', '/field/v1/deliveries?limit=200')).body.items.find((one: Doc) => one.assignment.id === assignment).id
  const [before, early] = [(await admin('GET', `/api/org-units/${unit}`)).body.households, now()]
  expect((await admin('PATCH', `/api/org-units/${unit}`, { households: before + 20 })).status).toBe(200)
  const held = session({ attendance: { total: 30 } })
  const after = await send(bodyOf(delivery, { sessions: [held], householdsReached: before + 10 }), foreign)
  expect(after).toMatchObject({ status: 201, body: { warnings: [] } })
  expect(await totals(assignment)).toMatchObject({ householdsReached: before + 10 })
  const late = await send(bodyOf(delivery, { sessions: [held], householdsReached: before + 9, at: early }), foreign)
  expect(late.body.warnings.map((one: Doc) => one.code)).toContain('above-register')
  expect(await totals(assignment)).toMatchObject({ householdsReached: before + 10 })
  // What is given from now on starts from today's register; a smaller one caps what it counts.
  expect((await admin('PATCH', `/api/org-units/${unit}`, { households: before })).status).toBe(200)
  await send(bodyOf(delivery, { sessions: [held], householdsReached: before + 15 }), foreign)
  expect(await totals(assignment)).toMatchObject({ householdsReached: before })
})
test('over several deliveries: households by the register of the time that counts for each', async () => {
  const unit = commune.villages[1]?.unit ?? ''
  const [before, early] = [(await admin('GET', `/api/org-units/${unit}`)).body.households, await give()]
  await new Promise((done) => setTimeout(done, 20))
  const at = now()
  await new Promise((done) => setTimeout(done, 20))
  const late = await give()
  expect((await admin('PATCH', `/api/org-units/${unit}`, { households: before + 20 })).status).toBe(200)
  const items = (await foreign('GET', '/field/v1/deliveries?limit=200')).body.items
  const ids = [early, late].map(({ assignment }) => items.find((one: Doc) => one.assignment.id === assignment).id)
  expect((await send({ ...bodyOf('', { at, householdsReached: before + 10 }), deliveryIds: ids }, foreign)).status).toBe(201)
  expect([(await totals(early.assignment)).householdsReached, (await totals(late.assignment)).householdsReached]).toEqual([before, before + 10])
  await admin('PATCH', `/api/org-units/${unit}`, { households: before })
})
})
