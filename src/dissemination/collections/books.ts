/** Dissemination's own books: frozen audiences, the record of every message, the teams' revisions, work under way. */
import type { CollectionConfig } from 'payload'

import { modelBook } from '../../access/model-book.js'

export const assignmentPlans: CollectionConfig = modelBook({
  slug: 'assignment-plans',
  indexes: [{ fields: ['assignment', 'part'], unique: true }],
  fields: [
    { name: 'assignment', type: 'text', required: true },
    { name: 'part', type: 'number', required: true },
    { name: 'rows', type: 'json' },
    { name: 'done', type: 'checkbox' },
  ],
})

/** `id` is `<team>:<clientId>`: a client id is used once per team. */
export const messages: CollectionConfig = modelBook({
  slug: 'messages',
  fields: [
    { name: 'team', type: 'text' },
    { name: 'clientId', type: 'text' },
    { name: 'kind', type: 'text' },
    { name: 'digest', type: 'text' },
    { name: 'delivery', type: 'text', index: true },
    { name: 'at', type: 'date' },
    { name: 'sentAt', type: 'date' },
    { name: 'effectiveAt', type: 'date' },
    { name: 'receivedAt', type: 'date' },
    { name: 'device', type: 'text' },
    { name: 'via', type: 'text' },
    { name: 'recordedBy', type: 'text' },
    { name: 'body', type: 'json' },
    { name: 'status', type: 'number' },
    { name: 'answer', type: 'json' },
  ],
})

export const teamRevisions: CollectionConfig = modelBook({ slug: 'team-revisions', fields: [{ name: 'revision', type: 'number' }] })

/** Recordings of the app's own sentences, one per language and sentence; the bytes lie in the content-addressed store. */
export const promptRecordings: CollectionConfig = modelBook({
  slug: 'prompt-recordings',
  indexes: [{ fields: ['language', 'key'], unique: true }],
  fields: [
    { name: 'language', type: 'text', required: true },
    { name: 'key', type: 'text', required: true },
    { name: 'text', type: 'textarea' },
    { name: 'sha256', type: 'text', index: true },
    { name: 'bytes', type: 'number' },
    { name: 'type', type: 'text' },
    { name: 'seconds', type: 'number' },
    { name: 'recordedBy', type: 'text' },
    { name: 'updatedAt', type: 'date' },
  ],
})

/** Work that goes on after a crash: what, with what, how far. */
export const runs: CollectionConfig = modelBook({
  slug: 'runs',
  indexes: [{ fields: ['kind', 'subject'] }],
  fields: [
    { name: 'kind', type: 'text' },
    { name: 'subject', type: 'text' },
    { name: 'state', type: 'text', index: true },
    { name: 'done', type: 'number' },
    { name: 'total', type: 'number' },
    { name: 'input', type: 'json' },
    { name: 'startedBy', type: 'text' },
    { name: 'createdAt', type: 'date' },
    { name: 'updatedAt', type: 'date' },
  ],
})
