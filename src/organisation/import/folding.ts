// How an office compares names: without regard to case, diacritics, double spaces and the word for the kind of place.
// Pure; used by headings, allowed words and the matching of rows.

import { foldVietnamese as fold } from '../../platform/text.js'

export { fold }

/** NFC, no-break and zero-width characters gone, one space between words: how a text is stored. */
export function tidy(text: string): string {
  if (TIDY.test(text)) return text
  return text
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex -- the control characters are what is removed
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
}

/** A telephone number as it is dialled, however it was written: "+84 912.345.678" and "0912 345 678" are one. */
export function plainPhone(text: string): string {
  return text.replace(/[\s.()-]/g, '').replace(/^\+?84(?=\d{9,10}$)/, '0')
}

/** Letters and signs in one code each with single spaces between: nothing to put right. */
const TIDY = /^[\x21-\x7e\xc0-\u024f\u1ea0-\u1ef9]+(?: [\x21-\x7e\xc0-\u024f\u1ea0-\u1ef9]+)*$/

/** A village's name taken apart: the folded kind of place ("thon", "to dan pho", or none) and the folded rest. */
export interface PlaceName {
  label: string
  /** The rest; a roman number counts as its arabic one, and a number loses leading zeros. */
  core: string
}

/** Longest first, so that "tổ dân phố" is not read as "tổ". */
const VILLAGE_WORDS = [
  'to dan pho', 'khu dan cu', 'khu pho', 'khoi pho', 'tieu khu', 'thon ban', 'tdp', 'thon', 'ban', 'xom', 'ap', 'buon', 'lang', 'khom', 'khoi',
  'phum', 'soc', 'bon', 'plei', 'khu', 'to', 'kp',
]
const COMMUNE_WORDS = ['thi tran', 'dac khu', 'phuong', 'xa', 'tt', 'p', 'x']
const UPPER_WORDS = ['thanh pho', 'thi xa', 'tinh', 'huyen', 'quan', 'tp', 'tx', 't', 'h', 'q']

export function placeName(name: string): PlaceName {
  return split(name, VILLAGE_WORDS)
}

/** The folded name of a commune, district or province without its kind: "Xã  Lũng Cú" and "lung cu" are the same. */
export function upperName(name: string): string {
  const commune = split(name, COMMUNE_WORDS)
  return commune.label ? commune.core : split(name, UPPER_WORDS).core
}

/** The Vietnamese word for the kind of place as it stands in the name ("Tổ dân phố 4" → "Tổ dân phố"), or none. */
export function placeLabel(name: string): string | undefined {
  const { label } = placeName(name)
  if (!label) return undefined
  const words = tidy(name).split(' ')
  const count = label.split(' ').length
  const said = words.slice(0, count).join(' ')
  return fold(said) === label ? said : undefined
}

/** Names come in runs: a commune on each of its villages' rows, a village in several of its questions. */
const taken = new Map<readonly string[], Map<string, PlaceName>>()

function split(name: string, words: readonly string[]): PlaceName {
  const known = taken.get(words) ?? new Map<string, PlaceName>()
  taken.set(words, known)
  let place = known.get(name)
  if (!place) {
    if (known.size >= 2_000) known.clear()
    place = takeApart(name, words)
    known.set(name, place)
  }
  return place
}

function takeApart(name: string, words: readonly string[]): PlaceName {
  const folded = fold(name)
  for (const word of words) {
    if (!folded.startsWith(`${word} `)) continue
    return { label: word === 'tdp' ? 'to dan pho' : word === 'kp' ? 'khu pho' : word, core: numbersAlike(folded.slice(word.length + 1)) }
  }
  return { label: '', core: numbersAlike(folded) }
}

/** "Vi" and "Xi" are names as well ("Nà Vi"), so they are never read as six and eleven. */
const ROMAN = /^(?!vi$|xi$)(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})$/
const ROMAN_VALUES: Record<string, number> = { i: 1, v: 5, x: 10 }

function numbersAlike(core: string): string {
  const words = core.split(' ')
  return words
    .map((word, index) => {
      if (/^0*\d+$/.test(word)) return String(Number(word))
      return index === words.length - 1 && ROMAN.test(word) ? String(romanValue(word)) : word
    })
    .join(' ')
}

function romanValue(word: string): number {
  let total = 0
  for (let index = 0; index < word.length; index += 1) {
    const value = ROMAN_VALUES[word[index] ?? ''] ?? 0
    const next = ROMAN_VALUES[word[index + 1] ?? ''] ?? 0
    total += value < next ? -value : value
  }
  return total
}
