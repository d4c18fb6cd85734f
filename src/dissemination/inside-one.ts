/**
 * Lists of facts are always inside one assignment, team or unit: a count over half a million rows would stop every
 * phone meanwhile. The REST gate refuses others with 400; a list opened in the panel without a filter shows nothing,
 * but a commune sees all of its own reports, which an index finds by their place.
 */
import type { CollectionBeforeOperationHook, Where } from 'payload'

import { accountOf } from '../access/account.js'

/** @param fields the relationships of which one must be named */
export function insideOne(fields: readonly string[], { isFoundByPlace = false }: { isFoundByPlace?: boolean } = {}): CollectionBeforeOperationHook {
  return ({ args, operation, req }) => {
    if (operation !== 'read' && operation !== 'count' && operation !== 'readDistinct') return args
    if ('id' in args || ('overrideAccess' in args && args.overrideAccess !== false)) return args
    const where: unknown = 'where' in args ? args.where : undefined
    if (isScoped(where, [...fields, 'id'])) return args
    const account = accountOf(req)
    if (isFoundByPlace && account && account.unitTypes.length > 0 && account.unitTypes.every((type) => type === 'commune' || type === 'village')) return args
    return { ...args, where: { id: { equals: '' } } satisfies Where }
  }
}

function isScoped(where: unknown, fields: readonly string[]): boolean {
  if (!isRecord(where)) return false
  return Object.entries(where).some(([key, value]) => {
    if (/^and$/i.test(key)) return Array.isArray(value) && value.some((part) => isScoped(part, fields))
    // As the panel's own filters ask: each branch is inside one.
    if (/^or$/i.test(key)) return Array.isArray(value) && value.length > 0 && value.every((part) => isScoped(part, fields))
    if (!fields.includes(key) || !isRecord(value)) return false
    return isText(value.equals) || (key === 'id' && Array.isArray(value.in)) || (key !== 'id' && Array.isArray(value.in) && value.in.length === 1 && isText(value.in[0]))
  })
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
