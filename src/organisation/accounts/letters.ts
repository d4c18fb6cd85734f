/** The letters about passwords: a new account's or a renewed link, and a forgotten password. Text and HTML say the same. */
import { escapeHtml } from '../../platform/http/page.js'

export interface PasswordLetter {
  subject: string
  text: string
  html: string
}

export interface LetterInput {
  name: string
  url: string
  /** What the person types when signing in: the address or the sign-in name. */
  signIn: string
  expiresAt: string
}

export function linkLetter({ name, url, signIn, expiresAt }: LetterInput): PasswordLetter {
  return letter({
    subject: 'Lan Tỏa: đặt mật khẩu cho tài khoản của bạn',
    before: [`Kính gửi ${name},`, `Bạn có tài khoản Lan Tỏa. Mở đường dẫn sau để chọn mật khẩu (dùng một lần, đến hết ngày ${dayOf(expiresAt)}):`],
    url,
    after: [`Từ lần sau đăng nhập bằng ${signIn} và mật khẩu đó.`, 'Nếu thư này không phải của bạn, hãy bỏ qua và báo cho cơ quan gửi.'],
  })
}

export function forgottenLetter({ name, url, signIn }: Omit<LetterInput, 'expiresAt'>): PasswordLetter {
  return letter({
    subject: 'Lan Tỏa: đặt lại mật khẩu',
    before: [`Kính gửi ${name},`, `Có người (có lẽ là bạn) muốn đặt lại mật khẩu của tài khoản ${signIn}. Đường dẫn sau dùng được trong 1 giờ:`],
    url,
    after: ['Nếu không phải bạn, hãy bỏ qua thư này; mật khẩu cũ vẫn giữ nguyên.'],
  })
}

/** The last day of use in Vietnam, dd/MM/yyyy. */
export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/')
}

function letter({ subject, before, url, after }: { subject: string; before: string[]; url: string; after: string[] }): PasswordLetter {
  const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`
  return {
    subject,
    text: [...before, url, ...after].join('\n\n'),
    html: [...before.map(paragraph), `<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`, ...after.map(paragraph)].join('\n'),
  }
}
