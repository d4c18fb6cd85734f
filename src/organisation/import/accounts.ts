// Accounts in an import: read and written through Payload's adapter, which keeps their sign-in. A new account has no
// password; nobody enters with it until its holder has chosen one by a one-time link. Called by the import's use cases.
import type { Row } from '../../platform/database/tables.js'
import { services } from '../../platform/services.js'
import { territoryColumns, userSearchColumns } from '../keep-user.js'
import { freeAmong, signInNameFrom } from '../accounts/sign-in-name.js'
import { orgUnits } from '../tables.js'
import type { StoredAccount } from './load-known.js'
import type { Remark } from './read-table.js'
import { storedOf, type StoredRow } from './stored-rows.js'
import { importRows } from './tables.js'
import { recordImport } from './write-import.work.js'
import { isSame } from './write-rows.js'

interface UserDoc {
  id: string
  email?: string | null
  username?: string | null
  name?: string | null
  phone?: string | null
  roles?: string[] | null
  units?: unknown[] | null
  territory?: string[] | null
  hash?: string | null
}

interface Given {
  head: Row
  now: string
  log: Row
}

export async function storedAccounts(): Promise<StoredAccount[]> {
  return (await usersBy({})).map(accountOf)
}

/**
 * Makes and changes the accounts one after the other; each is whole by itself, and going on after a crash makes none
 * twice. Everything is looked at before the first is written.
 */
export async function writeAccounts({ head, now, log }: Given): Promise<void> {
  const { database, payload } = services()
  const rows = await rowsToWrite(String(head.id))
  const present = new Map((await usersBy({})).map((user) => [user.id, accountOf(user)]))
  const owners = new Map([...present.values()].flatMap(({ id, email, username }) => [email.toLowerCase(), username].filter(Boolean).map((key) => [key, id] as const)))
  const isTaken = (key: unknown, by: string | undefined): boolean => typeof key === 'string' && key !== '' && owners.has(key) && owners.get(key) !== by
  const isOutdated = rows.some(({ state, body }) => {
    const held = present.get(body.target ?? '')
    if (state === 'new') return isTaken(body.record?.email, body.target) || isTaken(body.record?.username, body.target)
    if (body.changes.some(({ field, to }) => field === 'email' && isTaken(to, body.target))) return true
    // A cell that has its new value already was written before a crash.
    return !held || body.changes.some(({ field, from, to }) => !sameSet(valueOf(held, field), from) && !sameSet(valueOf(held, field), to))
  })
  if (isOutdated) return database.write(recordImport, { id: String(head.id), from: 'applying', set: { state: 'failed', undo: { reason: 'changed-meanwhile' }, updatedAt: now }, log: null })
  let done = 0
  for (const { state, body } of rows) {
    if (state === 'new' && body.record && !present.has(body.target ?? '')) {
      const { isWithin: _, ...record } = body.record
      void _
      const units = record.units as string[]
      const username = String(record.username ?? '') || freeAmong(signInNameFrom(String(record.name)), (name) => owners.has(name))
      owners.set(username, String(record.id))
      const named = { ...record, email: record.email || null, username }
      await payload.db.create({
        collection: 'users',
        data: { ...named, ...(await placeColumns(units)), ...userSearchColumns(namesOf(named)), createdAt: now, updatedAt: now },
        returning: false,
      })
    } else if (state === 'changed') await changeAccount(body.target ?? '', Object.fromEntries(body.changes.map(({ field, to }) => [field, to])))
    done += 1
    if (done % 50 === 0) await database.write(recordImport, { id: String(head.id), from: 'applying', set: { done }, log: null })
  }
  await database.write(recordImport, { id: String(head.id), from: 'applying', set: { state: 'applied', done: rows.length, undo: { appliedAt: now }, updatedAt: now }, log })
}

/** Takes the accounts back that nobody has used or changed; a used one stays, since its name stands in the log. */
export async function takeBackAccounts({ head, now, log }: Given): Promise<void> {
  const { database, payload } = services()
  const rows = await rowsToWrite(String(head.id))
  const present = new Map((await usersBy({})).map((user) => [user.id, user]))
  const kept: Remark[] = []
  for (const { state, number, body } of rows) {
    const user = present.get(body.target ?? '')
    if (!user) continue
    const account = accountOf(user)
    if (state === 'changed') {
      const later = body.changes.filter(({ field, to }) => !sameSet(valueOf(account, field), to))
      for (const { column } of later) kept.push({ row: number, column, code: 'kept-cell', values: { column, name: body.name } })
      await changeAccount(user.id, Object.fromEntries(body.changes.filter((change) => !later.includes(change)).map(({ field, from }) => [field, from])))
      continue
    }
    const code = await whyKept(user, body.record ?? {})
    if (code) kept.push({ row: number, code, values: { name: body.name } })
    else await payload.db.deleteOne({ collection: 'users', where: { id: { equals: user.id } } })
  }
  const undo = { ...(head.undo as Row | null), undoneAt: now, kept: kept.slice(0, 1_000), keptCount: kept.length }
  await database.write(recordImport, { id: String(head.id), from: 'undoing', set: { state: 'undone', done: rows.length, undo, updatedAt: now }, log: { ...log, details: { kept: kept.length } } })
}

async function whyKept(user: UserDoc, record: Row): Promise<string | undefined> {
  const account = accountOf(user)
  if (user.hash) return 'kept-account'
  for (const field of ['email', 'name', 'phone', 'roles', 'units']) if (!sameSet(valueOf(account, field), record[field])) return 'kept-changed'
  const { totalDocs } = await services().payload.db.count({ collection: 'audit-events', where: { actor: { equals: user.id } } })
  return totalDocs > 0 ? 'kept-account' : undefined
}

async function changeAccount(id: string, set: Row): Promise<void> {
  if (Object.keys(set).length === 0) return
  const { payload } = services()
  const [user] = await usersBy({ id: { equals: id } })
  if (!user) return
  const merged = { ...accountOf(user), ...set }
  await payload.db.updateOne({
    collection: 'users', id,
    data: { ...set, ...(set.units ? await placeColumns(set.units as string[]) : {}), ...userSearchColumns(namesOf(merged)) },
    returning: false,
  })
}

async function placeColumns(units: readonly string[]): Promise<Row> {
  const found = await services().database.read.find(orgUnits, { where: [['id', 'in', units]], columns: ['id', 'path', 'type'] })
  return territoryColumns(found.map((unit) => ({ path: String(unit.path), type: String(unit.type) })))
}

async function rowsToWrite(id: string): Promise<StoredRow[]> {
  const found = await services().database.read.find(importRows, { where: [['import', '=', id], ['state', 'in', ['new', 'changed']]], orderBy: [['number', 'asc']] })
  return found.map(storedOf)
}

async function usersBy(where: object): Promise<UserDoc[]> {
  const { docs } = await services().payload.db.find<UserDoc & { id: string }>({ collection: 'users', where: where as never, limit: 0, pagination: false })
  return docs
}

function accountOf(user: UserDoc): StoredAccount {
  return {
    id: user.id, email: user.email ?? '', username: user.username ?? '', name: user.name ?? '', phone: user.phone ?? '', roles: user.roles ?? [],
    units: (user.units ?? []).flatMap((unit) => (typeof unit === 'string' ? [unit] : typeof unit === 'object' && unit !== null && 'id' in unit ? [String(unit.id)] : [])),
    territory: user.territory ?? [],
  }
}

function valueOf(account: StoredAccount, field: string): unknown {
  return (account as unknown as Row)[field]
}

function sameSet(one: unknown, other: unknown): boolean {
  return Array.isArray(one) && Array.isArray(other) ? isSame([...(one as string[])].sort(), [...(other as string[])].sort()) : isSame(one, other)
}

function namesOf(record: object): { name: string; email: string; username: string; phone: string | null } {
  const { name, email, username, phone } = record as Row
  return { name: String(name ?? ''), email: String(email ?? ''), username: String(username ?? ''), phone: typeof phone === 'string' ? phone : null }
}
