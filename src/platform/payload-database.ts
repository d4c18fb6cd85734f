/** Payload's database adapter for the address in the settings: SQLite in a file, or MongoDB. Used by payload.config.ts. */
import { type MongooseAdapter, mongooseAdapter } from '@payloadcms/db-mongodb'
import { type SQLiteAdapter, sqliteAdapter } from '@payloadcms/db-sqlite'
import { join } from 'node:path'
import type { Config } from 'payload'

import { migrations } from './database/migrations/index.js'
import { projectRoot } from './project-root.js'
import { settings } from './settings.js'

export function databaseAdapter(): Config['db'] {
  const { database } = settings()
  // Payload never retries a write conflict, so its own operations go without transactions here too: what must be atomic
  // or is contended is a work of the row port, which has them.
  if (database.kind === 'mongodb') return emptyIsNoValue(mongooseAdapter({ url: database.url, ensureIndexes: true, transactionOptions: false }))
  return sqliteAdapter({
    client: { url: database.url },
    idType: 'uuid',
    // Never transactionOptions here: each transaction would lose the connection's settings (design: one writer).
    wal: true,
    busyTimeout: 5_000,
    push: false,
    migrationDir: join(projectRoot(), 'src/platform/database/migrations'),
    prodMigrations: migrations,
    beforeSchemaInit: [
      // Payload hands the adapter over too, which its type does not say.
      (args) => {
        if ('adapter' in args) strip(args.adapter as SQLiteAdapter)
        return args.schema
      },
    ],
  })
}

/**
 * Unique fields that may be empty (an account without an address): SQLite lets many rows have none, MongoDB's sparse
 * index counts an emptied one as a value. There the index holds only what is a text.
 */
function emptyIsNoValue(made: ReturnType<typeof mongooseAdapter>): ReturnType<typeof mongooseAdapter> {
  return {
    ...made,
    init: (args) => {
      const adapter = made.init(args) as MongooseAdapter
      const init = adapter.init?.bind(adapter)
      adapter.init = async () => {
        await init?.()
        for (const { slug, fields } of args.payload.config.collections) {
          for (const field of fields) {
            if (!('name' in field) || !('unique' in field) || !field.unique || ('required' in field && field.required)) continue
            adapter.collections[slug]?.schema.path(field.name)?.index({ unique: true, partialFilterExpression: { [field.name]: { $gt: '' } } })
          }
        }
      }
      return adapter
    },
  }
}

/**
 * Tables that take thousands of rows at once keep only the indexes that their collection names: Payload adds one to
 * every relationship and a foreign key that is looked up at each insert.
 */
function strip(adapter: SQLiteAdapter): void {
  for (const collection of adapter.payload.config.collections) {
    if (collection.custom?.isBare !== true) continue
    const name = toSnakeCase(collection.slug)
    const table = adapter.rawTables[adapter.tableNameMap.get(name) ?? name]
    if (!table) continue
    const named = new Set((collection.indexes ?? []).map(({ fields }) => fields.join(',')))
    const single = new Set(collection.fields.flatMap((field) => ('name' in field && 'index' in field && field.index ? [field.name] : [])))
    for (const [key, index] of Object.entries(table.indexes ?? {})) {
      const on: readonly string[] = [index.on].flat()
      if (!named.has(on.join(',')) && !(on.length === 1 && single.has(on[0] ?? ''))) delete table.indexes?.[key]
    }
    unlink(table)
    const relations = adapter.rawTables[`${name}_rels`]
    if (!relations) continue
    unlink(relations)
    for (const [key, index] of Object.entries(relations.indexes ?? {})) if (index.on === 'order' || index.on === 'path') delete relations.indexes?.[key]
  }
}

function unlink(table: SQLiteAdapter['rawTables'][string]): void {
  table.foreignKeys = {}
  for (const column of Object.values(table.columns)) delete column.reference
}

function toSnakeCase(slug: string): string {
  return slug.replaceAll('-', '_')
}
