/** The outstanding list: whole, oldest due first, with a reason for each, and never more than one may see. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { beginClose, beginExtend } from '../../src/dissemination/change-assignment.work.js'
import { exemptDelivery } from '../../src/dissemination/decide.work.js'
import { digestOf } from '../../src/dissemination/digest.js'
import { sweepStep } from '../../src/dissemination/publish.work.js'
import { recordEvents } from '../../src/dissemination/record-events.work.js'
import { deliveries } from '../../src/dissemination/tables.js'
import type { Row } from '../../src/platform/database/tables.js'
import { newId } from '../../src/platform/ids.js'
import type { Stage } from '../../src/reach/outstanding-rules.js'
import type { OutstandingItem } from '../../src/reach/present-outstanding.js'
import { type OutstandingPage, readOutstanding } from '../../src/reach/read-outstanding.js'
import { type Fresh, freshDatabase, kinds } from '../support/fresh-database.js'
import { makeProvince, type Province, publish, putRows, spoil } from './province.js'

const NOW = new Date('2026-03-20T18:30:00.000Z') // 21 March in Hanoi

describe.each(kinds)('outstanding over %s', (kind) => {
  let fresh: Fresh
  let province: Province
  let first: string
  let second: string
  let rows: Row[]
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    province = await makeProvince(fresh.database, { villages: 3 })
    first = await publish(fresh.database, province, { ackDue: '2026-03-10', reportDue: null })
    second = await publish(fresh.database, province, { ackDue: '2026-03-05', reportDue: '2026-03-31', spec: { units: [province.communes[0] ?? ''] } })
    rows = await fresh.database.read.find(deliveries, { where: [['assignment', '=', first]], orderBy: [['path', 'asc'], ['id', 'asc']] })
  }, 60_000)
  afterAll(() => fresh.stop())

  const ask = (more: { assignment?: string; unit?: string; stage?: Stage; cursor?: string; limit?: number; territory?: string[] } = {}): Promise<OutstandingPage> =>
    readOutstanding({
      reads: fresh.database.read, territory: more.territory ?? [province.paths[province.province] ?? ''], assignment: more.assignment, unit: more.unit,
      stage: more.stage ?? 'acknowledged', cursor: more.cursor, limit: more.limit ?? 200, now: NOW,
    })
  async function allPages(more: Parameters<typeof ask>[0] & { limit: number }): Promise<OutstandingItem[]> {
    const items: OutstandingItem[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await ask({ ...more, ...(cursor ? { cursor } : {}) })
      expect(page.items.length).toBeLessThanOrEqual(more.limit)
      items.push(...page.items)
      // A cursor that leads back would otherwise be followed for ever.
      expect(items.length).toBeLessThan(1_000)
      expect(page.more).toBe(page.nextCursor !== null)
      if (!page.nextCursor) {
        expect(page.total).toBe(items.length)
        return items
      }
      cursor = page.nextCursor
    }
  }
  const event = async (delivery: Row | undefined, more: Row): Promise<void> => {
    const message = { clientId: newId(), deliveryId: String(delivery?.id), at: '2026-03-06T03:00:00.000Z', kind: '', ...more }
    await fresh.database.write(recordEvents, { team: String(delivery?.holder), device: null, via: 'phone', recordedBy: null, sentAt: null, receivedAt: '2026-03-06T04:00:00.000Z', events: [{ ...message, digest: digestOf(message), acknowledgementId: newId() }] })
  }
  const itemOf = async (delivery: Row | undefined, more: Parameters<typeof ask>[0] = {}): Promise<OutstandingItem | undefined> =>
    (await ask({ assignment: first, ...more })).items.find((item) => item.deliveryId === delivery?.id)

  test('every page together is the whole list, oldest due first, nothing twice', async () => {
    for (const limit of [1, 2, 3, 7]) {
      const items = await allPages({ limit })
      expect(items.map((item) => item.due)).toEqual([...items.map((item) => item.due)].sort())
      expect(new Set(items.map((item) => item.deliveryId)).size).toBe(items.length)
      expect(items).toHaveLength(province.teams.length + 5)
      expect(items.slice(0, 5).every((item) => item.assignment === second && item.due === '2026-03-05')).toBe(true)
    }
  })

  test('several units, also villages, are paged in one order', async () => {
    const territory = [province.villages[0], province.communes[1], province.villages[7]].map((unit) => province.paths[unit ?? ''] ?? '')
    for (const limit of [1, 2, 50]) {
      const items = await allPages({ territory, limit })
      expect(new Set(items.map((item) => item.deliveryId)).size).toBe(items.length)
      expect(items).toHaveLength(2 + 2 + 3 + 1)
    }
  })

  test('it says who, where, how late and whom to call', async () => {
    const { items } = await ask({ assignment: first, unit: province.villages[3] ?? '' })
    expect(items).toEqual([
      expect.objectContaining({
        assignment: first, assignmentTitle: 'Giao thử', due: '2026-03-10', daysLate: 11, leader: { name: 'Vàng Thị Mỷ', phone: '0912345678' }, teamName: 'Tổ dân vận Thôn 1',
        unit: { id: province.villages[3], name: 'Thôn 1', path: ['Tỉnh Thử', 'Xã Ấm Hạ', 'Thôn 1'] }, lastSeenOn: null, reason: { code: 'no-device', by: 'inferred' },
      }),
    ])
    const { items: due } = await ask({ stage: 'reported' })
    expect(due).toHaveLength(5)
    expect(due.every((item) => item.due === '2026-03-31' && item.daysLate === 0)).toBe(true)
  })

  test('the reason is what somebody said, else the first thing in the way', async () => {
    const [delivery] = rows
    const device = newId()
    await fresh.database.write(putRows, { table: 'devices', rows: [{ id: device, team: delivery?.holder, name: 'Máy của tổ', keyHash: device, lastSeenOn: '2026-03-02' }] })
    const commune = { territory: [String(delivery?.pathNow).split('/').slice(0, -2).join('/') + '/'] }
    expect(await itemOf(delivery, commune)).toMatchObject({ reason: { code: 'silent', by: 'inferred' }, lastSeenOn: '2026-03-02' })
    await fresh.database.write(spoil, { table: 'devices', id: device, set: { lastSeenOn: '2026-03-20' } })
    expect(await itemOf(delivery)).toMatchObject({ reason: { code: 'not-opened', by: 'inferred' }, lastSeenOn: null })
    await event(delivery, { kind: 'seen' })
    expect((await itemOf(delivery))?.reason).toEqual({ code: 'opened', by: 'inferred' })
    await event(delivery, { kind: 'blocked', reason: 'people-away', note: 'Đi nương xa' })
    expect((await itemOf(delivery))?.reason).toEqual({ code: 'people-away', by: 'team', note: 'Đi nương xa', at: '2026-03-06T03:00:00.000Z' })
    await event(delivery, { kind: 'blocked', reason: 'none', at: '2026-03-06T03:30:00.000Z' })
    const leader = province.teams.find((team) => team.id === delivery?.holder)?.leader ?? ''
    await fresh.database.write(spoil, { table: 'team-members', id: leader, set: { to: '2026-03-19' } })
    expect(await itemOf(delivery)).toMatchObject({ reason: { code: 'no-leader' }, leader: null })
    await fresh.database.write(spoil, { table: 'team-members', id: leader, set: { to: null } })
  })

  test('what is done, exempted or taken away is no longer listed, and the total with it', async () => {
    const before = (await ask({ assignment: first })).total
    const [, done, excused] = rows
    await event(done, { kind: 'acknowledged', memberId: province.teams.find((team) => team.id === done?.holder)?.leader, bundleHash: 'h1' })
    await fresh.database.write(exemptDelivery, { delivery: String(excused?.id), reason: 'Đã sơ tán', now: NOW.toISOString() })
    expect(await itemOf(done)).toBeUndefined()
    expect(await itemOf(excused)).toBeUndefined()
    expect((await ask({ assignment: first })).total).toBe(before - 2)
    await fresh.database.write(exemptDelivery, { delivery: String(excused?.id), reason: null, now: NOW.toISOString() })
    expect((await ask({ assignment: first })).total).toBe(before - 1)
    expect((await ask({ assignment: first, stage: 'delivered' })).total).toBe(rows.length)
  })

  test('teams with a later day come later', async () => {
    const later = rows.slice(3, 5)
    const teams = later.map((row) => String(row.team))
    const { run } = await fresh.database.write(beginExtend, { assignment: first, now: NOW.toISOString(), runId: newId(), account: 'test', ackDue: '2026-03-30', teams })
    if (run) await fresh.database.write(sweepStep, { run: run.id, assignment: first, afterTeam: '', change: run.change, now: NOW.toISOString() })
    const items = await allPages({ assignment: first, limit: 2 })
    expect(items.slice(-2).map((item) => item.deliveryId).sort()).toEqual(later.map((row) => String(row.id)).sort())
    expect(items.at(-1)).toMatchObject({ due: '2026-03-30', daysLate: 0 })
  })

  test('for information only: outstanding until it is on a phone, without a due day, last of all', async () => {
    const quiet = await publish(fresh.database, province, { ackDue: null, reportDue: null, spec: { units: [province.villages[4] ?? ''] } })
    expect((await ask({ assignment: quiet })).total).toBe(0)
    const { items } = await ask({ stage: 'delivered' })
    expect(items.at(-1)).toMatchObject({ assignment: quiet, due: null, daysLate: 0 })
  })

  test('a closed assignment is listed only when it is asked for', async () => {
    const total = (await ask()).total
    const closing = await publish(fresh.database, province, { ackDue: '2026-03-01' })
    expect((await ask()).total).toBe(total + province.teams.length)
    const { run } = await fresh.database.write(beginClose, { assignment: closing, now: NOW.toISOString(), runId: newId(), account: 'test' })
    if (run) await fresh.database.write(sweepStep, { run: run.id, assignment: closing, afterTeam: '', change: run.change, now: NOW.toISOString() })
    expect((await ask()).total).toBe(total)
    expect((await ask({ assignment: closing })).total).toBe(province.teams.length)
  })

  test('outside one’s territory nothing is found, and a foreign cursor is refused', async () => {
    const territory = [province.paths[province.communes[0] ?? ''] ?? '']
    await expect(ask({ territory, unit: province.communes[1] ?? '' })).rejects.toMatchObject({ status: 404 })
    await expect(ask({ territory, assignment: 'nothing' })).rejects.toMatchObject({ status: 404 })
    const elsewhere = await publish(fresh.database, province, { spec: { units: [province.communes[2] ?? ''] } })
    await expect(ask({ territory, assignment: elsewhere })).rejects.toMatchObject({ status: 404 })
    for (const cursor of ['abc', Buffer.from('["a"]').toString('base64url'), Buffer.from('[1,2,3,4]').toString('base64url')]) {
      await expect(ask({ cursor })).rejects.toMatchObject({ status: 400, code: 'unknown-cursor' })
    }
    const { nextCursor } = await ask({ stage: 'delivered', limit: 1 })
    expect(nextCursor).not.toBeNull()
    await expect(ask({ stage: 'reported', cursor: nextCursor ?? '' })).rejects.toMatchObject({ status: 400, code: 'unknown-cursor' })
    expect((await ask({ territory })).items.every((item) => item.unit.path.includes('Xã An Phú'))).toBe(true)
  })
})
