/**
 * The rules of a dissemination report (contract §3): what is refused, what is only asked about, and which texts are
 * withheld because they name a person. Called on arrival of a report, from a phone or from the desk; pure.
 */
import { attendanceTotal, compareText, type Attendance } from './figures.js'
import { screen, screenPlace, type Finding } from './screening.js'

/** How a team passed the word on, with the attendance one session of the form usually has (domain: real figures). */
export const FORMS = [
  { code: 'village-meeting', name: 'Họp thôn', band: [10, 300] },
  { code: 'cell-meeting', name: 'Họp chi bộ', band: [3, 60] },
  { code: 'word-of-mouth', name: 'Tuyên truyền miệng', band: [1, 200] },
  { code: 'loudspeaker', name: 'Loa truyền thanh', band: [0, 3000] },
  { code: 'mobile-loudspeaker', name: 'Loa di động', band: [0, 2000] },
  { code: 'leaflet', name: 'Tờ rơi, đề cương', band: [0, 2000] },
  { code: 'poster', name: 'Pa-nô, áp phích', band: [0, 2000] },
  { code: 'social-media', name: 'Zalo, mạng xã hội', band: [0, 5000] },
  { code: 'performance', name: 'Văn nghệ, sân khấu hoá', band: [20, 2000] },
  { code: 'association-meeting', name: 'Lồng ghép sinh hoạt đoàn thể', band: [5, 150] },
  { code: 'house-visit', name: 'Đến từng hộ', band: [1, 100] },
  { code: 'other', name: 'Hình thức khác', band: [0, 5000] },
] as const satisfies readonly { code: string; name: string; band: readonly [number, number] }[]

/** Languages a session is held in and content is given in. */
export const LANGUAGES = [
  { code: 'vi', name: 'Tiếng Việt' },
  { code: 'en', name: 'Tiếng Anh' },
  { code: 'hmn', name: 'Tiếng Mông' },
  { code: 'tyz', name: 'Tiếng Tày' },
  { code: 'ium', name: 'Tiếng Dao' },
  { code: 'nut', name: 'Tiếng Nùng' },
] as const satisfies readonly { code: string; name: string }[]

export const MAX_SESSIONS = 40
export const MAX_TEXT = 2000
/** No village counts higher; it keeps sums inside what a database adds exactly. Indicators may be sums of money. */
export const MAX_COUNT = 1_000_000
export const MAX_INDICATOR = 1_000_000_000_000

export type ReportSession = {
  id: string
  date: string
  form: string
  language: string
  place?: string | null
  presenterIds?: readonly string[] | null
  attendance: Attendance
}

/** The body of `POST /reports`, types already checked. */
export type Report = {
  clientId: string
  deliveryIds: readonly string[]
  supersedes?: string | null
  sessions: readonly ReportSession[]
  householdsReached?: number | null
  householdsTotal?: number | null
  copies?: number | null
  broadcasts?: readonly { times: number; minutes: number; language: string }[] | null
  indicators?: readonly { campaign: string; key: string; value: number }[] | null
  difficulties?: string | null
  proposals?: string | null
  photos?: readonly { sha256: string; bytes: number }[] | null
  at: string
}

export type ReportContext = {
  /** Today in Asia/Ho_Chi_Minh. */
  today: string
  /** The day of publication; of several deliveries the earliest. Null: nothing to compare with. */
  assignmentDay: string | null
  campaigns: readonly { id: string; indicators: readonly { key: string }[] }[]
  /** Codes of the languages in use; left out: all of `LANGUAGES`. */
  languages?: readonly string[]
  /** Of each delivery the last report that this one does not replace. */
  previous?: readonly ReportFigures[]
  /** Households in the register; null where it is empty. */
  householdsRegister?: number | null
}

export type ReportFigures = Pick<Report, 'householdsReached' | 'copies' | 'broadcasts' | 'indicators'> & {
  sessions: readonly { form: string; attendance: Attendance }[]
}

export type Remark = { path: string; code: string; message: string }

export type Withheld = { path: string; found: Finding[] }

export type JudgedReport = {
  /** 422 when there is any. */
  errors: Remark[]
  /** Stored, shown to the reviewer and kindly to the team. */
  warnings: Remark[]
}

export type ScreenedReport<T extends Report = Report> = {
  /** What was found in which text; offsets are those of the text as it was sent. */
  withheld: Withheld[]
  /** What is stored: the body without the withheld texts, every text in NFC. */
  stored: T
}

/** Judges one report against its rules; what its texts say is screened by `withoutPersons`. */
export function checkReport({ report, context }: { report: Report; context: ReportContext }): JudgedReport {
  const errors = [
    ...chainErrors(report),
    ...sessionErrors({ report, context }),
    ...numberErrors(report),
    ...languageErrors({ report, context }),
    ...indicatorErrors({ report, context }),
    ...textErrors(report),
  ]
  return { errors, warnings: errors.length > 0 ? [] : warningsOf({ report, context }) }
}

/** One text in the form it is stored in: NFC, without characters that no one can see or type. */
export function plainText(text: string): string {
  return text.normalize('NFC').replace(/\0|\p{Cs}/gu, '')
}

/** The day after a day. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

function chainErrors(report: Report): Remark[] {
  const errors: Remark[] = []
  if (report.deliveryIds.length === 0) {
    errors.push({ path: 'deliveryIds', code: 'no-delivery', message: 'Hãy chọn việc được báo cáo.' })
  }
  if (report.supersedes && report.supersedes === report.clientId) {
    errors.push({ path: 'supersedes', code: 'supersedes-itself', message: 'Một báo cáo không thay thế được chính nó.' })
  }
  return errors
}

function sessionErrors({ report, context }: { report: Report; context: ReportContext }): Remark[] {
  const errors: Remark[] = []
  if (report.sessions.length > MAX_SESSIONS) {
    const message = `Một báo cáo có nhiều nhất ${MAX_SESSIONS} buổi. Hãy chia thành nhiều báo cáo.`
    errors.push({ path: 'sessions', code: 'too-many-sessions', message })
    return errors
  }
  const lastDay = dayAfter(context.today)
  report.sessions.forEach((session, index) => {
    const path = `sessions[${index}]`
    if (session.date > lastDay) {
      errors.push({ path: `${path}.date`, code: 'future-date', message: 'Ngày họp chưa tới. Hãy xem lại ngày.' })
    }
    if (!formOf(session.form)) {
      errors.push({ path: `${path}.form`, code: 'unknown-form', message: 'Hình thức này không có trong danh sách.' })
    }
    const { partyMembers, households, others, total } = session.attendance
    const parts = attendanceTotal({ partyMembers, households, others })
    if (typeof total === 'number' && total >= 0 && parts > total) {
      const message = `Cộng các phần được ${parts} lượt, nhiều hơn tổng số ${total}. Hãy xem lại.`
      errors.push({ path: `${path}.attendance.total`, code: 'above-total', message })
    }
  })
  return errors
}

function numberErrors(report: Report): Remark[] {
  const numbers: [path: string, value: number | null | undefined, most: number][] = [
    ['householdsReached', report.householdsReached, MAX_COUNT],
    ['householdsTotal', report.householdsTotal, MAX_COUNT],
    ['copies', report.copies, MAX_COUNT],
  ]
  report.sessions.forEach(({ attendance }, index) => {
    for (const part of ['partyMembers', 'households', 'others', 'total'] as const) {
      numbers.push([`sessions[${index}].attendance.${part}`, attendance[part], MAX_COUNT])
    }
  })
  report.broadcasts?.forEach(({ times, minutes }, index) => {
    numbers.push([`broadcasts[${index}].times`, times, MAX_COUNT], [`broadcasts[${index}].minutes`, minutes, MAX_COUNT])
  })
  report.indicators?.forEach(({ value }, index) => numbers.push([`indicators[${index}].value`, value, MAX_INDICATOR]))
  report.photos?.forEach(({ bytes }, index) => numbers.push([`photos[${index}].bytes`, bytes, MAX_INDICATOR]))
  return numbers.flatMap(([path, value, most]) => numberError({ path, value, most }) ?? [])
}

function numberError({
  path,
  value,
  most,
}: {
  path: string
  value: number | null | undefined
  most: number
}): Remark | undefined {
  if (value === null || value === undefined) return undefined
  if (value < 0) return { path, code: 'negative', message: 'Số này không thể nhỏ hơn 0.' }
  if (!Number.isInteger(value)) return { path, code: 'fractional', message: 'Số này phải là số nguyên.' }
  if (value > most) return { path, code: 'too-large', message: 'Số này quá lớn. Hãy xem lại có thừa chữ số không.' }
  return undefined
}

function languageErrors({ report, context }: { report: Report; context: ReportContext }): Remark[] {
  const known = new Set<string>(context.languages ?? LANGUAGES.map((language) => language.code))
  const named: [path: string, code: string][] = [
    ...report.sessions.map(({ language }, index): [string, string] => [`sessions[${index}].language`, language]),
    ...(report.broadcasts ?? []).map(({ language }, index): [string, string] => [`broadcasts[${index}].language`, language]),
  ]
  return named
    .filter(([, code]) => !known.has(code))
    .map(([path]) => ({ path, code: 'unknown-language', message: 'Ngôn ngữ này không có trong danh sách.' }))
}

function indicatorErrors({ report, context }: { report: Report; context: ReportContext }): Remark[] {
  return (report.indicators ?? []).flatMap(({ campaign, key }, index): Remark[] => {
    const path = `indicators[${index}]`
    const known = context.campaigns.find((one) => one.id === campaign)
    if (!known) {
      return [{ path: `${path}.campaign`, code: 'unknown-campaign', message: 'Đợt vận động này không thuộc việc được giao.' }]
    }
    if (known.indicators.some((indicator) => indicator.key === key)) return []
    return [{ path: `${path}.key`, code: 'unknown-indicator', message: 'Chỉ tiêu này không có trong đợt vận động.' }]
  })
}

function textErrors(report: Report): Remark[] {
  const message = `Đoạn viết này dài quá ${MAX_TEXT} chữ. Hãy viết gọn lại.`
  return textsOf(report)
    .filter(({ text }) => isTooLong(text))
    .map(({ path }) => ({ path, code: 'too-long', message }))
}

/** Characters as people count them, in whatever spelling of the diacritics the phone uses. */
export function isTooLong(text: string): boolean {
  return text.length > MAX_TEXT && [...plainText(text)].length > MAX_TEXT
}

function warningsOf({ report, context }: { report: Report; context: ReportContext }): Remark[] {
  const warnings: Remark[] = []
  const reached = report.householdsReached ?? 0
  const { assignmentDay } = context
  report.sessions.forEach((session, index) => {
    warnings.push(...attendanceWarnings({ session, path: `sessions[${index}].attendance` }))
    if (assignmentDay && session.date < assignmentDay) {
      const message = 'Buổi này trước ngày giao việc. Nếu đúng thì giữ nguyên, nếu nhầm ngày thì sửa lại.'
      warnings.push({ path: `sessions[${index}].date`, code: 'early', message })
    }
  })
  if (reached > 0 && report.sessions.length === 0) {
    const message = 'Có số hộ đã đến nhưng chưa ghi buổi nào. Nếu có họp hay đến hộ, hãy ghi thêm buổi.'
    warnings.push({ path: 'sessions', code: 'no-session', message })
  }
  const register = context.householdsRegister
  if (typeof register === 'number' && reached > register) {
    const message = `Số hộ đã đến (${reached}) nhiều hơn số hộ trong sổ (${register}). Nếu sổ đã cũ, hãy ghi tổng số hộ hiện nay.`
    warnings.push({ path: 'householdsReached', code: 'above-register', message })
  }
  if (hasFigures(report) && context.previous?.some((one) => figuresKey(report) === figuresKey(one))) {
    const message = 'Các con số giống hệt báo cáo lần trước. Nếu là buổi mới, hãy xem lại số người dự.'
    warnings.push({ path: '', code: 'repeat', message })
  }
  return warnings
}

/** What is broadcast, printed or posted has no attendance to count; only forms that gather people are asked for it. */
function attendanceWarnings({ session, path }: { session: ReportSession; path: string }): Remark[] {
  const form = formOf(session.form)
  if (!form) return []
  const [low, high] = form.band
  const attended = attendanceTotal(session.attendance)
  if (attended === 0) {
    if (low === 0) return []
    return [{ path, code: 'no-attendance', message: 'Buổi này chưa ghi số người dự. Nếu không rõ thì có thể để trống.' }]
  }
  if (attended >= low && attended <= high) return []
  const message = `${form.name} thường có ${low}–${high} người dự, ở đây là ${attended}. Hãy xem lại có thừa hay thiếu chữ số không.`
  return [{ path: typeof session.attendance.total === 'number' ? `${path}.total` : path, code: 'band', message }]
}

function hasFigures(report: ReportFigures): boolean {
  const attended = report.sessions.some((session) => attendanceTotal(session.attendance) > 0)
  return attended || Boolean(report.householdsReached) || Boolean(report.copies) || Boolean(report.broadcasts?.length) || Boolean(report.indicators?.length)
}

/** The figures of a report in one comparable text, without regard to the order of sessions. */
function figuresKey({ sessions, householdsReached, copies, broadcasts, indicators }: ReportFigures): string {
  const inOrder = (rows: readonly unknown[][]) => rows.map((row) => JSON.stringify(row)).sort(compareText)
  return JSON.stringify([
    inOrder(
      sessions.map(({ form, attendance }) => [
        form,
        attendance.partyMembers ?? null,
        attendance.households ?? null,
        attendance.others ?? null,
        attendance.total ?? null,
      ]),
    ),
    householdsReached ?? null,
    copies ?? null,
    inOrder((broadcasts ?? []).map(({ times, minutes }) => [times, minutes])),
    inOrder((indicators ?? []).map(({ campaign, key, value }) => [campaign, key, value])),
  ])
}

/** The report as it is stored. Also what is refused is screened: a report to withdrawn work is kept nevertheless. */
export function withoutPersons<T extends Report>(report: T): ScreenedReport<T> {
  const withheld = textsOf(report).flatMap(({ path, text, isPlace }): Withheld[] => {
    const found = isPlace ? screenPlace(text) : screen(text)
    return found.length > 0 ? [{ path, found }] : []
  })
  const paths = new Set(withheld.map((one) => one.path))
  const kept = (path: string, text: string | null | undefined) => (paths.has(path) || !text ? undefined : plainText(text))
  const sessions = report.sessions.map((session, index) => ({
    ...replaceText({ of: session, key: 'place', by: kept(`sessions[${index}].place`, session.place) }),
    ...(paths.has(`sessions[${index}].id`) ? { id: String(index + 1) } : {}),
    ...(session.presenterIds ? { presenterIds: session.presenterIds.filter((_id, at) => !paths.has(`sessions[${index}].presenterIds[${at}]`)) } : {}),
  }))
  const stored = replaceText({
    of: replaceText({ of: { ...report, sessions }, key: 'difficulties', by: kept('difficulties', report.difficulties) }),
    key: 'proposals',
    by: kept('proposals', report.proposals),
  })
  return { withheld, stored }
}

function replaceText<T extends object, K extends keyof T & string>({ of, key, by }: { of: T; key: K; by: string | undefined }): T {
  if (by !== undefined) return { ...of, [key]: by }
  const { [key]: _left, ...rest } = of
  return rest as T
}

function textsOf(report: Report): { path: string; text: string; isPlace: boolean }[] {
  const texts = [
    ...report.sessions.flatMap(({ id, place, presenterIds }, index) => [
      { path: `sessions[${index}].place`, text: place, isPlace: true },
      // Ids are of the sender's own making; one that has words is a text.
      ...[{ path: `sessions[${index}].id`, text: id }, ...(presenterIds ?? []).map((text, at) => ({ path: `sessions[${index}].presenterIds[${at}]`, text }))]
        .flatMap((one) => (/\s/.test(one.text) ? [{ ...one, isPlace: false }] : [])),
    ]),
    { path: 'difficulties', text: report.difficulties, isPlace: false },
    { path: 'proposals', text: report.proposals, isPlace: false },
  ]
  return texts.flatMap(({ path, text, isPlace }) => (text ? [{ path, text, isPlace }] : []))
}

function formOf(code: string) {
  return FORMS.find((form) => form.code === code)
}
