/** The app's fixed sentences with stable keys: what an installation may record per language. Pure; the desk lists them. */
import { texts } from '../texts.js'

export interface Prompt {
  key: string
  text: string
}

/** Every fixed sentence, in the catalogue's order; a key is its place there (`home.title`). */
export function promptList(): Prompt[] {
  return sentences('', texts)
}

/** The key of a sentence that is one of the fixed ones. */
export function promptKey(text: string): string | undefined {
  keys ??= new Map(promptList().map((prompt) => [prompt.text, prompt.key]))
  return keys.get(text)
}

let keys: Map<string, string> | undefined

function sentences(path: string, value: unknown): Prompt[] {
  if (typeof value === 'string') return [{ key: path, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => sentences(path ? `${path}.${name}` : name, part))
}
