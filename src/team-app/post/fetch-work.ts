/**
 * Brings the team's work to the phone: who the team is, what it has been given, its own reports. Reads what changed
 * since the last time and writes page by page, so that a cut connection costs one page. Called by rounds.ts.
 */
import { announceChange } from '../store/changes.js'
import { database } from '../store/database.js'
import { noteFor, readMeta, writeMeta, type Device } from '../store/meta.js'
import { setClockOffset, today } from '../phone/clock.js'
import { call, isRecord, type Heard } from './call.js'
import type { DeliveriesPage, Me, OwnReport, Standing } from './contract.js'

export type FetchResult = 'ok' | 'no-network' | 'server' | 'revoked' | { busySeconds: number }

/** Whether our own server answers, not just any network. Sets the clock's difference on the way. */
export async function ping(): Promise<FetchResult> {
  const before = Date.now()
  const heard = await call({ path: '/ping', patience: 10_000, isRight: isPing })
  if (heard.kind !== 'ok') return heard.kind === 'problem' && heard.status !== 401 ? outcome(heard) : 'no-network'
  const middle = (before + Date.now()) / 2
  const offset = Math.round(Date.parse(heard.body.serverTime) - middle)
  if (Number.isFinite(offset)) {
    setClockOffset(offset)
    await writeMeta('clockOffset', offset)
  }
  return 'ok'
}

/** Everything new about the team, its work and its reports. */
export async function fetchWork(device: Device): Promise<FetchResult> {
  const steps = [fetchMe, fetchDeliveries, fetchReports, fetchStanding]
  for (const step of steps) {
    const result = await step(device)
    if (result !== 'ok') return result
  }
  return 'ok'
}

async function fetchMe(device: Device): Promise<FetchResult> {
  const { key } = device
  const tag = await readMeta('meTag')
  const heard = await call({ path: '/me', key, isRight: isMe, ...(tag ? { tag } : {}) })
  if (heard.kind === 'ok') {
    await noteFor(device, 'me', heard.body)
    if (heard.tag) await noteFor(device, 'meTag', heard.tag)
  }
  return outcome(heard)
}

async function fetchDeliveries(device: Device): Promise<FetchResult> {
  const { key } = device
  const startedAt = new Date().toISOString()
  for (;;) {
    const cursor = await readMeta('cursor')
    const path = `/deliveries?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
    const heard = await call({ path, key, isRight: isDeliveries })
    if (heard.kind === 'problem' && heard.status === 400 && cursor) {
      // The server no longer knows this place in the list (restored from a backup): begin anew.
      await (await database()).delete('meta', 'cursor')
      continue
    }
    if (heard.kind !== 'ok') return outcome(heard)
    await writePage(heard.body, cursor === undefined)
    if (!heard.body.more) break
  }
  await noteFor(device, 'refreshedAt', startedAt)
  return 'ok'
}

async function writePage(page: DeliveriesPage, isFirst: boolean): Promise<void> {
  const transaction = (await database()).transaction(['deliveries', 'meta'], 'readwrite')
  const deliveries = transaction.objectStore('deliveries')
  if (isFirst) await deliveries.clear()
  for (const item of page.items) await deliveries.put(item)
  for (const id of page.removed) await deliveries.delete(id)
  const meta = transaction.objectStore('meta')
  const toAsk = ((await meta.get('reportsToAsk')) ?? []) as string[]
  await meta.put([...new Set([...toAsk, ...page.items.map((item) => item.id)])], 'reportsToAsk')
  await meta.put(page.nextCursor, 'cursor')
  await transaction.done
  announceChange()
}

/**
 * The team's own reports. Whatever happens to one (sent from another phone, returned, accepted, replied to) changes its
 * delivery, so there is nothing to ask while none has come anew; else the list is read, newest first, as far as it is new.
 */
async function fetchReports(device: Device): Promise<FetchResult> {
  const db = await database()
  const changed = (await readMeta('reportsToAsk')) ?? []
  const isListed = await readMeta('reportsListed')
  if (isListed && changed.length === 0) return 'ok'
  const known = new Set(await db.getAllKeys('reports'))
  const heard = await listReports(device, (page) => !isListed || page.some((report) => !known.has(report.clientId)))
  if (!Array.isArray(heard)) return heard
  const isAbout = (report: OwnReport): boolean => report.state !== 'superseded' && report.body.deliveryIds.some((id) => changed.includes(id))
  const older = (await db.getAll('reports')).filter((report) => isAbout(report) && !heard.includes(report.clientId))
  for (const { clientId } of older) {
    const result = await refreshReport(device, clientId)
    if (result !== 'ok') return result
  }
  await noteFor(device, 'reportsListed', true)
  await noteFor(device, 'reportsToAsk', [])
  return 'ok'
}

/** Keeps the list page by page while `isWorthMore`; gives the client ids it has heard of. */
async function listReports({ key }: Device, isWorthMore: (page: OwnReport[]) => boolean): Promise<string[] | FetchResult> {
  const heardOf: string[] = []
  for (let cursor = ''; ; ) {
    const heard = await call({ path: `/reports?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, key, isRight: isReports })
    if (heard.kind !== 'ok') return outcome(heard)
    const { items, nextCursor, more } = heard.body
    const transaction = (await database()).transaction('reports', 'readwrite')
    for (const item of items) await transaction.store.put(item)
    await transaction.done
    announceChange()
    heardOf.push(...items.map((item) => item.clientId))
    if (!more || !nextCursor || !isWorthMore(items)) return heardOf
    cursor = nextCursor
  }
}

async function refreshReport({ key }: Device, clientId: string): Promise<FetchResult> {
  const heard = await call({ path: `/reports/${clientId}`, key, isRight: isReport })
  if (heard.kind === 'problem' && heard.status === 404) return 'ok'
  if (heard.kind !== 'ok') return outcome(heard)
  await (await database()).put('reports', heard.body)
  announceChange()
  return 'ok'
}

async function fetchStanding(device: Device): Promise<FetchResult> {
  const { key } = device
  const heard = await call({ path: `/standing?year=${today().slice(0, 4)}`, key, isRight: isStanding })
  if (heard.kind === 'ok') await noteFor(device, 'standing', heard.body)
  // Worth having, but never a reason to stop the rest.
  return heard.kind === 'problem' && heard.status === 401 ? 'revoked' : 'ok'
}

function outcome(heard: Heard<unknown>): FetchResult {
  if (heard.kind === 'ok' || heard.kind === 'unchanged') return 'ok'
  if (heard.kind === 'problem' && heard.status === 401) return 'revoked'
  if (heard.kind !== 'problem') return 'no-network'
  return heard.retryAfterSeconds ? { busySeconds: heard.retryAfterSeconds } : 'server'
}

function isPing(body: unknown): body is { service: 'lantoa'; serverTime: string } {
  return isRecord(body) && body.service === 'lantoa' && typeof body.serverTime === 'string'
}

export function isMe(body: unknown): body is Me {
  return isRecord(body) && typeof body.deviceId === 'string' && isRecord(body.team) && Array.isArray(body.members)
}

function isDeliveries(body: unknown): body is DeliveriesPage {
  return isRecord(body) && Array.isArray(body.items) && Array.isArray(body.removed) && typeof body.nextCursor === 'string'
}

function isReports(body: unknown): body is { items: OwnReport[]; nextCursor: string | null; more: boolean } {
  return isRecord(body) && Array.isArray(body.items)
}

function isReport(body: unknown): body is OwnReport {
  return isRecord(body) && typeof body.clientId === 'string' && isRecord(body.body) && typeof body.state === 'string'
}

function isStanding(body: unknown): body is Standing {
  return isRecord(body) && typeof body.assigned === 'number'
}
