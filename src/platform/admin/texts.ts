/** Texts that all desk views share. Vietnamese first; English has the same keys. */
import type { Catalogue } from './language'

const vi = {
  loading: 'Đang tải…',
  retry: 'Thử lại',
  cancel: 'Thôi',
  close: 'Đóng',
  remove: 'Bỏ',
  add: 'Thêm',
  more: 'Xem thêm',
  reason: 'Lý do',
  reasonHint: 'Lý do được ghi vào nhật ký và người liên quan đọc được.',
  notAllowed: 'Phần này không thuộc việc của tài khoản bạn. Cần dùng thì báo quản trị của đơn vị.',
  progress: (done: string, total: string) => `${done} / ${total}`,
  sortBy: (column: string) => `Sắp xếp theo ${column}`,
  required: 'bắt buộc',
  dayForm: 'ngày/tháng/năm',
  calendar: 'Mở lịch',
  noDay: 'Không có ngày này. Viết ngày/tháng/năm, ví dụ 22/11/2026.',
}

const en: typeof vi = {
  loading: 'Loading…',
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  remove: 'Remove',
  add: 'Add',
  more: 'Show more',
  reason: 'Reason',
  reasonHint: 'The reason is kept in the log; those concerned can read it.',
  notAllowed: 'This is not part of your account’s work. If you need it, ask your administrator.',
  progress: (done, total) => `${done} / ${total}`,
  sortBy: (column) => `Sort by ${column}`,
  required: 'required',
  dayForm: 'dd/mm/yyyy',
  calendar: 'Calendar',
  noDay: 'There is no such day. Write day/month/year, such as 22/11/2026.',
}

export const commonTexts: Catalogue<typeof vi> = { vi, en }
