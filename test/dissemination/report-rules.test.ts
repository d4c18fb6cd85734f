/** What is refused in a report, what is only asked about, and which texts stay with their author. */
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkReport, dayAfter, FORMS, isTooLong, LANGUAGES, plainText, type Report, type ReportContext, type ReportSession, withoutPersons } from '../../src/dissemination/report-rules.js'

const session = (more: Partial<ReportSession> = {}): ReportSession => ({
  id: 's1',
  date: '2026-11-20',
  form: 'village-meeting',
  language: 'hmn',
  attendance: { total: 56 },
  ...more,
})
const report = (more: Partial<Report> = {}): Report => ({
  clientId: 'r1',
  deliveryIds: ['d1'],
  sessions: [session()],
  householdsReached: 70,
  at: '2026-11-21T01:00:00.000Z',
  ...more,
})
const context: ReportContext = {
  today: '2026-11-22',
  assignmentDay: '2026-11-01',
  campaigns: [{ id: 'c1', indicators: [{ key: 'toilets' }] }],
  householdsRegister: 80,
}
const check = (more: Partial<Report> = {}, also: Partial<ReportContext> = {}) => ({ ...checkReport({ report: report(more), context: { ...context, ...also } }), ...withoutPersons(report(more)) })
const codes = (remarks: { path: string; code: string }[]) => remarks.map(({ path, code }) => `${path} ${code}`)
const attendance = (of: ReportSession['attendance']) => ({ sessions: [session({ attendance: of })] })

test('a good report is stored as it is', () => {
  expect(check()).toEqual({ errors: [], warnings: [], withheld: [], stored: report() })
  expect(check({ sessions: [], householdsReached: null }).errors).toEqual([])
})

describe('refused', () => {
  test.each<[string, Partial<Report>, string[]]>([
    ['a date after tomorrow', { sessions: [session({ date: '2026-11-24' })] }, ['sessions[0].date future-date']],
    ['tomorrow is not', { sessions: [session({ date: '2026-11-23' })] }, []],
    ['an unknown form', { sessions: [session(), session({ form: 'karaoke' })] }, ['sessions[1].form unknown-form']],
    ['an unknown language', { sessions: [session({ language: 'fr' })] }, ['sessions[0].language unknown-language']],
    ['a broadcast in an unknown language', { broadcasts: [{ times: 1, minutes: 1, language: 'xx' }] }, ['broadcasts[0].language unknown-language']],
    ['parts above their total', attendance({ partyMembers: 10, households: 20, total: 29 }), ['sessions[0].attendance.total above-total']],
    ['parts that make the total are not', attendance({ partyMembers: 10, households: 20, total: 30 }), []],
    ['a total of nothing with parts', attendance({ others: 1, total: 0 }), ['sessions[0].attendance.total above-total']],
    ['a negative number', attendance({ total: -1 }), ['sessions[0].attendance.total negative']],
    ['a fractional number', attendance({ households: 2.5 }), ['sessions[0].attendance.households fractional']],
    ['negative households', { householdsReached: -3 }, ['householdsReached negative']],
    ['fractional households of the village', { householdsTotal: 0.5 }, ['householdsTotal fractional']],
    ['negative copies', { copies: -1 }, ['copies negative']],
    ['fractional broadcasts', { broadcasts: [{ times: 1.5, minutes: -2, language: 'vi' }] }, ['broadcasts[0].times fractional', 'broadcasts[0].minutes negative']],
    ['a number no village has', { copies: 1_000_001 }, ['copies too-large']],
    ['an unknown campaign', { indicators: [{ campaign: 'c9', key: 'toilets', value: 1 }] }, ['indicators[0].campaign unknown-campaign']],
    ['an unknown indicator', { indicators: [{ campaign: 'c1', key: 'roads', value: 1 }] }, ['indicators[0].key unknown-indicator']],
    ['a fractional indicator', { indicators: [{ campaign: 'c1', key: 'toilets', value: 1.5 }] }, ['indicators[0].value fractional']],
    ['money as an indicator is not', { indicators: [{ campaign: 'c1', key: 'toilets', value: 250_000_000 }] }, []],
    ['more than 40 sessions', { sessions: Array.from({ length: 41 }, () => session()) }, ['sessions too-many-sessions']],
    ['40 sessions are not', { sessions: Array.from({ length: 40 }, () => session()) }, []],
    ['a long text', { difficulties: 'a'.repeat(2001) }, ['difficulties too-long']],
    ['2,000 characters are not, in any spelling', { proposals: 'ễ'.repeat(2000).normalize('NFD') }, []],
    ['a long place', { sessions: [session({ place: 'a'.repeat(2001) })] }, ['sessions[0].place too-long']],
    ['no delivery', { deliveryIds: [] }, ['deliveryIds no-delivery']],
    ['a report that replaces itself', { supersedes: 'r1' }, ['supersedes supersedes-itself']],
    ['several things at once', { copies: -1, sessions: [session({ form: 'x', language: 'y' })] }, ['sessions[0].form unknown-form', 'copies negative', 'sessions[0].language unknown-language']],
  ])('%s', (_name, more, expected) => {
    const { errors, warnings } = check(more)
    expect(codes(errors)).toEqual(expected)
    if (expected.length > 0) expect(warnings).toEqual([])
    for (const { message } of errors) expect(message).toMatch(/^[A-ZĐÁ-Ỹ].*\.$/)
  })

  test('a language that is not in use here', () => {
    expect(codes(check({}, { languages: ['vi'] }).errors)).toEqual(['sessions[0].language unknown-language'])
  })
})

describe('asked about', () => {
  test.each<[string, Partial<Report>, string[], Partial<ReportContext>?]>([
    ['a slipped digit', attendance({ total: 5 }), ['sessions[0].attendance.total band']],
    ['an attendance far above', attendance({ households: 5600 }), ['sessions[0].attendance band']],
    ['the ends of the band are not', { sessions: [session({ attendance: { total: 10 } }), session({ attendance: { total: 300 } })] }, []],
    ['a session without attendance', attendance({}), ['sessions[0].attendance no-attendance']],
    ['a session where no one came', attendance({ total: 0 }), ['sessions[0].attendance no-attendance']],
    ['a loudspeaker has none', { sessions: [session({ form: 'loudspeaker', attendance: {} })] }, []],
    ['households without a session', { sessions: [] }, ['sessions no-session']],
    ['nothing at all is not', { sessions: [], householdsReached: 0 }, []],
    ['a session before the assignment', { sessions: [session({ date: '2026-10-31' })] }, ['sessions[0].date early']],
    ['on its day is not', { sessions: [session({ date: '2026-11-01' })] }, []],
    ['households above the register', { householdsReached: 81 }, ['householdsReached above-register']],
    ['as many as the register are not', { householdsReached: 80 }, []],
    ['without a register are not', { householdsReached: 999 }, [], { householdsRegister: null }],
    ['the same figures as last time', {}, [' repeat'], { previous: [report()] }],
    ['in another order', { sessions: [session(), session({ attendance: { total: 20 } })] }, [' repeat'], { previous: [report({ sessions: [session({ id: 's8', date: '2026-11-02', attendance: { total: 20 } }), session({ id: 's9' })] })] }],
    ['the same as that of the second delivery', {}, [' repeat'], { previous: [report({ copies: 9 }), report()] }],
    ['the same broadcasts alone', { sessions: [], householdsReached: null, broadcasts: [{ times: 3, minutes: 5, language: 'vi' }] }, [' repeat'], { previous: [report({ sessions: [], householdsReached: null, broadcasts: [{ times: 3, minutes: 5, language: 'vi' }] })] }],
    ['more households than last time are not', { householdsReached: 71 }, [], { previous: [report()] }],
    ['nothing counted twice is not', { sessions: [], householdsReached: null }, [], { previous: [report({ sessions: [], householdsReached: null })] }],
  ])('%s', (_name, more, expected, also = {}) => {
    const { errors, warnings } = check(more, also)
    expect(errors).toEqual([])
    expect(codes(warnings)).toEqual(expected)
    for (const { message } of warnings) expect(message).toMatch(/^[A-ZĐÁ-Ỹ].*\.$/)
  })
})

describe('withheld', () => {
  test('a text that names a person is not stored, the rest is', () => {
    const difficulties = 'Hộ ông Giàng A Páo chưa ký, gọi 0912 345 678.'
    const { withheld, stored, errors } = check({ difficulties, proposals: 'Xin thêm tờ rơi tiếng Mông.' })
    expect(errors).toEqual([])
    expect(withheld).toEqual([
      {
        path: 'difficulties',
        found: [
          { start: 3, end: 18, kind: 'person' },
          { start: 32, end: 44, kind: 'phone' },
        ],
      },
    ])
    expect(stored).toEqual(report({ proposals: 'Xin thêm tờ rơi tiếng Mông.' }))
    expect(JSON.stringify(stored)).not.toMatch(/Páo|0912/)
  })

  test('a place that names a person; a meeting place stays', () => {
    const sessions = [session({ place: 'nhà bà X' }), session({ place: 'nhà ông trưởng thôn' }), session({ place: 'Nhà văn hoá thôn Nà Pồng' })]
    const { withheld, stored } = check({ sessions })
    expect(withheld.map((one) => one.path)).toEqual(['sessions[0].place'])
    expect(stored.sessions.map((one) => one.place)).toEqual([undefined, 'nhà ông trưởng thôn', 'Nhà văn hoá thôn Nà Pồng'])
  })

  test('offsets are those of the text as sent, what is stored is NFC', () => {
    const place = 'nhà bà Mỷ'.normalize('NFD')
    const proposals = 'Đề nghị cấp loa'.normalize('NFD')
    const { withheld, stored } = check({ sessions: [session({ place })], proposals })
    expect(withheld[0]?.found).toEqual([{ start: place.indexOf('b'), end: place.length, kind: 'person' }])
    expect(stored.proposals).toBe('Đề nghị cấp loa'.normalize('NFC'))
  })

  test('also in what is refused', () => {
    const { stored, withheld } = check({ copies: -1, proposals: 'gọi 0912345678' })
    expect(stored.proposals).toBeUndefined()
    expect(withheld).toHaveLength(1)
  })

  test('nothing that was written is lost without being said', () => {
    const text = fc.constantFrom('', 'họp tốt', 'gọi 0912345678', 'bà Mỷ', 'ông bà trong thôn')
    fc.assert(
      fc.property(text, text, text, (difficulties, proposals, place) => {
        const { stored, withheld } = check({ difficulties, proposals, sessions: [session({ place })] })
        const paths = new Set(withheld.map((one) => one.path))
        const fate = (path: string, kept: string | null | undefined, sent: string) => expect([path, paths.has(path) || (kept ?? '') === sent]).toEqual([path, true])
        fate('difficulties', stored.difficulties, difficulties)
        fate('proposals', stored.proposals, proposals)
        fate('sessions[0].place', stored.sessions[0]?.place, place)
      }),
    )
  })
})

test('texts', () => {
  expect(plainText('a\0b\ud800c')).toBe('abc')
  expect(plainText('ễ'.normalize('NFD'))).toBe('ễ'.normalize('NFC'))
  expect(isTooLong('😀'.repeat(2000))).toBe(false)
  expect(isTooLong('😀'.repeat(2001))).toBe(true)
})

test('the day after', () => {
  expect(['2026-02-28', '2028-02-28', '2026-12-31'].map(dayAfter)).toEqual(['2026-03-01', '2028-02-29', '2027-01-01'])
})

test('the lists are the contract’s', () => {
  expect(FORMS.map((form) => form.code).join(' · ')).toBe(
    'village-meeting · cell-meeting · word-of-mouth · loudspeaker · mobile-loudspeaker · leaflet · poster · social-media · performance · association-meeting · house-visit · other',
  )
  expect(LANGUAGES.map((language) => language.code)).toEqual(['vi', 'en', 'hmn', 'tyz', 'ium', 'nut'])
  for (const { band } of FORMS) expect(band[0]).toBeLessThan(band[1])
})

test('the published table: 21,890 village sessions with 4.8 each would have been caught', () => {
  const average = (total: number) => codes(check(attendance({ total })).warnings)
  expect(average(5)).toEqual(['sessions[0].attendance.total band'])
  expect(average(56)).toEqual([])
})

test('an id of the sender’s own making that names a person is not stored either', () => {
  const given = { sessions: [session({ id: 'Ông Nguyễn Văn A, 0912345678', presenterIds: ['m1', 'Bà Trần Thị Hoa'] }), session({ id: '2b1d7c52-1234-4abc-9def-912345678901', presenterIds: null })] }
  const { withheld, stored } = check(given)
  expect(withheld.map(({ path }) => path)).toEqual(['sessions[0].id', 'sessions[0].presenterIds[1]'])
  expect(stored.sessions).toEqual([session({ id: '1', presenterIds: ['m1'] }), given.sessions[1]])
})
