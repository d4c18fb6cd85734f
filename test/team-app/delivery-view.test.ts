/** What the team sees: the server's last word with this phone's own deeds over it, until the server has them. */
import { describe, expect, test } from '@jest/globals'
import { allowedMembers, deliveryView, inOrder, openBundles, presentMembers } from '../../src/team-app/home/delivery-view.js'
import { dueWords } from '../../src/team-app/home/due-words.js'
import type { FieldDelivery, FieldEvent, FieldMember, Me } from '../../src/team-app/post/contract.js'
import type { Entry } from '../../src/team-app/post/queue.js'

const TODAY = '2026-11-22'

function delivery(change: Partial<FieldDelivery> = {}, dues: { ackDue?: string | null; reportDue?: string | null } = {}): FieldDelivery {
  return {
    id: 'd1',
    assignment: { id: 'a1', title: 'Phổ biến', publishedAt: '2026-11-01T00:00:00Z', ackDue: '2026-11-25', reportDue: '2026-12-01', ackRule: 'any', ...dues },
    content: [{ id: 'c1', kind: 'resolutions', title: 'NQ', bundles: [{ hash: 'h1', language: 'vi', version: 1, bytes: 1 }] }],
    state: 'assigned',
    facts: {},
    acknowledgements: [],
    updatedAt: '2026-11-01T00:00:00Z',
    ...change,
  }
}

let seq = 0
function done(body: Record<string, unknown>, change: Partial<Entry> = {}): Entry {
  seq += 1
  const full = { clientId: `e${seq}`, deliveryId: 'd1', at: `2026-11-22T0${seq % 10}:00:00Z`, ...body } as FieldEvent
  return { seq, clientId: full.clientId, kind: 'event', state: 'waiting', at: full.at, body: full, ...change } as Entry
}

function view(item: FieldDelivery, entries: Entry[] = [], refreshedAt?: string, now = '2026-11-22T23:00:00Z') {
  return deliveryView({ delivery: item, entries, refreshedAt, today: TODAY, now })
}

describe('groups', () => {
  test.each([
    ['new', delivery(), []],
    ['doing', delivery({ facts: { seenAt: '2026-11-02T00:00:00Z' } }), []],
    ['overdue', delivery({}, { ackDue: '2026-11-21' }), []],
    ['done', delivery({ facts: { seenAt: 'x', acknowledgedAt: 'x', reportedAt: 'x' }, state: 'reported' }), []],
    ['overdue', delivery({ facts: { seenAt: 'x', acknowledgedAt: 'x', reportedAt: 'x' }, state: 'returned', returned: { reportClientId: 'r1', reason: 'Sai', at: 'x' } }), []],
    ['done', delivery({ state: 'exempted' }), []],
    ['new', delivery({}, { ackDue: null, reportDue: null }), []],
    ['done', delivery({ facts: { seenAt: 'x' } }, { ackDue: null, reportDue: null }), []],
  ])('%s', (group, item) => {
    expect(view(item).group).toBe(group)
  })

  test('a due day is not overdue until it has passed', () => {
    expect(view(delivery({}, { ackDue: TODAY })).isOverdue).toBe(false)
  })

  test('rows come by due day', () => {
    const late = view(delivery({ id: 'b' }, { ackDue: '2026-11-30' }))
    const soon = view(delivery({ id: 'c' }, { ackDue: '2026-11-23' }))
    expect(inOrder([late, soon]).map((one) => one.delivery.id)).toEqual(['c', 'b'])
  })
})

describe('acknowledging', () => {
  const acknowledged = { kind: 'acknowledged', memberId: 'm1', bundleHash: 'h1' }

  test('shows at once, and stays after the server has it', () => {
    const entry = done(acknowledged)
    expect(view(delivery(), [entry]).isAcknowledged).toBe(true)
    const sent = { ...entry, state: 'sent', outcome: { status: 201, at: '2026-11-22T10:00:00Z' } } as Entry
    expect(view(delivery(), [sent], '2026-11-22T09:59:00Z').isAcknowledged).toBe(true)
    expect(view(delivery(), [sent], '2026-11-22T10:01:00Z').isAcknowledged).toBe(false)
    expect(view(delivery({ facts: { acknowledgedAt: 'x' } }), [sent], '2026-11-22T10:01:00Z').isAcknowledged).toBe(true)
  })

  test('a refused one does not count', () => {
    expect(view(delivery(), [done(acknowledged, { state: 'failed' })]).isAcknowledged).toBe(false)
  })

  test('every content wants its own', () => {
    const two = delivery({ content: [...delivery().content, { id: 'c2', kind: 'materials', title: 'M', bundles: [{ hash: 'h2', language: 'vi', version: 1, bytes: 1 }] }] })
    const one = view(two, [done(acknowledged)])
    expect(one.isAcknowledged).toBe(false)
    expect(openBundles(one, 'vi')).toEqual(['h2'])
    expect(view(two, [done(acknowledged), done({ ...acknowledged, bundleHash: 'h2' })]).isAcknowledged).toBe(true)
  })

  test('"không phải tôi" takes back what the server already has', () => {
    const entry = done(acknowledged, { state: 'sent', outcome: { status: 201, at: '2026-11-22T08:00:00Z' } })
    const item = delivery({ facts: { acknowledgedAt: 'x' }, acknowledgements: [{ memberId: 'm1', bundleHash: 'h1', at: 'x' }] })
    expect(view(item, [entry], '2026-11-22T09:00:00Z').acknowledgements[0]?.eventId).toBe(entry.clientId)
    const retracted = done({ kind: 'retracted', event: entry.clientId })
    const after = view(item, [entry, retracted], '2026-11-22T09:00:00Z')
    expect(after.isAcknowledged).toBe(false)
    expect(after.acknowledgements).toEqual([])
  })

  test('"không phải tôi" also of a member this phone named, whom the server lists under its own id', () => {
    const named = { seq: 50, clientId: 'new', kind: 'member', state: 'sent', at: '', body: { clientId: 'new', name: 'C', role: 'member', at: '' }, outcome: { status: 201, at: '', answer: { id: 'm9', clientId: 'new' } } } as Entry
    const entry = done({ ...acknowledged, memberId: 'new' }, { state: 'sent', outcome: { status: 201, at: '2026-11-22T08:00:00Z' } })
    const item = delivery({ facts: { acknowledgedAt: 'x' }, acknowledgements: [{ memberId: 'm9', bundleHash: 'h1', at: 'x' }] })
    expect(view(item, [named, entry], '2026-11-22T09:00:00Z').acknowledgements).toMatchObject([{ memberId: 'm9', eventId: entry.clientId }])
    expect(view(item, [named, entry, done({ kind: 'retracted', event: entry.clientId })], '2026-11-22T09:00:00Z').isAcknowledged).toBe(false)
  })

  test('two people of one name are two', () => {
    const [one, two] = [done(acknowledged), done({ ...acknowledged, memberId: 'm2' })]
    expect(view(delivery(), [one, two]).acknowledgements.map((each) => each.memberId)).toEqual(['m1', 'm2'])
  })

  test('a member named here goes by one id, whoever speaks of them', () => {
    const named = { seq: 51, clientId: 'new', kind: 'member', state: 'sent', at: '', body: { clientId: 'new', name: 'C', role: 'member', at: '' }, outcome: { status: 201, at: '', answer: { id: 'm9', clientId: 'new' } } } as Entry
    expect(view(delivery(), [named, done({ ...acknowledged, memberId: 'new' })]).acknowledgements).toMatchObject([{ memberId: 'm9' }])
  })

  test('another event of the same person and version stands', () => {
    const [one, two] = [done(acknowledged), done(acknowledged)]
    expect(view(delivery(), [one, two, done({ kind: 'retracted', event: one.clientId })]).isAcknowledged).toBe(true)
  })

  test('and so it does where the server already lists it', () => {
    const sent = { state: 'sent', outcome: { status: 201, at: '2026-11-22T08:00:00Z' } } as const
    const [one, two] = [done(acknowledged, sent), done(acknowledged, sent)]
    const item = delivery({ facts: { acknowledgedAt: 'x' }, acknowledgements: [{ memberId: 'm1', bundleHash: 'h1', at: 'x' }] })
    const after = view(item, [one, two, done({ kind: 'retracted', event: one.clientId })], '2026-11-22T09:00:00Z')
    expect(after.isAcknowledged).toBe(true)
    expect(after.acknowledgements[0]?.eventId).toBe(two.clientId)
  })

  test('a new material version asks again', () => {
    const item = delivery({
      content: [{ id: 'c1', kind: 'r', title: 'NQ', bundles: [{ hash: 'h2', language: 'vi', version: 2, bytes: 1, replaces: 'h1', materiality: 'material' }] }],
      acknowledgements: [{ memberId: 'm1', bundleHash: 'h1', at: 'x' }],
    })
    expect(view(item).asksAcknowledgement).toBe(true)
    expect(openBundles(view(item), 'vi')).toEqual(['h2'])
  })
})

test('blocked: the latest word counts, and none clears it', () => {
  const item = delivery({ blocked: { reason: 'weather', at: '2026-11-20T00:00:00Z' } })
  expect(view(item).blocked?.reason).toBe('weather')
  expect(view(item, [done({ kind: 'blocked', reason: 'people-away' })]).blocked?.reason).toBe('people-away')
  expect(view(item, [done({ kind: 'blocked', reason: 'none' })]).blocked).toBeUndefined()
})

test('a report on the way counts as reported and is no longer returned', () => {
  const entry = { seq: 99, clientId: 'r', kind: 'report', state: 'waiting', at: '', body: { clientId: 'r', deliveryIds: ['d1'], sessions: [], at: '' } } as Entry
  const item = delivery({ state: 'returned', returned: { reportClientId: 'r1', reason: 'Sai', at: 'x' }, facts: { seenAt: 'x', acknowledgedAt: 'x', reportedAt: 'x' } })
  expect(view(item).asksReport).toBe(true)
  expect(view(item, [entry])).toMatchObject({ isReturned: false, isReported: true, asksReport: false, unsent: 1 })
})

test('a report sent before the clock was set back hides nothing that came since', () => {
  const entry = { seq: 98, clientId: 'r', kind: 'report', state: 'sent', at: '', body: { clientId: 'r', deliveryIds: ['d1'], sessions: [], at: '' }, outcome: { status: 201, at: '2026-11-23T10:00:00Z' } } as Entry
  const item = delivery({ state: 'returned', returned: { reportClientId: 'r1', reason: 'Sai', at: 'x' }, facts: { seenAt: 'x', acknowledgedAt: 'x', reportedAt: 'x' } })
  expect(view(item, [entry], '2026-11-22T12:00:00Z', '2026-11-22T12:01:00Z').isReturned).toBe(true)
  expect(view(item, [entry], '2026-11-23T09:59:00Z', '2026-11-23T10:01:00Z').isReturned).toBe(false)
})

test('what the phone says by itself and nobody wants any more asks nobody for anything', () => {
  expect(view(delivery(), [done({ kind: 'seen' }, { state: 'failed' })]).failed).toBe(0)
  expect(view(delivery(), [done({ kind: 'blocked', reason: 'weather' }, { state: 'failed' })]).failed).toBe(1)
})

describe('members', () => {
  const confirmed: FieldMember[] = [
    { id: 'm2', name: 'B', role: 'member' },
    { id: 'm1', name: 'A', role: 'leader' },
  ]
  const me = { members: confirmed } as Me
  const named = { seq: 1, clientId: 'new', kind: 'member', state: 'waiting', at: '', body: { clientId: 'new', name: 'C', role: 'leader', at: '' } } as Entry

  test('leader first, with those this phone has named', () => {
    expect(presentMembers(me, [named]).map((member) => member.name)).toEqual(['A', 'C', 'B'])
    const sent = { ...named, state: 'sent', outcome: { status: 201, at: '', answer: { id: 'm2', clientId: 'new' } } } as Entry
    expect(presentMembers(me, [sent])).toHaveLength(2)
  })

  test('leader rule: a provisional leader only where none is confirmed', () => {
    expect(allowedMembers(presentMembers(me, [named]), 'leader').map((member) => member.name)).toEqual(['A'])
    expect(allowedMembers(presentMembers({ ...me, members: [] }, [named]), 'leader').map((member) => member.name)).toEqual(['C'])
  })
})

test.each([
  ['2026-11-22', 'hạn hôm nay'],
  ['2026-11-23', 'hạn ngày mai'],
  ['2026-11-25', 'còn 3 ngày'],
  ['2026-11-20', 'quá hạn 2 ngày'],
  ['2027-02-01', 'hạn 1/2/2027'],
])('due %s is "%s"', (day, words) => {
  expect(dueWords(day, TODAY)).toBe(words)
})
