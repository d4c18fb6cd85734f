/**
 * A fresh database with every table of the row port, for tests that need rows and no Payload. The tables are made from
 * the specs, as Payload's migrations make them.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'libsql'
import { MongoClient } from 'mongodb'
import { bundles } from '../../src/content/tables.js'
import * as dissemination from '../../src/dissemination/tables.js'
import { importRows } from '../../src/organisation/import/tables.js'
import * as organisation from '../../src/organisation/tables.js'
import { auditEventsTable } from '../../src/platform/audit/audit.js'
import { openMongo } from '../../src/platform/database/mongo.js'
import { openSqlite } from '../../src/platform/database/sqlite.js'
import { type ColumnKind, type Database, isList, type Table } from '../../src/platform/database/tables.js'
import '../../src/works.js'

export const everyTable: Table[] = [...Object.values(dissemination), ...Object.values(organisation), importRows, bundles, auditEventsTable]

/** Unique keys that the rules rest on. */
export const UNIQUE: Record<string, string[][]> = {
  deliveries: [['assignment', 'team']],
  reports: [['team', 'clientId']],
  devices: [['keyHash']],
}

export type Kind = 'sqlite' | 'mongodb'

/** The databases this run can test: MongoDB where LANTOA_TEST_MONGODB_URL names one. */
export const kinds: Kind[] = process.env.LANTOA_TEST_MONGODB_URL ? ['sqlite', 'mongodb'] : ['sqlite']

export interface Fresh {
  database: Database
  stop(): Promise<void>
}

export function freshDatabase(kind: Kind): Promise<Fresh> {
  return kind === 'sqlite' ? freshSqlite() : freshMongo()
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

async function freshSqlite(): Promise<Fresh> {
  mkdirSync('.tmp', { recursive: true })
  const folder = mkdtempSync(join('.tmp', 'db-'))
  const file = join(folder, 'test.db')
  const connection = new Sqlite(file)
  const types: Partial<Record<ColumnKind, string>> = { text: 'text', number: 'numeric', boolean: 'integer', date: 'text', json: 'text', ref: 'text' }
  for (const { slug, columns } of everyTable) {
    const name = slug.replaceAll('-', '_')
    const own = Object.entries(columns).flatMap(([column, kind]) =>
      isList(kind) ? [] : [`"${snake(column)}${kind === 'ref' ? '_id' : ''}" ${types[kind]}${column === 'id' ? ' primary key' : ''}`],
    )
    connection.exec(`create table "${name}" (${own.join(', ')})`)
    const many = Object.entries(columns).flatMap(([column, kind]) => (kind === 'many' ? [`"${snake(column)}_id" text`] : []))
    if (many.length) connection.exec(`create table "${name}_rels" ("id" integer primary key, "order" integer, "parent_id" text, "path" text, ${many.join(', ')})`)
    for (const key of UNIQUE[slug] ?? []) {
      const keyColumns = key.map((column) => `"${snake(column)}${columns[column] === 'ref' ? '_id' : ''}"`)
      connection.exec(`create unique index "${name}_${key.join('_')}" on "${name}" (${keyColumns.join(', ')})`)
    }
  }
  connection.close()
  const database = openSqlite({ file, thread: false })
  return {
    database,
    stop: async () => {
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freshMongo(): Promise<Fresh> {
  const url = new URL(process.env.LANTOA_TEST_MONGODB_URL ?? '')
  url.pathname = `/test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`
  const client = await MongoClient.connect(url.toString())
  const db = client.db()
  for (const { slug } of everyTable) await db.createCollection(slug)
  for (const [slug, keys] of Object.entries(UNIQUE)) {
    for (const key of keys) await db.collection(slug).createIndex(Object.fromEntries(key.map((column) => [column, 1])), { unique: true, sparse: true })
  }
  const database = openMongo({ client, db, collectionName: (slug) => slug, slots: 2 })
  return {
    database,
    stop: async () => {
      await database.close()
      await db.dropDatabase()
      await client.close()
    },
  }
}
