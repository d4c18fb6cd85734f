/**
 * Plays a history through the works that `/field/v1` and the desk's calls use, each message with the time at which it
 * arrived, so that facts, counters and revisions come out as if it had happened. Called by seed.ts.
 */
import { randomUUID } from 'node:crypto'
import { cleanPhoto } from '../dissemination/clean-photo.js'
import { decideReport, replyToReport } from '../dissemination/decide.work.js'
import { digestOf } from '../dissemination/digest.js'
import { recordEvents, type RecordedEvent } from '../dissemination/record-events.work.js'
import { recordReport } from '../dissemination/record-report.work.js'
import { withoutPersons } from '../dissemination/report-rules.js'
import { storePhoto } from '../dissemination/store-photo.work.js'
import { type AuditEvent, auditRow } from '../platform/audit/audit.js'
import { audited } from '../platform/database/audited.work.js'
import type { Database, Work } from '../platform/database/tables.js'
import { newId } from '../platform/ids.js'
import { objectStore } from '../platform/storage/objects.js'
import type { FieldEvent, HistoryStep } from './history.js'

export interface HistoryPlayer {
  database: Database
  /** The officer who decides and records, and how a reply is signed. */
  account: string
  signature: string
  /** The team's id and phone by its key. */
  teamOf: (key: string) => { id: string; deviceId: string | undefined; unit: { id: string; path: string } } | undefined
  /** The bytes of a report's photo, by the SHA-256 under which it is sent. */
  photoOf: (sha256: string) => Buffer | undefined
  advance: (steps: number) => void
}

/** How many teams speak at a time: enough for the writer to share its transactions. */
const AT_ONCE = 100

/** Within one team the order of arrival is kept; between teams it makes no difference (law 2). */
export async function playHistory(steps: readonly HistoryStep[], player: HistoryPlayer): Promise<void> {
  const byTeam = new Map<string, HistoryStep[]>()
  for (const step of steps) byTeam.set(step.team, [...(byTeam.get(step.team) ?? []), step])
  const waiting = [...byTeam.values()]
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let own = waiting.pop(); own; own = waiting.pop()) await playTeam(own, player)
  })
  await Promise.all(workers)
}

async function playTeam(steps: readonly HistoryStep[], player: HistoryPlayer): Promise<void> {
  const reportIds = new Map<string, string>()
  for (const step of steps) {
    await playStep(step, player, reportIds)
    player.advance(1)
  }
}

async function playStep(step: HistoryStep, player: HistoryPlayer, reportIds: Map<string, string>): Promise<void> {
  const { database, account } = player
  const team = player.teamOf(step.team)
  if (!team) throw new Error(`the history speaks of an unknown team: ${step.team}`)
  const receivedAt = step.at.toISOString()
  const phone = { team: team.id, device: team.deviceId ?? null, via: 'phone' as const, recordedBy: null, sentAt: receivedAt, receivedAt }

  // What the officer does is in the log, as by the desk's calls; a phone's facts are their own record.
  const logged = <Input>(work: Work<Input, unknown>, input: Input, event: Pick<AuditEvent, 'action' | 'subject' | 'details'>): Promise<unknown> =>
    database.write(audited, { name: work.name, input, log: auditRow({ ...event, at: receivedAt, actor: account, unit: team.unit.id, path: team.unit.path }) })

  switch (step.kind) {
    case 'events': {
      const outcomes = await database.write(recordEvents, { ...phone, events: step.events.map(recorded) })
      const refused = outcomes.find((outcome) => outcome.status !== 201)
      if (refused) throw new Error(`the history is not taken: ${refused.status} ${refused.code ?? ''}`)
      return
    }
    case 'report': {
      const report = step.report
      const { answer } = await database.write(recordReport, { ...phone, reportId: newId(), digest: digestOf(report), report, screened: withoutPersons(report) })
      reportIds.set(report.clientId, answer.reportId)
      for (const { sha256 } of report.photos ?? []) await sendPhoto({ player, report: answer.reportId, sha256, now: receivedAt })
      return
    }
    case 'accept':
    case 'return': {
      const reason = step.kind === 'return' ? step.reason : null
      const report = reportId(reportIds, step.reportClientId)
      await logged(decideReport, { report, decision: step.kind, reason, account, now: receivedAt }, { action: `report.${step.kind}`, subject: `reports/${report}`, details: { reason } })
      return
    }
    case 'reply': {
      const report = reportId(reportIds, step.reportClientId)
      await logged(replyToReport, { report, text: step.text, from: player.signature, now: receivedAt }, { action: 'report.reply', subject: `reports/${report}` })
      return
    }
    case 'desk-acknowledge': {
      const contents = step.bundleHashes.map((bundleHash) =>
        recorded({ clientId: randomUUID(), deliveryId: step.deliveryId, kind: 'acknowledged', at: step.happenedAt, memberId: step.memberId, bundleHash, note: step.note }),
      )
      const given = { ...phone, device: null, via: step.via, recordedBy: account, sentAt: null, events: contents }
      await logged(recordEvents, given, { action: 'delivery.acknowledge', subject: `deliveries/${step.deliveryId}`, details: { via: step.via } })
    }
  }
}

async function sendPhoto({ player, report, sha256, now }: { player: HistoryPlayer; report: string; sha256: string; now: string }): Promise<void> {
  const bytes = player.photoOf(sha256)
  if (!bytes) return
  const storedSha256 = await objectStore().put(await cleanPhoto(bytes))
  await player.database.write(storePhoto, { report, sha256, storedSha256, now })
}

function recorded(event: FieldEvent): RecordedEvent {
  return { ...event, digest: digestOf(event), acknowledgementId: newId() }
}

function reportId(reportIds: Map<string, string>, clientId: string): string {
  const id = reportIds.get(clientId)
  if (!id) throw new Error('the history decides on a report that was never sent')
  return id
}
