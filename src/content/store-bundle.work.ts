/** An approval in one transaction: the bundle, its files marked as approved, and the line in the log stand or fall together. */
import { auditEventsTable } from '../platform/audit/audit.js'
import { defineTable, defineWork, type Row } from '../platform/database/tables.js'
import { bundles } from './tables.js'

const writtenBundles = defineTable({ slug: bundles.slug, columns: { ...bundles.columns, sourceDigest: 'text', source: 'json' } })
const media = defineTable({ slug: 'media', columns: { id: 'text', isApproved: 'boolean' } })

/** Throws `DuplicateRow` where this number of a version was given meanwhile. */
export const storeBundle = defineWork('store-bundle', async (tx, input: { bundle: Row; media: string[]; log: Row }): Promise<void> => {
  await tx.insert(writtenBundles, [input.bundle])
  if (input.media.length) await tx.update(media, [['id', 'in', input.media]], { isApproved: true })
  await tx.insert(auditEventsTable, [input.log])
})
