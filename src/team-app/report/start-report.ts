/** Where a report begins: new for a delivery, or again from one that came back, was refused or has not left yet. */
import { newClientId } from '../phone/ids.js'
import { dayOf, phoneNow, today } from '../phone/clock.js'
import type { ReportBody } from '../post/contract.js'
import type { Entry } from '../post/queue.js'
import { canWithdraw } from '../post/queue.js'
import { announceChange } from '../store/changes.js'
import { database } from '../store/database.js'
import { readSettings } from '../store/meta.js'
import { withRoom } from '../store/room.js'
import { newEntry } from '../store/outbox.js'
import { draftFromReport, isBegun, newDraft, readDraft, reportBody, type Draft } from './draft.js'

/** The draft of a delivery, begun or taken up again; gives its id. */
export async function openDraftFor(deliveryId: string): Promise<string> {
  const db = await database()
  const known = (await db.getAll('drafts')).find((draft) => draft.deliveryIds.includes(deliveryId))
  if (known && !isLeftFromAnotherDay(readDraft(known))) return known.id
  const { reportLanguage, language } = await readSettings()
  const draft = newDraft({
    id: known?.id ?? newClientId(),
    sessionId: newClientId(),
    deliveryIds: [deliveryId],
    today: today(),
    language: reportLanguage ?? language,
    now: phoneNow(),
  })
  await saveDraft(draft)
  return draft.id
}

/** Opened on some other day and not answered: its "hôm nay" is no longer today's. */
function isLeftFromAnotherDay(draft: Draft): boolean {
  return !isBegun(draft) && dayOf(Date.parse(draft.savedAt)) !== dayOf(Date.now())
}

/** A draft that replaces a report the server knows; gives its id, or undefined when this phone knows no such report. `reason`: why it came back, where the delivery says so before the report does. */
export async function reviseReport(clientId: string, reason?: string): Promise<string | undefined> {
  const db = await database()
  const known = (await db.getAll('drafts')).find((draft) => draft.supersedes === clientId)
  if (known) {
    if (reason && !known.returnReason) await saveDraft({ ...known, returnReason: reason })
    return known.id
  }
  const reopened = await reopenUnsent(clientId)
  if (reopened) return reopened
  const report = await db.get('reports', clientId)
  const entry = await db.getFromIndex('outbox', 'clientId', clientId)
  const ownBody = entry?.kind === 'report' ? entry.body : undefined
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

/**
 * Moves a report that was refused or has not left back into a draft, photos and all; undefined when it is neither. Asked
 * and done in one transaction: a report that begins to leave meanwhile must be superseded, not made a second time.
 */
async function reopenUnsent(clientId: string): Promise<string | undefined> {
  const id = await withRoom(async () => {
    const transaction = (await database()).transaction(['drafts', 'outbox'], 'readwrite', { durability: 'strict' })
    const outbox = transaction.objectStore('outbox')
    const entry = await outbox.index('clientId').get(clientId)
    if (entry?.kind !== 'report' || !(entry.state === 'failed' || canWithdraw(entry))) return undefined
    const draft = reopenedDraft(entry, entry.body)
    await transaction.objectStore('drafts').put(draft)
    await outbox.delete(entry.seq)
    for (const other of await outbox.getAll()) {
      if (other.kind === 'photo' && other.body.report === clientId) await outbox.delete(other.seq)
    }
    await transaction.done
    return draft.id
  })
  if (id) announceChange()
  return id
}

/** What a refused report was to replace, it still replaces; where another came first, that one. */
function reopenedDraft(entry: Entry, body: ReportBody): Draft {
  const { supersedes: _mine, ...draft } = draftFromReport({ id: newClientId(), now: phoneNow(), body })
  const supersedes = entry.outcome?.problem?.details?.latest ?? body.supersedes
  return supersedes ? { ...draft, supersedes } : draft
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

/**
 * Turns a draft into a queued report with its photos, in one step: it is in one place or the other, never in both. Where
 * another tab has queued it and this one went on writing, what was written here follows as its revision.
 */
export async function queueReport(draft: Draft): Promise<void> {
  await withRoom(async () => {
    const transaction = (await database()).transaction(['drafts', 'outbox'], 'readwrite', { durability: 'strict' })
    const outbox = transaction.objectStore('outbox')
    const drafts = transaction.objectStore('drafts')
    const isQueued = (await outbox.index('clientId').getKey(draft.id)) !== undefined
    if (!isQueued || (await drafts.getKey(draft.id)) !== undefined) {
      const body = reportBody(isQueued ? { ...draft, id: newClientId(), supersedes: draft.id } : draft, phoneNow())
      await outbox.add(newEntry({ kind: 'report', body }))
      for (const photo of draft.photos) await outbox.add(newEntry({ kind: 'photo', body: { report: body.clientId, ...photo } }))
    }
    await drafts.delete(draft.id)
    await transaction.done
  })
  announceChange()
}
