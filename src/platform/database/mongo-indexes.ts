/**
 * The indexes that SQLite has by itself and MongoDB has not: one for every relationship, by which teams find their
 * members and reports their deliveries. Called at the start on MongoDB, after Payload has made the named ones.
 */
import type { Db } from 'mongodb'
import type { SanitizedCollectionConfig } from 'payload'

/** Fields of a collection that hold ids of others and are looked up by them, as MongoDB names them. */
export function relationFields({ custom, flattenedFields, indexes = [] }: SanitizedCollectionConfig): string[] {
  const begun = new Set(indexes.map(({ fields }) => fields[0]))
  return flattenedFields.flatMap((field) => {
    if ((field.type !== 'relationship' && field.type !== 'upload') || field.localized || field.index) return []
    const isMany = 'hasMany' in field && field.hasMany === true
    // Tables that take thousands of rows at once name their indexes; a list of ids has its own table on SQLite all the same.
    if (!isMany && (custom?.isBare === true || begun.has(field.name))) return []
    return [Array.isArray(field.relationTo) ? `${field.name}.value` : field.name]
  })
}

export async function ensureRelationIndexes({ db, collections, collectionName }: { db: Db; collections: readonly SanitizedCollectionConfig[]; collectionName(slug: string): string }): Promise<void> {
  for (const collection of collections) {
    const fields = relationFields(collection)
    if (fields.length) await db.collection(collectionName(collection.slug)).createIndexes(fields.map((field) => ({ key: { [field]: 1 } })))
  }
}
