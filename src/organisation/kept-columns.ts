/**
 * The columns of units, teams and members that follow from their own fields. For Payload's hooks (keep-unit, keep-team)
 * and for what writes set-based, in threads that never load Payload: it would cost each of them 20 MB.
 */
import { newId } from '../platform/ids.js'
import { searchTextOf, sortKeyVietnamese } from '../platform/text.js'
import { idOf } from './place.js'

export interface PlacedUnit {
  id: string
  name: string
  type: string
  code: string
  path: string
  parent?: unknown
  label?: string | null
  openedOn?: string | null
}

/** The columns that follow from a unit's own fields. */
export function unitColumns(unit: { id: string; name: string; label?: string | null; code: string; closedOn?: string | null }): { searchText: string; sortKey: string; openCode: string } {
  return { searchText: searchTextOf(unit.name, unit.label, unit.code), sortKey: sortKeyVietnamese(unit.name), openCode: unit.closedOn ? `closed:${unit.id}` : unit.code }
}

/** A code for a unit whose office has none: unique because the id is. */
export function codeFor(id: string): string {
  return `LT-${id.toUpperCase()}`
}

/** The placement with which a unit begins. `from` is its opening day, or "as long as anyone knows" (empty). */
export function placementOf(unit: PlacedUnit) {
  return {
    id: newId(),
    unit: unit.id,
    parent: idOf(unit.parent) ?? null,
    path: unit.path,
    name: unit.name,
    type: unit.type,
    code: unit.code,
    label: unit.label ?? null,
    from: unit.openedOn ?? null,
    to: null,
    decision: null,
  }
}

/** The columns that follow from a team's name. */
export function teamColumns({ label, unitName }: { label: string; unitName: string }): { searchText: string; sortKey: string } {
  return { searchText: searchTextOf(label, unitName), sortKey: sortKeyVietnamese(label) }
}

/** The columns that follow from a member's name. */
export function memberColumns({ name, position }: { name: string; position?: string | null }): { searchText: string; sortKey: string } {
  return { searchText: searchTextOf(name, position), sortKey: sortKeyVietnamese(givenNameFirst(name)) }
}

/** Vietnamese lists of persons are in the order of given names: the last word first. */
function givenNameFirst(name: string): string {
  const words = name.split(' ')
  return [words.at(-1) ?? '', ...words.slice(0, -1)].join(' ')
}
