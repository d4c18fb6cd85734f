/** What the desk does on a team's behalf and decides on its work: record, exempt, block, accept, return, reopen, reply. */
import { isWithin } from '../access/account.js'
import { devices, orgUnits, teams } from '../organisation/tables.js'
import { lastUnit } from '../platform/audit/audit.js'
import { logCall, perform } from '../platform/database/perform.js'
import type { Row, Table } from '../platform/database/tables.js'
import { happened } from '../platform/happenings.js'
import type { Account } from '../access/account.js'
import { newId } from '../platform/ids.js'
import { problem } from '../platform/problems.js'
import { services } from '../platform/services.js'
import { settings } from '../platform/settings.js'
import type { Caller } from './assignment-calls.js'
import { decideReport, exemptDelivery, replyToReport } from './decide.work.js'
import { forgetDevices } from './device-access.js'
import { codeIdOf, digestOf, newCode } from './digest.js'
import { BLOCK_REASONS, type Via } from './event-rules.js'
import { type RecordedEvent, recordEvents } from './record-events.work.js'
import { recordReport } from './record-report.work.js'
import { type Report, withoutPersons } from './report-rules.js'
import { type AssignmentSending, contentsOf, sentTo } from './recompute.js'
import { screen } from './screening.js'
import { assignments, deliveries, reports } from './tables.js'
import { makeCodes, revokeDevice } from './team.work.js'
import { teamName } from './team-view.js'

/** An enrolment code lives this long. */
export const CODE_DAYS = 60

/** Records an acknowledgement on paper or by call: of every content, of the newest bundle that counts. */
export async function acknowledgeForTeam(id: string, caller: Caller, input: { memberId: string; via: Exclude<Via, 'phone'>; at: string; note?: string | null }): Promise<Row> {
  const delivery = await inTerritory(deliveries, id, 'pathNow', caller.account)
  const note = screenedNote(input.note)
  const sendings = await sendingsFor(delivery)
  const events = contentsOf(sendings).map((content): RecordedEvent => {
    const bundle = sendings.flatMap((sending) => sending.bundles).filter((one) => one.contentId === content.contentId && one.language === 'vi').at(-1)
    // The same record again has the same client id, so it changes nothing.
    const clientId = `desk-${digestOf([id, input.memberId, bundle?.hash, input.via, input.at]).slice(0, 32)}`
    return { clientId, deliveryId: id, kind: 'acknowledged', at: input.at, memberId: input.memberId, bundleHash: bundle?.hash ?? null, note, digest: digestOf([id, input.memberId, bundle?.hash, input.at]), acknowledgementId: newId() }
  })
  await record(delivery, caller, input.via, events, 'delivery.acknowledge')
  return freshDelivery(id)
}

export async function blockForTeam(id: string, caller: Caller, input: { reason?: string | null; note?: string | null; until?: string | null }): Promise<Row> {
  const delivery = await inTerritory(deliveries, id, 'pathNow', caller.account)
  const reason = input.reason
  if (!reason) throw problem({ code: 'reason-missing', errors: [{ path: 'reason', code: 'missing', message: 'Hãy chọn lý do; hết vướng thì chọn “Không còn vướng”.' }] })
  if (!BLOCK_REASONS.some((known) => known.code === reason)) throw problem({ code: 'unknown-reason' })
  const note = screenedNote(input.note)
  const held = delivery.blocked as { reason?: string; note?: string | null; until?: string | null; by?: string } | null
  const isSame = reason === 'none' ? !held : held?.by === 'desk' && held.reason === reason && (held.note ?? null) === note && (held.until ?? null) === (input.until ?? null)
  if (isSame) {
    await logCall(logOf(caller, 'delivery.block', 'deliveries', delivery, 'pathNow', { again: true }))
    return freshDelivery(id)
  }
  const at = instant()
  const event = { clientId: `desk-${newId()}`, deliveryId: id, kind: 'blocked', at, reason, note, until: input.until ?? null, digest: digestOf([id, reason, note, at]), acknowledgementId: newId() }
  await record(delivery, caller, 'desk', [event], 'delivery.block')
  return freshDelivery(id)
}

export async function exemptForTeam(id: string, caller: Caller, reason: string | null): Promise<Row> {
  const delivery = await inTerritory(deliveries, id, 'pathNow', caller.account)
  await perform(exemptDelivery, { delivery: id, reason, now: instant() }, logOf(caller, 'delivery.exempt', 'deliveries', delivery, 'pathNow', { reason }), { table: deliveries, id })
  return freshDelivery(id)
}

/** A report that the desk writes down for a team, from paper or a call; marked as such and counted apart. */
export async function reportForTeam(caller: Caller, raw: unknown, input: Report & { via: Exclude<Via, 'phone'> }): Promise<{ status: number; body: object }> {
  const { via, ...report } = input
  const first = report.deliveryIds[0]
  if (!first) throw problem({ code: 'rules', errors: [{ path: 'deliveryIds', code: 'no-delivery', message: 'Hãy chọn việc được báo cáo.' }] })
  for (const id of report.deliveryIds) await inTerritory(deliveries, id, 'pathNow', caller.account)
  const delivery = await inTerritory(deliveries, first, 'pathNow', caller.account)
  const done = await perform(
    recordReport,
    { team: null, device: null, via, recordedBy: caller.account.id, sentAt: null, receivedAt: instant(), reportId: newId(), digest: digestOf(raw), report, screened: withoutPersons(report) },
    logOf(caller, 'report.record', 'deliveries', delivery, 'pathNow', { via }),
    { table: deliveries, id: first },
  )
  if (done.status === 410) throw problem({ code: 'withdrawn' })
  if (done.status === 201) tellReport(done.answer, report.deliveryIds)
  return { status: done.status, body: { id: done.answer.reportId, ...done.answer, clientId: (raw as { clientId: string }).clientId } }
}

export async function decideOnReport(id: string, caller: Caller, decision: 'accept' | 'return' | 'reopen', reason: string | null): Promise<Row> {
  const report = await inTerritory(reports, id, 'path', caller.account)
  await perform(decideReport, { report: id, decision, reason, account: caller.account.id, now: instant() }, logOf(caller, `report.${decision}`, 'reports', report, 'path', { reason }), { table: reports, id })
  return freshReport(id)
}

export async function replyOnReport(id: string, caller: Caller, text: string): Promise<Row> {
  const report = await inTerritory(reports, id, 'path', caller.account)
  const from = caller.account.name || caller.account.email
  await perform(replyToReport, { report: id, text, from, now: instant() }, logOf(caller, 'report.reply', 'reports', report, 'path', {}), { table: reports, id })
  return freshReport(id)
}

export interface ShownCode {
  teamId: string
  team: string
  unit: string
  /** The unit that the team's own lies in: villages of several communes have one name. */
  above: string
  code: string
  expiresAt: string
}

/** New codes for the active teams of a unit's subtree, or for some of them. They are shown once and kept nowhere. */
export async function makeEnrolmentCodes(unitId: string, caller: Caller, teamIds: string[] | undefined): Promise<ShownCode[]> {
  const unit = await inTerritory(orgUnits, unitId, 'path', caller.account)
  const reads = services().database.read
  const rows = await reads.find(teams, { where: [['path', 'prefix', String(unit.path)], ['active', '=', true], ...(teamIds ? [['id', 'in', teamIds] as ['id', 'in', string[]]] : [])], limit: MOST_CODES + 1 })
  if (teamIds && rows.length < new Set(teamIds).size) throw problem({ code: 'not-found', details: { teamIds: teamIds.filter((id) => !rows.some((row) => row.id === id)) } })
  if (rows.length > MOST_CODES) throw problem({ code: 'rules', errors: [{ path: 'teamIds', code: 'too-many', message: `Mỗi lần làm nhiều nhất ${MOST_CODES} mã. Hãy chọn từng xã.` }] })
  return codesFor(rows, caller, unit)
}

const MOST_CODES = 1_000

async function codesFor(rows: Row[], caller: Caller, unit: Row): Promise<ShownCode[]> {
  const reads = services().database.read
  const units = await reads.find(orgUnits, { where: [['id', 'in', rows.map((row) => String(row.unit))]] })
  const unitById = new Map(units.map((one) => [String(one.id), one]))
  const uppers = await reads.find(orgUnits, { where: [['id', 'in', [...new Set(units.map((one) => String(one.parent ?? '')))]]], columns: ['id', 'name', 'sortKey'] })
  const upperById = new Map(uppers.map((one) => [String(one.id), one]))
  const now = instant()
  const expiresAt = new Date(Date.parse(now) + CODE_DAYS * 86_400_000).toISOString()
  const shown = rows
    .map((team) => ({ team, place: unitById.get(String(team.unit)) ?? unit }))
    .map(({ team, place }) => ({ team, place, upper: upperById.get(String(place.parent ?? '')) }))
    // Commune by commune, so that the sheets can be handed out as they come from the printer.
    .sort((a, b) => inOrder(a.upper, b.upper) || inOrder(a.place, b.place))
    .map(({ team, place, upper }) => ({ teamId: String(team.id), team: teamName(team, place), unit: String(place.name), above: String(upper?.name ?? ''), code: newCode(), expiresAt }))
  if (shown.length) {
    const codes = shown.map(({ teamId, code }) => ({ id: codeIdOf(code, settings().secret), team: teamId }))
    await perform(makeCodes, { codes, expiresAt, now }, logOf(caller, 'enrolment-codes.make', 'org-units', unit, 'path', { teams: shown.length }))
  }
  return shown
}

function inOrder(one: Row | undefined, other: Row | undefined): number {
  return String(one?.sortKey ?? '').localeCompare(String(other?.sortKey ?? ''), 'en')
}

export async function revokeTeamDevice(id: string, caller: Caller): Promise<Row> {
  const device = await inTerritory(devices, id, 'path', caller.account)
  await perform(revokeDevice, { device: id, now: instant() }, logOf(caller, 'device.revoke', 'devices', device, 'path', {}), { table: devices, id })
  forgetDevices()
  const { keyHash: _hidden, ...shown } = (await services().database.read.byId(devices, id)) ?? device
  return shown
}

export async function deliveryInTerritory(id: string, account: Account): Promise<Row> {
  return inTerritory(deliveries, id, 'pathNow', account)
}

/** The stored row of a report, where the account may see it. */
export async function reportInTerritory(id: string, account: Account): Promise<Row> {
  return inTerritory(reports, id, 'path', account)
}

async function inTerritory(table: Table, id: string, pathColumn: string, account: Account): Promise<Row> {
  const row = await services().database.read.byId(table, id)
  if (!row || !isWithin(String(row[pathColumn] ?? ''), account.territory)) throw problem({ code: 'not-found' })
  return row
}

async function record(delivery: Row, caller: Caller, via: Exclude<Via, 'phone'>, events: RecordedEvent[], action: string): Promise<void> {
  const outcomes = await perform(
    recordEvents,
    { team: String(delivery.holder), device: null, via, recordedBy: caller.account.id, sentAt: null, receivedAt: instant(), events },
    logOf(caller, action, 'deliveries', delivery, 'pathNow', { via }),
    { table: deliveries, id: String(delivery.id) },
  )
  const refused = outcomes.find((outcome) => outcome.status >= 400)
  // To the desk a withdrawal is a state that forbids it; only a phone has to be told that its work is gone.
  if (refused?.status === 410) throw problem({ code: 'state', details: { state: 'withdrawn' } })
  if (refused) throw problem({ code: refused.code ?? 'rules', status: refused.status })
}

async function sendingsFor(delivery: Row): Promise<AssignmentSending[]> {
  const row = await services().database.read.byId(assignments, String(delivery.assignment))
  return sentTo(delivery, (row?.sendings as AssignmentSending[] | null) ?? [])
}

/** The desk's own words are screened like the teams'; here they can be reworded at once. */
function screenedNote(note: string | null | undefined): string | null {
  if (!note) return null
  const found = screen(note)
  if (found.length) throw problem({ code: 'rules', details: { found }, errors: [{ path: 'note', code: 'names-a-person', message: 'Ghi chú nêu tên, số điện thoại hoặc nơi ở của một người. Hãy viết lại cho chung.' }] })
  if (note.length > 2_000) throw problem({ code: 'rules', errors: [{ path: 'note', code: 'too-long', message: 'Ghi chú dài quá 2000 chữ. Hãy viết gọn lại.' }] })
  return note.normalize('NFC')
}

function logOf({ account, requestId }: Caller, action: string, collection: string, row: Row, pathColumn: string, details: Record<string, unknown>) {
  const path = String(row[pathColumn] ?? '')
  return { actor: account.id, action, subject: `${collection}/${String(row.id)}`, unit: typeof row.unit === 'string' ? row.unit : lastUnit(path), path, details, requestId }
}

const instant = (): string => services().now().toISOString()

async function freshDelivery(id: string): Promise<Row> {
  const { payload } = services()
  return { ...(await payload.findByID({ collection: 'deliveries', id, depth: 0 })) }
}

async function freshReport(id: string): Promise<Row> {
  const { payload } = services()
  return { ...(await payload.findByID({ collection: 'reports', id, depth: 0 })) }
}

/** Tells listeners of a report that came in; called by both doors once it is stored. */
export function tellReport(answer: { reportId: string }, deliveryIds: readonly string[]): void {
  happened('report-received', { report: answer.reportId, deliveries: deliveryIds }, (error) => services().payload.logger.error({ err: error, msg: 'a listener of reports failed' }))
}
