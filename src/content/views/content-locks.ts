/** Who has unsaved edits in a content: Payload keeps a lock for each, minutes long, renewed with every edit. */
import type { Payload } from 'payload'

/** As long as the contents' `lockDocuments.duration`. */
const LOCK_SECONDS = 300

export async function contentLocks({ payload, id, besides }: { payload: Payload; id: string; besides: string }): Promise<string[]> {
  const since = new Date(Date.now() - LOCK_SECONDS * 1_000).toISOString()
  const { docs } = await payload.db.find<{ id: string; user?: { value?: unknown } }>({
    collection: 'payload-locked-documents',
    where: { and: [{ 'document.value': { equals: id } }, { updatedAt: { greater_than: since } }] },
    limit: 10,
    pagination: false,
  })
  const accounts = new Set(docs.flatMap(({ user }) => (typeof user?.value === 'string' && user.value !== besides ? [user.value] : [])))
  const found = await Promise.all([...accounts].map((account) => payload.db.findOne<{ id: string; name?: string }>({ collection: 'users', where: { id: { equals: account } } })))
  return found.flatMap((account) => account?.name ?? [])
}
