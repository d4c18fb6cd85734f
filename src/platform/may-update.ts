/** Whether the caller may change a record: asked by hooks that run before Payload asks it, and would tell of the record. */
import type { CollectionSlug, PayloadRequest } from 'payload'

export async function mayUpdate({ slug, id, req }: { slug: CollectionSlug; id: string; req: PayloadRequest }): Promise<boolean> {
  const allowed = await req.payload.collections[slug]?.config.access.update?.({ req, id })
  if (typeof allowed !== 'object') return allowed === true
  const { docs } = await req.payload.db.find({ collection: slug, where: { and: [{ id: { equals: id } }, allowed] }, limit: 1, pagination: false, req })
  return docs.length > 0
}
