/** Texts of the accounts' views. Vietnamese first; English has the same keys. */
import type { Catalogue } from '../../../platform/admin/language.js'

const vi = {
  link: 'Đường dẫn đặt mật khẩu',
  links: 'Đường dẫn cho tài khoản chưa có mật khẩu',
  linkTitle: (name: string) => `Đường dẫn đặt mật khẩu cho ${name}`,
  linkText: 'Đường dẫn dùng một lần, trong 7 ngày. Đường dẫn đã tạo trước đó không dùng được nữa.',
  linksText: 'Mỗi tài khoản trong địa bàn chưa có mật khẩu được một tờ A4 gấp bỏ phong bì.',
  how: 'Đưa bằng cách nào',
  print: 'In ra giấy A4',
  send: 'Gửi thư điện tử',
  make: 'Tạo đường dẫn',
  printed: 'Đã tạo đường dẫn; cửa sổ in đang mở.',
  sent: 'Đã gửi thư.',
  revoke: 'Huỷ đường dẫn đã đưa',
  revoked: 'Đường dẫn đã đưa không dùng được nữa.',
}

const en: typeof vi = {
  link: 'Password link',
  links: 'Links for accounts without a password',
  linkTitle: (name) => `Password link for ${name}`,
  linkText: 'Good once, for 7 days. Earlier links end.',
  linksText: 'One A4 sheet for each account of the territory that has no password yet.',
  how: 'How it is given',
  print: 'Print on A4',
  send: 'By e-mail',
  make: 'Make the link',
  printed: 'Made; the print window is open.',
  sent: 'Sent.',
  revoke: 'Revoke the link',
  revoked: 'The link no longer works.',
}

export const accountTexts: Catalogue<typeof vi> = { vi, en }
