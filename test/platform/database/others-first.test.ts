// Who goes first where Payload reads on SQLite: what waits already, but within a change nobody.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createClient } from '@libsql/client'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { guardSqliteWrites, undisturbed } from '../../../src/platform/database/payload-writes.js'

const folder = mkdtempSync(join(tmpdir(), 'lantoa-turns-'))
const url = `file:${join(folder, 'x.db')}`
const client = createClient({ url })

const payload = { db: { name: 'sqlite', client, clientConfig: { url } } }

beforeAll(() => guardSqliteWrites(payload))
afterAll(() => {
  client.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Whether something that waited for the event loop had its turn before the work ended. */
async function hadItsTurn(work: () => Promise<unknown>): Promise<boolean> {
  let hadIt = false
  const waiting = setImmediate(() => (hadIt = true))
  await work()
  clearImmediate(waiting)
  return hadIt
}

const read = () => client.execute('select 1 as one')

test('a read lets it', async () => {
  expect(await hadItsTurn(read)).toBe(true)
  expect((await read()).rows).toMatchObject([{ one: 1 }])
})

test('the reads of a change do not, and those after it do again, also where it failed', async () => {
  expect(await hadItsTurn(() => undisturbed(async () => [await read(), await read()]))).toBe(false)
  await expect(undisturbed(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  expect(await hadItsTurn(read)).toBe(true)
})
