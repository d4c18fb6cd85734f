/** Why a delivery is outstanding and for how long: pure, over what is known of the delivery and its team. */
import type { Row } from '../platform/database/tables.js'

export const stages = ['delivered', 'acknowledged', 'reported'] as const
export type Stage = (typeof stages)[number]

/** The column that holds the due day of a delivery outstanding at a stage, and the counter of those. */
export const DUE_COLUMN = { delivered: 'dueDelivered', acknowledged: 'dueAcknowledged', reported: 'dueReported' } as const
export const OPEN_COUNT = { delivered: 'openDelivered', acknowledged: 'openAcknowledged', reported: 'openReported' } as const

/** A phone that was not heard of for longer than this many days is silent. */
export const SILENT_AFTER_DAYS = 7

export interface Reason {
  code: string
  by: 'team' | 'desk' | 'inferred'
  note?: string
  at?: string
}

export interface KnownOfTeam {
  hasLeader: boolean
  hasDevice: boolean
  lastSeenOn: string | null
}

/** What somebody said counts; else the first thing that stands in the way, from the team to the page itself. */
export function reasonOf({ delivery, team, today }: { delivery: Row; team: KnownOfTeam; today: string }): Reason {
  const blocked = delivery.blocked as { reason?: string; note?: string | null; by?: 'team' | 'desk'; at?: string } | null
  if (blocked?.reason) {
    return { code: blocked.reason, by: blocked.by ?? 'team', ...(blocked.note ? { note: blocked.note } : {}), ...(blocked.at ? { at: blocked.at } : {}) }
  }
  return { code: inferred({ delivery, team, today }), by: 'inferred' }
}

function inferred({ delivery, team, today }: { delivery: Row; team: KnownOfTeam; today: string }): string {
  if (!team.hasLeader) return 'no-leader'
  if (!team.hasDevice) return 'no-device'
  if (team.lastSeenOn === null || daysBetween(team.lastSeenOn, today) > SILENT_AFTER_DAYS) return 'silent'
  return delivery.seenAt ? 'opened' : 'not-opened'
}

/** Whole days from one day (yyyy-mm-dd) to another; negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Days past the due day, 0 up to its end. */
export function daysLate(due: string | null, today: string): number {
  return due ? Math.max(0, daysBetween(due, today)) : 0
}

/** The one who leads on a day: a confirmed leader, or where there is none the one the team itself named. */
export function leaderOn(members: readonly Row[], day: string): Row | undefined {
  const leaders = members.filter((member) => member.role === 'leader' && isMemberOn(member, day))
  return leaders.find((member) => !member.provisional) ?? leaders[0]
}

function isMemberOn(member: Row, day: string): boolean {
  const from = typeof member.from === 'string' ? member.from : ''
  const to = typeof member.to === 'string' ? member.to : ''
  return (Boolean(member.provisional) || !from || from <= day) && (!to || day <= to)
}
