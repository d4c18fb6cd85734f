/**
 * Two people in one content: a form sends everything it shows, also what its writer never touched. A save that names
 * the `updatedAt` it was opened at therefore changes only what its writer changed since; where somebody else has changed
 * the same part meanwhile it is refused, so that nobody's text is replaced unseen. A save that names none is taken as it
 * is. Payload's own lock, which would shut one of two writers out for minutes and say so in English, is passed over: it
 * only tells who else is writing (views/OthersEditing). A one-line hook of the contents.
 */
import type { CollectionBeforeOperationHook, PayloadRequest, Where } from 'payload'

import { showInstant } from '../platform/admin/formats.js'
import { editorName, isSameInstant } from '../platform/audit/keep-others-change.js'
import { invalidFields } from '../platform/invalid-fields.js'
import { mayUpdate } from '../platform/may-update.js'
import { type ContentType, isLanguageCode, type LanguageCode } from './languages.js'
import { canonical, localisedFields, sharedFields, type StoredContent, sourceOf } from './source.js'

type Data = Record<string, unknown>

export function keepOthersText(contentType: ContentType): CollectionBeforeOperationHook {
  return async ({ args, operation, req }) => {
    if (operation !== 'update' || !('data' in args) || args.data === undefined) return args
    const open = { ...args, overrideLock: true }
    if (!('id' in args)) return open
    const data = args.data as Data
    const language = req.locale
    if (typeof data.updatedAt !== 'string' || !isLanguageCode(language)) return open
    const id = String(args.id)
    const present = await req.payload.db.findOne<StoredContent>({ collection: contentType, where: { id: { equals: id } }, req })
    if (!present || isSameInstant(present.updatedAt, Date.parse(data.updatedAt)) || !(await mayUpdate({ slug: contentType, id, req }))) return open
    const opened = await savedAt({ contentType, id, updatedAt: data.updatedAt, req })
    const { kept, lost } = mergeSave({ contentType, language, data, opened, present })
    if (lost.length > 0) {
      const message = changedMeanwhile(await lastEditor({ contentType, id, req }), String(present.updatedAt))
      throw invalidFields({ slug: contentType, errors: lost.map((path) => ({ path, message })), req })
    }
    return { ...open, data: kept }
  }
}

/**
 * What remains of a save once everything its writer left alone is taken out of it.
 *
 * @param opened the content as the writer found it; without it nothing tells what the writer left alone
 * @param present the content as it is now
 * @returns `lost`: the fields that both have changed, differently
 */
export function mergeSave({ contentType, language, data, opened, present }: { contentType: ContentType; language: LanguageCode; data: Data; opened: StoredContent | undefined; present: StoredContent }): { kept: Data; lost: string[] } {
  const localised = localisedFields(contentType)
  const given: StoredContent = { ...data, id: present.id, ...Object.fromEntries(localised.map((field) => [field, { [language]: data[field] }])) }
  const [mine, before, now] = [given, opened, present].map((content) => content && partsOf({ contentType, content, language }))
  const kept = { ...data }
  const lost: string[] = []
  for (const field of [...sharedFields(contentType), ...localised]) {
    if (!(field in data) || mine?.[field] === now?.[field]) continue
    if (before && mine?.[field] === before[field]) delete kept[field]
    else if (!before || now?.[field] !== before[field]) lost.push(field)
  }
  return { kept, lost }
}

/** Each part of one language of a content, in the one form that compares. */
function partsOf(content: Parameters<typeof sourceOf>[0]): Record<string, string> {
  const { shared, text } = sourceOf(content)
  return Object.fromEntries(Object.entries({ ...shared, ...text }).map(([field, value]) => [field, canonical(value)]))
}

/** The version that was the latest one at that time. */
async function savedAt({ contentType, id, updatedAt, req }: { contentType: ContentType; id: string; updatedAt: string; req: PayloadRequest }): Promise<StoredContent | undefined> {
  const where: Where = { and: [{ parent: { equals: id } }, { 'version.updatedAt': { equals: updatedAt } }] }
  const { docs } = await req.payload.db.findVersions<StoredContent>({ collection: contentType, where, limit: 1, pagination: false, req })
  return docs[0]?.version
}

async function lastEditor({ contentType, id, req }: { contentType: ContentType; id: string; req: PayloadRequest }): Promise<string> {
  const where: Where = { and: [{ subject: { equals: `${contentType}/${id}` } }, { action: { equals: `${contentType}.update` } }] }
  const { docs } = await req.payload.db.find<{ actor?: string }>({ collection: 'audit-events', where, sort: '-at', limit: 1, pagination: false, req })
  return editorName(docs[0]?.actor, req)
}

function changedMeanwhile(who: string, at: string): string {
  return `${who} đã sửa mục này lúc ${showInstant(at)}, sau khi bạn mở trang. Hãy chép phần bạn viết, tải lại trang rồi ghép vào.`
}
