/**
 * One-time links on paper: one A4 page an account for a long envelope with a window. Folded in three at the marks, name and office
 * stand in the window (20 mm from the left, 45 mm from the top, 90 × 45 mm), the link inside where nobody reads it through.
 */
import QRCode from 'qrcode'
import { escapeHtml } from '../../platform/http/page.js'
import { dayOf } from './letters.js'
import type { PasswordLink } from './password-links.js'

/** @param links those that did not go out by e-mail are printed */
export async function linkSheets(links: readonly PasswordLink[]): Promise<string> {
  const pages = await Promise.all(links.flatMap((link) => (link.url ? [sheet({ ...link, url: link.url })] : [])))
  const sent = links.filter((link) => link.sent).length
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Đường dẫn đặt mật khẩu</title><meta name="viewport" content="width=device-width">
<style>
@page { size: A4; margin: 0 }
* { box-sizing: border-box } body { margin: 0; font: 13pt/1.4 system-ui, sans-serif; color: #000 }
section { position: relative; width: 210mm; height: 296mm; margin: 0 auto; background: #fff; overflow: hidden; break-after: page }
section:last-child { break-after: auto }
section > div { position: absolute; left: 20mm; right: 20mm }
.fold { position: absolute; left: 0; width: 8mm; border-top: .3mm solid #666 } .fold.one { top: 99mm } .fold.two { top: 198mm }
.sender { top: 12mm; font-size: 10pt } .window { top: 45mm; right: auto !important; width: 90mm; height: 45mm; display: flex; flex-direction: column; justify-content: center; overflow: hidden }
.window p { margin: 0 } .window strong { font-size: 15pt }
.inside { top: 108mm; height: 84mm } .row { display: flex; gap: 8mm; align-items: center } .row svg { width: 52mm; height: 52mm; flex: none; display: block }
h1 { font-size: 15pt; margin: 0 0 3mm } p { margin: 0 0 2.5mm } .url { font: 10.5pt/1.4 ui-monospace, monospace; overflow-wrap: anywhere }
.how { top: 205mm } ol { margin: 0 0 4mm; padding-left: 7mm } li { margin-bottom: 2mm } .name { font: 700 15pt/1.3 ui-monospace, monospace } .small { font-size: 10.5pt }
.none { padding: 20mm }
@media screen { body { background: #eee } section { margin: 8mm auto } }
</style></head><body>${pages.length ? pages.join('') : nothing(sent)}</body></html>`
}

async function sheet({ name, signIn, offices, url, expiresAt }: PasswordLink & { url: string }): Promise<string> {
  const qr = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  const [first, second, ...more] = offices
  const place = [first, second, more.length ? `và ${more.length} đơn vị khác` : undefined].filter((part) => part !== undefined).map(escapeHtml)
  return `<section>
<i class="fold one"></i><i class="fold two"></i>
<div class="sender">Gửi tận tay người nhận. Gấp làm ba theo hai vạch ở mép trái, cho vào phong bì dài có ô cửa.</div>
<div class="window"><p>Kính gửi:</p><p><strong>${escapeHtml(name)}</strong></p>${place.map((one) => `<p>${one}</p>`).join('')}</div>
<div class="inside"><h1>Đặt mật khẩu Lan Tỏa</h1><div class="row"><div role="img" aria-label="Mã QR mở trang đặt mật khẩu của ${escapeHtml(name)}">${qr}</div>
<div><p>Quét mã bằng điện thoại, hoặc gõ địa chỉ này vào trình duyệt:</p><p class="url">${escapeHtml(url)}</p></div></div></div>
<div class="how"><ol><li>Mở đường dẫn, chọn một mật khẩu ít nhất tám ký tự.</li>
<li>Từ lần sau, ở trang đăng nhập gõ<br><span class="name">${escapeHtml(signIn)}</span><br>và mật khẩu vừa chọn.</li></ol>
<p class="small">Đường dẫn dùng được một lần, đến hết ngày ${dayOf(expiresAt)}. Không đưa cho người khác, không chụp gửi lên mạng. Hết hạn hoặc quên mật khẩu: báo quản trị của mình để nhận tờ mới.</p></div>
</section>`
}

function nothing(sent: number): string {
  const text = sent > 0 ? `Cả ${sent} đường dẫn đã gửi bằng thư điện tử.` : 'Mọi tài khoản trong địa bàn đã có mật khẩu.'
  return `<section class="none"><h1>Không có tờ nào cần in</h1><p>${text}</p></section>`
}
