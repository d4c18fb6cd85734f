/** What was sent to whom and why: a reminder goes out once, also when the process stops in between. */
import type { CollectionConfig } from 'payload'

import { modelBook } from '../../access/model-book.js'

export const mailLedger: CollectionConfig = modelBook({
  slug: 'mail-ledger',
  indexes: [{ fields: ['key'], unique: true }, { fields: ['state', 'dueAt'] }],
  fields: [
    { name: 'key', type: 'text', required: true },
    { name: 'kind', type: 'text' },
    { name: 'recipient', type: 'text' },
    { name: 'subject', type: 'text' },
    { name: 'body', type: 'json' },
    { name: 'state', type: 'text' },
    { name: 'attempts', type: 'number' },
    { name: 'dueAt', type: 'date' },
    { name: 'sentAt', type: 'date' },
    { name: 'error', type: 'text' },
    { name: 'createdAt', type: 'date' },
  ],
})
