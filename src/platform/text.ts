/**
 * Vietnamese text as people look for it and put it in order: search ignores case and marks (đ = d), lists follow the
 * Vietnamese alphabet. Both are stored as plain columns, since no database compares Vietnamese for us.
 */

/** The letters in the order of the Vietnamese alphabet; a stored key compares them byte by byte. */
const LETTERS = 'a0 a1 a2 b c d0 d1 e0 e1 f g h i j k l m n o0 o1 o2 p q r s t u0 u1 v w x y z'.split(' ')
const KEY_OF_LETTER = new Map(LETTERS.map((letter, index) => [letter, String.fromCharCode(48 + 10 + index)]))
/** Level, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries. Below digits and letters, above the space. */
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
const SHAPES: Record<string, string> = { ă: 'a1', â: 'a2', đ: 'd1', ê: 'e1', ô: 'o1', ơ: 'o2', ư: 'u1', a: 'a0', d: 'd0', e: 'e0', o: 'o0', u: 'u0' }

/** Text in its one Unicode form, without control characters; every text from outside goes through it. */
export function tidyText(text: string): string {
  // eslint-disable-next-line no-control-regex -- the control characters are what is removed
  return text.normalize('NFC').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
}

/** Lower case without marks, single spaces, only letters and digits: `18-NQ/TW` → `18 nq tw`, `Đồng Văn` → `dong van`. */
export function foldVietnamese(text: string): string {
  if (text.length > LONGEST_FOLDED) return foldAny(text)
  let length = 0
  let isGap = false
  for (let index = 0; index < text.length; index += 1) {
    const letter = FOLDED[text.charCodeAt(index)]
    // What is not written in Vietnamese takes the long way.
    if (letter === undefined || letter === FOREIGN) return foldAny(text)
    if (letter === GAP) isGap = length > 0
    else {
      if (isGap) folded[length++] = 0x20
      folded[length++] = letter
      isGap = false
    }
  }
  return folded.toString('latin1', 0, length)
}

/**
 * Where a text is folded. A text put together letter by letter would be kept as that many small pieces, ten times its
 * size, for as long as a list of 100,000 names has it as a key.
 */
const LONGEST_FOLDED = 4_000
const folded = Buffer.alloc(2 * LONGEST_FOLDED)

/** The definition of folding, for any text of any language. */
function foldAny(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const GAP = 0
const FOREIGN = 1
/** Of the characters that Vietnamese is written with, in one code each, the letter or digit that they fold to. */
const FOLDED = Uint8Array.from({ length: 0x1f00 }, (_, code) => {
  const isWritten = (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0x1b1) || (code >= 0x1ea0 && code < 0x1efa)
  const letter = isWritten ? foldAny(String.fromCharCode(code)) : undefined
  if (letter === '') return GAP
  return letter?.length === 1 && letter < '\x7f' ? letter.charCodeAt(0) : FOREIGN
})

/** What a record is found by: its texts folded and joined. */
export function searchTextOf(...texts: (string | null | undefined)[]): string {
  return foldVietnamese(texts.filter(Boolean).join(' ')).slice(0, 2_000)
}

/**
 * A key whose byte order is the Vietnamese order of the texts: syllable by syllable, first the letters, then the tone;
 * numbers by their size (`Thôn 2` before `Thôn 10`).
 */
export function sortKeyVietnamese(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .map((syllable) => {
      let key = keys.get(syllable)
      if (key === undefined) {
        // Vietnamese has some 7,000 syllables; a list has a few hundred of them.
        if (keys.size > 20_000) keys.clear()
        key = syllableKey(syllable)
        keys.set(syllable, key)
      }
      return key
    })
    .join(' ')
    .slice(0, 400)
}

const keys = new Map<string, string>()

function syllableKey(syllable: string): string {
  let tone = 0
  const letters = syllable.replace(/\d+|[^\d]/gu, (part) => {
    if (/^\d/.test(part)) return numberKey(part)
    const decomposed = part.normalize('NFD')
    const found = TONES.findIndex((mark) => mark !== '' && decomposed.includes(mark))
    if (found > 0) tone = found
    const bare = found > 0 ? decomposed.replace(TONES[found] ?? '', '').normalize('NFC') : part
    return letterKey(bare)
  })
  return letters + String.fromCharCode(33 + tone)
}

function letterKey(letter: string): string {
  const known = KEY_OF_LETTER.get(SHAPES[letter] ?? letter)
  if (known) return known
  const plain = letter.normalize('NFD').replace(/\p{M}+/gu, '')
  return KEY_OF_LETTER.get(SHAPES[plain] ?? plain) ?? `~${letter}`
}

function numberKey(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '')
  return `0${String(significant.length).padStart(2, '0')}${significant}`
}
