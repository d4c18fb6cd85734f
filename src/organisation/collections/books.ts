/** The organisation's own books, which no account reaches through Payload: placements of the tree, enrolment codes. */
import type { CollectionConfig } from 'payload'

import { modelBook } from '../../access/model-book.js'

/** The effective-dated tree: one row per time a unit had this name, code, type and parent, with the decision. */
export const orgPlacements: CollectionConfig = modelBook({
  slug: 'org-placements',
  fields: [
    { name: 'unit', type: 'text', required: true, index: true },
    { name: 'parent', type: 'text', index: true },
    { name: 'path', type: 'text', index: true },
    { name: 'name', type: 'text' },
    { name: 'type', type: 'text' },
    { name: 'code', type: 'text', index: true },
    { name: 'label', type: 'text' },
    { name: 'from', type: 'text' },
    { name: 'to', type: 'text' },
    { name: 'decision', type: 'text' },
  ],
})

/** The register's households by date: one row per change, so that a fact is judged by the register of its time. */
export const orgHouseholds: CollectionConfig = modelBook({
  slug: 'org-households',
  indexes: [{ fields: ['unit', 'from'] }],
  fields: [
    { name: 'unit', type: 'text', required: true },
    { name: 'households', type: 'number' },
    { name: 'before', type: 'number' },
    { name: 'from', type: 'date', required: true },
  ],
})

/** `id` is the code's HMAC; the code itself is shown once and kept nowhere. */
export const enrolmentCodes: CollectionConfig = modelBook({
  slug: 'enrolment-codes',
  fields: [
    { name: 'team', type: 'text', required: true, index: true },
    { name: 'expiresAt', type: 'date' },
    { name: 'usedAt', type: 'date' },
    { name: 'device', type: 'text' },
    { name: 'voidedAt', type: 'date' },
    { name: 'createdAt', type: 'date' },
  ],
})
