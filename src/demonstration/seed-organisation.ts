/**
 * Writes the invented province as rows: units with their placements, teams, members and the phones that the history
 * speaks of. Called by seed.ts on an empty database only, so that nothing has to be looked up first.
 */
import { randomBytes } from 'node:crypto'
import { DEMONSTRATION_MARK } from '../organisation/demonstration-mark.js'
import { memberColumns, teamColumns, unitColumns } from '../organisation/kept-columns.js'
import { auditRow } from '../platform/audit/audit.js'
import type { Database, Row } from '../platform/database/tables.js'
import { newId } from '../platform/ids.js'
import { diceFor } from './dice.js'
import { DEMONSTRATION_SEED, PROVINCE_SINCE, type DemonstrationProvince, type DemonstrationUnit } from './province.js'
import { type DemonstrationRenewal, renewalOf } from './renewals.js'
import { seedRows, type SeededTable } from './seed.work.js'

export interface SeededTeam {
  id: string
  key: string
  name: string
  unit: SeededUnit
  commune: string
  /** Leader first. */
  memberIds: string[]
  deviceId: string | undefined
}

export interface SeededUnit {
  id: string
  key: string
  name: string
  type: DemonstrationUnit['type']
  path: string
  households: number
}

export interface SeededOrganisation {
  units: Map<string, SeededUnit>
  teams: SeededTeam[]
}

const CHUNK = 1_000
const PHONES = ['Samsung Galaxy A05', 'OPPO A18', 'Xiaomi Redmi 13C', 'vivo Y03', 'realme Note 50', 'Nokia C32'] as const

/**
 * @param since when the office entered it all, before the history begins
 * @param phoneSeenOn the day a team's phone was last heard of; undefined where the team has none
 */
export async function seedOrganisation({
  database,
  province,
  since,
  now,
  phoneSeenOn,
  advance,
}: {
  database: Database
  province: DemonstrationProvince
  since: Date
  now: Date
  phoneSeenOn: (teamKey: string) => string | undefined
  advance: (rows: number) => void
}): Promise<SeededOrganisation> {
  const stamp = { createdAt: since.toISOString(), updatedAt: since.toISOString() }
  const insert = async (table: SeededTable, rows: Row[]) => {
    for (let start = 0; start < rows.length; start += CHUNK) {
      const part = rows.slice(start, start + CHUNK)
      await database.write(seedRows, { table, rows: part })
      advance(part.length)
    }
  }

  const units = new Map<string, SeededUnit>()
  const unitRows = province.units.map((unit) => unitRow({ unit, units, stamp }))
  await insert('org-units', unitRows)
  await insert('org-placements', unitRows.map(placementRow))

  const teams = province.teams.flatMap((team): (SeededTeam & { row: Row; members: Row[]; devices: Row[]; renewals: Row[] })[] => {
    const unit = units.get(team.unit)
    if (!unit) return []
    const id = newId()
    const place = { path: unit.path, ...stamp }
    const renewal = renewalOf({ team, now })
    const members = team.members.map((member, index) => ({
      id: newId(), team: id, name: member.name, role: member.role, position: member.position, phone: member.phone ?? null, from: renewal?.joined.includes(index) ? renewal.on : PROVINCE_SINCE, to: null as string | null, provisional: false,
      ...memberColumns(member), ...place,
    }))
    const past = renewal?.left ? [{ id: newId(), team: id, ...renewal.left, phone: null, from: PROVINCE_SINCE, to: dayBefore(renewal.on), provisional: false, ...memberColumns(renewal.left), ...place }] : []
    const lastSeenOn = phoneSeenOn(team.key)
    const device = lastSeenOn ? deviceRow({ team: id, key: team.key, lastSeenOn, place }) : undefined
    return [
      {
        id, key: team.key, name: team.name, unit, commune: team.unit.split('.')[0] ?? '',
        memberIds: members.map((member) => member.id),
        deviceId: device?.id,
        row: { id, unit: unit.id, label: team.name, foundingDecision: team.foundingDecision, active: true, ...teamColumns({ label: team.name, unitName: unit.name }), ...place },
        members: [...members, ...past],
        devices: device ? [device] : [],
        renewals: renewal ? [renewalRow({ team: id, unit, renewal, since })] : [],
      },
    ]
  })
  await insert('teams', teams.map(({ row }) => row))
  await insert('team-members', teams.flatMap(({ members }) => members))
  await insert('devices', teams.flatMap(({ devices }) => devices))
  await insert('audit-events', teams.flatMap(({ renewals }) => renewals))
  return { units, teams }
}

/** How many rows `seedOrganisation` will write, for the progress bar. */
export function organisationRows({ province, phones, now }: { province: DemonstrationProvince; phones: number; now: Date }): number {
  const members = province.teams.reduce((sum, team) => sum + team.members.length, 0)
  const renewals = province.teams.flatMap((team) => renewalOf({ team, now }) ?? [])
  return 2 * province.units.length + province.teams.length + members + phones + renewals.length + renewals.filter(({ left }) => left).length
}

function unitRow({ unit, units, stamp }: { unit: DemonstrationUnit; units: Map<string, SeededUnit>; stamp: Row }): Row {
  const id = newId()
  const parent = unit.parent === undefined ? undefined : units.get(unit.parent)
  const path = `${parent?.path ?? '/'}${id}/`
  units.set(unit.key, { id, key: unit.key, name: unit.name, type: unit.type, path, households: unit.households })
  return {
    id, name: unit.name, type: unit.type, label: unit.label, code: unit.code, parent: parent?.id ?? null, path,
    openedOn: PROVINCE_SINCE, closedOn: null, households: unit.households, population: unit.population,
    ...unitColumns({ id, name: unit.name, label: unit.label, code: unit.code }), ...stamp,
  }
}

function placementRow(unit: Row): Row {
  const { id, parent, path, name, type, code, label } = unit
  const decision = type === 'village' ? DEMONSTRATION_MARK : '202/2025/QH15'
  return { id: newId(), unit: id, parent, path, name, type, code, label, from: PROVINCE_SINCE, to: null, decision }
}

/** The office entered an earlier decision when it began with the product. */
function renewalRow({ team, unit, renewal, since }: { team: string; unit: SeededUnit; renewal: DemonstrationRenewal; since: Date }): Row {
  const at = new Date(Math.max(since.getTime(), Date.parse(`${renewal.on}T02:00:00Z`))).toISOString()
  const changes = renewal.joined.length + (renewal.left ? 1 : 0)
  return auditRow({ at, actor: 'product', action: 'team.renew', subject: `teams/${team}`, unit: unit.id, path: unit.path, details: { on: renewal.on, decision: renewal.decision, changes } })
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** The keys of these phones are nobody's: their hash is random, so no bearer opens them. */
function deviceRow({ team, key, lastSeenOn, place }: { team: string; key: string; lastSeenOn: string; place: Row }): Row & { id: string } {
  const name = diceFor(DEMONSTRATION_SEED, 'phone', key).pick(PHONES)
  return { id: newId(), team, name, keyHash: randomBytes(32).toString('hex'), lastSeenOn, revokedAt: null, ...place }
}
