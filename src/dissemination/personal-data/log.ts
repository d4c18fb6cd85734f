/** What the log holds about a person: what was done to their record, and what they did. Read by index, newest first. */
import { auditEventsTable } from '../../platform/audit/audit.js'
import type { Condition, Row } from '../../platform/database/tables.js'
import { services } from '../../platform/services.js'
import { type DataSection, momentText, textOr } from './sheet.js'
import { actionWords, changedWords } from './words.js'

const MOST = 300

export async function logSection({ title, note, where, withActor }: { title: string; note?: string; where: Condition[]; withActor: boolean }): Promise<DataSection> {
  const { read } = services().database
  const [rows, total] = await Promise.all([read.find(auditEventsTable, { where, orderBy: [['at', 'desc']], limit: MOST }), read.count(auditEventsTable, where)])
  const names = withActor ? await accountNames(rows.map((row) => String(row.actor))) : new Map<string, string>()
  return {
    title,
    ...(note ? { note } : {}),
    list: {
      headings: ['Lúc', 'Việc', withActor ? 'Người làm' : 'Mã hồ sơ', 'Mục đã đổi'],
      rows: rows.map((row) => [momentText(row.at), actionWords(String(row.action)), withActor ? (names.get(String(row.actor)) ?? actorOf(row)) : textOr(row.subject), changedWords(row.details)]),
      left: Math.max(0, total - rows.length),
    },
  }
}

/** Names of accounts by id; who is not an account any more stays an id. */
export async function accountNames(ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== '' && !id.includes(':'))
  if (wanted.length === 0) return new Map()
  const { docs } = await services().payload.db.find<{ id: string; name?: string | null }>({ collection: 'users', where: { id: { in: wanted } }, limit: 0, pagination: false, select: { name: true } })
  return new Map(docs.map(({ id, name }) => [id, name ?? id]))
}

function actorOf({ actor }: Row): string {
  const id = String(actor ?? '')
  if (id.startsWith('team:')) return 'máy của tổ'
  return id === 'product' ? 'phần mềm' : id
}
