/**
 * "Duyệt nội dung": freezes one language of a content as it is now into a bundle that nothing can change any more.
 * Called by the desk's route and by the demonstration.
 */
import { createHash } from 'node:crypto'

import type { BasePayload } from 'payload'

import { type Account, isWithin } from '../access/account.js'
import { auditRow } from '../platform/audit/audit.js'
import { problem } from '../platform/problems.js'
import { database } from '../platform/services.js'
import { objectStore } from '../platform/storage/objects.js'
import { alone } from './document-lock.js'
import { bundleBody, filesOf, type FrozenFile, missingFor, titleOf } from './freeze-bundle.js'
import { type ContentType, isLanguageCode, type LanguageCode } from './languages.js'
import { mediaBytes } from './media-bytes.js'
import { latestApprovals, refreshLanguagesLocked } from './refresh-languages.js'
import { storeBundle } from './store-bundle.work.js'
import { canonical, digestOf, type Source, sourceOf, type StoredContent } from './source.js'

export type Approved = {
  language: LanguageCode
  bundleHash: string
  version: number
  /** False when nothing had changed since the last approval. */
  isNew: boolean
}

type Owner = { path: string; id: string | null }

const MOST_TRIES = 5

/**
 * Approves a language. The content is read and frozen while nobody can write it, so a bundle never holds half an edit;
 * the number of a version is unique in the database, so two approvals at once make one bundle.
 * Throws 404 outside what the account may read, 403 where it may only read, 422 with what is missing.
 */
export async function approveContent({
  payload,
  account,
  contentType,
  id,
  language,
  now = new Date(),
  requestId = null,
}: {
  payload: BasePayload
  account: Pick<Account, 'id' | 'name' | 'territory'>
  contentType: ContentType
  id: string
  language: string
  now?: Date
  requestId?: string | null
}): Promise<Approved> {
  if (!isLanguageCode(language)) throw problem({ code: 'rules', errors: [{ path: 'language', code: 'unknown', message: 'Không có thứ tiếng này. Hãy chọn lại.' }] })
  return alone({ contentType, id }, async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await approveOnce({ payload, account, contentType, id, language, now, requestId })
      } catch (error) {
        // Another node approved in between: its bundle is the latest now, so look again.
        if (attempt >= MOST_TRIES || !(await isTaken({ payload, contentType, id, language, error }))) throw error
      }
    }
  })
}

type Given = { payload: BasePayload; account: Pick<Account, 'id' | 'name' | 'territory'>; contentType: ContentType; id: string; language: LanguageCode; now: Date; requestId: string | null }

async function approveOnce({ payload, account, contentType, id, language, now, requestId }: Given): Promise<Approved> {
  const content = await payload.db.findOne<StoredContent>({ collection: contentType, where: { id: { equals: id } } })
  const owner = ownerOf(content)
  if (!content || !owner) throw problem({ code: 'not-found' })
  if (!isWithin(owner.path, account.territory)) throw problem({ code: isAbove(owner.path, account.territory) && content.isApproved === true ? 'forbidden' : 'not-found' })

  const source = sourceOf({ contentType, content, language })
  const missing = missingFor({ contentType, source, language })
  const approvals = await latestApprovals({ payload, contentType, id })
  const vietnamese = language === 'vi' || approvals.has('vi') ? [] : [{ path: 'language', code: 'vietnamese-missing', message: 'Hãy duyệt bản tiếng Việt trước.' }]
  if (missing.length > 0) throw problem({ code: 'incomplete', errors: [...missing, ...vietnamese] })
  if (vietnamese.length > 0) throw problem({ code: 'vietnamese-missing', errors: vietnamese })

  const latest = approvals.get(language)
  const sourceDigest = digestOf(source)
  if (latest?.sourceDigest === sourceDigest) {
    // A process that ended right after approving left this to whoever asks again.
    await refreshLanguagesLocked({ payload, contentType, id })
    return { language, bundleHash: latest.hash, version: latest.version, isNew: false }
  }

  const files = await freezeFiles({ payload, contentType, source, owner })
  const version = (latest?.version ?? 0) + 1
  const body = bundleBody({ contentType, id, source, language, version, ...files })
  const json = canonical(body)
  const hash = createHash('sha256').update(json).digest('hex')
  const bundle = {
    id: hash, contentType, contentId: id, language, version, bytes: Buffer.byteLength(json), title: titleOf({ contentType, source }), kind: body.kind, symbol: body.symbol ?? null,
    json, files: [...(files.audio ? [files.audio] : []), ...files.attachments], sourceDigest, source, approvedBy: account.name || account.id, createdAt: now.toISOString(),
  }
  const log = auditRow({
    at: now.toISOString(), actor: account.id, action: `${contentType}.approve`, subject: `${contentType}/${id}`, unit: owner.id, path: owner.path,
    before: latest?.hash, after: hash, details: { language, version, bundleHash: hash }, requestId,
  })
  await database().write(storeBundle, { bundle, media: mediaOf({ contentType, source }), log })
  await refreshLanguagesLocked({ payload, contentType, id })
  return { language, bundleHash: hash, version, isNew: true }
}

/** Copies what the source names into the content-addressed store; a file of a stranger's or a lost one is refused. */
async function freezeFiles({ payload, contentType, source, owner }: { payload: BasePayload; contentType: ContentType; source: Source; owner: Owner }): Promise<{ audio: FrozenFile | undefined; attachments: FrozenFile[] }> {
  const wanted = filesOf({ contentType, source })
  const attachments: FrozenFile[] = []
  for (const media of wanted.attachments) attachments.push(await freezeFile({ payload, media, owner, path: contentType === 'materials' ? 'file' : 'attachments' }))
  const audio = wanted.audio ? { ...(await freezeFile({ payload, media: wanted.audio, owner, path: 'audio' })), audio: true } : undefined
  if (audio && !audio.type.startsWith('audio/')) throw problem({ code: 'incomplete', errors: [{ path: 'audio', code: 'type', message: 'Bản đọc phải là tệp âm thanh.' }] })
  return { audio, attachments }
}

type MediaRow = { id: string; filename?: string | null; mimeType?: string | null; filesize?: number | null; seconds?: number | null; alt?: string | null; ownerPath?: string | null; isApproved?: boolean | null }

async function freezeFile({ payload, media, owner, path }: { payload: BasePayload; media: string; owner: Owner; path: string }): Promise<FrozenFile> {
  const row = await payload.db.findOne<MediaRow>({ collection: 'media', where: { id: { equals: media } } })
  const isOurs = row && (isWithin(row.ownerPath, [owner.path]) || (isAbove(row.ownerPath ?? '', [owner.path]) && row.isApproved === true) || row.ownerPath === owner.path)
  const bytes = isOurs && row.filename ? await mediaBytes(row.filename) : undefined
  if (!row || !bytes) throw problem({ code: 'incomplete', errors: [{ path, code: 'file-missing', message: 'Không còn tệp này, hoặc tệp không thuộc đơn vị. Hãy tải tệp lên lại.' }] })
  const sha256 = await objectStore().put(bytes)
  return { sha256, name: row.alt || row.filename || sha256, bytes: bytes.length, type: row.mimeType ?? 'application/octet-stream', ...(row.seconds ? { seconds: row.seconds } : {}) }
}

function mediaOf({ contentType, source }: { contentType: ContentType; source: Source }): string[] {
  const { audio, attachments } = filesOf({ contentType, source })
  return [...new Set([...attachments, ...(audio ? [audio] : [])])]
}

/** Whether the failure was that this number of a version was given meanwhile. */
async function isTaken({ payload, contentType, id, language, error }: { payload: BasePayload; contentType: ContentType; id: string; language: string; error: unknown }): Promise<boolean> {
  if (!(error instanceof Error) || error.name !== 'DuplicateRow') return false
  return (await latestApprovals({ payload, contentType, id })).has(language)
}

function ownerOf(content: StoredContent | null): Owner | undefined {
  if (!content || typeof content.ownerPath !== 'string') return undefined
  const owner = content.owner
  return { path: content.ownerPath, id: typeof owner === 'string' ? owner : null }
}

/** True where the path is that of a unit above one of the territory's. */
function isAbove(path: string, territory: readonly string[]): boolean {
  return path !== '' && territory.some((mine) => mine !== path && mine.startsWith(path))
}
