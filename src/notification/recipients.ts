/** Who is told: the accounts nearest to the work, never everyone above it. */
import type { Payload } from 'payload'
import { accountOf, isWithin, type Account } from '../access/account.js'

/** An account that has an address. */
export type Recipient = Account

/** Managers and editors whose territory lies at or below the sender's unit and holds some of the work, but the sender. */
export function toldOfPublication({ accounts, ownerPath, paths, sender }: { accounts: readonly Recipient[]; ownerPath: string; paths: readonly string[]; sender: string | null }): Recipient[] {
  const communes = new Set(paths)
  return accounts.filter((account) => {
    if (account.id === sender || !account.roles.some((role) => role === 'manager' || role === 'editor')) return false
    return account.territory.some((territory) => territory.startsWith(ownerPath) && [...communes].some((path) => path.startsWith(territory)))
  })
}

/** Of the managers over a village those with the smallest territory: the commune's before the province's. */
export function toldOfReport({ accounts, path }: { accounts: readonly Recipient[]; path: string }): Recipient[] {
  const managers = accounts.filter((account) => account.roles.includes('manager') && isWithin(path, account.territory))
  const depth = (account: Recipient): number => Math.max(...account.territory.filter((territory) => path.startsWith(territory)).map((territory) => territory.length))
  const nearest = Math.max(0, ...managers.map(depth))
  return managers.filter((manager) => depth(manager) === nearest)
}

/** Every account with an address, page by page. */
export async function allRecipients(payload: Payload): Promise<Recipient[]> {
  const recipients: Recipient[] = []
  for (let page = 1; ; page += 1) {
    const { docs, hasNextPage } = await payload.find({ collection: 'users', depth: 0, limit: 200, page, sort: 'id', overrideAccess: true })
    for (const user of docs) {
      const account = accountOf({ user: { ...user, collection: 'users' } })
      if (account && account.email !== '') recipients.push(account)
    }
    if (!hasNextPage) return recipients
  }
}
