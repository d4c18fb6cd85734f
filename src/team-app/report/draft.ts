/**
 * A report while it is being made: every change is stored as it is, in whatever state of completeness. Pure: making,
 * reading back and turning into the body of the contract. A draft's id is the client id of the report it becomes.
 */
import type { Attendance, OwnReport, ReportBody, ReportSession, Withheld } from '../post/contract.js'

export type AttendanceDraft =
  | { kind: 'open' }
  | { kind: 'unknown' }
  | { kind: 'total'; total: number }
  | { kind: 'parts'; partyMembers?: number; households?: number; others?: number }

export interface SessionDraft {
  id: string
  date: string
  form?: string
  language: string
  place: string
  presenterIds: string[]
  attendance: AttendanceDraft
}

export type Households = { kind: 'open' } | { kind: 'unknown' } | { kind: 'number'; reached: number }

export interface Draft {
  id: string
  deliveryIds: string[]
  supersedes?: string
  /** Why the report before came back, or what was withheld from it: shown on top. */
  returnReason?: string
  withheld?: Withheld[]
  sessions: SessionDraft[]
  households: Households
  householdsTotal?: number
  copies?: number
  broadcasts: { times: number; minutes: number; language: string }[]
  indicators: { campaign: string; key: string; value: number }[]
  difficulties: string
  proposals: string
  photos: { sha256: string; bytes: number }[]
  savedAt: string
}

export const MOST_PHOTOS = 3

export function newDraft(input: { id: string; sessionId: string; deliveryIds: string[]; today: string; language: string; now: string }): Draft {
  return {
    id: input.id,
    deliveryIds: input.deliveryIds,
    sessions: [newSession({ id: input.sessionId, date: input.today, language: input.language })],
    households: { kind: 'open' },
    broadcasts: [],
    indicators: [],
    difficulties: '',
    proposals: '',
    photos: [],
    savedAt: input.now,
  }
}

export function newSession(input: { id: string; date: string; language: string }): SessionDraft {
  return { id: input.id, date: input.date, language: input.language, place: '', presenterIds: [], attendance: { kind: 'open' } }
}

/** A draft that replaces a report already sent: all that was in it, with the texts this phone kept to itself. */
export function draftFromReport(input: { id: string; now: string; body: ReportBody; ownBody?: ReportBody | undefined; report?: Pick<OwnReport, 'returnReason' | 'withheld'> | undefined }): Draft {
  const { body, ownBody, report } = input
  const ownPlaces = new Map(ownBody?.sessions.map((session) => [session.id, session.place]))
  return {
    id: input.id,
    deliveryIds: body.deliveryIds,
    supersedes: body.clientId,
    ...(report?.returnReason ? { returnReason: report.returnReason } : {}),
    ...(report?.withheld && report.withheld.length > 0 ? { withheld: report.withheld } : {}),
    sessions: body.sessions.map((session) => ({
      id: session.id,
      date: session.date,
      form: session.form,
      language: session.language,
      place: session.place ?? ownPlaces.get(session.id) ?? '',
      presenterIds: session.presenterIds ?? [],
      attendance: attendanceDraft(session.attendance ?? {}),
    })),
    households: typeof body.householdsReached === 'number' ? { kind: 'number', reached: body.householdsReached } : { kind: 'unknown' },
    ...(typeof body.householdsTotal === 'number' ? { householdsTotal: body.householdsTotal } : {}),
    ...(typeof body.copies === 'number' ? { copies: body.copies } : {}),
    broadcasts: body.broadcasts ?? [],
    indicators: body.indicators ?? [],
    difficulties: body.difficulties ?? ownBody?.difficulties ?? '',
    proposals: body.proposals ?? ownBody?.proposals ?? '',
    photos: body.photos ?? [],
    savedAt: input.now,
  }
}

/** The body to send. Leaves out what was not said; sessions without a form were never made. */
export function reportBody(draft: Draft, at: string): ReportBody {
  const body: ReportBody = {
    clientId: draft.id,
    deliveryIds: draft.deliveryIds,
    sessions: draft.sessions.flatMap((session) => (session.form ? [sentSession(session, session.form)] : [])),
    at,
  }
  if (draft.supersedes) body.supersedes = draft.supersedes
  if (draft.households.kind === 'number') body.householdsReached = draft.households.reached
  if (draft.householdsTotal !== undefined) body.householdsTotal = draft.householdsTotal
  if (draft.copies !== undefined) body.copies = draft.copies
  const broadcasts = draft.broadcasts.filter((one) => one.times > 0)
  if (broadcasts.length > 0) body.broadcasts = broadcasts
  if (draft.indicators.length > 0) body.indicators = draft.indicators
  if (draft.difficulties.trim()) body.difficulties = draft.difficulties.trim()
  if (draft.proposals.trim()) body.proposals = draft.proposals.trim()
  if (draft.photos.length > 0) body.photos = draft.photos
  return body
}

/** A stored draft as this version reads it, whatever version wrote it. */
export function readDraft(stored: Partial<Draft> & { id: string }): Draft {
  const empty = newDraft({ id: stored.id, sessionId: stored.id, deliveryIds: [], today: '', language: 'vi', now: '' })
  const draft = { ...empty, ...stored }
  return { ...draft, sessions: draft.sessions.map((session) => ({ ...newSession(session), ...session })) }
}

/** Whether a person has said anything in it yet; an untouched one is not worth a mention. */
export function isBegun(draft: Draft): boolean {
  return draft.supersedes !== undefined || draft.households.kind !== 'open' || draft.photos.length > 0 || draft.sessions.length !== 1 || draft.sessions.some((session) => session.form !== undefined)
}

/** The first question of the common case that is still open. */
export function nextQuestion(draft: Draft): 'form' | 'attendance' | 'households' | 'review' {
  const [first] = draft.sessions
  if (first && !first.form) return 'form'
  if (first && first.attendance.kind === 'open') return 'attendance'
  if (draft.households.kind === 'open') return 'households'
  return 'review'
}

/** Attendance of a draft as one number; undefined when it is not known. */
export function attendanceTotal(attendance: AttendanceDraft): number | undefined {
  if (attendance.kind === 'total') return attendance.total
  if (attendance.kind !== 'parts') return undefined
  const { partyMembers, households, others } = attendance
  const known = [partyMembers, households, others].filter((part): part is number => part !== undefined)
  return known.length > 0 ? known.reduce((sum, part) => sum + part, 0) : undefined
}

/** Round numbers inside a form's band, small to large, so that one tap is near enough. */
export function presets(band: readonly [number, number] | null | undefined): number[] {
  const [low, high] = band ?? [5, 100]
  const round = [5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 100, 150, 200, 300, 500, 1000]
  const inside = round.filter((number) => number >= low && number <= high)
  if (inside.length <= 8) return inside
  const typical = inside.filter((number) => number <= Math.max(100, low * 8))
  return typical.slice(0, 8)
}

/** What one tap offers for households reached: as last time, then quarters of the register. */
export function householdPresets(register: number | null | undefined, last: number | undefined): number[] {
  const quarters = register ? [register, Math.round((register * 3) / 4), Math.round(register / 2), Math.round(register / 4)] : [20, 50, 100, 150]
  return [...new Set(last === undefined ? quarters : [last, ...quarters])].filter((number) => number > 0)
}

function sentSession(session: SessionDraft, form: string): ReportSession {
  const sent: ReportSession = {
    id: session.id,
    date: session.date,
    form,
    language: session.language,
    attendance: sentAttendance(session.attendance),
  }
  if (session.place.trim()) sent.place = session.place.trim()
  if (session.presenterIds.length > 0) sent.presenterIds = session.presenterIds
  return sent
}

function sentAttendance(attendance: AttendanceDraft): Attendance {
  if (attendance.kind === 'total') return { total: attendance.total }
  if (attendance.kind !== 'parts') return {}
  const { kind: _kind, ...parts } = attendance
  return parts
}

function attendanceDraft(attendance: Attendance): AttendanceDraft {
  const { partyMembers, households, others, total } = attendance
  const hasParts = [partyMembers, households, others].some((part) => typeof part === 'number')
  if (hasParts) {
    return {
      kind: 'parts',
      ...(typeof partyMembers === 'number' ? { partyMembers } : {}),
      ...(typeof households === 'number' ? { households } : {}),
      ...(typeof others === 'number' ? { others } : {}),
    }
  }
  return typeof total === 'number' ? { kind: 'total', total } : { kind: 'unknown' }
}
