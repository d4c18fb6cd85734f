/**
 * Every list is whole: records that a sort leaves equal follow by their ids, so that walking its pages repeats and skips
 * none. Payload's own second key is the time of creation, which a whole import has in common. A plugin of Payload's.
 */
import type { CollectionBeforeOperationHook, Config } from 'payload'

export function stableOrder(config: Config): Config {
  return { ...config, collections: (config.collections ?? []).map((collection) => ({ ...collection, hooks: { ...collection.hooks, beforeOperation: [...(collection.hooks?.beforeOperation ?? []), endWithId] } })) }
}

const endWithId: CollectionBeforeOperationHook = ({ args, collection, operation }) => {
  if (operation !== 'read' || !('sort' in args)) return args
  const given = args.sort ?? collection.defaultSort ?? (collection.timestamps ? '-createdAt' : '-id')
  const parts = (Array.isArray(given) ? given : given.split(',')).map((part) => part.trim())
  if (parts.includes('id') || parts.includes('-id')) return args
  return { ...args, sort: [...parts, parts.at(-1)?.startsWith('-') ? '-id' : 'id'] }
}
