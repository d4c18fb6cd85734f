/** A draft may be in any state and is never lost; the body says only what a person said. */
import { expect, test } from '@jest/globals'
import { whatChanged } from '../../src/team-app/read/what-changed.js'
import { attendanceTotal, draftFromReport, householdPresets, isBegun, newDraft, nextQuestion, presets, readDraft, reportBody, type Draft } from '../../src/team-app/report/draft.js'

const base: Draft = newDraft({ id: 'r1', sessionId: 's1', deliveryIds: ['d1'], today: '2026-11-22', language: 'vi', now: '2026-11-22T03:00:00Z' })
const [session] = base.sessions

function answered(): Draft {
  if (!session) throw new Error('no session')
  return { ...base, sessions: [{ ...session, form: 'village-meeting', attendance: { kind: 'total', total: 50 } }], households: { kind: 'number', reached: 120 } }
}

test('asks form, attendance, households, then nothing more', () => {
  if (!session) throw new Error('no session')
  expect(nextQuestion(base)).toBe('form')
  expect(nextQuestion({ ...base, sessions: [{ ...session, form: 'x' }] })).toBe('attendance')
  expect(nextQuestion({ ...base, sessions: [{ ...session, form: 'x', attendance: { kind: 'unknown' } }] })).toBe('households')
  expect(nextQuestion(answered())).toBe('review')
  expect(isBegun(base)).toBe(false)
  expect(isBegun(answered())).toBe(true)
})

test('the body of the common case', () => {
  expect(reportBody(answered(), '2026-11-22T03:05:00Z')).toEqual({
    clientId: 'r1',
    deliveryIds: ['d1'],
    sessions: [{ id: 's1', date: '2026-11-22', form: 'village-meeting', language: 'vi', attendance: { total: 50 } }],
    householdsReached: 120,
    at: '2026-11-22T03:05:00Z',
  })
})

test('"không rõ" sends no number', () => {
  const draft = answered()
  const body = reportBody({ ...draft, households: { kind: 'unknown' }, sessions: draft.sessions.map((one) => ({ ...one, attendance: { kind: 'unknown' } })) }, 'x')
  expect(body.householdsReached).toBeUndefined()
  expect(body.sessions[0]?.attendance).toEqual({})
})

test('a report returned keeps all that was typed, the withheld text too', () => {
  const sent = { ...reportBody({ ...answered(), difficulties: 'Bà Lan chưa chịu' }, 'x') }
  const { difficulties: _withheld, ...stored } = sent
  const draft = draftFromReport({ id: 'r2', now: 'x', body: stored, ownBody: sent, report: { returnReason: 'Xem lại số người' } })
  expect(draft).toMatchObject({ supersedes: 'r1', returnReason: 'Xem lại số người', difficulties: 'Bà Lan chưa chịu', households: { kind: 'number', reached: 120 } })
  expect(draft.sessions[0]).toMatchObject({ form: 'village-meeting', attendance: { kind: 'total', total: 50 } })
  expect(reportBody(draft, 'y').supersedes).toBe('r1')
})

test('a draft of another version of the form is read with what it has', () => {
  const old = { id: 'r9', deliveryIds: ['d1'], sessions: [{ id: 's', date: '2026-11-01', form: 'leaflet' }], extra: 1 } as unknown as Partial<Draft> & { id: string }
  const draft = readDraft(old)
  expect(draft.sessions[0]).toMatchObject({ form: 'leaflet', place: '', attendance: { kind: 'open' } })
  expect(draft.photos).toEqual([])
  expect(reportBody(draft, 'x').sessions).toHaveLength(1)
})

test('parts add up; nothing said is not zero', () => {
  expect(attendanceTotal({ kind: 'parts', partyMembers: 5, others: 20 })).toBe(25)
  expect(attendanceTotal({ kind: 'parts' })).toBeUndefined()
  expect(attendanceTotal({ kind: 'unknown' })).toBeUndefined()
})

test('presets lie inside the band, and households start from what is known', () => {
  expect(presets([10, 300])).toEqual([10, 15, 20, 30, 40, 50, 60, 70])
  expect(presets([3, 60]).every((number) => number >= 3 && number <= 60)).toBe(true)
  expect(presets(null).length).toBeGreaterThan(3)
  expect(householdPresets(128, 96)).toEqual([96, 128, 64, 32])
  expect(householdPresets(null, undefined).length).toBeGreaterThan(2)
})

test('what changed between two versions, sentence by sentence', () => {
  const body = { content: {}, version: 1, language: 'vi', kind: 'NQ', title: 'T', summary: 'Một.\nHai.', keyPoints: [{ text: 'Ba' }] }
  const now = { ...body, version: 2, summary: 'Một.\nHai rưỡi.', questions: [{ question: 'Bao giờ?', answer: 'Tháng 4.' }] }
  expect(whatChanged(body, now)).toEqual({ now: ['Hai rưỡi.', 'Bao giờ? Tháng 4.'], before: ['Hai.'] })
  expect(whatChanged(body, body)).toEqual({ now: [], before: [] })
})
