/** Makes the frozen text of one language from a content's source, and says what is missing for it. Pure but for the files given. */
import type { ContentType, LanguageCode } from './languages.js'
import type { Source } from './source.js'

/** A file as it lies in the content-addressed store. */
export type FrozenFile = { sha256: string; name: string; bytes: number; type: string; seconds?: number; audio?: boolean }

export type Missing = { path: string; code: 'missing'; message: string }

/** Contract §3, `GET /content/{hash}`. */
export type BundleBody = {
  content: string
  version: number
  language: LanguageCode
  kind: string
  symbol?: string
  title: string
  issuer?: string
  issuedOn?: string
  summary: string
  keyPoints: { text: string }[]
  questions: { question: string; answer: string }[]
  campaign?: { goal: string; from: string | null; to: string | null; indicators: { key: string; name: string; unit: string | null; target: number | null; per: string | null }[] }
  audio?: { sha256: string; bytes: number; seconds: number; type: string }
  attachments: { name: string; sha256: string; bytes: number; type: string }[]
}

/** Ids of the media that a source names: one recording, and attachments in their order. */
export function filesOf({ contentType, source }: { contentType: ContentType; source: Source }): { audio: string | undefined; attachments: string[] } {
  const attachments = contentType === 'resolutions' ? source.shared.attachments : contentType === 'materials' ? [source.shared.file] : []
  return { audio: textOf(source.text.audio) || undefined, attachments: (Array.isArray(attachments) ? attachments : []).filter((id): id is string => typeof id === 'string') }
}

/** What a language still needs before it can be approved: in Vietnamese the text, in other languages text or audio. */
export function missingFor({ contentType, source, language }: { contentType: ContentType; source: Source; language: LanguageCode }): Missing[] {
  const { shared, text } = source
  const hasAudio = textOf(text.audio) !== ''
  const isMain = language === 'vi'
  if (contentType === 'resolutions') return need('summary', textOf(text.summary) !== '' || (!isMain && hasAudio), isMain ? 'Cần có tóm tắt.' : 'Cần có tóm tắt hoặc bản đọc.')
  if (contentType === 'campaigns') return need('goal', textOf(text.goal) !== '' || (!isMain && hasAudio), isMain ? 'Cần có mục tiêu.' : 'Cần có mục tiêu hoặc bản đọc.')
  const kind = textOf(shared.kind)
  if (kind === 'audio') return need('audio', hasAudio, 'Cần có bản đọc.')
  if (kind === 'text') return need('body', textOf(text.body) !== '' || (!isMain && hasAudio), isMain ? 'Cần có nội dung.' : 'Cần có nội dung hoặc bản đọc.')
  // A poster or leaflet is its picture; in another language it needs words of that language too.
  const fileMissing = need('file', textOf(shared.file) !== '' || textOf(text.body) !== '', 'Cần có tệp.')
  return isMain ? fileMissing : [...fileMissing, ...need('body', textOf(text.body) !== '' || hasAudio, 'Cần có nội dung hoặc bản đọc.')]
}

export function bundleBody({
  contentType,
  id,
  source,
  language,
  version,
  audio,
  attachments,
}: {
  contentType: ContentType
  id: string
  source: Source
  language: LanguageCode
  version: number
  audio: FrozenFile | undefined
  attachments: readonly FrozenFile[]
}): BundleBody {
  const { shared, text } = source
  const symbol = textOf(shared.symbol)
  const issuer = textOf(shared.issuer) || textOf(shared.launchedBy)
  const issuedOn = textOf(shared.issuedOn)
  return {
    content: id,
    version,
    language,
    kind: textOf(shared.kind),
    ...(symbol ? { symbol } : {}),
    title: titleOf({ contentType, source }),
    ...(issuer ? { issuer } : {}),
    ...(issuedOn ? { issuedOn } : {}),
    summary: textOf(text.summary) || textOf(text.body),
    keyPoints: rowsOf(text.keyPoints).map((row) => ({ text: textOf(row.text) })),
    questions: rowsOf(text.questions).map((row) => ({ question: textOf(row.question), answer: textOf(row.answer) })),
    ...(contentType === 'campaigns' ? { campaign: campaignOf(source) } : {}),
    ...(audio ? { audio: { sha256: audio.sha256, bytes: audio.bytes, seconds: audio.seconds ?? 0, type: audio.type } } : {}),
    attachments: attachments.map(({ name, sha256, bytes, type }) => ({ name, sha256, bytes, type })),
  }
}

export function titleOf({ contentType, source }: { contentType: ContentType; source: Source }): string {
  return textOf(contentType === 'resolutions' ? source.shared.abstract : source.shared.title)
}

function campaignOf({ shared, text }: Source): NonNullable<BundleBody['campaign']> {
  return {
    goal: textOf(text.goal),
    from: textOf(shared.from) || null,
    to: textOf(shared.to) || null,
    indicators: rowsOf(shared.indicators).map((row) => ({
      key: textOf(row.key),
      name: textOf(row.name),
      unit: textOf(row.unit) || null,
      target: typeof row.target === 'number' ? row.target : null,
      per: textOf(row.per) || null,
    })),
  }
}

function need(path: string, isThere: boolean, message: string): Missing[] {
  return isThere ? [] : [{ path, code: 'missing', message }]
}

function rowsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null) : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
