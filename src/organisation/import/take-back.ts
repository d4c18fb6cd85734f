/** Takes the records of an import back inside one transaction, except what someone has worked on since. */
import type { Row, Table, Tx } from '../../platform/database/tables.js'
import { householdsChange } from '../households.js'
import { enrolmentCodes, orgHouseholds, orgPlacements, orgUnits } from '../tables.js'
import type { ImportKind } from './kinds.js'
import type { Remark } from './read-table.js'
import type { StoredBody, StoredRow } from './stored-rows.js'
import { memberUses, teamUses, unitUses, users, writtenMembers, writtenTeams } from './tables.js'
import { chunked, isSame, renamePlacement } from './write-rows.js'

interface Given {
  tx: Tx
  kind: ImportKind
  table: Table
  /** The import's stored rows, batch by batch; asked for more than once. */
  rows(state: 'new' | 'changed'): AsyncIterable<StoredRow[]>
  now: string
}

interface NewRecord {
  id: string
  number: number
  name: string
}

/** Answers what was kept, and why, by the row of the file. */
export async function takeBack(given: Given): Promise<Remark[]> {
  const news: NewRecord[] = []
  for await (const rows of given.rows('new')) news.push(...rows.flatMap(({ number, body }) => (body.target ? [{ id: body.target, number, name: body.name }] : [])))
  const kept = await keptRecords(given, new Set(news.map(({ id }) => id)))
  const remarks = news.flatMap(({ id, number, name }) => {
    const code = kept.get(id)
    return code ? [{ row: number, code, values: { name } }] : []
  })
  for (const ids of chunked(news.flatMap(({ id }) => (kept.has(id) ? [] : [id])))) {
    await given.tx.remove(given.table, [['id', 'in', ids]])
    if (given.kind !== 'units') continue
    for (const table of [orgPlacements, orgHouseholds]) await given.tx.remove(table, [['unit', 'in', ids]])
  }
  return [...remarks, ...(await restoreCells(given))]
}

/** New records that stay: id → the code of the reason. */
async function keptRecords({ tx, kind, table, rows: storedRows }: Given, own: ReadonlySet<string>): Promise<Map<string, string>> {
  const kept = new Map<string, string>()
  const paths = new Map<string, string>()
  for await (const rows of storedRows('new')) {
    const made = new Map(rows.map(({ body }) => [body.target ?? '', body.record ?? {}]))
    const ids = [...made.keys()]
    for (const row of await tx.find(table, { where: [['id', 'in', ids]] })) {
      const id = String(row.id)
      paths.set(id, String(row.path ?? ''))
      if (Object.entries(made.get(id) ?? {}).some(([column, value]) => !isSame(row[column], value))) kept.set(id, 'kept-changed')
    }
    if (kind === 'units') await keepUsedUnits(tx, ids, own, kept)
    else if (kind === 'teams') await keepUsedTeams(tx, ids, kept)
    else await keepUsedMembers(tx, ids, kept)
  }
  if (kind === 'units') {
    await keepUnitsOfAccounts(tx, own, kept)
    // What is kept keeps the units above it.
    for (const id of [...kept.keys()]) for (const above of (paths.get(id) ?? '').split('/')) if (own.has(above) && !kept.has(above)) kept.set(above, 'kept-children')
  }
  return kept
}

async function keepUsedUnits(tx: Tx, ids: string[], own: ReadonlySet<string>, kept: Map<string, string>): Promise<void> {
  for (const row of await tx.find(orgUnits, { where: [['parent', 'in', ids]], columns: ['id', 'parent'] })) if (!own.has(String(row.id))) kept.set(String(row.parent), 'kept-children')
  for (const row of await tx.find(writtenTeams, { where: [['unit', 'in', ids]], columns: ['id', 'unit'] })) kept.set(String(row.unit), 'kept-children')
  for (const { table, column } of unitUses) await keepNamed(tx, table, column, ids, kept)
  const times = new Map<string, number>()
  for (const row of await tx.find(orgPlacements, { where: [['unit', 'in', ids]], columns: ['id', 'unit'] })) times.set(String(row.unit), (times.get(String(row.unit)) ?? 0) + 1)
  for (const [unit, count] of times) if (count > 1) kept.set(unit, 'kept-changed')
}

async function keepUnitsOfAccounts(tx: Tx, own: ReadonlySet<string>, kept: Map<string, string>): Promise<void> {
  for (const row of await tx.find(users, { where: [], columns: ['id', 'territory'] })) {
    // A territory's path ends with the account's unit.
    for (const path of Array.isArray(row.territory) ? row.territory.map(String) : []) {
      const unit = path.split('/').at(-2) ?? ''
      if (own.has(unit)) kept.set(unit, 'kept-used')
    }
  }
}

async function keepUsedTeams(tx: Tx, ids: string[], kept: Map<string, string>): Promise<void> {
  for (const { table, column } of teamUses) await keepNamed(tx, table, column, ids, kept)
  for (const row of await tx.find(writtenMembers, { where: [['team', 'in', ids]], columns: ['id', 'team'] })) kept.set(String(row.team), 'kept-children')
  for (const row of await tx.find(enrolmentCodes, { where: [['team', 'in', ids], ['voidedAt', '=', null]], columns: ['id', 'team'] })) kept.set(String(row.team), 'kept-used')
}

async function keepUsedMembers(tx: Tx, ids: string[], kept: Map<string, string>): Promise<void> {
  const members = await tx.find(writtenMembers, { where: [['id', 'in', ids]], columns: ['id', 'team'] })
  const teams = [...new Set(members.map((row) => String(row.team)))]
  for (const { table, column } of memberUses) {
    for (const row of await tx.find(table, { where: [['team', 'in', teams], [column, 'in', ids]], columns: ['id', column] })) kept.set(String(row[column]), 'kept-used')
  }
  // Who has replaced one of them holds on to it.
  for (const row of await tx.find(writtenMembers, { where: [['team', 'in', teams], ['replaces', 'in', ids]], columns: ['id', 'replaces'] })) kept.set(String(row.replaces), 'kept-used')
}

async function keepNamed(tx: Tx, table: Table, column: string, ids: string[], kept: Map<string, string>): Promise<void> {
  for (const row of await tx.find(table, { where: [[column, 'in', ids]], columns: ['id', column] })) kept.set(String(row[column]), 'kept-used')
}

/** Each changed cell gets its old value back, where it still holds the imported one. */
async function restoreCells({ tx, kind, table, rows: storedRows, now }: Given): Promise<Remark[]> {
  const remarks: Remark[] = []
  for await (const rows of storedRows('changed')) {
    const held = new Map((await tx.find(table, { where: [['id', 'in', rows.map(({ body }) => body.target ?? '')]] })).map((row) => [String(row.id), row]))
    for (const { number, body } of rows) {
      const record = held.get(body.target ?? '')
      if (!record || !body.target) continue
      if (body.successor) {
        if (await endTerm({ tx, table, successor: body.successor, record, body })) await tx.update(table, [['id', '=', body.target]], { ...body.unset, updatedAt: now })
        else remarks.push({ row: number, code: 'kept-changed', values: { name: body.name } })
        continue
      }
      const later = body.changes.filter(({ field, to }) => !isSame(record[field], to))
      for (const { column } of later) remarks.push({ row: number, column, code: 'kept-cell', values: { column, name: body.name } })
      const set = columnsToRestore(body.unset ?? {}, body.changes.map(({ field }) => field), later.map(({ field }) => field))
      if (Object.keys(set).length === 0) continue
      await tx.update(table, [['id', '=', body.target]], { ...set, updatedAt: now })
      if (kind !== 'units') continue
      await renamePlacement(tx, body.target, set)
      if ('households' in set) await tx.insert(orgHouseholds, householdsChange({ unit: body.target, before: record.households, after: set.households, at: now }))
    }
  }
  return remarks
}

/** Takes back a new term that nobody has changed or used; false where it stays. */
async function endTerm({ tx, table, successor, record, body }: { tx: Tx; table: Table; successor: Row; record: Row; body: StoredBody }): Promise<boolean> {
  const held = await tx.byId(table, String(successor.id))
  const isChanged = !held || Object.entries(successor).some(([column, value]) => !isSame(held[column], value)) || !isSame(record.to, body.set?.to)
  const used = new Map<string, string>()
  await keepUsedMembers(tx, [String(successor.id)], used)
  if (isChanged || used.size) return false
  await tx.remove(table, [['id', '=', String(successor.id)]])
  return true
}

/** What follows from a record's fields (how it is found and sorted) goes back only where all of them go back. */
function columnsToRestore(unset: Row, fields: readonly string[], later: readonly string[]): Row {
  return Object.fromEntries(Object.entries(unset).filter(([column]) => (fields.includes(column) ? !later.includes(column) : later.length === 0)))
}
