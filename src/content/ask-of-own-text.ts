/**
 * Below its owner a content is read as it was approved, but stored as it is being edited. What asks for a text or sorts
 * by it is answered from one's own contents only: otherwise a condition, asked often enough, would spell out the edit.
 * A one-line hook of the contents.
 */
import type { CollectionBeforeOperationHook, Where } from 'payload'

import { accountOf, pathIsWithin } from '../access/account.js'
import type { ContentType } from './languages.js'
import { localisedFields } from './source.js'

/** Fields that only their owner may ask for; names and numbers stay, so that documents from above are found. */
export function askOfOwnText(contentType: ContentType): CollectionBeforeOperationHook {
  const guarded = new Set([...localisedFields(contentType), 'attachments', 'file', 'indicators', 'languages'])
  const isGuarded = (name: string): boolean => guarded.has(name.replace(/^-/, '').split('.')[0] ?? '')
  return async ({ args, req }) => {
    const account = accountOf(req)
    if (!account || ('overrideAccess' in args && args.overrideAccess !== false)) return args
    const where: unknown = 'where' in args ? args.where : undefined
    const sort: unknown = 'sort' in args ? args.sort : undefined
    const sorts = [sort].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : []))
    if (!asks(where, isGuarded) && !sorts.some((one) => isGuarded(one.trim()))) return args
    const own = pathIsWithin('ownerPath', account.territory) || { id: { equals: '' } }
    // The path is no field that a query may name, so the records are named instead.
    const mine: Where = { id: { in: await ownRecords({ contentType, own, req }) } }
    return { ...args, where: where ? { and: [where as Where, mine] } : mine }
  }
}

async function ownRecords({ contentType, own, req }: { contentType: ContentType; own: Where; req: Parameters<CollectionBeforeOperationHook>[0]['req'] }): Promise<string[]> {
  const { docs } = await req.payload.db.find<{ id: string }>({ collection: contentType, where: own, limit: 0, pagination: false, select: {} })
  return docs.map(({ id }) => id)
}

function asks(where: unknown, isGuarded: (name: string) => boolean): boolean {
  if (Array.isArray(where)) return where.some((part) => asks(part, isGuarded))
  if (typeof where !== 'object' || where === null) return false
  return Object.entries(where).some(([name, value]) => (/^(and|or)$/i.test(name) ? asks(value, isGuarded) : isGuarded(name)))
}
