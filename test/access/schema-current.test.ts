/** The migrations make the tables that the collections say; a change of a collection without them fails here, with the fix. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Product, startProduct } from './product.js'

type Kit = { generateDrizzleJson: (schema: unknown) => Promise<unknown>; generateMigration: (before: unknown, after: unknown) => Promise<string[]> }
const FOLDER = 'src/platform/database/migrations'

let product: Product
beforeAll(async () => {
  product = await startProduct('sqlite')
})
afterAll(() => product.stop())

test('the migrations are those of the collections (else: src/platform/database/migrations/README.md)', async () => {
  const latest = readdirSync(FOLDER).filter((name) => name.endsWith('.json')).sort().at(-1)
  const before: unknown = JSON.parse(readFileSync(join(FOLDER, latest ?? ''), 'utf8'))
  const adapter = product.payload.db as unknown as { requireDrizzleKit: () => Kit; schema: unknown }
  const kit = adapter.requireDrizzleKit()
  expect(await kit.generateMigration(before, await kit.generateDrizzleJson(adapter.schema))).toEqual([])
})

test('tables that take thousands of rows at once have the indexes that their collection names and no others', async () => {
  const client = (product.payload.db as unknown as { client: { execute: (sql: string) => Promise<{ rows: { name: string; tbl_name: string }[] }> } }).client
  const { rows } = await client.execute("select name, tbl_name from sqlite_master where type = 'index' and name not like 'sqlite_autoindex%'")
  const bare = product.payload.config.collections.filter(({ custom }) => custom.isBare === true)
  expect(bare.length).toBeGreaterThan(8)
  for (const { slug, indexes, flattenedFields } of bare) {
    const single = flattenedFields.filter((field) => ('index' in field && field.index) || ('unique' in field && field.unique))
    const made = rows.filter((row) => row.tbl_name === slug.replaceAll('-', '_')).map((row) => row.name)
    expect({ slug, made: made.length }).toEqual({ slug, made: (indexes ?? []).length + single.length })
  }
})
