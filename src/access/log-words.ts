/**
 * The log in words: what each `<noun>.<verb>` of an audit event means to an administrator, and what it was done to.
 * Read by the log's pages and by its search; an action without words here shows as its code (test/access/log.test.ts).
 */
import { bi, type Bilingual } from '../platform/labels.js'

/** What Payload's own forms did, for each collection that logs it. */
const kinds: Readonly<Record<string, Bilingual>> = {
  assignments: bi('việc giao', 'assignment'),
  resolutions: bi('văn bản', 'resolution'),
  materials: bi('tài liệu', 'material'),
  campaigns: bi('phong trào', 'campaign'),
  media: bi('tệp', 'file'),
  'org-units': bi('đơn vị', 'unit'),
  teams: bi('tổ', 'team'),
  'team-members': bi('thành viên tổ', 'team member'),
  devices: bi('máy của tổ', 'device'),
  users: bi('tài khoản', 'account'),
  reorganisations: bi('bản sắp xếp đơn vị', 'reorganisation'),
  deliveries: bi('việc của tổ', 'delivery'),
  reports: bi('báo cáo', 'report'),
  imports: bi('danh sách nhập', 'import'),
  provinces: bi('tỉnh', 'province'),
  'prompt-recordings': bi('bản đọc của ứng dụng', 'recording of the app'),
}

const verbs: Readonly<Record<string, Bilingual>> = {
  create: bi('Thêm', 'Added'),
  update: bi('Sửa', 'Edited'),
  delete: bi('Xoá', 'Deleted'),
}

const acts: Readonly<Record<string, Bilingual>> = {
  'resolutions.approve': bi('Duyệt nội dung văn bản', 'Approved a resolution'),
  'materials.approve': bi('Duyệt nội dung tài liệu', 'Approved a material'),
  'campaigns.approve': bi('Duyệt nội dung phong trào', 'Approved a campaign'),
  'assignment.preview': bi('Xem trước khi giao', 'Previewed before sending'),
  'assignment.publish': bi('Giao cho các tổ', 'Gave to teams'),
  'assignment.amend': bi('Bổ sung nội dung đã giao', 'Amended an assignment'),
  'assignment.extend': bi('Gia hạn việc giao', 'Extended an assignment'),
  'assignment.add-teams': bi('Giao thêm tổ', 'Added teams'),
  'assignment.withdraw': bi('Thu hồi việc giao', 'Withdrew an assignment'),
  'assignment.close': bi('Kết thúc việc giao', 'Closed an assignment'),
  'delivery.acknowledge': bi('Ghi hộ xác nhận', 'Recorded an acknowledgement'),
  'delivery.exempt': bi('Cho miễn, thôi miễn', 'Exempted, or ended it'),
  'delivery.block': bi('Ghi vướng mắc', 'Noted what blocks'),
  'report.record': bi('Ghi hộ báo cáo', 'Recorded a report'),
  'report.accept': bi('Duyệt báo cáo', 'Accepted a report'),
  'report.return': bi('Trả lại báo cáo', 'Returned a report'),
  'report.reopen': bi('Mở lại báo cáo', 'Reopened a report'),
  'report.reply': bi('Trả lời tổ', 'Replied to a team'),
  'enrolment-codes.make': bi('Làm mã nhận máy', 'Made phone codes'),
  'device.revoke': bi('Ngừng dùng một máy', 'Revoked a device'),
  'team.renew': bi('Kiện toàn tổ', 'Renewed a team'),
  'outbox-file.take-in': bi('Nhận tệp chờ gửi của tổ', 'Took in a phone’s file'),
  'prompt.record': bi('Đưa lên bản đọc của ứng dụng', 'Recorded a sentence of the app'),
  'prompt.remove': bi('Bỏ bản đọc của ứng dụng', 'Removed a recording of the app'),
  'users.password-link': bi('Làm đường dẫn đặt mật khẩu', 'Made a password link'),
  'users.revoke-password-link': bi('Huỷ đường dẫn đặt mật khẩu', 'Revoked a password link'),
  'users.forgot-password': bi('Quên mật khẩu', 'Forgot the password'),
  'users.print-data': bi('In dữ liệu của một tài khoản', 'Printed the data of an account'),
  'team-members.print-data': bi('In dữ liệu của một thành viên', 'Printed the data of a member'),
  'import.check': bi('Đưa danh sách nhập vào để kiểm tra', 'Brought a list for import'),
  'import.apply': bi('Ghi danh sách nhập', 'Applied an import'),
  'import.undo': bi('Hoàn tác danh sách nhập', 'Undid an import'),
  'province.pick': bi('Chọn tỉnh', 'Picked the province'),
  'province.undo': bi('Bỏ tỉnh đã chọn', 'Undid the province'),
  'figures.rebuild': bi('Tính lại các con số', 'Recomputed the figures'),
}

/** Every action that has words, the refused ones aside. */
export const loggedActions: readonly string[] = [...Object.keys(acts), ...Object.keys(kinds).flatMap((kind) => Object.keys(verbs).map((verb) => `${kind}.${verb}`))]

const REFUSED = '.refused'
const refused = bi('bị từ chối', 'refused')

export function wordsOfAction(action: string, language: keyof Bilingual): string {
  const isRefused = action.endsWith(REFUSED)
  const done = isRefused ? action.slice(0, -REFUSED.length) : action
  const [noun = '', verb = ''] = done.split('.')
  const [kind, made] = [kinds[noun], verbs[verb]]
  const words = acts[done]?.[language] ?? (kind && made ? `${made[language]} ${kind[language]}` : done)
  return isRefused ? `${words} (${refused[language]})` : words
}

export function wordsOfKind(collection: string, language: keyof Bilingual): string {
  return kinds[collection]?.[language] ?? collection
}
