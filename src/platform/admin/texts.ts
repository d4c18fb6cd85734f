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
  notAllowed: 'Tài khoản của bạn chỉ được xem phần này.',
  progress: (done: string, total: string) => `${done} / ${total}`,
  sortBy: (column: string) => `Sắp xếp theo ${column}`,
  required: 'bắt buộc',
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
  notAllowed: 'Your account may only read this.',
  progress: (done, total) => `${done} / ${total}`,
  sortBy: (column) => `Sort by ${column}`,
  required: 'required',
}

export const commonTexts: Catalogue<typeof vi> = { vi, en }
