/** Everything unsent into one file and out of one: for a phone that is replaced, revoked or never in reach of a network. */
import { phoneNow } from '../phone/clock.js'
import { sha256 } from '../phone/sha256.js'
import { isUnsent, type Message } from '../post/queue.js'
import { saveBlob } from '../read/attachments.js'
import { announceChange } from '../store/changes.js'
import { database } from '../store/database.js'
import { readMeta } from '../store/meta.js'
import { clientIdOf, newEntry, readOutbox } from '../store/outbox.js'
import { withRoom } from '../store/room.js'
import { outboxFile, readOutboxFile, type OutboxFile, type ReadOutboxFile } from './outbox-file.js'

/** Saves the file; gives how many entries are in it. They stay in the queue: sent twice counts once. */
export async function exportOutbox(): Promise<number> {
  const me = await readMeta('me')
  if (!me) return 0
  const entries = (await readOutbox()).filter(isUnsent)
  const db = await database()
  const photos: OutboxFile['photos'] = []
  for (const entry of entries) {
    if (entry.kind !== 'photo' || photos.some((photo) => photo.sha256 === entry.body.sha256)) continue
    const photo = await db.get('photos', entry.body.sha256)
    if (photo) photos.push({ sha256: photo.sha256, type: photo.blob.type, base64: await toBase64(photo.blob) })
  }
  const team = { id: me.team.id, name: me.team.name, unit: me.team.unit.name }
  const file = outboxFile({ team, entries, photos, exportedAt: phoneNow() })
  const seal = await sealOf(JSON.stringify(file))
  saveBlob(new Blob([JSON.stringify(seal ? { ...file, seal } : file)], { type: 'application/json' }), `lan-toa-cho-gui-${phoneNow().slice(0, 10)}.json`)
  return file.messages.length
}

/** Takes a file in; what this phone has already stays as it is. Gives how many entries were new. */
export async function importOutbox(chosen: Blob): Promise<{ ok: true; taken: number } | (ReadOutboxFile & { ok: false })> {
  const me = await readMeta('me')
  const read = readOutboxFile(await chosen.text(), me?.team.id ?? '')
  if (!read.ok) return read
  const photos = await checkedPhotos(read.file.photos)
  let taken = 0
  await withRoom(async () => {
    taken = 0
    const transaction = (await database()).transaction(['outbox', 'photos'], 'readwrite', { durability: 'strict' })
    const outbox = transaction.objectStore('outbox')
    for (const photo of photos) await transaction.objectStore('photos').put(photo)
    for (const message of read.file.messages) {
      const plain = { kind: message.kind, body: message.body } as Message
      if (await outbox.index('clientId').getKey(clientIdOf(plain))) continue
      await outbox.add({ ...newEntry(plain), at: message.at })
      taken += 1
    }
    await transaction.done
  })
  announceChange()
  return { ok: true, taken }
}

async function checkedPhotos(photos: OutboxFile['photos']): Promise<{ sha256: string; blob: Blob; bytes: number }[]> {
  const checked = []
  for (const photo of photos) {
    const bytes = fromBase64(photo.base64)
    if (bytes && (await sha256(bytes)) === photo.sha256) checked.push({ sha256: photo.sha256, blob: new Blob([bytes], { type: photo.type }), bytes: bytes.length })
  }
  return checked
}

/** HMAC-SHA256 of the text under the hash of this phone's key, which the server has; without crypto.subtle too. */
async function sealOf(text: string): Promise<OutboxFile['seal']> {
  const device = await readMeta('device')
  if (!device) return undefined
  const key = fromHex(await sha256(new TextEncoder().encode(device.key.replace(/=$/, ''))))
  const padded = (mask: number): Uint8Array => Uint8Array.from({ length: 64 }, (_, at) => (key[at] ?? 0) ^ mask)
  const inner = await sha256(joined(padded(0x36), new TextEncoder().encode(text)))
  return { device: device.deviceId, hmac: await sha256(joined(padded(0x5c), fromHex(inner))) }
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16))
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}

/** Nothing where the file was damaged on its way: the rest of it is still worth taking in. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
