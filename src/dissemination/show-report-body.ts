/** Spreads a report's stored body into the fields of contract §2, and says where its photos are. Payload reads call it. */
import type { CollectionBeforeReadHook } from 'payload'

const SHOWN = ['sessions', 'householdsReached', 'householdsTotal', 'copies', 'broadcasts', 'indicators', 'difficulties', 'proposals'] as const

export const showReportBody: CollectionBeforeReadHook = ({ doc }) => {
  const body: unknown = doc.body
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  for (const name of SHOWN) doc[name] = given[name] ?? null
  if (Array.isArray(doc.photos)) doc.photos = doc.photos.map((photo: unknown) => shownPhoto(photo, String(doc.id)))
  return doc
}

function shownPhoto(photo: unknown, report: string): unknown {
  if (typeof photo !== 'object' || photo === null || !('sha256' in photo)) return photo
  const state = 'state' in photo ? photo.state : 'wanted'
  const sha256 = String(photo.sha256)
  return { sha256, state, ...(state === 'stored' ? { url: `/api/reports/${report}/photos/${sha256}` } : {}) }
}
