// Reads what the product knows of an account's territory, page by page, so that the server stays awake meanwhile.
// Called before a check and for filled templates.
import { setImmediate as turn } from 'node:timers/promises'
import type { Account } from '../../access/account.js'
import type { Reads, Row, Table } from '../../platform/database/tables.js'
import { orgUnits, teamMembers, teams } from '../tables.js'
import type { ImportKind } from './kinds.js'
import type { Known, KnownAccount, KnownMember, KnownTeam, KnownUnit } from './known.js'

const PAGE = 500

export interface Importer {
  account: Pick<Account, 'id' | 'roles' | 'territory' | 'units'>
  /** The product's own command, which has the whole tree. */
  isWhole?: boolean
}

/** One part of what is known; a check takes them one after the other. */
export type KnownPart =
  | { list: 'units' | 'above'; rows: KnownUnit[] }
  | { list: 'teams'; rows: KnownTeam[] }
  | { list: 'members'; rows: KnownMember[] }
  | { list: 'accounts'; rows: KnownAccount[] }

export function emptyKnown({ importer, today }: { importer: Importer; today: string }): Known {
  return {
    units: [], above: [], takenCodes: [], teams: [], members: [], accounts: [], takenEmails: [],
    roots: importer.account.units, account: { id: importer.account.id, roles: importer.account.roles }, isWhole: importer.isWhole ?? false, today,
  }
}

/** Adds a part in place. Words that stand in thousands of rows are kept once: every row came with a copy of its own. */
export function addPart(known: Known, part: KnownPart): void {
  if (part.list === 'units') for (const unit of part.rows) Object.assign(unit, { parent: once(unit.parent), type: once(unit.type), label: once(unit.label), openedOn: once(unit.openedOn) })
  if (part.list === 'members') for (const member of part.rows) Object.assign(member, { team: once(member.team), role: once(member.role), from: once(member.from) })
  ;(known[part.list] as unknown[]).push(...part.rows)
}

const words = new Map<string, string>()

function once(word: string): string {
  const held = words.get(word)
  if (held !== undefined) return held
  if (words.size > 200_000) words.clear()
  words.set(word, word)
  return word
}

export interface KnownSource {
  reads: Pick<Reads, 'find'>
  /** Accounts come through Payload, which keeps their roles; asked for when accounts are imported. */
  accounts(): Promise<StoredAccount[]>
}

export interface StoredAccount extends Omit<KnownAccount, 'isWithin'> {
  territory: readonly string[]
}

export async function loadKnown({ source, kind, importer, today }: { source: KnownSource; kind: ImportKind; importer: Importer; today: string }): Promise<Known> {
  const known = emptyKnown({ importer, today })
  for await (const part of knownParts({ source, kind, importer })) addPart(known, part)
  return known
}

export async function* knownParts({ source, kind, importer }: { source: KnownSource; kind: ImportKind; importer: Importer }): AsyncGenerator<KnownPart> {
  const { reads } = source
  const territory = importer.isWhole ? ['/'] : importer.account.territory
  const above = [...new Set(territory.flatMap((path) => path.split('/').filter(Boolean)))]
  if (above.length) yield { list: 'above', rows: (await reads.find(orgUnits, { where: [['id', 'in', above]] })).map(unitOf) }
  for (const path of territory) {
    for await (const rows of pages(reads, orgUnits, path, true)) yield { list: 'units', rows: rows.map(unitOf) }
    if (kind === 'teams' || kind === 'members') for await (const rows of pages(reads, teams, path, false)) yield { list: 'teams', rows: rows.map(teamOf) }
    if (kind === 'members') for await (const rows of pages(reads, teamMembers, path, false)) yield { list: 'members', rows: rows.map(memberOf) }
  }
  if (kind === 'accounts') {
    const within = (paths: readonly string[]): boolean => paths.every((path) => territory.some((root) => path.startsWith(root)))
    const rows = (await source.accounts()).map(({ territory: paths, ...account }) => ({ ...account, isWithin: within(paths) }))
    yield { list: 'accounts', rows }
  }
}

/** Rows of a subtree in the order of their path and id; rows of one path may be many (members of a village). */
async function* pages(reads: Pick<Reads, 'find'>, table: Table, path: string, open: boolean): AsyncGenerator<Row[]> {
  let last: string | undefined
  for (;;) {
    const rows = await reads.find(table, {
      where: [['path', 'prefix', path], ...(open ? [['closedOn', '=', null] as const] : []), ...(last === undefined ? [] : [['path', '>', last] as const])].map((condition) => [...condition] as [string, '=', null]),
      orderBy: [['path', 'asc']],
      limit: PAGE,
    })
    if (rows.length < PAGE) {
      if (rows.length) yield rows
      return
    }
    // The last path may go on in the next page: it is left for that one, unless it fills the page alone.
    const lastPath = String(rows.at(-1)?.path)
    const whole = rows.filter((row) => row.path !== lastPath)
    if (whole.length === 0) {
      yield await reads.find(table, { where: [['path', '=', lastPath]] })
      last = lastPath
    } else {
      yield whole
      last = String(whole.at(-1)?.path)
    }
    await turn()
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const count = (value: unknown): number | null => (typeof value === 'number' ? value : null)

function unitOf(row: Row): KnownUnit {
  return {
    id: text(row.id), code: text(row.code), name: text(row.name), type: text(row.type), label: text(row.label), parent: text(row.parent), path: text(row.path),
    households: count(row.households), population: count(row.population), openedOn: text(row.openedOn),
  }
}

function teamOf(row: Row): KnownTeam {
  return { id: text(row.id), unit: text(row.unit), label: text(row.label), foundingDecision: text(row.foundingDecision), active: row.active !== false }
}

function memberOf(row: Row): KnownMember {
  return {
    id: text(row.id), team: text(row.team), name: text(row.name), role: text(row.role), position: text(row.position), phone: text(row.phone), from: text(row.from), to: text(row.to),
  }
}
