/** Texts of the desk's first page. */
import type { Catalogue } from '../../platform/admin/language'

const vi = {
  today: 'Việc hôm nay',
  give: 'Giao cho các tổ',
  write: 'Thêm nghị quyết, văn bản',
  open: 'Việc đang giao',
  all: 'Tất cả việc giao',
  title: 'Việc',
  state: 'Tình trạng',
  ackDue: 'Hạn xác nhận',
  reportDue: 'Hạn báo cáo',
  acknowledged: 'Đã xác nhận',
  reported: 'Đã báo cáo',
  waiting: 'Chờ duyệt',
  nothingOpen: 'Chưa có việc nào đang giao.',
  howToBegin: 'Mở một nghị quyết hoặc tài liệu, duyệt bản tiếng Việt, rồi bấm Giao cho các tổ.',
  waitingReports: 'Báo cáo chờ duyệt, cũ nhất trước',
  noReports: 'Không có báo cáo nào chờ duyệt.',
  team: 'Tổ',
  received: 'Nhận lúc',
  warnings: 'Điều cần xem lại',
  behind: 'Thôn, bản quá hạn xác nhận, lâu nhất trước',
  behindTotal: (count: string) => `${count} tổ chưa xác nhận, kể cả chưa tới hạn`,
  nobodyBehind: 'Không có thôn, bản nào quá hạn xác nhận.',
}

const en: typeof vi = {
  today: 'Today',
  give: 'Give to teams',
  write: 'Add a resolution',
  open: 'Work given out',
  all: 'All assignments',
  title: 'Assignment',
  state: 'State',
  ackDue: 'Acknowledge by',
  reportDue: 'Report by',
  acknowledged: 'Acknowledged',
  reported: 'Reported',
  waiting: 'Waiting',
  nothingOpen: 'Nothing is given out.',
  howToBegin: 'Open a resolution or material, approve its Vietnamese, then “Give to teams”.',
  waitingReports: 'Reports waiting for review, oldest first',
  noReports: 'No report is waiting.',
  team: 'Team',
  received: 'Received',
  warnings: 'To look at again',
  behind: 'Villages late in acknowledging, longest first',
  behindTotal: (count) => `${count} teams have not acknowledged, those not yet due included`,
  nobodyBehind: 'No village is late in acknowledging.',
}

export const dashboardTexts: Catalogue<typeof vi> = { vi, en }
