/**
 * No question that a phone or the desk asks reads a large table from end to end: every statement of a whole story is
 * noted as SQLite is given it, and its plan is looked at.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { rmSync } from 'node:fs'
import Sqlite from 'libsql'
import sharp from 'sharp'
import { createHash } from 'node:crypto'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../../support/commune.js'
import { type Caller, freshEnvironment, type Json, make, signIn, until } from '../../support/product.js'

/** Tables that grow with teams and time. */
const LARGE = [
  'deliveries', 'messages', 'acknowledgements', 'reports', 'reports_rels', 'team_revisions', 'reach_counters', 'assignment_plans',
  'org_units', 'org_placements', 'teams', 'team_members', 'devices', 'enrolment_codes', 'audit_events', 'mail_ledger', 'import_rows', 'media',
]

const place = freshEnvironment('sqlite')
const noted = new Set<string>()
let url: string
let stop: () => Promise<void>
let admin: Caller
let commune: Commune
let province: string

/** Notes every statement from here on, those of Payload and of the row port alike. */
function note(): void {
  const prototype = Sqlite.prototype as { prepare: (text: string) => unknown }
  const { prepare } = prototype
  prototype.prepare = function noting(this: unknown, text: string) {
    noted.add(text)
    return Reflect.apply(prepare, this, [text])
  }
}

beforeAll(async () => {
  note()
  Object.assign(process.env, place.environment, { NODE_ENV: 'test' })
  const { startServices } = await import('../../../src/start.js')
  const { startServer } = await import('../../../src/server.js')
  // Works run in this process, so that their statements are seen too.
  const { payload } = await startServices({ thread: false })
  const server = await startServer()
  url = server.url
  stop = () => server.stop()
  province = (await payload.create({ collection: 'org-units', data: { name: 'Tỉnh Thử', type: 'province' } })).id
  const account = { email: 'quantri@example.vn', password: 'mat-khau-thu-nghiem-1' }
  await payload.create({ collection: 'users', data: { ...account, name: 'Quản trị', roles: ['admin', 'editor', 'manager'], units: [province] } })
  admin = await signIn(url, account)
  commune = await makeCommune({ url, admin, province, villages: 3 })
}, 120_000)
afterAll(async () => {
  await stop()
  rmSync(place.folder, { recursive: true, force: true })
})

async function theStory(): Promise<void> {
  const { editor, manager } = commune
  const ask = async (by: Caller, method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await by(method, path, body)
    if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const village = commune.villages[0] ?? { unit: '', team: '', members: [] }
  const { phone } = await enrolPhone({ url, manager, commune: commune.id, team: village.team })
  const { id: resolution, hash } = await makeApprovedResolution(editor, commune.id)
  const { id } = await make(editor, 'assignments', { owner: commune.id, title: 'Việc', content: [{ relationTo: 'resolutions', value: resolution }], audience: { units: [commune.id], exclusions: [{ team: commune.villages[2]?.team, reason: 'Đang sắp xếp' }] }, ackDue: '2030-01-10', reportDue: '2030-01-31', ackRule: 'any' })
  await ask(editor, 'POST', `/api/assignments/${id}/preview`)
  await ask(editor, 'POST', `/api/assignments/${id}/publish`)
  await until(async () => (await ask(editor, 'GET', `/api/assignments/${id}`)).state === 'active', 'the publication')

  const list = await ask(phone, 'GET', '/field/v1/deliveries')
  const delivery = list.items[0].id
  const at = (): string => new Date().toISOString()
  const acknowledged = uuid()
  for (const event of [{ kind: 'delivered' }, { kind: 'seen' }, { kind: 'blocked', reason: 'weather' }, { kind: 'blocked', reason: 'none' }, { clientId: acknowledged, kind: 'acknowledged', memberId: village.members[0], bundleHash: hash }, { kind: 'retracted', event: acknowledged }]) {
    await ask(phone, 'POST', '/field/v1/events', { events: [{ clientId: uuid(), deliveryId: delivery, at: at(), ...event }] })
  }
  await ask(phone, 'GET', `/field/v1/deliveries?cursor=${list.nextCursor}`)
  await ask(phone, 'GET', '/field/v1/me')
  await ask(phone, 'GET', `/field/v1/content/${hash}`)
  await ask(phone, 'POST', '/field/v1/members', { clientId: uuid(), name: 'Người Mới', role: 'member', at: at() })
  const image = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#b5372a' } }).png().toBuffer()
  const sha256 = createHash('sha256').update(image).digest('hex')
  const report = { clientId: uuid(), deliveryIds: [delivery], sessions: [], householdsReached: 20, at: at(), photos: [{ sha256, bytes: image.length }] }
  await ask(phone, 'POST', '/field/v1/reports', report)
  await ask(phone, 'PUT', `/field/v1/reports/${report.clientId}/photos/${sha256}`, new Uint8Array(image))
  const { reportId } = await ask(phone, 'POST', '/field/v1/reports', { clientId: uuid(), deliveryIds: [delivery], sessions: [], householdsReached: 25, at: at(), supersedes: report.clientId })
  for (const path of ['reports', `reports/${report.clientId}`, 'standing']) await ask(phone, 'GET', `/field/v1/${path}`)

  await ask(manager, 'POST', `/api/reports/${reportId}/return`, { reason: 'Bổ sung số hộ' })
  await ask(manager, 'POST', `/api/reports/${reportId}/reopen`, { reason: 'Nhầm' })
  await ask(manager, 'POST', `/api/reports/${reportId}/reply`, { text: 'Tốt' })
  await ask(manager, 'POST', `/api/reports/${reportId}/accept`)
  const { docs } = await ask(manager, 'GET', `/api/deliveries?where[assignment][equals]=${id}&depth=0`)
  const other = docs.find((doc: Json) => doc.team === commune.villages[1]?.team).id
  await ask(manager, 'POST', `/api/deliveries/${other}/acknowledge`, { memberId: commune.villages[1]?.members[0], via: 'paper', at: at() })
  await ask(manager, 'POST', `/api/deliveries/${other}/exempt`, { reason: 'Thôn chuyển nơi khác' })
  await ask(manager, 'POST', `/api/deliveries/${other}/exempt`, { reason: null })
  for (const tree of ['then', 'now']) {
    await ask(manager, 'GET', `/api/assignments/${id}/reach?tree=${tree}`)
    await ask(admin, 'GET', `/api/reach?assignments=${id}&tree=${tree}`)
  }
  for (const stage of ['delivered', 'acknowledged', 'reported']) {
    await ask(manager, 'GET', `/api/outstanding?stage=${stage}&assignment=${id}`)
    await ask(manager, 'GET', `/api/outstanding?stage=${stage}&unit=${commune.id}`)
  }
  for (const slug of ['deliveries', 'acknowledgements']) for (const [field, value] of [['assignment', id], ['team', village.team], ['unit', village.unit]]) await ask(manager, 'GET', `/api/${slug}?where[${field}][equals]=${value}`)
  for (const [field, value] of [['assignments', id], ['team', village.team], ['unit', village.unit]]) await ask(manager, 'GET', `/api/reports?where[${field}][equals]=${value}`)
  await ask(admin, 'GET', `/api/audit-events?where[subject][equals]=assignments/${id}`)
  await ask(editor, 'POST', `/api/assignments/${id}/extend`, { ackDue: '2030-02-01', reason: 'Mưa lũ' })
  await ask(editor, 'POST', `/api/assignments/${id}/add-teams`, { teamIds: [commune.villages[2]?.team], reason: 'Đã sắp xếp xong' })
  await until(async () => (await ask(editor, 'GET', `/api/assignments/${id}`)).preparedCount === 3, 'the added team')
  await ask(editor, 'POST', `/api/assignments/${id}/close`)
}

test('every statement of the story finds what it wants by an index', async () => {
  await theStory()
  const statements = [...noted].filter((text) => /^\s*(select|insert|update|delete|with)\b/i.test(text))
  const connection = new Sqlite(place.environment.LANTOA_DATABASE_URL?.slice('file:'.length) ?? '')
  const scans = (text: string): string[] =>
    (connection.prepare(`explain query plan ${text}`).all() as { detail: string }[]).flatMap(({ detail }) => {
      const [, table = ''] = /^SCAN (\w+)(?!.* USING (COVERING )?INDEX)/.exec(detail) ?? []
      return LARGE.includes(table) ? [`${detail}: ${text}`] : []
    })
  // What the test rests on: such a plan is seen, and the statements are those of the works too.
  expect(scans('select * from "messages" where "device" = 1')).toHaveLength(1)
  expect(statements.filter((text) => text.includes('"messages"')).length).toBeGreaterThan(1)
  expect(statements.flatMap(scans)).toEqual([])
  connection.close()
}, 120_000)
