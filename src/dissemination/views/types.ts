/** Assignments as Payload's REST answers them, and the draft that the form holds. */

export interface ContentReference {
  relationTo: 'resolutions' | 'materials' | 'campaigns'
  value: string
}

export interface AssignmentDoc {
  id: string
  owner?: string | null
  ownerName?: string | null
  title: string
  content?: ContentReference[] | null
  audience?: { units?: string[] | null; unitTypes?: string[] | null; teams?: string[] | null; exclusions?: { team: string; reason: string }[] | null } | null
  ackDue?: string | null
  reportDue?: string | null
  firstAckDue?: string | null
  firstReportDue?: string | null
  ackRule?: 'any' | 'leader' | null
  instructions?: string | null
  state: AssignmentState
  audienceCount?: number | null
  preparedCount?: number | null
  publishedAt?: string | null
  endedAt?: string | null
  withdrawnReason?: string | null
  updatedAt?: string
}

export type AssignmentState = 'draft' | 'publishing' | 'active' | 'closed' | 'withdrawn'

export interface Draft {
  title: string
  content: ContentReference[]
  units: string[]
  unitTypes: string[]
  teams: string[]
  exclusions: { team: string; reason: string }[]
  ackDue: string
  reportDue: string
  ackRule: 'any' | 'leader'
  instructions: string
}

export interface Preview {
  audience: number
  households: number
  excluded: { teamId: string; reason: string }[]
  withoutTeam: string[]
  withoutDevice: number
  names?: { withoutTeam: { id: string; name: string }[]; withoutDevice: { id: string; unit: string }[] }
}

/** What publishing, amending and adding teams answer. */
export interface Progress {
  audience: number
  prepared: number
  excluded: { teamId: string; reason: string }[]
  state: AssignmentState
}

export const EMPTY_DRAFT: Draft = { title: '', content: [], units: [], unitTypes: [], teams: [], exclusions: [], ackDue: '', reportDue: '', ackRule: 'any', instructions: '' }

export function draftOf(doc: AssignmentDoc): Draft {
  return {
    title: doc.title,
    content: doc.content ?? [],
    units: doc.audience?.units ?? [],
    unitTypes: doc.audience?.unitTypes ?? [],
    teams: doc.audience?.teams ?? [],
    exclusions: (doc.audience?.exclusions ?? []).map(({ team, reason }) => ({ team, reason })),
    ackDue: doc.ackDue ?? '',
    reportDue: doc.reportDue ?? '',
    ackRule: doc.ackRule ?? 'any',
    instructions: doc.instructions ?? '',
  }
}

/** What is to be stored of a draft, or of it what differs from what is stored; an exclusion without its reason yet stays with the form. */
export function bodyOf(draft: Draft, stored?: Draft): Record<string, unknown> {
  const body = wholeBodyOf(draft)
  if (!stored) return body
  const present = wholeBodyOf(stored)
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(present[name])))
}

function wholeBodyOf(draft: Draft): Record<string, unknown> {
  return {
    title: draft.title.trim(),
    content: draft.content,
    audience: { units: draft.units, unitTypes: draft.unitTypes, teams: draft.teams, exclusions: draft.exclusions.filter(({ reason }) => reason.trim() !== '') },
    ackDue: draft.ackDue || null,
    reportDue: draft.reportDue || null,
    ackRule: draft.ackRule,
    instructions: draft.instructions,
  }
}

export function readContentReference(text: string): ContentReference | undefined {
  const [relationTo, value] = text.split(':')
  if (!value || (relationTo !== 'resolutions' && relationTo !== 'materials' && relationTo !== 'campaigns')) return undefined
  return { relationTo, value }
}
