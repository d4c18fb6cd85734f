/** A signed-in account as the access rules see it: roles and territory, both carried by the account itself. */
import type { Where } from 'payload'

import type { Account, Role } from '../platform/http/identity.js'

export type { Account, Role }

export const roles = ['admin', 'editor', 'manager'] as const satisfies readonly Role[]

/** The account behind a request, or undefined where nobody is signed in. */
export function accountOf(req: { user?: unknown }): Account | undefined {
  const user = req.user
  if (typeof user !== 'object' || user === null || !('id' in user) || typeof user.id !== 'string') return undefined
  const given = user as Record<string, unknown>
  if (given.collection !== 'users') return undefined
  return {
    id: user.id,
    email: typeof given.email === 'string' ? given.email : '',
    name: typeof given.name === 'string' ? given.name : '',
    roles: roles.filter((role) => textsOf(given.roles).includes(role)),
    territory: outermost(textsOf(given.territory)),
    units: idsOf(given.units),
    unitTypes: textsOf(given.unitTypes),
  }
}

export function hasRole(account: Account | undefined, ...anyOf: Role[]): boolean {
  return account !== undefined && anyOf.some((role) => account.roles.includes(role))
}

/** Paths without those that lie inside another one. */
export function outermost(paths: readonly string[]): string[] {
  const distinct = [...new Set(paths)].sort()
  return distinct.filter((path) => !distinct.some((other) => other !== path && path.startsWith(other)))
}

/** True where the path lies in one of the subtrees. */
export function isWithin(path: string | null | undefined, territory: readonly string[]): boolean {
  return typeof path === 'string' && path !== '' && territory.some((root) => path.startsWith(root))
}

/** Records whose path column lies in one of the subtrees, each a range of one index. */
export function pathIsWithin(column: string, territory: readonly string[]): Where | false {
  if (territory.length === 0) return false
  const ranges = territory.map((path): Where => ({ and: [{ [column]: { greater_than_equal: path } }, { [column]: { less_than: endOfSubtree(path) } }] }))
  const [first] = ranges
  return ranges.length === 1 && first ? first : { or: ranges }
}

/** The first text after every path of a subtree: `/a/b/` → `/a/b0`, since `0` follows `/`. */
export function endOfSubtree(path: string): string {
  return `${path.slice(0, -1)}0`
}

/** Paths of the units above the territory, without the territory itself. */
export function pathsAbove(territory: readonly string[]): string[] {
  const above = new Set<string>()
  for (const path of territory) {
    const ids = path.split('/').filter(Boolean)
    for (let length = 1; length < ids.length; length += 1) above.add(`/${ids.slice(0, length).join('/')}/`)
  }
  return [...above]
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

function idsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    if (typeof item === 'string') return [item]
    return typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' ? [item.id] : []
  })
}
