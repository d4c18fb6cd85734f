/** Reading and writing the outbox: one row per entry, never the list as a whole. Rules are in post/queue.ts. */
import type { Entry, Message } from '../post/queue.js'
import { canWithdraw, isKeptForGood, isUnsent } from '../post/queue.js'
import { phoneNow } from '../phone/clock.js'
import { announceChange } from './changes.js'
import { database } from './database.js'
import { withRoom } from './room.js'

/** Sent entries are shown for a while. */
const KEEP_SENT_DAYS = 14

export async function readOutbox(): Promise<Entry[]> {
  return (await database()).getAll('outbox')
}

/** Puts messages at the end of the queue, all or none. One already there under the same client id stays as it is. */
export async function enqueue(input: { messages: Message[]; heldUntil?: number }): Promise<void> {
  await withRoom(async () => {
    const transaction = (await database()).transaction('outbox', 'readwrite', { durability: 'strict' })
    for (const message of input.messages) {
      const clientId = clientIdOf(message)
      if (await transaction.store.index('clientId').getKey(clientId)) continue
      await transaction.store.add(newEntry(message, input.heldUntil))
    }
    await transaction.done
  })
  announceChange()
}

/** An entry for a message, without its place, which IndexedDB gives. */
export function newEntry(message: Message, heldUntil?: number): Entry {
  const entry = { ...message, clientId: clientIdOf(message), state: 'waiting', at: phoneNow() }
  return (heldUntil === undefined ? entry : { ...entry, heldUntil }) as Entry
}

/** Takes entries back that have not left; returns the client ids that were removed. */
export async function withdraw(clientIds: string[]): Promise<string[]> {
  const transaction = (await database()).transaction('outbox', 'readwrite')
  const removed: string[] = []
  for (const clientId of clientIds) {
    const entry = await transaction.store.index('clientId').get(clientId)
    if (!entry || !canWithdraw(entry)) continue
    await transaction.store.delete(entry.seq)
    removed.push(clientId)
  }
  await transaction.done
  announceChange()
  return removed
}

/** Changes entries in one transaction by what `change` makes of each present row; removed rows stay removed. */
export async function changeEntries(seqs: number[], change: (entry: Entry) => Entry): Promise<void> {
  // A phone that is full must still be able to send: what waits here is what it can let go of.
  await withRoom(async () => {
    const transaction = (await database()).transaction('outbox', 'readwrite', { durability: 'strict' })
    for (const seq of seqs) {
      const entry = await transaction.store.get(seq)
      if (entry) await transaction.store.put(change(entry))
    }
    await transaction.done
  })
  announceChange()
}

/** A person has read about a failed entry and lets it go. */
export async function forget(seq: number): Promise<void> {
  await (await database()).delete('outbox', seq)
  announceChange()
}

/** Forgets what was sent long ago, and photos that no entry or draft names any more. */
export async function tidyOutbox(now: number): Promise<void> {
  const db = await database()
  const transaction = db.transaction(['outbox', 'photos', 'drafts'], 'readwrite')
  const entries = await transaction.objectStore('outbox').getAll()
  const wanted = new Set((await transaction.objectStore('drafts').getAll()).flatMap((draft) => draft.photos.map((photo) => photo.sha256)))
  for (const entry of entries) {
    const isOld = entry.outcome !== undefined && Date.parse(entry.outcome.at) < now - KEEP_SENT_DAYS * 86_400_000
    if (isOld && !isUnsent(entry) && !isKeptForGood(entry, entries)) await transaction.objectStore('outbox').delete(entry.seq)
    if (entry.kind === 'photo' && entry.state !== 'sent') wanted.add(entry.body.sha256)
  }
  for (const sha256 of await transaction.objectStore('photos').getAllKeys()) {
    if (!wanted.has(sha256)) await transaction.objectStore('photos').delete(sha256)
  }
  await transaction.done
}

export function clientIdOf(message: Message): string {
  return message.kind === 'photo' ? `${message.body.report}/${message.body.sha256}` : message.body.clientId
}
