/** Content bundles: one language of one version of one content, frozen at approval. Nobody edits or deletes them. */
import type { CollectionConfig } from 'payload'

import { modelBook } from '../../access/model-book.js'

export const bundles: CollectionConfig = modelBook({
  slug: 'bundles',
  // The number of a version is given once, whoever approves at the same moment.
  indexes: [{ fields: ['contentType', 'contentId', 'language', 'version'], unique: true }],
  fields: [
    { name: 'contentType', type: 'text', required: true },
    { name: 'contentId', type: 'text', required: true },
    { name: 'language', type: 'text', required: true },
    { name: 'version', type: 'number', required: true },
    { name: 'bytes', type: 'number' },
    { name: 'title', type: 'text' },
    { name: 'kind', type: 'text' },
    { name: 'symbol', type: 'text' },
    { name: 'json', type: 'textarea' },
    { name: 'files', type: 'json' },
    // What the text was made of, to see whether something changed since and to show readers below what was approved.
    { name: 'sourceDigest', type: 'text' },
    { name: 'source', type: 'json' },
    { name: 'approvedBy', type: 'text' },
    { name: 'createdAt', type: 'date' },
  ],
})
