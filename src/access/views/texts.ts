/** Texts of an event of the log. */
import type { Catalogue } from '../../platform/admin/language'

const vi = {
  log: 'Nhật ký',
  at: 'Lúc',
  actor: 'Người làm',
  action: 'Việc',
  subject: 'Đối tượng',
  unit: 'Đơn vị',
  changed: 'Các mục đã đổi',
  technical: 'Phần kỹ thuật, để đối chiếu',
  code: 'Mã việc',
  reference: 'Mã đối tượng',
  requestId: 'Mã yêu cầu',
  before: 'Mã kiểm nội dung trước',
  after: 'Mã kiểm nội dung sau',
  yes: 'có',
  no: 'không',
  details: {
    reason: 'Lý do', note: 'Ghi chú', locale: 'Tiếng của nội dung', language: 'Tiếng', version: 'Bản', via: 'Bằng', audience: 'Số tổ trong danh sách', teams: 'Số tổ', teamIds: 'Số tổ giao thêm',
    status: 'Mã trả lời', code: 'Vì sao từ chối', on: 'Từ ngày', decision: 'Quyết định', changes: 'Số thay đổi', expiresAt: 'Dùng được đến', by: 'Bằng', kind: 'Loại', file: 'Tệp', counts: 'Kết quả', kept: 'Giữ lại',
    ackDue: 'Hạn xác nhận', reportDue: 'Hạn báo cáo', materiality: 'Cách bổ sung', again: 'Bấm lại, không đổi gì', seconds: 'Số giây', new: 'mới', changed: 'thay đổi', unchanged: 'như cũ', wrong: 'lỗi',
  } as Record<string, string>,
  values: {
    phone: 'máy của tổ', desk: 'cán bộ ghi', paper: 'giấy', call: 'gọi điện', mail: 'thư điện tử', vi: 'Tiếng Việt', en: 'Tiếng Anh', hmn: 'Tiếng Mông', tyz: 'Tiếng Tày', ium: 'Tiếng Dao', nut: 'Tiếng Nùng',
    editorial: 'sửa câu chữ', material: 'đổi nội dung', units: 'đơn vị', members: 'thành viên', accounts: 'tài khoản', state: 'tình trạng không cho phép', forbidden: 'không thuộc quyền', 'not-found': 'không có hoặc ngoài địa bàn', rules: 'nhập chưa đúng',
  } as Record<string, string>,
}

const en: typeof vi = {
  log: 'Log',
  at: 'At',
  actor: 'Who',
  action: 'What',
  subject: 'On what',
  unit: 'Unit',
  changed: 'Parts that changed',
  technical: 'Technical part, for comparison',
  code: 'Action',
  reference: 'Record',
  requestId: 'Request id',
  before: 'Digest before',
  after: 'Digest after',
  yes: 'yes',
  no: 'no',
  details: {
    reason: 'Reason', note: 'Note', locale: 'Content language', language: 'Language', version: 'Version', via: 'Via', audience: 'Teams listed', teams: 'Teams', teamIds: 'Teams added', status: 'Status', code: 'Refused because', on: 'From', decision: 'Decision',
    changes: 'Changes', expiresAt: 'Good until', by: 'By', kind: 'Kind', file: 'File', counts: 'Result', kept: 'Kept', ackDue: 'Acknowledge by', reportDue: 'Report by', materiality: 'Kind of amendment', again: 'Asked again, nothing changed', seconds: 'Seconds',
  },
  values: { vi: 'Vietnamese', en: 'English', hmn: 'Hmong', tyz: 'Tày', ium: 'Dao', nut: 'Nùng', state: 'the state forbids it', 'not-found': 'not there, or outside the territory', rules: 'wrong input' },
}

export const logTexts: Catalogue<typeof vi> = { vi, en }
