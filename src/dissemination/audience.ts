/**
 * Who an assignment goes to: subtrees of units narrowed to unit types, plus single teams, minus exclusions.
 * Run inside the writer, so that counting a province's teams never makes a phone wait.
 */
import { outermost } from '../access/account.js'
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
/** Units read at a time: of a nation only the candidates are held, not the rows that they are made from. */
const PART = 1_000

export async function resolveAudience(reads: Reads, spec: AudienceSpec): Promise<Audience> {
  const byTeam = new Map<string, Candidate>()
  const withoutTeam: string[] = []
  for await (const units of chosenUnits(reads, spec)) {
    const unitById = new Map(units.map((unit) => [String(unit.id), unit]))
    const found = await reads.find(teams, { where: [['unit', 'in', [...unitById.keys()]], ['active', '=', true]], columns: ['id', 'unit'] })
    addCandidates(byTeam, found, unitById)
    const covered = new Set(found.map((team) => String(team.unit)))
    for (const [id, unit] of unitById) if (!covered.has(id) && (spec.unitTypes.length > 0 || unit.type === 'village')) withoutTeam.push(id)
  }
  const single = spec.teams.length ? await reads.find(teams, { where: [['id', 'in', spec.teams], ['active', '=', true]], columns: ['id', 'unit'] }) : []
  const further = single.filter((team) => !byTeam.has(String(team.id)))
  const extra = further.length ? await reads.find(orgUnits, { where: [['id', 'in', [...new Set(further.map((team) => String(team.unit)))]], ['closedOn', '=', null]], columns: UNIT_COLUMNS }) : []
  addCandidates(byTeam, further, new Map(extra.map((unit) => [String(unit.id), unit])))

  const candidates = [...byTeam.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.team < b.team ? -1 : 1))
  const reasons = new Map(spec.exclusions.map((exclusion) => [exclusion.team, exclusion.reason]))
  const excluded = candidates.flatMap(({ team }) => (reasons.has(team) ? [{ teamId: team, reason: reasons.get(team) ?? '' }] : []))
  const households = candidates.reduce((sum, candidate) => sum + (reasons.has(candidate.team) ? 0 : (candidate.households ?? 0)), 0)
  return { candidates, excluded, withoutTeam, households }
}

function addCandidates(byTeam: Map<string, Candidate>, found: readonly Row[], unitById: ReadonlyMap<string, Row>): void {
  for (const team of found) {
    const unit = unitById.get(String(team.unit))
    if (unit) byTeam.set(String(team.id), candidateOf(String(team.id), unit))
  }
}

/** The open units of the chosen types in the chosen subtrees, each once, in parts by path. */
async function* chosenUnits(reads: Reads, spec: AudienceSpec): AsyncGenerator<Row[]> {
  const roots = spec.units.length ? await reads.find(orgUnits, { where: [['id', 'in', spec.units]], columns: ['id', 'path'] }) : []
  for (const path of outermost(roots.map((root) => String(root.path)))) {
    for (let after = ''; ; ) {
      const part = await reads.find(orgUnits, { where: [['path', 'prefix', path], ['path', '>', after], ['closedOn', '=', null]], orderBy: [['path', 'asc']], limit: PART, columns: UNIT_COLUMNS })
      const chosen = spec.unitTypes.length ? part.filter((unit) => spec.unitTypes.includes(String(unit.type))) : part
      if (chosen.length) yield chosen
      if (part.length < PART) break
      after = String(part.at(-1)?.path)
    }
  }
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
