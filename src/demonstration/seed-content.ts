/**
 * Saves and approves the demonstration's documents, campaign and poster as the province's editor would: through Payload
 * and the approval of each language. Called by seed.ts.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Payload } from 'payload'
import type { Account } from '../access/account.js'
import { projectRoot } from '../platform/project-root.js'
import { CAMPAIGN_POSTER, HEALTH_RECORDING, campaign, poster, resolutions, type ContentText, type DemonstrationResolution } from './documents.js'
import type { HistoryContent } from './history.js'
import { hanoiDay } from './sample-reports.js'

/** A content with the bundles of its approved languages. */
export interface SeededContent {
  relationTo: 'resolutions' | 'campaigns' | 'materials'
  id: string
  bundles: HistoryContent
}

export interface SeededContents {
  resolutions: Map<DemonstrationResolution['key'], SeededContent>
  campaign: SeededContent
  poster: SeededContent
}

export type Approve = (content: { contentType: SeededContent['relationTo']; id: string; language: 'vi' | 'hmn' }) => Promise<string>

export async function seedContents({
  payload,
  owner,
  editor,
  approve,
  now,
  advance,
}: {
  payload: Payload
  /** The unit that owns them: the province. */
  owner: string
  editor: Account
  approve: Approve
  now: Date
  advance: () => void
}): Promise<SeededContents> {
  const user = { ...editor, collection: 'users' as const }
  const as = { user, overrideAccess: false, depth: 0 } as const

  const upload = async (name: string, mimetype: string, alt: string): Promise<string> => {
    const data = await readFile(join(projectRoot(), 'src/demonstration/files', name))
    const saved = await payload.create({ collection: 'media', data: { owner, alt }, file: { data, mimetype, name, size: data.length }, ...as })
    return String(saved.id)
  }
  const approved = async (relationTo: SeededContent['relationTo'], id: string, languages: ('vi' | 'hmn')[]): Promise<SeededContent> => {
    const bundles: HistoryContent = { vi: '' }
    for (const language of languages) bundles[language] = await approve({ contentType: relationTo, id, language })
    advance()
    return { relationTo, id, bundles }
  }

  const seeded = new Map<DemonstrationResolution['key'], SeededContent>()
  for (const { key, texts, term, issuedOn, ...particulars } of resolutions) {
    const audio = texts.vi.audio ? await upload(HEALTH_RECORDING.file, 'audio/mpeg', 'Bản đọc mẫu Nghị quyết 72-NQ/TW (giọng máy)') : undefined
    const data = {
      owner, ...particulars, visibility: 'public' as const, ...textData(texts.vi),
      ...(term ? { term } : {}), ...(issuedOn ? { issuedOn } : {}), ...(audio ? { audio } : {}),
    }
    const { id } = await payload.create({ collection: 'resolutions', locale: 'vi', data, ...as })
    if (texts.hmn) await payload.update({ collection: 'resolutions', id, locale: 'hmn', data: textData(texts.hmn), ...as })
    seeded.set(key, await approved('resolutions', String(id), texts.hmn ? ['vi', 'hmn'] : ['vi']))
  }

  const year = hanoiDay(now).slice(0, 4)
  const saved = await payload.create({
    collection: 'campaigns',
    locale: 'vi',
    data: { owner, kind: 'emulation', from: `${year}-01-01`, to: `${year}-12-31`, ...campaign },
    ...as,
  })
  const campaignContent = await approved('campaigns', String(saved.id), ['vi'])

  const file = await upload(CAMPAIGN_POSTER.file, 'image/png', CAMPAIGN_POSTER.alt)
  const about = { relationTo: 'campaigns' as const, value: saved.id }
  const material = await payload.create({
    collection: 'materials',
    locale: 'vi',
    data: { owner, title: poster.title, kind: 'poster', about, body: poster.body, keyPoints: poster.keyPoints.map((text) => ({ text })), file },
    ...as,
  })
  return { resolutions: seeded, campaign: campaignContent, poster: await approved('materials', String(material.id), ['vi']) }
}

/** How often `advance` is called. */
export const CONTENT_STEPS = resolutions.length + 2

function textData({ summary, keyPoints, questions }: ContentText) {
  return { summary, keyPoints: keyPoints.map((text) => ({ text })), questions }
}
