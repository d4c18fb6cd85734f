// Texts typed with the old one-byte fonts TCVN3 (.VnTime) and VNI: recognised and converted to Unicode.
// Called for every text cell; a text that is plain Unicode must come back untouched.
import { isVietnameseSyllable } from './vietnamese-syllables.js'

export type OldEncoding = 'TCVN3' | 'VNI'

export interface Recognised {
  text: string
  /** The encoding it was converted from; absent where the text is fine as it is. */
  from?: OldEncoding
  /** True where the letters alone decide: such a cell may speak for ambiguous neighbours. */
  certain: boolean
}

/** What speaks for an old encoding beside the letters: the cell's font, or certain cells near by. */
export type EncodingHint = OldEncoding | 'unicode' | undefined

/**
 * Converts a text where its letters (or, where they allow both readings, the hint) say that it is TCVN3 or VNI.
 * @param text one cell's text
 * @param hint the font's or the neighbours' encoding
 */
export function recognise(text: string, hint: EncodingHint): Recognised {
  if (ASCII.test(text)) return { text, certain: false }
  if (UNICODE_ONLY.test(text)) return { text, certain: true }

  const words = wordsOf(text)
  const readings = {
    unicode: words.filter((word) => !isWord(word)).length,
    TCVN3: wrongWords(fromTcvn3(text)),
    VNI: wrongWords(fromVni(text)),
  }
  const best: OldEncoding = readings.TCVN3 <= readings.VNI ? 'TCVN3' : 'VNI'
  const other: OldEncoding = best === 'TCVN3' ? 'VNI' : 'TCVN3'
  const wrong = readings[best]
  if (hint && hint !== 'unicode' && readings[hint] <= readings.unicode && readings[hint] < Infinity) return converted(text, hint, readings[hint] < readings.unicode)
  if (wrong >= readings.unicode || wrong === readings[other]) return { text, certain: false }
  // The old reading must explain the text as a whole; one odd word in a good sentence is no proof.
  const share = wrong / Math.max(words.length, 1)
  if (share > 0.34 || (wrong > 0 && readings.unicode - wrong < 2)) return { text, certain: false }
  return converted(text, best, true)
}

/** The encoding a font stands for: ".VnTime" and its kin TCVN3, "VNI-Times" and its kin VNI. */
export function encodingOfFont(font: string | undefined): EncodingHint {
  if (!font) return undefined
  if (/^\.vn/i.test(font)) return 'TCVN3'
  if (/^vni[- ]/i.test(font)) return 'VNI'
  return undefined
}

/** Unicode to an old encoding, for test data and to check the tables against themselves. */
export function encodeOld(text: string, encoding: OldEncoding): string {
  const table = encoding === 'TCVN3' ? tcvn3 : vni
  const inverse = new Map([...table].map(([old, letter]) => [letter, old]))
  return [...text.normalize('NFC')].map((letter) => inverse.get(letter) ?? letter).join('')
}

function converted(text: string, from: OldEncoding, certain: boolean): Recognised {
  const read = from === 'TCVN3' ? fromTcvn3(text) : fromVni(text)
  return read === undefined ? { text, certain: false } : { text: capitalsAlike(read), from, certain }
}

// eslint-disable-next-line no-control-regex -- ASCII is exactly this range
const ASCII = /^[\x00-\x7f]*$/
/** Letters and marks that neither old encoding can show: their presence settles it. */
const UNICODE_ONLY = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]/

const tcvn3 = new Map<string, string>()
const vni = new Map<string, string>()

function pairs(table: Map<string, string>, list: string): void {
  for (const pair of list.trim().split(/\s+/)) {
    const [letter = '', old = ''] = pair.split('=')
    table.set(old, letter)
  }
}

pairs(
  tcvn3,
  `à=µ ả=¶ ã=· á=¸ ạ=¹ ă=¨ ằ=» ẳ=¼ ẵ=½ ắ=¾ ặ=Æ â=© ầ=Ç ẩ=È ẫ=É ấ=Ê ậ=Ë đ=® è=Ì ẻ=Î ẽ=Ï é=Ð ẹ=Ñ ê=ª ề=Ò ể=Ó ễ=Ô ế=Õ ệ=Ö
   ì=× ỉ=Ø ĩ=Ü í=Ý ị=Þ ò=ß ỏ=á õ=â ó=ã ọ=ä ô=« ồ=å ổ=æ ỗ=ç ố=è ộ=é ơ=¬ ờ=ê ở=ë ỡ=ì ớ=í ợ=î ù=ï ủ=ñ ũ=ò ú=ó ụ=ô
   ư=\u00ad ừ=õ ử=ö ữ=÷ ứ=ø ự=ù ỳ=ú ỷ=û ỹ=ü ý=ý ỵ=þ Ă=¡ Â=¢ Ê=£ Ô=¤ Ơ=¥ Ư=¦ Đ=§`,
)

const vniLower = `á=aù à=aø ả=aû ã=aõ ạ=aï ă=aê ắ=aé ằ=aè ẳ=aú ẵ=aü ặ=aë â=aâ ấ=aá ầ=aà ẩ=aå ẫ=aã ậ=aä đ=ñ
   é=eù è=eø ẻ=eû ẽ=eõ ẹ=eï ê=eâ ế=eá ề=eà ể=eå ễ=eã ệ=eä í=í ì=ì ỉ=æ ĩ=ó ị=ò ó=où ò=oø ỏ=oû õ=oõ ọ=oï
   ô=oâ ố=oá ồ=oà ổ=oå ỗ=oã ộ=oä ơ=ô ớ=ôù ờ=ôø ở=ôû ỡ=ôõ ợ=ôï ú=uù ù=uø ủ=uû ũ=uõ ụ=uï ư=ö ứ=öù ừ=öø ử=öû ữ=öõ ự=öï
   ý=yù ỳ=yø ỷ=yû ỹ=yõ ỵ=î`
pairs(vni, vniLower)
pairs(vni, vniLower.toUpperCase())

/** TCVN3 to Unicode, or undefined where a character has no place in it. */
function fromTcvn3(text: string): string | undefined {
  let result = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const letter = tcvn3.get(character)
    if (letter) result += letter
    else if (code < 0x80 || code === 0xa0 || code > 0x2000) result += character
    else return undefined
  }
  return result
}

/** VNI to Unicode: a vowel and its mark are two characters. Undefined where a mark stands alone. */
function fromVni(text: string): string | undefined {
  let result = ''
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? ''
    const next = text[index + 1] ?? ''
    // Mixed case ("Aâ") is how a font with capitals by shift writes the first letter of a name.
    const two = vni.get(character + next) ?? vni.get(character + (isUpper(character) ? next.toUpperCase() : next.toLowerCase()))
    const one = vni.get(character)
    if (two) {
      result += two
      index += 1
    } else if (one) result += one
    else if (character.charCodeAt(0) < 0x80 || character.charCodeAt(0) > 0x2000) result += character
    else return undefined
  }
  return result
}

function wrongWords(text: string | undefined): number {
  if (text === undefined) return Infinity
  return wordsOf(text).filter((word) => !isWord(word)).length
}

/** Words with a letter outside ASCII: only they differ between the readings. */
function wordsOf(text: string): string[] {
  return text.split(/[\s\d.,;:()/"'\\\-–_+&]+/).filter((word) => word !== '' && !ASCII.test(word))
}

const isWord = (word: string): boolean => isVietnameseSyllable(word)
const isUpper = (character: string): boolean => character !== character.toLowerCase()

/** The capital fonts of TCVN3 have small letters' codes: "XÃ MÌNH" arrives as "Xã MìNH" and is raised as a whole. */
function capitalsAlike(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => {
    const ascii = word.replace(/[^A-Za-z]/g, '')
    return ascii.length > 1 && ascii === ascii.toUpperCase() ? word.toUpperCase() : word
  })
}
