/** One writer or approver at a time per content: an approval waits for the end of a write that is under way. */
import { expect, test } from '@jest/globals'
import type { BasePayload } from 'payload'

import { alone, guardContentWrites, updateUnguarded } from '../../src/content/document-lock.js'

/** A database that writes a content in two steps with a pause between them, as a slow disk would. */
function slowDatabase() {
  const stored = { summary: 'bản 0', keyPoints: 'bản 0' }
  const pause = () => new Promise((done) => setTimeout(done, 5))
  const updateOne = async ({ data }: { data: { text: string } }) => {
    stored.summary = data.text
    await pause()
    stored.keyPoints = data.text
    return stored
  }
  return { stored, payload: { db: { updateOne } } as unknown as BasePayload }
}

const write = (payload: BasePayload, text: string, id = 'r1') => payload.db.updateOne({ collection: 'resolutions', id, data: { text } } as never)
const here = { contentType: 'resolutions', id: 'r1' }

test('whoever reads alone never sees half a write', async () => {
  const { stored, payload } = slowDatabase()
  guardContentWrites(payload)
  const writes = [1, 2, 3].map((index) => write(payload, `bản ${index}`))
  const reads = await Promise.all(Array.from({ length: 20 }, () => alone(here, async () => ({ ...stored }))))
  await Promise.all(writes)
  for (const read of reads) expect(read.summary).toBe(read.keyPoints)
})

test('a failed write lets the next one in', async () => {
  await expect(alone(here, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
  await expect(alone(here, () => Promise.resolve('in'))).resolves.toBe('in')
})

test('other contents and other collections do not wait', async () => {
  const { payload } = slowDatabase()
  guardContentWrites(payload)
  await alone(here, async () => {
    await write(payload, 'x', 'r2')
    await payload.db.updateOne({ collection: 'users', id: 'r1', data: { text: 'x' } } as never)
    await updateUnguarded(payload)({ collection: 'resolutions', id: 'r1', data: { text: 'mine' } } as never)
  })
})

test('guarding twice changes nothing', async () => {
  const { payload } = slowDatabase()
  guardContentWrites(payload)
  const guarded = payload.db.updateOne
  guardContentWrites(payload)
  expect(payload.db.updateOne).toBe(guarded)
})
