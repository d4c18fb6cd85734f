/** What is held on a person, printed for them (Law 91/2025/QH15): by HTTP, for oneself and inside the territory. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { enrolPhone, makeApprovedResolution, makeCommune, type Commune } from '../../support/commune.js'
import { ADMIN, type Caller, caller, freshEnvironment, type Json, make, type Product, setUp, signIn, startProduct, until } from '../../support/product.js'

let product: Product
let admin: Caller
let commune: Commune
let other: Commune
let member: string
const PAGE = { accept: 'text/html' }

beforeAll(async () => {
  product = await startProduct(freshEnvironment('sqlite'))
  const first = await setUp(product)
  admin = first.admin
  commune = await makeCommune({ url: product.url, admin, province: first.province, villages: 1 })
  other = await makeCommune({ url: product.url, admin, province: first.province, name: 'Xã Khác', villages: 1 })
  const team = commune.villages[0]?.team ?? ''
  member = commune.villages[0]?.members[0] ?? ''
  const { phone } = await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team })
  const { id, hash } = await makeApprovedResolution(commune.editor, commune.id)
  const assignment = await make(commune.editor, 'assignments', { owner: commune.id, title: 'Giao học nghị quyết', content: [{ relationTo: 'resolutions', value: id }], audience: { units: [commune.id] }, ackRule: 'any' })
  await commune.editor('POST', `/api/assignments/${assignment.id}/publish`)
  const delivery = await until(async () => (await phone('GET', '/field/v1/deliveries')).body.items[0] as Json, 'the delivery')
  const at = new Date().toISOString()
  const said = await phone('POST', '/field/v1/events', { events: [{ clientId: randomUUID(), deliveryId: delivery.id, kind: 'acknowledged', memberId: member, bundleHash: hash, at }] })
  expect(said.body.results[0].status).toBe(201)
  const reported = await phone('POST', '/field/v1/reports', { clientId: randomUUID(), deliveryIds: [delivery.id], sessions: [{ id: randomUUID(), date: at.slice(0, 10), form: 'village-meeting', language: 'vi', presenterIds: [member], attendance: { total: 40 } }], at })
  expect(reported.status).toBe(201)
  expect((await commune.manager('POST', `/api/teams/${team}/renew`, { on: at.slice(0, 10), decision: '31-QĐ/ĐU', changes: [{ kind: 'role', member, role: 'deputy' }] })).status).toBe(200)
}, 240_000)
afterAll(() => product.stop())

const sectionOf = (sheet: Json, title: string): Json => sheet.sections.find((section: Json) => section.title === title)

describe('an account holder', () => {
  test('sees all that is held on oneself, and corrects name and phone', async () => {
    const me = (await commune.manager('GET', '/api/users/me')).body.user
    expect((await commune.manager('PATCH', `/api/users/${me.id}`, { name: 'Sùng Thị <i>Mai</i>', phone: '0912 000 111' })).status).toBe(200)
    const { status, body } = await commune.manager('GET', `/api/users/${me.id}/personal-data`)
    expect(status).toBe(200)
    expect(body.person).toBe('Sùng Thị <i>Mai</i>')
    expect(sectionOf(body, 'Tài khoản').facts).toEqual(expect.arrayContaining([{ label: 'Điện thoại', value: '0912 000 111' }, { label: 'Vai trò', value: 'Cán bộ theo dõi địa bàn' }, { label: 'Địa bàn', value: 'Xã Minh Thử' }]))
    expect(sectionOf(body, 'Việc chủ tài khoản đã làm').list.rows.map((row: string[]) => row[1])).toContain('tổ dân vận: kiện toàn')
    const history = sectionOf(body, 'Những lần hồ sơ tài khoản này được tạo, sửa').list.rows as string[][]
    expect(history.some((row) => row[3] === 'họ và tên, điện thoại')).toBe(true)
    const page = await commune.manager<string>('GET', `/api/users/${me.id}/personal-data`, undefined, PAGE)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.body).toContain('&#60;i&#62;Mai')
    expect(JSON.stringify(body)).not.toMatch(/pbkdf2|[0-9a-f]{40}/)
  })

  test('is read by an administrator above, by nobody beside or below, and each reading is in the log', async () => {
    const manager = (await commune.manager('GET', '/api/users/me')).body.user.id as string
    const above = (await admin('GET', '/api/users/me')).body.user.id as string
    expect((await admin('GET', `/api/users/${manager}/personal-data`)).status).toBe(200)
    expect((await commune.editor('GET', `/api/users/${manager}/personal-data`)).status).toBe(404)
    expect((await other.manager('GET', `/api/users/${manager}/personal-data`)).status).toBe(404)
    expect((await commune.manager('GET', `/api/users/${above}/personal-data`)).status).toBe(404)
    expect((await caller(product.url)('GET', `/api/users/${manager}/personal-data`)).status).toBe(401)
    await make(admin, 'users', { name: 'Quản trị xã khác', email: 'qt-khac@example.vn', password: ADMIN.password, roles: ['admin'], units: [other.id] })
    const beside = await signIn(product.url, { email: 'qt-khac@example.vn', password: ADMIN.password })
    expect((await beside('GET', `/api/users/${manager}/personal-data`)).status).toBe(404)
    const log = await admin('GET', `/api/audit-events?where[subject][equals]=users/${manager}&where[action][equals]=users.print-data&limit=50`)
    expect(log.body.docs.map(({ actor }: Json) => actor)).toContain(above)
  })
})

describe('a member of a team', () => {
  test('has terms, decision, acknowledgement, session and phone on one sheet', async () => {
    const { status, body } = await commune.manager('GET', `/api/team-members/${member}/personal-data`)
    expect(status).toBe(200)
    expect(sectionOf(body, 'Thời gian tham gia tổ').list.rows.map((row: string[]) => row[2])).toEqual(['Tổ trưởng', 'Tổ phó'])
    expect(sectionOf(body, 'Quyết định kiện toàn có liên quan').list.rows[0][1]).toBe('31-QĐ/ĐU')
    // Who came by a list has no line of their own in the log: when the record began, and what else is kept, is said.
    expect(sectionOf(body, 'Thành viên').facts).toContainEqual({ label: 'Hồ sơ lập lúc', value: expect.stringMatching(/\d{2}\/\d{2}\/20\d{2}/) })
    expect(sectionOf(body, 'Ngoài ra').note).toContain('90 ngày')
    expect(sectionOf(body, 'Xác nhận đã đưa ra').list.rows[0].slice(1, 3)).toEqual(['Giao học nghị quyết', 'trên máy của tổ'])
    expect(sectionOf(body, 'Buổi trong báo cáo có ghi là người trình bày').list.rows).toHaveLength(1)
    expect(sectionOf(body, 'Máy của tổ mà người này đã xác nhận trên đó').list.rows[0][0]).toBe('Máy của tổ')
  })
  test('is for who keeps the roll: not an editor, not another commune; the province sees no day of a phone', async () => {
    expect((await commune.editor('GET', `/api/team-members/${member}/personal-data`)).status).toBe(403)
    expect((await other.manager('GET', `/api/team-members/${member}/personal-data`)).status).toBe(404)
    const { body } = await admin('GET', `/api/team-members/${member}/personal-data`)
    expect(sectionOf(body, 'Máy của tổ mà người này đã xác nhận trên đó').list.rows[0][1]).toBe('chỉ cấp xã xem')
  })
})
