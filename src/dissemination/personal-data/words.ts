// How the log's codes are called on paper: `report.accept` → "báo cáo: duyệt". A code without words is shown as it is.

const NOUNS: Record<string, string> = {
  users: 'tài khoản', 'org-units': 'đơn vị', teams: 'tổ dân vận', team: 'tổ dân vận', 'team-members': 'thành viên tổ', devices: 'máy của tổ', device: 'máy của tổ',
  'enrolment-codes': 'mã nhận máy', resolutions: 'nghị quyết, văn bản', materials: 'tài liệu tuyên truyền', campaigns: 'đợt vận động', media: 'tệp',
  assignments: 'giao việc', assignment: 'giao việc', deliveries: 'việc của tổ', delivery: 'việc của tổ', acknowledgements: 'xác nhận', acknowledgement: 'xác nhận',
  reports: 'báo cáo', report: 'báo cáo', imports: 'nhập danh sách', import: 'nhập danh sách', reorganisations: 'sắp xếp đơn vị', reorganisation: 'sắp xếp đơn vị', figures: 'số liệu',
}

const VERBS: Record<string, string> = {
  create: 'tạo', update: 'sửa', delete: 'xoá', approve: 'duyệt nội dung', publish: 'giao cho các tổ', amend: 'gửi bản sửa', extend: 'gia hạn', 'add-teams': 'thêm tổ',
  withdraw: 'thu hồi', close: 'kết thúc', preview: 'xem trước', acknowledge: 'ghi xác nhận thay', exempt: 'miễn', block: 'ghi vướng mắc', record: 'ghi báo cáo thay',
  accept: 'duyệt', return: 'trả lại', reopen: 'mở lại', reply: 'trả lời', make: 'làm mới', revoke: 'ngừng dùng', renew: 'kiện toàn', apply: 'áp dụng', undo: 'hoàn tác', check: 'kiểm tra',
  rebuild: 'tính lại', 'password-link': 'cấp đường dẫn đặt mật khẩu', 'revoke-password-link': 'huỷ đường dẫn đặt mật khẩu', 'forgot-password': 'xin đặt lại mật khẩu', 'print-data': 'in dữ liệu đang giữ',
}

const FIELDS: Record<string, string> = {
  name: 'họ và tên', phone: 'điện thoại', email: 'thư điện tử', username: 'tên đăng nhập', roles: 'vai trò', units: 'địa bàn', role: 'vai trò', position: 'chức danh', from: 'từ ngày', to: 'đến ngày', provisional: 'xác nhận',
}

export const ROLES: Record<string, string> = { admin: 'Quản trị', editor: 'Cán bộ tuyên truyền', manager: 'Cán bộ theo dõi địa bàn', leader: 'Tổ trưởng', deputy: 'Tổ phó', member: 'Thành viên' }
export const VIA: Record<string, string> = { phone: 'trên máy của tổ', desk: 'cán bộ ghi thay', paper: 'bản giấy', call: 'gọi điện' }

/** What taking an import back needs (KEPT_DAYS of its rows). */
export const KEPT_LISTS = 'Danh sách nhập từ Excel có tên người này được giữ nhiều nhất 90 ngày kể từ lần nhập, để hoàn tác được; tệp gửi lên không được giữ.'

export function actionWords(action: string): string {
  const [noun = '', verb = ''] = action.split('.')
  return NOUNS[noun] && VERBS[verb] ? `${NOUNS[noun]}: ${VERBS[verb]}` : action
}

export function changedWords(details: unknown): string {
  const changed: unknown = typeof details === 'object' && details !== null && 'changed' in details ? details.changed : undefined
  return Array.isArray(changed) ? changed.flatMap((field: unknown) => (typeof field === 'string' && FIELDS[field] ? [FIELDS[field]] : [])).join(', ') : ''
}
