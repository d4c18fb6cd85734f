/** What is held on one person, as a page of A4 and as plain JSON: sections of facts and lists. Filled by account.ts and member.ts. */
import { escapeHtml } from '../../platform/http/page.js'

export interface DataSheet {
  title: string
  person: string
  /** dd/MM/yyyy HH:mm in Vietnam. */
  printedAt: string
  sections: DataSection[]
}

export interface DataSection {
  title: string
  note?: string
  facts?: { label: string; value: string }[]
  list?: { headings: string[]; rows: string[][]; /** Older rows that are held too and left out here. */ left: number }
}

export function sheetPage({ title, person, printedAt, sections }: DataSheet): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${escapeHtml(`${title}: ${person}`)}</title><meta name="viewport" content="width=device-width">
<style>
@page { size: A4; margin: 16mm 16mm 18mm 20mm }
* { box-sizing: border-box } body { margin: 0; font: 11.5pt/1.45 system-ui, sans-serif; color: #000 }
h1 { font-size: 17pt; margin: 0 0 1mm } h2 { font-size: 12.5pt; margin: 6mm 0 2mm; border-bottom: .4mm solid #000; break-after: avoid } p { margin: 0 0 2mm }
.person { font-size: 14pt; font-weight: 700 } .small { font-size: 10pt; color: #333 }
dl { display: grid; grid-template-columns: 52mm 1fr; margin: 0; row-gap: 1mm } dt { color: #333 } dd { margin: 0; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; font-size: 10pt } th, td { border: .2mm solid #777; padding: 1mm 1.6mm; text-align: left; vertical-align: top; overflow-wrap: anywhere } th { background: #eee }
thead { display: table-header-group } tr { break-inside: avoid }
.foot { margin-top: 7mm; padding-top: 2mm; border-top: .3mm solid #000; font-size: 10pt }
@media screen { html { background: #eee } body { background: #fff; max-width: 210mm; margin: 8mm auto; padding: 16mm 16mm 18mm 20mm } }
</style></head><body><h1>${escapeHtml(title)}</h1><p class="person">${escapeHtml(person)}</p><p class="small">In từ Lan Tỏa lúc ${escapeHtml(printedAt)}</p>
${sections.map(sectionHtml).join('\n')}
<p class="foot">Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, người có tên trên đây được biết, được xem và yêu cầu sửa dữ liệu về mình. Thấy chỗ sai: chủ tài khoản tự sửa ở mục Tài khoản của tôi; thành viên tổ báo cán bộ xã. Việc đã làm và tên người làm được giữ lại để đối chiếu, không xoá theo yêu cầu.</p>
</body></html>`
}

/** Days and instants as people write them; nothing held is said in words. */
export function dayText(day: unknown): string {
  return typeof day === 'string' && day !== '' ? day.slice(0, 10).split('-').reverse().join('/') : NONE
}

export function momentText(instant: unknown): string {
  if (typeof instant !== 'string' && !(instant instanceof Date)) return NONE
  const local = new Date(new Date(instant).getTime() + 7 * 3_600_000).toISOString()
  return `${local.slice(11, 16)} ${dayText(local)}`
}

export const NONE = 'không có'
export const textOr = (value: unknown, otherwise = NONE): string => (typeof value === 'string' && value !== '' ? value : otherwise)

function sectionHtml({ title, note, facts, list }: DataSection): string {
  return [
    `<section><h2>${escapeHtml(title)}</h2>`,
    note ? `<p class="small">${escapeHtml(note)}</p>` : '',
    facts ? `<dl>${facts.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>` : '',
    list ? listHtml(list) : '',
    '</section>',
  ].join('')
}

function listHtml({ headings, rows, left }: NonNullable<DataSection['list']>): string {
  if (rows.length === 0) return `<p>${NONE}</p>`
  const line = (cells: string[], tag: string): string => `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  const older = left > 0 ? `<p class="small">Còn ${left} dòng cũ hơn, có trong nhật ký.</p>` : ''
  return `<table><thead>${line(headings, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>${older}`
}
