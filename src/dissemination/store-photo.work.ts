/** Marks a report's photo as arrived, once its cleaned image lies in the object store. */
import { defineWork, refuse } from '../platform/database/tables.js'
import type { StoredPhoto } from './record-report.work.js'
import { reports } from './tables.js'

export const storePhoto = defineWork('store-photo', async (tx, input: { report: string; sha256: string; storedSha256: string; now: string }): Promise<{ isNew: boolean }> => {
  const report = await tx.byId(reports, input.report)
  const photos = (report?.photos as StoredPhoto[] | null) ?? []
  const photo = photos.find((one) => one.sha256 === input.sha256)
  if (!photo) throw refuse({ status: 404, code: 'not-found' })
  if (photo.state === 'stored') return { isNew: false }
  const changed = photos.map((one) => (one === photo ? { ...one, state: 'stored', storedSha256: input.storedSha256 } : one))
  await tx.update(reports, [['id', '=', input.report]], { photos: changed, updatedAt: input.now })
  return { isNew: true }
})
