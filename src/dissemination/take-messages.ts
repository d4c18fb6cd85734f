/**
 * What a team says, taken in the same way whoever brings it: its own phone by `/field/v1`, or the desk with the file that
 * a phone saved. The same message under the same client id counts once, by whichever way it comes first.
 */
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { AuditEvent } from '../platform/audit/audit.js'
import { perform } from '../platform/database/perform.js'
import type { Row } from '../platform/database/tables.js'
import { newId } from '../platform/ids.js'
import { type Problem, problem, problemBody, type ProblemBody } from '../platform/problems.js'
import { services } from '../platform/services.js'
import { objectStore } from '../platform/storage/objects.js'
import { searchTextOf, sortKeyVietnamese, tidyText } from '../platform/text.js'
import { cleanPhoto, isImage } from './clean-photo.js'
import { tellReport } from './desk-calls.js'
import { digestOf } from './digest.js'
import type { Via } from './event-rules.js'
import { type EventOutcome, recordEvents } from './record-events.work.js'
import { recordReport, type StoredPhoto } from './record-report.work.js'
import { withoutPersons } from './report-rules.js'
import { type EventBody, type FieldError, memberBody, MEMBER_ROLES, parse, parseEvents, plainId, reportBody } from './schema.js'
import { screen } from './screening.js'
import { storePhoto } from './store-photo.work.js'
import { reports } from './tables.js'
import { nameMember } from './team.work.js'

export interface Bearer {
  team: string
  /** The phone that wrote it, where that is certain. */
  device: string | null
  via: Via
  /** The account that brought it. */
  recordedBy: string | null
  /** The phone's clock at the moment of sending. */
  sentAt: string | null
  receivedAt: string
  /** What the log says of it; a phone's own sending is its own record. */
  log?: AuditEvent
}

export type EventResult = Omit<EventOutcome, 'code'> & { problem?: ProblemBody }

interface Taken {
  status: 200 | 201
  body: object
}

/** @throws Problem 400 or 413 for the whole; each event stands alone in the results */
export async function takeEvents({ log, ...bearer }: Bearer, body: unknown): Promise<EventResult[]> {
  const parsed = parseEvents(body)
  if (!parsed.ok) return malformed(parsed.errors, parsed.status)
  const raw = (body as { events: unknown[] }).events
  const events = parsed.value.events.map((event, index) => ({ ...screened(event), digest: digestOf(raw[index]), acknowledgementId: newId() }))
  const outcomes = await perform(recordEvents, { ...bearer, events }, log)
  return outcomes.map(({ code, ...outcome }, index) => ({
    ...outcome, ...asSent(raw[index]), ...(code ? { problem: problemBody(eventProblemOf(code, outcome.status)) } : {}),
  }))
}

export async function takeMember({ team, device, via, recordedBy, sentAt, receivedAt, log }: Bearer, body: unknown): Promise<Taken> {
  const given = read(memberBody, body)
  const member = { ...given, name: tidyText(given.name).trim().replace(/\s+/g, ' ') }
  const errors: FieldError[] = []
  if (!/\p{L}/u.test(member.name)) errors.push({ path: 'name', code: 'missing', message: 'Hãy ghi họ tên của thành viên.' })
  if (member.name.length > 100) errors.push({ path: 'name', code: 'too-long', message: 'Họ tên dài quá 100 chữ. Hãy ghi gọn lại.' })
  if ((member.position ?? '').length > 200) errors.push({ path: 'position', code: 'too-long', message: 'Chức vụ dài quá 200 chữ. Hãy ghi gọn lại.' })
  if (!MEMBER_ROLES.some((role) => role.code === member.role)) errors.push({ path: 'role', code: 'unknown-role', message: 'Vai trò này không có trong danh sách. Hãy chọn lại.' })
  const input = {
    team, device, via, recordedBy, clientId: member.clientId, digest: digestOf(body), memberId: newId(), name: member.name, role: member.role,
    position: member.position ?? null, replaces: member.replaces ?? null, isLeaving: member.leaving ?? false, at: member.at, sentAt, now: receivedAt, searchText: searchTextOf(member.name), sortKey: sortKeyVietnamese(member.name), errors,
  }
  const done = await perform(nameMember, input, log)
  return { status: done.status, body: { id: done.id, ...asSent(body) } }
}

export async function takeReport({ log, ...bearer }: Bearer, body: unknown): Promise<Taken> {
  const report = read(reportBody, body)
  const done = await perform(recordReport, { ...bearer, reportId: newId(), digest: digestOf(body), report, screened: withoutPersons(report) }, log)
  if (done.status === 410) throw problem({ code: 'withdrawn' })
  if (done.status === 201) tellReport(done.answer, report.deliveryIds)
  return { status: done.status, body: { ...done.answer, ...asSent(body) } }
}

/** A photo that a report of the team has declared; cleaned before it is kept. */
export async function takePhoto({ team, log }: Bearer, { report, sha256, readBytes }: { report: string; sha256: string; readBytes: () => Promise<Buffer> }): Promise<Taken> {
  const row = await reportOfTeam(team, report)
  const declared = ((row.photos as StoredPhoto[] | null) ?? []).find((one) => one.sha256 === sha256)
  if (!declared) throw problem({ code: 'not-found' })
  const bytes = await readBytes()
  if (!isImage(bytes)) throw problem({ code: 'unsupported-type' })
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw problem({ code: 'hash-differs' })
  const body = { sha256, state: 'stored' }
  if (declared.state === 'stored') return { status: 200, body }
  const storedSha256 = await objectStore().put(await cleanPhoto(bytes))
  const { isNew } = await perform(storePhoto, { report: String(row.id), sha256, storedSha256, now: services().now().toISOString() }, log)
  return { status: isNew ? 201 : 200, body }
}

/** A phone finds its message by the client id as it wrote it, whatever spelling we keep. */
function asSent(message: unknown): { clientId: string } {
  return { clientId: (message as { clientId: string }).clientId }
}

/** The team's own report by the id its phone gave it. */
export async function reportOfTeam(team: string, clientId: string): Promise<Row> {
  const row = await services().database.read.findOne(reports, { where: [['team', '=', team], ['clientId', '=', plainId(clientId)]] })
  if (!row) throw problem({ code: 'not-found' })
  return row
}

/** A body or query of the right shape. Throws `malformed`. */
export function read<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = parse(schema, value)
  return parsed.ok ? parsed.value : malformed(parsed.errors, parsed.status)
}

function malformed(errors: FieldError[], status: 400 | 413 = 400): never {
  throw problem({ code: status === 413 ? 'too-many' : 'malformed', errors })
}

/** A report to withdrawn work is kept for the desk, an event is not: its sentence promises nothing. */
function eventProblemOf(code: string, status: number): Problem {
  return code === 'withdrawn' ? problem({ code, status, title: 'Việc này đã được thu hồi, tổ không cần làm nữa. Hãy tải lại danh sách việc.' }) : problem({ code, status })
}

/** A note says why a team is blocked; one that names a person or says where one lives stays with its author. */
function screened(event: EventBody): EventBody & { withheld?: unknown } {
  if (!event.note || event.kind !== 'blocked') return { ...event, note: null }
  const found = screen(event.note)
  return found.length ? { ...event, note: null, withheld: [{ path: 'note', found }] } : { ...event, note: event.note.normalize('NFC') }
}
