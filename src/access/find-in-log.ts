/**
 * The log's search box: looks among the actions' words and the accounts' names, without regard to case and marks, where
 * the stored columns hold codes and ids. A one-line hook of `audit-events`.
 */
import type { CollectionBeforeOperationHook, Where } from 'payload'

import { foldVietnamese } from '../platform/text.js'
import { rewriteWhere, typedIn } from '../platform/where.js'
import { loggedActions, wordsOfAction } from './log-words.js'

const MOST_ACCOUNTS = 200

export const findInLog: CollectionBeforeOperationHook = async ({ args, req }) => {
  if (!('where' in args) || !args.where) return args
  const where = await rewriteWhere(args.where as Where, async (field, condition): Promise<Where | undefined> => {
    const typed = field === 'searchText' ? typedIn(condition) : undefined
    if (typed === undefined) return undefined
    const { docs } = await req.payload.db.find<{ id: string }>({ collection: 'users', where: { searchText: { like: foldVietnamese(typed) } }, limit: MOST_ACCOUNTS, pagination: false, select: {} })
    const [actions, actors] = [actionsLike(typed), docs.map(({ id }) => id)]
    // No database likes an empty list.
    const asked: Where[] = [...(actions.length > 0 ? [{ action: { in: actions } }] : []), ...(actors.length > 0 ? [{ actor: { in: actors } }] : [])]
    return asked.length > 0 ? { or: asked } : { id: { equals: '' } }
  })
  return { ...args, where }
}

/** Actions whose words hold every word that was typed, in either language; the refused ones too. */
export function actionsLike(typed: string): string[] {
  const words = foldVietnamese(typed).split(' ').filter(Boolean)
  const all = loggedActions.flatMap((action) => [action, `${action}.refused`])
  return all.filter((action) => {
    const said = foldVietnamese(`${wordsOfAction(action, 'vi')} ${wordsOfAction(action, 'en')}`)
    return words.every((word) => said.includes(word))
  })
}
