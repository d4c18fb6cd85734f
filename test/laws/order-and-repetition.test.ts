/** Law 2: any order and repetition of a phone's messages ends in the same state, and the counters with it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { COMPUTED_COLUMNS } from '../../src/dissemination/recompute.js'
import { type RecordedEvent, recordEvents } from '../../src/dissemination/record-events.work.js'
import { recordReport } from '../../src/dissemination/record-report.work.js'
import { COUNTS, countsOf, addTo, noCounts } from '../../src/dissemination/counters.js'
import { digestOf } from '../../src/dissemination/digest.js'
import { type Report, withoutPersons } from '../../src/dissemination/report-rules.js'
import { deliveries, messages, reachCounters, reports } from '../../src/dissemination/tables.js'
import type { Row } from '../../src/platform/database/tables.js'
import { newId } from '../../src/platform/ids.js'
import { type Fresh, freshDatabase, kinds } from '../support/fresh-database.js'
import { deliveriesOf, makeAssignment, makeCountry, publishAll, type SmallCountry } from '../support/small-country.js'

/** A message of the phone, told without ids: places are indices, so that one story can be told to several teams. */
type Told =
  | { kind: 'delivered' | 'seen'; delivery: number; minute: number }
  | { kind: 'acknowledged'; delivery: number; minute: number; member: number; hash: 'h1' | 'h2' }
  | { kind: 'retracted'; delivery: number; minute: number; of: number }
  | { kind: 'blocked'; delivery: number; minute: number; reason: 'none' | 'weather' | 'phone' }
  | { kind: 'report'; deliveries: number[]; minute: number; supersedes: number | null; attendance: number; reached: number }

const minute: fc.Arbitrary<number> = fc.integer({ min: 1, max: 20_000 })
const delivery = fc.integer({ min: 0, max: 1 })
const told = fc.oneof(
  fc.record({ kind: fc.constantFrom('delivered' as const, 'seen' as const), delivery, minute }),
  fc.record({ kind: fc.constant('acknowledged' as const), delivery, minute, member: fc.integer({ min: 0, max: 2 }), hash: fc.constantFrom('h1' as const, 'h2' as const) }),
  fc.record({ kind: fc.constant('retracted' as const), delivery, minute, of: fc.nat(12) }),
  fc.record({ kind: fc.constant('blocked' as const), delivery, minute, reason: fc.constantFrom('none' as const, 'weather' as const, 'phone' as const) }),
  fc.record({ kind: fc.constant('report' as const), deliveries: fc.constantFrom([0], [1], [0, 1]), minute, supersedes: fc.option(fc.nat(12)), attendance: fc.nat(80), reached: fc.nat(60) }),
)

const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const RECEIVED = '2026-03-20T00:00:00.000Z'
const at = (minutes: number): string => new Date(Date.parse('2026-03-01T02:00:00Z') + minutes * 60_000).toISOString()

/** Two revisions of one report are a conflict that the server refuses by whoever comes first; the phone's queue makes none. */
function withoutRivals(story: Told[]): Told[] {
  const taken = new Set<number>()
  return story.map((one, index) => {
    if (one.kind !== 'report') return one
    const target = one.supersedes
    const isFine = target !== null && target < index && story[target]?.kind === 'report' && !taken.has(target)
    if (isFine) taken.add(target)
    return { ...one, supersedes: isFine ? target : null }
  })
}

describe.each(kinds)('law 2 over %s', (kind) => {
  let fresh: Fresh
  let country: SmallCountry
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    country = await makeCountry(fresh.database, { villages: 2 })
  }, 60_000)
  afterAll(() => fresh.stop())

  async function tell(team: string, work: string[], story: Told[], order: number[]): Promise<void> {
    for (const index of order) {
      const one = story[index]
      if (!one) continue
      if (one.kind === 'report') await sendReport(team, work, one, index)
      else await sendEvent(team, work, one, index)
    }
  }

  async function sendEvent(team: string, work: string[], one: Exclude<Told, { kind: 'report' }>, index: number): Promise<void> {
    const event: Omit<RecordedEvent, 'digest' | 'acknowledgementId'> = {
      clientId: uuid(index), deliveryId: work[one.delivery] ?? '', kind: one.kind, at: at(one.minute),
      ...(one.kind === 'acknowledged' ? { memberId: country.members[team]?.[one.member] ?? '', bundleHash: one.hash } : {}),
      ...(one.kind === 'retracted' ? { event: uuid(one.of) } : {}),
      ...(one.kind === 'blocked' ? { reason: one.reason } : {}),
    }
    await fresh.database.write(recordEvents, {
      team, device: null, via: 'phone', recordedBy: null, sentAt: null, receivedAt: RECEIVED,
      events: [{ ...event, digest: digestOf(event), acknowledgementId: newId() }],
    })
  }

  async function sendReport(team: string, work: string[], one: Extract<Told, { kind: 'report' }>, index: number): Promise<void> {
    const report: Report = {
      clientId: uuid(index), deliveryIds: one.deliveries.map((place) => work[place] ?? ''), supersedes: one.supersedes === null ? null : uuid(one.supersedes),
      sessions: [{ id: 's', date: '2026-03-05', form: 'village-meeting', language: 'vi', attendance: { total: one.attendance } }],
      householdsReached: one.reached, at: at(one.minute),
    }
    await fresh.database.write(recordReport, { team, device: null, via: 'phone', recordedBy: null, sentAt: null, receivedAt: RECEIVED, reportId: newId(), digest: digestOf(report), report, screened: withoutPersons(report) })
  }

  /** What a story ended in, without the ids and revision numbers that differ by telling. */
  async function ending(team: string, work: string[]): Promise<unknown> {
    const rows = await Promise.all(work.map((id) => fresh.database.read.byId(deliveries, id)))
    const told = await fresh.database.read.find(messages, { where: [['team', '=', team]], columns: ['id', 'clientId', 'kind'], orderBy: [['clientId', 'asc']] })
    const kept = await fresh.database.read.find(reports, { where: [['team', '=', team]], orderBy: [['clientId', 'asc']] })
    return {
      deliveries: rows.map((row) => Object.fromEntries(COMPUTED_COLUMNS.map((column) => [column, row?.[column]]))),
      messages: told.map((row) => row.clientId),
      reports: kept.map(({ clientId, revision, state, supersedes }) => ({ clientId, revision, state, supersedes })),
    }
  }

  async function toldInOrder(story: Told[], order: number[]): Promise<unknown> {
    const made = [await makeAssignment(fresh.database, country), await makeAssignment(fresh.database, country)]
    const team = country.teams[0] ?? ''
    for (const one of made) await publishAll(fresh.database, one, { spec: { teams: [team] } })
    const work = (await Promise.all(made.map((one) => deliveriesOf(fresh.database, one.id)))).map(([row]) => String(row?.id))
    await tell(team, work, story, order)
    const end = await ending(team, work)
    for (const [index, one] of made.entries()) await countersAgree(one.id, work[index] ?? '')
    await forget(team)
    return JSON.parse(JSON.stringify(end).replaceAll(work[0] ?? '', 'D0').replaceAll(work[1] ?? '', 'D1'))
  }

  async function countersAgree(assignment: string, id: string): Promise<void> {
    const row: Row | undefined = await fresh.database.read.byId(deliveries, id)
    for (const tree of ['then', 'now']) {
      for (const unit of [country.province, country.communes[0] ?? '']) {
        const sums = await fresh.database.read.sum(reachCounters, { where: [['assignment', '=', assignment], ['tree', '=', tree], ['unit', '=', unit]], columns: COUNTS })
        expect(sums).toEqual(addTo(noCounts(), countsOf(row ?? {})))
      }
    }
  }

  /** Each telling starts with a team that has sent nothing, so the same client ids can be used again. */
  async function forget(team: string): Promise<void> {
    const { defineWork } = await import('../../src/platform/database/tables.js')
    const wipe = defineWork('test-wipe-team', async (tx, input: { team: string }) => {
      await tx.remove(messages, [['team', '=', input.team]])
      await tx.remove(reports, [['team', '=', input.team]])
    })
    await fresh.database.write(wipe, { team })
  }

  const runs = kind === 'sqlite' ? 60 : 6

  test('shuffled and repeated messages end where the plain telling ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 12 }).map((story) => withoutRivals(story as Told[])), fc.infiniteStream(fc.nat(1_000_000)), async (story, numbers) => {
        const plain = story.map((_, index) => index)
        const shuffled = [...plain, ...plain.slice(0, 4)].map((index) => ({ index, by: Number(numbers.next().value) })).sort((a, b) => a.by - b.by).map(({ index }) => index)
        expect(await toldInOrder(story, shuffled)).toEqual(await toldInOrder(story, plain))
      }),
      { numRuns: runs, endOnFailure: true },
    )
  }, 120_000)
})
