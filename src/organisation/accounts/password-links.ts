// One-time links by which the holder of an account chooses a password: for new accounts and for forgotten passwords,
// with or without e-mail. Made by an administrator whose territory holds the account's; a newer link ends the older.
import { randomBytes } from 'node:crypto'
import type { Where } from 'payload'
import type { Account } from '../../access/account.js'
import { isWithin } from '../../access/account.js'
import { audit } from '../../platform/audit/audit.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { settings } from '../../platform/settings.js'

export const LINK_DAYS = 7
/** As many as one printer tray holds. */
const MOST = 500

export interface PasswordLink {
  userId: string
  name: string
  email: string
  /** Shown once; absent where it went out by e-mail. */
  url?: string
  expiresAt: string
  sent: boolean
}

export interface LinkCaller {
  account: Account
  requestId: string | null
}

interface UserDoc {
  id: string
  name?: string | null
  email: string
  hash?: string | null
  territory?: string[] | null
}

export interface LinkInput {
  caller: LinkCaller
  /** Whose; without it, every account of the territory that has no password yet. */
  userIds?: readonly string[]
  /** Sends by e-mail instead of answering the link. */
  send: boolean
  publicUrl: string
}

/** @throws Problem 404 for an account outside the territory, 409 where no mail can be sent, 413 for too many at once */
export async function makePasswordLinks({ caller, userIds, send, publicUrl }: LinkInput): Promise<PasswordLink[]> {
  const { payload, now } = services()
  if (send && !canSend()) throw problem({ code: 'state', title: 'Máy chủ chưa được đặt để gửi thư. Hãy in đường dẫn ra giấy.' })
  const chosen = await chosenAccounts(caller, userIds)
  if (chosen.length > MOST) throw problem({ code: 'too-many', title: `Một lần tạo nhiều nhất ${MOST} đường dẫn. Hãy chọn ít tài khoản hơn.` })
  const expiresAt = new Date(now().getTime() + LINK_DAYS * 86_400_000).toISOString()
  const links: PasswordLink[] = []
  for (const user of chosen) {
    const token = randomBytes(20).toString('hex')
    await payload.db.updateOne({ collection: 'users', id: user.id, data: { resetPasswordToken: token, resetPasswordExpiration: expiresAt }, returning: false })
    await logLink({ caller, user, action: 'users.password-link', details: { expiresAt, by: send ? 'mail' : 'paper' } })
    const url = `${publicUrl}/admin/reset/${token}`
    const link = { userId: user.id, name: user.name ?? '', email: user.email, expiresAt, sent: send }
    if (send) await payload.sendEmail({ to: user.email, subject: 'Lan Tỏa: đặt mật khẩu cho tài khoản của bạn', html: letter({ name: link.name, url, expiresAt }) })
    links.push(send ? link : { ...link, url })
  }
  return links
}

/** Ends a link that was lost before its time. */
export async function revokePasswordLink({ caller, userId }: { caller: LinkCaller; userId: string }): Promise<{ userId: string; revoked: true }> {
  const [user] = await chosenAccounts(caller, [userId])
  if (!user) throw problem({ code: 'not-found' })
  await services().payload.db.updateOne({ collection: 'users', id: user.id, data: { resetPasswordToken: null, resetPasswordExpiration: null }, returning: false })
  await logLink({ caller, user, action: 'users.revoke-password-link', details: {} })
  return { userId: user.id, revoked: true }
}

function canSend(): boolean {
  return settings().smtpUrl !== undefined
}

async function chosenAccounts({ account }: LinkCaller, userIds: readonly string[] | undefined): Promise<UserDoc[]> {
  const where: Where = userIds ? { id: { in: [...new Set(userIds)] } } : { hash: { exists: false } }
  const { docs } = await services().payload.db.find<UserDoc>({ collection: 'users', where, limit: 0, pagination: false, sort: 'sortKey' })
  const managed = docs.filter(({ territory }) => Array.isArray(territory) && territory.length > 0 && territory.every((path) => isWithin(path, account.territory)))
  if (userIds && managed.length !== new Set(userIds).size) throw problem({ code: 'not-found' })
  return userIds ? managed : managed.filter(({ hash }) => !hash)
}

async function logLink({ caller, user, action, details }: { caller: LinkCaller; user: UserDoc; action: string; details: Record<string, unknown> }): Promise<void> {
  await audit({ payload: services().payload, at: services().now().toISOString(), actor: caller.account.id, action, subject: `users/${user.id}`, path: user.territory?.[0] ?? null, details, requestId: caller.requestId })
}

function letter({ name, url, expiresAt }: { name: string; url: string; expiresAt: string }): string {
  const day = new Date(Date.parse(expiresAt) + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/')
  return [
    `<p>Kính gửi ${escaped(name)},</p>`,
    `<p>Bạn có tài khoản Lan Tỏa. Mở đường dẫn sau để chọn mật khẩu (dùng một lần, đến hết ngày ${day}):</p>`,
    `<p><a href="${escaped(url)}">${escaped(url)}</a></p>`,
    '<p>Nếu bạn không làm việc này, hãy bỏ qua thư.</p>',
  ].join('\n')
}

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
