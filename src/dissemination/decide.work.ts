/** The desk's decisions on one delivery or one report: exempt, accept, return, reopen, reply. */
import { defineWork, refuse, type Row, type Tx } from '../platform/database/tables.js'
import { type AssignmentSending, refreshDelivery, revisions } from './recompute.js'
import { assignments, deliveries, reports } from './tables.js'

/** Takes a team out of what is expected, with the reason; null puts it back. */
export const exemptDelivery = defineWork('exempt-delivery', async (tx, input: { delivery: string; reason: string | null; now: string }): Promise<{ changed: boolean }> => {
  const delivery = await tx.byId(deliveries, input.delivery)
  if (!delivery) throw refuse({ status: 404, code: 'not-found' })
  if (delivery.isWithdrawn) throw refuse({ status: 409, code: 'state', details: { state: 'withdrawn' } })
  if ((delivery.exemptReason ?? null) === input.reason && Boolean(delivery.exemptedAt) === (input.reason !== null)) return { changed: false }
  const given = { exemptedAt: input.reason === null ? null : (delivery.exemptedAt ?? input.now), exemptReason: input.reason }
  await refreshOne(tx, delivery, { now: input.now, given })
  return { changed: true }
})

export interface DecideReportInput {
  report: string
  decision: 'accept' | 'return' | 'reopen'
  reason: string | null
  account: string
  now: string
}

const DECIDED = { accept: 'accepted', return: 'returned', reopen: 'submitted' } as const

/** The first decision stands until it is reopened; the same one again changes nothing; a replaced revision is not decided on. */
export const decideReport = defineWork('decide-report', async (tx, input: DecideReportInput): Promise<{ changed: boolean }> => {
  const report = await openReport(tx, input.report)
  const wanted = DECIDED[input.decision]
  if (report.state === wanted) return { changed: false }
  if (input.decision !== 'reopen' && report.state !== 'submitted') throw refuse({ status: 409, code: 'state', details: { state: report.state } })
  await tx.update(reports, [['id', '=', input.report]], {
    state: wanted, returnReason: input.decision === 'return' ? input.reason : null, decidedAt: input.decision === 'reopen' ? null : input.now,
    decidedBy: input.decision === 'reopen' ? null : input.account, updatedAt: input.now,
  })
  await refreshReported(tx, report, input.now)
  return { changed: true }
})

/** An answer from above, shown with the delivery on the phone. */
export const replyToReport = defineWork('reply-to-report', async (tx, input: { report: string; text: string; from: string; now: string }): Promise<{ changed: boolean }> => {
  const report = await openReport(tx, input.report)
  const replies = (report.replies as { text: string; from: string; at: string }[] | null) ?? []
  const last = replies.at(-1)
  if (last?.text === input.text && last.from === input.from) return { changed: false }
  await tx.update(reports, [['id', '=', input.report]], { replies: [...replies, { text: input.text, from: input.from, at: input.now }], updatedAt: input.now })
  await refreshReported(tx, report, input.now)
  return { changed: true }
})

async function openReport(tx: Tx, id: string): Promise<Row> {
  const report = await tx.byId(reports, id)
  if (!report) throw refuse({ status: 404, code: 'not-found' })
  if (report.state === 'superseded') throw refuse({ status: 409, code: 'superseded' })
  return report
}

async function refreshReported(tx: Tx, report: Row, now: string): Promise<void> {
  const ids = (report.deliveries as string[] | null) ?? []
  for (const delivery of await tx.find(deliveries, { where: [['id', 'in', ids]] })) await refreshOne(tx, delivery, { now, isNews: true })
}

async function refreshOne(tx: Tx, delivery: Row, how: { now: string; given?: Row; isNews?: boolean }): Promise<void> {
  const assignment = await tx.findOne(assignments, { where: [['id', '=', String(delivery.assignment)]], columns: ['id', 'sendings'] })
  const sendings = (assignment?.sendings as AssignmentSending[] | null) ?? []
  await refreshDelivery({ tx, delivery, sendings, ...how, revisionOf: revisions(tx) })
}
