/**
 * One writer or approver at a time per content. SQLite keeps a content in several tables without a transaction around
 * them, so an approval that read between two statements would freeze half an edit. `guardContentWrites` is called once
 * when Payload has started. Other nodes exist on MongoDB only, where a content is one document.
 */
import type { BasePayload } from 'payload'

import { isContentType } from './languages.js'

type UpdateOne = BasePayload['db']['updateOne']
type Shared = typeof globalThis & { lantoaContentLocks?: Map<string, Promise<unknown>>; lantoaContentWrites?: WeakMap<object, UpdateOne> }

const shared = globalThis as Shared
const locks = (shared.lantoaContentLocks ??= new Map())
const unguarded = (shared.lantoaContentWrites ??= new WeakMap())

/** Runs the work when everything before it on the same content is done. */
export async function alone<T>({ contentType, id }: { contentType: string; id: string }, work: () => Promise<T>): Promise<T> {
  const key = `${contentType}/${id}`
  const before = locks.get(key) ?? Promise.resolve()
  const mine = before.then(work, work)
  const settled = mine.catch(() => undefined)
  locks.set(key, settled)
  try {
    return await mine
  } finally {
    if (locks.get(key) === settled) locks.delete(key)
  }
}

/** Makes every update of a content through Payload wait its turn. */
export function guardContentWrites(payload: BasePayload): void {
  if (unguarded.has(payload.db)) return
  const updateOne: UpdateOne = payload.db.updateOne.bind(payload.db)
  unguarded.set(payload.db, updateOne)
  payload.db.updateOne = (args) => {
    const id = 'id' in args && args.id !== undefined ? String(args.id) : undefined
    return isContentType(args.collection) && id !== undefined ? alone({ contentType: args.collection, id }, () => updateOne(args)) : updateOne(args)
  }
}

/** The update for those who hold the lock already. */
export function updateUnguarded(payload: BasePayload): UpdateOne {
  return unguarded.get(payload.db) ?? payload.db.updateOne.bind(payload.db)
}
