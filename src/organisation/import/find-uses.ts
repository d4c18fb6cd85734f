/** What people have hung on the records of an import since it was written, so that taking it back leaves that alone. */
import type { Reads, Row, Table } from '../../platform/database/tables.js'
import { enrolmentCodes, orgPlacements, orgUnits } from '../tables.js'
import type { ImportKind } from './kinds.js'
import { tableOf, type WrittenState } from './ready-import.js'
import type { StoredRow } from './stored-rows.js'
import { memberUses, teamUses, unitUses, users, writtenMembers, writtenTeams } from './tables.js'
import { isSame } from './write-rows.js'

/** A new record in a finding; `row` is the waiting row's id. */
export interface Found {
  row: string
  id: string
  number: number
  name: string
}

export interface Findings {
  /** New records that stay, with the code of the reason and where they lie. */
  kept: (Found & { code: string; path: string })[]
  /** New units above the village: what stays keeps those it lies in. */
  uppers: Found[]
  /** Waiting rows of changed records that do not go back as a whole. */
  apart: string[]
}

export function noFindings(): Findings {
  return { kept: [], uppers: [], apart: [] }
}

/** @param accountUnits units that accounts are in charge of */
export async function findUses(reads: Reads, { head, state, rows, accountUnits }: { head: Row; state: WrittenState; rows: readonly StoredRow[]; accountUnits: ReadonlySet<string> }): Promise<Findings> {
  const kind = head.kind as ImportKind
  if (state === 'changed') return { ...noFindings(), apart: await rowsApart(reads, kind, rows) }
  const appliedAt = String((head.undo as { appliedAt?: string } | null)?.appliedAt ?? '')
  const reasons = new Map<string, string>()
  const made = new Map(rows.map((row) => [row.body.target ?? '', row]))
  const ids = [...made.keys()]
  for (const row of await reads.find(tableOf(kind), { where: [['id', 'in', ids]] })) {
    const record = made.get(String(row.id))?.body.record ?? {}
    if (Object.entries(record).some(([column, value]) => !isSame(row[column], value))) reasons.set(String(row.id), 'kept-changed')
  }
  if (kind === 'units') await usesOfUnits(reads, { ids, reasons, appliedAt, accountUnits })
  else if (kind === 'teams') await usesOfTeams(reads, ids, reasons)
  else await usesOfMembers(reads, ids, reasons)
  const found = (id: string): Found & { path: string } => {
    const row = made.get(id)
    return { row: row?.id ?? '', id, number: row?.number ?? 0, name: row?.body.name ?? '', path: String(row?.body.record?.path ?? '') }
  }
  const uppers = kind === 'units' ? ids.filter((id) => made.get(id)?.body.record?.type !== 'village').map(found) : []
  return { kept: [...reasons].map(([id, code]) => ({ ...found(id), code })), uppers, apart: [] }
}

/** Looked up once for all: a territory's path ends with the account's unit. */
export async function unitsOfAccounts(reads: Reads): Promise<string[]> {
  const found = await reads.find(users, { where: [], columns: ['id', 'territory'] })
  return [...new Set(found.flatMap(({ territory }) => (Array.isArray(territory) ? territory.map((path) => String(path).split('/').at(-2) ?? '') : [])))]
}

interface UnitsInput {
  ids: string[]
  reasons: Map<string, string>
  appliedAt: string
  accountUnits: ReadonlySet<string>
}

async function usesOfUnits(reads: Reads, { ids, reasons, appliedAt, accountUnits }: UnitsInput): Promise<void> {
  // What the same import made carries its moment.
  for (const row of await reads.find(orgUnits, { where: [['parent', 'in', ids]], columns: ['id', 'parent', 'createdAt'] })) if (row.createdAt !== appliedAt) reasons.set(String(row.parent), 'kept-children')
  for (const row of await reads.find(writtenTeams, { where: [['unit', 'in', ids]], columns: ['id', 'unit'] })) reasons.set(String(row.unit), 'kept-children')
  for (const { table, column } of unitUses) await usesNamed(reads, table, column, ids, reasons)
  const times = new Map<string, number>()
  for (const row of await reads.find(orgPlacements, { where: [['unit', 'in', ids]], columns: ['id', 'unit'] })) times.set(String(row.unit), (times.get(String(row.unit)) ?? 0) + 1)
  for (const [unit, count] of times) if (count > 1) reasons.set(unit, 'kept-changed')
  for (const id of ids) if (accountUnits.has(id)) reasons.set(id, 'kept-used')
}

async function usesOfTeams(reads: Reads, ids: string[], reasons: Map<string, string>): Promise<void> {
  for (const { table, column } of teamUses) await usesNamed(reads, table, column, ids, reasons)
  for (const row of await reads.find(writtenMembers, { where: [['team', 'in', ids]], columns: ['id', 'team'] })) reasons.set(String(row.team), 'kept-children')
  for (const row of await reads.find(enrolmentCodes, { where: [['team', 'in', ids], ['voidedAt', '=', null]], columns: ['id', 'team'] })) reasons.set(String(row.team), 'kept-used')
}

export async function usesOfMembers(reads: Reads, ids: string[], reasons: Map<string, string>): Promise<void> {
  const members = await reads.find(writtenMembers, { where: [['id', 'in', ids]], columns: ['id', 'team'] })
  const teams = [...new Set(members.map((row) => String(row.team)))]
  for (const { table, column } of memberUses) {
    for (const row of await reads.find(table, { where: [['team', 'in', teams], [column, 'in', ids]], columns: ['id', column] })) reasons.set(String(row[column]), 'kept-used')
  }
  // Who has replaced one of them holds on to it.
  for (const row of await reads.find(writtenMembers, { where: [['team', 'in', teams], ['replaces', 'in', ids]], columns: ['id', 'replaces'] })) reasons.set(String(row.replaces), 'kept-used')
}

async function usesNamed(reads: Reads, table: Table, column: string, ids: string[], reasons: Map<string, string>): Promise<void> {
  for (const row of await reads.find(table, { where: [[column, 'in', ids]], columns: ['id', column] })) reasons.set(String(row[column]), 'kept-used')
}

/** A record that is gone, has a new term, or holds other values than the import wrote. */
async function rowsApart(reads: Reads, kind: ImportKind, rows: readonly StoredRow[]): Promise<string[]> {
  const held = new Map((await reads.find(tableOf(kind), { where: [['id', 'in', rows.map(({ body }) => body.target ?? '')]] })).map((row) => [String(row.id), row]))
  return rows.flatMap(({ id, body }) => {
    const record = held.get(body.target ?? '')
    return !record || body.successor || body.changes.some(({ field, to }) => !isSame(record[field], to)) ? [id] : []
  })
}
