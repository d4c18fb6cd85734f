/**
 * What lies under a unit: in the tree as it was on a day (placements) or as it is now (units). Called by read-rows;
 * names, types and codes are those of the tree that is asked for.
 */
import type { Tree } from '../dissemination/counters.js'
import { orgPlacements, orgUnits } from '../organisation/tables.js'
import type { Reads, Row } from '../platform/database/tables.js'
import { sortKeyVietnamese } from '../platform/text.js'
import { nameOf, type Unit, type UnitName } from './place.js'

export interface NamedUnit {
  name: UnitName
  sortKey: string
}

export interface Children {
  /** Child units that have counters of their own, at whatever time they were children. */
  counted: string[]
  /** Child units on a day (Hanoi); the day is of no account in the tree of today. */
  on(day: string): readonly NamedUnit[]
  /** Names of units below, children or not, as on a day. */
  named(units: readonly string[]): Promise<(unit: string, day: string) => { unit: UnitName; sortKey: string }>
}

const UNIT_COLUMNS = ['id', 'name', 'type', 'code', 'sortKey']
const PLACEMENT_COLUMNS = ['id', 'unit', 'path', 'name', 'type', 'code', 'from', 'to']

export async function childrenOf({ reads, unit, tree }: { reads: Reads; unit: Unit; tree: Tree }): Promise<Children> {
  return tree === 'now' ? childrenNow(reads, unit) : childrenThen(reads, unit)
}

/** Names of units as placed on a day: the placement of that day, the first one of a younger unit, else today's. */
export async function namesThen({ reads, units }: { reads: Reads; units: readonly string[] }): Promise<(unit: string, day: string) => NamedUnit | undefined> {
  if (!units.length) return () => undefined
  const placements = byUnit(await reads.find(orgPlacements, { where: [['unit', 'in', units]], columns: PLACEMENT_COLUMNS }))
  const unplaced = units.filter((unit) => !placements.has(unit))
  const today = new Map((await unitsNow(reads, unplaced)).map((row) => [String(row.id), named(nameOf(row))]))
  return (unit, day) => {
    const placement = placedOn(placements.get(unit) ?? [], day)
    return placement ? fromPlacement(placement) : today.get(unit)
  }
}

/** Every path that each unit ever had, in path order, today's among them. */
export async function pathsThen({ reads, units }: { reads: Reads; units: readonly string[] }): Promise<Map<string, string[]>> {
  const placements = await reads.find(orgPlacements, { where: [['unit', 'in', units]], columns: ['id', 'unit', 'path'] })
  const today = await reads.find(orgUnits, { where: [['id', 'in', units]], columns: ['id', 'path'] })
  const paths = new Map<string, Set<string>>()
  for (const [unit, path] of [...placements.map((row) => [row.unit, row.path]), ...today.map((row) => [row.id, row.path])]) {
    if (typeof path !== 'string' || !path) continue
    paths.set(String(unit), (paths.get(String(unit)) ?? new Set()).add(path))
  }
  return new Map([...paths].map(([unit, distinct]) => [unit, [...distinct].sort()]))
}

async function childrenNow(reads: Reads, unit: Unit): Promise<Children> {
  const rows = await reads.find(orgUnits, { where: [['parent', '=', unit.id]], columns: UNIT_COLUMNS })
  const children = rows.map((row) => ({ name: nameOf(row), sortKey: String(row.sortKey ?? '') }))
  const known = new Map(children.map((child) => [child.name.id, child]))
  return {
    counted: children.flatMap(({ name }) => (name.type === 'village' ? [] : [name.id])),
    on: () => children,
    named: async (units) => {
      for (const row of await unitsNow(reads, units.filter((id) => !known.has(id)))) {
        known.set(String(row.id), { name: nameOf(row), sortKey: String(row.sortKey ?? '') })
      }
      return (id) => asRow(id, known.get(id))
    },
  }
}

async function childrenThen(reads: Reads, unit: Unit): Promise<Children> {
  const rows = await reads.find(orgPlacements, { where: [['parent', '=', unit.id]], columns: PLACEMENT_COLUMNS })
  const placements = byUnit(rows)
  const ofDay = new Map<string, NamedUnit[]>()
  return {
    counted: [...placements].flatMap(([id, own]) => (own.some((placement) => placement.type !== 'village') ? [id] : [])),
    on: (day) => {
      const known = ofDay.get(day)
      if (known) return known
      const children = [...placements.values()].flatMap((own) => {
        const placement = own.filter((one) => isValidOn(one, day)).at(-1)
        return placement ? [fromPlacement(placement)] : []
      })
      ofDay.set(day, children)
      return children
    },
    named: async (units) => {
      const elsewhere = await namesThen({ reads, units: units.filter((id) => !placements.has(id)) })
      return (id, day) => {
        const own = placements.get(id)
        const placement = own && placedOn(own, day)
        return asRow(id, placement ? fromPlacement(placement) : elsewhere(id, day))
      }
    },
  }
}

/** Placements by unit, the earliest first. */
function byUnit(rows: readonly Row[]): Map<string, Row[]> {
  const placements = new Map<string, Row[]>()
  for (const row of [...rows].sort((a, b) => (String(a.from ?? '') < String(b.from ?? '') ? -1 : 1))) {
    placements.set(String(row.unit), [...(placements.get(String(row.unit)) ?? []), row])
  }
  return placements
}

/**
 * On the day of a change both placements are valid: which of them an assignment of that day went by, its deliveries
 * say.
 */
const isValidOn = (placement: Row, day: string): boolean => String(placement.from ?? '') <= day && (!placement.to || day <= String(placement.to))

function placedOn(placements: readonly Row[], day: string): Row | undefined {
  return placements.filter((placement) => isValidOn(placement, day)).at(-1) ?? placements.find((placement) => String(placement.from ?? '') > day) ?? placements.at(-1)
}

function fromPlacement(placement: Row): NamedUnit {
  return named(nameOf({ ...placement, id: placement.unit }))
}

function named(name: UnitName): NamedUnit {
  return { name, sortKey: sortKeyOf(name.name) }
}

function asRow(id: string, known: NamedUnit | undefined): { unit: UnitName; sortKey: string } {
  return known ? { unit: known.name, sortKey: known.sortKey } : { unit: { id, name: '', type: '', code: null }, sortKey: '' }
}

async function unitsNow(reads: Reads, ids: readonly string[]): Promise<Row[]> {
  return ids.length ? reads.find(orgUnits, { where: [['id', 'in', ids]], columns: UNIT_COLUMNS }) : []
}

/** Placements keep no sort key; names repeat from reading to reading. */
const sortKeys = new Map<string, string>()
const MOST_SORT_KEYS = 20_000

function sortKeyOf(name: string): string {
  const known = sortKeys.get(name)
  if (known !== undefined) return known
  if (sortKeys.size >= MOST_SORT_KEYS) sortKeys.clear()
  const key = sortKeyVietnamese(name)
  sortKeys.set(name, key)
  return key
}
