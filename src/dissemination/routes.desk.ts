/** The desk's calls on assignments, deliveries, reports, codes and phones (contract §4). */
import { z } from 'zod'
import { callRoles, type DeskCall } from '../access/role-table.js'
import { logRefusals } from '../platform/audit/refusals.js'
import { type Call, type EndpointResult, endpoint, type Route, route } from '../platform/http/endpoint.js'
import { sendRange } from '../platform/http/send-range.js'
import { problem } from '../platform/problems.js'
import { settings } from '../platform/settings.js'
import { objectStore } from '../platform/storage/objects.js'
import { addTeams, amendAssignment, type Caller, closeAssignment, extendAssignment, ownAssignment, previewAssignment, type Progress, publishAssignment, withdrawAssignment } from './assignment-calls.js'
import { codeSheets } from './code-sheets.js'
import { acknowledgeForTeam, blockForTeam, decideOnReport, deliveryInTerritory, exemptForTeam, makeEnrolmentCodes, replyOnReport, reportForTeam, reportInTerritory, revokeTeamDevice } from './desk-calls.js'
import type { StoredPhoto } from './record-report.work.js'
import { day, deskAcknowledgeBody, deskBlockBody, deskReportBody, parse, reasonBody, replyBody } from './schema.js'

type DeskRun = (call: { caller: Caller; id: string; body: unknown; params: Record<string, string>; request: Call<['admin'], unknown, unknown>['request'] }) => Promise<EndpointResult>

/** A call of the desk: its role row, and a JSON body where it takes one (none at all counts as an empty one). */
function deskCall(row: DeskCall, method: 'GET' | 'POST', path: string, run: DeskRun): Route {
  return route(
    method,
    path,
    endpoint({
      who: callRoles[row],
      ...(method === 'POST' ? { onRefused: logRefusals(nameInLog(path)) } : {}),
      ...(method === 'POST' ? { body: z.unknown(), isBodyOptional: true } : {}),
      run: ({ account, requestId, params, body, request }) => run({ caller: { account, requestId }, id: params.id ?? '', body: body ?? {}, params, request }),
    }),
  )
}

/** `/api/assignments/:id/publish` is `assignment.publish` in the log; the calls that make something have their own names. */
function nameInLog(path: string): { action: string; collection: string } {
  const [, collection = '', , verb] = path.split('/').slice(1)
  if (verb === 'enrolment-codes') return { action: 'enrolment-codes.make', collection }
  const noun = collection === 'deliveries' ? 'delivery' : collection.replace(/s$/, '')
  return { action: `${noun}.${verb ?? 'record'}`, collection }
}

const amendBody = z.object({ materiality: z.enum(['language', 'editorial', 'material']), note: z.string().nullish() })
const extendBody = z.object({ ackDue: day.nullish(), reportDue: day.nullish(), teams: z.array(z.union([z.string(), z.number()]).transform(String)).max(1_000).nullish(), reason: z.string().nullish() })
const addTeamsBody = z.object({ teamIds: z.array(z.union([z.string(), z.number()]).transform(String)).min(1).max(1_000), reason: z.string().nullish() })
const codesBody = z.object({ teamIds: z.array(z.union([z.string(), z.number()]).transform(String)).max(1_000).nullish() })

export function deskRoutes(): Route[] {
  return [
    deskCall('POST /api/assignments/{id}/preview', 'POST', '/api/assignments/:id/preview', async ({ id, caller }) => ok(await previewAssignment(id, caller))),
    deskCall('POST /api/assignments/{id}/publish', 'POST', '/api/assignments/:id/publish', async ({ id, caller }) => progress(await publishAssignment(id, caller))),
    deskCall('POST /api/assignments/{id}/amend', 'POST', '/api/assignments/:id/amend', async ({ id, caller, body }) => {
      const { materiality, note } = read(amendBody, body)
      await ownAssignment(id, caller.account)
      return progress(await amendAssignment(id, caller, { materiality, note: reasonOf(note, 'note') }))
    }),
    deskCall('POST /api/assignments/{id}/extend', 'POST', '/api/assignments/:id/extend', async ({ id, caller, body }) => {
      const { ackDue, reportDue, teams, reason } = read(extendBody, body)
      await ownAssignment(id, caller.account)
      return ok(await extendAssignment(id, caller, { ...(ackDue ? { ackDue } : {}), ...(reportDue ? { reportDue } : {}), ...(teams ? { teams } : {}), reason: reasonOf(reason) }))
    }),
    deskCall('POST /api/assignments/{id}/add-teams', 'POST', '/api/assignments/:id/add-teams', async ({ id, caller, body }) => {
      const { teamIds, reason } = read(addTeamsBody, body)
      await ownAssignment(id, caller.account)
      return progress(await addTeams(id, caller, { teamIds, reason: reasonOf(reason) }))
    }),
    deskCall('POST /api/assignments/{id}/withdraw', 'POST', '/api/assignments/:id/withdraw', async ({ id, caller, body }) => {
      const { reason } = read(reasonBody, body)
      await ownAssignment(id, caller.account)
      return ok(await withdrawAssignment(id, caller, reasonOf(reason)))
    }),
    deskCall('POST /api/assignments/{id}/close', 'POST', '/api/assignments/:id/close', async ({ id, caller, body }) => {
      const { reason } = read(reasonBody, body)
      await ownAssignment(id, caller.account)
      // A program may close without a word; the desk's page asks for the reason.
      return ok(await closeAssignment(id, caller, reason ? reasonOf(reason) : undefined))
    }),

    deskCall('POST /api/deliveries/{id}/acknowledge', 'POST', '/api/deliveries/:id/acknowledge', async ({ id, caller, body }) => ok(await acknowledgeForTeam(id, caller, read(deskAcknowledgeBody, body)))),
    deskCall('POST /api/deliveries/{id}/exempt', 'POST', '/api/deliveries/:id/exempt', async ({ id, caller, body }) => {
      const { reason } = read(reasonBody, body)
      await deliveryInTerritory(id, caller.account)
      return ok(await exemptForTeam(id, caller, exemptReason(reason)))
    }),
    deskCall('POST /api/deliveries/{id}/block', 'POST', '/api/deliveries/:id/block', async ({ id, caller, body }) => ok(await blockForTeam(id, caller, read(deskBlockBody, body)))),

    deskCall('POST /api/reports', 'POST', '/api/reports', async ({ caller, body }) => reportForTeam(caller, body, read(deskReportBody, body))),
    deskCall('POST /api/reports/{id}/accept', 'POST', '/api/reports/:id/accept', async ({ id, caller }) => ok(await decideOnReport(id, caller, 'accept', null))),
    deskCall('POST /api/reports/{id}/return', 'POST', '/api/reports/:id/return', async ({ id, caller, body }) => {
      const { reason } = read(reasonBody, body)
      await reportInTerritory(id, caller.account)
      return ok(await decideOnReport(id, caller, 'return', reasonOf(reason)))
    }),
    deskCall('POST /api/reports/{id}/reopen', 'POST', '/api/reports/:id/reopen', async ({ id, caller, body }) => {
      const { reason } = read(reasonBody, body)
      await reportInTerritory(id, caller.account)
      return ok(await decideOnReport(id, caller, 'reopen', reasonOf(reason)))
    }),
    deskCall('POST /api/reports/{id}/reply', 'POST', '/api/reports/:id/reply', async ({ id, caller, body }) => {
      const { text } = read(replyBody, body)
      await reportInTerritory(id, caller.account)
      return ok(await replyOnReport(id, caller, textOf(text)))
    }),
    deskCall('GET /api/reports/{id}/photos/{sha256}', 'GET', '/api/reports/:id/photos/:sha256', async ({ id, caller, params }) => photo(id, params.sha256 ?? '', caller)),

    deskCall('POST /api/org-units/{id}/enrolment-codes', 'POST', '/api/org-units/:id/enrolment-codes', async ({ id, caller, body, request }) => {
      const { teamIds } = read(codesBody, body)
      const codes = await makeEnrolmentCodes(id, caller, teamIds ?? undefined)
      if (!String(request.headers.accept ?? '').includes('text/html')) return { status: 201, body: { codes } }
      const html = await codeSheets(codes, settings().publicUrl ?? `${request.protocol}://${request.headers.host ?? ''}`)
      return { status: 201, body: html, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } }
    }),
    deskCall('POST /api/devices/{id}/revoke', 'POST', '/api/devices/:id/revoke', async ({ id, caller }) => ok(await revokeTeamDevice(id, caller))),
  ]
}

const ok = (body: object): EndpointResult => ({ status: 200, body })
/** 202 while something runs on; the same decision again has changed nothing and is 200. */
const progress = (given: Progress): EndpointResult => ({ status: given.runsOn ? 202 : 200, body: given.progress })

function read<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = parse(schema, body)
  if (!parsed.ok) throw problem({ code: 'malformed', errors: parsed.errors })
  return parsed.value
}

const MOST_REASON = 2_000

/** A decision is never without its reason. */
function reasonOf(reason: string | null | undefined, path = 'reason'): string {
  const given = reason?.normalize('NFC').trim()
  if (!given) throw problem({ code: 'reason-missing', errors: [{ path, code: 'missing', message: 'Hãy ghi lý do.' }] })
  if (given.length > MOST_REASON) throw problem({ code: 'rules', errors: [{ path, code: 'too-long', message: `Lý do dài quá ${MOST_REASON} chữ. Hãy viết gọn lại.` }] })
  return given
}

function textOf(text: string | null | undefined): string {
  const given = text?.normalize('NFC').trim()
  if (!given) throw problem({ code: 'rules', errors: [{ path: 'text', code: 'missing', message: 'Hãy viết nội dung trả lời.' }] })
  if (given.length > MOST_REASON) throw problem({ code: 'rules', errors: [{ path: 'text', code: 'too-long', message: `Nội dung dài quá ${MOST_REASON} chữ. Hãy viết gọn lại.` }] })
  return given
}

/** `{reason: null}` undoes an exemption; leaving the reason out is a reason forgotten. */
function exemptReason(reason: string | null | undefined): string | null {
  return reason === null ? null : reasonOf(reason)
}

async function photo(id: string, sha256: string, { account }: Caller): Promise<EndpointResult> {
  const report = await reportInTerritory(id, account)
  const found = ((report.photos as StoredPhoto[] | null) ?? []).find((one) => one.sha256 === sha256)
  const stored = found?.storedSha256
  const size = stored && !found.removedAt ? await objectStore().size(stored) : undefined
  if (!stored || size === undefined) throw problem({ code: 'not-found' })
  return sendRange({ size, type: 'image/webp', tag: `"${stored}"`, cacheControl: 'private, max-age=86400', open: (part) => objectStore().read(stored, part) })
}
