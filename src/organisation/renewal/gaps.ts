// "100 % thôn có tổ dân vận" as a figure with its rows: villages without a team, teams without a leader, without a
// phone, not renewed for a year. Read village by village in short pages, so that nobody waits behind it.
import { setImmediate as turn } from 'node:timers/promises'
import type { Account } from '../../access/account.js'
import { isWithin } from '../../access/account.js'
import { auditEventsTable } from '../../platform/audit/audit.js'
import type { Row } from '../../platform/database/tables.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { vietnameseDay } from '../import/check-import.js'
import { devices, orgUnits, teamMembers, teams } from '../tables.js'
import { serves } from './rules.js'

export const gapKinds = ['no-team', 'no-leader', 'no-phone', 'not-renewed', 'reported'] as const
export type GapKind = (typeof gapKinds)[number]

const PAGE = 200
/** Totals are kept for twenty times as long as counting them took, so that figures of a commune are those of now. */
const KEPT_TIMES = 20
const KEPT_MS = 60_000

export interface GapTotals {
  villages: number
  withTeam: number
  teams: number
  'no-team': number
  'no-leader': number
  'no-phone': number
  'not-renewed': number
  /** Teams that reported someone new or gone, not yet confirmed. */
  reported: number
}

export interface GapItem {
  unit: { id: string; name: string; commune: string }
  team: { id: string; name: string } | null
  /** The last day on which the roll changed or was renewed. */
  lastRenewedOn: string | null
}

export interface GapPage {
  kind: GapKind
  items: GapItem[]
  nextCursor: string | null
  more: boolean
}

interface Village {
  unit: Row
  teams: { row: Row; gaps: Set<GapKind>; lastRenewedOn: string | null }[]
}

/** @param cursor the path of the last village that was looked at */
export async function gapPage({ account, kind, unit, cursor, limit }: { account: Account; kind: GapKind; unit?: string; cursor?: string; limit: number }): Promise<GapPage> {
  const items: GapItem[] = []
  const communes = new Map<string, string>()
  let last = cursor
  for await (const villages of villagePages(await pathsFor(account, unit), cursor)) {
    for (const village of villages) {
      const found = await itemsOf(village, kind, communes)
      if (found.length && items.length && items.length + found.length > limit) return { kind, items, nextCursor: last ?? null, more: true }
      items.push(...found)
      last = String(village.unit.path)
    }
    await turn()
  }
  return { kind, items, nextCursor: null, more: false }
}

const held = new Map<string, { until: number; totals: GapTotals }>()

/** After a renewal its figures are asked for at once. */
export function forgetGapTotals(): void {
  held.clear()
}

export async function gapTotals({ account, unit }: { account: Account; unit?: string }): Promise<GapTotals> {
  const paths = await pathsFor(account, unit)
  const key = paths.join(' ')
  const known = held.get(key)
  const begun = Date.now()
  if (known && begun < known.until) return known.totals
  const totals: GapTotals = { villages: 0, withTeam: 0, teams: 0, 'no-team': 0, 'no-leader': 0, 'no-phone': 0, 'not-renewed': 0, reported: 0 }
  for await (const villages of villagePages(paths, undefined)) {
    for (const village of villages) {
      totals.villages += 1
      if (village.teams.length) totals.withTeam += 1
      else totals['no-team'] += 1
      for (const { gaps } of village.teams) {
        totals.teams += 1
        for (const gap of gaps) totals[gap] += 1
      }
    }
    await turn()
  }
  if (held.size > 500) held.clear()
  const now = Date.now()
  held.set(key, { until: now + Math.min(KEPT_MS, (now - begun) * KEPT_TIMES), totals })
  return totals
}

async function itemsOf({ unit, teams: own }: Village, kind: GapKind, communes: Map<string, string>): Promise<GapItem[]> {
  const found = kind === 'no-team' ? (own.length ? [] : [undefined]) : own.filter(({ gaps }) => gaps.has(kind))
  if (!found.length) return []
  const parent = String(unit.parent ?? '')
  if (!communes.has(parent)) communes.set(parent, String((await services().database.read.byId(orgUnits, parent))?.name ?? ''))
  return found.map((team) => ({
    unit: { id: String(unit.id), name: String(unit.name), commune: communes.get(parent) ?? '' },
    team: team ? { id: String(team.row.id), name: String(team.row.label ?? '') } : null,
    lastRenewedOn: team?.lastRenewedOn ?? null,
  }))
}

async function* villagePages(paths: readonly string[], cursor: string | undefined): AsyncGenerator<Village[]> {
  const { read } = services().database
  for (const path of paths) {
    if (cursor !== undefined && cursor >= path && !cursor.startsWith(path)) continue
    let last = cursor?.startsWith(path) ? cursor : undefined
    for (;;) {
      const units = await read.find(orgUnits, {
        where: [['path', 'prefix', path], ['type', '=', 'village'], ['closedOn', '=', null], ...(last === undefined ? [] : [['path', '>', last] as ['path', '>', string]])],
        orderBy: [['path', 'asc']],
        limit: PAGE,
        columns: ['id', 'name', 'path', 'parent'],
      })
      if (units.length) yield withTeams(units)
      if (units.length < PAGE) break
      last = String(units.at(-1)?.path)
    }
  }
}


async function withTeams(units: Row[]): Promise<Village[]> {
  const { read } = services().database
  const today = vietnameseDay(services().now())
  const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`
  const ids = units.map((unit) => String(unit.id))
  const rows = await read.find(teams, { where: [['unit', 'in', ids], ['active', '=', true]], columns: ['id', 'unit', 'label'] })
  const teamIds = rows.map((row) => String(row.id))
  const [members, phones, renewals] = teamIds.length
    ? await Promise.all([
        read.find(teamMembers, { where: [['team', 'in', teamIds]], columns: ['id', 'team', 'role', 'from', 'to', 'provisional', 'leavingOn'] }),
        read.find(devices, { where: [['team', 'in', teamIds], ['revokedAt', '=', null]], columns: ['id', 'team'] }),
        read.find(auditEventsTable, { where: [['subject', 'in', teamIds.map((id) => `teams/${id}`)], ['action', '=', 'team.renew']], columns: ['id', 'subject', 'details'] }),
      ])
    : [[], [], []]
  const isServing = (member: Row): boolean => serves(member as { from: string | null; to: string | null }, today)
  const led = new Set(members.flatMap((member) => (member.role === 'leader' && member.provisional !== true && isServing(member) ? [String(member.team)] : [])))
  const reporting = new Set(members.flatMap((member) => ((member.provisional === true && !member.to) || (member.leavingOn && isServing(member)) ? [String(member.team)] : [])))
  const reached = new Set(phones.map((phone) => String(phone.team)))
  const renewed = new Map<string, string>()
  const note = (team: string, day: unknown): void => {
    if (typeof day === 'string' && day !== '' && day <= today && day > (renewed.get(team) ?? '')) renewed.set(team, day)
  }
  for (const member of members) if (member.provisional !== true) note(String(member.team), member.from)
  for (const event of renewals) note(String(event.subject).slice('teams/'.length), (event.details as { on?: string } | null)?.on)
  return units.map((unit) => ({
    unit,
    teams: rows.filter((row) => row.unit === unit.id).map((row) => {
      const id = String(row.id)
      const gaps = new Set<GapKind>()
      if (!led.has(id)) gaps.add('no-leader')
      if (!reached.has(id)) gaps.add('no-phone')
      if ((renewed.get(id) ?? '') < yearAgo) gaps.add('not-renewed')
      if (reporting.has(id)) gaps.add('reported')
      return { row, gaps, lastRenewedOn: renewed.get(id) ?? null }
    }),
  }))
}

async function pathsFor(account: Account, unit: string | undefined): Promise<string[]> {
  if (unit === undefined) return [...account.territory].sort()
  const found = await services().database.read.byId(orgUnits, unit)
  if (!found || !isWithin(String(found.path), account.territory)) throw problem({ code: 'not-found' })
  return [String(found.path)]
}
