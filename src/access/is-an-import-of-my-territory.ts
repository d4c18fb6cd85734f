/**
 * An import belongs to all that its maker was in charge of, since its rows may lie anywhere there. Of one subtree its
 * place tells that; one made for several subtrees says them, and is opened only to who is in charge of each.
 */
import type { Where } from 'payload'

import { isWithin, pathIsWithin, pathsAbove } from './account.js'
import type { Rule } from './rule.js'

export const isAnImportOfMyTerritory: Rule = async ({ account, place, req }) => {
  const { territory } = account
  const inOneSubtree = pathIsWithin(place, territory)
  if (inOneSubtree === false || territory.length === 1) return inOneSubtree
  // The place of such an import is the nearest unit above its subtrees, so above mine.
  const { docs } = await req.payload.db.find<{ id: string; plan?: unknown }>({ collection: 'imports', where: { [place]: { in: ['/', ...pathsAbove(territory)] } }, limit: 0, pagination: false, select: { plan: true } })
  const mine = docs.filter(({ plan }) => isForAllOf(plan, territory)).map(({ id }) => id)
  return mine.length ? ({ or: [inOneSubtree, { id: { in: mine } }] } satisfies Where) : inOneSubtree
}

/** @param plan what is kept with the import's head */
export function isForAllOf(plan: unknown, territory: readonly string[]): boolean {
  const said = typeof plan === 'object' && plan !== null && 'territory' in plan ? plan.territory : undefined
  return Array.isArray(said) && said.length > 0 && said.every((path) => typeof path === 'string' && isWithin(path, territory))
}
