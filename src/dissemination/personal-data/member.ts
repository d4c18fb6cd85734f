// What is held on a member of a team, all their terms in it together: for those who keep the team's roll.
import { isWithin } from '../../access/account.js'
import { orgUnits, devices, teamMembers, teams } from '../../organisation/tables.js'
import { showsLastSeen } from '../../organisation/last-seen.js'
import { auditEventsTable } from '../../platform/audit/audit.js'
import { logCall } from '../../platform/database/perform.js'
import type { Row } from '../../platform/database/tables.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { acknowledgements, assignments, reports } from '../tables.js'
import { teamName } from '../team-view.js'
import type { DataCaller } from './account.js'
import { accountNames, logSection } from './log.js'
import { type DataSection, type DataSheet, dayText, momentText, NONE, textOr } from './sheet.js'
import { KEPT_LISTS, ROLES, VIA } from './words.js'

/** A team's reports of some years; who took part stands in their bodies. */
const MOST_REPORTS = 2_000

/** @throws Problem 404 for a member outside the territory */
export async function memberData({ id, caller: { account, requestId } }: { id: string; caller: DataCaller }): Promise<DataSheet> {
  const { database, now } = services()
  const { read } = database
  const member = await read.byId(teamMembers, id)
  if (!member || !isWithin(String(member.path ?? ''), account.territory)) throw problem({ code: 'not-found' })
  const team = String(member.team)
  const [teamRow, roll, given] = await Promise.all([
    read.byId(teams, team),
    read.find(teamMembers, { where: [['team', '=', team]] }),
    read.find(acknowledgements, { where: [['team', '=', team]], columns: ['id', 'assignment', 'member', 'via', 'device', 'recordedBy', 'at', 'retractedAt'], orderBy: [['at', 'desc']] }),
  ])
  const unit = await read.byId(orgUnits, String(teamRow?.unit ?? ''))
  const terms = roll.filter((row) => row.id === id || row.name === member.name).sort((one, other) => String(one.from ?? '').localeCompare(String(other.from ?? '')))
  const ids = new Set(terms.map((term) => String(term.id)))
  const own = given.filter((row) => ids.has(String(row.member)))
  const moment = now()
  const sheet: DataSheet = {
    title: 'Dữ liệu đang giữ về thành viên tổ dân vận',
    person: String(member.name),
    printedAt: momentText(moment),
    sections: [
      {
        title: 'Thành viên',
        facts: [
          { label: 'Họ và tên', value: String(member.name) },
          { label: 'Tổ', value: `${teamRow && unit ? teamName(teamRow, unit) : NONE}${unit ? ` (${String(unit.name)})` : ''}` },
          { label: 'Điện thoại', value: textOr(member.phone) },
          { label: 'Hồ sơ lập lúc', value: momentText(terms[0]?.createdAt) },
          { label: 'Sửa lần cuối lúc', value: momentText(member.updatedAt) },
        ],
      },
      {
        title: 'Thời gian tham gia tổ',
        list: {
          headings: ['Từ ngày', 'Đến ngày', 'Vai trò', 'Chức danh', 'Ghi chú'],
          rows: terms.map((term) => [dayText(term.from), term.to ? dayText(term.to) : 'nay', ROLES[String(term.role)] ?? String(term.role), textOr(term.position), term.provisional === true ? 'tổ tự khai, chờ xác nhận' : '']),
          left: 0,
        },
      },
      await decisionsSection(team, terms),
      await acknowledgementSection(own),
      await reportSection(team, ids),
      await deviceSection(own, account.unitTypes),
      await logSection({ title: 'Những lần hồ sơ này được tạo, sửa', where: [['subject', 'in', [...ids].map((one) => `team-members/${one}`)]], withActor: true }),
      { title: 'Ngoài ra', note: KEPT_LISTS },
    ],
  }
  await logCall({ at: moment.toISOString(), actor: account.id, action: 'team-members.print-data', subject: `team-members/${id}`, path: String(member.path), requestId })
  return sheet
}

/** The decisions by which a term began or ended: those in force from its first day, or from the day after its last. */
async function decisionsSection(team: string, terms: readonly Row[]): Promise<DataSection> {
  const renewals = await services().database.read.find(auditEventsTable, { where: [['subject', '=', `teams/${team}`], ['action', '=', 'team.renew']], orderBy: [['at', 'desc']] })
  const days = new Set(terms.flatMap(({ from, to }) => [from, to ? dayAfter(String(to)) : undefined]))
  const rows = renewals.flatMap(({ details }) => {
    const { on, decision } = (details ?? {}) as { on?: string; decision?: string }
    return on && days.has(on) ? [[dayText(on), textOr(decision)]] : []
  })
  return { title: 'Quyết định kiện toàn có liên quan', list: { headings: ['Có hiệu lực từ', 'Quyết định'], rows, left: 0 } }
}

async function acknowledgementSection(own: readonly Row[]): Promise<DataSection> {
  const titles = await assignmentTitles(own.map((row) => String(row.assignment)))
  const names = await accountNames(own.map((row) => String(row.recordedBy ?? '')))
  const rows = own.map((row) => {
    const by = names.get(String(row.recordedBy ?? ''))
    return [momentText(row.at), titles.get(String(row.assignment)) ?? NONE, `${VIA[String(row.via)] ?? String(row.via)}${by ? ` (${by})` : ''}`, row.retractedAt ? `đã rút lúc ${momentText(row.retractedAt)}` : '']
  })
  return { title: 'Xác nhận đã đưa ra', list: { headings: ['Lúc', 'Việc được giao', 'Bằng cách', 'Ghi chú'], rows, left: 0 } }
}

async function reportSection(team: string, ids: ReadonlySet<string>): Promise<DataSection> {
  const found = await services().database.read.find(reports, { where: [['team', '=', team]], columns: ['id', 'body', 'assignments', 'at'], orderBy: [['at', 'desc']], limit: MOST_REPORTS })
  const sessions = found.flatMap((report) => {
    const { sessions: held } = (report.body ?? {}) as { sessions?: { date?: string; presenterIds?: string[] | null }[] | null }
    return (held ?? []).flatMap((session) => (session.presenterIds?.some((one) => ids.has(one)) ? [{ report, date: session.date }] : []))
  })
  const titles = await assignmentTitles(sessions.flatMap(({ report }) => (report.assignments as string[] | null) ?? []))
  const rows = sessions.map(({ report, date }) => [dayText(date), ((report.assignments as string[] | null) ?? []).map((one) => titles.get(one) ?? NONE).join('; ')])
  return { title: 'Buổi trong báo cáo có ghi là người trình bày', list: { headings: ['Ngày', 'Việc được giao'], rows, left: 0 } }
}

/** A phone is the team's; it concerns a member where they confirmed something on it. */
async function deviceSection(own: readonly Row[], unitTypes: readonly string[]): Promise<DataSection> {
  const ids = [...new Set(own.flatMap((row) => (typeof row.device === 'string' ? [row.device] : [])))]
  const found = ids.length ? await services().database.read.find(devices, { where: [['id', 'in', ids]], columns: ['id', 'name', 'lastSeenOn', 'revokedAt'] }) : []
  const isShown = showsLastSeen(unitTypes)
  const rows = found.map((row) => [textOr(row.name), isShown ? dayText(row.lastSeenOn) : 'chỉ cấp xã xem', row.revokedAt ? `đã ngừng lúc ${momentText(row.revokedAt)}` : 'đang dùng'])
  return { title: 'Máy của tổ mà người này đã xác nhận trên đó', note: 'Máy là của chung cả tổ. Mỗi máy chỉ giữ ngày liên lạc gần nhất, không giữ vị trí.', list: { headings: ['Máy', 'Liên lạc gần nhất', 'Tình trạng'], rows, left: 0 } }
}

async function assignmentTitles(ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await services().database.read.find(assignments, { where: [['id', 'in', wanted]], columns: ['id', 'title'] })
  return new Map(rows.map((row) => [String(row.id), String(row.title)]))
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
