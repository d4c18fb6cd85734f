// What the product knows already of the territory, indexed the way offices name things. Loaded by load-known.ts,
// searched by the planners. Pure.
import { fold, placeName, upperName } from './folding.js'

export interface KnownUnit {
  id: string
  code: string
  name: string
  type: string
  label: string
  parent: string
  path: string
  households: number | null
  population: number | null
  openedOn: string
}

export interface KnownTeam {
  id: string
  unit: string
  label: string
  foundingDecision: string
  active: boolean
}

export interface KnownMember {
  id: string
  team: string
  name: string
  role: string
  position: string
  phone: string
  from: string
  to: string
}

export interface KnownAccount {
  id: string
  /** Empty where there is none, like the phone. */
  email: string
  username: string
  name: string
  phone: string
  roles: string[]
  units: string[]
  /** False where part of the account's units lies outside the importer's territory. */
  isWithin: boolean
}

export interface Known {
  /** Open units of the territory. */
  units: KnownUnit[]
  /** Units above the territory: found by name only to tell two communes apart. */
  above: KnownUnit[]
  /** Codes of open units outside the territory. */
  takenCodes: readonly string[]
  teams: KnownTeam[]
  members: KnownMember[]
  accounts: KnownAccount[]
  /** E-mail addresses of accounts outside the territory. */
  takenEmails: readonly string[]
  /** True for the product's own command: a first province may stand at the root of the tree. */
  isWhole?: boolean
  /** Ids of the units the importer is in charge of. */
  roots: readonly string[]
  /** Who imports. */
  account: { id: string; roles: readonly string[] }
  /** yyyy-mm-dd in Vietnam. */
  today: string
}

export interface UnitIndex {
  byId: ReadonlyMap<string, KnownUnit>
  byCode(code: string): KnownUnit | undefined
  /** A code that equals this number but for zeros in front; undefined when none or more than one. */
  codeWithZeros(code: string): string | undefined
  /** Units above the village that a name may mean, narrowed by the name of a unit above them where one is given. */
  named(name: string, upper?: string): KnownUnit[]
  /** Children of a unit whose name has the same core, whatever their kind. */
  children(parent: string, name: string): KnownUnit[]
  add(unit: KnownUnit): void
  /** "Thôn 2 (mã TQ.5, Xã Lũng Cú)": how a candidate is named in a question. */
  describe(unit: KnownUnit): string
}

export function indexUnits({ units, above }: Pick<Known, 'units' | 'above'>): UnitIndex {
  const byId = new Map<string, KnownUnit>()
  const codes = new Map<string, KnownUnit>()
  const bare = new Map<string, string[]>()
  const named = new Map<string, KnownUnit[]>()
  /** By parent, then by the core of the name: mostly one unit, and 100,000 lists of one would be memory for nothing. */
  const children = new Map<string, Map<string, KnownUnit | KnownUnit[]>>()

  const add = (unit: KnownUnit): void => {
    byId.set(unit.id, unit)
    if (unit.code) {
      codes.set(codeKey(unit.code), unit)
      const number = /^0+(\d+)$/.exec(unit.code)?.[1]
      if (number) push(bare, number, unit.code)
    }
    if (unit.type !== 'village') push(named, upperName(unit.name), unit)
    const siblings = children.get(unit.parent) ?? new Map<string, KnownUnit | KnownUnit[]>()
    children.set(unit.parent, siblings)
    const { core } = placeName(unit.name)
    const held = siblings.get(core)
    siblings.set(core, held ? [held, unit].flat() : unit)
  }
  for (const unit of units) add(unit)
  for (const unit of above) if (!byId.has(unit.id)) byId.set(unit.id, unit)

  const isUnder = (unit: KnownUnit, upper: string): boolean =>
    unit.path.split('/').some((id) => id !== unit.id && upperName(byId.get(id)?.name ?? '') === upperName(upper))

  return {
    byId,
    byCode: (code) => codes.get(codeKey(code)),
    codeWithZeros: (code) => {
      const found = bare.get(code) ?? []
      return found.length === 1 ? found[0] : undefined
    },
    named: (name, upper) => {
      const found = named.get(upperName(name)) ?? []
      const exact = found.filter((unit) => fold(unit.name) === fold(name))
      const fitting = exact.length ? exact : found
      return upper ? fitting.filter((unit) => isUnder(unit, upper)) : fitting
    },
    children: (parent, name) => [children.get(parent)?.get(placeName(name).core) ?? []].flat(),
    add,
    describe: (unit) => {
      const parent = byId.get(unit.parent)
      return `${unit.name} (${[unit.code ? `mã ${unit.code}` : '', parent?.name ?? ''].filter(Boolean).join(', ')})`
    },
  }
}

export function codeKey(code: string): string {
  return code.normalize('NFC').toUpperCase()
}

export function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const held = map.get(key)
  if (held) held.push(item)
  else map.set(key, [item])
}
