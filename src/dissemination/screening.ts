/**
 * Finds what names a person or says where one lives in a free text: phone and ID numbers, house addresses, "ông/bà" + name.
 * The same code runs on the phone while one writes and on the server on arrival: pure, small, no imports, linear in time.
 * It reads the text once into words and numbers and judges these with lists; where words leave it open (a village named
 * Hoàng Su Phì, "chị em phụ nữ") it prefers a miss in unclear cases to an alarm in clear ones.
 */
export type FindingKind = 'phone' | 'id-number' | 'address' | 'person'

/** A stretch of the text as given: UTF-16 indices, `end` exclusive. */
export type Finding = { start: number; end: number; kind: FindingKind }

/** Screens a free text. Findings are in order and do not overlap. */
export function screen(text: string): Finding[] {
  return findIn(text, false)
}

/** Screens the name of a meeting place: as a text, and also "nhà Páo" and "nhà bà mỷ", where small letters name a person. */
export function screenPlace(text: string): Finding[] {
  return findIn(text, true)
}

type Token = {
  start: number
  end: number
  /** In small letters. */
  low: string
  /** Begins with a capital. */
  isCapital: boolean
  isAllCapitals: boolean
  /** What stands between this token and the one before. */
  gap: string
}

type Reading = { low: string; tokens: Token[]; isPlace: boolean }

const set = (words: string) => new Set(words.split(' '))

/** Surnames that name a person in small letters and in capitals throughout, too. */
const PLAIN = 'nguyễn giàng sùng thào vừ huỳnh hoàng trịnh đặng phùng trần bùi hạng phàng tẩn chảo'
/** With these, two capitalised words are enough (but for Hoàng Sa, Hoàng Mai …). */
const CLEAR = PLAIN + ' lê phạm võ đỗ ngô tráng cháng sình quàng hầu phàn'
/** These are also words or begin names of places: a middle name has to follow. */
const ANY =
  CLEAR +
  ' lường thò phan vũ vương hồ dương lý ly lâm mai đinh đoàn lương hà cao chu tô tạ thái trương lưu triệu bàn đào lục nông bế hứa mông la lã lộc quan chẩu vi ma mạc lò lù lầu vàng mùa già hờ cứ cư thẩm sầm tòng cầm cà lèo phù tải sìn vần lùng thàng củng thèn đàm'
const PLAIN_SURNAMES = set(PLAIN)
const CLEAR_SURNAMES = set(CLEAR)
const SURNAMES = set(ANY)
const MIDDLE = set(
  'minh quốc anh đức xuân ngọc thanh quang hữu đình công hồng kim thu thúy thuý bích mỹ hải tiến trung tuấn mạnh duy bảo khánh phương bá trọng thế hoàng hùng mai tuyết lan',
)
const TITLES = set('ông bà anh chị em cháu cụ bác cô chú cậu dì thím thầy ob')
/** After the first a name is one of a place or an institution, unless the second stand before ("công an xã …"). */
const OF_PLACE =
  /(?<!\p{L})(?:đường|phố|suối|núi|chùa|xã|phường|trấn|huyện|tỉnh|thôn|bản|xóm|làng|khu|trường|thcs|thpt|ptdt\p{L}*|(?:tiểu|đại) học|non|viện|chợ|cầu|hồ|quỹ|giải|thưởng|ty|lớp|đền|ngõ|đài|tích|(?:chi|đảng) bộ|chi đoàn|liên đội|mang tên|tổng bí thư|chủ tịch nước|tướng) ["“]?$/u
const OFFICER = /(?:già|trưởng|phó|bí thư|chủ tịch|công an|cán bộ|viên|quân|nữ) (?:\p{L}+ ){0,7}(?:xã|phường|trấn|huyện|tỉnh|thôn|bản|xóm|làng|khu|bộ) $/u
/** Beginnings of what a title stands before when it names no one: offices, groups, kin. */
const OFFICE =
  /^(?:bí thư|trưởng|phó|chủ|tổ|hội|chi (?:hội|đoàn|bộ|[uủ][ỷy])|trời|đảng (?:viên|[uủ][ỷy])|mặt|ban|công (?:an|chức|nhân|ty|dân)|đoàn (?:viên|thanh niên|thể)|giám|hiệu (?:trưởng|phó|bộ)|giáo|cán|già|người|[uủ][ỷy]|đại (?:biểu|diện|đoàn)|cựu|thư ký|thủ|thường (?:trực|vụ)|trung (?:tâm|ương)|trạm|khuyến|lãnh|bệnh|cấp|địa|biên phòng|cộng|báo|văn h[oó][aá]|con|phụ|nông (?:dân|thôn)|thanh niên|thiếu|nhi đồng|mầm non|học sinh|đội|bộ|cao tuổi|mẹ|tuyên (?:truyền|giáo)|dân (?:quân|vận|số)|khối|lớp|trường (?:mầm|tiểu|thcs|pt\p{L}*)|ngoan bác|y tế|xã|phường|trấn|huyện|tỉnh|thôn|bản|xóm|làng|khu|mông|dao|tày|nùng|kinh|mường|giáy)(?!\p{L})/u
/** In the name of a place a title or "nhà" may stand before a name in small letters, or in any; not before these. */
const NO_NAME = set(
  'thể đơn trọng thuốc nhỏ đỡ ghẻ mụ ý ngoại nội trong ngoài ở tại và với có là được đã họp đến này ta mình cùng cho của để từ gần cạnh đầu cuối trên văn sinh rông dài thờ truyền đa nước khách hàng máy trẻ thi chung nghỉ kho ăn sàn bán mo cúng',
)
/** People whose names are mottoes, streets and schools, and places that begin like a name. */
const KNOWN =
  /^(?:hồ chí minh|lý tự trọng|trần (?:hưng đạo|phú|quốc toản)|lê (?:lợi|hồng phong|nin|văn tám)|nguyễn (?:huệ|trãi|ái quốc|tất thành|văn trỗi)|võ (?:thị sáu|nguyên giáp)|hoàng văn thụ|vừ a dính|giàng chu phìn|bác tôn|ông (?:táo|công(?=(?:,| và)? ông))|bà (?:đanh|rịa|nà|đen|chúa|trưng|huyện thanh quan|triệu(?! \p{L}))|cô (?:tô|tiên)|(?:bác|cụ) hồ)(?!\p{L})/u
/** After "ông", "bà" or an office these name a person in small letters and in capitals, too; "ông huy động" and "bà lan toả" name none. */
const SPOKEN =
  /^(?:páo|sính|mỷ|dính|dợ|pó|lềnh|tủa|súa|dủa|chá|sình|giàng|sùng|thào|vừ|seo|mẩy|tuấn|hùng(?! h)|dũng(?! c)|oanh|nga|phượng|lan(?! [tr])|huệ|huy(?! [đh])|hải(?! q)|minh(?! [bmo])|yến|quỳnh|thuý|thuỳ(?! m)|(?:tùng|loan|khánh|duy|trang)(?! t)|cường(?! đ))(?!\p{L})/u
const HEAD = /(?<!\p{L})(?:trưởng (?:thôn|bản|xóm)|bí thư|chủ tịch) $/u
/** What may stand between two digits of one number: 0912 345 678, (0219) 3.866-123. */
const GAP = '(?:[ .()_·–—-]{1,3}|,)?'
const NOT_IN_NUMBER = '(?<!\\d[.,/-]?)'
const NOT_A_DATE = '(?!\\d\\d?(?:/\\d\\d?/\\d\\d(?!\\d)|([ ./-])\\d\\d?\\1(?:19|20)\\d\\d(?!\\d)))'
const NOT_AN_AMOUNT = '(?![.,]?\\d| ?(?:đ|vn[dđ]|đồng|nghìn|triệu|tỷ|lượt|m[23²³]?|km|kg|ha)(?!\\p{L}))'
const HOUSE_NUMBER = '[ :.,]{0,3}\\d{1,4}(?:\\p{L}(?!\\p{L}))?(?:[/-]\\d{1,4}){0,3}(?![\\d\\p{L}])'
const STREET = '(?:đường|phố|ngõ|ngách|hẻm|kiệt)'
/** "tổ 3, ngõ 12" is where people meet, "12 ngõ 3" is a house. */
const NOT_A_GROUP = '(?<!(?:tổ|khu|phố|thôn|xóm|bản|đội|cụm|nhóm|km|đường|ngày|tháng|năm|quý|lần|lớp|lộ|bộ|mùng|ngõ|ngách|hẻm|kiệt)[ ,]{1,2})'
/** A street by a name that is known; one may live at "12 Lê Lợi", not at "12 bác Tôn". */
const KNOWN_STREET = `(?:${STREET} )?(?!hồ|[bôc])${KNOWN.source.slice(1)}`
const NOT_HOUSES = '(?! (?:căn|cái|hộ|người))'

/** What letters and digits alone tell, in small letters. Of two findings in one place the longer counts, then the first. */
const PATTERNS: [FindingKind, string][] = [
  // After "CCCD", "định danh", "BHYT" …: seven digits in one piece, or nine in groups.
  ['id-number', `(?=\\d)(?<=(?:cccd|cmnd|cmt|cước|minh thư|chứng minh|định danh|bhyt|bhxh|hộ chiếu)[^\\d\\n;]{0,20})${NOT_A_DATE}(?:\\d{7,}|\\d(?:${GAP}\\d){8,14})(?!\\d)`],
  // Mobile and landline numbers as they are dialled, old and new; not a list of small numbers.
  ['phone', `${NOT_IN_NUMBER}${NOT_A_DATE}(?!(?:0\\d ){4})\\(?[0o]${GAP}(?:[35789](?:${GAP}\\d){8}\\d?|2(?:${GAP}\\d){8,9}|1${GAP}[2689](?:${GAP}\\d){8}|\\d{2,3}/\\d{3}/\\d{3,4})(?!\\d)`],
  ['phone', `(?:\\(?(?:\\+|${NOT_IN_NUMBER}00(?=84))[1-9]${GAP}\\d(?:${GAP}\\d){7,11}|${NOT_IN_NUMBER}84${GAP}[235789](?:${GAP}\\d){8,9})${NOT_AN_AMOUNT}`],
  ['phone', `(?=\\d)(?<=(?:đt|sdt|thoại|zalo|gọi|số máy|tel)[^\\d\\n;]{0,12})(?!1[89]00)${NOT_A_DATE}\\d(?:${GAP}\\d){6,11}${NOT_AN_AMOUNT}`],
  // CMND (9) and CCCD (12) in one piece or in equal groups; a health insurance card.
  ['id-number', `(?<![\\d.,])(?!\\d*0{5}(?!\\d))\\d{9}(?:\\d{3})?${NOT_AN_AMOUNT}`],
  ['id-number', `${NOT_IN_NUMBER}0(?!00)(?:\\d\\d(?:[ .-]\\d{3}){2,3}|\\d{3}(?:[ .-]\\d{4}){2}|\\d{5}[ .-]\\d{6})(?!\\d)`],
  ['id-number', '(?<!\\p{L})[a-z]{2} ?\\d(?: ?\\d){12}(?!\\d)'],
  // "số nhà 12", "SN 12" (but a year of birth), "số 7, ngõ 12, đường …", "12 ngõ 3", "12 Lê Lợi", "ngõ 3 nhà 12", "ngõ 12/5", "hẻm 45".
  [
    'address',
    `(?<![\\p{L}\\d]|tổng )(?:(?:s[ốo] nh[àa]|nh[àa] s[ốo]|căn hộ(?: số)?)(?: là)?${HOUSE_NUMBER}${NOT_HOUSES}|sn(?!\\P{L}{0,3}(?:19|20)\\d\\d)${HOUSE_NUMBER}|(?:số|nhà)${HOUSE_NUMBER}(?=[ ,]{1,2}(?:${STREET} |${KNOWN.source.slice(1)}))|(?:ngõ|ngách|hẻm|kiệt) \\d+[ ,]{1,2}nhà(?: số)? \\d{1,4}(?![\\d\\p{L}])${NOT_HOUSES}|(?:ngách|hẻm)(?: số)?${HOUSE_NUMBER}|${NOT_A_GROUP}\\d{1,4}(?:\\p{L}(?!\\p{L}))?(?:/\\d{1,4}){0,2}(?=[ ,]{1,2}(?:ngõ|ngách|hẻm|kiệt) \\d+(?![\\d ]*hộ)| ${KNOWN_STREET})|(?:ngõ|kiệt) \\d+/\\d+)(?:[ ,]{1,2}${STREET}(?:${HOUSE_NUMBER}| \\p{L}+ \\p{L}+)){0,4}`,
  ],
]

function findIn(given: string, isPlace: boolean): Finding[] {
  const { text, starts, ends } = compose(given)
  // One letter in the world grows when it gets small, and indices matter more.
  const low = text.replace(/İ/g, 'I').toLowerCase()
  // Every pattern holds a digit; most texts have none.
  const found = personsIn({ low, tokens: tokensOf(text), isPlace })
  if (/\d/.test(low)) for (const [kind, source] of PATTERNS) for (const { 0: said, index: start } of low.matchAll(new RegExp(source, 'gu'))) found.push({ start, end: start + said.length, kind })
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  let reached = 0
  return found.flatMap(({ start, end, kind }) => {
    if (start < reached) return []
    reached = end
    return [{ start: starts?.[start] ?? start, end: ends?.[end - 1] ?? end, kind }]
  })
}

/** Invisible characters that may stand between two digits or letters. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/

/** The text with composed diacritics and plain digits, and where each of its characters came from. */
function compose(given: string): { text: string; starts?: number[]; ends?: number[] } {
  if (given === given.normalize('NFKC') && !INVISIBLE.test(given)) return { text: given }
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: cluster, index } of given.matchAll(/\P{M}?\p{M}*/gu)) {
    const plain = cluster.normalize('NFKC').replace(INVISIBLE, '')
    text += plain
    for (let at = 0; at < plain.length; at += 1) {
      starts.push(index)
      ends.push(index + cluster.length)
    }
  }
  return { text, starts, ends }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let before = 0
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu)) {
    const low = word.toLowerCase()
    tokens.push({
      start: index,
      end: index + word.length,
      low,
      isCapital: word[0] !== low[0],
      isAllCapitals: word.length > 1 && word === word.toUpperCase(),
      gap: text.slice(before, index),
    })
    before = index + word.length
  }
  return tokens
}

function personsIn(reading: Reading): Finding[] {
  const { tokens } = reading
  const found: Finding[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const title = titleAt(reading, at)
    const last = title === undefined ? nameAlone(reading, at) : (nameAfterTitle(reading, at, title) ?? nameAlone(reading, at))
    const end = last ?? (reading.isPlace ? houseOf(reading, at) : undefined)
    if (end === undefined) continue
    found.push({ start: tokens[at]?.start ?? 0, end: tokens[end]?.end ?? 0, kind: 'person' })
    at = end
  }
  return found
}

/** The index of the last word of a title that begins here. */
function titleAt(reading: Reading, at: number): number | undefined {
  const { low, tokens } = reading
  const [token, next] = [tokens[at], tokens[at + 1]]
  if (!token || !next) return undefined
  if (/^(?:đồng chí|đ[/.]c|bác s[ĩỹ]|(?:cô|thầy) giáo)$/.test(low.slice(token.start, next.end))) return at + 1
  if ((token.low === 'đc' || (token.low === 'ô' && (!token.isCapital || next.gap[0] === '.'))) && next.isCapital) return at
  return TITLES.has(token.low) && !follows(NOT_TITLE, reading, { start: token.end }) ? at : undefined
}

/** Words that end like a title: "tiếng Anh", "trẻ em", "nhạc cụ", "đàn ông". */
const NOT_TITLE = /(?:(?:tiếng|nước|quốc) anh|trẻ em|(?:nhạc|công|dụng|nông) cụ|đàn (?:ông|bà)|hai bà)$/

function nameAfterTitle(reading: Reading, at: number, last: number): number | undefined {
  const { tokens, isPlace } = reading
  const title = tokens[at]
  const before = (title?.gap === ' ' && tokens[at - 1]?.low) || ''
  const first = tokens[last + 1]
  if (!title || !first || !/^[ .:("'“”«-]{1,4}$/.test(first.gap)) return undefined
  // A man who bears a famous name has a house.
  if (TITLES.has(first.low) || isKnown(reading, title) || (isKnown(reading, first) && before !== 'nhà')) return undefined
  if (title.isCapital && follows(OF_PLACE, reading, title)) return undefined
  const isGroup = /^(?:các|anh|chị)$/.test(before)
  const sureEnd = surnameEnd(reading, last + 1, true)
  if (sureEnd !== undefined) return sureEnd
  if (first.gap.includes('.') && !/^[ôo]b?$/.test(title.low)) return undefined
  if (OFFICE.test(after(reading, first))) return undefined
  const mayName = isPlace ? !NO_NAME.has(first.low) && isSyllable(first.low) : /^(?:ông|bà)$/.test(title.low) && SPOKEN.test(after(reading, first))
  const isSpoken = mayName && !isGroup && first.gap === ' '
  if (first.isAllCapitals && title.isAllCapitals) return isSpoken ? last + 1 : undefined
  const needsSurname = isGroup || first.gap.includes(':')
  const end = endOfCapitals(reading, last + 1)
  if (first.isCapital && !(first.isAllCapitals && !isSyllable(first.low))) {
    return needsSurname && !(SURNAMES.has(first.low) && end > last + 1) ? undefined : end
  }
  // "anh hùng" is a man only where his house stands before him.
  const isHero = title.low === 'anh' && first.low === 'hùng' && before !== 'nhà'
  return isSpoken && !isHero ? last + 1 : undefined
}

/** A full name that stands without a title. */
function nameAlone(reading: Reading, at: number): number | undefined {
  const token = reading.tokens[at]
  if (!token || isKnown(reading, token) || OFFICE.test(after(reading, token))) return undefined
  // "Bí thư Hùng", "Trưởng thôn Páo"; but "Trưởng thôn Minh Tân" leads a place.
  if (token.isCapital && SPOKEN.test(after(reading, token)) && endOfCapitals(reading, at) === at && follows(HEAD, reading, token)) return at
  const end = surnameEnd(reading, at, false)
  if (end === undefined || !follows(OF_PLACE, reading, token)) return end
  return end > at + 1 && follows(OFFICER, reading, token) ? end : undefined
}

/**
 * The end of a name that begins with a surname: surname + "Văn/Thị" in capitals or small letters, surname + a middle
 * name of the Mông or Dao, or, in capitals, a sure surname + a word, a possible one + a middle name + a word.
 */
function surnameEnd(reading: Reading, at: number, hasTitle: boolean): number | undefined {
  const { tokens } = reading
  const [surname, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  if (!surname || !second || second.gap !== ' ') return undefined
  const isBare = surname.isCapital
    ? second.isCapital && FOLDED.has(surname.low) && /^(?:van|thi|a|mi|seo)$/.test(second.low)
    : /^(?:nguyen|giang|hoang|tran) (?:van|thi)$/.test(`${surname.low} ${second.low}`)
  if (!SURNAMES.has(surname.low) && !isBare) return undefined
  const hasThird = third?.gap === ' '
  const end = Math.max(hasThird ? at + 2 : at + 1, endOfCapitals(reading, at))
  const isPlain = PLAIN_SURNAMES.has(surname.low)
  if (isBare) return hasThird ? end : undefined
  if (second.low === 'văn' || second.low === 'thị') {
    if (isPlain || (second.isCapital && !second.isAllCapitals)) return end
    return hasThird && !COMPOUND.has(third.low) ? end : undefined
  }
  if (hasThird && MONG_MIDDLE.has(second.low) && (second.low.length > 1 || second.isCapital || isPlain)) return end
  if (isPlain && surname.isAllCapitals) return hasTitle || (hasThird && MIDDLE.has(second.low)) ? end : undefined
  if (isPlain && hasTitle && !surname.isCapital && isSyllable(second.low)) return end
  if (!surname.isCapital || !second.isCapital || second.isAllCapitals) return undefined
  if (CLEAR_SURNAMES.has(surname.low) && surname.low !== 'hoàng' && !(surname.gap === ' ' && tokens[at - 1]?.isCapital)) return endOfCapitals(reading, at)
  return MIDDLE.has(second.low) && hasThird && third.isCapital ? endOfCapitals(reading, at) : undefined
}

function withoutDiacritics(low: string): string {
  return low.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd')
}

/** Surnames typed without diacritics. */
const FOLDED = new Set([...SURNAMES].map(withoutDiacritics))
const MONG_MIDDLE = set('a mí seo láo sào chẩn')
/** "văn hoá", "thị trấn": the second words of what is no middle name. */
const COMPOUND = set('hoá hóa bản nghệ kiện minh phòng học thư trấn xã trường tứ')

function endOfCapitals({ tokens }: Reading, at: number): number {
  let last = at
  while (last < at + 4) {
    const next = tokens[last + 1]
    if (!next?.isCapital || !/^ {1,2}$|^-$/.test(next.gap)) break
    last += 1
  }
  return last
}

/**
 * Do such words stand before it? `OF_PLACE`: "đường …", "trường …", "chi bộ …" make it the name of a place or an
 * institution; `OFFICER`: "trưởng thôn …", "công an xã …", an office stands before the name, the place belongs to it.
 */
function follows(words: RegExp, { low }: Reading, { start }: Pick<Token, 'start'>): boolean {
  return words.test(low.slice(Math.max(0, start - 48), start))
}

/** In a place: "nhà Páo"; "nhà Văn hoá" and the like name no one. */
function houseOf(reading: Reading, at: number): number | undefined {
  const [house, name] = [reading.tokens[at], reading.tokens[at + 1]]
  if (house?.low !== 'nhà' || !name || TITLES.has(name.low) || name.gap !== ' ' || !name.isCapital || (house.isAllCapitals && name.isAllCapitals)) return undefined
  // "Nhà A", "nhà B2" are buildings.
  if (name.low.length === 1 && endOfCapitals(reading, at + 1) === at + 1) return undefined
  if (NO_NAME.has(name.low) || OFFICE.test(after(reading, name)) || (name.isAllCapitals && !isSyllable(name.low))) return undefined
  return endOfCapitals(reading, at + 1)
}

function isKnown(reading: Reading, token: Token): boolean {
  return KNOWN.test(after(reading, token))
}

/** The words that begin here, in small letters. */
function after({ low }: Reading, { start }: Token): string {
  return `${low.slice(start, start + 28)} `
}

/** Could it be a Vietnamese word, and not an abbreviation (UBND, CA)? */
function isSyllable(low: string): boolean {
  return low !== 'ca' && /^[^aeiouy]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$/.test(withoutDiacritics(low))
}
