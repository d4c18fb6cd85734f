/** Enrolment codes on paper: one A4 page a team, with the QR, the eight characters and what to do in three steps. */
import QRCode from 'qrcode'
import type { ShownCode } from './desk-calls.js'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
const spaced = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`
const day = (iso: string): string => new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/')

/** @param publicUrl where phones reach the product, without a trailing slash */
export async function codeSheets(codes: readonly ShownCode[], publicUrl: string): Promise<string> {
  const pages = await Promise.all(codes.map((code) => sheet(code, publicUrl)))
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Mã nhận máy của tổ dân vận</title><meta name="viewport" content="width=device-width">
<style>
@page { size: A4; margin: 18mm }
* { box-sizing: border-box } body { margin: 0; font: 15pt/1.45 system-ui, sans-serif; color: #000 }
section { page-break-after: always; break-after: page; min-height: 250mm; display: flex; flex-direction: column; gap: 8mm }
section:last-child { page-break-after: auto; break-after: auto }
h1 { font-size: 24pt; margin: 0 } .unit { font-size: 16pt } .qr svg { width: 88mm; height: 88mm; display: block; margin: 0 auto }
.code { font: 700 44pt/1 ui-monospace, monospace; letter-spacing: .08em; text-align: center; border: 2px solid #000; padding: 6mm }
ol { margin: 0; padding-left: 9mm } li { margin-bottom: 3mm } .steps { display: flex; gap: 6mm; justify-content: space-between }
.steps figure { margin: 0; width: 31%; text-align: center; font-size: 12pt } .steps svg { width: 100%; height: 34mm; border: 1px solid #000; border-radius: 3mm }
.foot { margin-top: auto; font-size: 12pt; border-top: 1px solid #000; padding-top: 3mm }
@media screen { body { background: #eee } section { background: #fff; max-width: 210mm; margin: 8mm auto; padding: 18mm } }
</style></head><body>${pages.length ? pages.join('') : '<section><h1>Chưa có tổ nào để làm mã</h1><p>Hãy chọn đơn vị có tổ dân vận đang hoạt động.</p></section>'}</body></html>`
}

async function sheet({ team, unit, code, expiresAt }: ShownCode, publicUrl: string): Promise<string> {
  const address = `${publicUrl}/#enrol=${code}`
  const qr = await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  return `<section><header><h1>${escaped(team)}</h1><div class="unit">${escaped(unit)}</div></header>
<div class="qr" role="img" aria-label="Mã QR mở ứng dụng cho ${escaped(team)}">${qr}</div>
<div class="code">${spaced(code)}</div>
<div class="steps">${STEPS.map(({ picture, words }) => `<figure>${picture}<figcaption>${words}</figcaption></figure>`).join('')}</div>
<ol><li>Mở máy ảnh của điện thoại, đưa vào mã vuông ở trên, rồi chạm vào dòng chữ hiện ra.</li>
<li>Nếu không quét được: mở <strong>${escaped(publicUrl)}</strong> rồi gõ tám ký tự trong khung.</li>
<li>Xem đúng tên tổ mình thì chạm <strong>Đúng tổ tôi</strong>.</li></ol>
<p class="foot">Mã dùng cho một máy, đến hết ngày ${day(expiresAt)}. Đừng chụp mã này gửi lên mạng. Mất máy hoặc đổi máy: báo cán bộ xã để lấy mã mới.</p></section>`
}

const STEPS = [
  {
    picture: '<svg viewBox="0 0 100 80" aria-hidden="true"><rect x="34" y="8" width="32" height="60" rx="4" fill="none" stroke="#000" stroke-width="2"/><rect x="41" y="20" width="18" height="18" fill="none" stroke="#000" stroke-width="2"/><path d="M44 23h5v5h-5zM51 23h5v5h-5zM44 30h5v5h-5z"/></svg>',
    words: '1. Quét mã',
  },
  {
    picture: '<svg viewBox="0 0 100 80" aria-hidden="true"><rect x="34" y="8" width="32" height="60" rx="4" fill="none" stroke="#000" stroke-width="2"/><path d="M40 38l7 7 13-14" fill="none" stroke="#000" stroke-width="4"/></svg>',
    words: '2. Đúng tổ mình',
  },
  {
    picture: '<svg viewBox="0 0 100 80" aria-hidden="true"><rect x="34" y="8" width="32" height="60" rx="4" fill="none" stroke="#000" stroke-width="2"/><path d="M40 20h20M40 28h20M40 36h14" stroke="#000" stroke-width="2"/><rect x="40" y="50" width="20" height="10" rx="2"/></svg>',
    words: '3. Đọc và xác nhận',
  },
] as const
