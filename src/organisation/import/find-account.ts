// Whose account a row means: by sign-in name, else by address, else by name with phone or unit. Two that fit are a
// question, never a guess. Pure; called by plan-accounts.ts.
import { fold } from './folding.js'
import { push, type KnownAccount } from './known.js'
import { isSamePhone } from './plan.js'

export interface AccountRow {
  username?: string | undefined
  email?: string | undefined
  name?: string | undefined
  phone?: string | undefined
  units: readonly string[]
}

export type FoundAccount = { account?: KnownAccount } | { code: string; column: string; values: Record<string, string | number> }

export interface AccountIndex {
  find(row: AccountRow): FoundAccount
  /** Rows further down are told from what an earlier row of the same file makes. */
  add(account: KnownAccount): void
}

export function indexAccounts(accounts: readonly KnownAccount[]): AccountIndex {
  const byEmail = new Map<string, KnownAccount>()
  const byUsername = new Map<string, KnownAccount>()
  const byName = new Map<string, KnownAccount[]>()
  const made = new Set<string>()
  const index = (account: KnownAccount): void => {
    if (account.email) byEmail.set(account.email.toLowerCase(), account)
    if (account.username) byUsername.set(account.username, account)
    if (account.isWithin) push(byName, fold(account.name), account)
  }
  for (const account of accounts) index(account)

  return {
    add: (account) => {
      made.add(account.id)
      index(account)
    },
    find: (row) => {
      const named = row.username ? byUsername.get(row.username) : undefined
      const addressed = row.email ? byEmail.get(row.email) : undefined
      if (named && addressed && named !== addressed) return { code: 'account-differs', column: 'Tên đăng nhập', values: { username: row.username ?? '', email: row.email ?? '' } }
      const known = named ?? addressed
      if (known) return { account: known }
      // A name or address that nobody has is a new account's: who wrote it meant it.
      if (row.username || row.email || !row.name) return {}
      return byNameAndPlace(row, byName.get(fold(row.name)) ?? [], made)
    },
  }
}

function byNameAndPlace({ phone, units, name = '' }: AccountRow, sameName: readonly KnownAccount[], made: ReadonlySet<string>): FoundAccount {
  const samePhone = phone ? sameName.filter((account) => isSamePhone(account.phone, phone)) : []
  const fitting = samePhone.length ? samePhone : sameName.filter((account) => units.length === 0 || account.units.some((unit) => units.includes(unit)))
  // Two rows of one file with the same name and other phones are two people.
  const other = samePhone.length || !phone ? [] : fitting.filter((account) => account.phone && !isSamePhone(account.phone, phone))
  const candidates = fitting.filter((account) => !(other.includes(account) && made.has(account.id)))
  const [one] = candidates
  if (!one) return {}
  if (candidates.length > 1) return { code: 'ambiguous-account', column: 'Họ và tên', values: { name, count: candidates.length } }
  if (other.includes(one)) return { code: 'other-phone', column: 'Số điện thoại', values: { name, username: one.username || one.email, phone: one.phone } }
  return { account: one }
}
