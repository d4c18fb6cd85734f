/** Everything the work screens show, read from the phone's database in one go. */
import { phoneNow, today } from '../phone/clock.js'
import type { FieldDelivery, FieldMember, Me } from '../post/contract.js'
import type { Entry } from '../post/queue.js'
import { database, type Mark } from '../store/database.js'
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
  /** Deliveries with an answer from above that nobody has opened here. */
  unread: Set<string>
  today: string
}

/** `undefined` while the phone belongs to no team. */
export async function readWork(): Promise<Work | undefined> {
  const db = await database()
  const [me, device, settings, refreshedAt, deliveries, entries, drafts, kept, marks] = await Promise.all([
    readMeta('me'),
    readMeta('device'),
    readSettings(),
    readMeta('refreshedAt'),
    db.getAll('deliveries'),
    db.getAll('outbox'),
    db.getAll('drafts'),
    db.getAllKeys('content'),
    db.getAll('marks'),
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
    unread: unreadAnswers({ deliveries, marks, since: device?.enrolledAt ?? now }),
    today: day,
  }
}

/** What was answered before this phone came to the team is nobody's news here. */
function unreadAnswers({ deliveries, marks, since }: { deliveries: FieldDelivery[]; marks: Mark[]; since: string }): Set<string> {
  const openedAt = new Map(marks.map((mark) => [mark.id, mark.answeredAt]))
  const isUnread = ({ id, replies }: FieldDelivery): boolean => (replies ?? []).some((reply) => reply.at > (openedAt.get(id) ?? since))
  return new Set(deliveries.filter(isUnread).map((delivery) => delivery.id))
}
