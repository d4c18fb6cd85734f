/**
 * The app's fixed sentences with stable keys: what an installation may record per language. Pure; the phone looks keys up
 * here, and the desk lists the same sentences to be recorded.
 */
import { BLOCK_REASONS } from '../../dissemination/event-rules.js'
import { FORMS, LANGUAGES } from '../../dissemination/report-rules.js'
import { texts } from '../texts.js'

export interface Prompt {
  key: string
  text: string
}

/**
 * Every fixed sentence once, in the order of the screens, then what is fixed in those that speak of something. A key is
 * its place in the catalogue (`home.title`).
 */
export function promptList(): Prompt[] {
  return [...byText().values()]
}

/** The key of a sentence that is one of the fixed ones, however it is capitalised and whatever mark it ends with. */
export function promptKey(text: string): string | undefined {
  return byText().get(plain(text))?.key
}

/** The pieces in which a sentence is said where some of them are recorded: "Xác nhận: Vàng A Páo" is two, "Mới (3)" too. */
export function piecesOf(text: string): string[] {
  return text.split(/(?<=[:.?!])\s+|\s*[()]\s*/).filter((piece) => /[\p{L}\d]/u.test(piece))
}

let known: Map<string, Prompt> | undefined

function byText(): Map<string, Prompt> {
  if (known) return known
  known = new Map()
  const whole = [...named('form', FORMS), ...named('reason', BLOCK_REASONS), ...named('language', LANGUAGES)]
  for (const prompt of [...sentences('', texts), ...whole, ...pieces('', texts)]) {
    const place = plain(prompt.text)
    if (!known.has(place)) known.set(place, prompt)
  }
  return known
}

function sentences(path: string, value: unknown): Prompt[] {
  return typeof value === 'string' ? [{ key: path, text: value }] : parts(path, value, sentences)
}

type Sentence = (...given: string[]) => string
const GIVEN = '\u0001'

/** What stays the same in a sentence that speaks of something: "Tất cả:", however many. */
function pieces(path: string, value: unknown): Prompt[] {
  if (typeof value !== 'function') return parts(path, value, pieces)
  const said = (value as Sentence)(...Array.from({ length: value.length }, () => GIVEN))
  const fixed = piecesOf(said).filter((piece) => !piece.includes(GIVEN))
  return fixed.map((text, index) => ({ key: index === 0 ? path : `${path}.${index + 1}`, text }))
}

function parts(path: string, value: unknown, read: (path: string, value: unknown) => Prompt[]): Prompt[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => read(path ? `${path}.${name}` : name, part))
}

/** What the server names the same for everybody: forms, reasons, languages. */
function named(kind: string, entries: readonly { code: string; name: string }[]): Prompt[] {
  return entries.map(({ code, name }) => ({ key: `${kind}.${code}`, text: name }))
}

function plain(text: string): string {
  return text.trim().replace(/[\s:.,;?!…]+$/, '').toLowerCase()
}
