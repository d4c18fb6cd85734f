/**
 * What a phone may send to `/field/v1` and the desk to its calls, type by type: what fails here is 400 (malformed).
 * What is of the right type but against a rule is 422 and stands in report-rules and event-rules. Called by the routes.
 * Keys that are not named here are ignored. Texts of people are kept as sent where they are screened (offsets refer to
 * them) and become NFC when stored; all other texts are NFC from here on.
 */
import { z } from 'zod'
import { plainText } from './report-rules.js'

export { BLOCK_REASONS, EVENT_KINDS, MEMBER_ROLES } from './event-rules.js'
export { FORMS, LANGUAGES } from './report-rules.js'

export const MAX_EVENTS = 200
export const MAX_LIMIT = 200
export const DEFAULT_LIMIT = 50

export type FieldError = { path: string; code: string; message: string }

export type Parsed<T> = { ok: true; value: T } | { ok: false; status: 400 | 413; errors: FieldError[] }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A client id in the one spelling it is kept in: a UUID is the same in capitals (RFC 9562). Other ids stay as they are. */
export const plainId = (given: string): string => (UUID.test(given) ? given.toLowerCase() : given)

const uuid = z.string().regex(UUID, { error: 'uuid' }).transform(plainId)
/** Ids are opaque to clients; a client that holds them as numbers means the same ones. */
const id = z.union([z.string().max(200), z.number()], { error: 'id' }).transform(String).transform(plainId)
const time = z
  .string()
  .refine((value) => isoTime(value) !== null, { error: 'time' })
  .transform((value) => isoTime(value) ?? value)
export const day = z.string().refine(isDay, { error: 'day' })
const text = z.string().transform(plainText)
const rawText = z.string()
const number = z.number()
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, { error: 'sha256' })
  .transform((value) => value.toLowerCase())

export const enrolCheckBody = z.object({ code: text })

export const enrolBody = z.object({
  code: text,
  /** 32 random bytes in base64url: 43 characters. */
  deviceKey: z.string().regex(/^[A-Za-z0-9_-]{43}=?$/, { error: 'device-key' }),
  deviceName: text,
})

export const memberBody = z.object({
  clientId: uuid,
  name: text,
  role: text,
  position: text.nullish(),
  replaces: id.nullish(),
  /** The member named by `replaces` has left and nobody came in their place. */
  leaving: z.boolean().nullish(),
  at: time,
})

const eventBody = z.object({
  clientId: uuid,
  deliveryId: id,
  kind: z.string(),
  at: time,
  memberId: id.nullish(),
  bundleHash: z.string().nullish(),
  event: z.string().transform(plainId).nullish(),
  reason: z.string().nullish(),
  note: rawText.nullish(),
  until: day.nullish(),
})

export const eventsBody = z.object({ events: z.array(eventBody) })

const attendance = z.object({
  partyMembers: number.nullish(),
  households: number.nullish(),
  others: number.nullish(),
  total: number.nullish(),
})

export const reportBody = z.object({
  clientId: uuid,
  deliveryIds: z.array(id).transform((ids) => [...new Set(ids)]),
  supersedes: uuid.nullish(),
  sessions: z.array(
    z.object({
      id: id,
      date: day,
      form: z.string(),
      language: z.string(),
      place: rawText.nullish(),
      presenterIds: z.array(id).nullish(),
      attendance,
    }),
  ),
  householdsReached: number.nullish(),
  householdsTotal: number.nullish(),
  copies: number.nullish(),
  broadcasts: z.array(z.object({ times: number, minutes: number, language: z.string() })).nullish(),
  indicators: z.array(z.object({ campaign: id, key: text, value: number })).nullish(),
  difficulties: rawText.nullish(),
  proposals: rawText.nullish(),
  photos: z.array(z.object({ sha256, bytes: number })).nullish(),
  at: time,
})

/** `GET /deliveries` and `GET /reports`. */
export const listQuery = z.object({
  cursor: z
    .string()
    .regex(/^[\w-]{0,500}$/, { error: 'cursor' })
    .optional()
    .transform((value) => value || undefined),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)?$/, { error: 'limit' })
    .optional()
    .transform((value) => (value ? Number(value) : DEFAULT_LIMIT)),
})

/** `GET /standing`; without a year the caller takes the present one. */
export const standingQuery = z.object({
  year: z
    .string()
    .regex(/^((19|[2-9]\d)\d\d)?$/, { error: 'year' })
    .optional()
    .transform((value) => (value ? Number(value) : undefined)),
})

const deskVia = z.enum(['desk', 'paper', 'call'], { error: 'via' })

/** `POST /api/reports`: a report the desk records for a team. */
export const deskReportBody = reportBody.extend({ via: deskVia })

/** `POST /api/deliveries/{id}/acknowledge`. */
export const deskAcknowledgeBody = z.object({ memberId: id, via: deskVia, at: time, note: rawText.nullish() })

/** `POST /api/deliveries/{id}/block`. */
export const deskBlockBody = z.object({ reason: z.string().nullish(), note: rawText.nullish(), until: day.nullish() })

/** Decisions that carry a reason (exempt, return, reopen, withdraw); whether one is needed is the decision's rule. */
export const reasonBody = z.object({ reason: text.nullish() })

/** `POST /api/reports/{id}/reply`. */
export const replyBody = z.object({ text: text.nullish() })

export type EnrolBody = z.output<typeof enrolBody>
export type MemberBody = z.output<typeof memberBody>
export type EventBody = z.output<typeof eventBody>
export type ReportBody = z.output<typeof reportBody>
export type DeskReportBody = z.output<typeof deskReportBody>
export type ListQuery = z.output<typeof listQuery>

/** Reads one body or query. Never throws; errors name the path as `sessions[0].attendance.total`. */
export function parse<T extends z.ZodType>(schema: T, input: unknown): Parsed<z.output<T>> {
  const result = schema.safeParse(input)
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, status: 400, errors: result.error.issues.slice(0, 50).map(fieldError) }
}

/** Reads the body of `POST /events`; more than 200 events are 413 before any of them is looked at. */
export function parseEvents(input: unknown): Parsed<{ events: EventBody[] }> {
  const events: unknown = typeof input === 'object' && input !== null && 'events' in input ? input.events : undefined
  if (Array.isArray(events) && events.length > MAX_EVENTS) {
    const message = `Một lần gửi có nhiều nhất ${MAX_EVENTS} mục. Hãy chia nhỏ rồi gửi lại.`
    return { ok: false, status: 413, errors: [{ path: 'events', code: 'too-many', message }] }
  }
  return parse(eventsBody, input)
}

/** The phone's clock from `Lantoa-Sent-At`; what is no time is as if it were not sent. */
export function readSentAt(header: unknown): string | null {
  const read = time.safeParse(header)
  return read.success ? read.data : null
}

const messages: Record<string, string> = {
  uuid: 'Mã của mục này phải là UUID.',
  id: 'Mã của mục này phải là chữ hoặc số.',
  time: 'Thời điểm phải theo dạng 2026-01-31T08:00:00Z.',
  day: 'Ngày phải là một ngày có thật, theo dạng 2026-01-31.',
  sha256: 'Mã ảnh phải gồm 64 ký tự thập lục phân.',
  'device-key': 'Khoá của máy phải gồm 32 byte ngẫu nhiên, viết theo base64url.',
  limit: `Số mục mỗi lần lấy phải từ 1 đến ${MAX_LIMIT}.`,
  year: 'Năm phải gồm bốn chữ số, từ 1900.',
  cursor: 'Không đọc tiếp được từ chỗ đã dừng. Hãy tải lại danh sách từ đầu.',
  via: 'Cách ghi nhận phải là desk, paper hoặc call.',
  missing: 'Thiếu mục này.',
  string: 'Mục này phải là chữ.',
  number: 'Mục này phải là số.',
  array: 'Mục này phải là một danh sách.',
  object: 'Mục này phải là một nhóm các mục con.',
  type: 'Mục này chưa đúng dạng.',
}

function fieldError(issue: z.core.$ZodIssue): FieldError {
  const code = issueCode(issue)
  return { path: pathText(issue.path), code, message: messages[code] ?? messages.type ?? '' }
}

function issueCode(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined && /undefined/.test(issue.message)) return 'missing'
  if (Object.hasOwn(messages, issue.message)) return issue.message
  return issue.code === 'invalid_type' && Object.hasOwn(messages, issue.expected) ? issue.expected : 'type'
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index ? '.' : ''}${String(step)}`)).join('')
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const instant = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value)
}

function isoTime(value: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i.test(value)) return null
  // The language's own reading takes 30 February for 2 March.
  if (!isDay(value.slice(0, 10))) return null
  const instant = Date.parse(value.toUpperCase())
  const utc = Number.isNaN(instant) ? null : new Date(instant).toISOString()
  // Times are compared as texts: years of five digits, or before the first, are none of ours.
  return utc && /^\d/.test(utc) ? utc : null
}
