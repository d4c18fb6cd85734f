// A planned row as it waits in the database: with every column that will be written, so that the one write at the end
// only moves finished rows. Made on the server's thread in small batches; read by the works, the lists and the files.
import type { Row } from '../../platform/database/tables.js'
import { newId } from '../../platform/ids.js'
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
  /** A member who changes role serves a new term: who was leader on a day answers for that day. */
  successor?: Row
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

/** @param today yyyy-mm-dd in Vietnam: the day from which a changed role counts where the list names none */
export function storedRow({ id, kind, planned, today }: { id: string; kind: ImportKind; planned: PlannedRow; today: string }): StoredRow {
  const { row, state, name, target, record, changes, base, shown, problems, notes } = planned
  const body: StoredBody = { name, changes, shown, problems, notes, ...(target ? { target } : {}) }
  if (record) body.record = newRecord(kind, record)
  if (state === 'changed' && base) {
    const before = base as Row
    const set = Object.fromEntries(changes.map(({ field, to }) => [field, to]))
    body.set = { ...set, ...followingColumns(kind, { ...before, ...set }) }
    const term = kind === 'members' ? newTerm({ before, set, today }) : undefined
    if (term) Object.assign(body, term)
    else body.unset = { ...Object.fromEntries(changes.map(({ field, from }) => [field, from])), ...followingColumns(kind, before) }
  }
  return { id: `${id}:${String(row).padStart(7, '0')}`, import: id, state, number: row, body }
}

/** The end of the old term and the new one; none where the role stays or the list corrects a term from its first day. */
function newTerm({ before, set, today }: { before: Row; set: Row; today: string }): Pick<StoredBody, 'successor' | 'set' | 'unset'> | undefined {
  if (set.role === undefined) return undefined
  const begun = String(before.from ?? '')
  const from = typeof set.from === 'string' && set.from > begun ? set.from : today
  if (from <= begun) return undefined
  const dayBefore = new Date(Date.parse(`${from}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const successor = newRecord('members', { ...before, ...set, id: newId(), from })
  return { successor, set: { to: dayBefore }, unset: { to: before.to === '' ? null : before.to } }
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
