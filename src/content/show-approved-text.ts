/**
 * A reader below the owner sees the content as it was approved, whatever has been edited since. Called before each
 * reading of a content through Payload; those in whose territory it is owned see it as it is.
 */
import type { PayloadRequest } from 'payload'

import { accountOf, isWithin } from '../access/account.js'
import { sortKeyVietnamese } from '../platform/text.js'
import { type ContentType, isLanguageCode, type LanguageState } from './languages.js'
import { latestApprovals } from './refresh-languages.js'
import { contentSearchText } from './search-text.js'
import { localisedFields, sharedFields } from './source.js'

export async function showApprovedText({ doc, req, contentType }: { doc: Record<string, unknown>; req: PayloadRequest; contentType: ContentType }): Promise<Record<string, unknown>> {
  const account = accountOf(req)
  const ownerPath = doc.ownerPath
  if (!account || typeof ownerPath !== 'string' || isWithin(ownerPath, account.territory)) return doc
  const approvals = await latestApprovals({ payload: req.payload, contentType, id: String(doc.id) })
  const shared = approvals.get('vi')?.source.shared ?? {}
  for (const field of sharedFields(contentType)) if (field in doc) doc[field] = withRowIds(shared[field])
  for (const field of localisedFields(contentType)) {
    if (!(field in doc)) continue
    doc[field] = Object.fromEntries([...approvals.values()].map(({ language, source }) => [language, withRowIds(source.text[field])]))
  }
  if ('searchText' in doc) doc.searchText = contentSearchText(shared)
  if ('sortKey' in doc) doc.sortKey = sortKeyVietnamese(textOf(shared.symbol) || textOf(shared.title))
  if (Array.isArray(doc.languages)) doc.languages = (doc.languages as LanguageState[]).filter(({ code }) => isLanguageCode(code)).map(asSeenBelow)
  return doc
}

/** That a newer text is being worked on is the owner's business. */
function asSeenBelow(language: LanguageState): LanguageState {
  if (language.state === 'changed') return { ...language, state: 'approved' }
  return language.state === 'draft' ? { code: language.code, state: 'none' } : language
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Rows of an array need an id to be shown. */
function withRowIds(value: unknown): unknown {
  if (!Array.isArray(value)) return value ?? null
  return value.map((row: unknown, index) => (typeof row === 'object' && row !== null && !('relationTo' in row) ? { id: String(index + 1), ...row } : row))
}
