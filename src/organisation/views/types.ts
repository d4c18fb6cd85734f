/** Units, teams and members as the desk's lists answer them. */

export interface UnitDoc {
  id: string
  name: string
  type: string
  path?: string | null
  parent?: string | { id: string; name?: string } | null
  /** Also of a unit above one's own, which is not read itself. */
  parentName?: string | null
  households?: number | null
}

export interface TeamDoc {
  id: string
  label?: string | null
  unit?: string | { id: string; name?: string; parentName?: string | null } | null
  active?: boolean | null
}

export interface MemberDoc {
  id: string
  name: string
  role: 'leader' | 'deputy' | 'member'
  position?: string | null
  phone?: string | null
  from?: string | null
  to?: string | null
  provisional?: boolean | null
}

/** The team's name with its unit's, unless the name says it already. */
export function teamTitle({ label, unit }: TeamDoc): string {
  const place = nameOf(unit)
  if (!label) return place
  return place && !label.toLocaleLowerCase('vi').includes(place.toLocaleLowerCase('vi')) ? `${label} (${place})` : label
}

/** The unit above the team's own, which tells apart villages of one name. */
export function aboveOf({ unit }: TeamDoc): string {
  return typeof unit === 'object' && unit !== null ? (unit.parentName ?? '') : ''
}

export function nameOf(unit: string | { id: string; name?: string } | null | undefined): string {
  return typeof unit === 'object' && unit !== null ? (unit.name ?? '') : ''
}
