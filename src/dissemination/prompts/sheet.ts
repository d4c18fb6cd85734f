/** The list of sentences on paper, for the person who reads them aloud: what to say and what to call each file. */
import { escapeHtml } from '../../platform/http/page.js'
import { languageNames } from '../../content/languages.js'
import type { DeskPrompt, DeskPrompts } from './prompts.js'

const STATES: Record<DeskPrompt['state'], string> = { recorded: '✓ đã có', missing: '', changed: 'câu đã đổi, đọc lại' }

/** A whole A4 page in HTML. `isMissingOnly` leaves out what is recorded and still right. */
export function promptSheet(prompts: DeskPrompts, { isMissingOnly }: { isMissingOnly: boolean }): string {
  const items = prompts.items.filter((item) => !isMissingOnly || item.state !== 'recorded')
  const rows = items.map(({ key, text, state }, index) => `<tr><td>${index + 1}</td><td class="text">${escapeHtml(text)}</td><td class="key">${escapeHtml(key)}</td><td>${STATES[state]}</td></tr>`).join('')
  const language = languageNames[prompts.language]
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Câu cần đọc: ${escapeHtml(language)}</title><meta name="viewport" content="width=device-width">
<style>
@page { size: A4; margin: 14mm }
body { font: 11.5pt/1.4 system-ui, sans-serif; color: #000; margin: 0 auto; max-width: 190mm } h1 { font-size: 17pt; margin: 0 0 3mm } ol { margin: 0 0 5mm; padding-left: 6mm }
table { border-collapse: collapse; width: 100% } thead { display: table-header-group } tr { break-inside: avoid }
th, td { border: 1px solid #999; padding: 1.6mm 2.4mm; text-align: left; vertical-align: top } .text { font-size: 13pt } .key { font: 9pt/1.4 ui-monospace, monospace; overflow-wrap: anywhere; width: 42mm } td:first-child { width: 10mm; text-align: right } td:last-child { width: 26mm; font-size: 10pt }
@media screen { body { margin: 8mm auto; padding: 0 4mm } }
</style></head><body><h1>Câu cần đọc bằng ${escapeHtml(language)} (${items.length} câu)</h1>
<ol><li>Ngồi chỗ yên, máy cách miệng một gang tay. Mỗi câu ghi một tệp, đọc thong thả, không đọc số thứ tự.</li><li>Đọc đúng ý câu bằng tiếng của mình, không cần dịch từng chữ.</li><li>Đặt tên tệp như cột “Tên tệp”, ví dụ <b>${escapeHtml(items[0]?.key ?? 'app.name')}.mp3</b> (hoặc .m4a, .ogg, .wav). Gửi cả thư mục về cho quản trị.</li></ol>
<table><thead><tr><th>Số</th><th>Câu</th><th>Tên tệp</th><th>Đã có</th></tr></thead><tbody>${rows}</tbody></table></body></html>`
}
