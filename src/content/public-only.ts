/**
 * The product holds public documents only: what bears a stamp of secrecy or of internal circulation is refused at entry
 * (Law 29/2018/QH14 on state secrets: Tuyệt mật, Tối mật, Mật). Pure; called by the hooks of every content.
 */

export const PUBLIC_ONLY =
  'Lan Tỏa chỉ nhận văn bản công khai. Văn bản Mật, Tối mật, Tuyệt mật hoặc lưu hành nội bộ không được đưa vào; hãy dùng kênh dành cho tài liệu mật của cơ quan.'

/** At the field that bears the stamp. */
export const STAMPED = 'Mục này mang dấu mật hoặc lưu hành nội bộ.'

const STAMPS: readonly RegExp[] = [
  // Levels that mean nothing else, in any case.
  /(?<!\p{L})(tối|tuyệt)\s+mật(?!\p{L})/iu,
  /(?<!\p{L})lưu\s+hành\s+nội\s+bộ(?!\p{L})/iu,
  /(?<!\p{L})(tài liệu|văn bản|công văn|độ)\s+mật(?!\p{L})/iu,
  /(?<!\p{L})không\s+phổ\s+biến\s+(rộng\s+rãi|ra\s+ngoài)/iu,
  // The stamp "MẬT" by itself: in brackets, or as the whole of a line; "bí mật", "bảo mật", "mật ong" are words.
  /[([{]\s*mật\s*[)\]}]/iu,
  /^\s*mật\s*$/imu,
  /(?<!\p{L}\s)(?<!\p{L})MẬT(?!\p{L})(?!\s+\p{Lu}{2,})/u,
  // In a number such as 05-BC/TU-M or 12/M-TU.
  /(?:^|[-/])M(?:$|[-/])/u,
]

/** Among small letters the capitals stand out: "Báo cáo MẬT". In a title all in capitals "BÍ MẬT" is a word like any other. */
const CAPITALS = /(?<!(?:BÍ|BẢO|ONG)\s)(?<!\p{L})MẬT(?!\p{L})(?!\s+(?:ONG|ĐỘ|MÃ)(?!\p{L}))/u

/** True where a text bears a stamp; `isSymbol` also looks for the mark within a document's number. */
export function bearsStamp(text: string, { isSymbol = false }: { isSymbol?: boolean } = {}): boolean {
  const composed = text.normalize('NFC')
  const stamps = isSymbol ? STAMPS : STAMPS.slice(0, -1)
  return stamps.some((stamp) => stamp.test(composed)) || (/\p{Ll}/u.test(composed) && CAPITALS.test(composed))
}
