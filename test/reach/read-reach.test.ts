/** What the reach calls answer: rows that add up, in the tree that was asked for, inside one's territory only. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { noCounts } from '../../src/dissemination/counters.js'
import { digestOf } from '../../src/dissemination/digest.js'
import { beginAddTeams } from '../../src/dissemination/publish.work.js'
import { recordEvents } from '../../src/dissemination/record-events.work.js'
import { deliveries, reachCounters } from '../../src/dissemination/tables.js'
import { orgPlacements } from '../../src/organisation/tables.js'
import { newId } from '../../src/platform/ids.js'
import { type ReachAnswer, readReach, readReachMatrix } from '../../src/reach/read-reach.js'
import { type Fresh, freshDatabase, kinds } from '../support/fresh-database.js'
import { makeProvince, moveUnit, type Province, publish, publishPlanned, PUBLISHED_AT, putRows, spoil } from './province.js'

const NOW = new Date('2026-03-20T00:00:00.000Z')

describe.each(kinds)('reach over %s', (kind) => {
  let fresh: Fresh
  let province: Province
  let assignment: string
  let whole: string[]
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    province = await makeProvince(fresh.database, { villages: 2 })
    assignment = await publish(fresh.database, province)
    whole = [province.paths[province.province] ?? '']
  }, 60_000)
  afterAll(() => fresh.stop())

  const read = (more: { unit?: string; tree?: 'then' | 'now'; territory?: string[]; assignment?: string } = {}): Promise<ReachAnswer> =>
    readReach({ reads: fresh.database.read, territory: more.territory ?? whole, assignment: more.assignment ?? assignment, unit: more.unit, tree: more.tree ?? 'then', now: NOW })
  const names = (answer: ReachAnswer): string[] => answer.children.map((child) => (child.own ? 'own' : child.unit.name))
  const addsUp = (answer: ReachAnswer): void => {
    for (const name of ['assigned', 'householdsTotal', 'acknowledged'] as const) expect(answer.children.reduce((sum, child) => sum + child[name], 0)).toBe(answer.totals[name])
  }

  test('the territory’s rows come in Vietnamese order and add up', async () => {
    const answer = await read()
    expect(answer).toMatchObject({ unit: { id: province.province, name: 'Tỉnh Thử', type: 'province' }, tree: 'then', asOf: NOW.toISOString() })
    expect(names(answer)).toEqual(['Huyện Cũ', 'Xã An Phú', 'Xã Ấm Hạ'])
    expect(answer.totals.assigned).toBe(province.teams.length)
    addsUp(answer)
    expect(Object.keys(answer.children[0] ?? {})).toEqual(['unit', ...Object.keys(answer.totals)])
  })

  test('a commune’s own teams are a row, a village of two teams is one row, a village has none', async () => {
    const commune = await read({ unit: province.communes[0] ?? '' })
    expect(names(commune)).toEqual(['own', 'Thôn 1', 'Thôn 2'])
    expect(commune.children.map((child) => child.assigned)).toEqual([1, 2, 1])
    expect(commune.children[0]).toMatchObject({ own: true, unit: { id: province.communes[0] } })
    addsUp(commune)
    const village = await read({ unit: province.villages[0] ?? '' })
    expect(village.totals).toMatchObject({ assigned: 2, householdsTotal: 62 })
    expect(village.children).toEqual([])
  })

  test('counters that several nodes keep are summed', async () => {
    const commune = province.communes[1] ?? ''
    const before = await read({ unit: province.province })
    await fresh.database.write(putRows, { table: 'reach-counters', rows: [{ id: `${assignment}:then:${commune}:7`, assignment, tree: 'then', unit: commune, ...noCounts(), seen: 5 }] })
    const row = (answer: ReachAnswer) => answer.children.find((child) => child.unit.id === commune)
    expect(row(await read())?.seen).toBe((row(before)?.seen ?? 0) + 5)
    await fresh.database.write(spoil, { table: 'reach-counters', id: `${assignment}:then:${commune}:7`, set: { seen: 0 } })
  })

  test('several units show only themselves, under the nearest unit above', async () => {
    const territory = [province.communes[2] ?? '', province.communes[0] ?? ''].map((unit) => province.paths[unit] ?? '')
    const answer = await read({ territory })
    expect(answer.unit).toMatchObject({ id: province.province })
    expect(names(answer)).toEqual(['Xã An Phú', 'Xã Đường Âm'])
    expect(answer.totals.assigned).toBe(6)
    addsUp(answer)
    const mixed = await read({ territory: [territory[0] ?? '', province.paths[province.villages[0] ?? ''] ?? ''], tree: 'now' })
    expect(mixed.children.map((child) => child.assigned).sort()).toEqual([2, 2])
    expect(mixed.totals.assigned).toBe(4)
  })

  test('what lies outside is not found', async () => {
    const territory = [province.paths[province.communes[0] ?? ''] ?? '']
    await expect(read({ territory, unit: province.communes[1] ?? '' })).rejects.toMatchObject({ status: 404 })
    await expect(read({ territory, unit: province.province })).rejects.toMatchObject({ status: 404 })
    await expect(read({ unit: 'nobody' })).rejects.toMatchObject({ status: 404 })
    await expect(read({ assignment: 'nothing' })).rejects.toMatchObject({ status: 404 })
    await expect(read({ territory: [] })).rejects.toMatchObject({ status: 404 })
    const elsewhere = await publish(fresh.database, province, { spec: { units: [province.communes[1] ?? ''] } })
    await expect(read({ territory, assignment: elsewhere })).rejects.toMatchObject({ status: 404 })
    expect((await read({ territory: [province.paths[province.communes[1] ?? ''] ?? ''], assignment: elsewhere })).totals.assigned).toBe(2)
  })

  test('a unit without a delivery of the assignment is no row', async () => {
    const one = await publish(fresh.database, province, { spec: { units: [province.communes[1] ?? ''] } })
    expect(names(await read({ assignment: one }))).toEqual(['Xã Ấm Hạ'])
  })

  test('the matrix is the same as each by itself, in the order asked', async () => {
    const other = await publish(fresh.database, province, { spec: { units: [province.district] } })
    const matrix = await readReachMatrix({ reads: fresh.database.read, territory: whole, assignments: [other, assignment, other], unit: undefined, tree: 'then', now: NOW })
    expect(matrix.items.map((item) => item.assignment)).toEqual([other, assignment])
    for (const item of matrix.items) {
      const { totals, children } = await read({ assignment: item.assignment })
      expect(item).toEqual({ assignment: item.assignment, totals, children })
    }
  })

  describe('after the tree has changed', () => {
    let moved: Province
    let earlier: string
    beforeAll(async () => {
      moved = await makeProvince(fresh.database, { villages: 2 })
      earlier = await publish(fresh.database, moved)
      await fresh.database.write(moveUnit, { unit: moved.villages[2] ?? '', parent: moved.communes[0] ?? '', day: '2026-03-10', placement: newId() })
      await fresh.database.write(moveUnit, { unit: moved.communes[2] ?? '', parent: moved.province, day: '2026-03-10', placement: newId() })
      await fresh.database.write(spoil, { table: 'org-units', id: moved.communes[2] ?? '', set: { name: 'Xã Đường Mới' } })
    }, 60_000)
    const ask = (unit: string, tree: 'then' | 'now', of = earlier): Promise<ReachAnswer> => read({ territory: [moved.paths[moved.province] ?? ''], unit, tree, assignment: of })

    test('each tree has its own rows and names, and both add up', async () => {
      const then = await ask(moved.province, 'then')
      const now = await ask(moved.province, 'now')
      expect(names(then)).toEqual(['Huyện Cũ', 'Xã An Phú', 'Xã Ấm Hạ'])
      expect(names(now)).toEqual(['Xã An Phú', 'Xã Ấm Hạ', 'Xã Đường Mới'])
      expect((await ask(moved.district, 'then')).children.map((child) => child.unit.name)).toEqual(['Xã Đường Âm'])
      expect(names(await ask(moved.communes[0] ?? '', 'now'))).toEqual(['own', 'Thôn 1', 'Thôn 1', 'Thôn 2'])
      expect(names(await ask(moved.communes[1] ?? '', 'then'))).toEqual(['Thôn 1', 'Thôn 2'])
      expect(names(await ask(moved.communes[1] ?? '', 'now'))).toEqual(['Thôn 2'])
      for (const tree of ['then', 'now'] as const) for (const unit of [moved.province, moved.district, ...moved.communes]) addsUp(await ask(unit, tree))
      expect((await ask(moved.villages[2] ?? '', 'then')).totals.assigned).toBe(1)
    })

    test('on the day of the change the deliveries say which tree it was', async () => {
      const late = await publish(fresh.database, moved, { at: '2026-03-10T02:00:00.000Z' })
      expect(names(await ask(moved.province, 'then', late))).toEqual(['Xã An Phú', 'Xã Ấm Hạ', 'Xã Đường Âm'])
      const early = await makeProvince(fresh.database, { villages: 1 })
      const before = await publish(fresh.database, early, { at: '2026-03-10T02:00:00.000Z' })
      await fresh.database.write(moveUnit, { unit: early.communes[2] ?? '', parent: early.province, day: '2026-03-10', placement: newId() })
      const answer = await read({ territory: [early.paths[early.province] ?? ''], assignment: before })
      expect(names(answer)).toEqual(['Huyện Cũ', 'Xã An Phú', 'Xã Ấm Hạ'])
      addsUp(answer)
    })

    test('teams added after the tree changed are counted by the tree of the publication, and by today’s', async () => {
      const part = await publish(fresh.database, moved, { spec: { units: [], teams: moved.teams.slice(0, 4).map((team) => team.id) } })
      await fresh.database.write(moveUnit, { unit: moved.communes[1] ?? '', parent: moved.district, day: '2026-03-12', placement: newId() })
      await fresh.database.write(beginAddTeams, { assignment: part, teams: moved.teams.map((team) => team.id), now: NOW.toISOString(), runId: newId(), account: 'test' })
      await publishPlanned(fresh.database, part, NOW.toISOString())
      for (const tree of ['then', 'now'] as const) {
        const answer = await ask(moved.province, tree, part)
        addsUp(answer)
        expect(answer.totals.assigned).toBe(moved.teams.length)
      }
      // Published on 1 March: the commune that has gone to the province since, and the one that has gone to the district.
      const assigned = async (tree: 'then' | 'now') => Object.fromEntries((await ask(moved.province, tree, part)).children.map((child) => [child.unit.name, child.assigned]))
      expect(await assigned('then')).toEqual({ 'Xã An Phú': 4, 'Huyện Cũ': 2, 'Xã Ấm Hạ': 2 })
      expect(await assigned('now')).toEqual({ 'Xã An Phú': 5, 'Huyện Cũ': 1, 'Xã Đường Mới': 2 })
    })
  })

  test('a fact is seen at every level at once', async () => {
    const [delivery] = await fresh.database.read.find(deliveries, { where: [['assignment', '=', assignment], ['unit', '=', province.villages[3] ?? '']] })
    const team = province.teams.find((one) => one.id === delivery?.team)
    const message = { clientId: newId(), deliveryId: String(delivery?.id), kind: 'acknowledged', at: '2026-03-05T03:00:00.000Z', memberId: team?.leader ?? '', bundleHash: 'h1' }
    await fresh.database.write(recordEvents, { team: String(team?.id), device: null, via: 'paper', recordedBy: null, sentAt: null, receivedAt: NOW.toISOString(), events: [{ ...message, digest: digestOf(message), acknowledgementId: newId() }] })
    for (const unit of [province.province, province.communes[1] ?? '', province.villages[3] ?? '']) {
      for (const tree of ['then', 'now'] as const) expect((await read({ unit, tree })).totals).toMatchObject({ acknowledged: 1, acknowledgedViaDesk: 1, acknowledgedLate: 0 })
    }
  })

  test('placements and counters are what the reading rests on', async () => {
    expect(await fresh.database.read.count(orgPlacements, [['parent', '=', province.province]])).toBe(3)
    expect(await fresh.database.read.count(reachCounters, [['assignment', '=', assignment], ['tree', '=', 'now']])).toBe(5)
    expect(PUBLISHED_AT < NOW.toISOString()).toBe(true)
  })
})
