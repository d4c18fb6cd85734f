/**
 * Every unit of the account lies in my territory, so it is never above mine. Its first and last path tell that for one
 * subtree; an account that spreads over several of my subtrees is looked at by itself.
 */
import type { PayloadRequest, Where } from 'payload'

import { type Account, endOfSubtree, isWithin } from './account.js'
import type { Rule } from './rule.js'

export const isAnAccountIManage: Rule = async ({ account, req }) => {
  const { territory } = account
  if (territory.length === 0) return false
  const inOneSubtree = territory.map(
    (path): Where => ({ and: [{ firstPath: { greater_than_equal: path } }, { lastPath: { less_than: endOfSubtree(path) } }, { firstPath: { less_than: endOfSubtree(path) } }] }),
  )
  const [only] = inOneSubtree
  if (inOneSubtree.length === 1 && only) return only
  const spread = await accountsOverSeveral({ account, req })
  return { or: [...inOneSubtree, ...(spread.length > 0 ? [{ id: { in: spread } }] : [])] }
}

async function accountsOverSeveral({ account, req }: { account: Account; req: PayloadRequest }): Promise<string[]> {
  const starts = account.territory.map((path): Where => ({ and: [{ firstPath: { greater_than_equal: path } }, { firstPath: { less_than: endOfSubtree(path) } }, { lastPath: { greater_than_equal: endOfSubtree(path) } }] }))
  const { docs } = await req.payload.db.find<{ id: string; territory?: unknown }>({ collection: 'users', where: { or: starts }, limit: 0, pagination: false, select: { territory: true } })
  return docs
    .filter(({ territory }) => Array.isArray(territory) && territory.length > 0 && territory.every((path) => isWithin(path, account.territory)))
    .map(({ id }) => id)
}
