/** What a phone knows of its own team: `/me`, the year's standing, its reports. Reads only. */
import { orgUnits, teamMembers, teams } from '../organisation/tables.js'
import type { Reads, Row } from '../platform/database/tables.js'
import { BLOCK_REASONS } from './event-rules.js'
import { FORMS, LANGUAGES } from './report-rules.js'
import type { StoredPhoto } from './record-report.work.js'
import { deliveries, reports } from './tables.js'

/** Names from the root down to the unit itself. */
export async function pathNames(reads: Reads, path: string): Promise<string[]> {
  const ids = path.split('/').filter(Boolean)
  const rows = await reads.find(orgUnits, { where: [['id', 'in', ids]], columns: ['id', 'name'] })
  const names = new Map(rows.map((row) => [String(row.id), String(row.name)]))
  return ids.flatMap((id) => names.get(id) ?? [])
}

export async function unitOfTeam(reads: Reads, team: string): Promise<{ team: Row; unit: Row } | undefined> {
  const row = await reads.byId(teams, team)
  const unit = row && (await reads.byId(orgUnits, String(row.unit)))
  return row && unit ? { team: row, unit } : undefined
}

/** A team's name to people: its label where the office gave one, else its kind with the village's name. */
export function teamName(team: Row, unit: Row): string {
  const label = typeof team.label === 'string' && team.label ? team.label : 'Tổ dân vận'
  const unitName = String(unit.name)
  return label.toLowerCase().includes(unitName.toLowerCase()) ? label : `${label} ${unitName}`
}

export async function meView(reads: Reads, device: { id: string; team: string }, today: string): Promise<object | undefined> {
  const found = await unitOfTeam(reads, device.team)
  if (!found) return undefined
  const { team, unit } = found
  const members = await reads.find(teamMembers, { where: [['team', '=', device.team]], orderBy: [['id', 'asc']] })
  return {
    deviceId: device.id,
    team: {
      id: team.id,
      name: teamName(team, unit),
      unit: { id: unit.id, name: unit.name, households: unit.households, path: await pathNames(reads, String(unit.path)) },
    },
    members: members
      .filter((member) => (!member.to || String(member.to) >= today) && (member.provisional || !member.from || String(member.from) <= today))
      .sort((a, b) => rankOf(a) - rankOf(b))
      .map((member) => ({ id: member.id, name: member.name, role: member.role, provisional: Boolean(member.provisional), ...(member.clientId ? { clientId: member.clientId } : {}), ...(member.leavingOn ? { leaving: true } : {}) })),
    languages: LANGUAGES,
    forms: FORMS,
    blockReasons: BLOCK_REASONS.map(({ code, name }) => ({ code, name })),
  }
}

const ROLE_ORDER = ['leader', 'deputy', 'member']
const rankOf = (member: Row): number => ROLE_ORDER.indexOf(String(member.role))

export interface Standing {
  year: number
  assigned: number
  acknowledged: number
  acknowledgedOnTime: number
  reported: number
  reportedOnTime: number
  accepted: number
  householdsReached: number
  householdsTotal: number
  sessions: number
  attendances: number
}

/** The village's own year: what was assigned in it, and what became of that. Withdrawn and exempted work is no debt. */
export async function standingOf(reads: Reads, team: string, year: number): Promise<Standing> {
  // A year in Vietnam begins seven hours before it does in UTC.
  const from = new Date(Date.UTC(year, 0, 1, -7)).toISOString()
  const to = new Date(Date.UTC(year + 1, 0, 1, -7)).toISOString()
  const rows = await reads.find(deliveries, {
    where: [['holder', '=', team], ['publishedAt', '>=', from], ['publishedAt', '<', to], ['isWithdrawn', '=', false], ['exemptedAt', '=', null]],
    columns: ['id', 'acknowledgedAt', 'acknowledgedLate', 'reportedAt', 'reportedLate', 'acceptedAt', 'householdsReached', 'households', 'sessions', 'attTotal'],
  })
  const sum = (of: (row: Row) => unknown): number => rows.reduce((total, row) => total + Number(of(row) ?? 0), 0)
  return {
    year,
    assigned: rows.length,
    acknowledged: sum((row) => row.acknowledgedAt !== null),
    acknowledgedOnTime: sum((row) => row.acknowledgedAt !== null && !row.acknowledgedLate),
    reported: sum((row) => row.reportedAt !== null),
    reportedOnTime: sum((row) => row.reportedAt !== null && !row.reportedLate),
    accepted: sum((row) => row.acceptedAt !== null),
    householdsReached: sum((row) => row.householdsReached),
    householdsTotal: sum((row) => row.households),
    sessions: sum((row) => row.sessions),
    attendances: sum((row) => row.attTotal),
  }
}

export function reportView(report: Row): object {
  return {
    clientId: report.clientId,
    reportId: report.id,
    revision: report.revision,
    state: report.state,
    ...(report.supersedes ? { supersedes: report.supersedes } : {}),
    body: report.body,
    warnings: report.warnings ?? [],
    withheld: report.withheld ?? [],
    ...(report.returnReason ? { returnReason: report.returnReason } : {}),
    replies: report.replies ?? [],
    photos: ((report.photos as StoredPhoto[] | null) ?? []).map(({ sha256, state }) => ({ sha256, state })),
    receivedAt: report.receivedAt,
  }
}

/** The team's own reports, newest first. */
export async function listReports(reads: Reads, { team, before, limit }: { team: string; before: string | undefined; limit: number }): Promise<{ items: object[]; last: string | undefined; more: boolean }> {
  const rows = await reads.find(reports, {
    where: [['team', '=', team], ...(before ? [['id', '<', before] as ['id', '<', string]] : [])],
    orderBy: [['id', 'desc']],
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  return { items: page.map(reportView), last: page.at(-1)?.id as string | undefined, more: rows.length > limit }
}
