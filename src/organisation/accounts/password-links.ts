// One-time links by which the holder of an account chooses a password: for new accounts and for forgotten passwords,
// with or without e-mail. Made by an administrator whose territory holds the account's; a newer link ends the older.
import { randomBytes } from 'node:crypto'
import type { Where } from 'payload'
import type { Account } from '../../access/account.js'
import { isWithin } from '../../access/account.js'
import { logCall } from '../../platform/database/perform.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { settings } from '../../platform/settings.js'
import { storedOf } from '../import/stored-rows.js'
import { importRows } from '../import/tables.js'
import { importFor } from '../import/whose-import.js'
import { orgUnits } from '../tables.js'
import { linkLetter } from './letters.js'

export const LINK_DAYS = 7
/** As many as one printer tray holds. */
const MOST = 500

export interface PasswordLink {
  userId: string
  name: string
  /** Where it may go by e-mail; null for who has no address. */
  email: string | null
  /** What the person types when signing in. */
  signIn: string
  /** Names of the account's units, for the envelope. */
  offices: string[]
  /** Shown once; absent where it went out by e-mail. */
  url?: string
  expiresAt: string
  sent: boolean
}

export interface LinkCaller {
  account: Account
  requestId: string | null
}

export interface LinkedAccount {
  id: string
  name?: string | null
  email?: string | null
  username?: string | null
  hash?: string | null
  territory?: string[] | null
  units?: unknown[] | null
  resetPasswordToken?: string | null
  resetPasswordExpiration?: string | null
}

/** Whose: chosen accounts, those an import made and that have no password yet, or all of the territory without one. */
export type LinkChoice = { userIds: readonly string[] } | { importId: string } | 'without-password'

export interface LinkInput {
  caller: LinkCaller
  choice: LinkChoice
  /** By e-mail where there is an address; who has none, or whose letter was refused, gets the link answered. */
  send: boolean
  publicUrl: string
}

/** @throws Problem 404 for an account outside the territory, 409 where no mail can be sent, 413 for too many at once */
export async function makePasswordLinks({ caller, choice, send, publicUrl }: LinkInput): Promise<PasswordLink[]> {
  const { payload, now } = services()
  if (send && !canSend()) throw problem({ code: 'state', title: 'Máy chủ chưa được đặt để gửi thư. Hãy in đường dẫn ra giấy.' })
  const chosen = await chosenAccounts(caller, choice)
  if (chosen.length > MOST) throw problem({ code: 'too-many', title: `Một lần tạo nhiều nhất ${MOST} đường dẫn. Hãy chọn ít tài khoản hơn.` })
  const expiresAt = new Date(now().getTime() + LINK_DAYS * 86_400_000).toISOString()
  const offices = await officeNames(chosen)
  const links: PasswordLink[] = []
  for (const user of chosen) {
    const url = await giveToken({ id: user.id, expiresAt, publicUrl })
    const email = user.email || null
    const link = { userId: user.id, name: user.name ?? '', email, signIn: signInOf(user), offices: unitIds(user).flatMap((id) => offices.get(id) ?? []), expiresAt }
    const sent = send && email !== null && (await mailed({ to: email, url, link }))
    await logLink({ caller, user, action: 'users.password-link', details: { expiresAt, by: sent ? 'mail' : 'paper' } })
    links.push(sent ? { ...link, sent } : { ...link, url, sent })
  }
  return links

  async function mailed({ to, url, link }: { to: string; url: string; link: Omit<PasswordLink, 'sent' | 'url'> }): Promise<boolean> {
    try {
      await payload.sendEmail({ to, ...linkLetter({ name: link.name, url, signIn: link.signIn, expiresAt }) })
      return true
    } catch (err) {
      payload.logger.warn({ err, msg: 'a password link could not be mailed and is printed instead' })
      return false
    }
  }
}

/** Ends a link that was lost before its time. */
export async function revokePasswordLink({ caller, userId }: { caller: LinkCaller; userId: string }): Promise<{ userId: string; revoked: true }> {
  const user = await managedAccount(caller, userId)
  await services().payload.db.updateOne({ collection: 'users', id: user.id, data: { resetPasswordToken: null, resetPasswordExpiration: null }, returning: false })
  await logLink({ caller, user, action: 'users.revoke-password-link', details: {} })
  return { userId: user.id, revoked: true }
}

export interface LinkState {
  userId: string
  hasPassword: boolean
  /** Until when a link that was given out can still be used; null where there is none. */
  linkUntil: string | null
  hasAddress: boolean
  canSend: boolean
}

/** What an administrator sees before giving out another link. */
export async function passwordLinkState({ caller, userId }: { caller: LinkCaller; userId: string }): Promise<LinkState> {
  const user = await managedAccount(caller, userId)
  const until = user.resetPasswordToken ? (user.resetPasswordExpiration ?? null) : null
  return { userId, hasPassword: Boolean(user.hash), linkUntil: until && new Date(until) > services().now() ? new Date(until).toISOString() : null, hasAddress: Boolean(user.email), canSend: canSend() }
}

/** Stores a new token and answers its address; a token that was given out before ends. */
export async function giveToken({ id, expiresAt, publicUrl }: { id: string; expiresAt: string; publicUrl: string }): Promise<string> {
  const token = randomBytes(20).toString('hex')
  await services().payload.db.updateOne({ collection: 'users', id, data: { resetPasswordToken: token, resetPasswordExpiration: expiresAt }, returning: false })
  return `${publicUrl}/admin/reset/${token}`
}

export function signInOf({ email, username }: Pick<LinkedAccount, 'email' | 'username'>): string {
  return email || username || ''
}

export function canSend(): boolean {
  return settings().smtpUrl !== undefined
}

/** Every unit of the account lies in the caller's territory; an account above or beside it is not there. */
function isManaged({ territory }: LinkedAccount, account: Account): boolean {
  return Array.isArray(territory) && territory.length > 0 && territory.every((path) => isWithin(path, account.territory))
}

async function managedAccount(caller: LinkCaller, userId: string): Promise<LinkedAccount> {
  const [user] = await accountsWhere({ id: { equals: userId } })
  if (!user || !isManaged(user, caller.account)) throw problem({ code: 'not-found' })
  return user
}

async function chosenAccounts(caller: LinkCaller, choice: LinkChoice): Promise<LinkedAccount[]> {
  const { account } = caller
  if (choice !== 'without-password' && 'userIds' in choice) {
    const ids = [...new Set(choice.userIds)]
    const found = (await accountsWhere({ id: { in: ids } })).filter((user) => isManaged(user, account))
    if (found.length !== ids.length) throw problem({ code: 'not-found' })
    return found
  }
  const made = choice === 'without-password' ? undefined : await madeByImport(caller, choice.importId)
  const open = (await accountsWhere({ hash: { exists: false } })).filter((user) => !user.hash && isManaged(user, account))
  return made ? open.filter(({ id }) => made.has(id)) : open
}

async function madeByImport(caller: LinkCaller, id: string): Promise<Set<string>> {
  const { read } = services().database
  const { head } = await importFor(id, caller)
  if (head.kind !== 'accounts') throw problem({ code: 'not-found' })
  if (head.state !== 'applied') throw problem({ code: 'state' })
  const rows = await read.find(importRows, { where: [['import', '=', id], ['state', '=', 'new']] })
  return new Set(rows.flatMap((row) => storedOf(row).body.target ?? []))
}

async function accountsWhere(where: Where): Promise<LinkedAccount[]> {
  const { docs } = await services().payload.db.find<LinkedAccount>({ collection: 'users', where, limit: 0, pagination: false, sort: 'sortKey' })
  return docs
}

function unitIds({ units }: LinkedAccount): string[] {
  return (units ?? []).flatMap((unit) => (typeof unit === 'string' ? [unit] : typeof unit === 'object' && unit !== null && 'id' in unit ? [String(unit.id)] : []))
}

async function officeNames(users: readonly LinkedAccount[]): Promise<Map<string, string>> {
  const ids = [...new Set(users.flatMap(unitIds))]
  const names = new Map<string, string>()
  for (let from = 0; from < ids.length; from += 500) {
    const rows = await services().database.read.find(orgUnits, { where: [['id', 'in', ids.slice(from, from + 500)]], columns: ['id', 'name'] })
    for (const row of rows) names.set(String(row.id), String(row.name))
  }
  return names
}

async function logLink({ caller, user, action, details }: { caller: LinkCaller; user: LinkedAccount; action: string; details: Record<string, unknown> }): Promise<void> {
  await logCall({ at: services().now().toISOString(), actor: caller.account.id, action, subject: `users/${user.id}`, path: user.territory?.[0] ?? null, details, requestId: caller.requestId })
}
