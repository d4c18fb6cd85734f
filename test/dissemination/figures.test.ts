/** What reports add up to, and which of their revisions count. */
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { attendanceTotal, figuresOf, presentRevisions, revisionNumbers, type CountedReport, type ReportBody } from '../../src/dissemination/figures.js'

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5) + minutes * 60_000).toISOString()
const here = { id: 'd1', assignment: 'a1' }
const report = (clientId: string, minutes: number, body: Partial<ReportBody> = {}, more: Partial<CountedReport> = {}): CountedReport => ({
  clientId,
  at: at(minutes),
  deliveries: [here],
  ...more,
  body: { sessions: [], ...body },
})
const session = (total: number) => ({ attendance: { total } })
const figures = (reports: readonly CountedReport[], register: number | null = 80) => figuresOf({ reports, delivery: here, register })

describe('sums', () => {
  test('nothing reported', () => {
    expect(figures([])).toEqual({
      reports: 0,
      sessions: 0,
      attendances: { partyMembers: 0, households: 0, others: 0, total: 0 },
      householdsReached: null,
      householdsTotal: 80,
      householdsProposed: null,
      copies: 0,
      broadcasts: { times: 0, minutes: 0 },
      indicators: [],
    })
  })

  test('a further report adds its sessions, copies and broadcasts', () => {
    const { sessions, attendances, copies, broadcasts } = figures([
      report('1', 1, { sessions: [session(50), { attendance: { partyMembers: 3, households: 20, others: 7 } }], copies: 40, broadcasts: [{ times: 3, minutes: 15 }] }),
      report('2', 2, { sessions: [{ attendance: { partyMembers: 5, total: 30 } }], copies: 2, broadcasts: [{ times: 1, minutes: 10 }] }),
    ])
    expect({ sessions, attendances, copies, broadcasts }).toEqual({
      sessions: 3,
      attendances: { partyMembers: 8, households: 20, others: 7, total: 110 },
      copies: 42,
      broadcasts: { times: 4, minutes: 55 },
    })
  })

  test.each([
    [{}, 0],
    [{ partyMembers: 3 }, 3],
    [{ partyMembers: 3, households: 4, others: null }, 7],
    [{ partyMembers: 3, total: 9 }, 9],
    [{ partyMembers: 0, total: 0 }, 0],
  ])('attendance of %j is %d', (attendance, total) => expect(attendanceTotal(attendance)).toBe(total))
})

describe('so far', () => {
  test('the latest `at` counts, whichever came last', () => {
    expect(figures([report('2', 9, { householdsReached: 60 }), report('1', 3, { householdsReached: 40 })]).householdsReached).toBe(60)
    expect(figures([report('1', 9, { householdsReached: 30 }), report('2', 3, { householdsReached: 40 })]).householdsReached).toBe(30)
  })

  test('a report that does not say leaves what is known', () => {
    expect(figures([report('1', 3, { householdsReached: 40 }), report('2', 9, { householdsReached: null })]).householdsReached).toBe(40)
  })

  test('a tie is settled by the client id, in any order', () => {
    const tie = [report('b', 3, { householdsReached: 2 }), report('a', 3, { householdsReached: 1 })]
    expect([figures(tie).householdsReached, figures([...tie].reverse()).householdsReached]).toEqual([2, 2])
  })

  test('above the register counts as the register; the village’s own count is a proposal', () => {
    const { householdsReached, householdsTotal, householdsProposed } = figures([report('1', 1, { householdsReached: 95, householdsTotal: 97 })])
    expect({ householdsReached, householdsTotal, householdsProposed }).toEqual({ householdsReached: 80, householdsTotal: 80, householdsProposed: 97 })
    expect(figures([report('1', 1, { householdsReached: 95 })], null).householdsReached).toBe(95)
  })

  test('indicators by campaign and key', () => {
    const indicator = (campaign: string, key: string, value: number) => ({ campaign, key, value })
    const { indicators } = figures([
      report('2', 9, { indicators: [indicator('c1', 'toilets', 7)] }),
      report('1', 1, { indicators: [indicator('c1', 'toilets', 4), indicator('c2', 'toilets', 1), indicator('c1', 'roads', 2)] }),
    ])
    expect(indicators).toEqual([indicator('c1', 'roads', 2), indicator('c1', 'toilets', 7), indicator('c2', 'toilets', 1)])
  })

  test('a fast clock has not the last word', () => {
    const fast = report('1', 99_999, { householdsReached: 1 }, { effectiveAt: at(5), receivedAt: at(5) })
    expect(figures([fast, report('2', 8, { householdsReached: 2 }, { effectiveAt: at(8), receivedAt: at(9) })]).householdsReached).toBe(2)
  })
})

describe('revisions', () => {
  test('replace the whole report', () => {
    const reports = [report('1', 1, { sessions: [session(50)], householdsReached: 70, copies: 9 }), report('2', 2, { sessions: [session(5)] }, { supersedes: '1' })]
    expect(figures(reports)).toMatchObject({ reports: 1, sessions: 1, attendances: { total: 5 }, householdsReached: null, copies: 0 })
  })

  test('may come before what they replace, which is then superseded', () => {
    const revision = report('2', 2, { sessions: [session(5)] }, { supersedes: '1' })
    expect(figures([revision]).attendances.total).toBe(5)
    expect(figures([revision, report('1', 1, { sessions: [session(50)] })]).attendances.total).toBe(5)
    expect([...revisionNumbers([revision])]).toEqual([['2', 2]])
  })

  test('are numbered along the chain, the unknown one too', () => {
    const chain = [report('c', 3, {}, { supersedes: 'b' }), report('b', 2, {}, { supersedes: 'a' })]
    expect(Object.fromEntries(revisionNumbers(chain))).toEqual({ b: 2, c: 3 })
    expect(Object.fromEntries(revisionNumbers([...chain, report('a', 1)]))).toEqual({ a: 1, b: 2, c: 3 })
  })

  test('a chain is given oldest first', () => {
    const chain = [report('c', 3, {}, { supersedes: 'b' }), report('a', 1), report('b', 2, {}, { supersedes: 'a' })]
    expect(presentRevisions(chain).map((one) => one.revisions.map((revision) => revision.clientId))).toEqual([['a', 'b', 'c']])
  })

  test('of two that replace the same one a single one is present', () => {
    const rivals = [report('a', 1), report('b', 2, {}, { supersedes: 'a' }), report('c', 3, {}, { supersedes: 'a' })]
    expect(presentRevisions(rivals).map((one) => one.present.clientId)).toEqual(['c'])
    expect(presentRevisions([...rivals].reverse()).map((one) => one.present.clientId)).toEqual(['c'])
  })

  test('no honest phone makes a ring or a report that replaces itself; both still count once', () => {
    const ring = [report('a', 1, {}, { supersedes: 'b' }), report('b', 2, {}, { supersedes: 'a' })]
    expect(presentRevisions(ring)).toHaveLength(1)
    expect(presentRevisions([report('a', 1, {}, { supersedes: 'a' })]).map((one) => one.present.clientId)).toEqual(['a'])
    expect(revisionNumbers([report('a', 1, {}, { supersedes: 'a' })]).get('a')).toBe(1)
  })
})

describe('several deliveries', () => {
  const there = { id: 'd2', assignment: 'a1' }
  const other = { id: 'd3', assignment: 'a2' }
  const all = report('1', 1, { sessions: [session(50)], householdsReached: 70 }, { deliveries: [there, here, other] })
  const count = (delivery: typeof here, reports: readonly CountedReport[] = [all]) => figuresOf({ reports, delivery, register: 80 })

  test('a report counts once in each assignment, at the first of its deliveries there', () => {
    expect([count(there), count(here), count(other)].map((one) => one.sessions)).toEqual([1, 0, 1])
    expect(count(here).householdsReached).toBeNull()
  })

  test('a revision that drops a delivery takes its figures away there', () => {
    const moved = report('2', 2, { sessions: [session(5)] }, { supersedes: '1', deliveries: [here] })
    expect([count(there, [all, moved]), count(here, [all, moved]), count(other, [all, moved])].map((one) => one.attendances.total)).toEqual([0, 5, 0])
  })
})

describe('laws', () => {
  const number = fc.option(fc.nat(60), { nil: null })
  const ids = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6']
  const anyReport = fc
    .record({
      clientId: fc.constantFrom(...ids),
      supersedes: fc.constantFrom(null, null, null, 'unknown', ...ids),
      minutes: fc.integer({ min: 0, max: 20 }),
      deliveries: fc.shuffledSubarray([here, { id: 'd2', assignment: 'a1' }, { id: 'd3', assignment: 'a2' }], { minLength: 1 }),
      sessions: fc.array(fc.record({ attendance: fc.record({ partyMembers: number, households: number, others: number, total: number }) }), { maxLength: 3 }),
      householdsReached: fc.option(fc.nat(120), { nil: null }),
      copies: number,
      value: number,
    })
    .map(({ clientId, supersedes, minutes, deliveries, value, ...body }) =>
      report(clientId, minutes, { ...body, indicators: value === null ? null : [{ campaign: 'c', key: 'k', value }] }, { supersedes, deliveries }),
    )
  const reports = fc.uniqueArray(anyReport, { selector: (one) => one.clientId, maxLength: 6 })

  test('any order and repetition of arrival gives equal figures', () => {
    fc.assert(
      fc.property(
        reports.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }))),
        ([all, shuffled]) => expect(figures(shuffled)).toEqual(figures(all)),
      ),
      { numRuns: 500 },
    )
  })

  test('every report is in exactly one chain, and never present twice', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const chains = presentRevisions(all)
        const members = chains.flatMap((chain) => chain.revisions.map((one) => one.clientId)).sort()
        expect(members).toEqual(all.map((one) => one.clientId).sort())
        for (const { present, revisions } of chains) expect(revisions.at(-1)).toBe(present)
      }),
    )
  })

  test('over all deliveries of one assignment a report counts once', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const counted = ['d1', 'd2'].map((id) => figuresOf({ reports: all, delivery: { id, assignment: 'a1' }, register: null }).sessions)
        const present = presentRevisions(all).map((chain) => chain.present).filter((one) => one.deliveries.some((delivery) => delivery.assignment === 'a1'))
        expect(counted.reduce((sum, sessions) => sum + sessions, 0)).toBe(present.reduce((sum, one) => sum + one.body.sessions.length, 0))
      }),
    )
  })
})
