/** What is kept up when a content is saved, shown and deleted; the collections' hooks call it in one line each. */
import { APIError, type CollectionAfterChangeHook, type CollectionBeforeChangeHook, type CollectionBeforeDeleteHook, type CollectionBeforeValidateHook, type CollectionConfig } from 'payload'

import { placeFromUnit } from '../organisation/place.js'
import { auditCollection } from '../platform/audit/audit-collection.js'
import { inOneLanguage } from '../platform/content-language.js'
import { invalidFields } from '../platform/invalid-fields.js'
import { foldSearch } from '../platform/search.js'
import { sortKeyVietnamese } from '../platform/text.js'
import { askOfOwnText } from './ask-of-own-text.js'
import { keepOthersText } from './keep-others-text.js'
import type { ContentType } from './languages.js'
import { refreshLanguages } from './refresh-languages.js'
import { contentSearchText } from './search-text.js'
import { bearsStamp, PUBLIC_ONLY, STAMPED } from './public-only.js'
import { showApprovedText } from './show-approved-text.js'

/** The hooks of one kind of content. */
export function lateHooks(slug: ContentType): NonNullable<CollectionConfig['hooks']> {
  const refresh: CollectionAfterChangeHook = async ({ doc, req }) => {
    const { languages } = await refreshLanguages({ payload: req.payload, contentType: slug, id: String(doc.id), req })
    return { ...doc, languages: languages ?? doc.languages }
  }
  return {
    beforeOperation: [inOneLanguage, askOfOwnText(slug), keepOthersText(slug), foldSearch],
    beforeChange: [placeFromUnit({ field: 'owner', column: 'ownerPath' }), refuseStamped(slug), keepContent],
    beforeRead: [({ doc, req }) => showApprovedText({ doc, req, contentType: slug })],
    beforeDelete: [refuseDeletingContent(slug)],
    ...auditCollection(slug, { unit: 'owner' }, { afterChange: [refresh] }),
  }
}

/** A document is entered once: its issuing body, kind, number and term together. The index of the database is the guard; this says it in words. */
export const refuseSecondEntry: CollectionBeforeValidateHook = async ({ data, originalDoc, req }) => {
  if (!data || typeof data.symbol !== 'string' || typeof data.issuer !== 'string') return data
  const key = { issuer: data.issuer, kind: String(data.kind ?? ''), symbol: data.symbol, term: text(data.term) }
  const where = { and: Object.entries(key).map(([field, value]) => ({ [field]: { equals: value } })) }
  const found = await req.payload.db.findOne<{ id: string }>({ collection: 'resolutions', where })
  if (!found || found.id === originalDoc?.id) return data
  throw invalidFields({ slug: 'resolutions', errors: [{ path: 'symbol', message: `Văn bản ${data.symbol} của ${data.issuer} đã có trong nhiệm kỳ này. Hãy mở văn bản đã có.` }], req })
}

/** Says what is refused, and at which fields the stamp stands. */
function refuseStamped(slug: ContentType): CollectionBeforeChangeHook {
  return ({ data, req }) => {
    const texts = { title: data.title, abstract: data.abstract, summary: firstLine(data.summary), body: firstLine(data.body) }
    const stamped = Object.entries(texts).flatMap(([path, text]) => (typeof text === 'string' && bearsStamp(text) ? [path] : []))
    if (typeof data.symbol === 'string' && bearsStamp(data.symbol, { isSymbol: true })) stamped.unshift('symbol')
    if (stamped.length === 0) return data
    const refusal = invalidFields({ slug, errors: stamped.map((path) => ({ path, message: STAMPED })), req })
    throw Object.assign(refusal, { message: PUBLIC_ONLY })
  }
}

const keepContent: CollectionBeforeChangeHook = ({ data }) => {
  const from: unknown = data.from
  const to: unknown = data.to
  if (typeof from === 'string' && typeof to === 'string' && to < from) throw new APIError('Ngày kết thúc phải sau ngày bắt đầu.', 400, undefined, true)
  const name = text(data.symbol) || text(data.title)
  return {
    ...data,
    ...('symbol' in data ? { term: text(data.term) } : {}),
    searchText: contentSearchText(data),
    sortKey: sortKeyVietnamese(name),
  }
}

function refuseDeletingContent(slug: ContentType): CollectionBeforeDeleteHook {
  return async ({ req, id }) => {
    const bundle = await req.payload.db.findOne({ collection: 'bundles', where: { and: [{ contentType: { equals: slug } }, { contentId: { equals: String(id) } }] } })
    if (bundle) throw new APIError('Nội dung đã duyệt thì không xoá được, vì các tổ có thể đang dùng. Hãy sửa rồi duyệt lại.', 409, undefined, true)
    const assigned = await req.payload.db.findOne({ collection: 'assignments', where: { content: { equals: { relationTo: slug, value: String(id) } } } })
    if (assigned) throw new APIError('Nội dung này đang nằm trong một việc giao nên không xoá được.', 409, undefined, true)
    if (slug === 'materials') return
    const about = await req.payload.db.findOne({ collection: 'materials', where: { about: { equals: { relationTo: slug, value: String(id) } } } })
    if (about) throw new APIError('Còn tài liệu tuyên truyền nói về nội dung này nên không xoá được.', 409, undefined, true)
  }
}

function firstLine(value: unknown): string | undefined {
  return typeof value === 'string' ? value.split('\n')[0] : undefined
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
