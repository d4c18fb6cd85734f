/** What is kept up when a draft of an assignment is saved, and why one that was sent cannot be edited or deleted. */
import { APIError, type CollectionBeforeChangeHook, type CollectionBeforeDeleteHook, type CollectionBeforeReadHook, type PayloadRequest } from 'payload'

import { searchTextOf, tidyText } from '../platform/text.js'

/** Phones hold what was sent: from then on it changes by "amend", "extend", "add-teams", "withdraw" and "close". */
export const keepDraft: CollectionBeforeChangeHook = ({ data, originalDoc, operation, req }) => {
  if (operation === 'update' && req.user && (originalDoc?.state ?? 'draft') !== 'draft') {
    throw new APIError('Việc đã giao thì không sửa ở đây. Hãy dùng Bổ sung nội dung, Gia hạn, Giao thêm tổ, Thu hồi hoặc Kết thúc.', 409, undefined, true)
  }
  const title = tidyText(String(data.title ?? '')).trim()
  return { ...data, title, searchText: searchTextOf(title, data.instructions) }
}

/** Of what was sent the exclusions that still hold are shown: a team that was added later is excluded no longer. */
export const showStandingExclusions: CollectionBeforeReadHook = ({ doc }) => {
  const { state, excludedTeams, audience } = doc as { state?: string; excludedTeams?: { teamId: string; reason: string }[] | null; audience?: object | null }
  if (!state || state === 'draft' || !Array.isArray(excludedTeams) || !audience || !('exclusions' in audience)) return doc as unknown
  return { ...doc, audience: { ...audience, exclusions: excludedTeams.map(({ teamId, reason }) => ({ id: teamId, team: teamId, reason })) } } as unknown
}

export const refuseDeletingSent: CollectionBeforeDeleteHook = async ({ req, id }) => {
  const state = await stateOf(req, String(id))
  if (state !== undefined && state !== 'draft') throw new APIError('Việc đã giao thì không xoá được. Hãy thu hồi hoặc kết thúc.', 409, undefined, true)
}

async function stateOf(req: PayloadRequest, id: string): Promise<string | undefined> {
  const found = await req.payload.db.findOne<{ id: string; state?: string }>({ collection: 'assignments', where: { id: { equals: id } }, select: { state: true } })
  return found ? (found.state ?? 'draft') : undefined
}
