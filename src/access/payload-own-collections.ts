/** Payload's own collections (locks, preferences, key-value store, migrations) answer only what the panel needs for oneself. */
import type { Access, BasePayload, Where } from 'payload'

import { accountOf, hasRole, roles } from './account.js'

const nobody = () => false

const myOwn: Access = ({ req }): boolean | Where => {
  const account = accountOf(req)
  return account && hasRole(account, ...roles) ? { and: [{ 'user.value': { equals: account.id } }, { 'user.relationTo': { equals: 'users' } }] } : false
}

/** Called once when Payload has started: its defaults would open these to every signed-in account. */
export function ownOnly(payload: BasePayload): void {
  for (const slug of ['payload-locked-documents', 'payload-preferences', 'payload-kv', 'payload-migrations', 'payload-jobs'] as const) {
    const collection = (payload.collections as Record<string, BasePayload['collections'][keyof BasePayload['collections']] | undefined>)[slug]
    if (!collection) continue
    const isPersonal = slug === 'payload-locked-documents' || slug === 'payload-preferences'
    const rule = isPersonal ? myOwn : nobody
    Object.assign(collection.config.access, { create: nobody, read: rule, update: rule, delete: rule, readVersions: nobody })
  }
}
