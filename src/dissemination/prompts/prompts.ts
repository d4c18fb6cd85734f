/**
 * Recordings of the phone app's own sentences, for people who do not read: what there is to record in a language, what
 * is there, and keeping or removing one. Called by the desk's page and by the phones' list.
 */
import { isLanguageCode, languageCodes, languageNames, type LanguageCode } from '../../content/languages.js'
import { knownType, secondsOf } from '../../content/file-types.js'
import { teams } from '../../organisation/tables.js'
import { perform } from '../../platform/database/perform.js'
import type { Row } from '../../platform/database/tables.js'
import type { Account } from '../../platform/http/identity.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { objectStore } from '../../platform/storage/objects.js'
import { type Prompt, promptList } from '../../team-app/listen/prompt-list.js'
import type { Caller } from '../assignment-calls.js'
import { promptRecordings } from '../tables.js'
import { recordPrompt, removePrompt } from './record-prompt.work.js'

/** Every phone downloads the whole set of its language, so one sentence must stay small. */
export const MOST_PROMPT_BYTES = 1024 * 1024
const MOST_SECONDS = 60

/** `changed`: the app says something else by now, so the recording is not sent to phones. */
export type PromptState = 'recorded' | 'missing' | 'changed'

export interface DeskPrompt extends Prompt {
  state: PromptState
  sha256?: string
  bytes?: number
  seconds?: number
  recordedAt?: string
}

export interface DeskPrompts {
  language: LanguageCode
  languages: { code: LanguageCode; name: string; recorded: number }[]
  total: number
  /** What a phone of this language downloads. */
  bytes: number
  mayChange: boolean
  items: DeskPrompt[]
}

export interface FieldPrompt {
  key: string
  sha256: string
  seconds: number
  bytes: number
  type: string
}

export async function promptsOfDesk(language: LanguageCode, account: Account): Promise<DeskPrompts> {
  const rows = await services().database.read.find(promptRecordings, { where: [] })
  const items = promptList().map((prompt) => deskPrompt(prompt, rows.find((row) => row.id === idOf(language, prompt.key))))
  const present = new Map(promptList().map(({ key, text }) => [key, text]))
  const isPresent = (row: Row): boolean => present.get(String(row.key)) === row.text
  return {
    language,
    languages: languageCodes.map((code) => ({ code, name: languageNames[code], recorded: rows.filter((row) => row.language === code && isPresent(row)).length })),
    total: items.length,
    bytes: items.reduce((sum, item) => sum + (item.state === 'recorded' ? (item.bytes ?? 0) : 0), 0),
    mayChange: await isResponsibleForAll(account),
    items,
  }
}

/** What the phones of a language are given: recordings that say what the app says today. */
export async function promptsOfPhone(language: LanguageCode): Promise<FieldPrompt[]> {
  const rows = await services().database.read.find(promptRecordings, { where: [['language', '=', language]] })
  const byKey = new Map(rows.map((row) => [row.key, row]))
  return promptList().flatMap(({ key, text }): FieldPrompt[] => {
    const row = byKey.get(key)
    return row?.text === text ? [{ key, sha256: String(row.sha256), seconds: Number(row.seconds), bytes: Number(row.bytes), type: String(row.type) }] : []
  })
}

/** A recording that phones may fetch, whatever their team was given: the app is the same for all. */
export async function promptFile(sha256: string): Promise<{ type: string } | undefined> {
  const row = await services().database.read.findOne(promptRecordings, { where: [['sha256', '=', sha256]], columns: ['id', 'type'] })
  return row && { type: String(row.type) }
}

/** @throws Problem 404 no such language or sentence, 403 not responsible for all teams, 413, 415, 422 */
export async function keepPromptRecording({ language, key, caller, readBytes }: { language: string; key: string; caller: Caller; readBytes: () => Promise<Buffer> }): Promise<{ isNew: boolean; item: DeskPrompt }> {
  const prompt = await changeable({ language, key, caller })
  const bytes = await readBytes()
  const type = await knownType(bytes)
  if (!type?.startsWith('audio/')) throw problem({ code: 'unsupported-type', title: 'Tệp này không phải bản ghi âm. Chỉ nhận MP3, M4A, OGG, WAV.' })
  const seconds = await secondsOf(bytes, type)
  if (seconds === undefined) throw problem({ code: 'undecodable', title: 'Không đọc được tệp âm thanh này. Hãy ghi lại hoặc đổi sang MP3.' })
  if (seconds > MOST_SECONDS) throw problem({ code: 'rules', title: `Bản ghi dài quá ${MOST_SECONDS} giây. Mỗi tệp chỉ đọc một câu.` })
  const sha256 = await objectStore().put(bytes)
  const recording = { id: idOf(language, key), language, key, text: prompt.text, sha256, bytes: bytes.length, type, seconds: Math.round(seconds * 10) / 10, recordedBy: caller.account.id, now: instant() }
  const { isNew } = await perform(recordPrompt, recording, logOf(caller, 'prompt.record', recording.id, { sha256, seconds: recording.seconds }))
  return { isNew, item: await freshItem(prompt, language) }
}

export async function removePromptRecording({ language, key, caller }: { language: string; key: string; caller: Caller }): Promise<DeskPrompt> {
  const prompt = await changeable({ language, key, caller })
  const id = idOf(language, key)
  await perform(removePrompt, { id }, logOf(caller, 'prompt.remove', id, {}))
  return freshItem(prompt, language)
}

/** The recording itself, to be played at the desk. */
export async function promptSound({ language, key }: { language: string; key: string }): Promise<{ sha256: string; type: string; size: number }> {
  const row = await services().database.read.byId(promptRecordings, idOf(language, key))
  const size = row && (await objectStore().size(String(row.sha256)))
  if (!row || size === undefined) throw problem({ code: 'not-found' })
  return { sha256: String(row.sha256), type: String(row.type), size }
}

async function changeable({ language, key, caller }: { language: string; key: string; caller: Caller }): Promise<Prompt> {
  const prompt = isLanguageCode(language) ? promptList().find((one) => one.key === key) : undefined
  if (!prompt) throw problem({ code: 'not-found', title: 'Ứng dụng không có câu nào mang tên này. Hãy xem lại tên tệp trong danh sách.' })
  if (!(await isResponsibleForAll(caller.account))) throw problem({ code: 'forbidden', title: 'Bản đọc dùng chung cho máy của mọi tổ, nên chỉ quản trị phụ trách toàn bộ địa bàn thay đổi được.' })
  return prompt
}

/** Every phone of the installation plays these, so whoever changes them answers for all teams. */
async function isResponsibleForAll({ territory }: Account): Promise<boolean> {
  const { read } = services().database
  const [all = 0, ...mine] = await Promise.all([read.count(teams, []), ...territory.map((path) => read.count(teams, [['path', 'prefix', path]]))])
  return mine.length > 0 && mine.reduce((sum, count) => sum + count, 0) === all
}

function deskPrompt({ key, text }: Prompt, row: Row | undefined): DeskPrompt {
  if (!row) return { key, text, state: 'missing' }
  return { key, text, state: row.text === text ? 'recorded' : 'changed', sha256: String(row.sha256), bytes: Number(row.bytes), seconds: Number(row.seconds), recordedAt: String(row.updatedAt) }
}

async function freshItem(prompt: Prompt, language: string): Promise<DeskPrompt> {
  return deskPrompt(prompt, await services().database.read.byId(promptRecordings, idOf(language, prompt.key)))
}

function logOf({ account, requestId }: Caller, action: string, id: string, details: Record<string, unknown>) {
  return { actor: account.id, action, subject: `prompt-recordings/${id}`, unit: account.units[0] ?? null, path: account.territory[0] ?? null, details, requestId }
}

const idOf = (language: string, key: string): string => `${language}:${key}`
const instant = (): string => services().now().toISOString()
