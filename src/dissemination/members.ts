/** Who of a team may acknowledge, as of the day of the fact. Called inside the works that record acknowledgements. */
import { teamMembers } from '../organisation/tables.js'
import type { Reads, Row } from '../platform/database/tables.js'

export interface TeamRoll {
  /** A member by the server's id or the client id under which the team named them. */
  named(id: string): Row | undefined
  /** Was a member on that day? A member the team itself named counts from before the desk confirms. */
  isMember(member: Row, day: string): boolean
  /** Leads on that day; a provisional leader does where no confirmed one leads. */
  isLeader(member: Row, day: string): boolean
}

export async function readRoll(reads: Reads, team: string): Promise<TeamRoll> {
  const members = await reads.find(teamMembers, { where: [['team', '=', team]] })
  const isMember = (member: Row, day: string): boolean => {
    const from = textOf(member.from)
    const to = textOf(member.to)
    return (Boolean(member.provisional) || !from || from <= day) && (!to || day <= to)
  }
  return {
    named: (id) => members.find((member) => member.id === id || (member.clientId && member.clientId === id)),
    isMember,
    isLeader: (member, day) => {
      if (member.role !== 'leader' || !isMember(member, day)) return false
      if (!member.provisional) return true
      return !members.some((other) => other.role === 'leader' && !other.provisional && isMember(other, day))
    },
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)
