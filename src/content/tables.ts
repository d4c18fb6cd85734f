/** Frozen content as the row port sees it. */
import { defineTable } from '../platform/database/tables.js'

/** One language of one version of one content; `id` is the SHA-256 of `json`. */
export const bundles = defineTable({
  slug: 'bundles',
  columns: { id: 'text', contentType: 'text', contentId: 'text', language: 'text', version: 'number', bytes: 'number', title: 'text', kind: 'text', symbol: 'text', json: 'text', files: 'json', approvedBy: 'text', createdAt: 'date' },
})
