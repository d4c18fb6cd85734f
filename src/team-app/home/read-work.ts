/** Everything the work screens show, read from the phone's database in one go. */
import { phoneNow, today } from '../phone/clock.js'
import type { FieldMember, Me } from '../post/contract.js'
import type { Entry } from '../post/queue.js'
import { database } from '../store/database.js'
import { readMeta, readSettings, type Settings } from '../store/meta.js'
import type { Draft } from '../report/draft.js'
import { isBegun, readDraft } from '../report/draft.js'
import { deliveryView, presentMembers, type DeliveryView } from './delivery-view.js'

export interface Work {
  me: Me
  members: FieldMember[]
  entries: Entry[]
  settings: Settings
  drafts: Draft[]
  views: DeliveryView[]
  /** Hashes of the texts that are on this phone. */
  kept: Set<string>
  today: string
}

/** `undefined` while the phone belongs to no team. */
export async function readWork(): Promise<Work | undefined> {
  const db = await database()
  const [me, settings, refreshedAt, deliveries, entries, drafts, kept] = await Promise.all([
    readMeta('me'),
    readSettings(),
    readMeta('refreshedAt'),
    db.getAll('deliveries'),
    db.getAll('outbox'),
    db.getAll('drafts'),
    db.getAllKeys('content'),
  ])
  if (!me) return undefined
  const [day, now] = [today(), phoneNow()]
  return {
    me,
    members: presentMembers(me, entries),
    entries,
    settings,
    drafts: drafts.map(readDraft).filter(isBegun),
    views: deliveries.map((delivery) => deliveryView({ delivery, entries, refreshedAt, today: day, now })),
    kept: new Set(kept),
    today: day,
  }
}
