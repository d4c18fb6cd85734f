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
@page { size: A4; margin: 0 }
* { box-sizing: border-box } body { margin: 0; font: 14pt/1.4 system-ui, sans-serif; color: #000 }
section { width: 210mm; height: 296mm; margin: 0 auto; padding: 16mm 18mm; background: #fff; overflow: hidden; break-after: page; display: flex; flex-direction: column; gap: 6mm }
section:last-child { break-after: auto }
h1 { font-size: 23pt; line-height: 1.2; margin: 0; max-height: 2.4em; overflow: hidden } .unit { font-size: 16pt } .qr svg { width: 84mm; height: 84mm; display: block; margin: 0 auto }
.code { font: 700 42pt/1 ui-monospace, monospace; letter-spacing: .08em; text-align: center; border: .6mm solid #000; padding: 5mm }
.steps { display: grid; grid-template-columns: repeat(3, 1fr); gap: 5mm } .steps figure { margin: 0; font-size: 12.5pt; line-height: 1.35 }
.steps svg { width: 100%; height: 44mm; border: .4mm solid #000; border-radius: 3mm; display: block; margin-bottom: 2mm } figcaption { overflow-wrap: anywhere }
.foot { margin: auto 0 0; font-size: 11.5pt; border-top: .4mm solid #000; padding-top: 3mm }
@media screen { body { background: #eee } section { margin: 8mm auto } }
</style></head><body>${pages.length ? pages.join('') : '<section><h1>Chưa có tổ nào để làm mã</h1><p>Hãy chọn đơn vị có tổ dân vận đang hoạt động.</p></section>'}</body></html>`
}

async function sheet({ team, unit, above, code, expiresAt }: ShownCode, publicUrl: string): Promise<string> {
  const address = `${publicUrl}/#enrol=${code}`
  const qr = await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  return `<section><header><h1>${escaped(team)}</h1><div class="unit">${escaped([unit, above].filter(Boolean).join(', '))}</div></header>
<div class="qr" role="img" aria-label="Mã QR mở ứng dụng cho ${escaped(team)}" data-address="${escaped(address)}">${qr}</div>
<div class="code">${spaced(code)}</div>
<div class="steps">${steps(publicUrl).map(({ picture, words }) => `<figure>${picture}<figcaption>${words}</figcaption></figure>`).join('')}</div>
<p class="foot">Mã dùng cho một máy, đến hết ngày ${day(expiresAt)}. Đừng chụp mã này gửi lên mạng. Mất máy hoặc đổi máy: báo cán bộ xã để lấy mã mới.</p></section>`
}

/** Drawn, so that who reads little Vietnamese can follow: scan the square, or type the code; then see one's own team. */
function steps(publicUrl: string): { picture: string; words: string }[] {
  const phone = '<rect x="52" y="8" width="46" height="84" rx="6"/><path d="M68 14h14"/>'
  const picture = (inside: string): string => `<svg viewBox="0 0 150 100" role="img" aria-hidden="true"><g fill="none" stroke="#000" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${inside}</g></svg>`
  return [
    {
      // A sheet with its square, and the phone held before it.
      picture: picture('<path d="M14 22h40v56H14z"/><path d="M22 32h24v24H22zM22 66h24"/><path d="M26 36h6v6h-6zM36 36h6v6h-6zM26 46h6v6h-6z" fill="#000"/><g transform="translate(28)"><rect x="52" y="8" width="46" height="84" rx="6"/><path d="M68 14h14M62 34v-6h6M88 28h6v6M62 58v6h6M88 64h6v-6M70 38h16v16H70z"/></g><path d="M58 40l14 4M58 52l14-2" stroke-dasharray="3 4"/>'),
      words: '<strong>1.</strong> Mở máy ảnh, đưa vào mã vuông, chạm vào dòng chữ hiện ra.',
    },
    {
      // Eight boxes and a finger.
      picture: picture(`${phone}<path d="M58 30h34v12H58zM66.500 30v12M75 30v12M83.500 30v12M58 46h34v12H58zM66.500 46v12M75 46v12M83.500 46v12"/><path d="M100 92V66a4 4 0 0 1 8 0v10l12 4c4 2 5 5 4 9l-1 6" fill="#fff"/><path d="M62 70h26" stroke-width="5"/>`),
      words: `<strong>2.</strong> Không quét được: mở <strong>${escaped(publicUrl)}</strong> rồi gõ tám ký tự trong khung.`,
    },
    {
      // A house, people, a tick.
      picture: picture(`${phone}<path d="M62 36l13-10 13 10v14H62zM71 50v-8h8v8"/><circle cx="65" cy="58" r="3"/><circle cx="75" cy="58" r="3"/><circle cx="85" cy="58" r="3"/><path d="M60 67c0-5 10-5 10 0M70 67c0-5 10-5 10 0M80 67c0-5 10-5 10 0"/><rect x="60" y="73" width="30" height="12" rx="3" fill="#000"/><path d="M70 79l4 4 7-8" stroke="#fff"/>`),
      words: '<strong>3.</strong> Thấy đúng tên tổ mình thì chạm <strong>Đúng, vào tổ này</strong>.',
    },
  ]
}
