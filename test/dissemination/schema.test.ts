/** What is malformed (400) and what is of the right type, rule or no rule. */
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  BLOCK_REASONS,
  DEFAULT_LIMIT,
  deskAcknowledgeBody,
  deskReportBody,
  enrolBody,
  enrolCheckBody,
  EVENT_KINDS,
  listQuery,
  memberBody,
  parse,
  parseEvents,
  readSentAt,
  reasonBody,
  reportBody,
  standingQuery,
} from '../../src/dissemination/schema.js'

const uuid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const at = '2026-11-22T01:00:00.000Z'
const session = { id: 's1', date: '2026-11-20', form: 'village-meeting', language: 'vi', attendance: { total: 5 } }
const report = { clientId: uuid, deliveryIds: ['d1'], sessions: [session], at }
const event = { clientId: uuid, deliveryId: 'd1', kind: 'seen', at }

const errorsOf = (schema: Parameters<typeof parse>[0], input: unknown) => {
  const parsed = parse(schema, input)
  return parsed.ok ? [] : parsed.errors.map(({ path, code }) => `${path} ${code}`)
}

describe('reports', () => {
  test('the smallest one', () => {
    expect(parse(reportBody, report)).toEqual({ ok: true, value: report })
  })

  test('a full one', () => {
    const full = {
      ...report,
      supersedes: uuid,
      sessions: [{ ...session, place: 'Nhà văn hoá', presenterIds: ['m1'], attendance: { partyMembers: 1, households: 2, others: null, total: 3 } }],
      householdsReached: 5,
      householdsTotal: 6,
      copies: 7,
      broadcasts: [{ times: 1, minutes: 2, language: 'hmn' }],
      indicators: [{ campaign: 'c1', key: 'k', value: 1 }],
      difficulties: 'Đường xa',
      proposals: '',
      photos: [{ sha256: 'a'.repeat(64), bytes: 9 }],
    }
    expect(parse(reportBody, full)).toEqual({ ok: true, value: full })
  })

  test('unknown keys are ignored, null is not known, ids may be numbers, a delivery counts once', () => {
    const parsed = parse(reportBody, { ...report, mood: 1, copies: null, deliveryIds: [7, '7', 8], sessions: [{ ...session, id: 1, weather: 'x' }] })
    expect(parsed).toEqual({ ok: true, value: { ...report, copies: null, deliveryIds: ['7', '8'], sessions: [{ ...session, id: '1' }] } })
  })

  test('texts stay as sent, so that offsets fit; what is against a rule is not malformed', () => {
    const difficulties = 'ễ'.normalize('NFD')
    const parsed = parse(reportBody, { ...report, difficulties, copies: -1.5, sessions: [{ ...session, form: 'karaoke', language: 'xx', date: '2099-01-01' }] })
    expect(parsed.ok && parsed.value.difficulties).toBe(difficulties)
  })

  test.each<[string, unknown, string[]]>([
    ['nothing', undefined, [' missing']],
    ['null', null, [' object']],
    ['a list', [], [' object']],
    ['no client id', { ...report, clientId: undefined }, ['clientId missing']],
    ['a client id that is no UUID', { ...report, clientId: 'r1' }, ['clientId uuid']],
    ['a delivery that is no id', { ...report, deliveryIds: [{}] }, ['deliveryIds[0] id']],
    ['deliveries that are no list', { ...report, deliveryIds: 'd1' }, ['deliveryIds array']],
    ['no sessions', { ...report, sessions: undefined }, ['sessions missing']],
    ['a session without attendance', { ...report, sessions: [{ ...session, attendance: undefined }] }, ['sessions[0].attendance missing']],
    ['a number as text', { ...report, sessions: [{ ...session, attendance: { total: '5' } }] }, ['sessions[0].attendance.total number']],
    ['a day that does not exist', { ...report, sessions: [{ ...session, date: '2026-02-30' }] }, ['sessions[0].date day']],
    ['a day the Vietnamese way', { ...report, sessions: [{ ...session, date: '20/11/2026' }] }, ['sessions[0].date day']],
    ['a text that is a number', { ...report, proposals: 5 }, ['proposals string']],
    ['a hash that is none', { ...report, photos: [{ sha256: 'x', bytes: 1 }] }, ['photos[0].sha256 sha256']],
    ['a time that is a day', { ...report, at: '2026-11-22' }, ['at time']],
    ['a time without a zone', { ...report, at: '2026-11-22T01:00:00' }, ['at time']],
    ['a time whose year has five digits in UTC', { ...report, at: '9999-12-31T23:59:59-12:00' }, ['at time']],
    ['an impossible time', { ...report, at: '2026-13-22T01:00:00Z' }, ['at time']],
    ['a number too large for any', { ...report, copies: Number.POSITIVE_INFINITY }, ['copies number']],
  ])('%s', (_name, input, expected) => expect(errorsOf(reportBody, input)).toEqual(expected))

  test('of the desk say how they came', () => {
    expect(errorsOf(deskReportBody, report)).toEqual(['via via'])
    expect(errorsOf(deskReportBody, { ...report, via: 'phone' })).toEqual(['via via'])
    expect(errorsOf(deskReportBody, { ...report, via: 'paper' })).toEqual([])
  })
})

describe('events', () => {
  test('any kind, with what belongs to it', () => {
    const events = [
      event,
      { ...event, kind: 'acknowledged', memberId: 5, bundleHash: 'h' },
      { ...event, kind: 'retracted', event: uuid },
      { ...event, kind: 'blocked', reason: 'weather', note: 'x', until: '2026-12-01' },
      { ...event, kind: 'unheard-of', at: '2026-11-22T08:00:00+07:00' },
    ]
    const parsed = parseEvents({ events })
    expect(parsed.ok && parsed.value.events.map((one) => [one.kind, one.memberId, one.at])).toEqual([
      ['seen', undefined, at],
      ['acknowledged', '5', at],
      ['retracted', undefined, at],
      ['blocked', undefined, at],
      ['unheard-of', undefined, at],
    ])
  })

  test('200 are taken, 201 are too many before any of them is read', () => {
    expect(parseEvents({ events: Array.from({ length: 200 }, () => event) }).ok).toBe(true)
    expect(parseEvents({ events: Array.from({ length: 201 }, () => null) })).toMatchObject({ ok: false, status: 413 })
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no list', { events: event }],
    ['no list at all', {}],
    ['no event', { events: [null] }],
    ['no client id', { events: [{ ...event, clientId: undefined }] }],
    ['no kind', { events: [{ ...event, kind: undefined }] }],
    ['no time', { events: [{ ...event, at: undefined }] }],
    ['a note that is no text', { events: [{ ...event, kind: 'blocked', note: 1 }] }],
    ['until no day', { events: [{ ...event, kind: 'blocked', until: 'mai' }] }],
  ])('malformed: %s', (_name, input) => expect(parseEvents(input)).toMatchObject({ ok: false, status: 400 }))

  test('an acknowledgement without a hash is not malformed (422, by its rule)', () => {
    expect(parseEvents({ events: [{ ...event, kind: 'acknowledged' }] }).ok).toBe(true)
  })
})

describe('enrolment and members', () => {
  const deviceKey = Buffer.alloc(32, 7).toString('base64url')
  test('codes and keys', () => {
    expect(errorsOf(enrolCheckBody, { code: 'ABCD-2345' })).toEqual([])
    expect(errorsOf(enrolCheckBody, { code: 12345678 })).toEqual(['code string'])
    expect(errorsOf(enrolBody, { code: 'ABCD2345', deviceKey, deviceName: 'Máy của tổ' })).toEqual([])
    expect(errorsOf(enrolBody, { code: 'ABCD2345', deviceKey: 'short', deviceName: '' })).toEqual(['deviceKey device-key'])
    expect(errorsOf(enrolBody, { code: 'ABCD2345', deviceKey: `${deviceKey}A`, deviceName: '' })).toEqual(['deviceKey device-key'])
  })

  test('a member’s name is NFC', () => {
    const parsed = parse(memberBody, { clientId: uuid, name: 'Sùng Thị Mỷ'.normalize('NFD'), role: 'leader', at })
    expect(parsed.ok && parsed.value.name).toBe('Sùng Thị Mỷ'.normalize('NFC'))
  })
})

describe('queries and headers', () => {
  test.each([
    [{}, DEFAULT_LIMIT],
    [{ limit: '' }, DEFAULT_LIMIT],
    [{ limit: '1' }, 1],
    [{ limit: '200' }, 200],
  ])('limit of %j is %d', (query, limit) => expect(parse(listQuery, query)).toMatchObject({ ok: true, value: { limit } }))

  test.each(['0', '201', '-1', '1.5', 'x', '1e2', '0x10', ' 5', '05'])('limit %s is malformed', (limit) => expect(errorsOf(listQuery, { limit })).toEqual(['limit limit']))

  test('given twice is malformed', () => {
    expect(errorsOf(listQuery, { limit: ['1', '2'] })).toEqual(['limit string'])
    expect(errorsOf(listQuery, { cursor: ['a', 'b'] })).toEqual(['cursor string'])
  })

  test('an empty cursor is none', () => expect(parse(listQuery, { cursor: '' })).toEqual({ ok: true, value: { cursor: undefined, limit: DEFAULT_LIMIT } }))

  test('a year', () => {
    expect(parse(standingQuery, { year: '2026' })).toEqual({ ok: true, value: { year: 2026 } })
    expect(parse(standingQuery, {})).toEqual({ ok: true, value: { year: undefined } })
    expect(errorsOf(standingQuery, { year: '26' })).toEqual(['year year'])
  })

  test('the phone’s clock', () => {
    expect(readSentAt('2026-11-22T08:00:00+07:00')).toBe(at)
    expect([readSentAt(undefined), readSentAt('now'), readSentAt(['x']), readSentAt('')]).toEqual([null, null, null, null])
  })
})

test('the desk’s bodies', () => {
  expect(errorsOf(deskAcknowledgeBody, { memberId: 'm1', via: 'call', at })).toEqual([])
  expect(errorsOf(deskAcknowledgeBody, { memberId: 'm1', via: 'phone', at })).toEqual(['via via'])
  expect(errorsOf(reasonBody, { reason: null })).toEqual([])
  expect(errorsOf(reasonBody, { reason: 5 })).toEqual(['reason string'])
})

test('every error says in Vietnamese what to do', () => {
  const parsed = parse(reportBody, { clientId: 1, deliveryIds: 1, sessions: [{}], at: 'x', broadcasts: {}, photos: [{}] })
  expect(parsed.ok).toBe(false)
  if (parsed.ok) return
  for (const { message } of parsed.errors) expect(message).toMatch(/^[A-ZĐÁ-Ỹ].*[à-ỹ].*\.$/)
  expect(new Set(parsed.errors.map((error) => error.path)).size).toBe(parsed.errors.length)
})

test('the lists are the contract’s', () => {
  expect([...EVENT_KINDS]).toEqual(['delivered', 'seen', 'acknowledged', 'retracted', 'blocked'])
  expect(BLOCK_REASONS.map((reason) => reason.code).join(' · ')).toBe('no-signal · phone · people-away · weather · language · material-missing · unclear · other · none')
})

test('whatever is sent is read or refused, never an error of ours', () => {
  fc.assert(
    fc.property(fc.anything(), (input) => {
      for (const schema of [reportBody, enrolBody, memberBody, listQuery, reasonBody]) parse(schema, input)
      parseEvents(input)
      readSentAt(input)
    }),
  )
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(report), 'copies', 'photos', 'broadcasts', 'indicators'), (value, key) => {
      parse(reportBody, { ...report, [key]: value })
    }),
  )
})
