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
  /** Digits, where the token is a number, or a letter O before one. */
  digits: string
  isNumber: boolean
  /** Begins with a capital. */
  isCapital: boolean
  isAllCapitals: boolean
  /** What stands between this token and the one before. */
  gap: string
}

type Reading = { text: string; tokens: Token[]; isPlace: boolean }

const set = (words: string) => new Set(words.split(' '))

/** Surnames that name a person in small letters too. */
const PLAIN = 'nguyễn giàng sùng thào vừ huỳnh hoàng trịnh đặng phùng trần bùi hạng phàng tẩn chảo'
const PLAIN_SURNAMES = set(PLAIN)
/** Surnames that are also words or begin names of places: a middle name has to follow. */
const SURNAMES = set(
  PLAIN +
    ' lê phạm võ đỗ ngô tráng cháng sình quàng lường hầu phàn thò phan vũ vương hồ dương lý ly lâm mai đinh đoàn lương hà cao chu tô tạ thái trương lưu triệu bàn đào lục nông bế hứa mông la lộc vi ma mạc lò lù lầu vàng mùa già hờ cứ cư thẩm sầm tòng cầm cà lèo pờ phù tải sìn làn vần dìu lùng thàng củng lèng thèn tăng khổng doãn đàm',
)
/** Two capitalised words are enough, with these first: no place or thing begins like them. */
const SURE = set('nguyễn giàng sùng thào vừ huỳnh trịnh đặng trần bùi hạng phàng tẩn chảo lê phạm võ đỗ ngô tráng cháng sình quàng hầu phàn')
const MIDDLE = set(
  'văn thị a mí seo láo sào chẩn minh quốc anh đức xuân ngọc thanh quang hữu đình công hồng kim thu mỹ hải tiến trung tuấn mạnh duy bảo khánh phương bá trọng thế hoàng hùng tuyết lan',
)
const TITLES = set('ông bà anh chị em cháu cụ bác cô chú cậu dì thím mợ thầy mế ob')
/** Titles typed without diacritics are also other words: a surname has to follow. */
const BARE_TITLES = set('ong ba chi chau cu bac co chu')
/** After these a name is one of a place or an institution; after the second ones, where the first stand before them. */
const OF_PLACE =
  /(?:^|[^\p{L}])(?:đường|phố|xã|phường|trấn|huyện|tỉnh|thôn|bản|xóm|làng|ấp|khu|trường|thcs|thpt|ptdt\p{L}*|(?:tiểu|đại) học|non|viện|chợ|cầu|hồ|quỹ|giải|thưởng|ty|lớp|đền|chùa|ngõ|lộ|đồn|đài|tích|niệm|hang|đảo|(?:chi|đảng) bộ|(?:chi|liên) đo?àn|liên đội|mang tên|tổng bí thư|chủ tịch nước|tướng) ["“]?$/u
const OFFICER = /(?:già|trưởng|phó|bí thư|chủ tịch|công an|cán bộ|chủ nhiệm|viên|quân|nữ|binh) (?:\p{L}+ ){1,3}$/u
/** Beginnings of what a title stands before when it names no one: offices, groups, kin. */
const OFFICE =
  /^(?:bí thư|trưởng|phó|chủ |tổ |hội |đảng |mặt |ban |công (?:an|chức|nhân|ty|dân)|đoàn (?:viên|thanh|thể)|giám |hiệu |giáo |cán |già |người |[uủ][ỷy] |đại (?:biểu|diện)|cựu |thư ký|kế toán|thủ |nguyên |phụ |nông |thanh niên|thiếu |nhi đồng|mầm non|học |đội |bộ |cao tuổi|mẹ|cha |trời|tuyên |dân |khối|lớp|trường|ngoan|cộng |việt nam|y tế|thôn|bản |xã|làng |xóm |khu |lãnh |sĩ|sỹ|hùng (?:lao|lực|liệt)|(?:mông|dao|tày|nùng|kinh|mường|giáy) )/
/** In the name of a place a title or "nhà" may stand before a name in small letters, or in any; not before these. */
const NO_NAME = set(
  'con em bà ông chị anh cô ngoại nội trong ngoài ở tại và với có là được đã họp đến này ta mình cùng cho của để từ gần cạnh bên đầu cuối trên dưới văn sinh rông dài thờ truyền đa nước khách hàng máy trẻ gươl lưu sàn thi chung nghỉ kho chi tình trình bia ăn tránh hát',
)
/** People whose names are mottoes, streets and schools, and places that begin like a name. */
const KNOWN =
  /^(?:hồ chí minh|lý tự trọng|trần (?:hưng đạo|phú|quốc toản)|lê (?:lợi|lai|duẩn|hồng phong|văn tám|nin)|nguyễn (?:trãi|du|huệ|ái quốc|tất thành|văn trỗi|văn cừ)|võ (?:thị sáu|nguyên giáp|nhai)|hoàng văn thụ|vừ a dính|giàng chu phìn|sùng (?:đô|phài)|bà (?:rịa|triệu(?! thị)|nà|đen|chúa)|cô tô|(?:bác|cụ) hồ)(?!\p{L})/u
const UNITS = set('đồng đ vnđ vnd triệu nghìn tỷ lượt người')
const PHONE_WORDS = set('sđt sdt đt thoại zalo gọi máy tel')
const ID_WORDS = set('cccd cmnd cmt cước danh bhyt bhxh chiếu')

function findIn(given: string, isPlace: boolean): Finding[] {
  const { text, starts, ends } = composed(given)
  const reading = { text, tokens: tokensOf(text), isPlace }
  const found = [...numbersIn(reading), ...addressesIn(reading), ...personsIn(reading)]
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Finding[] = []
  let reached = 0
  for (const { start, end, kind } of found) {
    if (start < reached) continue
    reached = end
    kept.push({ start: starts ? (starts[start] ?? 0) : start, end: ends ? (ends[end - 1] ?? 0) : end, kind })
  }
  return kept
}

/** The text with composed diacritics and plain digits, and where each of its characters came from. */
function composed(given: string): { text: string; starts?: number[]; ends?: number[] } {
  if (given === given.normalize('NFKC') && !/[\u00ad\u200b-\u200f\u2060\ufeff]/.test(given)) return { text: given }
  const parts: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: cluster, index } of given.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    if (/^[\u00ad\u200b-\u200f\u2060\ufeff]$/.test(cluster)) continue
    const plain = cluster.normalize('NFKC')
    parts.push(plain)
    for (let at = 0; at < plain.length; at += 1) {
      starts.push(index)
      ends.push(index + cluster.length)
    }
  }
  return { text: parts.join(''), starts, ends }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let before = 0
  for (const { 0: word, index } of text.matchAll(/\d+|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu)) {
    const low = word.toLowerCase()
    const isNumber = /^\d/.test(word)
    const first = isNumber ? '' : String.fromCodePoint(word.codePointAt(0) ?? 0)
    tokens.push({
      start: index,
      end: index + word.length,
      low,
      digits: isNumber ? word : low === 'o' && /\d/.test(text[index + 1] ?? '') ? '0' : '',
      isNumber,
      isCapital: first !== first.toLowerCase(),
      isAllCapitals: word.length > 1 && word !== low && word === word.toUpperCase(),
      gap: text.slice(before, Math.min(index, before + 8)),
    })
    before = index + word.length
  }
  return tokens
}

// Numbers ---------------------------------------------------------------------------------------------------------

/** Phone and ID numbers: digits in one piece or in groups, read from every group that can begin one. */
function numbersIn({ text, tokens }: Reading): Finding[] {
  const found: Finding[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (!token?.digits || isDateAt(tokens, at) || (at > 0 && tokens[at - 1]?.isNumber && /^[.,]$/.test(token.gap))) continue
    const last = endOfNumber({ text, tokens, at })
    if (!last) continue
    const hasPlus = text[token.start - 1] === '+'
    found.push({ start: token.start - (hasPlus ? 1 : 0), end: tokens[last.at]?.end ?? token.end, kind: last.kind })
    at = last.at
  }
  return found
}

function endOfNumber({ text, tokens, at }: { text: string; tokens: Token[]; at: number }): { at: number; kind: FindingKind } | undefined {
  const first = tokens[at]
  if (!first) return undefined
  const hasPlus = text[first.start - 1] === '+'
  const context = contextOf(tokens, at)
  const groups: Token[] = []
  let digits = ''
  let best: { at: number; kind: FindingKind } | undefined
  for (let next = at; next < tokens.length && digits.length < 16; next += 1) {
    const token = tokens[next]
    if (!token?.digits || (next > at && (!isJoint(token.gap) || isDateAt(tokens, next)))) break
    groups.push(token)
    digits += token.digits
    const kind = kindOf({ digits, groups, hasPlus, context, before: tokens[at - 1], after: tokens[next + 1] })
    if (kind === 'phone' && !context && !hasPlus) return { at: next, kind }
    if (kind) best = { at: next, kind }
  }
  return best
}

function kindOf({
  digits,
  groups,
  hasPlus,
  context,
  before,
  after,
}: {
  digits: string
  groups: Token[]
  hasPlus: boolean
  context: FindingKind | undefined
  before: Token | undefined
  after: Token | undefined
}): FindingKind | undefined {
  const gaps = groups.slice(1).map((group) => group.gap)
  const isThousands = gaps.length > 0 && gaps.every((gap) => /^[.,]$/.test(gap)) && groups.slice(1).every((group) => group.digits.length === 3)
  const isAmount = (isThousands || gaps.length === 0) && digits[0] !== '0' && after !== undefined && UNITS.has(after.low) && after.gap.length < 2
  if (isAmount || (gaps.some((gap) => gap === '/') && gaps.some((gap) => gap !== '/'))) return undefined
  if (groups.length > 1 && groups.every((group) => group.digits.length === 2 && group.digits[0] === '0')) return undefined
  if (hasPlus && !digits.startsWith('84') && digits.length > 8 && digits.length < 14) return context ?? 'phone'
  if (/^(?:0[35789]\d{8,9}|02\d{8,9}|01[2689]\d{8}|(?:00)?84(?:0?[35789]\d{8}|0?2\d{8,9}))$/.test(digits)) return context ?? 'phone'
  if (context && isNumberInContext({ digits, context, isThousands, gaps })) return context
  if (before && /^\p{L}{2}$/u.test(before.low) && before.isAllCapitals && digits.length === 13) return 'id-number'
  if (digits.length !== 9 && digits.length !== 12) return undefined
  if (groups.length === 1) return /0{5}$/.test(digits) || !groups[0]?.isNumber ? undefined : 'id-number'
  const areLong = groups.every((group) => group.digits.length > 2) && (digits.length === 12 || groups.length === 3)
  return digits[0] === '0' && areLong ? 'id-number' : undefined
}

function isNumberInContext({ digits, context, isThousands, gaps }: { digits: string; context: FindingKind; isThousands: boolean; gaps: string[] }): boolean {
  if (/^1[89]00/.test(digits)) return false
  if (context === 'phone') return digits.length > 6 && digits.length < 13 && (!isThousands || /^[35789]\d{8}$/.test(digits))
  return digits.length > (gaps.length === 0 ? 6 : 8) && !(isThousands && digits.length < 9)
}

/** "SĐT của tổ: …", "CCCD số …": what the last words before a number say it is. */
function contextOf(tokens: Token[], at: number): FindingKind | undefined {
  for (let back = at; back > at - 4 && back > 0; back -= 1) {
    const word = tokens[back - 1]
    if (!word || word.digits || /[\n.;]/.test(tokens[back]?.gap ?? '')) return undefined
    if (ID_WORDS.has(word.low)) return 'id-number'
    if (PHONE_WORDS.has(word.low)) return 'phone'
  }
  return undefined
}

/** What may stand between two groups of one number. */
function isJoint(gap: string): boolean {
  return gap.length < 4 && /^(?:[ .()_·–—-]*|[/,])$/.test(gap)
}

/** 22/11/2025, 22-11-2025, 22.11.2025, 22 11 2025; 22/11/25. */
function isDateAt(tokens: Token[], at: number): boolean {
  const [day, month, year] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  if (!day || !month || !year || month.gap !== year.gap || !/^[ ./-]$/.test(month.gap)) return false
  if (!/^\d\d?$/.test(day.digits) || !/^\d\d?$/.test(month.digits) || Number(day.digits) > 31 || Number(month.digits) > 12) return false
  return /^(?:19|20)\d\d$/.test(year.digits) || (month.gap === '/' && /^\d\d$/.test(year.digits))
}

// Addresses -------------------------------------------------------------------------------------------------------

const LANES = set('ngõ ngách hẻm kiệt')
const STREETS = set('đường phố ngõ ngách hẻm kiệt')

function addressesIn({ tokens }: Reading): Finding[] {
  const found: Finding[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const last = endOfAddress(tokens, at)
    if (last === undefined) continue
    const end = throughStreets(tokens, last)
    found.push({ start: tokens[at]?.start ?? 0, end: tokens[end]?.end ?? 0, kind: 'address' })
    at = end
  }
  return found
}

/** The index of the token that completes a house's address begun at `at`. */
function endOfAddress(tokens: Token[], at: number): number | undefined {
  const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  if (!first || !second || !isNear(second)) return undefined
  const pair = `${first.low} ${second.low}`
  if (pair === 'số nhà' || pair === 'nhà số' || pair === 'so nha' || pair === 'nha so' || pair === 'căn hộ') {
    const from = third && (third.low === 'là' || third.low === 'số') ? at + 3 : at + 2
    if (tokens[at - 1]?.low === 'tổng' || !isHouseNumber(tokens[from])) return undefined
    const after = tokens[from + 1]
    return after && after.gap === ' ' && UNITS_OF_HOUSES.has(after.low) ? undefined : throughNumber(tokens, from)
  }
  if (first.low === 'sn') return isHouseNumber(second) && !/^(?:19|20)\d\d$/.test(second.digits) ? throughNumber(tokens, at + 1) : undefined
  if ((first.low === 'số' || first.low === 'nhà') && isHouseNumber(second)) {
    const last = throughNumber(tokens, at + 1)
    const street = tokens[last + 1]
    const name = tokens[last + 2]
    if (!street || !isNear(street) || !STREETS.has(street.low)) return undefined
    return name && (name.isCapital || name.isNumber || name.low === 'số') ? last : undefined
  }
  if (LANES.has(first.low) && isHouseNumber(second)) {
    const last = throughNumber(tokens, at + 1)
    const isHouse = last > at + 1 && tokens[at + 2]?.gap === '/'
    const isAtHouse = [1, 2, 3].some((back) => tokens[at - back]?.low === 'nhà' && tokens[at - back + 1]?.low !== 'văn')
    return isHouse || isAtHouse || first.low !== 'ngõ' ? last : undefined
  }
  return undefined
}

const UNITS_OF_HOUSES = set('căn cái nhà ngôi hộ người')

function isNear(token: Token): boolean {
  return token.gap.length < 4 && !/[\n;!?]/.test(token.gap)
}

function isHouseNumber(token: Token | undefined): boolean {
  return token !== undefined && token.isNumber && token.digits.length < 5 && isNear(token)
}

/** 12, 12A, 12/5, 12-14. */
function throughNumber(tokens: Token[], at: number): number {
  let last = at
  for (let next = tokens[last + 1]; next && last < at + 6; next = tokens[last + 1]) {
    const isLetter = next.gap === '' && next.low.length === 1
    const isPart = /^[/-]$/.test(next.gap) && next.isNumber && next.digits.length < 5
    if (!isLetter && !isPart) break
    last += 1
  }
  return last
}

/** On over "ngõ 3", "đường Trần Phú", "phố số 4". */
function throughStreets(tokens: Token[], at: number): number {
  let last = at
  for (let street = tokens[last + 1]; street && STREETS.has(street.low) && isNear(street) && last < at + 40; street = tokens[last + 1]) {
    let next = last + 2
    if (tokens[next]?.low === 'số') next += 1
    while (next < last + 7 && tokens[next]?.gap === ' ' && tokens[next]?.isCapital) next += 1
    if (next === last + 2 && isHouseNumber(tokens[next])) next = throughNumber(tokens, next) + 1
    if (next === last + 2) break
    last = next - 1
  }
  return last
}

// Persons ---------------------------------------------------------------------------------------------------------

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
function titleAt({ tokens }: Reading, at: number): number | undefined {
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (!token || !next) return undefined
  const pair = `${token.low}${next.gap}${next.low}`
  if (pair === 'đồng chí' || pair === 'đ/c' || pair === 'đ.c' || pair === 'bác sĩ' || pair === 'bác sỹ' || pair === 'cô giáo' || pair === 'thầy giáo') return at + 1
  if ((token.low === 'đc' || (token.low === 'ô' && next.gap[0] === '.')) && next.isCapital) return at
  if (!TITLES.has(token.low) && !BARE_TITLES.has(token.low)) return undefined
  return before && token.gap === ' ' && NOT_TITLE.has(`${before.low} ${token.low}`) ? undefined : at
}

const NOT_TITLE = new Set(
  'tiếng anh,nước anh,môn anh,quốc anh,trẻ em,đàn ông,đàn bà,nhạc cụ,công cụ,dụng cụ,nông cụ,đạo cụ,khí cụ,uyên bác,hai bà'.split(','),
)

function nameAfterTitle(reading: Reading, at: number, last: number): number | undefined {
  const { tokens, isPlace } = reading
  const title = tokens[at]
  const first = tokens[last + 1]
  if (!title || !first || first.gap.length > 4 || !/^[ .:("'“”«-]+$/.test(first.gap)) return undefined
  if (TITLES.has(first.low) || KNOWN.test(after(reading, title)) || KNOWN.test(after(reading, first)) || (title.isCapital && isOfPlace(reading, title.start))) return undefined
  const before = tokens[at - 1]
  const isGroup = before !== undefined && title.gap === ' ' && (before.low === 'các' || ((before.low === 'anh' || before.low === 'chị') && title.low === 'em'))
  const sureEnd = surnameEnd(reading, last + 1, true)
  if (sureEnd !== undefined) return sureEnd
  if (first.gap.includes('.') && title.low !== 'ô' && title.low !== 'ob') return undefined
  if (OFFICE.test(after(reading, first)) && !isFullName(reading, last + 1)) return undefined
  if (first.isNumber || first.isAllCapitals === title.isAllCapitals && title.isAllCapitals) return undefined
  const needsSurname = BARE_TITLES.has(title.low) || isGroup || first.gap.includes(':')
  const end = endOfCapitals(reading, last + 1)
  if (first.isCapital && !(first.isAllCapitals && !isSyllable(first.low))) {
    const isSurname = SURNAMES.has(first.low) || isBareSurname(first.low)
    return needsSurname && !(isSurname && end > last + 1) ? undefined : end
  }
  const isLowName = isPlace && !isGroup && TITLES.has(title.low) && first.gap === ' ' && !NO_NAME.has(first.low)
  return isLowName && isSyllable(first.low) ? last + 1 : undefined
}

/** A capitalised surname with its middle name and a given name, whatever office its first words may also be. */
function isFullName({ tokens }: Reading, at: number): boolean {
  const [first, middle, given] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  if (!first || !middle || !given || !middle.isCapital || !given.isCapital) return false
  return SURNAMES.has(first.low) && MIDDLE.has(middle.low)
}

/** A full name that stands without a title. */
function nameAlone(reading: Reading, at: number): number | undefined {
  const token = reading.tokens[at]
  if (!token || KNOWN.test(after(reading, token))) return undefined
  const end = surnameEnd(reading, at, false)
  if (end === undefined || !isOfPlace(reading, token.start)) return end
  return isOfOffice(reading, token.start) && isFullName(reading, at) ? end : undefined
}

/**
 * The end of a name that begins with a surname: surname + "Văn/Thị" in capitals or small letters, surname + a middle
 * name of the Mông or Dao, or, in capitals, a sure surname + a word, a possible one + a middle name + a word.
 */
function surnameEnd(reading: Reading, at: number, hasTitle: boolean): number | undefined {
  const { tokens } = reading
  const [surname, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  if (!surname || !second || second.gap !== ' ') return undefined
  const isBare = (second.low === 'van' || second.low === 'thi') && (surname.isCapital ? isBareSurname(surname.low) : BARE_SURNAMES.has(surname.low))
  if (!SURNAMES.has(surname.low) && !isBare) return undefined
  const hasThird = third !== undefined && third.gap === ' ' && !third.isNumber
  const end = Math.max(hasThird ? at + 2 : at + 1, endOfCapitals(reading, at))
  const isPlain = PLAIN_SURNAMES.has(surname.low)
  if (isBare) return hasThird ? end : undefined
  if (second.low === 'văn' || second.low === 'thị') {
    if (isPlain || (second.isCapital && !second.isAllCapitals)) return end
    return hasThird && !COMPOUND.has(third.low) ? end : undefined
  }
  if (hasThird && MONG_MIDDLE.has(second.low) && (second.low.length > 1 || second.isCapital || isPlain)) return end
  if (hasTitle && isPlain && (surname.isAllCapitals || (!surname.isCapital && isSyllable(second.low)))) return end
  if (!surname.isCapital || surname.isAllCapitals || !second.isCapital || second.isAllCapitals) return undefined
  if (SURE.has(surname.low)) return endOfCapitals(reading, at)
  return MIDDLE.has(second.low) && hasThird && third.isCapital ? endOfCapitals(reading, at) : undefined
}

/** Typed without diacritics: "Nguyen Van Nam". */
function isBareSurname(low: string): boolean {
  return [...SURNAMES].some((surname) => withoutDiacritics(surname) === low)
}

function withoutDiacritics(low: string): string {
  return low.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd')
}

const BARE_SURNAMES = set('nguyen giang sung huynh hoang tran trinh')
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

/** The words before: "đường …", "trường …", "chi bộ …" make it the name of a place or an institution. */
function isOfPlace({ text }: Reading, start: number): boolean {
  return OF_PLACE.test(text.slice(Math.max(0, start - 24), start).toLowerCase())
}

/** "trưởng thôn …", "công an xã …": an office stands before the name, the place belongs to it. */
function isOfOffice({ text }: Reading, start: number): boolean {
  return OFFICER.test(text.slice(Math.max(0, start - 32), start).toLowerCase())
}

/** In a place: "nhà Páo"; "nhà Văn hoá" and the like name no one. */
function houseOf(reading: Reading, at: number): number | undefined {
  const [house, name] = [reading.tokens[at], reading.tokens[at + 1]]
  if (house?.low !== 'nhà' || !name || name.gap !== ' ' || !name.isCapital || (house.isAllCapitals && name.isAllCapitals)) return undefined
  if (NO_NAME.has(name.low) || OFFICE.test(after(reading, name)) || (name.isAllCapitals && !isSyllable(name.low))) return undefined
  return endOfCapitals(reading, at + 1)
}

/** The words that begin here, in small letters. */
function after({ text }: Reading, { start }: Token): string {
  return `${text.slice(start, start + 28).toLowerCase()} `
}

/** Could it be a Vietnamese word, and not an abbreviation (UBND, CA)? */
function isSyllable(low: string): boolean {
  return low !== 'ca' && low !== 'cax' && /^[^aeiouy]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$/.test(withoutDiacritics(low))
}
