/**
 * Who an assignment goes to: subtrees of units narrowed to unit types, plus single teams, minus exclusions.
 * Run inside the writer, so that counting a province's teams never makes a phone wait.
 */
import { orgPlacements, orgUnits, teams } from '../organisation/tables.js'
import type { Reads, Row } from '../platform/database/tables.js'

export interface AudienceSpec {
  units: string[]
  unitTypes: string[]
  teams: string[]
  exclusions: { team: string; reason: string }[]
}

export interface Candidate {
  team: string
  unit: string
  path: string
  /** Where counting of this delivery ends: a village's parent, any other unit itself. */
  counterUnit: string
  households: number | null
  /** Its place today, where the two above are those of an earlier day. */
  now?: { path: string; counterUnit: string }
}

export interface Audience {
  /** Everyone the units and teams name, exclusions among them, in a stable order. */
  candidates: Candidate[]
  excluded: { teamId: string; reason: string }[]
  /** Open units of the chosen types that have no active team. */
  withoutTeam: string[]
  households: number
}

const UNIT_COLUMNS = ['id', 'path', 'type', 'households', 'parent']

export async function resolveAudience(reads: Reads, spec: AudienceSpec): Promise<Audience> {
  const units = await unitsOf(reads, spec)
  const found = await teamsIn(reads, [...units.keys()])
  const covered = new Set(found.map((team) => String(team.unit)))
  const withoutTeam = [...units.values()].filter((unit) => !covered.has(String(unit.id)) && (spec.unitTypes.length > 0 || unit.type === 'village')).map((unit) => String(unit.id))
  const single = spec.teams.length ? await reads.find(teams, { where: [['id', 'in', spec.teams], ['active', '=', true]], columns: ['id', 'unit'] }) : []
  const missing = [...new Set(single.map((team) => String(team.unit)))].filter((unit) => !units.has(unit))
  const extra = missing.length ? await reads.find(orgUnits, { where: [['id', 'in', missing], ['closedOn', '=', null]], columns: UNIT_COLUMNS }) : []
  const all = new Map([...units, ...extra.map((unit): [string, Row] => [String(unit.id), unit])])

  const byTeam = new Map<string, Candidate>()
  for (const team of [...found, ...single]) {
    const unit = all.get(String(team.unit))
    if (unit) byTeam.set(String(team.id), candidateOf(String(team.id), unit))
  }
  const candidates = [...byTeam.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.team < b.team ? -1 : 1))
  const reasons = new Map(spec.exclusions.map((exclusion) => [exclusion.team, exclusion.reason]))
  const excluded = candidates.flatMap(({ team }) => (reasons.has(team) ? [{ teamId: team, reason: reasons.get(team) ?? '' }] : []))
  const households = candidates.reduce((sum, candidate) => sum + (reasons.has(candidate.team) ? 0 : (candidate.households ?? 0)), 0)
  return { candidates, excluded, withoutTeam, households }
}

export function candidateOf(team: string, unit: Row): Candidate {
  const parent = typeof unit.parent === 'string' ? unit.parent : undefined
  return {
    team,
    unit: String(unit.id),
    path: String(unit.path),
    counterUnit: unit.type === 'village' && parent ? parent : String(unit.id),
    households: typeof unit.households === 'number' ? unit.households : null,
  }
}

/**
 * Candidates with their place in the tree as it was on a day (Hanoi): teams added later are counted with the others of
 * their assignment, by the tree of its publication. A unit that did not exist then keeps today's place.
 */
export async function placedOn(reads: Reads, candidates: readonly Candidate[], day: string): Promise<Candidate[]> {
  const placements = new Map<string, Row | undefined>()
  let wanted = [...new Set(candidates.map((candidate) => candidate.unit))]
  while (wanted.length) {
    const found = await reads.find(orgPlacements, { where: [['unit', 'in', wanted]], columns: ['id', 'unit', 'parent', 'type', 'from', 'to'] })
    const valid = found.filter((row) => String(row.from ?? '') <= day && (!row.to || day <= String(row.to))).sort((a, b) => (String(a.from ?? '') < String(b.from ?? '') ? -1 : 1))
    for (const unit of wanted) placements.set(unit, valid.findLast((row) => row.unit === unit))
    wanted = [...new Set(valid.flatMap((row) => (typeof row.parent === 'string' && !placements.has(row.parent) ? [row.parent] : [])))]
  }
  return candidates.map((candidate) => {
    const path = pathThen(candidate.unit, placements)
    const own = placements.get(candidate.unit)
    if (!path || path === candidate.path) return candidate
    const counterUnit = own?.type === 'village' && typeof own.parent === 'string' ? own.parent : candidate.unit
    return { ...candidate, path, counterUnit, now: { path: candidate.path, counterUnit: candidate.counterUnit } }
  })
}

function pathThen(unit: string, placements: ReadonlyMap<string, Row | undefined>): string | undefined {
  const ids: string[] = []
  for (let id: string | undefined = unit; id !== undefined; ) {
    const placement: Row | undefined = placements.get(id)
    if (!placement || ids.includes(id)) return undefined
    ids.unshift(id)
    id = typeof placement.parent === 'string' ? placement.parent : undefined
  }
  return `/${ids.join('/')}/`
}

async function unitsOf(reads: Reads, spec: AudienceSpec): Promise<Map<string, Row>> {
  if (!spec.units.length) return new Map()
  const roots = await reads.find(orgUnits, { where: [['id', 'in', spec.units]], columns: ['id', 'path'] })
  const units = new Map<string, Row>()
  for (const root of roots) {
    const below = await reads.find(orgUnits, { where: [['path', 'prefix', String(root.path)], ['closedOn', '=', null]], columns: UNIT_COLUMNS })
    for (const unit of below) {
      if (!spec.unitTypes.length || spec.unitTypes.includes(String(unit.type))) units.set(String(unit.id), unit)
    }
  }
  return units
}

async function teamsIn(reads: Reads, units: string[]): Promise<Row[]> {
  if (!units.length) return []
  return reads.find(teams, { where: [['unit', 'in', units], ['active', '=', true]], columns: ['id', 'unit'] })
}
