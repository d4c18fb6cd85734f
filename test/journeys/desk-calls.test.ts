/** Every call of the desk about given work: who may, what is refused and in which order, what again means (contract §4). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, caller, freshEnvironment, make, type Product, setUp, signIn, startProduct, until } from '../support/product.js'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is answered is what these tests look at
type Doc = Record<string, any>

let product: Product
let admin: Caller
let commune: Commune
let other: Commune
let phone: Caller
let province: string
let count = 0

describe.each(kinds)('the calls of the desk, on %s', (kind) => {
beforeAll(async () => {
  product = await startProduct(freshEnvironment(kind))
  const first = await setUp(product)
  admin = first.admin
  province = first.province
  commune = await makeCommune({ url: product.url, admin, province, villages: 3 })
  other = await makeCommune({ url: product.url, admin, province, name: 'Xã Bên', villages: 1 })
  phone = (await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: commune.villages[0]?.team ?? '' })).phone
}, 120_000)
afterAll(() => product.stop())

const now = (): string => new Date().toISOString()
const hanoiToday = (): string => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
const village = (index: number) => commune.villages[index] ?? { unit: '', team: '', members: [] as string[] }

async function draft(more: object = {}, by = commune.editor, owner = commune.id): Promise<{ id: string; resolution: string; hash: string }> {
  const { id: resolution, hash } = await makeApprovedResolution(by, owner)
  count += 1
  const { id } = await make(by, 'assignments', {
    owner, title: `Việc ${count}`, content: [{ relationTo: 'resolutions', value: resolution }], audience: { units: [commune.id] }, ackDue: '2030-01-10', reportDue: '2030-01-31', ackRule: 'any', ...more,
  })
  return { id, resolution, hash }
}

async function given(more: object = {}, by = commune.editor, owner = commune.id): Promise<{ id: string; resolution: string; hash: string; deliveries: string[] }> {
  const made = await draft(more, by, owner)
  expect(await by('POST', `/api/assignments/${made.id}/publish`)).toMatchObject({ status: 202 })
  await active(made.id)
  const { body } = await commune.manager('GET', `/api/deliveries?where[assignment][equals]=${made.id}&depth=0`)
  const byTeam = new Map<string, string>(body.docs.map((doc: Doc) => [doc.team, doc.id]))
  return { ...made, deliveries: commune.villages.map(({ team }) => byTeam.get(team) ?? '') }
}

const active = (id: string) => until(async () => { const { body } = await admin('GET', `/api/assignments/${id}`); return body.state === 'active' && body }, 'the publication')

async function logged(action: string, subject: string): Promise<number> {
  return (await admin('GET', `/api/audit-events?where[and][0][action][equals]=${action}&where[and][1][subject][equals]=${subject}`)).body.totalDocs
}

async function report(delivery: string, more: object = {}): Promise<Doc> {
  const answer = await phone('POST', '/field/v1/reports', { clientId: uuid(), deliveryIds: [delivery], sessions: [], at: now(), ...more })
  expect(answer.status).toBe(201)
  return answer.body
}

describe('who may call and in which order it is refused', () => {
  let work: Awaited<ReturnType<typeof given>>
  let sent: Doc
  beforeAll(async () => {
    work = await given()
    sent = await report(work.deliveries[0] ?? '')
  })
  const editors: [string, () => string, object][] = [
    ['preview', () => `/api/assignments/${work.id}/preview`, {}],
    ['publish', () => `/api/assignments/${work.id}/publish`, {}],
    ['amend', () => `/api/assignments/${work.id}/amend`, { materiality: 'editorial' }],
    ['extend', () => `/api/assignments/${work.id}/extend`, { ackDue: '2031-01-01' }],
    ['add-teams', () => `/api/assignments/${work.id}/add-teams`, { teamIds: ['x'] }],
    ['withdraw', () => `/api/assignments/${work.id}/withdraw`, {}],
    ['close', () => `/api/assignments/${work.id}/close`, {}],
  ]
  const managers: [string, () => string, object][] = [
    ['acknowledge', () => `/api/deliveries/${work.deliveries[0]}/acknowledge`, { memberId: 'x', via: 'desk', at: '2026-01-01T00:00:00Z' }],
    ['exempt', () => `/api/deliveries/${work.deliveries[0]}/exempt`, {}],
    ['block', () => `/api/deliveries/${work.deliveries[0]}/block`, { reason: 'nothing' }],
    ['accept', () => `/api/reports/${sent.reportId}/accept`, {}],
    ['return', () => `/api/reports/${sent.reportId}/return`, {}],
    ['reopen', () => `/api/reports/${sent.reportId}/reopen`, {}],
    ['reply', () => `/api/reports/${sent.reportId}/reply`, {}],
    ['codes', () => `/api/org-units/${commune.id}/enrolment-codes`, {}],
  ]
  test.each([...editors, ...managers])('%s: 404 outside, before any reason is asked for', async (name, path, body) => {
    const right = managers.some(([one]) => one === name) ? other.manager : other.editor
    expect(await right('POST', path(), body)).toMatchObject({ status: 404, body: { status: 404, title: expect.any(String) } })
    expect((await right('POST', path().replace(/\/[^/]+\/([^/]+)$/, '/nobody/$1'), body)).status).toBe(404)
  })
  test.each(editors)('%s: not the manager’s', async (_name, path, body) => {
    expect(await commune.manager('POST', path(), body)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect((await caller(product.url)('POST', path(), body)).status).toBe(401)
    expect((await phone('POST', path(), body)).status).toBe(401)
  })
  test.each(managers)('%s: not the editor’s', async (_name, path, body) => {
    expect((await commune.editor('POST', path(), body)).status).toBe(403)
  })
  const reasons: [string, () => string, () => object, 'editor' | 'manager'][] = [
    ['amend', () => `/api/assignments/${work.id}/amend`, () => ({ materiality: 'material' }), 'editor'],
    ['extend', () => `/api/assignments/${work.id}/extend`, () => ({ ackDue: '2031-01-01', reason: ' ' }), 'editor'],
    ['extend without a day', () => `/api/assignments/${work.id}/extend`, () => ({ reason: 'Mưa' }), 'editor'],
    ['extend to an earlier day', () => `/api/assignments/${work.id}/extend`, () => ({ ackDue: '2029-01-01', reason: 'Mưa' }), 'editor'],
    ['add-teams', () => `/api/assignments/${work.id}/add-teams`, () => ({ teamIds: [village(0).team] }), 'editor'],
    ['withdraw', () => `/api/assignments/${work.id}/withdraw`, () => ({ reason: null }), 'editor'],
    ['exempt', () => `/api/deliveries/${work.deliveries[1]}/exempt`, () => ({}), 'manager'],
    ['return', () => `/api/reports/${sent.reportId}/return`, () => ({ reason: '' }), 'manager'],
    ['reopen', () => `/api/reports/${sent.reportId}/reopen`, () => ({}), 'manager'],
    ['reply', () => `/api/reports/${sent.reportId}/reply`, () => ({}), 'manager'],
    ['block', () => `/api/deliveries/${work.deliveries[1]}/block`, () => ({ reason: 'lazy' }), 'manager'],
    ['block without a reason', () => `/api/deliveries/${work.deliveries[1]}/block`, () => ({ note: 'Đường sạt' }), 'manager'],
    ['a stranger’s acknowledgement', () => `/api/deliveries/${work.deliveries[1]}/acknowledge`, () => ({ memberId: village(0).members[0], via: 'desk', at: now() }), 'manager'],
  ]
  test.each(reasons)('%s: what is missing is 422', async (_name, path, body, role) => {
    expect(await commune[role]('POST', path(), body())).toMatchObject({ status: 422, body: { status: 422, code: expect.any(String) } })
  })
  const malformed: [string, () => string, object, 'editor' | 'manager'][] = [
    ['a day that is none', () => `/api/assignments/${work.id}/extend`, { ackDue: '2031-02-30', reason: 'Mưa' }, 'editor'],
    ['a materiality that is none', () => `/api/assignments/${work.id}/amend`, { materiality: 'huge', note: 'x' }, 'editor'],
    ['teams that are no list', () => `/api/assignments/${work.id}/add-teams`, { teamIds: 'x', reason: 'x' }, 'editor'],
    ['an unknown way', () => `/api/deliveries/${work.deliveries[1]}/acknowledge`, { memberId: 'x', via: 'pigeon', at: now() }, 'manager'],
    ['a reason that is a number', () => `/api/deliveries/${work.deliveries[1]}/exempt`, { reason: 7 }, 'manager'],
  ]
  test.each(malformed)('%s is 400', async (_name, path, body, role) => {
    expect((await commune[role]('POST', path(), body)).status).toBe(400)
  })
  test('no JSON is 400, another type 415, another method 405', async () => {
    const path = `/api/assignments/${work.id}/withdraw`
    expect((await commune.editor('POST', path, '{', { 'content-type': 'application/json' })).status).toBe(400)
    expect((await commune.editor('POST', path, 'reason=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await commune.editor('GET', path)).status).toBe(405)
  })
  test('what is given from above may be read and not changed', async () => {
    const above = await given({}, admin, province)
    expect((await commune.editor('GET', `/api/assignments/${above.id}`)).status).toBe(200)
    for (const [call, body] of [['amend', { materiality: 'material', note: 'x' }], ['withdraw', { reason: 'x' }], ['close', {}], ['extend', { ackDue: '2031-01-01', reason: 'x' }]] as const) {
      expect((await commune.editor('POST', `/api/assignments/${above.id}/${call}`, body)).status).toBe(403)
    }
    const [delivery] = above.deliveries
    expect(await commune.manager('POST', `/api/deliveries/${delivery}/block`, { reason: 'weather' })).toMatchObject({ status: 200 })
  })
})

describe('the life of an assignment', () => {
  test('nothing approved, or nobody, is 422', async () => {
    const { editor } = commune
    const resolution = await make(editor, 'resolutions', { owner: commune.id, kind: 'NQ', symbol: '99-NQ/ĐU', issuer: 'Đảng uỷ xã', term: '2025-2030', issuedOn: '2026-01-15', abstract: 'Chưa duyệt', field: 'other', visibility: 'public' })
    const { id } = await make(editor, 'assignments', { owner: commune.id, title: 'Chưa duyệt', content: [{ relationTo: 'resolutions', value: resolution.id }], audience: { units: [commune.id] }, ackRule: 'any' })
    expect(await editor('POST', `/api/assignments/${id}/publish`)).toMatchObject({ status: 422, body: { code: 'not-approved' } })
    const none = await draft({ audience: { units: [commune.id], exclusions: commune.villages.map(({ team }) => ({ team, reason: 'Bận' })) } })
    expect(await editor('POST', `/api/assignments/${none.id}/publish`)).toMatchObject({ status: 422, body: { code: 'nobody' } })
    for (const [call, body] of [['amend', { materiality: 'material', note: 'x' }], ['withdraw', { reason: 'x' }], ['close', {}], ['extend', { ackDue: '2031-01-01', reason: 'x' }], ['add-teams', { teamIds: [village(0).team], reason: 'x' }]] as const) {
      expect(await editor('POST', `/api/assignments/${none.id}/${call}`, body)).toMatchObject({ status: 409, body: { code: 'state' } })
    }
  })
  test('published, added to, extended, closed, withdrawn: again changes nothing, each is in the log', async () => {
    const { editor } = commune
    const made = await draft({ audience: { units: [village(0).unit, village(1).unit], exclusions: [{ team: village(1).team, reason: 'Đang kiện toàn' }] } })
    const path = `/api/assignments/${made.id}`
    expect(await editor('POST', `${path}/preview`)).toMatchObject({ status: 200, body: { audience: 2, households: 51, excluded: [{ teamId: village(1).team, reason: 'Đang kiện toàn' }], withoutTeam: [], withoutDevice: expect.anything() } })
    expect(await editor('POST', `${path}/publish`)).toMatchObject({ status: 202, body: { audience: 2, excluded: [{ teamId: village(1).team }] } })
    await active(made.id)
    expect(await editor('POST', `${path}/publish`)).toMatchObject({ status: 200, body: { audience: 2, prepared: 1, state: 'active' } })

    const add = { teamIds: [village(1).team, village(2).team], reason: 'Đã kiện toàn' }
    expect((await editor('POST', `${path}/add-teams`, { ...add, teamIds: [other.villages[0]?.team] })).status).toBe(404)
    expect(await editor('POST', `${path}/add-teams`, add)).toMatchObject({ status: 202, body: { audience: 3, excluded: [] } })
    await until(async () => (await editor('GET', path)).body.preparedCount === 3, 'the added teams')
    expect((await editor('GET', path)).body.audience.exclusions).toEqual([])
    const asleep = await make(admin, 'teams', { unit: village(2).unit, label: 'Tổ đã nghỉ', active: false })
    expect(await editor('POST', `${path}/add-teams`, { ...add, teamIds: [village(2).team, asleep.id] })).toMatchObject({ status: 422, body: { errors: [{ path: 'teamIds', code: 'inactive' }] } })
    expect(await editor('POST', `${path}/add-teams`, add)).toMatchObject({ status: 200, body: { audience: 3, prepared: 3 } })

    expect(await editor('POST', `${path}/extend`, { ackDue: '2031-06-01', teams: [village(2).team], reason: 'Mưa lũ' })).toMatchObject({ status: 200, body: { ackDue: '2030-01-10' } })
    expect((await editor('POST', `${path}/extend`, { ackDue: '2031-06-01', teams: [other.villages[0]?.team], reason: 'Mưa' })).status).toBe(404)
    expect(await editor('POST', `${path}/extend`, { ackDue: '2031-02-01', reportDue: '2031-03-01', reason: 'Mưa' })).toMatchObject({ status: 200, body: { ackDue: '2031-02-01', reportDue: '2031-03-01', firstAckDue: '2030-01-10', firstReportDue: '2030-01-31' } })
    expect((await editor('POST', `${path}/extend`, { ackDue: '2031-02-01', reportDue: '2031-03-01', reason: 'Mưa' })).status).toBe(200)
    const dues = (await editor('GET', `/api/deliveries?where[assignment][equals]=${made.id}&depth=0`)).body.docs as Doc[]
    expect(new Map(dues.map((doc) => [doc.team, doc.ackDue]))).toEqual(new Map([[village(0).team, '2031-02-01'], [village(1).team, '2031-02-01'], [village(2).team, '2031-06-01']]))

    expect(await editor('POST', `${path}/close`, { reason: 'Xong đợt' })).toMatchObject({ status: 200, body: { state: 'closed' } })
    expect((await admin('GET', `/api/audit-events?where[subject][equals]=assignments/${made.id}&where[action][equals]=assignment.close`)).body.docs).toMatchObject([{ details: { reason: 'Xong đợt' } }])
    expect((await editor('POST', `${path}/close`)).status).toBe(200)
    expect(await editor('POST', `${path}/amend`, { materiality: 'editorial', note: 'x' })).toMatchObject({ status: 409, body: { code: 'state' } })
    expect((await editor('POST', `${path}/publish`)).status).toBe(409)
    const delivery = dues.find((doc) => doc.team === village(0).team)?.id as string
    await report(delivery)
    expect(await editor('POST', `${path}/withdraw`, { reason: 'Nhầm' })).toMatchObject({ status: 200, body: { state: 'withdrawn' } })
    expect((await editor('POST', `${path}/withdraw`, { reason: 'Nhầm nữa' })).status).toBe(200)
    expect((await editor('POST', `${path}/close`)).status).toBe(409)
    expect(await commune.manager('POST', `/api/deliveries/${delivery}/block`, { reason: 'weather' })).toMatchObject({ status: 409, body: { code: 'state' } })
    expect(await commune.manager('POST', `/api/deliveries/${delivery}/exempt`, { reason: 'x' })).toMatchObject({ status: 409, body: { code: 'state' } })
    expect((await commune.manager('POST', `/api/deliveries/${delivery}/acknowledge`, { memberId: village(0).members[0], via: 'desk', at: now() })).status).toBe(409)
    for (const [action, times] of [['preview', 1], ['publish', 2], ['add-teams', 2], ['extend', 3], ['close', 2], ['withdraw', 2]] as const) {
      expect([action, await logged(`assignment.${action}`, `assignments/${made.id}`)]).toEqual([action, times])
    }
  })
})

describe('on a team’s behalf', () => {
  let work: Awaited<ReturnType<typeof given>>
  beforeAll(async () => {
    work = await given()
  })
  const read = async (delivery: string): Promise<Doc> => (await commune.manager('GET', `/api/deliveries/${delivery}?depth=0`)).body
  test('acknowledge: the same again changes nothing; it is counted apart', async () => {
    const path = `/api/deliveries/${work.deliveries[1]}/acknowledge`
    const body = { memberId: village(1).members[2], via: 'paper', at: now(), note: 'Giấy xác nhận gửi xã' }
    expect(await commune.manager('POST', path, body)).toMatchObject({ status: 200, body: { id: work.deliveries[1], state: 'acknowledged' } })
    expect((await commune.manager('POST', path, body)).status).toBe(200)
    const kept = (await commune.manager('GET', `/api/acknowledgements?where[assignment][equals]=${work.id}&depth=0`)).body.docs
    expect(kept).toMatchObject([{ delivery: work.deliveries[1], member: village(1).members[2], via: 'paper', note: body.note, bundleHash: work.hash, recordedBy: expect.anything() }])
    expect(await logged('delivery.acknowledge', `deliveries/${work.deliveries[1]}`)).toBe(2)
    expect((await commune.manager('GET', `/api/assignments/${work.id}/reach`)).body.totals).toMatchObject({ acknowledged: 1, acknowledgedViaDesk: 1 })
  })
  test('exempt and back', async () => {
    const path = `/api/deliveries/${work.deliveries[2]}/exempt`
    expect(await commune.manager('POST', path, { reason: 'Thôn di dời' })).toMatchObject({ status: 200, body: { state: 'exempted' } })
    expect((await commune.manager('POST', path, { reason: 'Thôn di dời' })).status).toBe(200)
    expect((await commune.manager('GET', `/api/assignments/${work.id}/reach`)).body.totals).toMatchObject({ assigned: 3, exempted: 1 })
    expect(await commune.manager('POST', path, { reason: null })).toMatchObject({ status: 200, body: { state: 'assigned' } })
    expect((await commune.manager('POST', path, { reason: null })).status).toBe(200)
    expect((await commune.manager('GET', `/api/assignments/${work.id}/reach`)).body.totals).toMatchObject({ exempted: 0 })
    expect(await logged('delivery.exempt', `deliveries/${work.deliveries[2]}`)).toBe(4)
  })
  test('block: shown with who and when; the same again shows nothing more than before', async () => {
    const path = `/api/deliveries/${work.deliveries[2]}/block`
    const body = { reason: 'weather', note: 'Đường sạt', until: '2030-01-05' }
    const first = await commune.manager('POST', path, body)
    expect(first).toMatchObject({ status: 200, body: { blocked: { reason: 'weather', note: 'Đường sạt', until: '2030-01-05', by: 'desk', at: expect.any(String) } } })
    const again = await commune.manager('POST', path, body)
    expect(again).toMatchObject({ status: 200, body: first.body })
    expect(Object.keys(again.body).filter((key) => ['seenAt', 'item', 'pathNow', 'revision'].includes(key))).toEqual([])
    expect((await read(work.deliveries[2] ?? '')).blocked).toEqual(first.body.blocked)
    expect((await commune.manager('POST', path, { reason: 'other', note: 'Ông Giàng Mí Pó ốm' })).status).toBe(422)
    expect((await commune.manager('POST', path, { reason: 'none' })).body.blocked ?? null).toBeNull()
  })
  test('a report: by section 3, with its id, recorded by the account', async () => {
    const body = { clientId: uuid(), deliveryIds: [work.deliveries[1]], sessions: [{ id: '1', date: hanoiToday(), form: 'village-meeting', language: 'vi', attendance: { total: 30 } }], at: now(), via: 'call' }
    expect((await commune.manager('POST', '/api/reports', { ...body, via: undefined })).status).toBe(400)
    expect((await commune.editor('POST', '/api/reports', body)).status).toBe(403)
    expect((await other.manager('POST', '/api/reports', body)).status).toBe(404)
    const first = await commune.manager('POST', '/api/reports', body)
    expect(first).toMatchObject({ status: 201, body: { id: expect.any(String), clientId: body.clientId, revision: 1, state: 'submitted', warnings: [], withheld: [], photos: [] } })
    expect(first.body.reportId).toBe(first.body.id)
    expect(await commune.manager('POST', '/api/reports', body)).toMatchObject({ status: 200, body: first.body })
    expect((await commune.manager('POST', '/api/reports', { ...body, copies: 1 })).status).toBe(409)
    expect((await commune.manager('POST', '/api/reports', { ...body, clientId: uuid(), copies: -1 })).status).toBe(422)
    const kept = await commune.manager('GET', `/api/reports/${first.body.id}?depth=0`)
    expect(kept.body).toMatchObject({ via: 'call', recordedBy: expect.anything(), sessions: [{ form: 'village-meeting' }] })
    expect((await commune.manager('GET', `/api/assignments/${work.id}/reach`)).body.totals).toMatchObject({ reported: 1, reportedViaDesk: 1, sessions: 1 })
  })
})

describe('decisions on a report', () => {
  test('the first stands until it is reopened; a superseded revision is not decided on', async () => {
    const work = await given()
    const sent = await report(work.deliveries[0] ?? '')
    const decide = (call: string, body: object = {}, by = commune.manager) => by('POST', `/api/reports/${sent.reportId}/${call}`, body)
    expect(await decide('accept')).toMatchObject({ status: 200, body: { id: sent.reportId, state: 'accepted' } })
    expect((await decide('accept', {}, admin)).status).toBe(200)
    expect(await decide('return', { reason: 'Sai' }, admin)).toMatchObject({ status: 409, body: { code: 'state' } })
    expect(await decide('reopen', { reason: 'Xem lại' }, admin)).toMatchObject({ status: 200, body: { state: 'submitted' } })
    expect((await decide('reopen', { reason: 'Xem lại' })).status).toBe(200)
    expect(await decide('return', { reason: 'Thiếu số hộ' })).toMatchObject({ status: 200, body: { state: 'returned', returnReason: 'Thiếu số hộ' } })
    expect((await decide('return', { reason: 'Thiếu số hộ' })).status).toBe(200)
    expect((await decide('accept')).status).toBe(409)
    expect(await decide('reply', { text: 'Xem lại giúp.' })).toMatchObject({ status: 200, body: { replies: [{ text: 'Xem lại giúp.', from: expect.any(String), at: expect.any(String) }] } })
    await report(work.deliveries[0] ?? '', { supersedes: sent.clientId })
    for (const [call, body] of [['accept', {}], ['return', { reason: 'x' }], ['reopen', { reason: 'x' }]] as const) expect((await decide(call, body)).status).toBe(409)
    for (const [action, times] of [['accept', 2], ['reopen', 2], ['return', 2], ['reply', 1]] as const) expect([action, await logged(`report.${action}`, `reports/${sent.reportId}`)]).toEqual([action, times])
    const [row] = (await admin('GET', `/api/audit-events?where[subject][equals]=reports/${sent.reportId}`)).body.docs
    expect(row).toMatchObject({ at: expect.any(String), actor: expect.any(String), action: expect.any(String), subject: `reports/${sent.reportId}`, requestId: expect.any(String) })
  })
})

describe('the log', () => {
  const events = async (by: Caller, subject: string): Promise<Doc[]> => (await by('GET', `/api/audit-events?where[subject][equals]=${subject}&sort=at&limit=50`)).body.docs
  const digest = expect.stringMatching(/^[0-9a-f]{64}$/)

  test('keeps of each decision what it was about before and after', async () => {
    const work = await given()
    const sent = await report(work.deliveries[0] ?? '')
    for (let times = 0; times < 2; times += 1) expect((await commune.manager('POST', `/api/reports/${sent.reportId}/accept`)).status).toBe(200)
    const [first, again] = await events(admin, `reports/${sent.reportId}`)
    expect([first, again]).toEqual([expect.objectContaining({ action: 'report.accept', unit: village(0).unit, before: digest, after: digest }), expect.objectContaining({ before: first?.after, after: first?.after })])
    expect(first?.before).not.toBe(first?.after)
    for (const [subject, action] of [[`assignments/${work.id}`, 'assignment.publish'], [`deliveries/${work.deliveries[1]}`, 'delivery.exempt']] as const) {
      if (action === 'delivery.exempt') await commune.manager('POST', `/api/deliveries/${work.deliveries[1]}/exempt`, { reason: 'Đang sáp nhập' })
      const [event] = (await events(admin, subject)).filter((one) => one.action === action)
      expect(event).toMatchObject({ before: digest, after: digest, unit: expect.any(String) })
      expect(event?.before).not.toBe(event?.after)
    }
  })

  test('is read where the record belongs, whoever changed it and from wherever', async () => {
    const account = async (units: string[]) => {
      const email = `${uuid()}@example.vn`
      await make(admin, 'users', { email, password: 'mat-khau-cua-ai-1', name: 'Quản trị', roles: ['admin'], units })
      return signIn(product.url, { email, password: 'mat-khau-cua-ai-1' })
    }
    const [here, there, both] = [await account([commune.id]), await account([other.id]), await account([other.id, commune.id])]
    for (const by of [admin, both]) {
      const made = [
        ['team-members', await make(by, 'team-members', { team: village(0).team, name: 'Ai Mới', role: 'member' }), village(0).unit],
        ['devices', await make(by, 'devices', { team: village(1).team, name: 'Máy' }), village(1).unit],
        ['teams', await make(by, 'teams', { unit: village(1).unit, label: 'Tổ hai' }), village(1).unit],
        ['campaigns', await make(by, 'campaigns', { owner: commune.id, title: 'Phong trào', kind: 'propaganda' }), commune.id],
        ['assignments', await make(by, 'assignments', { owner: commune.id, title: 'Việc' }), commune.id],
        ['users', await make(by, 'users', { email: `${uuid()}@example.vn`, password: 'mat-khau-cua-ai-1', name: 'Ai', roles: ['manager'], units: [commune.id] }), commune.id],
      ] as const
      for (const [slug, { id }, unit] of made) {
        expect([slug, await events(here, `${slug}/${id}`)]).toEqual([slug, [expect.objectContaining({ action: `${slug}.create`, unit })]])
        expect([slug, await events(there, `${slug}/${id}`)]).toEqual([slug, []])
        expect((await by('DELETE', `/api/${slug}/${id}`)).status).toBe(200)
        expect([slug, (await events(here, `${slug}/${id}`)).length, (await events(there, `${slug}/${id}`)).length]).toEqual([slug, 2, 0])
      }
    }
  })
})

describe('codes and phones', () => {
  test('codes as JSON and as sheets; a phone is revoked once', async () => {
    const path = `/api/org-units/${village(1).unit}/enrolment-codes`
    const made = await commune.manager('POST', path)
    expect(made).toMatchObject({ status: 201, body: { codes: [{ teamId: village(1).team, team: expect.any(String), code: expect.stringMatching(/^[2-9A-HJ-NP-Z]{8}$/), expiresAt: expect.any(String) }] } })
    expect(Math.round((Date.parse(made.body.codes[0].expiresAt) - Date.now()) / 86_400_000)).toBe(60)
    expect((await commune.manager('POST', path, { teamIds: [village(0).team] })).status).toBe(404)
    const html = await commune.manager<string>('POST', path, { teamIds: [village(1).team] }, { accept: 'text/html' })
    expect(html.headers.get('content-type')).toContain('text/html')
    expect(html.body).toContain('svg')
    expect(html.body).toContain('Thôn 2, Xã Minh Thử')
    // Villages of both communes are called Thôn 1: each sheet says which it is, commune after commune.
    const whole = await admin('POST', `/api/org-units/${province}/enrolment-codes`)
    expect(whole.body.codes.map(({ above, unit }: Doc) => `${above}, ${unit}`)).toEqual(['Xã Bên, Thôn 1', 'Xã Minh Thử, Thôn 1', 'Xã Minh Thử, Thôn 2', 'Xã Minh Thử, Thôn 3'])
    const anyone = caller(product.url)
    expect((await anyone('POST', '/field/v1/enrol/check', { code: made.body.codes[0].code })).status).toBe(410)
    expect(await logged('enrolment-codes.make', `org-units/${village(1).unit}`)).toBe(2)
    const enrolled = await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: village(1).team })
    const device = enrolled.me.deviceId as string
    expect((await other.manager('POST', `/api/devices/${device}/revoke`)).status).toBe(404)
    expect((await commune.editor('POST', `/api/devices/${device}/revoke`)).status).toBe(403)
    const revoked = await commune.manager('POST', `/api/devices/${device}/revoke`)
    expect(revoked).toMatchObject({ status: 200, body: { id: device, team: village(1).team, revokedAt: expect.any(String) } })
    expect(revoked.body.keyHash).toBeUndefined()
    expect((await commune.manager('POST', `/api/devices/${device}/revoke`)).body.revokedAt).toBe(revoked.body.revokedAt)
    expect(await enrolled.phone('GET', '/field/v1/me')).toMatchObject({ status: 401, body: { code: 'revoked' } })
    expect(await logged('device.revoke', `devices/${device}`)).toBe(2)
  })
})

describe('lists of facts are asked for by one assignment, team or unit', () => {
  test.each(['deliveries', 'acknowledgements', 'reports'])('%s', async (slug) => {
    const assignment = slug === 'reports' ? 'assignments' : 'assignment'
    const ask = async (query: string): Promise<number> => (await commune.manager('GET', `/api/${slug}?${query}`)).status
    expect(await ask('')).toBe(400)
    expect(await ask(`where[state][equals]=submitted`)).toBe(400)
    expect(await ask(`where[${assignment}][not_equals]=x`)).toBe(400)
    expect(await ask(`where[or][0][team][equals]=x&where[or][1][unit][equals]=y`)).toBe(400)
    for (const field of [assignment, 'team', 'unit']) expect(await ask(`where[${field}][equals]=x`)).toBe(200)
    expect(await ask(`where[and][0][team][equals]=${village(0).team}&where[and][1][unit][equals]=${village(0).unit}&limit=200&depth=2`)).toBe(200)
    expect(await ask(`where[team][equals]=x&limit=201`)).toBe(400)
    expect(await ask(`where[team][equals]=x&limit=0`)).toBe(400)
    expect(await ask(`where[team][equals]=x&depth=3`)).toBe(400)
  })
})
})
