/**
 * Recordings of the app's own sentences, per language, that an installation may add: fetched when there is network and
 * kept on the phone. Most installations have none; then the phone's own voice speaks. Called by rounds.ts and voice.ts.
 */
import { isSavingData } from '../phone/browser.js'
import { phoneNow } from '../phone/clock.js'
import { call, isRecord } from '../post/call.js'
import type { PromptList } from '../post/contract.js'
import { keepFile } from '../post/keep-content.js'
import { database } from '../store/database.js'
import { readMeta, readSettings, writeMeta, type Device } from '../store/meta.js'

/** Where there are none, asking again once a day is enough. */
const ASK_EVERY = 86_400_000

export async function keepPrompts(device: Device): Promise<void> {
  const { language } = await readSettings()
  const known = await readMeta('prompts')
  const isFresh = known?.language === language && Math.abs(Date.now() - Date.parse(known.askedAt)) < ASK_EVERY
  if (isFresh && known.items.length === 0) return
  const heard = await call({ path: `/prompts?language=${language}`, key: device.key, isRight: isPromptList })
  const isNone = heard.kind === 'problem' && heard.status === 404
  if (heard.kind !== 'ok' && !isNone) return
  const items = heard.kind === 'ok' ? heard.body.items : []
  if (!isFresh || JSON.stringify(known.items) !== JSON.stringify(items)) await writeMeta('prompts', { language, items, askedAt: phoneNow() })
  if (isSavingData()) return
  const kept = new Set(await (await database()).getAllKeys('files'))
  for (const item of items) {
    if (kept.has(item.sha256)) continue
    const file = await keepFile({ sha256: item.sha256, bytes: 0, type: 'audio/mpeg', use: 'prompt', key: device.key })
    if (!file || file === 'full') return
  }
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
