/** The letter that lets an account choose a new password; Payload sends it, people read it in Vietnamese. */
import { settings } from '../platform/settings.js'

export function resetSubject(): string {
  return 'Lan Tỏa: đặt lại mật khẩu'
}

export function resetMail(args?: { token?: string; user?: unknown }): string {
  const address = `${settings().publicUrl ?? ''}/admin/reset/${encodeURIComponent(args?.token ?? '')}`
  return [
    '<p>Xin chào,</p>',
    '<p>Có người (có lẽ là bạn) muốn đặt lại mật khẩu tài khoản Lan Tỏa dùng địa chỉ thư này. Đường dẫn sau dùng được trong 1 giờ:</p>',
    `<p><a href="${address}">${address}</a></p>`,
    '<p>Nếu không phải bạn, hãy bỏ qua thư này; mật khẩu cũ vẫn giữ nguyên.</p>',
  ].join('\n')
}
