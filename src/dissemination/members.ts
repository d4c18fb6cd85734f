/** Who may acknowledge for a team, as of the time of the fact. Called inside the works that record acknowledgements. */
import { type PastRole, teamMembers } from '../organisation/tables.js'
import type { Reads, Row } from '../platform/database/tables.js'
import { hanoiDay } from './event-rules.js'

export interface TeamRoll {
  /** A member by the server's id or the client id under which the team named them. */
  named(id: string): Row | undefined
  /** Was a member at that time? A member the team itself named counts from before the desk confirms. */
  isMember(member: Row, time: string): boolean
  /** Led their own team at that time; a provisional leader does where no confirmed one led it. */
  isLeader(member: Row, time: string): boolean
}

/** @param teams more than one where a delivery was made for another team than the one that holds it now */
export async function readRoll(reads: Reads, ...teams: string[]): Promise<TeamRoll> {
  const members = await reads.find(teamMembers, { where: [['team', 'in', teams]] })
  const leads = (member: Row, time: string): boolean => roleAt(member, time) === 'leader' && isMember(member, time)
  return {
    named: (id) => members.find((member) => member.id === id || (member.clientId && member.clientId === id)),
    isMember,
    isLeader: (member, time) => leads(member, time) && (!member.provisional || !members.some((other) => other.team === member.team && !other.provisional && leads(other, time))),
  }
}

function isMember(member: Row, time: string): boolean {
  const day = hanoiDay(time)
  const from = textOf(member.from)
  const to = textOf(member.to)
  const hasBegun = Boolean(member.provisional) || !from || from <= day
  return hasBegun && (!to || day <= to || time < (textOf(member.replacedAt) ?? ''))
}

/** The role at that time: the one that the first later change ended, else the present one. */
function roleAt(member: Row, time: string): unknown {
  const past = (member.pastRoles as PastRole[] | null) ?? []
  return past.find(({ until }) => time < until)?.role ?? member.role
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)
