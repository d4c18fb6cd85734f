/**
 * Whether what a client sent for a record has the shapes of the record's fields, before anything reads it: Payload would
 * drop a list that is none, keep a number as a word, or fail. One hook before every collection's own ones, put there by
 * the plugin below; limits of length and value are the fields' own.
 */
import { type CollectionBeforeOperationHook, type Config, type FlattenedField } from 'payload'

import { invalidFields } from './invalid-fields.js'

type Wrong = { path: string; message: string }
type Fields = readonly FlattenedField[]

const SAVING = new Set(['create', 'update', 'updateByID'])
const TEXTS = new Set(['text', 'textarea', 'email', 'code', 'select', 'radio', 'date'])

const MESSAGES = {
  text: 'Mục này là chữ.',
  texts: 'Mục này là một danh sách chữ.',
  number: 'Mục này là số.',
  checkbox: 'Mục này là true hoặc false.',
  record: 'Mục này là mã của một mục khác.',
  records: 'Mục này là một danh sách mã.',
  kinds: 'Mục này cần ghi dạng {relationTo, value}.',
  list: 'Mục này là một danh sách, mỗi dòng một nhóm các mục con.',
  group: 'Mục này là một nhóm các mục con.',
} as const

/** A plugin of Payload's: every collection checks shapes first. */
export function checkedShapes(config: Config): Config {
  return { ...config, collections: (config.collections ?? []).map((collection) => ({ ...collection, hooks: { ...collection.hooks, beforeOperation: [checkShapes, ...(collection.hooks?.beforeOperation ?? [])] } })) }
}

/** Who is nobody hears that first; the product's own writings have their shapes from the compiler. */
const checkShapes: CollectionBeforeOperationHook = ({ args, collection, operation, req }) => {
  if (!SAVING.has(operation) || req.payloadAPI !== 'REST' || !req.user || !('data' in args) || args.data === undefined) return args
  const languages = (req.locale as string | null) === 'all'
  const errors = wrongIn({ fields: collection.flattenedFields, data: args.data, inAllLanguages: languages })
  if (errors.length > 0) throw invalidFields({ slug: collection.slug, errors, req })
  return { ...args, data: withEmpty(collection.flattenedFields, args.data as Record<string, unknown>) } as typeof args
}

/** What is wrong, each with the path of its field. */
export function wrongIn({ fields, data, inAllLanguages = false, path = '' }: { fields: Fields; data: unknown; inAllLanguages?: boolean; path?: string }): Wrong[] {
  if (!isRecord(data)) return [{ path: path.replace(/\.$/, ''), message: MESSAGES.group }]
  return fields.flatMap((field): Wrong[] => {
    const value = data[field.name]
    const own = `${path}${field.name}`
    if (value === undefined) return []
    const isByLanguage = inAllLanguages && 'localized' in field && field.localized === true && isRecord(value)
    return isByLanguage ? Object.entries(value).flatMap(([code, one]) => wrongValue({ field, value: one, path: `${own}.${code}` })) : wrongValue({ field, value, path: own })
  })
}

function wrongValue({ field, value, path }: { field: FlattenedField; value: unknown; path: string }): Wrong[] {
  const wrong = (message: string): Wrong[] => [{ path, message }]
  const hasMany = 'hasMany' in field && field.hasMany === true
  if (field.type === 'group' || field.type === 'tab') return value === null ? [] : wrongIn({ fields: field.flattenedFields, data: value, path: `${path}.` })
  if (isNothing(value)) return []
  if (field.type === 'array') {
    // The panel sends an empty list as the number of its rows.
    if (value === 0 || value === '0') return []
    return Array.isArray(value) ? value.flatMap((row: unknown, index) => wrongIn({ fields: field.flattenedFields, data: row, path: `${path}.${index}.` }).map((one) => (isRecord(row) ? one : { path: `${path}.${index}`, message: MESSAGES.group }))) : wrong(MESSAGES.list)
  }
  if (field.type === 'relationship' || field.type === 'upload') {
    const isOne = Array.isArray(field.relationTo) ? isOfAKind : isRecordId
    const message = Array.isArray(field.relationTo) ? MESSAGES.kinds : hasMany ? MESSAGES.records : MESSAGES.record
    return hasMany ? (Array.isArray(value) && value.every(isOne) ? [] : wrong(message)) : isOne(value) ? [] : wrong(message)
  }
  if (TEXTS.has(field.type)) return hasMany ? (Array.isArray(value) && value.every((one) => typeof one === 'string') ? [] : wrong(MESSAGES.texts)) : typeof value === 'string' ? [] : wrong(MESSAGES.text)
  if (field.type === 'number') return isNumber(value) ? [] : wrong(MESSAGES.number)
  if (field.type === 'checkbox') return typeof value === 'boolean' || value === 'true' || value === 'false' ? [] : wrong(MESSAGES.checkbox)
  return []
}

/** `null` for a list or a group says that there is nothing in it. */
function withEmpty(fields: Fields, data: Record<string, unknown>): Record<string, unknown> {
  const kept = { ...data }
  for (const field of fields) {
    const value = kept[field.name]
    if (field.type === 'group' && value === null) delete kept[field.name]
    else if (field.type === 'group' && isRecord(value)) kept[field.name] = withEmpty(field.flattenedFields, value)
    else if (field.type === 'array' && value === null) kept[field.name] = []
  }
  return kept
}

const isNothing = (value: unknown): boolean => value === null || value === ''
const isId = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'
const isRecordId = (value: unknown): boolean => isId(value) || (isRecord(value) && isId(value.id))
const isOfAKind = (value: unknown): boolean => isRecord(value) && typeof value.relationTo === 'string' && isRecordId(value.value)
const isNumber = (value: unknown): boolean => (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()))

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
