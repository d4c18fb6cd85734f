/** What waits, what was refused and why, what went out today; and the ways to help it along. */
import { useState } from 'preact/hooks'
import { storageSpace } from '../phone/browser.js'
import { clockTime, dayOf, shortDay } from '../phone/clock.js'
import { isSilent, isUnsent, type Entry } from '../post/queue.js'
import { goNow } from '../post/rounds.js'
import { openRevision } from '../report/open-revision.js'
import { database } from '../store/database.js'
import { readMeta } from '../store/meta.js'
import { forget, readOutbox } from '../store/outbox.js'
import { throwOutDownloads } from '../store/room.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { FileButton } from '../ui/controls.js'
import { Icon } from '../ui/icons.js'
import { showNotice } from '../ui/notice.js'
import { Screen } from '../ui/screen.js'
import { byteSize } from '../ui/sizes.js'
import { trySaving } from '../ui/try-saving.js'
import { exportOutbox, importOutbox } from './hand-over.js'
import { entryWords, refusalWords, workOf } from './words.js'

export function OutboxScreen() {
  const [isSending, setIsSending] = useState(false)
  const read = useStored(async () => ({ entries: await readOutbox(), deliveries: await (await database()).getAll('deliveries'), post: await readMeta('post'), space: await storageSpace() }), [])
  if (!read) return null
  const { entries, deliveries, post, space } = read
  const titles = new Map(deliveries.map((delivery) => [delivery.id, delivery.assignment.title]))
  const about = (entry: Entry): string => workOf(entry, entries, titles)
  const waiting = entries.filter((entry) => entry.state === 'waiting')
  const failed = entries.filter((entry) => entry.state === 'failed' && !isSilent(entry))
  const day = dayOf(Date.now())
  const sent = entries.filter((entry) => entry.state === 'sent' && entry.outcome && dayOf(Date.parse(entry.outcome.at)) === day)
  const sendNow = async (): Promise<void> => {
    setIsSending(true)
    await goNow()
    setIsSending(false)
  }
  return (
    <Screen
      title={texts.outbox.title}
      place="outbox"
      action={
        <button type="button" class="main" disabled={isSending} onClick={() => void sendNow()}>
          {isSending ? texts.outbox.sending : texts.outbox.sendNow}
        </button>
      }
    >
      <div role="status" class="stack">
        {waiting.length + failed.length === 0 && <p class="card good">{texts.outbox.empty}</p>}
        <p>{post?.lastHeard ? texts.outbox.lastHeard(`${clockTime(post.lastHeard)} ${shortDay(dayOf(Date.parse(post.lastHeard)))}`) : texts.outbox.neverHeard}</p>
        {post?.trouble && <p class="card">{troubleWords(post.trouble, post.notBefore)}</p>}
      </div>
      <Entries title={texts.outbox.failed} entries={failed} about={about} />
      <Entries title={texts.outbox.waiting} entries={waiting} about={about} />
      <Entries title={texts.outbox.sentToday} entries={sent} about={about} />
      <HandOver hasUnsent={entries.some(isUnsent)} />
      {space && (
        <section class="section">
          <p>{texts.outbox.space(byteSize(space.used), byteSize(space.quota))}</p>
          <button type="button" class="wide quiet" onClick={() => void throwOutDownloads().then(() => showNotice({ text: texts.outbox.freed }))}>
            {texts.outbox.freeSpace}
          </button>
        </section>
      )}
    </Screen>
  )
}

/** Save everything unsent to a file, or take one in. Also offered to a phone that was revoked. */
export function HandOver({ hasUnsent, isExportOnly }: { hasUnsent: boolean; isExportOnly?: boolean }) {
  const take = async ([file]: File[]): Promise<void> => {
    if (!file) return
    await trySaving(async () => {
      const result = await importOutbox(file)
      showNotice({ text: result.ok ? texts.outbox.imported(result.taken) : texts.outbox.importBad[result.reason], seconds: 10 })
    })
  }
  return (
    <section class="section">
      <h2>{texts.outbox.move}</h2>
      <p class="hint">{texts.outbox.moveHint}</p>
      <button type="button" class="wide" disabled={!hasUnsent} onClick={() => void exportOutbox().then((count) => showNotice({ text: texts.outbox.exported(count), seconds: 10 }))}>
        <Icon name="down" /> {texts.outbox.export}
      </button>
      {!isExportOnly && (
        <FileButton icon="file" label={texts.outbox.import} accept="application/json,.json" onChoose={(files) => void take(files)} />
      )}
    </section>
  )
}

function Entries({ title, entries, about }: { title: string; entries: Entry[]; about: (entry: Entry) => string }) {
  if (entries.length === 0) return null
  return (
    <section class="section">
      <h2>
        {title} ({entries.length})
      </h2>
      <ul class="lines">
        {[...entries].reverse().map((entry) => (
          <li key={entry.seq} class={entry.state === 'failed' ? 'card bad' : 'card'}>
            <p>
              <strong>{entryWords(entry)}</strong>
            </p>
            {about(entry) && <p>{about(entry)}</p>}
            <p class="hint">{texts.outbox.at(shortDay(dayOf(Date.parse(entry.at))), clockTime(entry.at))}</p>
            {entry.state === 'waiting' && entry.asideTries !== undefined && <p>{texts.outbox.aside}</p>}
            {entry.state === 'failed' && <Failed entry={entry} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Failed({ entry }: { entry: Entry }) {
  const canFix = entry.kind === 'report' && (entry.outcome?.status === 409 || entry.outcome?.status === 422)
  return (
    <>
      <p>{refusalWords(entry)}</p>
      <div class="row">
        {canFix && (
          <button type="button" onClick={() => void openRevision(entry.clientId)}>
            {texts.outbox.fix}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => void forget(entry.seq)}>
          {texts.outbox.forget}
        </button>
      </div>
    </>
  )
}

function troubleWords(trouble: string, notBefore: number): string {
  if (trouble === 'busy') return texts.outbox.busy(clockTime(notBefore))
  const words = trouble === 'server' ? texts.outbox.server : texts.outbox.noNetwork
  return notBefore > Date.now() ? `${words} ${texts.outbox.nextTry(clockTime(notBefore))}` : words
}
