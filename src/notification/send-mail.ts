/**
 * Mail to account holders: queued in the ledger when something happens, sent by a loop that goes on where it stopped.
 * Started by main; without `LANTOA_SMTP_URL` it says so once and nothing is queued.
 */
import { createHash } from 'node:crypto'
import { setImmediate as othersFirst } from 'node:timers/promises'
import { assignments, deliveries, reports, runs } from '../dissemination/tables.js'
import { orgUnits } from '../organisation/tables.js'
import type { Row } from '../platform/database/tables.js'
import { whenHappened } from '../platform/happenings.js'
import { newId } from '../platform/ids.js'
import { services } from '../platform/services.js'
import { settings } from '../platform/settings.js'
import { type Letter, letterHtml, letterText, newDocumentLetter, reportWaitingLetter } from './letters.js'
import { markLetter, queueLetters, takeDueLetters } from './mail.work.js'
import { allRecipients, type Recipient, toldOfPublication, toldOfReport } from './recipients.js'

const LOOK_EVERY_MS = 2_000
const AT_ONCE = 20
/** Deliveries read at a time. */
const PART = 1_000
/** Waiting times after failures, in minutes; after the last one the letter counts as failed. */
const RETRY_MINUTES = [1, 5, 15, 60, 240]
/** A letter taken by a process that died comes back after this long. */
const TAKEN_MINUTES = 5

/** Begins listening and sending. The answer stops the loop. */
export function startMail(): { stop(): void } {
  const { payload } = services()
  if (!settings().smtpUrl) {
    payload.logger.info('LANTOA_SMTP_URL chưa đặt: sản phẩm chạy không gửi thư; mật khẩu quên được cấp lại bằng đường dẫn in ra.')
    return { stop: () => undefined }
  }
  whenHappened('assignment-published', ({ assignment }) => queuePublication(assignment))
  whenHappened('report-received', ({ report }) => queueReport(report))
  let isStopped = false
  const look = async (): Promise<void> => {
    if (isStopped) return
    await sendDueLetters().catch((error: unknown) => payload.logger.error({ err: error, msg: 'the mail ledger could not be worked on' }))
    timer = setTimeout(() => void look(), LOOK_EVERY_MS).unref()
  }
  let timer = setTimeout(() => void look(), LOOK_EVERY_MS).unref()
  return {
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

/** Sends what is due; one after another, so that an office's mail server is not flooded. */
export async function sendDueLetters(): Promise<number> {
  const { database, payload, now } = services()
  const moment = now()
  const due = await database.write(takeDueLetters, { now: moment.toISOString(), until: minutesAfter(moment, TAKEN_MINUTES), limit: AT_ONCE })
  for (const row of due) {
    const letter = row.body as Letter
    try {
      await payload.sendEmail({ to: String(row.recipient), subject: letter.subject, text: letterText(letter), html: letterHtml(letter) })
      await database.write(markLetter, { id: String(row.id), state: 'sent', sentAt: now().toISOString(), dueAt: null, error: null })
    } catch (error) {
      const wait = RETRY_MINUTES[Number(row.attempts ?? 0)]
      const reason = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
      await database.write(markLetter, { id: String(row.id), state: wait ? 'queued' : 'failed', sentAt: null, dueAt: wait ? minutesAfter(now(), wait) : null, error: reason })
      payload.logger.warn({ msg: 'a letter could not be sent', letter: row.id, isFinal: !wait })
    }
  }
  return due.length
}

async function queuePublication(id: string): Promise<void> {
  const { database, payload } = services()
  const assignment = await database.read.byId(assignments, id)
  if (!assignment) return
  const [run] = await database.read.find(runs, { where: [['subject', '=', id], ['kind', '=', 'publish']], limit: 1 })
  const paths = await pathsOf(id)
  const sender = await database.read.byId(orgUnits, String(assignment.owner))
  const recipients = toldOfPublication({ accounts: await allRecipients(payload), ownerPath: String(assignment.ownerPath), paths: parentsOf(paths), sender: typeof run?.startedBy === 'string' ? run.startedBy : null })
  const letters = recipients.map((recipient) =>
    ledgerRow({
      recipient,
      cause: `published ${id}`,
      kind: 'new-document',
      letter: newDocumentLetter({
        title: String(assignment.title),
        sender: String(sender?.name ?? 'Cấp trên'),
        teams: paths.filter((path) => recipient.territory.some((territory) => path.startsWith(territory))).length,
        ackDue: textOrNull(assignment.ackDue),
        reportDue: textOrNull(assignment.reportDue),
        link: `${address()}/admin/reach/${id}`,
      }),
    }),
  )
  if (letters.length) await database.write(queueLetters, { letters })
}

/** Where the deliveries of an assignment are: read in parts, so that a nation's do not hold up the phones. */
async function pathsOf(assignment: string): Promise<string[]> {
  const paths: string[] = []
  for (let last = ''; ;) {
    const rows = await services().database.read.find(deliveries, { where: [['assignment', '=', assignment], ['team', '>', last]], orderBy: [['team', 'asc']], limit: PART, columns: ['id', 'team', 'path'] })
    for (const row of rows) paths.push(String(row.path))
    if (rows.length < PART) return paths
    last = String(rows.at(-1)?.team)
    await othersFirst()
  }
}

/** A province's villages share few communes: territories are compared with those. */
function parentsOf(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => [path, path.replace(/[^/]+\/$/, '')]))]
}

async function queueReport(id: string): Promise<void> {
  const { database, payload } = services()
  const report = await database.read.byId(reports, id)
  if (!report || report.via !== 'phone') return
  const [assignmentId] = (report.assignments as string[] | null) ?? []
  const assignment = assignmentId ? await database.read.byId(assignments, assignmentId) : undefined
  const unit = await database.read.byId(orgUnits, String(report.unit))
  if (!assignment || !unit) return
  const letter = reportWaitingLetter({ title: String(assignment.title), unit: String(unit.name), link: `${address()}/admin/reach/${String(assignment.id)}?unit=${String(unit.id)}` })
  const recipients = toldOfReport({ accounts: await allRecipients(payload), path: String(report.path) })
  const letters = recipients.map((recipient) => ledgerRow({ recipient, cause: `report ${id}`, kind: 'report-waiting', letter }))
  if (letters.length) await database.write(queueLetters, { letters })
}

function ledgerRow({ recipient, cause, kind, letter }: { recipient: Recipient; cause: string; kind: string; letter: Letter }): Row {
  const at = services().now().toISOString()
  const key = createHash('sha256').update(`${recipient.id} ${cause}`).digest('hex')
  return { id: newId(), key, kind, recipient: recipient.email, subject: letter.subject, body: letter, state: 'queued', attempts: 0, dueAt: at, createdAt: at }
}

const address = (): string => settings().publicUrl ?? ''
const minutesAfter = (moment: Date, minutes: number): string => new Date(moment.getTime() + minutes * 60_000).toISOString()
const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)
