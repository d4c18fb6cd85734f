/** What verify found, as Vietnamese lines that name each assignment, unit and tree. Used by verify and rebuild. */
import type { Counts, Tree } from '../dissemination/counters.js'
import { assignments } from '../dissemination/tables.js'
import type { Database } from '../platform/database/tables.js'
import type { Difference, VerifyProgress } from '../reach/verify.js'
import { number, unitNames } from './command.js'

const COUNT_NAMES: Record<keyof Counts, string> = {
  assigned: 'đã giao',
  exempted: 'được miễn',
  blocked: 'đang vướng',
  delivered: 'đã về máy',
  seen: 'đã xem',
  acknowledged: 'đã xác nhận',
  acknowledgedLate: 'xác nhận muộn',
  acknowledgedViaDesk: 'xác nhận qua cán bộ',
  reported: 'đã báo cáo',
  reportedLate: 'báo cáo muộn',
  reportedViaDesk: 'báo cáo qua cán bộ',
  accepted: 'đã duyệt',
  returned: 'đang trả lại',
  householdsReached: 'hộ đã đến',
  householdsTotal: 'tổng số hộ',
  sessions: 'số buổi',
  attPartyMembers: 'lượt đảng viên',
  attHouseholds: 'lượt đại diện hộ',
  attOthers: 'lượt người khác',
  attTotal: 'tổng lượt người',
  openDelivered: 'chưa về máy',
  openAcknowledged: 'chưa xác nhận',
  openReported: 'chưa báo cáo',
} as Record<keyof Counts, string>

const TREE_NAMES: Record<Tree, string> = { then: 'địa bàn khi giao', now: 'địa bàn hiện nay' }

export function differenceLines(database: Database): (difference: Difference) => Promise<string> {
  const unitName = unitNames(database)
  const titles = new Map<string, string>()
  const titleOf = async (id: string): Promise<string> => {
    const title = titles.get(id) ?? String((await database.read.findOne(assignments, { where: [['id', '=', id]], columns: ['id', 'title'] }))?.title ?? '')
    titles.set(id, title)
    return `"${title}" (${id})`
  }
  return async (difference) => {
    switch (difference.kind) {
      case 'delivery':
        return `${await titleOf(difference.assignment)}, ${await unitName(difference.unit)}: việc của tổ ${difference.delivery} khác với các thông tin tổ đã gửi ở ${difference.columns.join(', ')}`
      case 'counter': {
        const counts = Object.entries(difference.counts).map(([name, { counted, expected }]) => `${COUNT_NAMES[name as keyof Counts] ?? name} ghi ${number(counted)}, đúng là ${number(expected)}`)
        return `${await titleOf(difference.assignment)}, ${await unitName(difference.unit)}, ${TREE_NAMES[difference.tree]}: ${counts.join('; ')}`
      }
      case 'audience':
        return `${await titleOf(difference.assignment)}: danh sách nhận ghi ${number(difference.audience)} tổ, đã chuẩn bị ${number(difference.prepared)}, nhưng có ${number(difference.deliveries)} việc và ${number(difference.exclusions)} tổ không giao`
      case 'revision':
        return `Tổ ${difference.team}: số lần thay đổi ghi ${number(difference.revision)}, phải ít nhất ${number(difference.needed)}`
      case 'moving':
        return `${await titleOf(difference.assignment)}: đang giao dở, hãy kiểm tra lại sau`
    }
  }
}

export function progressText(verb: string, { assignments: done, deliveries }: VerifyProgress): string {
  return `${verb} ${number(done.done)}/${number(done.total)} lần giao việc, ${number(deliveries.done)}/${number(deliveries.total)} việc của tổ`
}
