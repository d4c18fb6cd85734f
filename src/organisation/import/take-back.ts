/** Takes the records of an import back inside one transaction, except what someone has worked on since. */
import type { Row, Staged, StagedColumns, Table, Tx } from '../../platform/database/tables.js'
import { householdsChange } from '../households.js'
import { orgHouseholds, orgPlacements } from '../tables.js'
import { usesOfMembers, type Findings } from './find-uses.js'
import type { ImportKind } from './kinds.js'
import type { Remark } from './read-table.js'
import { tableOf } from './ready-import.js'
import { storedOf, type StoredBody, type StoredRow } from './stored-rows.js'
import { importRows } from './tables.js'
import { isSame } from './write-rows.js'

interface Given {
  tx: Tx
  kind: ImportKind
  findings: Findings
  /** The waiting rows of new and of changed records. */
  fresh: Staged
  changed: Staged
  /** Where the old values of changed columns stand. */
  columns: StagedColumns
  now: string
}

/** Answers what was kept, and why, by the row of the file. */
export async function takeBack({ tx, kind, findings, fresh, changed, columns, now }: Given): Promise<Remark[]> {
  const kept = withThoseAbove(findings)
  const gone = { ...fresh, except: kept.map(({ row }) => row) }
  await tx.removeStaged(tableOf(kind), gone, { match: 'id', key: 'target' })
  if (kind === 'units') for (const table of [orgPlacements, orgHouseholds]) await tx.removeStaged(table, gone, { match: 'unit', key: 'target' })
  await tx.updateStaged(tableOf(kind), { ...changed, except: findings.apart }, { match: 'id', key: 'target', columns, given: { updatedAt: now } })
  const remarks = kept.map(({ number, code, name }): Remark => ({ row: number, code, values: { name } }))
  return [...remarks, ...(await restoreApart({ tx, kind, apart: findings.apart, now }))]
}

/** What is kept keeps the units above it. */
function withThoseAbove({ kept, uppers }: Findings): Findings['kept'] {
  const ids = new Set(kept.map(({ id }) => id))
  const upperById = new Map(uppers.map((upper) => [upper.id, upper]))
  const all = [...kept]
  for (const { path } of kept) {
    for (const above of path.split('/')) {
      const upper = upperById.get(above)
      if (!upper || ids.has(above)) continue
      ids.add(above)
      all.push({ ...upper, code: 'kept-children', path: '' })
    }
  }
  return all.sort((one, other) => one.number - other.number)
}

const AT_A_TIME = 500

/** Each changed cell gets its old value back, where it still holds the imported one. */
async function restoreApart({ tx, kind, apart, now }: { tx: Tx; kind: ImportKind; apart: readonly string[]; now: string }): Promise<Remark[]> {
  const table = tableOf(kind)
  const remarks: Remark[] = []
  for (let from = 0; from < apart.length; from += AT_A_TIME) {
    const rows = (await tx.find(importRows, { where: [['id', 'in', apart.slice(from, from + AT_A_TIME)]], orderBy: [['id', 'asc']] })).map(storedOf)
    const held = new Map((await tx.find(table, { where: [['id', 'in', rows.map(({ body }) => body.target ?? '')]] })).map((row) => [String(row.id), row]))
    for (const row of rows) {
      const record = held.get(row.body.target ?? '')
      if (record) remarks.push(...(await restoreOne({ tx, kind, table, row, record, now })))
    }
  }
  return remarks
}

async function restoreOne({ tx, kind, table, row, record, now }: { tx: Tx; kind: ImportKind; table: Table; row: StoredRow; record: Row; now: string }): Promise<Remark[]> {
  const { number, body } = row
  const target = String(record.id)
  if (body.successor) {
    if (!(await endTerm({ tx, table, successor: body.successor, record, body }))) return [{ row: number, code: 'kept-changed', values: { name: body.name } }]
    await tx.update(table, [['id', '=', target]], { ...body.unset, updatedAt: now })
    return []
  }
  const later = body.changes.filter(({ field, to }) => !isSame(record[field], to))
  const set = columnsToRestore(body.unset ?? {}, body.changes.map(({ field }) => field), later.map(({ field }) => field))
  if (Object.keys(set).length) await tx.update(table, [['id', '=', target]], { ...set, updatedAt: now })
  if (kind === 'units' && 'households' in set) await tx.insert(orgHouseholds, householdsChange({ unit: target, before: record.households, after: set.households, at: now }))
  const names = Object.fromEntries(Object.entries(set).filter(([column]) => column === 'name' || column === 'label'))
  if (kind === 'units' && Object.keys(names).length) await tx.update(orgPlacements, [['unit', '=', target], ['to', '=', null]], names)
  return later.map(({ column }): Remark => ({ row: number, column, code: 'kept-cell', values: { column, name: body.name } }))
}

/** Takes back a new term that nobody has changed or used; false where it stays. */
async function endTerm({ tx, table, successor, record, body }: { tx: Tx; table: Table; successor: Row; record: Row; body: StoredBody }): Promise<boolean> {
  const held = await tx.byId(table, String(successor.id))
  const isChanged = !held || Object.entries(successor).some(([column, value]) => !isSame(held[column], value)) || !isSame(record.to, body.set?.to)
  const used = new Map<string, string>()
  await usesOfMembers(tx, [String(successor.id)], used)
  if (isChanged || used.size) return false
  await tx.remove(table, [['id', '=', String(successor.id)]])
  return true
}

/** What follows from a record's fields (how it is found and sorted) goes back only where all of them go back. */
function columnsToRestore(unset: Row, fields: readonly string[], later: readonly string[]): Row {
  return Object.fromEntries(Object.entries(unset).filter(([column]) => (fields.includes(column) ? !later.includes(column) : later.length === 0)))
}
