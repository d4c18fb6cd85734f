/**
 * Where a figure is asked for: one unit, or an account's several units shown under the nearest unit above them all.
 * Called by the reach calls and by the outstanding list; what lies outside the account's territory is not found.
 */
import { orgUnits } from '../organisation/tables.js'
import type { Reads, Row } from '../platform/database/tables.js'
import { problem } from '../platform/problems.js'

export interface UnitName {
  id: string
  name: string
  type: string
  code: string | null
}

export interface Unit extends UnitName {
  path: string
  sortKey: string
}

export interface Place {
  /** The unit that is asked about, or the nearest above several; undefined where those share none. */
  unit: Unit | undefined
  /** The account's units that are shown one by one; empty where one unit is asked about. */
  several: Unit[]
}

const COLUMNS = ['id', 'name', 'type', 'code', 'path', 'sortKey']

/**
 * @param territory paths of the account's units as of today
 * @param unit the unit asked for; the territory when absent
 * @throws 404 for a unit that is unknown or outside the territory
 */
export async function placeOf({ reads, territory, unit }: { reads: Reads; territory: readonly string[]; unit: string | undefined }): Promise<Place> {
  if (unit !== undefined) {
    const row = await reads.findOne(orgUnits, { where: [['id', '=', unit]], columns: COLUMNS })
    const found = row && unitOf(row)
    if (!found || !territory.some((root) => found.path.startsWith(root))) throw problem({ code: 'not-found' })
    return { unit: found, several: [] }
  }
  const roots = outermost(territory)
  if (!roots.length) throw problem({ code: 'not-found' })
  const above = roots.length > 1 ? commonAncestor(roots) : undefined
  const ids = roots.map(lastOf)
  const rows = await reads.find(orgUnits, { where: [['id', 'in', above ? [...ids, above] : ids]], columns: COLUMNS })
  const byId = new Map(rows.map((row) => [String(row.id), unitOf(row)]))
  const units = ids.flatMap((id) => byId.get(id) ?? [])
  if (!units.length) throw problem({ code: 'not-found' })
  if (roots.length === 1) return { unit: units[0], several: [] }
  return { unit: above ? byId.get(above) : undefined, several: units }
}

/** The units that a place stands for. */
export function unitsOf(place: Place): Unit[] {
  if (place.several.length) return place.several
  return place.unit ? [place.unit] : []
}

export function unitOf(row: Row): Unit {
  return { ...nameOf(row), path: String(row.path ?? ''), sortKey: String(row.sortKey ?? '') }
}

export function nameOf(row: Row): UnitName {
  return { id: String(row.id), name: String(row.name ?? ''), type: String(row.type ?? ''), code: typeof row.code === 'string' && row.code ? row.code : null }
}

/** The ids of a path from the root to the unit itself. */
export const idsOf = (path: string): string[] => path.split('/').filter(Boolean)
export const lastOf = (path: string): string => idsOf(path).at(-1) ?? ''

/** Paths without those that lie inside another one, in path order. */
export function outermost(paths: readonly string[]): string[] {
  const distinct = [...new Set(paths)].sort()
  return distinct.filter((path) => !distinct.some((other) => other !== path && path.startsWith(other)))
}

function commonAncestor(paths: readonly string[]): string | undefined {
  const [first = [], ...others] = paths.map(idsOf)
  const shared = first.filter((id, depth) => others.every((ids) => ids[depth] === id))
  return shared.at(-1)
}
