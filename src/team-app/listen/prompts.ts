/**
 * Recordings of the app's own sentences, per language, that an installation may add: fetched when there is network and
 * kept on the phone. Most installations have none; then the phone's own voice speaks. Called by rounds.ts and voice.ts.
 */
import { isSavingData, storageSpace } from '../phone/browser.js'
import { phoneNow } from '../phone/clock.js'
import { call, isRecord } from '../post/call.js'
import type { PromptList } from '../post/contract.js'
import { keepFile } from '../post/keep-content.js'
import { database } from '../store/database.js'
import { noteFor, readMeta, readSettings, type Device, type MetaValues } from '../store/meta.js'

/** Where there are none, asking once a day is enough; where there are, a better one should not take long. */
const ASK_EVERY = { none: 86_400_000, some: 3_600_000 }

export async function keepPrompts(device: Device): Promise<void> {
  const { language } = await readSettings()
  const before = await readMeta('prompts')
  const known = before?.language === language ? before : undefined
  const wait = known?.items.length ? ASK_EVERY.some : ASK_EVERY.none
  const isFresh = known !== undefined && Math.abs(Date.now() - Date.parse(known.askedAt)) < wait
  const items = isFresh ? known.items : await askForPrompts(device, language, known)
  if (!items || isSavingData() || (await storageSpace())?.isLow) return
  const kept = new Set(await (await database()).getAllKeys('files'))
  for (const { sha256, bytes = 0, type = 'audio/mpeg' } of items) {
    if (kept.has(sha256)) continue
    const file = await keepFile({ sha256, bytes, type, use: 'prompt', key: device.key })
    if (!file || file === 'full') return
  }
}

/** The list as it is now; undefined where the server could not be asked. What it no longer names is thrown out. */
async function askForPrompts(device: Device, language: string, known: MetaValues['prompts'] | undefined): Promise<PromptList['items'] | undefined> {
  const heard = await call({ path: `/prompts?language=${language}`, key: device.key, ...(known?.tag ? { tag: known.tag } : {}), isRight: isPromptList })
  if (heard.kind === 'unchanged' && known) {
    await noteFor(device, 'prompts', { ...known, askedAt: phoneNow() })
    return known.items
  }
  if (heard.kind !== 'ok') return undefined
  const { items } = heard.body
  await noteFor(device, 'prompts', { language, items, askedAt: phoneNow(), ...(heard.tag ? { tag: heard.tag } : {}) })
  const named = new Set(items.map((item) => item.sha256))
  const files = (await database()).transaction('files', 'readwrite').store
  for (const file of await files.getAll()) if (file.use === 'prompt' && !named.has(file.sha256)) await files.delete(file.sha256)
  return items
}

/** The recording of a sentence in the chosen language, where there is one on this phone. */
export async function promptFor(key: string): Promise<Blob | undefined> {
  const prompts = await readMeta('prompts')
  const { language } = await readSettings()
  if (prompts?.language !== language) return undefined
  const item = prompts.items.find((one) => one.key === key)
  return item && (await (await database()).get('files', item.sha256))?.blob
}

function isPromptList(body: unknown): body is PromptList {
  return isRecord(body) && Array.isArray(body.items)
}
