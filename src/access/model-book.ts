/** A collection that is only the product's own book: in the database like the others, behind no door of Payload's API. */
import type { CollectionConfig, Field } from 'payload'

import { accessFor } from './access-for.js'
import type { RuledCollection } from './role-table.js'
import { idField } from '../platform/fields.js'

export function modelBook({ slug, fields, indexes, isBare }: { slug: RuledCollection; fields: Field[]; indexes?: CollectionConfig['indexes']; isBare?: boolean }): CollectionConfig {
  return {
    slug,
    access: accessFor(slug),
    admin: { hidden: true },
    custom: { isBare: isBare ?? true },
    versions: false,
    lockDocuments: false,
    timestamps: false,
    fields: [idField(), ...fields],
    indexes: indexes ?? [],
  }
}
