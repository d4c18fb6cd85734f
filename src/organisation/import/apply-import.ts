// Applying a checked import and taking it back, as use cases: who may, the one write behind it, and what a crash left.
// Called by the routes, the command, and once at the start of the server.
import { setTimeout as wait } from 'node:timers/promises'
import type { Account } from '../../access/account.js'
import { isWithin } from '../../access/account.js'
import { auditRow } from '../../platform/audit/audit.js'
import type { Row } from '../../platform/database/tables.js'
import { Refusal } from '../../platform/database/tables.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { takeBackAccounts, writeAccounts } from './accounts.js'
import type { Counts } from './batches.js'
import { dropRows, leaseOf } from './check-import.js'
import { imports } from './tables.js'
import { importText } from './texts.js'
import { noFindings, type Findings } from './find-uses.js'
import { beginLooking, changeImport, lookAtImport, takeTurn, undoImport, writeImport, type Looked } from './write-import.work.js'

export interface ImportProgress {
  id: string
  state: string
  done: number
  total: number
}

export interface Caller {
  account: Pick<Account, 'id' | 'territory'>
  requestId: string | null
  isWhole?: boolean
}

/** An import of the caller's territory. */
export async function importById(id: string, caller: Caller): Promise<Row> {
  const row = await services().database.read.byId(imports, id)
  if (!row || row.state === 'checking' || !(caller.isWhole || isWithin(String(row.ownerPath ?? ''), caller.account.territory))) throw problem({ code: 'not-found' })
  return row
}

/**
 * Writes a checked import as one batch. Answers at once; the second of the two is the end of the work.
 * @param withoutWrong writes the right rows although others are wrong; the wrong ones are left for a corrected file
 * @throws Problem 409 in any other state, while another import is written, or with wrong rows
 */
export async function applyImport({ id, caller, withoutWrong = false }: { id: string; caller: Caller; withoutWrong?: boolean }): Promise<{ progress: ImportProgress; isNew: boolean; end: Promise<void> }> {
  const row = await importById(id, caller)
  if (row.state === 'applied') return { progress: progressOf(row), isNew: false, end: Promise.resolve() }
  if (row.state === 'applying') return { progress: progressOf(row), isNew: true, end: run(id) }
  if (row.state !== 'checked' || row.sheet === FORGOTTEN) throw problem({ code: 'state', details: { state: row.state } })
  const counts = row.counts as Counts
  if (counts.wrong > 0 && !withoutWrong) {
    throw problem({ code: 'state', title: importText('has-wrong-rows', { count: counts.wrong }), details: { state: row.state, reason: 'has-wrong-rows', wrong: counts.wrong } })
  }
  await take({ id, from: ['checked'], to: 'applying', caller })
  const end = run(id)
  return { progress: { ...progressOf(row), state: 'applying' }, isNew: true, end }
}

/** Takes an applied import back; the end names what had to stay. */
export async function undoAppliedImport({ id, caller }: { id: string; caller: Caller }): Promise<{ progress: ImportProgress; isNew: boolean; end: Promise<void> }> {
  const row = await importById(id, caller)
  if (row.state === 'undone') return { progress: progressOf(row), isNew: false, end: Promise.resolve() }
  if (row.state === 'undoing') return { progress: progressOf(row), isNew: true, end: run(id) }
  if (row.state !== 'applied') throw problem({ code: 'state', details: { state: row.state } })
  if (row.sheet === FORGOTTEN) throw problem({ code: 'state', title: importText('forgotten', { days: KEPT_DAYS }), details: { state: row.state, reason: 'forgotten' } })
  await take({ id, from: ['applied'], to: 'undoing', caller })
  return { progress: { ...progressOf(row), state: 'undoing', done: 0 }, isNew: true, end: run(id) }
}

/**
 * What a crash left under way goes on; a check that never ended is cleared away. What another living process carries is
 * left to it. Called at the start, and again and again where several processes serve one database.
 */
export async function resumeImports(): Promise<void> {
  const { database } = services()
  for (const row of await database.read.find(imports, { where: [['state', 'in', ['applying', 'undoing', 'checking']]] })) {
    const id = String(row.id)
    if (row.state !== 'checking') await run(id)
    else if (await database.take(leaseOf(id))) {
      if ((await database.write(changeImport, { id, from: 'checking', set: { state: 'failed' } })) === 1) await dropRows(database, id)
      await database.letGo(leaseOf(id))
    }
  }
}

/** Lists name people: their rows are kept only as long as taking back is likely. Called at the start of the server. */
export async function forgetOldRows(): Promise<void> {
  const { database, now } = services()
  const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000).toISOString()
  const old = await database.read.find(imports, { where: [['createdAt', '<', before], ['sheet', '!=', FORGOTTEN], ['state', 'in', ['checked', 'applied', 'undone', 'failed']]], columns: ['id', 'state'] })
  for (const row of old) {
    const id = String(row.id)
    if ((await database.write(changeImport, { id, from: String(row.state), set: { sheet: FORGOTTEN, problems: [] } })) === 1) await dropRows(database, id)
  }
}

export function progressOf(row: Row): ImportProgress {
  return { id: String(row.id), state: String(row.state), done: Number(row.done ?? 0), total: Number(row.total ?? 0) }
}

async function take({ id, from, to, caller }: { id: string; from: readonly string[]; to: 'applying' | 'undoing'; caller: Caller }): Promise<void> {
  try {
    const taken = await services().database.write(takeTurn, { id, from, to, now: services().now().toISOString() })
    if (!taken) throw problem({ code: 'state' })
    lastCaller.set(id, caller)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { status, details } = error.problem
    if (details?.reason === 'busy') throw problem({ code: 'state', status, title: importText('busy', { file: String(details.file ?? 'khác') }), details })
    throw problem(error.problem)
  }
}

const RETRY_MS = 2_000
const KEPT_DAYS = 90
/** Mark of an import whose rows are gone. */
const FORGOTTEN = 'forgotten'
/** Who asked, for the log; after a crash it is the account that the import belongs to. */
const lastCaller = new Map<string, Caller>()
const underWay = new Map<string, Promise<void>>()

function run(id: string): Promise<void> {
  const present = underWay.get(id)
  if (present) return present
  const started = leased(id).finally(() => {
    underWay.delete(id)
    lastCaller.delete(id)
  })
  underWay.set(id, started)
  return started
}

async function leased(id: string): Promise<void> {
  const { database } = services()
  if (!(await database.take(leaseOf(id)))) return
  await writeOrTakeBack(id).finally(() => database.letGo(leaseOf(id)))
}

async function writeOrTakeBack(id: string): Promise<void> {
  const { database, now } = services()
  const row = await database.read.byId(imports, id)
  if (!row) return
  const caller = lastCaller.get(id)
  const isUndo = row.state === 'undoing'
  const moment = now().toISOString()
  const log = auditRow({
    at: moment,
    actor: caller?.account.id ?? String(row.startedBy ?? 'product'),
    action: isUndo ? 'import.undo' : 'import.apply',
    subject: `imports/${id}`,
    path: String(row.ownerPath ?? '/'),
    details: { kind: row.kind, file: row.fileName, counts: row.counts },
    requestId: caller?.requestId ?? null,
  })
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (row.kind === 'accounts') await (isUndo ? takeBackAccounts : writeAccounts)({ head: row, now: moment, log })
      else await writeRows({ id, isUndo, now: moment, log })
      return
    } catch (error) {
      services().payload.logger.error({ err: error, msg: 'an import was not written' })
      if (isDuplicate(error)) {
        await database.write(changeImport, { id, from: String(row.state), set: { state: isUndo ? 'applied' : 'failed', undo: { ...(row.undo as Row | null), reason: 'changed-meanwhile' } } })
        return
      }
      // The whole write is one step that can be repeated: while the database is away, it waits; after a restart it goes on.
      if (attempt >= 30) throw error
      await wait(RETRY_MS)
    }
  }
}

/** Looks at all rows in short steps, then moves or removes them in one. Repeating it from the start is harmless. */
async function writeRows({ id, isUndo, now, log }: { id: string; isUndo: boolean; now: string; log: Row }): Promise<void> {
  const { database } = services()
  const begun = await database.write(beginLooking, { id })
  if (!begun) return
  const findings: Findings = noFindings()
  let done = 0
  for (const state of ['new', 'changed'] as const) {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const looked: Looked = await database.write(lookAtImport, { id, state, after, done, accountUnits: begun.accountUnits })
      if (looked.isOutdated) {
        await database.write(changeImport, { id, from: 'applying', set: { state: 'failed', undo: { reason: 'changed-meanwhile' }, updatedAt: now } })
        return
      }
      findings.kept.push(...looked.findings.kept)
      findings.uppers.push(...looked.findings.uppers)
      findings.apart.push(...looked.findings.apart)
      done = looked.done
      after = looked.last
    }
  }
  const { tide } = begun
  if (isUndo) await database.write(undoImport, { id, now, log, tide, findings })
  else await database.write(writeImport, { id, now, log, tide })
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && error.name === 'DuplicateRow'
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal || (error instanceof Error && error.name === 'Refusal' && 'problem' in error)
}
