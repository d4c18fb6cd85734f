/** Honest times, lateness, and a delivery's state as a function of the set of its facts. */
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  BLOCK_REASONS,
  deliveryState,
  eventProblem,
  hanoiDay,
  honestTime,
  isLate,
  type DeliveryFacts,
  type EventFact,
  type ReportFact,
  type Sending,
} from '../../src/dissemination/event-rules.js'

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5) + minutes * 60_000).toISOString()
const sent = (epoch: number, materiality: string, ...hashes: string[]): Sending => ({
  epoch,
  materiality,
  bundles: hashes.map((hash) => ({ contentType: 'resolutions', contentId: hash.charAt(0), hash })),
})
const event = (clientId: string, kind: EventFact['kind'], minutes: number, more: Partial<EventFact> = {}): EventFact => ({
  clientId,
  kind,
  at: at(minutes),
  effectiveAt: at(minutes),
  receivedAt: at(minutes + 1),
  via: 'phone',
  ...more,
})
const acknowledged = (clientId: string, minutes: number, bundleHash: string, more: Partial<EventFact> = {}) =>
  event(clientId, 'acknowledged', minutes, { memberId: 'm1', bundleHash, ...more })
const report = (clientId: string, minutes: number, more: Partial<ReportFact> = {}): ReportFact => ({
  clientId,
  at: at(minutes),
  effectiveAt: at(minutes),
  receivedAt: at(minutes + 1),
  via: 'phone',
  decision: 'submitted',
  deliveries: [{ id: 'd1', assignment: 'a1' }],
  ...more,
})
const facts = (more: Partial<DeliveryFacts> = {}): DeliveryFacts => ({
  deliveryId: 'd1',
  events: [],
  reports: [],
  contents: [{ contentType: 'resolutions', contentId: 'A' }],
  sendings: [sent(1, 'first', 'A1', 'A1-hmn')],
  exempted: false,
  ...more,
})

describe('the time of a fact', () => {
  const publishedAt = '2026-01-05T00:00:00.000Z'
  const arrival = '2026-01-05T10:00:00.000Z'
  test.each([
    ['an honest clock', { at: '2026-01-05T09:00:00Z' }, '2026-01-05T09:00:00.000Z'],
    ['in Vietnam’s own time', { at: '2026-01-05T16:00:00+07:00' }, '2026-01-05T09:00:00.000Z'],
    ['before publication', { at: '2026-01-04T23:59:59Z' }, arrival],
    ['at publication', { at: publishedAt }, publishedAt],
    ['after arrival', { at: '2026-01-05T10:00:01Z' }, arrival],
    ['at arrival', { at: arrival }, arrival],
    ['a clock two days fast, told', { at: '2026-01-07T09:00:00Z', sentAt: '2026-01-07T10:00:00Z' }, '2026-01-05T09:00:00.000Z'],
    ['a clock in 1970, told', { at: '1970-01-01T00:30:00Z', sentAt: '1970-01-01T01:00:00Z' }, '2026-01-05T09:30:00.000Z'],
    ['a wrong clock made right before publication', { at: '2026-01-05T09:00:00Z', sentAt: '2026-01-06T10:00:00Z' }, arrival],
    ['a clock told that is no time', { at: '2026-01-05T09:00:00Z', sentAt: 'x' }, '2026-01-05T09:00:00.000Z'],
    ['no clock told', { at: '2026-01-05T09:00:00Z', sentAt: null }, '2026-01-05T09:00:00.000Z'],
    ['no time at all', { at: 'x' }, arrival],
  ])('%s', (_name, given, expected) => expect(honestTime({ ...given, arrival, publishedAt })).toBe(expected))

  test('always lies between publication and arrival', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString())
    fc.assert(
      fc.property(instant, fc.option(instant, { nil: null }), (claimed, sentAt) => {
        const time = honestTime({ at: claimed, sentAt, arrival, publishedAt })
        expect(time >= publishedAt && time <= arrival).toBe(true)
      }),
    )
  })
})

describe('days and lateness', () => {
  test.each([
    ['2026-01-05T16:59:59.999Z', '2026-01-05'],
    ['2026-01-05T17:00:00.000Z', '2026-01-06'],
    ['2026-12-31T17:00:00Z', '2027-01-01'],
  ])('%s is %s in Hà Nội', (iso, day) => expect(hanoiDay(iso)).toBe(day))

  test.each([
    ['2026-01-05T16:59:59.999Z', '2026-01-05', false],
    ['2026-01-05T17:00:00.000Z', '2026-01-05', true],
    ['2026-01-04T00:00:00Z', '2026-01-05', false],
    ['2026-01-05T17:00:00Z', null, false],
    [null, '2026-01-05', false],
  ])('%s for %s: %s', (time, due, late) => expect(isLate(time, due)).toBe(late))
})

test('what is wrong with an event on its face', () => {
  expect(eventProblem({ kind: 'liked' })).toBe('unknown-kind')
  expect(eventProblem({ kind: 'acknowledged', bundleHash: 'A1' })).toBe('unknown-member')
  expect(eventProblem({ kind: 'acknowledged', memberId: 'm1' })).toBe('hash-missing')
  expect(eventProblem({ kind: 'acknowledged', memberId: 'm1', bundleHash: 'A1' })).toBeNull()
  expect(eventProblem({ kind: 'retracted' })).toBe('event-missing')
  expect(eventProblem({ kind: 'blocked' })).toBe('unknown-reason')
  expect(eventProblem({ kind: 'blocked', reason: 'bored' })).toBe('unknown-reason')
  expect(eventProblem({ kind: 'blocked', reason: 'weather', note: 'a'.repeat(2001) })).toBe('too-long')
  for (const { code } of BLOCK_REASONS) expect(eventProblem({ kind: 'blocked', reason: code })).toBeNull()
  expect(eventProblem({ kind: 'seen' })).toBeNull()
})

describe('the state', () => {
  const state = (more: Partial<DeliveryFacts>) => deliveryState(facts(more))

  test('nothing happened', () => {
    expect(state({})).toEqual({
      state: 'assigned',
      deliveredAt: null,
      seenAt: null,
      acknowledgedAt: null,
      acknowledgedLate: false,
      acknowledgedVia: null,
      reportedAt: null,
      reportedLate: false,
      reportedVia: null,
      acceptedAt: null,
      isReturned: false,
      returned: null,
      blocked: null,
      acknowledgements: [],
    })
  })

  test('the furthest fact names it, each fact counts by itself', () => {
    expect(state({ events: [event('1', 'delivered', 1)] }).state).toBe('delivered')
    const seen = state({ events: [event('1', 'seen', 2)] })
    expect([seen.state, seen.deliveredAt, seen.seenAt]).toEqual(['seen', null, at(2)])
    expect(state({ events: [event('1', 'delivered', 1), acknowledged('2', 3, 'A1')] }).state).toBe('acknowledged')
    const reported = state({ reports: [report('r', 4)] })
    expect([reported.state, reported.reportedAt, reported.acknowledgedAt]).toEqual(['reported', at(4), null])
    expect(state({ exempted: true, reports: [report('r', 4)] }).state).toBe('exempted')
    expect(state({ exempted: true, reports: [report('r', 4)] }).reportedAt).toBe(at(4))
  })

  test('of several facts the earliest counts', () => {
    const { seenAt } = state({ events: [event('1', 'seen', 9), event('2', 'seen', 3), event('3', 'seen', 5)] })
    expect(seenAt).toBe(at(3))
  })

  test('late against its own due days', () => {
    const late = state({ events: [acknowledged('1', 3 * 1440, 'A1')], reports: [report('r', 10)], ackDue: '2026-01-06', reportDue: '2026-01-06' })
    expect([late.acknowledgedLate, late.reportedLate]).toEqual([true, false])
  })

  test('via is how the fact that counts came', () => {
    const both = [acknowledged('1', 5, 'A1', { via: 'paper' }), acknowledged('2', 8, 'A1')]
    expect(state({ events: both }).acknowledgedVia).toBe('paper')
    expect(state({ events: [...both, acknowledged('3', 2, 'A1')] }).acknowledgedVia).toBe('phone')
    expect(state({ reports: [report('r', 1, { via: 'call' }), report('s', 2)] }).reportedVia).toBe('call')
  })

  describe('acknowledged', () => {
    const two = { contents: [{ contentType: 'resolutions', contentId: 'A' }, { contentType: 'resolutions', contentId: 'B' }] }
    const sendings = [sent(1, 'first', 'A1', 'A1-hmn', 'B1')]

    test('needs every content, in whichever language, by whichever member', () => {
      expect(state({ ...two, sendings, events: [acknowledged('1', 5, 'A1')] }).state).toBe('assigned')
      const done = state({ ...two, sendings, events: [acknowledged('1', 5, 'A1-hmn'), acknowledged('2', 9, 'B1', { memberId: 'm2' }), acknowledged('3', 12, 'B1')] })
      expect([done.state, done.acknowledgedAt]).toEqual(['acknowledged', at(9)])
    })

    test('of the same kind of id in two collections is two contents', () => {
      const contents = [{ contentType: 'resolutions', contentId: 'A' }, { contentType: 'campaigns', contentId: 'A' }]
      const bundles = [{ contentType: 'resolutions', contentId: 'A', hash: 'r' }, { contentType: 'campaigns', contentId: 'A', hash: 'c' }]
      const sending = { epoch: 1, materiality: 'first', bundles }
      expect(state({ contents, sendings: [sending], events: [acknowledged('1', 1, 'r')] }).acknowledgedAt).toBeNull()
      expect(state({ contents, sendings: [sending], events: [acknowledged('1', 1, 'r'), acknowledged('2', 2, 'c')] }).acknowledgedAt).toBe(at(2))
    })

    test('by a member who may not does not count', () => {
      expect(state({ events: [acknowledged('1', 1, 'A1', { allowed: false })] }).state).toBe('assigned')
      expect(state({ events: [acknowledged('1', 1, 'A1', { allowed: false }), acknowledged('2', 4, 'A1')] }).acknowledgedAt).toBe(at(4))
    })

    test('of a hash that was never sent does not count', () => {
      expect(state({ events: [acknowledged('1', 1, 'Z9')] }).state).toBe('assigned')
    })

    test('stands through editorial and language amendments', () => {
      const later = [...[sent(1, 'first', 'A1')], sent(2, 'editorial', 'A2'), sent(3, 'language', 'A2-hmn')]
      expect(state({ sendings: later, events: [acknowledged('1', 1, 'A1')] }).acknowledgedAt).toBe(at(1))
    })

    test('is asked again by a material amendment, and given again', () => {
      const later = [sent(1, 'first', 'A1'), sent(2, 'material', 'A2', 'A2-hmn'), sent(3, 'editorial', 'A3')]
      const before = state({ sendings: later, events: [acknowledged('1', 1, 'A1')] })
      expect([before.state, before.acknowledgedAt, before.acknowledgements.length]).toEqual(['assigned', null, 1])
      expect(state({ sendings: later, events: [acknowledged('1', 1, 'A1'), acknowledged('2', 7, 'A2-hmn')] }).acknowledgedAt).toBe(at(7))
      expect(state({ sendings: later, events: [acknowledged('1', 1, 'A1'), acknowledged('2', 8, 'A3')] }).acknowledgedAt).toBe(at(8))
    })

    test('of what a material amendment sent again unchanged, or did not touch, stands', () => {
      const events = [acknowledged('1', 1, 'A1'), acknowledged('2', 2, 'B1'), acknowledged('3', 9, 'A2')]
      expect(state({ ...two, sendings: [...sendings, sent(2, 'material', 'A2', 'B1')], events }).acknowledgedAt).toBe(at(9))
      expect(state({ ...two, sendings: [...sendings, sent(2, 'material', 'A2')], events }).acknowledgedAt).toBe(at(9))
    })

    test('is taken back by its retraction, in whatever order; another one stands', () => {
      const retraction = event('x', 'retracted', 5, { retracts: '1' })
      expect(state({ events: [retraction, acknowledged('1', 1, 'A1')] }).state).toBe('assigned')
      expect(state({ events: [acknowledged('1', 1, 'A1'), retraction] }).acknowledgements).toEqual([])
      const again = state({ events: [acknowledged('1', 1, 'A1'), retraction, acknowledged('2', 3, 'A1')] })
      expect([again.acknowledgedAt, again.acknowledgements]).toEqual([at(3), [{ memberId: 'm1', bundleHash: 'A1', at: at(3) }]])
    })

    test('is the only thing that a retraction takes back', () => {
      expect(state({ events: [event('1', 'seen', 1), event('x', 'retracted', 2, { retracts: '1' })] }).state).toBe('seen')
    })

    test('is shown once for each member and bundle', () => {
      const events = [acknowledged('1', 4, 'A1'), acknowledged('2', 2, 'A1'), acknowledged('3', 3, 'A1', { memberId: 'm2' })]
      expect(state({ events }).acknowledgements).toEqual([
        { memberId: 'm1', bundleHash: 'A1', at: at(2) },
        { memberId: 'm2', bundleHash: 'A1', at: at(3) },
      ])
    })

    test('of nothing is nothing', () => expect(state({ contents: [], sendings: [] }).acknowledgedAt).toBeNull())
  })

  describe('reported', () => {
    test('the earliest honest report counts, of any revision that names the delivery', () => {
      const reports = [report('r1', 2), report('r2', 9, { supersedes: 'r1' })]
      expect(state({ reports }).reportedAt).toBe(at(2))
    })

    test('the latest report names the state, an acceptance stands', () => {
      const accepted = report('r1', 2, { decision: 'accepted', decidedAt: at(3) })
      const done = state({ reports: [accepted] })
      expect([done.state, done.acceptedAt]).toEqual(['accepted', at(3)])
      const again = state({ reports: [accepted, report('r2', 8)] })
      expect([again.state, again.acceptedAt]).toEqual(['reported', at(3)])
      const revised = state({ reports: [accepted, report('r2', 8, { supersedes: 'r1' })] })
      expect([revised.state, revised.acceptedAt]).toEqual(['reported', null])
      const returned = state({ reports: [accepted, report('r2', 8, { decision: 'returned', decidedAt: at(9), returnReason: 'Thiếu số hộ' })] })
      expect([returned.state, returned.returned]).toEqual(['returned', { reportClientId: 'r2', reason: 'Thiếu số hộ', at: at(9) }])
    })

    test('a decision on a replaced revision is over', () => {
      const reports = [report('r1', 2, { decision: 'returned', decidedAt: at(3) }), report('r2', 5, { supersedes: 'r1' })]
      expect([state({ reports }).state, state({ reports }).returned]).toEqual(['reported', null])
      // A further one corrects nothing: the first still waits for it.
      const further = state({ reports: [report('r1', 2, { decision: 'returned', decidedAt: at(3), returnReason: 'Sai số' }), report('r2', 5)] })
      expect([further.state, further.isReturned, further.returned]).toEqual(['reported', false, { reportClientId: 'r1', reason: 'Sai số', at: at(3) }])
    })

    test('a revision that moves a report to another delivery takes it from this one', () => {
      const elsewhere = { deliveries: [{ id: 'd2', assignment: 'a1' }] }
      const reports = [report('r1', 2), report('r2', 5, { supersedes: 'r1', ...elsewhere })]
      expect(state({ reports }).state).toBe('assigned')
      expect(state({ deliveryId: 'd2', reports }).reportedAt).toBe(at(5))
    })
  })

  describe('blocked', () => {
    const blocked = (clientId: string, minutes: number, reason: string, more: Partial<EventFact> = {}) => event(clientId, 'blocked', minutes, { reason, ...more })

    test('the latest counts, none clears', () => {
      const events = [blocked('1', 5, 'weather', { note: 'Đường sạt', until: '2026-01-09' }), blocked('2', 3, 'phone')]
      expect(state({ events }).blocked).toEqual({ reason: 'weather', note: 'Đường sạt', until: '2026-01-09', by: 'team', at: at(5) })
      expect(state({ events: [...events, blocked('3', 4, 'none')] }).blocked?.reason).toBe('weather')
      expect(state({ events: [...events, blocked('3', 6, 'none', { via: 'desk' })] }).blocked).toBeNull()
      expect(state({ events: [blocked('1', 5, 'weather', { via: 'desk' })] }).blocked?.by).toBe('desk')
    })

    test('a phone whose clock is days ahead has not the last word', () => {
      const fast = blocked('1', 9999, 'weather', { effectiveAt: at(5), receivedAt: at(5) })
      expect(state({ events: [fast, blocked('2', 7, 'none', { via: 'desk' })] }).blocked).toBeNull()
    })

    test('claims from before publication keep their own order', () => {
      const early = (clientId: string, minutes: number, received: number, reason: string) => blocked(clientId, minutes, reason, { effectiveAt: at(received), receivedAt: at(received) })
      const events = [early('1', -20, 8, 'none'), early('2', -30, 9, 'weather')]
      expect(state({ events }).blocked).toBeNull()
    })

    test('does not change the state', () => expect(state({ events: [blocked('1', 5, 'weather')] }).state).toBe('assigned'))
  })
})

describe('laws', () => {
  const minutes = fc.integer({ min: -50, max: 300 })
  const id = fc.constantFrom('e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8')
  const anyEvent = fc
    .record({
      clientId: id,
      kind: fc.constantFrom<EventFact['kind']>('delivered', 'seen', 'acknowledged', 'acknowledged', 'retracted', 'blocked'),
      claimed: minutes,
      received: fc.integer({ min: 0, max: 300 }),
      via: fc.constantFrom<EventFact['via']>('phone', 'desk', 'paper'),
      memberId: fc.constantFrom('m1', 'm2'),
      bundleHash: fc.constantFrom('A1', 'A1-hmn', 'A2', 'B1', 'B2', 'Z'),
      retracts: id,
      reason: fc.constantFrom('weather', 'phone', 'none'),
      allowed: fc.boolean(),
    })
    .map(({ claimed, received, ...rest }): EventFact => {
      const [claim, arrival] = [at(claimed), at(received)]
      return { ...rest, at: claim, receivedAt: arrival, effectiveAt: honestTime({ at: claim, arrival, publishedAt: at(0) }) }
    })
  const anyReport = fc
    .record({
      clientId: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
      supersedes: fc.constantFrom(null, null, 'r1', 'r2', 'r3', 'r9'),
      minutes,
      decision: fc.constantFrom<ReportFact['decision']>('submitted', 'accepted', 'returned'),
      deliveries: fc.constantFrom([{ id: 'd1', assignment: 'a1' }], [{ id: 'd2', assignment: 'a1' }], [{ id: 'd2', assignment: 'a1' }, { id: 'd1', assignment: 'a1' }]),
    })
    .map(({ minutes: claimed, ...rest }) => report(rest.clientId, claimed, rest))
  const scene = fc.record({
    events: fc.uniqueArray(anyEvent, { selector: (one) => one.clientId, maxLength: 8 }),
    reports: fc.uniqueArray(anyReport, { selector: (one) => one.clientId, maxLength: 4 }),
    amended: fc.constantFrom('language', 'editorial', 'material'),
  })
  const settled = (events: readonly EventFact[], reports: readonly ReportFact[], amended: string) =>
    deliveryState(
      facts({
        events,
        reports,
        contents: [{ contentType: 'resolutions', contentId: 'A' }, { contentType: 'resolutions', contentId: 'B' }],
        sendings: [sent(1, 'first', 'A1', 'A1-hmn', 'B1'), sent(2, amended, 'A2')],
      }),
    )

  test('order and repetition of facts do not matter', () => {
    fc.assert(
      fc.property(
        scene.chain(({ events, reports, amended }) =>
          fc.record({
            events: fc.constant(events),
            reports: fc.constant(reports),
            amended: fc.constant(amended),
            shuffledEvents: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
            shuffledReports: fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 }),
          }),
        ),
        ({ events, reports, amended, shuffledEvents, shuffledReports }) => {
          expect(settled(shuffledEvents, shuffledReports, amended)).toEqual(settled(events, reports, amended))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a fact that comes later never makes an earlier time later, but by retraction', () => {
    fc.assert(
      fc.property(scene, anyEvent, ({ events, amended }, extra) => {
        fc.pre(extra.kind !== 'retracted' && !events.some((one) => one.clientId === extra.clientId || one.retracts === extra.clientId))
        const before = settled(events, [], amended)
        const after = settled([...events, extra], [], amended)
        for (const fact of ['deliveredAt', 'seenAt', 'acknowledgedAt'] as const) {
          const earlier = before[fact]
          if (earlier !== null) expect((after[fact] ?? '9') <= earlier).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
