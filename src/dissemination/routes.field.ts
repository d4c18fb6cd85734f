/** The teams' API, `/field/v1`: every call of contract §3, for phones and for nobody else. */
import type { Request } from 'express'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { bundles } from '../content/tables.js'
import { enrolmentCodes } from '../organisation/tables.js'
import { perform } from '../platform/database/perform.js'
import { type EndpointResult, endpoint, isNotModified, type Route, route } from '../platform/http/endpoint.js'
import { readBody } from '../platform/http/read-json.js'
import { sendRange } from '../platform/http/send-range.js'
import { newId } from '../platform/ids.js'
import { problem } from '../platform/problems.js'
import { services } from '../platform/services.js'
import { settings } from '../platform/settings.js'
import { objectStore } from '../platform/storage/objects.js'
import { MOST_PHOTO_BYTES } from './clean-photo.js'
import { forgetDevices } from './device-access.js'
import { codeIdOf, keyHashOf } from './digest.js'
import { hanoiDay } from './event-rules.js'
import { assignmentPart, listDeliveries, listTag, readCursor, teamRevision } from './list-deliveries.js'
import { promptFile } from './prompts/prompts.js'
import { enrolBody, enrolCheckBody, listQuery, readSentAt, standingQuery } from './schema.js'
import { deliveries } from './tables.js'
import { type Bearer, read, reportOfTeam, takeEvents, takeMember, takePhoto, takeReport } from './take-messages.js'
import { enrolDevice, revokeDevice } from './team.work.js'
import { listReports, meView, pathNames, reportView, standingOf, teamName, unitOfTeam } from './team-view.js'

const FOREVER = 'private, max-age=31536000, immutable'

export function fieldRoutes(): Route[] {
  return [
    route('GET', '/field/v1/ping', endpoint({ who: 'anyone', run: () => ({ status: 200, body: { service: 'lantoa', serverTime: services().now().toISOString() }, headers: { 'Cache-Control': 'no-store' } }) })),
    route('POST', '/field/v1/enrol/check', endpoint({ who: 'anyone', isGuessable: true, body: z.unknown(), run: ({ body }) => checkCode(body) })),
    route('POST', '/field/v1/enrol', endpoint({ who: 'anyone', isGuessable: true, body: z.unknown(), run: ({ body }) => enrol(body) })),
    route('GET', '/field/v1/me', endpoint({ who: 'device', run: ({ device, request }) => me(device, (tag) => isNotModified(request, tag)) })),
    route('DELETE', '/field/v1/me', endpoint({ who: 'device', run: ({ device }) => signOut(device.id) })),
    route('POST', '/field/v1/members', endpoint({ who: 'device', body: z.unknown(), run: ({ device, body, request, receivedAt }) => takeMember(sentNow(device, request, receivedAt), body) })),
    route('GET', '/field/v1/deliveries', endpoint({ who: 'device', run: ({ device, request }) => list(device.team, request.query, (tag) => isNotModified(request, tag)) })),
    route('GET', '/field/v1/content/:hash', endpoint({ who: 'device', run: ({ device, params, request }) => content(device.team, params.hash ?? '', (tag) => isNotModified(request, tag)) })),
    route('GET', '/field/v1/files/:sha256', endpoint({ who: 'device', run: ({ device, params }) => file(device.team, params.sha256 ?? '') })),
    route('POST', '/field/v1/events', endpoint({ who: 'device', body: z.unknown(), run: async ({ device, body, request, receivedAt }) => ({ status: 200, body: { results: await takeEvents(sentNow(device, request, receivedAt), body) } }) })),
    route('POST', '/field/v1/reports', endpoint({ who: 'device', body: z.unknown(), run: ({ device, body, request, receivedAt }) => takeReport(sentNow(device, request, receivedAt), body) })),
    route('GET', '/field/v1/reports', endpoint({ who: 'device', run: ({ device, request }) => ownReports(device.team, request.query) })),
    route('GET', '/field/v1/reports/:clientId', endpoint({ who: 'device', run: async ({ device, params }) => ({ status: 200, body: reportView(await reportOfTeam(device.team, params.clientId ?? '')) }) })),
    route('PUT', '/field/v1/reports/:clientId/photos/:sha256', endpoint({ who: 'device', run: async ({ device, params, request }) => takePhoto(fromPhone(device), { report: params.clientId ?? '', sha256: (params.sha256 ?? '').toLowerCase(), readBytes: () => readBody(request, { limit: MOST_PHOTO_BYTES }) }) })),
    route('GET', '/field/v1/standing', endpoint({ who: 'device', run: ({ device, request }) => standing(device.team, request.query) })),
  ]
}

interface Device {
  id: string
  team: string
}

const instant = (): string => services().now().toISOString()

async function checkCode(body: unknown): Promise<EndpointResult> {
  const { code } = read(enrolCheckBody, body)
  const reads = services().database.read
  const row = await reads.byId(enrolmentCodes, codeIdOf(code, settings().secret))
  if (!row) throw problem({ code: 'unknown-code' })
  if (row.usedAt) throw problem({ code: 'used-code' })
  const found = await unitOfTeam(reads, String(row.team))
  if (row.voidedAt || String(row.expiresAt) <= instant() || !found || found.team.active === false) throw problem({ code: 'expired-code' })
  const { team, unit } = found
  return { status: 200, body: { team: teamName(team, unit), unit: { name: unit.name, path: await pathNames(reads, String(unit.path)) }, expiresAt: row.expiresAt } }
}

async function enrol(body: unknown): Promise<EndpointResult> {
  const { code, deviceKey, deviceName } = read(enrolBody, body)
  const done = await perform(enrolDevice, {
    codeId: codeIdOf(code, settings().secret), keyHash: keyHashOf(deviceKey), deviceId: newId(), deviceName: deviceName.slice(0, 100) || 'Điện thoại của tổ', now: instant(),
  })
  const view = await meView(services().database.read, { id: done.device, team: done.team }, hanoiDay(instant()))
  return { status: done.isNew ? 201 : 200, body: view }
}

async function me(device: Device, isKnown: (tag: string) => boolean): Promise<EndpointResult> {
  const view = await meView(services().database.read, device, hanoiDay(instant()))
  if (!view) throw problem({ code: 'not-found' })
  const text = JSON.stringify(view)
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  if (isKnown(tag)) return { status: 304, headers: { ETag: tag } }
  return { status: 200, body: text, headers: { ETag: tag, 'Content-Type': 'application/json; charset=utf-8' } }
}

async function signOut(device: string): Promise<EndpointResult> {
  await perform(revokeDevice, { device, now: instant() })
  forgetDevices()
  return { status: 204 }
}

async function list(team: string, query: unknown, isKnown: (tag: string) => boolean): Promise<EndpointResult> {
  const { cursor, limit } = read(listQuery, query)
  if (cursor) readCursor(cursor, team)
  const { now, database } = services()
  const moment = now()
  const revision = await teamRevision(database.read, team)
  const tag = listTag({ team, revision, cursor, limit, now: moment })
  if (isKnown(tag)) return { status: 304, headers: { ETag: tag } }
  const body = await listDeliveries({ reads: database.read, team, revision, cursor, limit, now: moment })
  return { status: 200, body, headers: { ETag: tag, 'Content-Type': 'application/json; charset=utf-8' } }
}

/** Every bundle that some delivery of the team was sent. */
async function givenHashes(team: string): Promise<Set<string>> {
  const reads = services().database.read
  const rows = await reads.find(deliveries, { where: [['holder', '=', team]], columns: ['id', 'assignment', 'epoch', 'publishedAt'] })
  const hashes = new Set<string>()
  for (const row of rows) for (const hash of (await assignmentPart(reads, String(row.assignment), row)).hashes) hashes.add(hash)
  return hashes
}

async function content(team: string, hash: string, isKnown: (tag: string) => boolean): Promise<EndpointResult> {
  if (!(await givenHashes(team)).has(hash)) throw problem({ code: 'not-found' })
  const tag = `"${hash}"`
  if (isKnown(tag)) return { status: 304, headers: { ETag: tag, 'Cache-Control': FOREVER } }
  const bundle = await services().database.read.byId(bundles, hash)
  if (!bundle) throw problem({ code: 'not-found' })
  return { status: 200, body: String(bundle.json), headers: { ETag: tag, 'Cache-Control': FOREVER, 'Content-Type': 'application/json; charset=utf-8' } }
}

async function file(team: string, sha256: string): Promise<EndpointResult> {
  const found = (await promptFile(sha256)) ?? (await givenFile(team, sha256))
  const size = found && (await objectStore().size(sha256))
  if (!found || size === undefined) throw problem({ code: 'not-found' })
  return sendRange({ size, type: found.type, tag: `"${sha256}"`, cacheControl: FOREVER, open: (range) => objectStore().read(sha256, range) })
}

/** A recording or attachment of a bundle that the team was given. */
async function givenFile(team: string, sha256: string): Promise<{ type: string } | undefined> {
  const reads = services().database.read
  const given = [...(await givenHashes(team))]
  const rows = given.length ? await reads.find(bundles, { where: [['id', 'in', given]], columns: ['id', 'files'] }) : []
  return rows.flatMap((row) => (row.files as { sha256: string; type: string }[] | null) ?? []).find((one) => one.sha256 === sha256)
}

/** A team's own word, sent by its own phone. */
function fromPhone(device: Device): Bearer {
  return { team: device.team, device: device.id, via: 'phone', recordedBy: null, sentAt: null, receivedAt: instant() }
}

/** The same with the phone's clock and the moment of arrival, by which the times in it are set right. */
function sentNow(device: Device, request: Request, receivedAt: Date): Bearer {
  return { ...fromPhone(device), sentAt: readSentAt(request.headers['lantoa-sent-at']), receivedAt: arrival(receivedAt) }
}

/** The demonstration tells its history on a clock of its own; elsewhere a request arrived when it arrived. */
function arrival(receivedAt: Date): string {
  const now = services().now()
  return (Math.abs(now.getTime() - receivedAt.getTime()) < 60_000 ? receivedAt : now).toISOString()
}

async function ownReports(team: string, query: unknown): Promise<EndpointResult> {
  const { cursor, limit } = read(listQuery, query)
  const before = cursor ? readPage(cursor, team) : undefined
  const { items, last, more } = await listReports(services().database.read, { team, before, limit })
  return { status: 200, body: { items, nextCursor: last ? Buffer.from(JSON.stringify(['reports', team, last])).toString('base64url') : (cursor ?? null), more } }
}

function readPage(cursor: string, team: string): string {
  try {
    const [kind, owner, last] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    if (kind === 'reports' && owner === team && typeof last === 'string') return last
  } catch {
    // Not one of ours: said below.
  }
  throw problem({ code: 'unknown-cursor' })
}

async function standing(team: string, query: unknown): Promise<EndpointResult> {
  const { year } = read(standingQuery, query)
  const { now, database } = services()
  return { status: 200, body: await standingOf(database.read, team, year ?? Number(hanoiDay(now().toISOString()).slice(0, 4))) }
}
