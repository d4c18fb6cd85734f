// Which unit a row means: by code where there is one, else by commune and name. Two that fit are a question.
// Shared by the planners. Pure.
import { fold, placeName, tidy } from './folding.js'
import type { KnownUnit, UnitIndex } from './known.js'
import { listed } from './plan.js'
import type { ReadRow } from './read-table.js'

type Add = (column: string | undefined, code: string, values?: Record<string, string | number>) => void

/** A commune (or a unit above it) by code or name; undefined after the problem has been added. */
export function findUpper({ index, code, name, upper, columns, isNumber, add }: {
  index: UnitIndex
  code: string | undefined
  name: string | undefined
  upper: string | undefined
  columns: { code: string; name: string }
  isNumber: boolean
  add: Add
}): KnownUnit | undefined {
  if (code) {
    const found = index.byCode(code)
    if (!found) {
      addUnknownCode({ index, code, column: columns.code, isNumber, add })
      return undefined
    }
    if (name && !index.named(name).includes(found) && fold(found.name) !== fold(name)) {
      add(columns.code, 'code-name-differ', { code, was: found.name, name })
      return undefined
    }
    return found
  }
  if (!name) return undefined
  const found = index.named(name, upper)
  if (found.length === 1) return found[0]
  if (found.length === 0) add(columns.name, 'unknown-commune', { name })
  else add(columns.name, 'ambiguous-commune', { name, count: found.length, candidates: listed(found.map(index.describe)) })
  return undefined
}

export function addUnknownCode({ index, code, column, isNumber, add }: { index: UnitIndex; code: string; column: string; isNumber: boolean; add: Add }): void {
  const zeros = isNumber ? index.codeWithZeros(code) : undefined
  if (zeros) add(column, 'lost-zeros', { code: zeros })
  else add(column, 'unknown-code', { code })
}

export type VillageMatch = { kind: 'one'; unit: KnownUnit; exact: boolean } | { kind: 'none' } | { kind: 'many'; units: KnownUnit[] }

/**
 * Children with the same name but for case, marks, spaces and the word for the kind of place; of several, the one that
 * is written just so.
 * @param isMeant leaves out places that the row cannot mean
 */
export function matchVillage(index: UnitIndex, parent: string, name: string, isMeant: (unit: KnownUnit) => boolean = () => true): VillageMatch {
  const found = index.children(parent, name).filter(isMeant)
  const said = placeName(name)
  const exact = said.label ? found.filter((unit) => placeName(unit.name).label === said.label) : []
  const alike = exact.length ? exact : found
  const written = alike.length > 1 ? alike.filter((unit) => tidy(unit.name).toLowerCase() === tidy(name).toLowerCase()) : []
  const fitting = written.length === 1 ? written : alike
  const [first] = fitting
  if (!first) return { kind: 'none' }
  if (fitting.length > 1) return { kind: 'many', units: fitting }
  return { kind: 'one', unit: first, exact: exact.length === 1 || !said.label || !placeName(first.name).label }
}

/** The unit of a team's or member's row: Mã thôn, or Xã and Thôn. Undefined after the problem has been added. */
export function findVillage({ index, row, add, fallbackParent }: { index: UnitIndex; row: ReadRow; add: Add; fallbackParent: KnownUnit | undefined }): KnownUnit | undefined {
  const { unitCode, commune, village } = row.values as Record<string, string | undefined>
  if (unitCode) {
    const found = index.byCode(unitCode)
    if (!found) addUnknownCode({ index, code: unitCode, column: 'Mã thôn', isNumber: row.numbers?.includes('unitCode') ?? false, add })
    else if (village && placeName(found.name).core !== placeName(village).core) {
      add('Mã thôn', 'code-name-differ', { code: unitCode, was: found.name, name: village })
      return undefined
    }
    return found
  }
  const parent = commune
    ? findUpper({ index, code: undefined, name: commune, upper: undefined, columns: { code: 'Mã xã', name: 'Xã' }, isNumber: false, add })
    : fallbackParent
  if (!parent) {
    if (!commune) add('Xã', 'parent-missing')
    return undefined
  }
  if (!village) {
    add('Thôn', 'village-missing')
    return undefined
  }
  const match = matchVillage(index, parent.id, village)
  if (match.kind === 'one') return match.unit
  if (match.kind === 'none') add('Thôn', 'unknown-village', { name: village, commune: parent.name })
  else add('Thôn', 'ambiguous-village', { name: village, count: match.units.length, candidates: listed(match.units.map(index.describe)) })
  return undefined
}
