/**
 * Writing a checked import and taking it back, each in one atomic transaction: a reader sees all of it or nothing, a
 * crash leaves nothing, and repeating it changes nothing (docs/decisions: import, all or nothing).
 */
import { auditEventsTable } from '../../platform/audit/audit.js'
import { defineWork, refuse, type Row, type Table, type Tx } from '../../platform/database/tables.js'
import { newId } from '../../platform/ids.js'
import { householdsChange } from '../households.js'
import { orgHouseholds, orgPlacements, orgUnits } from '../tables.js'
import type { ImportKind } from './kinds.js'
import type { StoredRow } from './stored-rows.js'
import { imports, importRows, writtenMembers, writtenTeams } from './tables.js'
import { takeBack } from './take-back.js'
import { CHUNK, chunked, isSame, renamePlacement } from './write-rows.js'

const TURN = 'turn'

export const storeImport = defineWork('store-import', async (tx, row: Row): Promise<void> => {
  await tx.insert(imports, [row])
})

export const storeImportRows = defineWork('store-import-rows', async (tx, rows: StoredRow[]): Promise<void> => {
  await tx.insert(importRows, rows as unknown as Row[])
})

export const changeImport = defineWork('change-import', async (tx, input: { id: string; from: string; set: Row }): Promise<number> => {
  return tx.update(imports, [['id', '=', input.id], ['state', '=', input.from]], input.set)
})

/** Begins to write or to take back: one import at a time has the turn, so that two never mix. */
export const takeTurn = defineWork('take-import-turn', async (tx, input: { id: string; from: readonly string[]; to: 'applying' | 'undoing'; now: string }): Promise<boolean> => {
  const own = await tx.byId(imports, input.id)
  if (!own) throw refuse({ status: 404, code: 'not-found' })
  if (!input.from.includes(String(own.state))) return false
  const held = await tx.byId(importRows, TURN)
  if (held && held.import !== input.id) {
    const holder = await tx.byId(imports, String(held.import))
    if (holder && ['applying', 'undoing'].includes(String(holder.state))) throw refuse({ status: 409, code: 'state', details: { reason: 'busy', file: holder.fileName } })
  }
  if (!held) await tx.insertIfAbsent(importRows, [{ id: TURN, import: input.id, state: TURN, number: 0, body: null }], ['id'])
  else if ((await tx.update(importRows, [['id', '=', TURN], ['import', '=', String(held.import)]], { import: input.id })) !== 1) throw refuse({ status: 409, code: 'state', details: { reason: 'busy' } })
  await tx.update(imports, [['id', '=', input.id], ['state', 'in', [...input.from]]], { state: input.to, done: 0, updatedAt: input.now })
  return true
})

export interface WriteInput {
  id: string
  now: string
  log: Row
}

/** Moves every new and changed row of the import into its table. Answers the state it left. */
export const writeImport = defineWork('write-import', async (tx, input: WriteInput): Promise<{ state: string }> => {
  const head = await tx.byId(imports, input.id)
  if (head?.state !== 'applying') return { state: String(head?.state ?? '') }
  const kind = head.kind as ImportKind
  if (await isOutdated(tx, head, kind)) {
    await tx.update(imports, [['id', '=', input.id]], { state: 'failed', undo: { reason: 'changed-meanwhile' }, updatedAt: input.now })
    return { state: 'failed' }
  }
  for await (const rows of storedRows(tx, input.id, 'new')) {
    const records = rows.flatMap(({ body }) => (body.record ? [{ ...body.record, createdAt: input.now, updatedAt: input.now }] : []))
    await tx.insert(tableOf(kind), records)
    if (kind === 'units') await tx.insert(orgPlacements, records.map(firstPlacement))
  }
  for await (const rows of storedRows(tx, input.id, 'changed')) {
    for (const { body } of rows) {
      if (!body.target || !body.set) continue
      await tx.update(tableOf(kind), [['id', '=', body.target]], { ...body.set, updatedAt: input.now })
      if (body.successor) await tx.insert(tableOf(kind), [{ ...body.successor, createdAt: input.now, updatedAt: input.now }])
      if (kind !== 'units') continue
      await renamePlacement(tx, body.target, body.set)
      for (const { field, from, to } of body.changes) if (field === 'households') await tx.insert(orgHouseholds, householdsChange({ unit: body.target, before: from, after: to, at: input.now }))
    }
  }
  await tx.update(imports, [['id', '=', input.id]], { state: 'applied', done: Number(head.total), undo: { appliedAt: input.now }, updatedAt: input.now })
  await tx.insert(auditEventsTable, [input.log])
  return { state: 'applied' }
})

/** Takes an applied import back; what someone has worked on since stays and is named. */
export const undoImport = defineWork('undo-import', async (tx, input: WriteInput): Promise<{ state: string }> => {
  const head = await tx.byId(imports, input.id)
  if (head?.state !== 'undoing') return { state: String(head?.state ?? '') }
  const kind = head.kind as ImportKind
  const appliedAt = String((head.undo as { appliedAt?: string } | null)?.appliedAt ?? '')
  const kept = await takeBack({ tx, kind, table: tableOf(kind), rows: (state) => storedRows(tx, input.id, state), now: input.now })
  await tx.update(imports, [['id', '=', input.id]], { state: 'undone', done: Number(head.total), undo: { appliedAt, undoneAt: input.now, kept: kept.slice(0, 1_000), keptCount: kept.length }, updatedAt: input.now })
  await tx.insert(auditEventsTable, [{ ...input.log, details: { kept: kept.length } }])
  return { state: 'undone' }
})

/** How far an import of accounts is, which Payload writes one by one; its end goes into the log. */
export const recordImport = defineWork('record-import', async (tx, input: { id: string; from: string; set: Row; log: Row | null }): Promise<void> => {
  const changed = await tx.update(imports, [['id', '=', input.id], ['state', '=', input.from]], input.set)
  if (changed === 1 && input.log) await tx.insert(auditEventsTable, [input.log])
})

/** Removes the rows of imports that never came to an end, or that nobody needs to take back any more. */
export const dropImportRows = defineWork('drop-import-rows', async (tx, input: { id: string }): Promise<number> => {
  const rows = await tx.find(importRows, { where: [['import', '=', input.id]], limit: CHUNK, columns: ['id'] })
  return rows.length ? tx.remove(importRows, [['id', 'in', rows.map((row) => String(row.id))]]) : 0
})

export function tableOf(kind: ImportKind): Table {
  if (kind === 'units') return orgUnits
  if (kind === 'teams') return writtenTeams
  if (kind === 'members') return writtenMembers
  throw new Error('accounts are written through Payload, which keeps their passwords')
}

async function* storedRows(tx: Tx, id: string, state: 'new' | 'changed'): AsyncGenerator<StoredRow[]> {
  let last = 0
  for (;;) {
    const rows = (await tx.find(importRows, { where: [['import', '=', id], ['state', '=', state], ['number', '>', last]], orderBy: [['number', 'asc']], limit: CHUNK })) as unknown as StoredRow[]
    if (rows.length) yield rows
    if (rows.length < CHUNK) return
    last = Number(rows.at(-1)?.number)
  }
}

/**
 * True where someone has written since the check what the plan rests on: a changed cell holds another value, a place
 * has closed or moved, or something was made there that the plan could not know. The file is then checked again.
 */
async function isOutdated(tx: Tx, head: Row, kind: ImportKind): Promise<boolean> {
  const checkedAt = String(head.createdAt)
  const made = new Set<string>()
  const places = new Map<string, string>()
  const codes: string[] = []
  for await (const rows of storedRows(tx, String(head.id), 'new')) {
    for (const { body } of rows) {
      const record = body.record ?? {}
      made.add(String(record.id))
      const place = kind === 'units' ? record.parent : kind === 'teams' ? record.unit : record.team
      const path = kind === 'units' ? String(record.path).slice(0, -String(record.id).length - 1) : String(record.path)
      if (place) places.set(String(place), path)
      if (kind === 'units') codes.push(String(record.openCode))
    }
  }
  for (const id of made) places.delete(id)
  const placeTable = kind === 'members' ? writtenTeams : orgUnits
  for (const chunk of chunked([...places.keys()])) {
    const found = await tx.find(placeTable, { where: [['id', 'in', chunk]] })
    if (found.length !== chunk.length || found.some((row) => row.path !== places.get(String(row.id)) || (kind !== 'members' && row.closedOn))) return true
    const column = kind === 'units' ? 'parent' : kind === 'teams' ? 'unit' : 'team'
    if (await tx.findOne(tableOf(kind), { where: [[column, 'in', chunk], ['createdAt', '>', checkedAt]], columns: ['id'] })) return true
  }
  for (const chunk of chunked(codes)) if (await tx.findOne(orgUnits, { where: [['openCode', 'in', chunk]], columns: ['id'] })) return true
  for await (const rows of storedRows(tx, String(head.id), 'changed')) {
    const targets = new Map((await tx.find(tableOf(kind), { where: [['id', 'in', rows.map(({ body }) => body.target ?? '')]] })).map((row) => [String(row.id), row]))
    for (const { body } of rows) {
      const held = targets.get(body.target ?? '')
      if (!held || body.changes.some(({ field, from }) => !isSame(held[field], from))) return true
    }
  }
  return false
}

function firstPlacement(unit: Row): Row {
  return {
    id: newId(), unit: unit.id, parent: unit.parent, path: unit.path, name: unit.name, type: unit.type, code: unit.code, label: unit.label ?? null,
    from: unit.openedOn ?? null, to: null, decision: null,
  }
}
