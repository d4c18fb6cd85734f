// A planned row as it waits in the database: with every column that will be written, so that the one write at the end
// only moves finished rows. Made on the server's thread in small batches; read by the works, the lists and the files.
import type { Row } from '../../platform/database/tables.js'
import { memberColumns, teamColumns } from '../keep-team.js'
import { codeFor, unitColumns } from '../keep-unit.js'
import type { ImportKind } from './kinds.js'
import type { CellChange, PlannedRow, RowState } from './plan.js'
import type { Remark } from './read-table.js'

export interface StoredBody {
  name: string
  target?: string
  /** The whole row of a new record. */
  record?: Row
  /** Columns of a changed record, and what they were. */
  set?: Row
  unset?: Row
  changes: CellChange[]
  shown: string[]
  problems: Remark[]
  notes: Remark[]
}

export interface StoredRow {
  id: string
  import: string
  state: RowState
  number: number
  body: StoredBody
}

export function storedRow({ id, kind, planned }: { id: string; kind: ImportKind; planned: PlannedRow }): StoredRow {
  const { row, state, name, target, record, changes, base, shown, problems, notes } = planned
  const body: StoredBody = { name, changes, shown, problems, notes, ...(target ? { target } : {}) }
  if (record) body.record = newRecord(kind, record)
  if (state === 'changed' && base) {
    const before = base as Row
    const set = Object.fromEntries(changes.map(({ field, to }) => [field, to]))
    body.set = { ...set, ...followingColumns(kind, { ...before, ...set }) }
    body.unset = { ...Object.fromEntries(changes.map(({ field, from }) => [field, from])), ...followingColumns(kind, before) }
  }
  return { id: `${id}:${String(row).padStart(7, '0')}`, import: id, state, number: row, body }
}

function newRecord(kind: ImportKind, record: Row): Row {
  const { unitName: _, ...given } = record
  void _
  const filled = Object.fromEntries(Object.entries(given).map(([column, value]) => [column, value === '' ? null : value]))
  if (kind === 'units') {
    const code = String(filled.code ?? codeFor(String(filled.id)))
    return { ...filled, code, ...followingColumns('units', { ...record, code }) }
  }
  if (kind === 'members') filled.provisional = false
  return { ...filled, ...followingColumns(kind, record) }
}

/** What is searched and sorted by, which follows from the other fields. */
function followingColumns(kind: ImportKind, record: Row): Row {
  const name = String(record.name ?? '')
  if (kind === 'units') {
    const { searchText, sortKey, openCode } = unitColumns({ id: String(record.id), name, label: textOf(record.label), code: String(record.code) })
    return { searchText, sortKey, openCode }
  }
  if (kind === 'teams') return teamColumns({ label: String(record.label), unitName: String(record.unitName ?? '') })
  if (kind === 'members') return memberColumns({ name, position: textOf(record.position) })
  return {}
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
