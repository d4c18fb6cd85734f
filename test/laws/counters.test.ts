/** Law 3: counters equal recomputation after any history, in both trees; verify names what differs and rebuild repairs it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { beginAmend, beginClose, beginExtend, beginWithdraw } from '../../src/dissemination/change-assignment.work.js'
import { addTo, COUNTS, type Counts, countsOf, noCounts } from '../../src/dissemination/counters.js'
import { decideReport, exemptDelivery } from '../../src/dissemination/decide.work.js'
import { digestOf } from '../../src/dissemination/digest.js'
import { beginAddTeams, type SweepChange, sweepStep } from '../../src/dissemination/publish.work.js'
import { recordEvents } from '../../src/dissemination/record-events.work.js'
import { recordReport } from '../../src/dissemination/record-report.work.js'
import { withoutPersons } from '../../src/dissemination/report-rules.js'
import { deliveries, reachCounters, reports, teamRevisions } from '../../src/dissemination/tables.js'
import { orgUnits } from '../../src/organisation/tables.js'
import { Refusal, type Row, type Work } from '../../src/platform/database/tables.js'
import { newId } from '../../src/platform/ids.js'
import { readReach } from '../../src/reach/read-reach.js'
import { rebuild } from '../../src/reach/rebuild.js'
import { type Difference, verify } from '../../src/reach/verify.js'
import { type Fresh, freshDatabase, kinds } from '../support/fresh-database.js'
import { bundle, makeProvince, moveUnit, type Province, publish, publishPlanned, spoil } from '../reach/province.js'

const NOW = '2026-03-20T00:00:00.000Z'
const minute = fc.integer({ min: 1, max: 25_000 })
const which = fc.nat(60)

/** One thing that happens; places are numbers taken modulo what there is. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('delivered', 'seen', 'acknowledged', 'blocked', 'unblocked'), at: which, minute, via: fc.constantFrom('phone', 'paper', 'call') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('report'), at: which, minute, via: fc.constantFrom('phone', 'paper'), people: fc.nat(90), reached: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('accept', 'return', 'reopen'), at: which, minute }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('exempt', 'unexempt', 'retract', 'amend', 'extend', 'extend-one', 'add-teams', 'move', 'close', 'withdraw'), at: which, minute }) },
)
type Happening = { kind: string; at: number; minute: number; via?: string; people?: number; reached?: number }

describe.each(kinds)('law 3 over %s', (kind) => {
  let fresh: Fresh
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  }, 60_000)
  afterAll(() => fresh.stop())

  /** A refusal is an answer like another: a closed assignment takes no amendment. */
  async function attempt<I, O>(work: Work<I, O>, input: I): Promise<O | undefined> {
    try {
      return await fresh.database.write(work, input)
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }

  const rowsOf = (assignment: string): Promise<Row[]> => fresh.database.read.find(deliveries, { where: [['assignment', '=', assignment]], orderBy: [['id', 'asc']] })
  const time = (minutes: number): string => new Date(Date.parse('2026-03-01T02:00:00Z') + minutes * 60_000).toISOString()

  async function sweep(assignment: string, run: { id: string; change: SweepChange } | undefined): Promise<void> {
    for (let afterTeam = ''; run; ) {
      const step = await fresh.database.write(sweepStep, { run: run.id, assignment, afterTeam, change: run.change, now: NOW })
      if (!step.more) return
      afterTeam = step.last
    }
  }

  async function happen(province: Province, assignment: string, one: Happening): Promise<void> {
    const rows = await rowsOf(assignment)
    const delivery = rows[one.at % rows.length]
    if (!delivery) return
    const team = province.teams.find(({ id }) => id === delivery.holder)
    const change = { assignment, now: NOW, runId: newId(), account: 'test' }
    const event = async (more: Row): Promise<void> => {
      const message = { clientId: newId(), deliveryId: String(delivery.id), at: time(one.minute), kind: '', ...more }
      const via = (one.via ?? 'phone') as 'phone'
      await attempt(recordEvents, { team: String(delivery.holder), device: null, via, recordedBy: null, sentAt: null, receivedAt: NOW, events: [{ ...message, digest: digestOf(message), acknowledgementId: newId() }] })
      acknowledgements.push(...(more.kind === 'acknowledged' ? [message.clientId] : []))
    }
    switch (one.kind) {
      case 'delivered':
      case 'seen':
        return event({ kind: one.kind })
      case 'acknowledged':
        return event({ kind: one.kind, memberId: team?.leader, bundleHash: one.minute % 2 ? 'h1' : 'h2' })
      case 'retract':
        return event({ kind: 'retracted', event: acknowledgements[one.at % Math.max(1, acknowledgements.length)] ?? newId() })
      case 'blocked':
        return event({ kind: 'blocked', reason: 'weather' })
      case 'unblocked':
        return event({ kind: 'blocked', reason: 'none' })
      case 'report': {
        const report = {
          clientId: newId(), deliveryIds: [String(delivery.id)], at: time(one.minute), householdsReached: one.reached ?? 0,
          sessions: [{ id: 's1', date: '2026-03-05', form: 'village-meeting', language: 'vi', attendance: one.minute % 2 ? { total: one.people ?? 0 } : { partyMembers: 2, households: one.people ?? 0, others: 1 } }],
        }
        await attempt(recordReport, { team: one.via === 'phone' ? String(delivery.holder) : null, device: null, via: (one.via ?? 'phone') as 'phone', recordedBy: null, sentAt: null, receivedAt: NOW, reportId: newId(), digest: digestOf(report), report, screened: withoutPersons(report) })
        return
      }
      case 'accept':
      case 'return':
      case 'reopen': {
        const made = await fresh.database.read.find(reports, { where: [['deliveries', 'has', String(delivery.id)]], orderBy: [['id', 'asc']], columns: ['id'] })
        const report = made[one.minute % Math.max(1, made.length)]
        if (report) await attempt(decideReport, { report: String(report.id), decision: one.kind, reason: 'Xem lại số hộ', account: 'test', now: NOW })
        return
      }
      case 'exempt':
        return void (await attempt(exemptDelivery, { delivery: String(delivery.id), reason: 'Thôn đã sơ tán', now: NOW }))
      case 'unexempt':
        return void (await attempt(exemptDelivery, { delivery: String(delivery.id), reason: null, now: NOW }))
      case 'amend':
        return sweep(assignment, (await attempt(beginAmend, { ...change, materiality: one.minute % 2 ? 'material' : 'editorial', note: 'Sửa', latest: [bundle('h2')] }))?.run)
      case 'extend':
        return sweep(assignment, (await attempt(beginExtend, { ...change, ackDue: '2026-03-15', reportDue: '2026-04-15' }))?.run)
      case 'extend-one':
        return sweep(assignment, (await attempt(beginExtend, { ...change, ackDue: '2026-03-25', teams: [String(delivery.team)] }))?.run)
      case 'add-teams':
        if (await attempt(beginAddTeams, { ...change, teams: province.teams.slice(one.at % 3).map(({ id }) => id) })) await publishPlanned(fresh.database, assignment, NOW)
        return
      case 'move': {
        const unit = [...province.villages, ...province.communes][one.at % (province.villages.length + province.communes.length)] ?? ''
        const parents = province.communes.includes(unit) ? [province.province, province.district] : province.communes
        await fresh.database.write(moveUnit, { unit, parent: parents[one.minute % parents.length] ?? '', day: '2026-03-18', placement: newId() })
        return
      }
      case 'close':
        return sweep(assignment, (await attempt(beginClose, change))?.run)
      case 'withdraw':
        return sweep(assignment, (await attempt(beginWithdraw, { ...change, reason: 'Gửi nhầm' }))?.run)
    }
  }
  let acknowledgements: string[] = []

  async function differences(only: string): Promise<Difference[]> {
    const found: Difference[] = []
    await verify({ reads: fresh.database.read, only: [only], onDifference: (difference) => void found.push(difference) })
    return found
  }

  /** The deliveries below a unit, counted one by one. */
  function recount(rows: readonly Row[], tree: 'then' | 'now', unit: string): Counts {
    const below = rows.filter((row) => String(tree === 'then' ? row.path : row.pathNow).includes(`/${unit}/`))
    return below.reduce<Counts>((sum, row) => addTo(sum, countsOf(row)), noCounts())
  }

  async function everyFigureIsRight(province: Province, assignment: string): Promise<void> {
    const rows = await rowsOf(assignment)
    const units = await fresh.database.read.find(orgUnits, { where: [['path', 'prefix', `/${province.province}/`]] })
    for (const tree of ['then', 'now'] as const) {
      for (const unit of units) {
        const answer = await readReach({ reads: fresh.database.read, territory: [`/${province.province}/`], assignment, unit: String(unit.id), tree, now: new Date(NOW) })
        const expected = recount(rows, tree, String(unit.id))
        const { attendances, ...totals } = answer.totals
        expect({ tree, unit: unit.name, ...totals }).toEqual({ tree, unit: unit.name, ...Object.fromEntries(Object.keys(totals).map((name) => [name, expected[name as keyof Counts]])) })
        expect(attendances).toEqual({ partyMembers: expected.attPartyMembers, households: expected.attHouseholds, others: expected.attOthers, total: expected.attTotal })
        if (unit.type === 'village') {
          expect(answer.children).toEqual([])
          continue
        }
        for (const name of ['assigned', 'acknowledged', 'reported', 'sessions', 'householdsTotal'] as const) {
          expect(answer.children.reduce((sum, child) => sum + child[name], 0)).toBe(answer.totals[name])
        }
        for (const child of answer.children) {
          const own = rows.filter((row) => String(tree === 'then' ? row.path : row.pathNow).endsWith(`/${String(unit.id)}/`))
          expect(child.assigned).toBe(child.own ? own.length : recount(rows, tree, child.unit.id).assigned)
          expect(child.unit.name).not.toBe('')
        }
      }
    }
  }

  const runs = kind === 'sqlite' ? 40 : 4

  test('after any history verify finds nothing, and every row adds up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 40 }), async (story) => {
        acknowledgements = []
        const province = await makeProvince(fresh.database, { villages: 2 })
        const excluded = province.teams[2]?.id ?? ''
        const assignment = await publish(fresh.database, province, { spec: { exclusions: [{ team: excluded, reason: 'Chưa kiện toàn' }] } })
        for (const one of story) await happen(province, assignment, one as Happening)
        expect(await differences(assignment)).toEqual([])
        await everyFigureIsRight(province, assignment)
      }),
      { numRuns: runs, endOnFailure: true },
    )
  }, 240_000)

  describe('what is spoiled', () => {
    let province: Province
    let assignment: string
    beforeAll(async () => {
      province = await makeProvince(fresh.database, { villages: 2 })
      assignment = await publish(fresh.database, province)
      acknowledgements = []
      for (let at = 0; at < 8; at += 1) await happen(province, assignment, { kind: 'acknowledged', at, minute: 101 + at * 2 })
    }, 60_000)

    const counterOf = async (tree: string, unit: string): Promise<Row> =>
      (await fresh.database.read.findOne(reachCounters, { where: [['assignment', '=', assignment], ['tree', '=', tree], ['unit', '=', unit]] })) ?? {}

    async function isRepaired(): Promise<void> {
      const { left } = await rebuild({ database: fresh.database, now: () => new Date(NOW) })
      expect(left).toEqual([])
      expect(await differences(assignment)).toEqual([])
      await everyFigureIsRight(province, assignment)
    }

    test('a counter is named with its assignment, unit and tree, and no other with it', async () => {
      const commune = province.communes[2] ?? ''
      const counter = await counterOf('then', commune)
      await fresh.database.write(spoil, { table: 'reach-counters', id: String(counter.id), set: { acknowledged: Number(counter.acknowledged) + 3 } })
      const right = Number(counter.acknowledged)
      expect(await differences(assignment)).toEqual([{ kind: 'counter', assignment, tree: 'then', unit: commune, counts: { acknowledged: { counted: right + 3, expected: right } } }])
      await isRepaired()
      expect((await counterOf('then', commune)).acknowledged).toBe(right)
    })

    test('counters above and below are told apart', async () => {
      for (const unit of [province.province, province.communes[0] ?? '']) {
        const counter = await counterOf('now', unit)
        await fresh.database.write(spoil, { table: 'reach-counters', id: String(counter.id), set: { seen: Number(counter.seen) + 1, sessions: 7 } })
      }
      const found = await differences(assignment)
      expect(found.map((difference) => difference.kind === 'counter' && [difference.tree, difference.unit]).sort()).toEqual([['now', province.communes[0]], ['now', province.province]].sort())
      await isRepaired()
    })

    test('a delivery that its facts do not give is found and computed anew', async () => {
      const [delivery] = (await rowsOf(assignment)).filter((row) => row.acknowledgedAt)
      await fresh.database.write(spoil, { table: 'deliveries', id: String(delivery?.id), set: { acknowledgedAt: null, state: 'assigned' } })
      const found = await differences(assignment)
      expect(found).toContainEqual(expect.objectContaining({ kind: 'delivery', assignment, delivery: delivery?.id, unit: delivery?.unit, columns: expect.arrayContaining(['acknowledgedAt', 'state']) }))
      expect(found.some((difference) => difference.kind === 'counter')).toBe(true)
      await isRepaired()
    })

    test('an audience is deliveries and exclusions together', async () => {
      await fresh.database.write(spoil, { table: 'assignments', id: assignment, set: { audienceCount: 99 } })
      const count = province.teams.length
      expect(await differences(assignment)).toEqual([{ kind: 'audience', assignment, audience: 99, prepared: count, deliveries: count, exclusions: 0 }])
      await isRepaired()
    })

    test('a revision behind its deliveries is found and lifted', async () => {
      const team = province.teams[0]?.id ?? ''
      const { defineWork } = await import('../../src/platform/database/tables.js')
      const forget = defineWork('test-forget-revision', async (tx, input: { team: string }) => void (await tx.update(teamRevisions, [['id', '=', input.team]], { revision: 0 })))
      await fresh.database.write(forget, { team })
      expect(await differences(assignment)).toEqual([{ kind: 'revision', team, revision: 0, needed: expect.any(Number) }])
      await isRepaired()
    })
  })

  test('beside facts that go on arriving nothing right is called wrong', async () => {
    acknowledgements = []
    const province = await makeProvince(fresh.database, { villages: 2 })
    const assignment = await publish(fresh.database, province)
    let isOver = false
    const storm = (async () => {
      for (let at = 0; !isOver && at < 400; at += 1) await happen(province, assignment, { kind: ['delivered', 'seen', 'acknowledged', 'report'][at % 4] ?? '', at, minute: at + 1, via: 'phone', people: at % 50, reached: 9 })
    })()
    try {
      for (let round = 0; round < (kind === 'sqlite' ? 10 : 2); round += 1) expect(await differences(assignment)).toEqual([])
    } finally {
      isOver = true
      await storm
    }
    expect(await differences(assignment)).toEqual([])
  }, 120_000)

  test('every count that is kept is one that a delivery gives', () => {
    expect(Object.keys(countsOf({})).sort()).toEqual([...COUNTS].sort())
    expect(COUNTS.every((name) => reachCounters.columns[name as keyof typeof reachCounters.columns] === 'number')).toBe(true)
  })
})
