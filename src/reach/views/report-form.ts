/** A report as it is being written down at the desk: text as typed, and the body that goes out. Pure; used by RecordReport. */

export interface SessionForm {
  id: string
  date: string
  form: string
  language: string
  place: string
  total: string
  partyMembers: string
  households: string
  others: string
  presenterIds: string[]
}

export interface BroadcastForm {
  id: string
  times: string
  minutes: string
  language: string
}

export interface ReportForm {
  /** The client id of the report that this one replaces; empty for one more. */
  supersedes: string
  sessions: SessionForm[]
  householdsReached: string
  householdsTotal: string
  copies: string
  broadcasts: BroadcastForm[]
  /** By `<campaign> <key>`. */
  indicators: Readonly<Record<string, string>>
  difficulties: string
  proposals: string
}

export const COUNTS = ['total', 'partyMembers', 'households', 'others'] as const

export function emptyReport(session: SessionForm): ReportForm {
  return { supersedes: '', sessions: [session], householdsReached: '', householdsTotal: '', copies: '', broadcasts: [], indicators: {}, difficulties: '', proposals: '' }
}

export function emptySession(id: string, date: string): SessionForm {
  return { id, date, form: 'village-meeting', language: 'vi', place: '', total: '', partyMembers: '', households: '', others: '', presenterIds: [] }
}

/** Section 3 of the contract, without what names the report and its delivery. What is left empty is not known, which is not nought. */
export function bodyOfReport(form: ReportForm): object {
  const broadcasts = form.broadcasts.filter(({ times }) => times !== '').map(({ times, minutes, language }) => ({ times: Number(times), minutes: Number(minutes || 0), language }))
  const indicators = Object.entries(form.indicators).flatMap(([place, value]) => {
    const [campaign = '', key = ''] = place.split(' ')
    return value === '' ? [] : [{ campaign, key, value: Number(value) }]
  })
  return {
    ...(form.supersedes ? { supersedes: form.supersedes } : {}),
    sessions: form.sessions.map(bodyOfSession),
    ...count('householdsReached', form.householdsReached),
    ...count('householdsTotal', form.householdsTotal),
    ...count('copies', form.copies),
    ...(broadcasts.length > 0 ? { broadcasts } : {}),
    ...(indicators.length > 0 ? { indicators } : {}),
    ...words('difficulties', form.difficulties),
    ...words('proposals', form.proposals),
  }
}

function bodyOfSession({ id, date, form, language, place, presenterIds, ...counts }: SessionForm): object {
  const attendance = Object.assign({}, ...COUNTS.map((part) => count(part, counts[part]))) as object
  return { id, date, form, language, ...words('place', place), ...(presenterIds.length > 0 ? { presenterIds } : {}), attendance }
}

function count(name: string, text: string): Record<string, number> {
  return text === '' ? {} : { [name]: Number(text) }
}

function words(name: string, text: string): Record<string, string> {
  return text.trim() ? { [name]: text.trim() } : {}
}

export const digits = (text: string): string => text.replace(/\D/g, '').slice(0, 7)
