/**
 * Works out the state of every language of a content from the content itself and its bundles, and stores it: after each
 * save and each approval. Since both are read anew under the content's lock, the last to come leaves the truth.
 */
import type { BasePayload, PayloadRequest } from 'payload'

import { alone, updateUnguarded } from './document-lock.js'
import { type ContentType, type LanguageCode, languageCodes, type LanguageState } from './languages.js'
import { digestOf, hasText, type Source, sourceOf, type StoredContent } from './source.js'

export type Approval = { hash: string; language: string; version: number; sourceDigest: string; approvedBy: string; approvedAt: string; source: Source }
type BundleRow = { id: string; language: string; version: number; sourceDigest: string; approvedBy: string; createdAt: string; source?: Source }

export type KeptLanguages = { languages: LanguageState[]; isApproved: boolean }

/** @param req of the save that calls, so that it reads and writes within that save's transaction */
export function refreshLanguages(given: { payload: BasePayload; contentType: ContentType; id: string; req?: PayloadRequest }): Promise<Partial<KeptLanguages>> {
  return alone(given, () => refreshLanguagesLocked(given))
}

/** The same for a caller that holds the content's lock. */
export async function refreshLanguagesLocked({ payload, contentType, id, req }: { payload: BasePayload; contentType: ContentType; id: string; req?: PayloadRequest }): Promise<Partial<KeptLanguages>> {
  const content = await payload.db.findOne<StoredContent>({ collection: contentType, where: { id: { equals: id } }, ...(req ? { req } : {}) })
  if (!content) return {}
  const approvals = await latestApprovals({ payload, contentType, id, ...(req ? { req } : {}) })
  const languages = languageCodes.map((code) => stateOf({ code, contentType, content, approval: approvals.get(code) }))
  const kept = { languages, isApproved: approvals.has('vi') }
  const isSame = content.isApproved === kept.isApproved && JSON.stringify(content.languages) === JSON.stringify(kept.languages)
  // The time of the last edit is the editor's, not the product's.
  if (!isSame) await updateUnguarded(payload)({ collection: contentType, id, data: { ...kept, updatedAt: content.updatedAt }, returning: false, ...(req ? { req } : {}) })
  return kept
}

/** The latest bundle of each language. */
export async function latestApprovals({ payload, contentType, id, req }: { payload: BasePayload; contentType: ContentType; id: string; req?: PayloadRequest }): Promise<Map<string, Approval>> {
  const { docs } = await payload.db.find<BundleRow>({
    collection: 'bundles',
    ...(req ? { req } : {}),
    where: { and: [{ contentType: { equals: contentType } }, { contentId: { equals: id } }] },
    sort: 'version',
    limit: 0,
    pagination: false,
    select: { language: true, version: true, sourceDigest: true, approvedBy: true, createdAt: true, source: true },
  })
  return new Map(
    docs.map((row) => [
      row.language,
      { hash: row.id, language: row.language, version: row.version, sourceDigest: row.sourceDigest, approvedBy: row.approvedBy, approvedAt: new Date(row.createdAt).toISOString(), source: row.source ?? { shared: {}, text: {} } },
    ]),
  )
}

function stateOf({ code, contentType, content, approval }: { code: LanguageCode; contentType: ContentType; content: StoredContent; approval: Approval | undefined }): LanguageState {
  const source = sourceOf({ contentType, content, language: code })
  if (!approval) return { code, state: hasText(source) ? 'draft' : 'none' }
  const state = approval.sourceDigest === digestOf(source) ? 'approved' : 'changed'
  return { code, state, bundleHash: approval.hash, approvedBy: approval.approvedBy, approvedAt: approval.approvedAt }
}
