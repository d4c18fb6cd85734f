/** One-time links on paper: one A4 page an account, folded in three the name stands outside and the link inside. */
import QRCode from 'qrcode'
import { escaped, type PasswordLink } from './password-links.js'

export async function linkSheets(links: readonly PasswordLink[]): Promise<string> {
  const pages = await Promise.all(links.map(sheet))
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Đường dẫn đặt mật khẩu</title><meta name="viewport" content="width=device-width">
<style>
@page { size: A4; margin: 0 }
* { box-sizing: border-box } body { margin: 0; font: 13pt/1.45 system-ui, sans-serif; color: #000 }
section { page-break-after: always; break-after: page; height: 296mm; display: grid; grid-template-rows: 99mm 99mm 98mm }
section:last-child { page-break-after: auto; break-after: auto }
section > div { padding: 14mm 20mm; border-bottom: 1px dashed #999; overflow: hidden } section > div:last-child { border-bottom: 0 }
h1 { font-size: 18pt; margin: 0 0 4mm } .outside { display: flex; flex-direction: column; justify-content: center; align-items: center; text-align: center }
.inside { display: flex; gap: 10mm; align-items: center } .inside svg { width: 55mm; height: 55mm; flex: none }
.url { font: 10pt/1.4 ui-monospace, monospace; overflow-wrap: anywhere } p { margin: 0 0 3mm } .small { font-size: 10pt }
@media screen { body { background: #eee } section { background: #fff; max-width: 210mm; margin: 8mm auto } }
</style></head><body>${pages.length ? pages.join('') : '<section><div><h1>Không có tài khoản nào cần đường dẫn</h1><p>Mọi tài khoản trong địa bàn đã có mật khẩu.</p></div></section>'}</body></html>`
}

async function sheet({ name, email, url = '', expiresAt }: PasswordLink): Promise<string> {
  const qr = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  const day = new Date(Date.parse(expiresAt) + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/')
  return `<section><div class="outside"><p class="small">Gửi riêng, gấp theo đường kẻ và cho vào phong bì</p><h1>${escaped(name)}</h1><p>${escaped(email)}</p></div>
<div class="inside"><div role="img" aria-label="Mã QR mở trang đặt mật khẩu của ${escaped(name)}">${qr}</div><div><p><strong>Đặt mật khẩu Lan Tỏa</strong></p><p>Quét mã bằng điện thoại, hoặc mở địa chỉ:</p><p class="url">${escaped(url)}</p></div></div>
<div><ol><li>Mở đường dẫn ở trên, chọn một mật khẩu ít nhất tám ký tự.</li><li>Từ lần sau đăng nhập bằng <strong>${escaped(email)}</strong> và mật khẩu đó.</li></ol>
<p class="small">Đường dẫn dùng được một lần, đến hết ngày ${day}. Không đưa cho người khác, không chụp gửi lên mạng. Hết hạn hoặc quên mật khẩu: báo quản trị để nhận tờ mới.</p></div></section>`
}
