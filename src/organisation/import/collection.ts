/** The rows of every import as they were read and planned, until the batch is written as a whole; behind no door of Payload. */
import type { CollectionConfig } from 'payload'

import { modelBook } from '../../access/model-book.js'

/** `id` is `<import>:<place>` with the place padded, so the rows of an import are one range in the file's order. */
export const importRows: CollectionConfig = modelBook({
  slug: 'import-rows',
  indexes: [{ fields: ['import', 'state', 'number'] }],
  fields: [
    { name: 'import', type: 'text', required: true },
    { name: 'state', type: 'text' },
    { name: 'number', type: 'number' },
    { name: 'body', type: 'textarea' },
  ],
})
