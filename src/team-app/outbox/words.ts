/** What an entry of the outbox is called, and why it was refused, in words that say what to do. */
import type { Entry } from '../post/queue.js'
import { texts } from '../texts.js'
import { byteSize } from '../ui/sizes.js'

export function entryWords(entry: Entry): string {
  if (entry.kind === 'event') return texts.outbox.event[entry.body.kind]
  if (entry.kind === 'report') return texts.outbox.report
  if (entry.kind === 'member') return entry.body.leaving ? texts.members.gone(entry.body.name) : texts.outbox.member(entry.body.name)
  return texts.outbox.photo(byteSize(entry.body.bytes))
}

/** The titles of the work an entry is about, as far as it is still the team's. */
export function workOf(entry: Entry, entries: readonly Entry[], titles: ReadonlyMap<string, string>): string {
  if (entry.kind === 'member') return ''
  const report = entry.kind === 'photo' ? entries.find((other) => other.clientId === entry.body.report) : entry
  const ids = report?.kind === 'report' ? report.body.deliveryIds : report?.kind === 'event' ? [report.body.deliveryId] : []
  return ids.flatMap((id) => titles.get(id) ?? []).join('; ')
}

/** The server's own sentence where it gave one, else ours for the status. */
export function refusalWords(entry: Entry): string {
  const { outcome } = entry
  if (outcome?.code === 'photo-missing') return texts.outbox.photoLost
  const details = (outcome?.problem?.errors ?? []).map((error) => error.message).join(' ')
  if (outcome?.title) return details ? `${outcome.title} ${details}` : outcome.title
  return texts.outbox.why[outcome?.status as keyof typeof texts.outbox.why] ?? texts.outbox.why.other
}
