/** What a phone may say of its work and how each message is answered (contract §3, events and the list of work). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, caller, freshEnvironment, make, type Product, setUp, startProduct, until } from '../support/product.js'

type Given = { assignment: string; resolution: string; hash: string; delivery: string }
type Result = { clientId: string; status: number; problem?: { code: string; title: string; status: number; type: string }; withheld?: unknown }
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is answered is what these tests look at
type Item = Record<string, any>

let product: Product
let admin: Caller
let commune: Commune
let phone: Caller
let second: Caller
let foreign: Caller
let codes = 0

describe.each(kinds)('what a phone says of its work, on %s', (kind) => {
beforeAll(async () => {
  product = await startProduct(freshEnvironment(kind))
  const first = await setUp(product)
  admin = first.admin
  commune = await makeCommune({ url: product.url, admin, province: first.province, villages: 2 })
  const enrol = (village: number) => enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: commune.villages[village]?.team ?? '' })
  phone = (await enrol(0)).phone
  second = (await enrol(0)).phone
  foreign = (await enrol(1)).phone
}, 120_000)
afterAll(() => product.stop())

const members = (): string[] => commune.villages[0]?.members ?? []
const now = (): string => new Date().toISOString()
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString()

async function give(more: object = {}): Promise<Given> {
  const { editor } = commune
  const { id: resolution, hash } = await makeApprovedResolution(editor, commune.id)
  codes += 1
  const { id: assignment } = await make(editor, 'assignments', {
    owner: commune.id, title: `Việc ${codes}`, content: [{ relationTo: 'resolutions', value: resolution }], audience: { units: [commune.id] }, ackDue: '2030-01-10', reportDue: '2030-01-31', ackRule: 'any', ...more,
  })
  await publish(assignment)
  const list = await phone('GET', '/field/v1/deliveries?limit=200')
  const delivery = list.body.items.find((item: Item) => item.assignment.id === assignment)?.id
  return { assignment, resolution, hash, delivery }
}

async function publish(assignment: string): Promise<void> {
  expect((await commune.editor('POST', `/api/assignments/${assignment}/publish`)).status).toBe(202)
  await until(async () => (await commune.editor('GET', `/api/assignments/${assignment}`)).body.state === 'active', 'the publication')
}

async function send(by: Caller, events: object[], headers: Record<string, string> = {}): Promise<Result[]> {
  const answer = await by<{ results: Result[] }>('POST', '/field/v1/events', { events }, headers)
  expect(answer.status).toBe(200)
  return answer.body.results
}

async function one(event: object, by = phone): Promise<Result> {
  return (await send(by, [{ clientId: uuid(), at: now(), ...event }]))[0] ?? { clientId: '', status: 0 }
}

async function item(delivery: string, by = phone): Promise<Item> {
  const { body } = await by('GET', '/field/v1/deliveries?limit=200')
  return body.items.find((found: Item) => found.id === delivery)
}

describe('each message stands alone', () => {
  let given: Given
  beforeAll(async () => {
    given = await give()
  })
  const cases: [name: string, event: () => object, status: number, ...code: string[]][] = [
    ['delivered', () => ({ kind: 'delivered' }), 201],
    ['seen', () => ({ kind: 'seen' }), 201],
    ['a fact already known under another id', () => ({ kind: 'seen' }), 201],
    ['an unknown kind', () => ({ kind: 'liked' }), 422, 'unknown-kind'],
    ['a delivery of nobody', () => ({ deliveryId: 'nobody', kind: 'seen' }), 404, 'unknown-delivery'],
    ['an unknown member', () => ({ kind: 'acknowledged', memberId: 'x', bundleHash: given.hash }), 422, 'unknown-member'],
    ['no member', () => ({ kind: 'acknowledged', bundleHash: given.hash }), 422, 'unknown-member'],
    ['a member of another team', () => ({ kind: 'acknowledged', memberId: commune.villages[1]?.members[0], bundleHash: given.hash }), 422, 'unknown-member'],
    ['no hash', () => ({ kind: 'acknowledged', memberId: members()[0] }), 422, 'hash-missing'],
    ['a hash that was never sent', () => ({ kind: 'acknowledged', memberId: members()[0], bundleHash: '0'.repeat(64) }), 422, 'unknown-bundle'],
    ['a retraction of nothing', () => ({ kind: 'retracted' }), 422, 'event-missing'],
    ['blocked without a reason', () => ({ kind: 'blocked' }), 422, 'unknown-reason'],
    ['blocked for an unknown reason', () => ({ kind: 'blocked', reason: 'lazy' }), 422, 'unknown-reason'],
    ['a note too long', () => ({ kind: 'blocked', reason: 'other', note: 'à '.repeat(1_001) }), 422, 'too-long'],
    ['a note that names a person', () => ({ kind: 'blocked', reason: 'other', note: 'Hỏi ông Giàng Mí Pó 0912345678', until: '2030-01-01' }), 201],
  ]
  test.each(cases)('%s', async (_name, event, status, ...[code]) => {
    const result = await one({ deliveryId: given.delivery, ...event() })
    expect(result).toMatchObject({ status, ...(code ? { problem: { code, status, type: expect.stringContaining(code), title: expect.stringMatching(/[ạ-ỹđ]/i) } } : {}) })
  })
  test('in the order sent, a refused one beside a stored one', async () => {
    const ids = [uuid(), uuid(), uuid()]
    const results = await send(phone, [
      { clientId: ids[0], deliveryId: given.delivery, kind: 'no', at: now() }, { clientId: ids[1], deliveryId: given.delivery, kind: 'seen', at: now() }, { clientId: ids[2], deliveryId: 'no', kind: 'seen', at: now() },
    ])
    expect(results.map(({ clientId, status }) => [clientId, status])).toEqual([[ids[0], 422], [ids[1], 201], [ids[2], 404]])
  })
  test('a withheld note is said and not kept', async () => {
    const clientId = uuid()
    const event = { clientId, deliveryId: given.delivery, kind: 'blocked', reason: 'other', note: 'Gọi 0912 345 678', at: now() }
    const [first] = await send(phone, [event])
    expect(first).toMatchObject({ status: 201, withheld: [{ path: 'note', found: [{ kind: 'phone', start: 4, end: 16 }] }] })
    expect(await send(phone, [event])).toMatchObject([{ status: 200, withheld: [{ path: 'note' }] }])
    expect((await item(given.delivery)).blocked).toMatchObject({ reason: 'other', note: null, by: 'team' })
  })
  test('the latest claim of what is in the way counts, `none` clears it', async () => {
    const blocked = (reason: string, at: string) => one({ deliveryId: given.delivery, kind: 'blocked', reason, at })
    const later = new Date(Date.now() - 5).toISOString()
    await blocked('weather', later)
    await blocked('phone', ago(60_000))
    expect((await item(given.delivery)).blocked).toMatchObject({ reason: 'weather' })
    await blocked('none', now())
    expect((await item(given.delivery)).blocked).toBeUndefined()
  })
  const malformed: [string, unknown, number][] = [
    ['no list', {}, 400], ['null', null, 400], ['a list', [], 400], ['no time', { events: [{ clientId: uuid(), deliveryId: 'x', kind: 'seen' }] }, 400],
    ['a client id that is no UUID', { events: [{ clientId: 'x', deliveryId: 'x', kind: 'seen', at: now() }] }, 400],
    ['a day for a time', { events: [{ clientId: uuid(), deliveryId: 'x', kind: 'seen', at: '2026-01-01' }] }, 400],
    ['kind as a number', { events: [{ clientId: uuid(), deliveryId: 'x', kind: 7, at: now() }] }, 400],
    ['a day that is none', { events: [{ clientId: uuid(), deliveryId: 'x', kind: 'blocked', reason: 'other', until: '2026-02-30', at: now() }] }, 400],
    ['201 events', { events: Array.from({ length: 201 }, () => ({ clientId: uuid(), deliveryId: 'x', kind: 'seen', at: now() })) }, 413],
  ]
  test.each(malformed)('malformed: %s', async (_name, body, status) => {
    const answer = await phone('POST', '/field/v1/events', body)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })
  test('none is fine, 200 are', async () => {
    expect((await phone('POST', '/field/v1/events', { events: [] })).body).toEqual({ results: [] })
    const many = Array.from({ length: 200 }, () => ({ clientId: uuid(), deliveryId: given.delivery, kind: 'seen', at: now() }))
    expect((await send(phone, many)).every(({ status }) => status === 201)).toBe(true)
  })
})

describe('a client id is the team’s', () => {
  test('the same again, from another phone, with its keys in another order; another use is 409', async () => {
    const given = await give()
    const event = { clientId: uuid(), deliveryId: given.delivery, kind: 'acknowledged', memberId: members()[0], bundleHash: given.hash, at: now() }
    expect(await send(phone, [event])).toMatchObject([{ status: 201 }])
    const turned = Object.fromEntries(Object.entries(event).reverse())
    expect(await send(second, [turned])).toMatchObject([{ status: 200 }])
    expect(await send(phone, [{ ...event, kind: 'seen' }])).toMatchObject([{ status: 409, problem: { code: 'client-id-used' } }])
    expect(await send(phone, [{ ...event, deliveryId: 'nobody' }])).toMatchObject([{ status: 409 }])
    expect((await phone('POST', '/field/v1/members', { clientId: event.clientId, name: 'A', role: 'member', at: now() })).status).toBe(409)
    const report = { clientId: event.clientId, deliveryIds: [given.delivery], sessions: [], at: now() }
    expect((await phone('POST', '/field/v1/reports', report)).status).toBe(409)
    // Another team's ids are its own.
    const theirs = (await foreign('GET', '/field/v1/deliveries?limit=200')).body.items.find((found: Item) => found.assignment.id === given.assignment)
    expect(await send(foreign, [{ ...event, deliveryId: theirs.id, kind: 'seen' }])).toMatchObject([{ status: 201 }])
    expect(await send(foreign, [{ ...event, clientId: uuid() }])).toMatchObject([{ status: 404 }])
    const twice = { clientId: uuid(), deliveryId: given.delivery, kind: 'seen', at: now() }
    expect((await send(phone, [twice, twice, { ...twice, kind: 'delivered' }])).map(({ status }) => status)).toEqual([201, 200, 409])

    // Whatever has happened since.
    expect((await commune.editor('POST', `/api/assignments/${given.assignment}/close`)).status).toBe(200)
    expect(await one({ deliveryId: given.delivery, kind: 'seen' })).toMatchObject({ status: 201 })
    expect((await commune.editor('POST', `/api/assignments/${given.assignment}/withdraw`, { reason: 'Nhầm' })).status).toBe(200)
    expect(await send(phone, [event])).toMatchObject([{ status: 200 }])
    expect(await send(phone, [{ ...event, at: ago(1) }])).toMatchObject([{ status: 409 }])
    expect(await one({ deliveryId: given.delivery, kind: 'nothing' })).toMatchObject({ status: 410 })
  })
})

test('a client id is the same in capitals; the answer spells it as the phone did', async () => {
  const given = await give()
  const [id, member] = [uuid(), uuid()]
  const event = (clientId: string) => ({ clientId, deliveryId: given.delivery, kind: 'seen', at: '2026-11-22T01:00:00.000Z' })
  expect(await send(phone, [event(id.toUpperCase())])).toMatchObject([{ clientId: id.toUpperCase(), status: 201 }])
  expect(await send(phone, [event(id), { ...event(id.toUpperCase()), kind: 'delivered' }])).toMatchObject([{ clientId: id, status: 200 }, { clientId: id.toUpperCase(), status: 409 }])
  const named = (clientId: string) => phone('POST', '/field/v1/members', { clientId, name: 'Lý A Tủa', role: 'member', at: '2026-11-22T01:00:00.000Z' })
  expect(await named(member.toUpperCase())).toMatchObject({ status: 201, body: { clientId: member.toUpperCase() } })
  expect(await named(member)).toMatchObject({ status: 200, body: { clientId: member } })
  expect(await one({ deliveryId: given.delivery, kind: 'acknowledged', memberId: member.toUpperCase(), bundleHash: given.hash })).toMatchObject({ status: 201 })
})

describe('retractions', () => {
  test.each([['after'], ['before'], ['in one call']])('come %s what they retract', async (when) => {
    const given = await give()
    const acknowledged = { clientId: uuid(), deliveryId: given.delivery, kind: 'acknowledged', memberId: members()[0], bundleHash: given.hash, at: now() }
    const retracted = { clientId: uuid(), deliveryId: given.delivery, kind: 'retracted', event: acknowledged.clientId, at: now() }
    const order = when === 'after' ? [[acknowledged], [retracted]] : when === 'before' ? [[retracted], [acknowledged]] : [[retracted, acknowledged]]
    for (const events of order) expect((await send(phone, events)).every(({ status }) => status === 201)).toBe(true)
    expect(await item(given.delivery)).toMatchObject({ state: 'assigned', facts: { acknowledgedAt: null }, acknowledgements: [] })
    const kept = await commune.manager('GET', `/api/acknowledgements?where[delivery][equals]=${given.delivery}&where[assignment][equals]=${given.assignment}`)
    expect(kept.body.docs).toMatchObject([{ retractedAt: expect.any(String) }])
    // Another event of the same member for the same bundle stands.
    expect(await one({ ...acknowledged, clientId: uuid() })).toMatchObject({ status: 201 })
    expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged', acknowledgements: [{ memberId: members()[0], bundleHash: given.hash }] })
  })
  test.each([['after'], ['before'], ['in one call']])('concern their event, whichever of the team’s deliveries they name, also %s it', async (when) => {
    const [given, other] = [await give(), await give()]
    const acknowledged = { clientId: uuid(), deliveryId: given.delivery, kind: 'acknowledged', memberId: members()[0], bundleHash: given.hash, at: now() }
    const retracted = { clientId: uuid(), deliveryId: other.delivery, kind: 'retracted', event: acknowledged.clientId.toUpperCase(), at: now() }
    const order = when === 'after' ? [[acknowledged], [retracted]] : when === 'before' ? [[retracted], [acknowledged]] : [[retracted, acknowledged]]
    for (const events of order) expect((await send(phone, events)).every(({ status }) => status === 201)).toBe(true)
    expect(await send(second, [retracted, acknowledged])).toMatchObject([{ status: 200 }, { status: 200 }])
    expect(await item(given.delivery)).toMatchObject({ state: 'assigned', facts: { acknowledgedAt: null }, acknowledgements: [] })
    expect(await item(other.delivery)).toMatchObject({ state: 'assigned' })
    const kept = await commune.manager('GET', `/api/acknowledgements?where[delivery][equals]=${given.delivery}&where[assignment][equals]=${given.assignment}`)
    expect(kept.body.docs).toMatchObject([{ retractedAt: expect.any(String) }])
    expect((await commune.manager('GET', `/api/assignments/${given.assignment}/reach`)).body.totals).toMatchObject({ acknowledged: 0 })
  })
})

describe('who may acknowledge', () => {
  const acknowledge = (given: Given, memberId: string | undefined, more: object = {}) => one({ deliveryId: given.delivery, kind: 'acknowledged', memberId, bundleHash: given.hash, ...more })
  test('where the leader must: only the leader; a provisional one where there is none', async () => {
    const given = await give({ ackRule: 'leader' })
    expect(await acknowledge(given, members()[1])).toMatchObject({ status: 422, problem: { code: 'not-leader' } })
    const named = { clientId: uuid(), name: 'Vàng Thị Mỷ', role: 'leader', position: 'Trưởng thôn', replaces: members()[0], at: now() }
    const made = await phone<{ id: string; clientId: string }>('POST', '/field/v1/members', named)
    expect(made).toMatchObject({ status: 201, body: { id: expect.any(String), clientId: named.clientId } })
    expect(await second('POST', '/field/v1/members', named)).toMatchObject({ status: 200, body: made.body })
    expect((await phone('POST', '/field/v1/members', { ...named, name: 'Khác' })).status).toBe(409)
    const shown = (await phone('GET', '/field/v1/me')).body.members.find((member: Item) => member.id === made.body.id)
    expect(shown).toMatchObject({ name: named.name, role: 'leader', provisional: true })
    expect(await acknowledge(given, made.body.id)).toMatchObject({ status: 422, problem: { code: 'not-leader' } })
    const day = new Date(Date.now() + 7 * 3_600_000 - 86_400_000).toISOString().slice(0, 10)
    expect((await commune.manager('PATCH', `/api/team-members/${members()[0]}`, { to: day })).status).toBe(200)
    expect(await acknowledge(given, members()[0])).toMatchObject({ status: 422, problem: { code: 'unknown-member' } })
    expect(await acknowledge(given, named.clientId)).toMatchObject({ status: 201 })
    expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged', acknowledgements: [{ memberId: made.body.id }] })
    expect((await commune.manager('PATCH', `/api/team-members/${members()[0]}`, { to: null })).status).toBe(200)
  })
  test('since when is told by the phone’s clock, set right as it was sent', async () => {
    const off = 365 * 86_400_000
    const { body } = await phone('POST', '/field/v1/members', { clientId: uuid(), name: 'Vàng A Sử', role: 'member', at: ago(off) }, { 'lantoa-sent-at': ago(off) })
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    expect((await commune.manager('GET', `/api/team-members/${body.id}`)).body.from).toBe(today)
  })
  const wrong: [string, object, number][] = [
    ['without a name', { name: ' ' }, 422], ['a name of no letter', { name: '\u200b.' }, 422], ['an unknown role', { role: 'boss' }, 422], ['an unknown predecessor', { replaces: 'x' }, 422], ['no role', { role: undefined }, 400], ['a name as a number', { name: 7 }, 400], ['no time', { at: undefined }, 400], ['no UUID', { clientId: '7' }, 400],
  ]
  test.each(wrong)('a member %s', async (_name, more, status) => {
    const answer = await phone('POST', '/field/v1/members', { clientId: uuid(), name: 'Vàng A', role: 'member', at: now(), ...more })
    expect(answer).toMatchObject({ status, body: { status, code: expect.any(String), title: expect.any(String) } })
  })
})

describe('the time of a fact', () => {
  test('is set right by the phone’s own clock, and never lies before publication or after arrival', async () => {
    const given = await give()
    const published = (await item(given.delivery)).assignment.publishedAt as string
    const clock = 3 * 86_400_000
    const happened = Date.now() - 20
    await send(phone, [{ clientId: uuid(), deliveryId: given.delivery, kind: 'delivered', at: new Date(happened + clock).toISOString() }], { 'Lantoa-Sent-At': new Date(Date.now() + clock).toISOString() })
    const at = Date.parse((await item(given.delivery)).facts.deliveredAt)
    expect(Math.abs(at - happened)).toBeLessThan(1_000)
    await one({ deliveryId: given.delivery, kind: 'seen', at: '2020-01-01T00:00:00Z' })
    const seen = (await item(given.delivery)).facts.seenAt as string
    expect(seen > published).toBe(true)
    const kept = (await commune.manager('GET', `/api/deliveries/${given.delivery}`)).body
    expect(kept.seenOn).toBe(new Date(Date.parse(seen) + 7 * 3_600_000).toISOString().slice(0, 10))
    expect(kept.seenAt).toBeUndefined()
    // Of several, the earliest.
    await one({ deliveryId: given.delivery, kind: 'seen', at: published })
    expect((await item(given.delivery)).facts.seenAt).toBe(published)
  })
  test('late is after the end of the due day', async () => {
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    const due = await give({ ackDue: today, reportDue: today })
    const past = await give({ ackDue: '2026-01-01', reportDue: '2026-01-01' })
    for (const given of [due, past]) {
      await one({ deliveryId: given.delivery, kind: 'acknowledged', memberId: members()[1], bundleHash: given.hash })
      await phone('POST', '/field/v1/reports', { clientId: uuid(), deliveryIds: [given.delivery], sessions: [], at: now() })
    }
    expect((await commune.manager('GET', `/api/deliveries/${due.delivery}`)).body).toMatchObject({ acknowledgedLate: false, reportedLate: false, state: 'reported' })
    expect((await commune.manager('GET', `/api/deliveries/${past.delivery}`)).body).toMatchObject({ acknowledgedLate: true, reportedLate: true })
  })
})

describe('amendments', () => {
  test('language and editorial ones leave it acknowledged, a material one asks again', async () => {
    const given = await give()
    const { editor } = commune
    await one({ deliveryId: given.delivery, kind: 'acknowledged', memberId: members()[1], bundleHash: given.hash })
    const approve = async (language: string, summary: string): Promise<string> => {
      expect((await editor('PATCH', `/api/resolutions/${given.resolution}?locale=${language}`, { summary })).status).toBe(200)
      const approved = await editor<{ bundleHash: string }>('POST', `/api/resolutions/${given.resolution}/approve`, { language })
      expect(approved.status).toBe(201)
      return approved.body.bundleHash
    }
    const amend = async (materiality: string, status = 202): Promise<void> => {
      expect((await editor('POST', `/api/assignments/${given.assignment}/amend`, { materiality, note: `Bổ sung ${materiality}` })).status).toBe(status)
    }
    const shown = async () => (await item(given.delivery)).content[0].bundles as Item[]

    await amend('editorial', 422)
    const mong = await approve('hmn', 'Peb ua peb txoj hauj lwm.')
    await amend('language')
    expect((await shown()).map(({ hash }) => hash).sort()).toEqual([given.hash, mong].sort())
    expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged' })

    const edited = await approve('vi', 'Sửa một chữ.')
    await amend('editorial')
    expect((await shown()).find(({ language }) => language === 'vi')).toMatchObject({ hash: edited, version: 2, replaces: given.hash, materiality: 'editorial' })
    expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged' })
    expect((await phone('GET', `/field/v1/content/${given.hash}`)).status).toBe(200)

    const cursor = (await phone('GET', '/field/v1/deliveries?limit=200')).body.nextCursor as string
    const renewed = await approve('vi', 'Ba việc mới.')
    expect((await phone('GET', `/field/v1/content/${renewed}`)).status).toBe(404)
    await amend('material')
    const changed = (await phone('GET', `/field/v1/deliveries?cursor=${cursor}`)).body.items.find((found: Item) => found.id === given.delivery)
    expect(changed).toMatchObject({ state: 'assigned', facts: { acknowledgedAt: null }, acknowledgements: [{ bundleHash: given.hash }] })
    expect(changed.content[0].bundles).toEqual([expect.objectContaining({ hash: renewed, version: 3, replaces: edited, materiality: 'material' })])
    // An acknowledgement of an earlier version is stored for that version.
    expect(await one({ deliveryId: given.delivery, kind: 'acknowledged', memberId: members()[2], bundleHash: mong })).toMatchObject({ status: 201 })
    expect(await item(given.delivery)).toMatchObject({ state: 'assigned', acknowledgements: [{ bundleHash: given.hash }, { bundleHash: mong, memberId: members()[2] }] })
    await one({ deliveryId: given.delivery, kind: 'acknowledged', memberId: members()[2], bundleHash: renewed })
    expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged' })
    await amend('material', 200)
    // The Mông text, found to be right still, comes back as it was.
    await amend('editorial', 422)
    await amend('language')
    expect((await shown()).map(({ hash, replaces }) => ({ hash, replaces }))).toEqual([{ hash: renewed, replaces: edited }, { hash: mong }])
    await amend('language', 200)
    expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged' })
  })
})

describe('several contents', () => {
  test('each is acknowledged by itself; a material amendment asks again only for what it changed', async () => {
    const { editor } = commune
    const [a, b] = [await makeApprovedResolution(editor, commune.id), await makeApprovedResolution(editor, commune.id)]
    const given = await give({ content: [a, b].map(({ id }) => ({ relationTo: 'resolutions', value: id })) })
    const acknowledge = (bundleHash: string, at = now()) => one({ deliveryId: given.delivery, kind: 'acknowledged', memberId: members()[1], bundleHash, at })
    expect((await item(given.delivery)).content.map((one: Item) => one.id)).toEqual([a.id, b.id])
    await acknowledge(a.hash)
    expect(await item(given.delivery)).toMatchObject({ state: 'assigned', acknowledgements: [{ bundleHash: a.hash }] })
    const last = now()
    await acknowledge(b.hash, last)
    // The fact's time is the last content's earliest.
    await acknowledge(a.hash)
    expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged', facts: { acknowledgedAt: last } })
    expect((await commune.manager('GET', `/api/assignments/${given.assignment}/reach`)).body.totals).toMatchObject({ acknowledged: 1 })

    await editor('PATCH', `/api/resolutions/${b.id}`, { summary: 'Việc mới hẳn.' })
    const renewed = (await editor('POST', `/api/resolutions/${b.id}/approve`, { language: 'vi' })).body.bundleHash
    expect((await editor('POST', `/api/assignments/${given.assignment}/amend`, { materiality: 'material', note: 'Đổi' })).status).toBe(202)
    const changed = await item(given.delivery)
    expect(changed).toMatchObject({ state: 'assigned', facts: { acknowledgedAt: null }, content: [{ bundles: [{ hash: a.hash }] }, { bundles: [{ hash: renewed, replaces: b.hash, materiality: 'material' }] }] })
    expect((await commune.manager('GET', `/api/assignments/${given.assignment}/reach`)).body.totals).toMatchObject({ acknowledged: 0 })
    await acknowledge(renewed)
    expect((await item(given.delivery)).state).toBe('acknowledged')
  })
})

describe('a member whom the team named', () => {
  test('takes the place of the one who left when the desk confirms', async () => {
    const left = await make(admin, 'team-members', { team: commune.villages[0]?.team, name: 'Lầu Mí Sính', role: 'member', from: '2025-01-01' })
    const named = await phone('POST', '/field/v1/members', { clientId: uuid(), name: 'Lầu Thị Dợ', role: 'member', replaces: left.id, at: now() })
    const shown = async (): Promise<string[]> => (await phone('GET', '/field/v1/me')).body.members.map((member: Item) => member.name)
    expect(await shown()).toEqual(expect.arrayContaining(['Lầu Mí Sính', 'Lầu Thị Dợ']))
    expect((await commune.manager('GET', `/api/team-members/${left.id}`)).body.to ?? null).toBeNull()
    expect((await commune.manager('PATCH', `/api/team-members/${named.body.id}`, { provisional: false })).status).toBe(200)
    expect((await commune.manager('GET', `/api/team-members/${left.id}`)).body.to).toEqual(expect.stringMatching(/^\d{4}-\d\d-\d\d$/))
    expect((await phone('GET', '/field/v1/me')).body.members.find((member: Item) => member.id === named.body.id)).toMatchObject({ provisional: false })
  })
})

describe('the list of work', () => {
  const pages = async (limit: number): Promise<{ items: Item[]; removed: string[]; last: string }> => {
    const items: Item[] = []
    const removed: string[] = []
    let cursor = ''
    for (;;) {
      const { status, body } = await phone('GET', `/field/v1/deliveries?limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
      expect(status).toBe(200)
      items.push(...body.items)
      removed.push(...body.removed)
      cursor = body.nextCursor
      if (!body.more) return { items, removed, last: cursor }
    }
  }
  test('page by page of one, then what changed since, removed things among it', async () => {
    const kept = await give()
    const gone = await give()
    const whole = await pages(200)
    const single = await pages(1)
    expect(single.items.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id))
    const none = await phone('GET', `/field/v1/deliveries?cursor=${single.last}`)
    expect(none.body).toMatchObject({ items: [], removed: [], more: false, nextCursor: expect.any(String) })

    await one({ deliveryId: kept.delivery, kind: 'seen' })
    await commune.editor('POST', `/api/assignments/${gone.assignment}/withdraw`, { reason: 'Nhầm' })
    const first = await phone('GET', `/field/v1/deliveries?limit=1&cursor=${single.last}`)
    expect(first.body).toMatchObject({ items: [{ id: kept.delivery, state: 'seen' }], removed: [], more: true })
    const next = await phone('GET', `/field/v1/deliveries?limit=1&cursor=${first.body.nextCursor}`)
    expect(next.body).toMatchObject({ items: [], removed: [gone.delivery], more: false })
    expect(await item(gone.delivery)).toBeUndefined()

    const extended = await commune.editor('POST', `/api/assignments/${kept.assignment}/extend`, { ackDue: '2031-02-03', reason: 'Mưa lũ' })
    expect(extended).toMatchObject({ status: 200, body: { ackDue: '2031-02-03', firstAckDue: '2030-01-10' } })
    const after = await phone('GET', `/field/v1/deliveries?cursor=${next.body.nextCursor}`)
    expect(after.body.items).toMatchObject([{ id: kept.delivery, assignment: { ackDue: '2031-02-03', reportDue: '2030-01-31' } }])
    await commune.manager('POST', `/api/deliveries/${kept.delivery}/exempt`, { reason: 'Thôn đang cách ly' })
    expect(await item(kept.delivery)).toMatchObject({ state: 'exempted', facts: { seenAt: expect.any(String) } })
  })
  test('its shape', async () => {
    const given = await give({ instructions: 'Đọc ở buổi họp.' })
    const found = await item(given.delivery)
    expect(found).toMatchObject({
      id: given.delivery, state: 'assigned', facts: { deliveredAt: null, seenAt: null, acknowledgedAt: null, reportedAt: null, acceptedAt: null }, acknowledgements: [], updatedAt: expect.any(String),
      assignment: { id: given.assignment, instructions: 'Đọc ở buổi họp.', publishedAt: expect.any(String), ackDue: '2030-01-10', reportDue: '2030-01-31', ackRule: 'any' },
      content: [{ id: given.resolution, kind: 'NQ', title: expect.any(String), symbol: expect.any(String), bundles: [{ hash: given.hash, language: 'vi', version: 1, bytes: expect.any(Number) }] }],
    })
    expect(found.inheritedFrom).toBeUndefined()
  })
  const cursors: [string, () => Promise<string> | string][] = [
    ['nonsense', () => 'abc'], ['of another team', async () => (await foreign('GET', '/field/v1/deliveries')).body.nextCursor], ['of another list', () => Buffer.from('["reports","x","y"]').toString('base64url')], ['a number', () => '17'],
  ]
  test.each(cursors)('a foreign cursor: %s', async (_name, cursor) => {
    expect((await phone('GET', `/field/v1/deliveries?cursor=${await cursor()}`)).status).toBe(400)
    expect((await phone('GET', `/field/v1/reports?cursor=${await cursor()}`)).status).toBe(400)
  })
  test.each(['0', '201', '-1', '1.5', 'x', '1&limit=2'])('a limit of %s', async (limit) => {
    expect((await phone('GET', `/field/v1/deliveries?limit=${limit}`)).status).toBe(400)
    expect((await phone('GET', `/field/v1/reports?limit=${limit}`)).status).toBe(400)
  })
  test('an answer known already is 304, also further on', async () => {
    const first = await phone('GET', '/field/v1/deliveries')
    for (const path of ['/field/v1/deliveries', `/field/v1/deliveries?cursor=${first.body.nextCursor}`, '/field/v1/me']) {
      const answer = await phone('GET', path)
      const tag = answer.headers.get('etag') ?? ''
      expect(tag).not.toBe('')
      expect((await phone('GET', path, undefined, { 'if-none-match': tag })).status).toBe(304)
    }
  })
})

test('no key opens the desk, no account the phones’ calls', async () => {
  expect((await phone('GET', '/api/teams')).status).not.toBe(200)
  expect((await commune.manager('GET', '/field/v1/me')).status).toBe(401)
  expect((await caller(product.url)('POST', '/field/v1/events', { events: 7 })).status).toBe(401)
})
})
