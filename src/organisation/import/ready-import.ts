// What is looked at before an import is written or taken back: whether what the plan rests on still stands, and
// whether anything has changed since that look. Called by the works, chunk by chunk and once more as a whole.
import type { Condition, Reads, Row, Table } from '../../platform/database/tables.js'
import { orgUnits } from '../tables.js'
import type { ImportKind } from './kinds.js'
import { storedOf, type StoredRow } from './stored-rows.js'
import { importRows, restingTables, writtenMembers, writtenTeams } from './tables.js'
import { CHUNK, isSame } from './write-rows.js'

export type WrittenState = 'new' | 'changed'

/** How many rows the tables have that an import rests on, and when each was last written to: any change shows here. */
export type Tide = Record<string, string>

export function tableOf(kind: ImportKind): Table {
  if (kind === 'units') return orgUnits
  if (kind === 'teams') return writtenTeams
  if (kind === 'members') return writtenMembers
  throw new Error('accounts are written through Payload, which keeps their passwords')
}

/** One chunk of the rows that wait, in the file's order. */
export async function storedChunk(reads: Reads, { id, state, after }: { id: string; state: WrittenState; after: number }): Promise<StoredRow[]> {
  const rows = await reads.find(importRows, { where: [['import', '=', id], ['state', '=', state], ['number', '>', after]], orderBy: [['number', 'asc']], limit: CHUNK })
  return rows.map(storedOf)
}

export async function* storedChunks(reads: Reads, id: string, state: WrittenState): AsyncGenerator<StoredRow[]> {
  for (let after = 0; ; ) {
    const rows = await storedChunk(reads, { id, state, after })
    if (rows.length) yield rows
    if (rows.length < CHUNK) return
    after = Number(rows.at(-1)?.number)
  }
}

/** @param isUndo taking back rests on more: on all that people have hung on the records since */
export async function tideOf(reads: Reads, kind: ImportKind, isUndo: boolean): Promise<Tide> {
  const tide: Tide = {}
  for (const table of restingTables(kind, isUndo)) {
    const isDated = 'updatedAt' in table.columns
    const [newest] = isDated ? await reads.find(table, { where: [], orderBy: [['updatedAt', 'desc']], limit: 1, columns: ['id', 'updatedAt'] }) : []
    tide[table.slug] = `${await reads.count(table, [])} ${String(newest?.updatedAt ?? '')}`
  }
  return tide
}

export function isSameTide(one: Tide, other: Tide): boolean {
  const tables = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...tables].every((table) => one[table] === other[table])
}

/**
 * True where someone has written since the check what these rows rest on: a changed cell holds another value, a place
 * has closed or moved, or something was made there that the plan could not know. The file is then checked again.
 */
export async function isOutdated(reads: Reads, { head, state, rows }: { head: Row; state: WrittenState; rows: readonly StoredRow[] }): Promise<boolean> {
  const kind = head.kind as ImportKind
  return state === 'new' ? isGroundMoved(reads, { kind, checkedAt: String(head.createdAt), rows }) : isCellChanged(reads, kind, rows)
}

async function isGroundMoved(reads: Reads, { kind, checkedAt, rows }: { kind: ImportKind; checkedAt: string; rows: readonly StoredRow[] }): Promise<boolean> {
  const places = new Map<string, string>()
  const codes: string[] = []
  for (const { body } of rows) {
    const record = body.record ?? {}
    const place = kind === 'units' ? record.parent : kind === 'teams' ? record.unit : record.team
    const path = kind === 'units' ? String(record.path).slice(0, -String(record.id).length - 1) : String(record.path)
    if (place && !body.isOnNew) places.set(String(place), path)
    if (kind === 'units') codes.push(String(record.openCode))
  }
  if (codes.length && (await reads.findOne(orgUnits, { where: [['openCode', 'in', codes]], columns: ['id'] }))) return true
  if (places.size === 0) return false
  const ids = [...places.keys()]
  const found = await reads.find(kind === 'members' ? writtenTeams : orgUnits, { where: [['id', 'in', ids]] })
  if (found.length !== ids.length || found.some((row) => row.path !== places.get(String(row.id)) || (kind !== 'members' && row.closedOn))) return true
  const column = kind === 'units' ? 'parent' : kind === 'teams' ? 'unit' : 'team'
  const since: Condition[] = [[column, 'in', ids], ['createdAt', '>', checkedAt]]
  return (await reads.findOne(tableOf(kind), { where: since, columns: ['id'] })) !== undefined
}

async function isCellChanged(reads: Reads, kind: ImportKind, rows: readonly StoredRow[]): Promise<boolean> {
  const held = new Map((await reads.find(tableOf(kind), { where: [['id', 'in', rows.map(({ body }) => body.target ?? '')]] })).map((row) => [String(row.id), row]))
  return rows.some(({ body }) => {
    const record = held.get(body.target ?? '')
    return !record || body.changes.some(({ field, from }) => !isSame(record[field], from))
  })
}
