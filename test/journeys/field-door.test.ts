/** How a phone comes in, what it may fetch, and how the door itself answers (contract §3), with the rate limits on. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash, randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, caller, freshEnvironment, make, type Product, setUp, startProduct, until } from '../support/product.js'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is answered is what these tests look at
type Doc = Record<string, any>

let product: Product
let commune: Commune
let phone: Caller
let foreign: Caller
let anyone: Caller

describe.each(kinds)('how a phone comes in, on %s', (kind) => {
beforeAll(async () => {
  product = await startProduct(freshEnvironment(kind), { LANTOA_RATE_LIMITS: 'on' })
  const { admin, province } = await setUp(product)
  commune = await makeCommune({ url: product.url, admin, province, villages: 2 })
  const enrol = (village: number) => enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: commune.villages[village]?.team ?? '' })
  phone = (await enrol(0)).phone
  foreign = (await enrol(1)).phone
  anyone = caller(product.url)
}, 120_000)
afterAll(() => product.stop())

const key = (): string => randomBytes(32).toString('base64url')

async function newCode(): Promise<string> {
  const { body } = await commune.manager('POST', `/api/org-units/${commune.id}/enrolment-codes`, { teamIds: [commune.villages[0]?.team] })
  return body.codes[0].code
}

describe('enrolling', () => {
  test('a code is looked at without being used up, in any spelling, and is good for one key', async () => {
    const code = await newCode()
    const spelt = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `
    const looked = await anyone('POST', '/field/v1/enrol/check', { code: spelt })
    expect(looked).toMatchObject({ status: 200, body: { team: expect.any(String), unit: { name: 'Thôn 1', path: ['Tỉnh Thử Nghiệm', 'Xã Minh Thử', 'Thôn 1'] }, expiresAt: expect.stringMatching(/Z$/) } })
    const deviceKey = key()
    const body = { code: spelt, deviceKey, deviceName: 'Máy của tổ' }
    const enrolled = await anyone('POST', '/field/v1/enrol', body)
    expect(enrolled.status).toBe(201)
    expect(await anyone('POST', '/field/v1/enrol', { ...body, code })).toMatchObject({ status: 200, body: enrolled.body })
    expect((await anyone('POST', '/field/v1/enrol', { ...body, deviceKey: key() })).status).toBe(410)
    expect((await anyone('POST', '/field/v1/enrol/check', { code })).status).toBe(410)
    const mine = caller(product.url, `Bearer ${deviceKey}`)
    const me = await mine('GET', '/field/v1/me')
    expect(me.body).toEqual(enrolled.body)
    expect(me.body).toMatchObject({
      deviceId: expect.any(String), team: { id: commune.villages[0]?.team, name: expect.any(String), unit: { id: commune.villages[0]?.unit, name: 'Thôn 1', households: 51, path: ['Tỉnh Thử Nghiệm', 'Xã Minh Thử', 'Thôn 1'] } },
      members: expect.arrayContaining([{ id: commune.villages[0]?.members[0], name: expect.any(String), role: 'leader', provisional: false }]),
    })
    expect(me.body.languages.map((one: Doc) => one.code)).toEqual(['vi', 'en', 'hmn', 'tyz', 'ium', 'nut'])
    expect(me.body.forms).toHaveLength(12)
    for (const form of me.body.forms) expect(form).toEqual({ code: expect.any(String), name: expect.any(String), band: [expect.any(Number), expect.any(Number)] })
    expect(me.body.blockReasons.map((one: Doc) => one.code)).toEqual(['no-signal', 'phone', 'people-away', 'weather', 'language', 'material-missing', 'unclear', 'other', 'none'])
    expect((await mine('DELETE', '/field/v1/me')).status).toBe(204)
    expect(await mine('GET', '/field/v1/me')).toMatchObject({ status: 401, body: { code: 'revoked' } })
  })
  test('new codes void the team’s unused ones', async () => {
    const old = await newCode()
    const fresh = await newCode()
    expect((await anyone('POST', '/field/v1/enrol/check', { code: old })).status).toBe(410)
    expect((await anyone('POST', '/field/v1/enrol', { code: old, deviceKey: key(), deviceName: 'x' })).status).toBe(410)
    expect((await anyone('POST', '/field/v1/enrol/check', { code: fresh })).status).toBe(200)
  })
  test.each([[{}], [{ code: 7 }], [{ code: 'ABCD2345' }], [{ code: 'ABCD2345', deviceKey: 'short', deviceName: 'x' }], [{ code: 'ABCD2345', deviceKey: 'A'.repeat(43) }]])('malformed: %j', async (body) => {
    expect((await anyone('POST', '/field/v1/enrol', body)).status).toBe(400)
  })
})

describe('what a phone may fetch', () => {
  let hash: string
  let image: Buffer
  let sha256: string
  beforeAll(async () => {
    const { editor } = commune
    image = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#b5372a' } }).png().toBuffer()
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(image)], { type: 'image/png' }), 'so-do.png')
    form.set('_payload', JSON.stringify({ alt: 'Sơ đồ' }))
    const uploaded = await editor('POST', '/api/media', form)
    if (uploaded.status !== 201) throw new Error(JSON.stringify(uploaded.body))
    const made = await makeApprovedResolution(editor, commune.id, { attachments: [uploaded.body.doc.id] })
    hash = made.hash
    const { id } = await make(editor, 'assignments', { owner: commune.id, title: 'Việc', content: [{ relationTo: 'resolutions', value: made.id }], audience: { teams: [commune.villages[0]?.team] }, ackRule: 'any' })
    expect((await editor('POST', `/api/assignments/${id}/publish`)).status).toBe(202)
    await until(async () => (await editor('GET', `/api/assignments/${id}`)).body.state === 'active', 'the publication')
  })
  test('the text: its bytes are its name; for ever; nobody else’s', async () => {
    const path = `/field/v1/content/${hash}`
    const answer = await fetch(`${product.url}${path}`, { headers: { authorization: phone.authorization } })
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
    expect(answer.headers.get('cache-control')).toMatch(/immutable/)
    const body = JSON.parse(bytes.toString()) as Doc
    expect(body).toMatchObject({ content: expect.any(String), version: 1, language: 'vi', kind: 'NQ', symbol: expect.any(String), title: expect.any(String), issuer: 'Đảng uỷ xã', issuedOn: '2026-01-15', summary: expect.any(String), keyPoints: [{ text: 'Sạch làng' }], questions: [{ question: 'Ai làm?', answer: 'Cả thôn.' }] })
    expect(body.attachments).toMatchObject([{ name: expect.any(String), sha256: expect.any(String), bytes: expect.any(Number), type: expect.stringMatching(/^image\//) }])
    sha256 = body.attachments[0].sha256
    expect((await phone('GET', path, undefined, { 'if-none-match': answer.headers.get('etag') ?? '' })).status).toBe(304)
    expect((await foreign('GET', path)).status).toBe(404)
    expect((await anyone('GET', path)).status).toBe(401)
    expect((await phone('GET', '/field/v1/content/x')).status).toBe(404)
  })
  test('a file: whole, in parts, and never to others', async () => {
    const path = `/field/v1/files/${sha256}`
    const get = (range?: string) => fetch(`${product.url}${path}`, { headers: { authorization: phone.authorization, ...(range ? { range } : {}) } })
    const whole = await get()
    const bytes = Buffer.from(await whole.arrayBuffer())
    expect(whole.status).toBe(200)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    expect(whole.headers.get('cache-control')).toMatch(/immutable/)
    for (const [range, from, to] of [['bytes=0-9', 0, 9], ['bytes=10-', 10, bytes.length - 1], ['bytes=-5', bytes.length - 5, bytes.length - 1]] as const) {
      const part = await get(range)
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to}/${bytes.length}`])
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(from, to + 1))).toBe(true)
    }
    const beyond = await get(`bytes=${bytes.length}-`)
    expect([beyond.status, beyond.headers.get('content-range'), beyond.headers.get('content-type')]).toEqual([416, `bytes */${bytes.length}`, expect.stringContaining('application/problem+json')])
    expect((await phone('GET', path, undefined, { 'if-none-match': whole.headers.get('etag') ?? '' })).status).toBe(304)
    expect((await foreign('GET', path)).status).toBe(404)
    expect((await phone('GET', `/field/v1/files/${'0'.repeat(64)}`)).status).toBe(404)
  })
})

describe('the door itself', () => {
  test('ping is for anyone and never kept', async () => {
    const answer = await anyone('GET', '/field/v1/ping')
    expect(answer).toMatchObject({ status: 200, body: { service: 'lantoa', serverTime: expect.stringMatching(/^\d{4}-.*Z$/) } })
    expect(answer.headers.get('cache-control')).toContain('no-store')
  })
  const events = '/field/v1/events'
  const json = { 'content-type': 'application/json' }
  const cases: [string, string, string, string | undefined, Record<string, string>, number][] = [
    ['an unknown path', 'GET', '/field/v1/nothing', undefined, {}, 404],
    ['an unknown version', 'GET', '/field/v2/ping', undefined, {}, 404],
    ['another method', 'DELETE', '/field/v1/deliveries', undefined, {}, 405],
    ['another method for events', 'GET', events, undefined, {}, 405],
    ['no JSON', 'POST', events, '{"events":', json, 400],
    ['nothing', 'POST', events, '', json, 400],
    ['two of one key', 'POST', events, '{"events":[],"events":[]}', json, 400],
    ['another type', 'POST', events, '{"events":[]}', { 'content-type': 'text/plain' }, 415],
    ['no type', 'POST', '/field/v1/reports', '{}', { 'content-type': '' }, 415],
    ['too large', 'POST', events, JSON.stringify({ events: [], more: 'x'.repeat(256 * 1024) }), json, 413],
    ['a path that does not decode', 'GET', '/field/v1/reports/%E0%A4%A', undefined, {}, 400],
    ['a report of no one', 'GET', `/field/v1/reports/${uuid()}`, undefined, {}, 404],
  ]
  test.each(cases)('%s: a problem with a Vietnamese sentence', async (_name, method, path, body, headers, status) => {
    const answer = await phone(method, path, body, headers)
    expect(answer).toMatchObject({ status, body: { type: expect.stringMatching(/^(urn|https?):/), status, code: expect.stringMatching(/^[a-z-]+$/), title: expect.stringMatching(/[\u00c0-\u1ef9]/) } })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/GET|POST/)
  })
  test('who is not known is told so before anything else is looked at', async () => {
    for (const authorization of [undefined, 'Bearer', 'Basic eA==', `JWT ${'x'.repeat(43)}`]) {
      const answer = await caller(product.url, authorization)('POST', events, '{', json)
      expect(answer).toMatchObject({ status: 401, body: { code: 'unknown-key' } })
    }
  })
})

describe('limits', () => {
  test('240 requests a minute for one phone', async () => {
    const { phone: eager } = await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: commune.villages[0]?.team ?? '' })
    const statuses: number[] = []
    for (let round = 0; round < 25; round += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => eager('GET', '/field/v1/standing')))
      for (const answer of answers) {
        statuses.push(answer.status)
        if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      }
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(240)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    expect((await phone('GET', '/field/v1/me')).status).toBe(200)
  })
  test('20 failures of one address: then enrolling and unknown keys are shut, known phones are not', async () => {
    const code = await newCode()
    for (let time = 0; time < 25; time += 1) expect((await anyone('POST', '/field/v1/enrol/check', { code })).status).toBe(200)
    const guess = async (index: number): Promise<number> => (index % 2 ? (await anyone('POST', '/field/v1/enrol/check', { code: `ZZZZ${String(index).padStart(4, '2')}` })).status : (await caller(product.url, `Bearer ${key()}`)('GET', '/field/v1/me')).status)
    const statuses: number[] = []
    for (let index = 0; index < 20; index += 1) statuses.push(await guess(index))
    expect(new Set(statuses.slice(0, 10))).toEqual(new Set([401, 404]))
    const shut = await anyone('POST', '/field/v1/enrol', { code, deviceKey: key(), deviceName: 'x' })
    expect(shut).toMatchObject({ status: 429, body: { code: 'rate-limited' } })
    expect(Number(shut.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await caller(product.url, `Bearer ${key()}`)('GET', '/field/v1/me')).status).toBe(429)
    expect((await phone('GET', '/field/v1/me')).status).toBe(200)
  })
})
})
