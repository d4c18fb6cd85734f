/**
 * Writing a checked import and taking it back. Both look at all rows first, in short steps that let phones in between;
 * then one atomic transaction moves or removes them, so that a reader sees all of it or nothing, a crash leaves nothing,
 * and repeating it changes nothing (docs/decisions/0014).
 */
import { auditEventsTable } from '../../platform/audit/audit.js'
import { defineWork, refuse, type Row, type Staged, type StagedColumns, type Tx } from '../../platform/database/tables.js'
import { orgHouseholds, orgPlacements } from '../tables.js'
import type { ImportKind } from './kinds.js'
import { isOutdated, isSameTide, storedChunk, storedChunks, tableOf, tideOf, type Tide, type WrittenState } from './ready-import.js'
import { imports, importRows } from './tables.js'
import { findUses, noFindings, unitsOfAccounts, type Findings } from './find-uses.js'
import { takeBack } from './take-back.js'
import { CHUNK } from './write-rows.js'

const TURN = 'turn'

export const storeImport = defineWork('store-import', async (tx, row: Row): Promise<void> => {
  await tx.insert(imports, [row])
})

export const storeImportRows = defineWork('store-import-rows', async (tx, rows: Row[]): Promise<void> => {
  await tx.insert(importRows, rows)
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

/** How things stand before the looking begins; the write at the end needs to look again only where this has changed. */
export const beginLooking = defineWork('begin-looking-at-import', async (tx, input: { id: string }): Promise<{ kind: ImportKind; tide: Tide; accountUnits: string[] } | undefined> => {
  const head = await tx.byId(imports, input.id)
  if (!head || !['applying', 'undoing'].includes(String(head.state))) return undefined
  const kind = head.kind as ImportKind
  const isUndo = head.state === 'undoing'
  return { kind, tide: await tideOf(tx, kind, isUndo), accountUnits: isUndo && kind === 'units' ? await unitsOfAccounts(tx) : [] }
})

export interface Look {
  id: string
  state: WrittenState
  /** The last row number of the chunk before. */
  after: number
  done: number
  accountUnits: string[]
}

export interface Looked {
  /** None at the end. */
  last: number | undefined
  done: number
  isOutdated: boolean
  findings: Findings
}

/** Looks at one chunk of rows and notes how far it is. */
export const lookAtImport = defineWork('look-at-import', async (tx, input: Look): Promise<Looked> => {
  const head = await tx.byId(imports, input.id)
  const rows = await storedChunk(tx, input)
  const done = input.done + rows.length
  const looked: Looked = { last: rows.length < CHUNK ? undefined : rows.at(-1)?.number, done, isOutdated: false, findings: noFindings() }
  if (!head || rows.length === 0) return { ...looked, last: undefined }
  if (head.state === 'undoing') looked.findings = await findUses(tx, { head, state: input.state, rows, accountUnits: new Set(input.accountUnits) })
  else if (await isOutdated(tx, { head, state: input.state, rows })) return { ...looked, isOutdated: true }
  await tx.update(imports, [['id', '=', input.id]], { done })
  return looked
})

export interface WriteInput {
  id: string
  now: string
  log: Row
  /** As it was before the looking began. */
  tide: Tide
}

/** Moves every new and changed row of the import into its table. Answers the state it left. */
export const writeImport = defineWork('write-import', async (tx, input: WriteInput): Promise<{ state: string }> => {
  const head = await tx.byId(imports, input.id)
  if (head?.state !== 'applying') return { state: String(head?.state ?? '') }
  const kind = head.kind as ImportKind
  if (!isSameTide(await tideOf(tx, kind, false), input.tide) && (await isAnyOutdated(tx, head))) {
    await tx.update(imports, [['id', '=', input.id]], { state: 'failed', undo: { reason: 'changed-meanwhile' }, updatedAt: input.now })
    return { state: 'failed' }
  }
  const table = tableOf(kind)
  const stamps = { createdAt: input.now, updatedAt: input.now }
  const own = Object.keys(table.columns).filter((column) => !(column in stamps))
  const fresh = stagedOf(input.id, 'new')
  await tx.insertStaged(table, fresh, placesIn('record', own), stamps)
  if (kind === 'units') await tx.insertStaged(orgPlacements, fresh, { id: 'placement', unit: 'record.id', from: 'record.openedOn', ...placesIn('record', ['parent', 'path', 'name', 'type', 'code', 'label']) })
  const changed = stagedOf(input.id, 'changed')
  const columns = columnsSet(head)
  await tx.updateStaged(table, changed, { match: 'id', key: 'target', columns: placesIn('set', columns), given: { updatedAt: input.now } })
  await tx.insertStaged(table, { ...changed, having: 'successor' }, placesIn('successor', own), stamps)
  if (kind === 'units') {
    await renamePlacements(tx, changed, columns, 'set')
    await tx.insertStaged(orgHouseholds, { ...changed, having: 'register' }, { id: 'register.id', unit: 'target', households: 'register.has', before: 'register.had' }, { from: input.now })
  }
  await tx.update(imports, [['id', '=', input.id]], { state: 'applied', done: Number(head.total), undo: { appliedAt: input.now }, updatedAt: input.now })
  await tx.insert(auditEventsTable, [input.log])
  return { state: 'applied' }
}, { isLong: true })

/** Takes an applied import back; what someone has worked on since stays and is named. */
export const undoImport = defineWork('undo-import', async (tx, input: WriteInput & { findings: Findings }): Promise<{ state: string }> => {
  const head = await tx.byId(imports, input.id)
  if (head?.state !== 'undoing') return { state: String(head?.state ?? '') }
  const kind = head.kind as ImportKind
  const findings = isSameTide(await tideOf(tx, kind, true), input.tide) ? input.findings : await findAllUses(tx, head)
  const columns = columnsSet(head)
  const changed = stagedOf(input.id, 'changed')
  const kept = await takeBack({ tx, kind, findings, fresh: stagedOf(input.id, 'new'), changed, columns: placesIn('unset', columns), now: input.now })
  if (kind === 'units') {
    const whole = { ...changed, except: findings.apart }
    await renamePlacements(tx, whole, columns, 'unset')
    await tx.insertStaged(orgHouseholds, { ...whole, having: 'register' }, { id: 'register.backId', unit: 'target', households: 'register.had', before: 'register.has' }, { from: input.now })
  }
  const undo = { ...(head.undo as Row | null), undoneAt: input.now, kept: kept.slice(0, 1_000), keptCount: kept.length }
  await tx.update(imports, [['id', '=', input.id]], { state: 'undone', done: Number(head.total), undo, updatedAt: input.now })
  await tx.insert(auditEventsTable, [{ ...input.log, details: { kept: kept.length } }])
  return { state: 'undone' }
}, { isLong: true })

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

function stagedOf(id: string, state: WrittenState): Staged {
  return { table: importRows, where: [['import', '=', id], ['state', '=', state]], json: 'body' }
}

function placesIn(place: string, columns: readonly string[]): StagedColumns {
  return Object.fromEntries(columns.map((column) => [column, `${place}.${column}`]))
}

/** Only the columns that some row sets: an index over a column that stays is not touched. */
function columnsSet(head: Row): string[] {
  return (head.plan as { set?: string[] } | null)?.set ?? []
}

/** A name corrected by a list: the present placement says it right, earlier ones stay as they were. */
async function renamePlacements(tx: Tx, changed: Staged, columns: readonly string[], place: 'set' | 'unset'): Promise<void> {
  const names = ['name', 'label'].filter((column) => columns.includes(column))
  if (names.length) await tx.updateStaged(orgPlacements, changed, { match: 'unit', key: 'target', columns: placesIn(place, names), where: [['to', '=', null]] })
}

async function isAnyOutdated(tx: Tx, head: Row): Promise<boolean> {
  for (const state of ['new', 'changed'] as const) for await (const rows of storedChunks(tx, String(head.id), state)) if (await isOutdated(tx, { head, state, rows })) return true
  return false
}

async function findAllUses(tx: Tx, head: Row): Promise<Findings> {
  const accountUnits = new Set(head.kind === 'units' ? await unitsOfAccounts(tx) : [])
  const all = noFindings()
  for (const state of ['new', 'changed'] as const) {
    for await (const rows of storedChunks(tx, String(head.id), state)) {
      const { kept, uppers, apart } = await findUses(tx, { head, state, rows, accountUnits })
      all.kept.push(...kept)
      all.uppers.push(...uppers)
      all.apart.push(...apart)
    }
  }
  return all
}
