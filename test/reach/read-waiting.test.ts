/** Reports that wait for a decision: the whole territory in the order of their arrival, page by page, withdrawn work left out. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { decideReport } from '../../src/dissemination/decide.work.js'
import { beginWithdraw } from '../../src/dissemination/change-assignment.work.js'
import { digestOf } from '../../src/dissemination/digest.js'
import { withoutPersons } from '../../src/dissemination/report-rules.js'
import { recordReport } from '../../src/dissemination/record-report.work.js'
import { deliveries } from '../../src/dissemination/tables.js'
import { newId } from '../../src/platform/ids.js'
import { readWaiting } from '../../src/reach/read-waiting.js'
import { type Fresh, freshDatabase, kinds } from '../support/fresh-database.js'
import { makeProvince, type Province, publish } from './province.js'

describe.each(kinds)('waiting reports over %s', (kind) => {
  let fresh: Fresh
  let province: Province
  let assignment: string
  const sent: string[] = []
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    province = await makeProvince(fresh.database, { villages: 3 })
    assignment = await publish(fresh.database, province)
    const rows = await fresh.database.read.find(deliveries, { where: [['assignment', '=', assignment]], orderBy: [['id', 'asc']] })
    // The last delivery reports first; two come within the same moment.
    for (const [index, row] of [...rows].reverse().entries()) sent.push(await reportOn(row, `2026-03-0${Math.min(9, 2 + Math.floor(index / 2))}T03:00:00.000Z`))
  }, 60_000)
  afterAll(() => fresh.stop())

  async function reportOn(row: Record<string, unknown>, receivedAt: string): Promise<string> {
    const report = { clientId: newId(), deliveryIds: [String(row.id)], at: receivedAt, householdsReached: 1, sessions: [] }
    const { answer } = await fresh.database.write(recordReport, { team: String(row.holder), device: null, via: 'phone', recordedBy: null, sentAt: null, receivedAt, reportId: newId(), digest: digestOf(report), report, screened: withoutPersons(report) })
    return answer.reportId
  }
  const pathOf = (unit: string | undefined): string => province.paths[unit ?? ''] ?? ''
  async function all(territory: string[], limit: number): Promise<string[]> {
    const found: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await readWaiting({ reads: fresh.database.read, territory, cursor, limit })
      found.push(...page.items.map(({ reportId }) => reportId))
      if (!page.more) return found
      cursor = page.nextCursor ?? undefined
    }
  }

  test('the oldest first, each once, whatever the size of a page', async () => {
    const whole = await all([pathOf(province.province)], 200)
    expect([...whole].sort()).toEqual([...sent].sort())
    for (const limit of [1, 2, 3]) expect(await all([pathOf(province.province)], limit)).toEqual(whole)
    const { items } = await readWaiting({ reads: fresh.database.read, territory: [pathOf(province.province)], cursor: undefined, limit: 200 })
    expect(items.map(({ receivedAt }) => receivedAt)).toEqual(items.map(({ receivedAt }) => receivedAt).sort())
    expect(items[0]).toMatchObject({ assignment: { id: assignment, title: 'Giao thử' }, deliveryId: expect.stringMatching(/./), unit: { name: expect.stringContaining('Thôn') }, revision: 1, via: 'phone' })
  })

  test('only those of the territory; two units are one list', async () => {
    const [first, second] = province.communes.map(pathOf)
    const one = await all([first ?? ''], 2)
    const both = await all([first ?? '', second ?? ''], 2)
    expect(one.length).toBe(5)
    expect(both.length).toBe(8)
    expect(both.filter((id) => one.includes(id))).toEqual(one)
    expect(await all([pathOf(province.villages[0]), first ?? ''], 2)).toEqual(one)
  })

  test('what was decided, and what belongs to withdrawn work only, waits no longer', async () => {
    const [decided = ''] = await all([pathOf(province.province)], 200)
    await fresh.database.write(decideReport, { report: decided, decision: 'return', reason: 'Xem lại', account: 'test', now: '2026-03-20T00:00:00.000Z' })
    expect(await all([pathOf(province.province)], 200)).not.toContain(decided)
    await fresh.database.write(beginWithdraw, { assignment, now: '2026-03-20T00:00:00.000Z', runId: newId(), account: 'test', reason: 'Gửi nhầm' })
    expect(await all([pathOf(province.province)], 2)).toEqual([])
  })

  test('a foreign cursor is refused', async () => {
    await expect(readWaiting({ reads: fresh.database.read, territory: ['/'], cursor: 'x', limit: 2 })).rejects.toMatchObject({ code: 'unknown-cursor' })
  })
})
