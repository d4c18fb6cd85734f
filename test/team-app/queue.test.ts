/** The law of the outbox: an entry leaves only on the contract's final answers, in whatever order trouble comes. */
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { backoff, isKeptForGood, isUnsent, judge, nextBatch, nextWake, settle, type Answer, type Entry, type Message } from '../../src/team-app/post/queue.js'

const NOW = Date.parse('2026-11-22T10:00:00Z')

function event(seq: number, change: Partial<Entry> = {}): Entry {
  const body = { clientId: `e${seq}`, deliveryId: 'd1', kind: 'seen', at: '2026-11-22T09:00:00Z' }
  return { seq, clientId: `e${seq}`, kind: 'event', state: 'waiting', at: body.at, body, ...change } as Entry
}

function report(seq: number, change: Partial<Entry> = {}, presenterIds: string[] = []): Entry {
  const session = { id: 's', date: '2026-11-22', form: 'village-meeting', language: 'vi', presenterIds, attendance: {} }
  const body = { clientId: `r${seq}`, deliveryIds: ['d1'], sessions: [session], at: '2026-11-22T09:00:00Z' }
  return { seq, clientId: `r${seq}`, kind: 'report', state: 'waiting', at: body.at, body, ...change } as Entry
}

function photo(seq: number, of: string): Entry {
  return { seq, clientId: `${of}/p`, kind: 'photo', state: 'waiting', at: '', body: { report: of, sha256: 'p', bytes: 1 } }
}

function member(seq: number, change: Partial<Entry> = {}): Entry {
  const body = { clientId: `m${seq}`, name: 'Lù Thị Say', role: 'member', at: '2026-11-22T09:00:00Z' }
  return { seq, clientId: `m${seq}`, kind: 'member', state: 'waiting', at: '', body, ...change } as Entry
}

const final = [200, 201, 404, 409, 410, 422]
const kinds: Message['kind'][] = ['event', 'report', 'member', 'photo']

describe('an answer', () => {
  test.each(kinds)('%s: only the final answers let it go', (kind) => {
    for (let status = 100; status < 600; status += 1) {
      const judgement = judge(kind, { status })
      const isFinal = final.includes(status) || (kind === 'photo' && (status === 413 || status === 415))
      expect([status, judgement === 'done' || judgement === 'refused']).toEqual([status, isFinal])
    }
  })

  test('no answer, or one that is not our server’s, changes nothing', () => {
    expect(settle(event(1), { status: 'nothing' }, NOW)).toEqual(event(1))
  })

  test('a revoked key keeps every word', () => {
    expect(judge('report', { status: 401 })).toBe('stop')
    expect(settle(report(1), { status: 401 }, NOW)).toEqual(report(1))
  })

  test('our own fault sets it aside, longer each time, and others overtake', () => {
    const once = settle(report(1), { status: 500 }, NOW)
    const twice = settle(once, { status: 500 }, NOW)
    expect(once.state).toBe('waiting')
    expect((twice.asideUntil ?? 0) - NOW).toBeGreaterThan((once.asideUntil ?? 0) - NOW)
    expect(nextBatch([once, event(2)], NOW).map((entry) => entry.clientId)).toEqual(['e2'])
    expect(nextBatch([once], (once.asideUntil ?? 0) + 1)).toHaveLength(1)
  })

  test('an aside moment from a clock that was wrong does not hold it for ever', () => {
    expect(nextBatch([report(1, { asideUntil: NOW + 400 * 86_400_000 })], NOW)).toHaveLength(1)
    expect(nextBatch([event(1, { heldUntil: NOW + 86_400_000 })], NOW)).toHaveLength(1)
  })
})

describe('the queue', () => {
  test('keeps its order: events together, reports and members alone', () => {
    const entries = [event(3), event(1), report(2), event(4), member(5)]
    expect(nextBatch(entries, NOW).map((entry) => entry.seq)).toEqual([1])
    expect(nextBatch(entries.slice(0, 1).concat(entries[3] as Entry), NOW).map((entry) => entry.seq)).toEqual([3, 4])
    expect(nextBatch([report(2), event(3)], NOW).map((entry) => entry.seq)).toEqual([2])
  })

  test('at most 200 events a call', () => {
    const many = Array.from({ length: 450 }, (_, index) => event(index + 1))
    expect(nextBatch(many, NOW)).toHaveLength(200)
  })

  test('ten seconds to take it back hold nothing else up', () => {
    const held = event(1, { heldUntil: NOW + 10_000 })
    expect(nextBatch([held, report(2)], NOW).map((entry) => entry.seq)).toEqual([2])
    expect(nextWake([held], NOW)).toBe(NOW + 10_000)
    expect(nextBatch([held], NOW + 10_000)).toHaveLength(1)
  })

  test('photos follow their report, and wait for everything else', () => {
    expect(nextBatch([photo(2, 'r1'), report(1)], NOW).map((entry) => entry.kind)).toEqual(['report'])
    expect(nextBatch([photo(2, 'r1'), report(1, { state: 'sent' }), event(3)], NOW).map((entry) => entry.kind)).toEqual(['event'])
    expect(nextBatch([photo(2, 'r1'), report(1, { state: 'sent' })], NOW).map((entry) => entry.kind)).toEqual(['photo'])
    expect(nextBatch([photo(2, 'r1'), report(1, { state: 'failed' })], NOW)).toEqual([])
  })

  test('what names a new member waits until the server knows that member', () => {
    const acknowledged = event(2)
    Object.assign(acknowledged.body, { kind: 'acknowledged', memberId: 'm1', bundleHash: 'h' })
    const aside = member(1, { asideUntil: NOW + 60_000 })
    expect(nextBatch([aside, acknowledged, report(3, {}, ['m1']), event(4)], NOW).map((entry) => entry.seq)).toEqual([4])
    expect(nextBatch([member(1, { state: 'sent' }), acknowledged], NOW).map((entry) => entry.seq)).toEqual([2])
  })

  test('whatever the answers and their order, all is sent in the end, each final answer counted once', () => {
    const answer = fc.oneof(
      fc.constant<Answer>({ status: 'nothing' }),
      fc.constantFrom(...final, 400, 401, 413, 429, 500, 502, 503).map((status): Answer => ({ status })),
    )
    const kind = fc.constantFrom('event', 'report', 'member', 'photo')
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1, maxLength: 12 }), fc.infiniteStream(answer), (made, answers) => {
        let now = NOW
        let entries = made.map((one, index): Entry => {
          if (one === 'event') return event(index)
          if (one === 'report') return report(index)
          return one === 'member' ? member(index) : photo(index, `gone${index}`)
        })
        const begun = JSON.stringify(entries.map((entry) => entry.body))
        for (let round = 0; round < 60; round += 1) {
          const batch = nextBatch(entries, now)
          const given = answers.next().value
          entries = entries.map((entry) => (batch.includes(entry) ? settle(entry, given, now) : entry))
          now += 60_000
        }
        for (let round = 0; round < 60 && entries.some((entry) => entry.state === 'waiting'); round += 1) {
          now += 7 * 3_600_000
          const batch = nextBatch(entries, now)
          entries = entries.map((entry) => (batch.includes(entry) ? settle(entry, { status: 201 }, now) : entry))
        }
        expect(entries.every((entry) => entry.state !== 'waiting')).toBe(true)
        expect(JSON.stringify(entries.map((entry) => entry.body))).toBe(begun)
        for (const entry of entries) {
          const isPhotoFinal = entry.kind === 'photo' && [413, 415].includes(entry.outcome?.status ?? 0)
          expect(final.includes(entry.outcome?.status ?? 0) || isPhotoFinal).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})

test('pauses double, are spread, and never exceed a quarter of an hour and its spread', () => {
  expect(backoff(1, 0.5)).toBe(5_000)
  expect(backoff(2, 0.5)).toBe(10_000)
  expect(backoff(1, 0)).toBeLessThan(backoff(1, 1))
  for (let failures = 1; failures < 100; failures += 1) expect(backoff(failures, 1)).toBeLessThanOrEqual(1_080_000)
})

test('what a person wrote and the server would not store stays on the phone until a revision has it', () => {
  const report = (clientId: string, body: object, answer: object): Entry => ({ seq: 1, clientId, kind: 'report', state: 'sent', at: '', body: { clientId, deliveryIds: ['d1'], sessions: [], at: '', ...body }, outcome: { status: 201, at: '', answer } }) as Entry
  const withheld = report('r1', { proposals: 'Gọi bà Lan' }, { withheld: [{ path: 'proposals', found: [] }] })
  const plain = report('r2', {}, { withheld: [] })
  const revision = report('r3', { supersedes: 'r1' }, {})
  expect(isKeptForGood(withheld, [withheld, plain])).toBe(true)
  expect(isKeptForGood(withheld, [withheld, revision])).toBe(false)
  expect(isKeptForGood(plain, [withheld, plain])).toBe(false)
})

test('only what a person has to see to counts as unsent once it was refused', () => {
  expect(isUnsent(event(1))).toBe(true)
  expect(isUnsent(event(1, { state: 'failed' }))).toBe(false)
  expect(isUnsent(event(1, { state: 'failed', body: { ...event(1).body, kind: 'blocked', reason: 'weather' } } as Partial<Entry>))).toBe(true)
  expect(isUnsent(event(1, { state: 'sent' }))).toBe(false)
})
