/** Keeps the path of a record's unit or team beside it, so that access and lists read one column (design: path ranges). */
import type { CollectionBeforeChangeHook, Payload, PayloadRequest } from 'payload'

import { accountOf } from '../access/account.js'

/** A hook that copies the path of the unit named by `field` into `column`. */
export function placeFromUnit({ field, column }: { field: string; column: string }): CollectionBeforeChangeHook {
  return async ({ data, req }) => ({ ...data, [column]: await pathOf({ payload: req.payload, collection: 'org-units', id: idOf(data[field]) }) })
}

/** A hook that copies the path of the team named by `team` into `path`. */
export const placeFromTeam: CollectionBeforeChangeHook = async ({ data, req }) => ({
  ...data,
  path: await pathOf({ payload: req.payload, collection: 'teams', id: idOf(data.team) }),
})

/** The unit a new record belongs to where nobody says otherwise: the account's first one. */
export function ownUnit({ req }: { req: PayloadRequest }): string | undefined {
  return accountOf(req)?.units[0]
}

/** The id behind a relationship's value, populated or not. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id
  return undefined
}

export async function pathOf({ payload, collection, id }: { payload: Payload; collection: 'org-units' | 'teams'; id: string | undefined }): Promise<string | null> {
  if (!id) return null
  const found = await payload.db.findOne<{ id: string; path?: string | null }>({ collection, where: { id: { equals: id } }, select: { path: true } })
  return found?.path ?? null
}
