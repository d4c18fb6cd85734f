// Plans a list of teams, one or more a village. Pure; called by plan.ts.
import { newId } from '../../platform/ids.js'
import { fold } from './folding.js'
import { findVillage } from './find-unit.js'
import { indexUnits, push, type Known, type KnownTeam, type KnownUnit, type UnitIndex } from './known.js'
import { changesOf, listed, problemsOf, settledRow, wrongRow, type PlannedRow, type Planner } from './plan.js'
import type { ReadRow } from './read-table.js'

const FIELDS = [
  { field: 'label', column: 'Tên tổ', same: (a: unknown, b: unknown) => fold(String(a ?? '')) === fold(String(b)) },
  { field: 'foundingDecision', column: 'Quyết định thành lập' },
  { field: 'active', column: 'Tình trạng' },
]

export function teamPlanner(known: Known): Planner {
  const index = indexUnits(known)
  const teams = teamsByUnit(known.teams)
  const seen = new Map<string, number>()
  const onlyCommune = soleCommune(index, known)
  /** A village that has two rows in the list has two teams. */
  const rowsOfUnit = new Map<string, number>()
  const unitOf = (row: ReadRow, add: ReturnType<typeof problemsOf>['add']): KnownUnit | undefined => findVillage({ index, row, add, fallbackParent: onlyCommune })
  return { survey, plan }

  function survey(row: ReadRow): void {
    const unit = unitOf(row, () => undefined)
    if (unit) rowsOfUnit.set(unit.id, (rowsOfUnit.get(unit.id) ?? 0) + 1)
  }

  function plan(row: ReadRow): PlannedRow {
    const problems = problemsOf(row)
    const unit = unitOf(row, problems.add)
    const name = String(row.values.label ?? row.values.village ?? row.values.unitCode ?? '')
    if (!unit || problems.all.length) return wrongRow(row, name, problems.all)
    const label = row.values.label as string | undefined
    const held = teams.get(unit.id) ?? []
    const same = label ? held.find((team) => fold(teamName(team, unit)) === fold(label) || fold(team.label) === fold(label)) : undefined
    const target = same ?? (held.length === 1 && rowsOfUnit.get(unit.id) === 1 ? held[0] : undefined)
    if (!target && !label && held.length > 1) {
      problems.add('Tên tổ', 'ambiguous-team', { count: held.length, candidates: listed(held.map((team) => teamName(team, unit))) })
      return wrongRow(row, name, problems.all)
    }
    const key = target?.id ?? fold(`${unit.id} ${label ?? ''}`)
    const earlier = seen.get(key)
    if (earlier) {
      problems.add(undefined, 'repeated-row', { row: earlier })
      return wrongRow(row, name, problems.all)
    }
    seen.set(key, row.row)
    const values: Record<string, unknown> = {
      foundingDecision: row.values.foundingDecision,
      active: row.values.active === undefined ? undefined : row.values.active === 'true',
      label: same ? undefined : label,
    }
    if (target) return settledRow(row, { target: target.id, name: teamName(target, unit), changes: changesOf({ fields: FIELDS, record: target, values }), base: { ...target, unitName: unit.name } })

    const id = newId()
    const team: KnownTeam = { id, unit: unit.id, label: label ?? teamName({ label: '' }, unit), foundingDecision: String(row.values.foundingDecision ?? ''), active: values.active !== false }
    return settledRow(row, { target: id, name: team.label, record: { ...team, path: unit.path, unitName: unit.name } })
  }
}

export function teamsByUnit(teams: readonly KnownTeam[]): Map<string, KnownTeam[]> {
  const byUnit = new Map<string, KnownTeam[]>()
  for (const team of teams) push(byUnit, team.unit, team)
  return byUnit
}

/** A team without a name of its own is called after its place: "Tổ dân vận thôn Lô Lô Chải". */
export function teamName(team: Pick<KnownTeam, 'label'>, unit: KnownUnit | undefined): string {
  const place = unit?.name ?? ''
  return team.label || `Tổ dân vận ${place.charAt(0).toLowerCase()}${place.slice(1)}`.trim()
}

/** The commune that every row means when none is named: the importer's own. */
export function soleCommune(index: UnitIndex, known: Known): KnownUnit | undefined {
  const [root, ...others] = known.roots.flatMap((id) => index.byId.get(id) ?? [])
  return root && !others.length && root.type === 'commune' ? root : undefined
}
