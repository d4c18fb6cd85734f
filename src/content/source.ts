/**
 * What a content is made of, as far as a reader gets it: the part that all languages share and the text of one
 * language. Approval freezes it, and its digest tells whether something changed since. Pure.
 */
import { createHash } from 'node:crypto'

import canonicalize from 'canonicalize'

import type { ContentType, LanguageCode } from './languages.js'

/** A content as the database adapter gives it: localised fields by language. */
export type StoredContent = Readonly<Record<string, unknown>> & { id: string }

/** Values of the fields, free of row ids and empties, so that equal content gives an equal digest. */
export type Source = { shared: Record<string, unknown>; text: Record<string, unknown> }

const SHARED: Record<ContentType, readonly string[]> = {
  resolutions: ['kind', 'symbol', 'issuer', 'term', 'issuedOn', 'abstract', 'field', 'attachments'],
  materials: ['title', 'kind', 'about', 'file'],
  campaigns: ['title', 'kind', 'launchedBy', 'field', 'from', 'to', 'indicators'],
}

const LOCALISED: Record<ContentType, readonly string[]> = {
  resolutions: ['summary', 'keyPoints', 'questions', 'audio'],
  materials: ['body', 'keyPoints', 'questions', 'audio'],
  campaigns: ['goal', 'body', 'audio'],
}

/** Only these make a language exist: a shared title is not yet a text. */
export function localisedFields(contentType: ContentType): readonly string[] {
  return LOCALISED[contentType]
}

export function sharedFields(contentType: ContentType): readonly string[] {
  return SHARED[contentType]
}

export function sourceOf({ contentType, content, language }: { contentType: ContentType; content: StoredContent; language: LanguageCode }): Source {
  return {
    shared: Object.fromEntries(SHARED[contentType].flatMap((field) => entry(field, content[field]))),
    text: Object.fromEntries(LOCALISED[contentType].flatMap((field) => entry(field, inLanguage(content[field], language)))),
  }
}

export function hasText(source: Source): boolean {
  return Object.keys(source.text).length > 0
}

export function digestOf(source: Source): string {
  return createHash('sha256').update(canonical(source)).digest('hex')
}

/** RFC 8785: the one way to write this value. */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('nothing to write')
  return text
}

function inLanguage(value: unknown, language: LanguageCode): unknown {
  return isRecord(value) ? value[language] : undefined
}

function entry(field: string, value: unknown): [string, unknown][] {
  const plain = plainValue(value)
  return plain === undefined ? [] : [[field, plain]]
}

/** Ids of rows go, references become their id, empty values go. */
function plainValue(value: unknown, isRow = false): unknown {
  if (value === null || value === undefined || value === '') return undefined
  if (Array.isArray(value)) {
    const rows = value.map((row) => plainValue(row, true)).filter((row) => row !== undefined)
    return rows.length === 0 ? undefined : rows
  }
  if (!isRecord(value)) return value
  if (typeof value.relationTo === 'string') return { relationTo: value.relationTo, value: plainValue(value.value) }
  const kept = Object.entries(value).filter(([key]) => !(isRow && (key === 'id' || key.startsWith('_'))))
  const plain = kept.flatMap(([key, part]) => entry(key, part))
  return plain.length === 0 ? undefined : Object.fromEntries(plain)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
