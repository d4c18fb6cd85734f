/** The teams' API at its edges (contract §3): boundaries, odd spellings, other orders, several at once; on both databases. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Answer, type Caller, caller, freshEnvironment, type Json, make, type Product, setUp, startProduct, until } from '../support/product.js'

interface Given {
  assignment: string
  resolution: string
  hash: string
  delivery: string
}

interface Raw {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

const now = (): string => new Date().toISOString()
const shifted = (ms: number): string => new Date(Date.now() + ms).toISOString()
const hanoiDay = (days = 0): string => shifted(7 * 3_600_000 + days * 86_400_000).slice(0, 10)
const moment = (): Promise<void> => new Promise((done) => setTimeout(done, 15))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const session = (more: object = {}): Json => ({ id: 's1', date: hanoiDay(), form: 'village-meeting', language: 'vi', attendance: { total: 30 }, ...more })
const json = { 'content-type': 'application/json' }
const DAY = 86_400_000

describe.each(kinds)('the teams’ API at its edges, on %s', (kind) => {
  let product: Product
  let commune: Commune
  let phone: Caller
  let second: Caller
  let key: string
  let shared: Given
  let count = 0

  beforeAll(async () => {
    product = await startProduct(freshEnvironment(kind))
    const { admin, province } = await setUp(product)
    commune = await makeCommune({ url: product.url, admin, province, villages: 2 })
    const enrol = () => enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: team() })
    const first = await enrol()
    phone = first.phone
    key = first.deviceKey
    second = (await enrol()).phone
    shared = await give()
  }, 120_000)
  afterAll(() => product.stop())

  const team = (village = 0): string => commune.villages[village]?.team ?? ''
  const member = (index: number): string => commune.villages[0]?.members[index] ?? ''
  async function give(more: object = {}): Promise<Given> {
    const { editor } = commune
    const { id: resolution, hash } = await makeApprovedResolution(editor, commune.id)
    count += 1
    const { id: assignment } = await make(editor, 'assignments', {
      owner: commune.id, title: `Việc ${count}`, content: [{ relationTo: 'resolutions', value: resolution }], audience: { teams: [team()] }, ackDue: hanoiDay(), reportDue: hanoiDay(), ackRule: 'any', ...more,
    })
    expect((await editor('POST', `/api/assignments/${assignment}/publish`)).status).toBe(202)
    await until(async () => (await editor('GET', `/api/assignments/${assignment}`)).body.state === 'active', 'the publication')
    const { body } = await phone('GET', '/field/v1/deliveries?limit=200')
    return { assignment, resolution, hash, delivery: body.items.find((item: Json) => item.assignment.id === assignment)?.id }
  }
  const item = async (delivery: string): Promise<Json> => (await phone('GET', '/field/v1/deliveries?limit=200')).body.items.find((found: Json) => found.id === delivery)
  const send = (events: object[], headers: Record<string, string> = {}, by = phone): Promise<Answer<Json>> => by('POST', '/field/v1/events', { events }, headers)
  const one = async (event: object, headers: Record<string, string> = {}): Promise<Json> => (await send([{ clientId: uuid(), at: now(), ...event }], headers)).body.results[0]
  const acknowledge = (given: Given, memberId: string, more: object = {}): Promise<Json> => one({ deliveryId: given.delivery, kind: 'acknowledged', memberId, bundleHash: given.hash, ...more })
  const bodyOf = (deliveries: string | string[], more: object = {}): Json => ({ clientId: uuid(), deliveryIds: [deliveries].flat(), sessions: [], at: now(), ...more })
  const report = (body: Json, headers: Record<string, string> = {}, by = phone): Promise<Answer<Json>> => by('POST', '/field/v1/reports', body, headers)
  const reportOf = async (body: Json): Promise<Json> => (await phone('GET', `/field/v1/reports/${body.clientId}`)).body
  const totals = async ({ assignment }: Given): Promise<Json> => (await commune.manager('GET', `/api/assignments/${assignment}/reach`)).body.totals
  const statuses = (answers: Answer<Json>[]): number[] => answers.map(({ status }) => status).sort()

  /** A request byte by byte: what fetch would set right or refuse to send. */
  function raw(method: string, path: string, headers: Record<string, string> = {}, body?: Buffer | string, isChunked = false): Promise<Raw> {
    const { hostname, port } = new URL(product.url)
    const length = body !== undefined && !isChunked ? { 'content-length': String(Buffer.byteLength(body)) } : {}
    return new Promise((done, fail) => {
      const sent = request({ host: hostname, port, method, path, headers: { authorization: phone.authorization, ...length, ...headers } }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) })).on('error', fail)
      })
      sent.on('error', fail)
      sent.end(body)
    })
  }

  describe('the door', () => {
    test('HEAD, OPTIONS and other methods', async () => {
      for (const path of ['/field/v1/ping', '/field/v1/me', '/field/v1/deliveries', `/field/v1/content/${shared.hash}`]) {
        expect([path, await raw('HEAD', path)]).toMatchObject([path, { status: 200, body: Buffer.alloc(0) }])
        for (const method of ['OPTIONS', 'PATCH']) {
          const refused = await raw(method, path)
          expect([path, method, refused.status, refused.headers['content-type']]).toEqual([path, method, 405, expect.stringContaining('application/problem+json')])
          expect(refused.headers.allow).toContain('GET')
        }
      }
      expect((await raw('HEAD', '/field/v1/nothing')).status).toBe(404)
      for (const expect_ of ['100-continue', 'a-miracle']) expect((await raw('POST', '/field/v1/events', { ...json, expect: expect_ }, '{"events":[]}')).status).toBe(200)
      expect((await raw('GET', '/field/v1/Ping')).status).toBe(404)
      expect((await raw('GET', '/field/v1')).headers['content-type']).toContain('application/problem+json')
    })
    test('who is unknown is told how to present itself', async () => {
      const { manager } = commune
      for (const authorization of ['', 'Bearer', 'Basic eA==', manager.authorization, manager.authorization.replace('JWT', 'Bearer'), `Token ${key}`, `Bearer ${key} x`, `Bearer ${key}x`]) {
        const answer = await raw('GET', '/field/v1/me', { authorization })
        expect([authorization, answer.status, answer.headers['www-authenticate'], JSON.parse(answer.body.toString()).code]).toEqual([authorization, 401, 'Bearer', 'unknown-key'])
      }
      expect((await raw('GET', '/field/v1/me', { authorization: `bearer ${key}` })).status).toBe(200)
    })
    test('what counts as JSON, and how much of it', async () => {
      const types: [string, number][] = [['application/json;charset=UTF-8', 200], ['Application/JSON', 200], ['application/json; charset=iso-8859-1', 415], ['application/jsonx', 415], ['text/plain', 415], ['', 415]]
      for (const [type, status] of types) expect([type, (await raw('POST', '/field/v1/events', type ? { 'content-type': type } : {}, '{"events":[]}')).status]).toEqual([type, status])
      expect((await raw('POST', '/field/v1/events', { ...json, 'content-encoding': 'gzip' }, gzipSync('{"events":[]}'))).status).toBe(415)
      for (const [over, status] of [[-1, 200], [0, 200], [1, 413]] as const) {
        const body = `{"events":[],"x":"${'a'.repeat(256 * 1024 - '{"events":[],"x":""}'.length + over)}"}`
        for (const isChunked of [false, true]) expect([over, isChunked, (await raw('POST', '/field/v1/events', json, body, isChunked)).status]).toEqual([over, isChunked, status])
      }
      for (const body of ['', '{', 'null', '[]', '7', '{"events":[null]}', '{"events":[]}x', `{"events":[],"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`]) {
        expect([body.slice(0, 20), (await raw('POST', '/field/v1/events', json, body)).status]).toEqual([body.slice(0, 20), 400])
      }
    })
    test('what is no request at all is told so in the same form', async () => {
      const { hostname, port } = new URL(product.url)
      const told = (text: string): Promise<string> =>
        new Promise((done, fail) => {
          let answer = ''
          const socket = connect(Number(port), hostname, () => socket.write(text))
          socket.on('data', (chunk) => (answer += chunk.toString())).on('close', () => done(answer)).on('error', fail)
        })
      const requests = ['NONSENSE\r\n\r\n', `GET /field/v1/ping HTTP/1.1\r\nHost: ${hostname}\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 'GET /field/v1/ping HTTP/1.1\r\nConnection: close\r\n\r\n']
      for (const text of requests) expect(await told(text)).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"status":400/)
    })
    test('a number beyond all numbers is malformed wherever it stands', async () => {
      const head = `"clientId":"${uuid()}","at":"${now()}","x":1e999`
      const bodies = { events: `{"events":[{${head},"deliveryId":"${shared.delivery}","kind":"seen"}]}`, reports: `{${head},"deliveryIds":["${shared.delivery}"],"sessions":[]}`, members: `{${head},"name":"A","role":"member"}` }
      for (const [path, body] of Object.entries(bodies)) expect([path, (await raw('POST', `/field/v1/${path}`, json, body)).status]).toEqual([path, 400])
    })
    test('times are days and hours that exist', async () => {
      for (const at of ['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T25:00:00Z', '2026-01-01T00:00:00', 1_764_000_000_000]) {
        expect([at, (await send([{ clientId: uuid(), deliveryId: shared.delivery, kind: 'seen', at }])).status]).toEqual([at, 400])
      }
      for (const at of ['2026-01-01T07:00:00+07:00', '2026-01-01T00:00:00.123456Z']) expect(await one({ deliveryId: shared.delivery, kind: 'seen', at })).toMatchObject({ status: 201 })
    })
    test('a foreign cursor is 400 before anything is compared; years are four digits', async () => {
      for (const query of ['cursor=abc', 'cursor=%0A', 'cursor=%C3%A9', `cursor=${'a'.repeat(600)}`, 'limit=0', 'limit=201', 'limit=1e1', 'limit=1&limit=1']) {
        for (const path of ['deliveries', 'reports']) expect([path, query, (await raw('GET', `/field/v1/${path}?${query}`, { 'if-none-match': '*' })).status]).toEqual([path, query, 400])
      }
      for (const [year, status] of [['1999', 200], ['2100', 200], ['', 200], ['99', 400], ['20261', 400], ['2026.0', 400], ['2026&year=2025', 400]] as const) {
        expect([year, (await raw('GET', `/field/v1/standing?year=${year}`)).status]).toEqual([year, status])
      }
    })
    test('an answer known already is 304, in whatever list of tags; a change is seen at once', async () => {
      for (const path of ['/field/v1/me', '/field/v1/deliveries', `/field/v1/content/${shared.hash}`]) {
        const tag = String((await raw('GET', path)).headers.etag)
        for (const known of [tag, `W/${tag}`, `"x",${tag} , "y"`, '*']) expect([path, known, await raw('GET', path, { 'if-none-match': known })]).toMatchObject([path, known, { status: 304, headers: { etag: tag }, body: Buffer.alloc(0) }])
        expect((await raw('GET', path, { 'if-none-match': '"x"' })).status).toBe(200)
      }
      const tag = String((await raw('GET', '/field/v1/deliveries')).headers.etag)
      await one({ deliveryId: shared.delivery, kind: 'blocked', reason: 'weather' })
      expect((await raw('GET', '/field/v1/deliveries', { 'if-none-match': tag })).status).toBe(200)
    })
  })

  describe('enrolling', () => {
    const anyone = (method: string, path: string, body: object) => caller(product.url)(method, path, body)
    const newKey = (): string => randomBytes(32).toString('base64url')
    const newCode = async (): Promise<string> => (await commune.manager('POST', `/api/org-units/${commune.id}/enrolment-codes`, { teamIds: [team(1)] })).body.codes[0].code
    test('two phones at once: one gets the code; one phone that asks four times at once is one device', async () => {
      const code = await newCode()
      expect(code).toMatch(/^[A-HJKMNP-TV-Z2-9]{8}$/)
      expect(statuses(await Promise.all([newKey(), newKey()].map((deviceKey) => anyone('POST', '/field/v1/enrol', { code, deviceKey, deviceName: 'x' }))))).toEqual([201, 410])
      const again = { code: await newCode(), deviceKey: newKey(), deviceName: 'x' }
      const answers = await Promise.all([1, 2, 3, 4].map(() => anyone('POST', '/field/v1/enrol', again)))
      expect(statuses(answers)).toEqual([200, 200, 200, 201])
      for (const { body } of answers) expect(body).toEqual(answers[0]?.body)
      const mine = caller(product.url, `Bearer ${again.deviceKey}`)
      expect((await mine('DELETE', '/field/v1/me')).status).toBe(204)
      expect(await mine('GET', '/field/v1/deliveries')).toMatchObject({ status: 401, body: { code: 'revoked' } })
      expect((await anyone('POST', '/field/v1/enrol', again)).status).toBe(410)
    })
    test('a code in any spelling, and what is none', async () => {
      const code = await newCode()
      const [a, b] = [code.slice(0, 4), code.slice(4)]
      for (const spelt of [code.toLowerCase(), code.split('').join(' '), `${a}\u2013${b}`, `${a}\u00a0${b}`, `${a}\u2011${b}`, `${a}\u2212${b}`]) expect([spelt, (await anyone('POST', '/field/v1/enrol/check', { code: spelt })).status]).toEqual([spelt, 200])
      for (const wrong of ['', `${code}A`, code.slice(1), 'x'.repeat(1_000)]) expect((await anyone('POST', '/field/v1/enrol/check', { code: wrong })).status).toBe(404)
      for (const deviceKey of [newKey().slice(1), `+${newKey().slice(1)}`, `${newKey()}A`, 7, undefined]) expect((await anyone('POST', '/field/v1/enrol', { code, deviceKey, deviceName: 'x' })).status).toBe(400)
      expect((await anyone('POST', '/field/v1/enrol/check', { code })).status).toBe(200)
    })
  })

  describe('several at once', () => {
    test('the same message from two phones is stored once, whatever it is', async () => {
      const event = { clientId: uuid(), deliveryId: shared.delivery, kind: 'seen', at: now() }
      const events = await Promise.all([phone, second, phone, second].map((by) => send([event], {}, by)))
      expect(events.map(({ body }) => body.results[0].status).sort()).toEqual([200, 200, 200, 201])
      const body = bodyOf(shared.delivery, { sessions: [session()] })
      expect(statuses(await Promise.all([phone, second, phone, second].map((by) => report(body, {}, by))))).toEqual([200, 200, 200, 201])
      expect(statuses(await Promise.all([1, 2, 3].map(() => report(bodyOf(shared.delivery, { supersedes: body.clientId })))))).toEqual([201, 409, 409])
      const clientId = uuid()
      const uses = await Promise.all([send([{ ...event, clientId }]), report(bodyOf(shared.delivery, { clientId })), phone('POST', '/field/v1/members', { clientId, name: 'Sùng A', role: 'member', at: now() })])
      expect([uses[0].body.results[0].status, uses[1].status, uses[2].status].sort()).toEqual([201, 409, 409])
    })
    test('nothing changed is missed between pages while others write', async () => {
      for (let more = 0; more < 3; more += 1) await give()
      const whole = await phone('GET', '/field/v1/deliveries?limit=200')
      const ids: string[] = whole.body.items.map(({ id }: Json) => id)
      let isDone = false
      const writing = Promise.all(ids.map((deliveryId) => one({ deliveryId, kind: 'blocked', reason: 'phone' }))).finally(() => (isDone = true))
      const seen = new Set<string>()
      let cursor: string = whole.body.nextCursor
      for (;;) {
        const isLast = isDone
        const { body } = await phone('GET', `/field/v1/deliveries?limit=2&cursor=${cursor}`)
        for (const found of body.items) if (found.blocked?.reason === 'phone') seen.add(found.id)
        cursor = body.nextCursor
        if (isLast && !body.more) break
      }
      await writing
      expect([...seen].sort()).toEqual([...ids].sort())
    })
    test('what changes or is added behind the page comes with the changes', async () => {
      const start = await phone('GET', '/field/v1/deliveries?limit=1')
      const [early] = start.body.items
      await one({ deliveryId: early.id, kind: 'blocked', reason: 'unclear' })
      const added = await give()
      const found = new Map<string, Json>()
      let cursor: string = start.body.nextCursor
      for (let page = 0; page < 60; page += 1) {
        const { body } = await phone('GET', `/field/v1/deliveries?limit=3&cursor=${cursor}`)
        for (const each of body.items) found.set(each.id, each)
        const isEnd = !body.more && body.items.length === 0
        cursor = body.nextCursor
        if (isEnd) break
      }
      expect(found.get(early.id)?.blocked).toMatchObject({ reason: 'unclear' })
      expect(found.has(added.delivery)).toBe(true)
    })
  })

  describe('who could acknowledge at that time', () => {
    test('a role counts as it was when the fact happened', async () => {
      const { manager } = commune
      const given = await give({ ackRule: 'leader' })
      await moment()
      const at = now()
      await moment()
      await manager('PATCH', `/api/team-members/${member(0)}`, { role: 'member' })
      await manager('PATCH', `/api/team-members/${member(1)}`, { role: 'leader' })
      expect(await acknowledge(given, member(1), { at })).toMatchObject({ status: 422, problem: { code: 'not-leader' } })
      expect(await acknowledge(given, member(0))).toMatchObject({ status: 422, problem: { code: 'not-leader' } })
      expect(await acknowledge(given, member(0), { at })).toMatchObject({ status: 201 })
      expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged', facts: { acknowledgedAt: at } })
      expect(await acknowledge(given, member(1))).toMatchObject({ status: 201 })
      await manager('PATCH', `/api/team-members/${member(1)}`, { role: 'deputy' })
      await manager('PATCH', `/api/team-members/${member(0)}`, { role: 'leader' })
    })
    test('who was replaced has left when the desk confirms, with what was done before', async () => {
      const given = await give({ ackRule: 'leader' })
      const named = await phone('POST', '/field/v1/members', { clientId: uuid(), name: ' Vàng  Thị Mỷ '.normalize('NFD'), role: 'leader', replaces: member(0), at: now() })
      expect(await acknowledge(given, named.body.id)).toMatchObject({ status: 422, problem: { code: 'not-leader' } })
      await moment()
      const at = now()
      await moment()
      expect((await commune.manager('PATCH', `/api/team-members/${named.body.id}`, { provisional: false })).status).toBe(200)
      const { members } = (await phone('GET', '/field/v1/me')).body
      expect(members.filter(({ role }: Json) => role === 'leader')).toEqual([expect.objectContaining({ id: named.body.id, name: 'Vàng Thị Mỷ', provisional: false })])
      expect(await acknowledge(given, member(0))).toMatchObject({ status: 422, problem: { code: 'unknown-member' } })
      expect(await acknowledge(given, member(0), { at })).toMatchObject({ status: 201 })
      expect(await acknowledge(given, named.body.clientId)).toMatchObject({ status: 201 })
    })
    test('who left yesterday or begins tomorrow may not; what was taken stays', async () => {
      const { manager } = commune
      const given = await give()
      expect(await acknowledge(given, member(2))).toMatchObject({ status: 201 })
      await manager('PATCH', `/api/team-members/${member(2)}`, { to: hanoiDay(-1) })
      expect(await acknowledge(given, member(2))).toMatchObject({ status: 422, problem: { code: 'unknown-member' } })
      expect((await item(given.delivery)).state).toBe('acknowledged')
      await manager('PATCH', `/api/team-members/${member(2)}`, { to: null })
      const later = await make(manager, 'team-members', { team: team(), name: 'Người đến sau', role: 'member', from: hanoiDay(1) })
      expect(await acknowledge(given, later.id)).toMatchObject({ status: 422 })
      expect((await phone('GET', '/field/v1/me')).body.members.map(({ id }: Json) => id)).not.toContain(later.id)
    })
  })

  describe('facts', () => {
    test('a retraction concerns one event: not another, not a retraction', async () => {
      const given = await give()
      const first = { clientId: uuid(), deliveryId: given.delivery, kind: 'acknowledged', memberId: member(1), bundleHash: given.hash, at: now() }
      const retracted = { clientId: uuid(), deliveryId: given.delivery, kind: 'retracted', event: first.clientId, at: now() }
      await send([first, retracted, { ...retracted, clientId: uuid(), event: retracted.clientId }])
      expect(await item(given.delivery)).toMatchObject({ state: 'assigned', acknowledgements: [] })
      const [mine, theirs] = [{ ...first, clientId: uuid() }, { ...first, clientId: uuid(), memberId: member(2), at: now() }]
      await send([mine, theirs])
      await one({ deliveryId: given.delivery, kind: 'retracted', event: mine.clientId })
      expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged', facts: { acknowledgedAt: theirs.at }, acknowledgements: [{ memberId: member(2) }] })
    })
    test('a phone’s clock a day or a year off is set right, what is no time is left out', async () => {
      for (const off of [DAY, -DAY, 365 * DAY]) {
        const given = await give()
        await moment()
        const happened = Date.now() - 10
        const at = new Date(happened + off).toISOString()
        await one({ deliveryId: given.delivery, kind: 'seen', at }, { 'lantoa-sent-at': shifted(off) })
        await report(bodyOf(given.delivery, { at }), { 'lantoa-sent-at': shifted(off) })
        const { facts } = await item(given.delivery)
        for (const time of [facts.seenAt, facts.reportedAt]) expect(Math.abs(Date.parse(time) - happened)).toBeLessThan(5_000)
      }
      for (const clock of ['yesterday', '2026-02-30T00:00:00Z', '0']) expect(await one({ deliveryId: shared.delivery, kind: 'seen' }, { 'lantoa-sent-at': clock })).toMatchObject({ status: 201 })
    })
    test('an editorial amendment leaves an earlier hash good, a material one does not', async () => {
      const { editor } = commune
      const given = await give()
      const amend = async (materiality: string, summary: string): Promise<string> => {
        await editor('PATCH', `/api/resolutions/${given.resolution}`, { summary })
        const { body } = await editor('POST', `/api/resolutions/${given.resolution}/approve`, { language: 'vi' })
        expect((await editor('POST', `/api/assignments/${given.assignment}/amend`, { materiality, note: summary })).status).toBe(202)
        return body.bundleHash
      }
      const edited = await amend('editorial', 'Sửa lỗi chữ.')
      expect(await acknowledge(given, member(1))).toMatchObject({ status: 201 })
      expect((await item(given.delivery)).state).toBe('acknowledged')
      const renewed = await amend('material', 'Nội dung mới.')
      for (const bundleHash of [given.hash, edited]) expect(await acknowledge(given, member(2), { bundleHash })).toMatchObject({ status: 201 })
      expect(await item(given.delivery)).toMatchObject({ state: 'assigned', facts: { acknowledgedAt: null } })
      expect(await acknowledge(given, member(2), { bundleHash: renewed })).toMatchObject({ status: 201 })
      const last = await amend('editorial', 'Nội dung mới, sửa lỗi chữ.')
      expect(await item(given.delivery)).toMatchObject({ state: 'acknowledged', content: [{ bundles: [{ hash: last, replaces: renewed, materiality: 'editorial' }] }] })
    })
  })

  describe('reports', () => {
    const figures = (copies: number, more: object = {}): object => ({ sessions: [session({ attendance: { total: copies * 11 } })], copies, ...more })
    test.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])('three revisions in the order %j end the same', async (order) => {
      const given = await give()
      const first = bodyOf(given.delivery, figures(1, { householdsReached: 5 }))
      const next = bodyOf(given.delivery, { ...figures(2), supersedes: first.clientId })
      const chain = [first, next, bodyOf(given.delivery, { ...figures(3, { householdsReached: 7 }), supersedes: next.clientId })]
      for (const index of order) expect((await report(chain[index])).status).toBe(201)
      const stored = await Promise.all(chain.map(reportOf))
      expect(stored.map(({ revision, state }) => [revision, state])).toEqual([[1, 'superseded'], [2, 'superseded'], [3, 'submitted']])
      expect(await totals(given)).toMatchObject({ reported: 1, sessions: 1, householdsReached: 7, attendances: { total: 33 } })
    })
    test('a revision takes back what it no longer names; a late original changes nothing that was decided', async () => {
      const [one_, two] = [await give(), await give()]
      const first = bodyOf([one_.delivery, two.delivery], figures(1))
      await report(first)
      await report(bodyOf(one_.delivery, { ...figures(2), supersedes: first.clientId }))
      expect(await totals(one_)).toMatchObject({ reported: 1, attendances: { total: 22 } })
      expect(await totals(two)).toMatchObject({ reported: 0, sessions: 0 })
      expect((await item(two.delivery)).state).toBe('assigned')

      const original = bodyOf(two.delivery, figures(1))
      const revision = bodyOf(two.delivery, { ...figures(3), supersedes: original.clientId })
      const { reportId } = (await report(revision)).body
      expect((await commune.manager('POST', `/api/reports/${reportId}/accept`)).status).toBe(200)
      expect(await report(original)).toMatchObject({ status: 201, body: { state: 'superseded', revision: 1 } })
      expect(await item(two.delivery)).toMatchObject({ state: 'accepted', facts: { acceptedAt: expect.any(String) } })
      expect(await totals(two)).toMatchObject({ reported: 1, accepted: 1, attendances: { total: 33 } })
    })
    test('a repetition is answered the same but for the state', async () => {
      const given = await give()
      const body = bodyOf(given.delivery, { householdsReached: 99, proposals: 'Gọi ông Nguyễn Văn A', photos: [{ sha256: 'A'.repeat(64), bytes: 7 }] })
      const { status, body: answer } = await report(body)
      expect(status).toBe(201)
      await commune.manager('POST', `/api/reports/${answer.reportId}/accept`)
      expect(await report(Object.fromEntries(Object.entries(body).reverse()) as Json, {}, second)).toMatchObject({ status: 200, body: { ...answer, state: 'accepted' } })
    })
    test('numbers and words at their limits', async () => {
      const cases: [object, number][] = [
        [{ sessions: [session({ attendance: { partyMembers: 4, households: 6, others: 0, total: 10 } })] }, 201], [{ sessions: [session({ attendance: { partyMembers: 1, total: 0 } })] }, 422], [{ householdsReached: 0, copies: 0 }, 201],
        [{ sessions: [session({ date: hanoiDay(1) })] }, 201], [{ sessions: [session({ date: hanoiDay(2) })] }, 422], [{ difficulties: 'ề'.normalize('NFD').repeat(2_000) }, 201], [{ difficulties: 'ề'.normalize('NFD').repeat(2_001) }, 422], [{ proposals: '🙂'.repeat(2_000) }, 201],
        [{ sessions: [session({ form: 'toString' })] }, 422], [{ sessions: [session({ language: 'VI' })] }, 422], [{ deliveryIds: Array.from({ length: 12_000 }, (_, index) => `none-${index}`) }, 404], [{ deliveryIds: [shared.delivery, shared.delivery] }, 201], [{ copies: true }, 400], [{ proposals: 'a\u0000' }, 400],
      ]
      for (const [more, status] of cases) expect([JSON.stringify(more).slice(0, 80), (await report(bodyOf(shared.delivery, more))).status]).toEqual([JSON.stringify(more).slice(0, 80), status])
    })
    test('withheld words are found in every text, at their place in the text as sent', async () => {
      const difficulties = 'Hỏi ông Nguyễn Văn Á, số nhà 12 ngõ 3, CCCD 001099001234'.normalize('NFD')
      const body = bodyOf(shared.delivery, { difficulties, proposals: 'Nhờ anh Tùng 0912.345.678', sessions: [session({ place: 'Nhà bà X' }), session({ id: 's2', place: 'Nhà văn hoá thôn' }), session({ id: 's3', place: 'Nghĩa trang Anh hùng liệt sĩ' })] })
      const { withheld, reportId } = (await report(body)).body
      const said = Object.fromEntries(withheld.map(({ path, found }: Json) => [path, found]))
      expect(Object.keys(said).sort()).toEqual(['difficulties', 'proposals', 'sessions[0].place'])
      expect(said.difficulties.map(({ start, end, kind: found }: Json) => [found, difficulties.slice(start, end).normalize('NFC')])).toEqual([['person', 'ông Nguyễn Văn Á'], ['address', 'số nhà 12 ngõ 3'], ['id-number', '001099001234']])
      expect(said.proposals.map(({ kind: found }: Json) => found)).toEqual(['person', 'phone'])
      const stored = await reportOf(body)
      expect(stored.body.sessions.map(({ place }: Json) => place)).toEqual([undefined, 'Nhà văn hoá thôn', 'Nghĩa trang Anh hùng liệt sĩ'])
      const shown = JSON.stringify([stored, (await commune.manager('GET', `/api/reports/${reportId}`)).body]).normalize('NFC')
      expect(shown).not.toMatch(/Nguyễn Văn|Tùng|bà X|0912|001099/)
    })
    test('work withdrawn in part and whole', async () => {
      const [gone, open] = [await give(), await give()]
      await commune.editor('POST', `/api/assignments/${gone.assignment}/withdraw`, { reason: 'Nhầm' })
      expect(await report(bodyOf([gone.delivery, open.delivery], { sessions: [session()] }))).toMatchObject({ status: 201, body: { warnings: [{ code: 'withdrawn' }] } })
      expect(await totals(open)).toMatchObject({ reported: 1, sessions: 1 })
      expect((await report(bodyOf([gone.delivery, open.delivery], { copies: -1 }))).status).toBe(422)
      expect((await report(bodyOf([gone.delivery, 'none'], { copies: -1 }))).status).toBe(404)
      const kept = bodyOf(gone.delivery, { copies: -1, difficulties: 'Gọi 0912345678' })
      for (const by of [phone, second]) expect((await report(kept, {}, by)).status).toBe(410)
      expect((await report({ ...kept, copies: 1 })).status).toBe(409)
      expect(JSON.stringify(await reportOf(kept))).not.toContain('0912345678')
      expect((await phone('GET', `/field/v1/content/${gone.hash}`)).status).toBe(200)
      // What was kept replaces nothing: the report it was to replace can still be revised where work is left.
      const first = bodyOf(open.delivery, { sessions: [session()] })
      await report(first)
      expect((await report(bodyOf(gone.delivery, { supersedes: first.clientId }))).status).toBe(410)
      expect(await report(bodyOf([gone.delivery, open.delivery], { supersedes: first.clientId, sessions: [session()] }))).toMatchObject({ status: 201, body: { revision: 2 } })
    })
  })

  describe('photos', () => {
    test('by their first bytes, then by their hash, then by whether they open', async () => {
      const image = (width: number) => sharp({ create: { width, height: 48, channels: 3, background: '#1f6f43' } })
      const jpeg = await image(64).jpeg().toBuffer()
      const photos: [string, Buffer, number][] = [
        ['jpeg', jpeg, 201], ['png', await image(65).png().toBuffer(), 201], ['gif', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'), 201], ['tiff', await image(66).tiff().toBuffer(), 201],
        ['5 MB', Buffer.concat([jpeg, Buffer.alloc(5 * 1024 * 1024 - jpeg.length)]), 201], ['5 MB and a byte', Buffer.concat([jpeg, Buffer.alloc(5 * 1024 * 1024 - jpeg.length + 1)]), 413],
        ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 415], ['pdf', Buffer.from('%PDF-1.7\n'), 415], ['sound', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), 415], ['nothing', Buffer.alloc(0), 415],
        ['heic that does not open', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(200)]), 422],
      ]
      const body = bodyOf(shared.delivery, { photos: photos.map(([, bytes]) => ({ sha256: sha256(bytes).toUpperCase(), bytes: bytes.length })) })
      const put = (bytes: Buffer, hash = sha256(bytes)) => raw('PUT', `/field/v1/reports/${body.clientId}/photos/${hash}`, {}, bytes)
      expect((await put(jpeg)).status).toBe(404)
      expect((await report(body)).status).toBe(201)
      for (const [name, bytes, status] of photos) expect([name, (await put(bytes)).status]).toEqual([name, status])
      expect((await put(jpeg, sha256(jpeg).toUpperCase())).status).toBe(200)
      expect((await put(await image(67).jpeg().toBuffer(), sha256(jpeg))).status).toBe(422)
      expect((await put(Buffer.from('words'), sha256(jpeg))).status).toBe(415)
    })
  })

  test('a file in parts, as RFC 9110 reads them', async () => {
    const { editor } = commune
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(await sharp({ create: { width: 300, height: 200, channels: 3, background: '#123456' } }).png().toBuffer())], { type: 'image/png' }), 'so-do.png')
    form.set('_payload', JSON.stringify({ alt: 'Sơ đồ' }))
    const { id, hash } = await makeApprovedResolution(editor, commune.id, { attachments: [(await editor('POST', '/api/media', form)).body.doc.id] })
    await give({ content: [{ relationTo: 'resolutions', value: id }] })
    const { attachments } = (await phone('GET', `/field/v1/content/${hash}`)).body
    const [{ sha256: name, bytes: size }] = attachments
    const get = (headers: Record<string, string>, method = 'GET') => raw(method, `/field/v1/files/${name}`, headers)
    const tag = String((await get({})).headers.etag)
    const cases: [Record<string, string>, number, string | undefined][] = [
      [{ range: 'bytes=0-0' }, 206, `bytes 0-0/${size}`], [{ range: 'bytes=-1' }, 206, `bytes ${size - 1}-${size - 1}/${size}`], [{ range: 'bytes=-99999999' }, 206, `bytes 0-${size - 1}/${size}`], [{ range: 'bytes=5-99999999' }, 206, `bytes 5-${size - 1}/${size}`],
      [{ range: 'bytes=-0' }, 416, `bytes */${size}`], [{ range: `bytes=${size}-` }, 416, `bytes */${size}`], [{ range: 'bytes=0-1,5-6' }, 200, undefined], [{ range: 'items=0-1' }, 200, undefined],
      [{ range: 'bytes=0-4', 'if-range': tag }, 206, `bytes 0-4/${size}`], [{ range: 'bytes=0-4', 'if-range': '"x"' }, 200, undefined], [{ range: 'bytes=0-4', 'if-range': `W/${tag}` }, 200, undefined], [{ range: 'bytes=0-4', 'if-none-match': tag }, 304, undefined],
    ]
    for (const [headers, status, part] of cases) {
      const answer = await get(headers)
      expect([headers, answer.status, answer.headers['content-range']]).toEqual([headers, status, part])
    }
    expect(await get({ range: 'bytes=0-4' }, 'HEAD')).toMatchObject({ status: 200, headers: { 'content-length': String(size) }, body: Buffer.alloc(0) })
  })
})
