/**
 * When each team was last renewed (kiện toàn): most communes decided within the year, a few teams were left out and a
 * few communes are overdue, so that the desk's list of what lacks is believable. Pure; read by seed-organisation.ts.
 */
import { diceFor } from './dice.js'
import { personName, villageFamilies } from './names.js'
import { DEMONSTRATION_SEED, type DemonstrationTeam, PROVINCE_SINCE } from './province.js'

export interface DemonstrationRenewal {
  /** The day from which the new list serves. */
  on: string
  decision: string
  /** Places in the team's list of those who joined by it. */
  joined: number[]
  /** Who served before one of them. */
  left: { name: string; role: string; position: string } | undefined
}

const DAY = 86_400_000
/** No later than this many days ago: what the teams did since was done by those who served. */
const LATEST = 30
const EARLIEST = 340
const OVERDUE_COMMUNES = 0.07
const LEFT_OUT = 0.04

/** @returns undefined for a team whose list is the one of the province's beginning */
export function renewalOf({ team, now }: { team: DemonstrationTeam; now: Date }): DemonstrationRenewal | undefined {
  const commune = team.unit.split('.')[0] ?? ''
  const office = diceFor(DEMONSTRATION_SEED, 'renewal', commune)
  const daysAgo = office.integer(LATEST, EARLIEST)
  const number = office.integer(12, 180)
  if (office.chance(OVERDUE_COMMUNES)) return undefined
  const dice = diceFor(DEMONSTRATION_SEED, 'renewal', team.key)
  if (dice.chance(LEFT_OUT)) return undefined
  const on = new Date(now.getTime() + 7 * 3_600_000 - daysAgo * DAY).toISOString().slice(0, 10)
  if (on <= PROVINCE_SINCE) return undefined
  // The leader stays: who confirmed since then was leader already.
  const others = team.members.flatMap((member, place) => (member.role === 'leader' ? [] : [place]))
  const joined = dice.some(others, dice.integer(1, 2))
  const follower = team.members[joined[0] ?? -1]
  const name = personName({ dice, families: villageFamilies(dice), woman: dice.chance(0.4) })
  const left = follower && dice.chance(0.6) && !team.members.some((member) => member.name === name) ? { name, role: follower.role, position: follower.position } : undefined
  return { on, decision: `${number}-QĐ/ĐU ngày ${on.split('-').reverse().join('/')}`, joined, left }
}
