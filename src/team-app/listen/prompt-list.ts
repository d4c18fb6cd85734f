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

/** Every fixed sentence once, in the order of the screens; a key is its place in the catalogue (`home.title`). */
export function promptList(): Prompt[] {
  if (list) return list
  const seen = new Set<string>()
  list = [...sentences('', texts), ...named('form', FORMS), ...named('reason', BLOCK_REASONS), ...named('language', LANGUAGES)].filter(({ text }) => !seen.has(text) && seen.add(text))
  return list
}

/** The key of a sentence that is one of the fixed ones. */
export function promptKey(text: string): string | undefined {
  return promptList().find((prompt) => prompt.text === text)?.key
}

let list: Prompt[] | undefined

function sentences(path: string, value: unknown): Prompt[] {
  if (typeof value === 'string') return [{ key: path, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => sentences(path ? `${path}.${name}` : name, part))
}

/** What the server names the same for everybody: forms, reasons, languages. */
function named(kind: string, entries: readonly { code: string; name: string }[]): Prompt[] {
  return entries.map(({ code, name }) => ({ key: `${kind}.${code}`, text: name }))
}
