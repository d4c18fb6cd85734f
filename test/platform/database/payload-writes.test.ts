// The database file is held by another program for longer than anyone waits, as a long command beside the server does:
// what is asked meanwhile is 503 and holds nobody else up, and what is answered afterwards is on disk.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import Sqlite from 'libsql'
import { join } from 'node:path'

import { caller, type Caller, freshEnvironment, make, type Product, setUp, signIn, ADMIN, startProduct } from '../../support/product.js'

let product: Product
let admin: Caller
let commune: string
const environment = freshEnvironment('sqlite')
const file = join(environment.folder, 'lantoa.db')

beforeAll(async () => {
  product = await startProduct(environment)
  const first = await setUp(product)
  admin = first.admin
  commune = (await make(admin, 'org-units', { name: 'Xã Một', type: 'commune', parent: first.province })).id
  await make(admin, 'teams', { unit: commune, label: 'Tổ xã', active: true })
}, 60_000)
afterAll(() => product.stop())

const rename = (label: string) => admin('PATCH', `/api/org-units/${commune}`, { label })
const makeCodes = () => admin('POST', `/api/org-units/${commune}/enrolment-codes`)

/** What another program reads of the unit: only what was committed. */
function labelOnDisk(): unknown {
  const other = new Sqlite(file)
  try {
    return (other.prepare('select label from org_units where id = ?').get(commune) as { label: unknown }).label
  } finally {
    other.close()
  }
}

async function whileHeld<T>(work: () => Promise<T>): Promise<T> {
  const other = new Sqlite(file)
  other.exec('BEGIN IMMEDIATE')
  try {
    return await work()
  } finally {
    other.exec('ROLLBACK')
    other.close()
  }
}

test('meanwhile: 503 within ten seconds, and reading goes on', async () => {
  const timed = async (work: () => Promise<{ status: number; headers?: Headers }>) => {
    const started = Date.now()
    const { status, headers } = await work()
    return { status, retryAfter: headers?.get('retry-after') ?? null, took: Date.now() - started }
  }
  await whileHeld(async () => {
    const writes = [rename('bị chặn'), rename('bị chặn'), makeCodes(), caller(product.url)('POST', '/api/users/login', ADMIN)].map((answer) => timed(() => answer))
    for (let count = 0; count < 10; count += 1) {
      const read = await timed(() => caller(product.url)('GET', '/field/v1/ping'))
      expect(read).toMatchObject({ status: 200 })
      expect(read.took).toBeLessThan(1_500)
      await new Promise((done) => setTimeout(done, 200))
    }
    for (const write of await Promise.all(writes)) {
      expect(write).toMatchObject({ status: 503, retryAfter: expect.stringMatching(/^\d+$/) })
      expect(write.took).toBeLessThan(10_000)
    }
  })
}, 40_000)

test('afterwards: every door writes again, and what was answered is there for others and after a kill', async () => {
  expect((await rename('xã biên giới')).status).toBe(200)
  expect(labelOnDisk()).toBe('xã biên giới')
  expect((await makeCodes()).status).toBe(201)
  expect((await rename('xã vùng cao')).status).toBe(200)
  await product.end('SIGKILL')
  expect(labelOnDisk()).toBe('xã vùng cao')
  product = await startProduct(environment)
  const again = await signIn(product.url, ADMIN)
  expect((await again('GET', `/api/org-units/${commune}`)).body.label).toBe('xã vùng cao')
}, 60_000)
