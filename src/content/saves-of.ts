/** Who saved each version of a content, and what: Payload keeps the version, the log keeps the name. Used by the list of saves. */
import type { PayloadRequest } from 'payload'

import { LINE_FOLLOWS_WITHIN_MS } from '../platform/audit/keep-others-change.js'
import { type ContentType, isLanguageCode, type LanguageCode } from './languages.js'

export interface Save {
  /** The version's own id. */
  id: string
  at: string
  /** Absent where the log has no line: what the product brought along itself. */
  actor?: string
  isNew: boolean
  language?: LanguageCode
  /** Names of the fields that this save changed. */
  changed: string[]
}

interface Line {
  at: string
  actor: string
  action: string
  details?: { changed?: string[]; locale?: string | null } | null
}

const PAGE = 20

/** One page of a content's saves, the newest first, as far as the caller may read them. */
export async function savesOf({ contentType, id, page, req }: { contentType: ContentType; id: string; page: number; req: PayloadRequest }): Promise<{ saves: Save[]; page: number; pages: number }> {
  const { user } = req
  const found = await req.payload.findVersions({ collection: contentType, where: { parent: { equals: id } }, sort: '-updatedAt', page, limit: PAGE, depth: 0, overrideAccess: false, user, req })
  const times = found.docs.map(({ updatedAt }) => Date.parse(updatedAt))
  const lines = await linesBetween({ contentType, id, from: Math.min(...times), to: Math.max(...times), req })
  const saves = found.docs.map(({ id: version, updatedAt }): Save => {
    const since = (line: Line): number => new Date(line.at).getTime() - Date.parse(updatedAt)
    const line = lines.find((one) => since(one) >= 0 && since(one) < LINE_FOLLOWS_WITHIN_MS)
    const language = line?.details?.locale
    return {
      id: version,
      at: updatedAt,
      isNew: line?.action === `${contentType}.create`,
      changed: line?.details?.changed ?? [],
      ...(line ? { actor: line.actor } : {}),
      ...(isLanguageCode(language) ? { language } : {}),
    }
  })
  return { saves, page: found.page ?? 1, pages: found.totalPages }
}

/** The log's lines of these saves, the oldest first. */
async function linesBetween({ contentType, id, from, to, req }: { contentType: ContentType; id: string; from: number; to: number; req: PayloadRequest }): Promise<Line[]> {
  if (!Number.isFinite(from)) return []
  const { docs } = await req.payload.db.find<Line & { id: string }>({
    collection: 'audit-events',
    where: {
      and: [
        { subject: { equals: `${contentType}/${id}` } },
        { action: { in: [`${contentType}.create`, `${contentType}.update`] } },
        { at: { greater_than_equal: new Date(from).toISOString() } },
        { at: { less_than: new Date(to + LINE_FOLLOWS_WITHIN_MS).toISOString() } },
      ],
    },
    sort: 'at',
    pagination: false,
    req,
  })
  return docs
}
