/** Where a report begins: new for a delivery, or again from one that came back, was refused or has not left yet. */
import { newClientId } from '../phone/ids.js'
import { phoneNow, today } from '../phone/clock.js'
import type { ReportBody } from '../post/contract.js'
import type { Entry } from '../post/queue.js'
import { canWithdraw } from '../post/queue.js'
import { announceChange } from '../store/changes.js'
import { database } from '../store/database.js'
import { readSettings } from '../store/meta.js'
import { withRoom } from '../store/room.js'
import { newEntry } from '../store/outbox.js'
import { draftFromReport, newDraft, reportBody, type Draft } from './draft.js'

/** The draft of a delivery, begun or taken up again; gives its id. */
export async function openDraftFor(deliveryId: string): Promise<string> {
  const db = await database()
  const known = (await db.getAll('drafts')).find((draft) => draft.deliveryIds.includes(deliveryId))
  if (known) return known.id
  const { reportLanguage, language } = await readSettings()
  const draft = newDraft({
    id: newClientId(),
    sessionId: newClientId(),
    deliveryIds: [deliveryId],
    today: today(),
    language: reportLanguage ?? language,
    now: phoneNow(),
  })
  await saveDraft(draft)
  return draft.id
}

/** A draft that replaces a report the server knows; gives its id, or undefined when this phone knows no such report. `reason`: why it came back, where the delivery says so before the report does. */
export async function reviseReport(clientId: string, reason?: string): Promise<string | undefined> {
  const db = await database()
  const known = (await db.getAll('drafts')).find((draft) => draft.supersedes === clientId)
  if (known) return known.id
  const report = await db.get('reports', clientId)
  const entry = await db.getFromIndex('outbox', 'clientId', clientId)
  const ownBody = entry?.kind === 'report' ? entry.body : undefined
  if (entry && ownBody && (entry.state === 'failed' || canWithdraw(entry))) return reopenEntry(entry, ownBody)
  const body = report?.body ?? ownBody
  if (!body) return undefined
  const ownAnswer = entry?.outcome?.answer as { withheld?: Draft['withheld'] } | undefined
  const withheld = report?.withheld ?? ownAnswer?.withheld
  const returnReason = report?.returnReason ?? reason
  const draft = draftFromReport({
    id: newClientId(),
    now: phoneNow(),
    body: { ...body, clientId },
    ownBody,
    report: { ...(returnReason ? { returnReason } : {}), ...(withheld ? { withheld } : {}) },
  })
  await saveDraft(draft)
  return draft.id
}

/** Moves a report that was refused or has not left back into a draft, photos and all, in one step. */
async function reopenEntry(entry: Entry, body: ReportBody): Promise<string> {
  const latest = entry.outcome?.problem?.details?.latest
  const { supersedes: _mine, ...draft } = draftFromReport({ id: newClientId(), now: phoneNow(), body })
  const supersedes = latest ?? body.supersedes
  await withRoom(async () => {
    const transaction = (await database()).transaction(['drafts', 'outbox'], 'readwrite', { durability: 'strict' })
    const outbox = transaction.objectStore('outbox')
    await transaction.objectStore('drafts').put(supersedes ? { ...draft, supersedes } : draft)
    await outbox.delete(entry.seq)
    for (const other of await outbox.getAll()) {
      if (other.kind === 'photo' && other.body.report === entry.clientId) await outbox.delete(other.seq)
    }
    await transaction.done
  })
  announceChange()
  return draft.id
}

export async function saveDraft(draft: Draft): Promise<void> {
  await withRoom(async () => {
    await (await database()).put('drafts', draft)
  })
}

export async function discardDraft(id: string): Promise<void> {
  await (await database()).delete('drafts', id)
  announceChange()
}

/** Turns a draft into a queued report with its photos, in one step: it is in one place or the other, never in both. */
export async function queueReport(draft: Draft): Promise<void> {
  await withRoom(async () => {
    const transaction = (await database()).transaction(['drafts', 'outbox'], 'readwrite', { durability: 'strict' })
    const outbox = transaction.objectStore('outbox')
    if (!(await outbox.index('clientId').getKey(draft.id))) {
      await outbox.add(newEntry({ kind: 'report', body: reportBody(draft, phoneNow()) }))
      for (const photo of draft.photos) await outbox.add(newEntry({ kind: 'photo', body: { report: draft.id, ...photo } }))
    }
    await transaction.objectStore('drafts').delete(draft.id)
    await transaction.done
  })
  announceChange()
}
