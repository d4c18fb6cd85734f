/** What has an index or is unique on SQLite has and is so on MongoDB as soon as the server serves (law 9). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Product, startProduct } from '../../access/product.js'
import { kinds } from '../../support/fresh-database.js'

const FOLDER = 'src/platform/database/migrations'

interface Index {
  /** Column names as SQLite has them, in order. */
  columns: string
  isUnique: boolean
}

type Found = { key: Record<string, unknown>; unique?: boolean }
interface Mongo {
  collections: Record<string, { collection: { indexes(): Promise<Found[]> } }>
}

/** Of the migrations: the indexes of each collection's own table. */
function sqliteIndexes(): Map<string, Index[]> {
  const latest = readdirSync(FOLDER).filter((name) => /^\d.*\.ts$/.test(name)).sort().at(-1) ?? ''
  const found = new Map<string, Index[]>()
  for (const [, unique, table = '', columns = ''] of readFileSync(join(FOLDER, latest), 'utf8').matchAll(/CREATE (UNIQUE )?INDEX \\`\w+\\` ON \\`(\w+)\\` \(([^)]*)\)/g)) {
    found.set(table, [...(found.get(table) ?? []), { columns: columns.replace(/[\\`]/g, ''), isUnique: unique !== undefined }])
  }
  return found
}

const snake = (name: string): string => name.replaceAll('.', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

;(kinds.includes('mongodb') ? describe : describe.skip)('indexes', () => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct('mongodb')
  }, 120_000)
  afterAll(() => product.stop())

  test('are on MongoDB what they are on SQLite', async () => {
    const { collections } = product.payload.db as unknown as Mongo
    const wanted = sqliteIndexes()
    const missing: string[] = []
    for (const { slug, flattenedFields } of product.payload.config.collections) {
      if (slug.startsWith('payload-')) continue
      const kind = new Map(flattenedFields.map((field) => [field.name, field.type]))
      const there = ((await collections[slug]?.collection.indexes()) ?? []).map(({ key, unique }) => ({
        columns: Object.keys(key).map((name) => (name === '_id' ? 'id' : `${snake(name)}${['relationship', 'upload'].includes(kind.get(name) ?? '') ? '_id' : ''}`)).join(),
        isUnique: unique === true,
      }))
      const names = wanted.get(slug.replaceAll('-', '_')) ?? []
      for (const { columns, isUnique } of names) {
        // Nobody looks up by the time of a record's making; Payload has these on SQLite by itself.
        if (columns === 'created_at' || columns === 'updated_at') continue
        const serves = there.some((one) => (isUnique ? one.isUnique && one.columns === columns : one.columns === columns || one.columns.startsWith(`${columns},`)))
        if (!serves) missing.push(`${slug}: ${isUnique ? 'unique ' : ''}${columns}`)
      }
      const lists = flattenedFields.filter((field) => (field.type === 'relationship' || field.type === 'upload') && field.hasMany === true && !field.localized)
      const keys = ((await collections[slug]?.collection.indexes()) ?? []).map(({ key }) => Object.keys(key)[0])
      for (const { name } of lists) if (!keys.includes(name) && !keys.includes(`${name}.value`)) missing.push(`${slug}: ${name}`)
    }
    expect(wanted.size).toBeGreaterThan(20)
    expect(missing).toEqual([])
  })
})
