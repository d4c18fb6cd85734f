/**
 * Brings texts and recordings of open work onto the phone before anyone asks, checks them against their name, and tells
 * the server "đã về máy" once a delivery can be read without network. Called by rounds.ts and by the reading screen.
 */
import { isSavingData, storageSpace } from '../phone/browser.js'
import { phoneNow } from '../phone/clock.js'
import { newClientId } from '../phone/ids.js'
import { sha256 } from '../phone/sha256.js'
import { announceChange } from '../store/changes.js'
import { database, type StoredFile } from '../store/database.js'
import { noteFor, readMeta, readSettings, type Device } from '../store/meta.js'
import { newEntry } from '../store/outbox.js'
import { isQuota } from '../store/room.js'
import { chosenBundle, presentBundles } from './bundles.js'
import { callForBytes } from './call.js'
import type { BundleBody, FieldDelivery } from './contract.js'

/** Downloads what open work needs; stops quietly when the network or the space ends. */
export async function keepContent(device: Device): Promise<void> {
  const db = await database()
  const { language } = await readSettings()
  const open = (await db.getAll('deliveries')).filter((delivery) => delivery.state !== 'accepted' && delivery.state !== 'exempted')
  for (const delivery of open) {
    const texts = delivery.content.flatMap(presentBundles)
    const kept = []
    for (const bundle of texts) kept.push(await keepText(bundle.hash, device.key))
    if (kept.includes('no-network')) return
    // A text the server does not give must not keep the others from coming.
    if (!kept.includes('missing')) await tellOnce(delivery, 'delivered')
  }
  await keepRecordings(open, language, device)
}

/** A text on the phone, downloaded if need be; `missing` when the server has none that fits its name. */
export async function keepText(hash: string, key: string): Promise<BundleBody | 'missing' | 'no-network'> {
  const db = await database()
  const kept = await db.get('content', hash)
  if (kept) return kept.body
  const heard = await callForBytes({ path: `/content/${hash}`, key, patience: 30_000 })
  if (!heard) return 'no-network'
  if (!('blob' in heard)) return heard.status === 404 ? 'missing' : 'no-network'
  const bytes = new Uint8Array(await heard.blob.arrayBuffer())
  if ((await sha256(bytes)) !== hash) return 'missing'
  const body = JSON.parse(new TextDecoder().decode(bytes)) as BundleBody
  await db.put('content', { hash, body })
  announceChange()
  return body
}

/** A file on the phone, downloaded if need be; `full` when there is no room for it, `missing` when the server has none. */
export async function keepFile(input: { sha256: string; bytes: number; type: string; use: StoredFile['use']; key: string }): Promise<StoredFile | 'full' | 'missing' | undefined> {
  const db = await database()
  const kept = await db.get('files', input.sha256)
  if (kept) return kept
  const heard = await callForBytes({ path: `/files/${input.sha256}`, key: input.key })
  if (!heard) return undefined
  if (!('blob' in heard)) return heard.status === 404 ? 'missing' : undefined
  const bytes = new Uint8Array(await heard.blob.arrayBuffer())
  if ((await sha256(bytes)) !== input.sha256) return 'missing'
  const file: StoredFile = {
    sha256: input.sha256,
    blob: new Blob([bytes], { type: input.type }),
    bytes: bytes.length,
    keptAt: phoneNow(),
    use: input.use,
  }
  try {
    await db.put('files', file)
  } catch (error) {
    if (isQuota(error)) return 'full'
    throw error
  }
  announceChange()
  return file
}

async function keepRecordings(open: FieldDelivery[], language: string, device: Device): Promise<void> {
  const db = await database()
  const audios = new Map<string, NonNullable<BundleBody['audio']>>()
  for (const content of open.flatMap((delivery) => delivery.content)) {
    const bundle = chosenBundle(content, language)
    const audio = bundle && (await db.get('content', bundle.hash))?.body.audio
    if (audio) audios.set(audio.sha256, audio)
  }
  const kept = new Set(await db.getAllKeys('files'))
  const missing = [...audios.values()].filter((audio) => !kept.has(audio.sha256))
  const count = { wanted: audios.size, kept: audios.size - missing.length }
  if (missing.length > 0 && isSavingData()) return noteFor(device, 'saving', { ...count, reason: 'save-data' })
  for (const audio of missing) {
    const space = await storageSpace()
    const isTight = space !== undefined && (space.isLow || space.quota - space.used < audio.bytes * 3)
    const file = isTight ? 'full' : await keepFile({ ...audio, use: 'audio', key: device.key })
    if (file === 'full') return noteFor(device, 'saving', { ...count, reason: 'low-space' })
    if (!file) break
    if (file !== 'missing') count.kept += 1
  }
  const before = await readMeta('saving')
  if (before?.kept !== count.kept || before.wanted !== count.wanted || before.reason) await noteFor(device, 'saving', count)
}

/** Remembers that a person has had this text on the screen here: what comes later is shown as changed. */
export async function markOpened(deliveryId: string, hash: string): Promise<void> {
  const { store } = (await database()).transaction('marks', 'readwrite')
  const mark = (await store.get(deliveryId)) ?? { id: deliveryId }
  if (!mark.opened?.includes(hash)) await store.put({ ...mark, opened: [...(mark.opened ?? []), hash] })
}

/** Remembers that the answers from above up to this moment have been on the screen here. */
export async function markAnswered(deliveryId: string, answeredAt: string): Promise<void> {
  const { store } = (await database()).transaction('marks', 'readwrite')
  const mark = (await store.get(deliveryId)) ?? { id: deliveryId }
  if ((mark.answeredAt ?? '') < answeredAt) await store.put({ ...mark, answeredAt })
}

/** Queues `delivered` or `seen` once per delivery and phone, in one transaction with the note that it did. */
export async function tellOnce(delivery: FieldDelivery, kind: 'delivered' | 'seen'): Promise<void> {
  const fact = kind === 'delivered' ? delivery.facts.deliveredAt : delivery.facts.seenAt
  const transaction = (await database()).transaction(['marks', 'outbox'], 'readwrite')
  const marks = transaction.objectStore('marks')
  const mark = (await marks.get(delivery.id)) ?? { id: delivery.id }
  if (!fact && !mark[kind]) {
    const body = { clientId: newClientId(), deliveryId: delivery.id, kind, at: phoneNow() }
    await transaction.objectStore('outbox').add(newEntry({ kind: 'event', body }))
    await marks.put({ ...mark, [kind]: true })
    await transaction.done
    announceChange()
    return
  }
  await transaction.done
}
