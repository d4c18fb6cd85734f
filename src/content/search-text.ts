/** What a content is found by: its number or title, what it is about, who issued it, and the name of its kind ("nghị quyết 72"). */
import { searchTextOf } from '../platform/text.js'
import { nameOfDocumentKind } from './document-kinds.js'

const FOUND_BY = ['symbol', 'title', 'abstract', 'issuer', 'launchedBy'] as const

export function contentSearchText(content: Readonly<Record<string, unknown>>): string {
  const texts = FOUND_BY.map((field) => content[field]).filter((value): value is string => typeof value === 'string')
  return searchTextOf('symbol' in content ? nameOfDocumentKind(content.kind) : '', ...texts)
}
