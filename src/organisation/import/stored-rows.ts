// A planned row as it waits in the database: with every column that will be written, so that the one write at the end
// only moves finished rows. Made beside the check; read by the works, the lists and the files.
import type { Row } from '../../platform/database/tables.js'
import { newId } from '../../platform/ids.js'
import { codeFor, memberColumns, teamColumns, unitColumns } from '../kept-columns.js'
import type { ImportKind } from './kinds.js'
import type { CellChange, PlannedRow, RowState } from './plan.js'
import type { Remark } from './read-table.js'

export interface StoredBody {
  name: string
  target?: string
  /** The whole row of a new record. */
  record?: Row
  /** The id of a new unit's first placement. */
  placement?: string
  /** The line of the households' history that a changed register makes, and the one that taking it back makes. */
  register?: { id: string; backId: string; has: unknown; had: unknown }
  /** The place that the record lies in is made by the same list. */
  isOnNew?: boolean
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
  state: RowState
  number: number
  body: StoredBody
}

/** The row as it is written: its body as JSON, without what is empty, since there may be 100,000 of them. */
export function writtenRow(importId: string, { id, state, number, body }: StoredRow): Row {
  const { changes, problems, notes, ...rest } = body
  const json = { ...rest, ...(changes.length ? { changes } : {}), ...(problems.length ? { problems } : {}), ...(notes.length ? { notes } : {}) }
  return { id, import: importId, state, number, body: JSON.stringify(json) }
}

export function storedOf(row: Row): StoredRow {
  const body = JSON.parse(String(row.body)) as Partial<StoredBody>
  return { id: String(row.id), state: row.state as RowState, number: Number(row.number), body: { name: '', shown: [], changes: [], problems: [], notes: [], ...body } }
}

/** @param today yyyy-mm-dd in Vietnam: the day from which a changed role counts where the list names none */
export function storedRow({ id, kind, planned, today }: { id: string; kind: ImportKind; planned: PlannedRow; today: string }): StoredRow {
  const { row, state, name, target, record, isOnNew, changes, base, shown, problems, notes } = planned
  const body: StoredBody = { name, changes, shown, problems, notes, ...(target ? { target } : {}), ...(isOnNew ? { isOnNew } : {}) }
  if (record) body.record = newRecord(kind, record)
  if (record && kind === 'units') body.placement = newId()
  if (state === 'changed' && base) {
    const before = base as Row
    const set = Object.fromEntries(changes.map(({ field, to }) => [field, to]))
    const households = changes.find(({ field }) => field === 'households')
    if (households) body.register = { id: newId(), backId: newId(), has: households.to, had: households.from }
    const term = kind === 'members' ? newTerm({ before, set, today }) : undefined
    if (term) Object.assign(body, term)
    else {
      const follows = NAMING[kind].some((field) => set[field] !== undefined)
      body.set = { ...set, ...(follows ? foundBy(kind, { ...before, ...set }) : {}) }
      body.unset = { ...Object.fromEntries(changes.map(({ field, from }) => [field, from])), ...(follows ? foundBy(kind, before) : {}) }
    }
  }
  return { id: `${id}:${String(row).padStart(7, '0')}`, state, number: row, body }
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
    return { ...filled, code, openCode: code, ...foundBy('units', { ...record, code }) }
  }
  if (kind === 'members') filled.provisional = false
  return { ...filled, ...foundBy(kind, record) }
}

/** The fields that a record is found and sorted by. */
const NAMING: Record<ImportKind, readonly string[]> = { units: ['name', 'label'], teams: ['label'], members: ['name', 'position'], accounts: [] }

/** What is searched and sorted by, which follows from the naming fields. */
function foundBy(kind: ImportKind, record: Row): Row {
  const name = String(record.name ?? '')
  if (kind === 'units') {
    const { searchText, sortKey } = unitColumns({ id: String(record.id), name, label: textOf(record.label), code: String(record.code) })
    return { searchText, sortKey }
  }
  if (kind === 'teams') return teamColumns({ label: String(record.label), unitName: String(record.unitName ?? '') })
  if (kind === 'members') return memberColumns({ name, position: textOf(record.position) })
  return {}
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
