/**
 * The search box of records that belong to a team and have no name of their own: finds them by the team's name and its
 * village, without regard to case and marks. A one-line hook; the collection lists `searchText` as what is searched.
 */
import type { CollectionBeforeOperationHook, Where } from 'payload'

import { foldVietnamese } from '../platform/text.js'
import { rewriteWhere, typedIn } from '../platform/where.js'

/** @param own stored columns of the record itself that are searched too */
export function findByTeam(own: readonly string[] = []): CollectionBeforeOperationHook {
  return async ({ args }) => {
    if (!('where' in args) || !args.where) return args
    const where = await rewriteWhere(args.where as Where, (field, condition) => {
      const typed = field === 'searchText' ? typedIn(condition) : undefined
      if (typed === undefined) return undefined
      const byTeam: Where = { 'team.searchText': { like: foldVietnamese(typed) } }
      return own.length > 0 ? { or: [byTeam, ...own.map((column): Where => ({ [column]: { like: typed } }))] } : byTeam
    })
    return { ...args, where }
  }
}
