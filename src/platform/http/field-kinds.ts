/** What the fields of the collections hold, read from Payload's configuration; the server hands it to the gate of `/api`. */
import type { FlattenedField, SanitizedConfig } from 'payload'

import type { FieldKind, KindOf } from './query-operand-rules.js'

type Fields = readonly FlattenedField[]

const KINDS: Partial<Record<FlattenedField['type'], FieldKind>> = { date: 'day-and-time', number: 'number', checkbox: 'checkbox' }

export function fieldKinds({ collections, localization }: Pick<SanitizedConfig, 'collections' | 'localization'>): KindOf {
  const bySlug = new Map<string, Fields>(collections.map(({ slug, flattenedFields }) => [slug, flattenedFields]))
  const languages = new Set(localization ? localization.localeCodes : [])
  const known = new Map<string, FieldKind | undefined>()

  function kindIn(fields: Fields, path: readonly string[]): FieldKind | undefined {
    const [name = '', ...further] = path
    const field = fields.find((one) => one.name === name)
    if (!field) return undefined
    const isLocalized = 'localized' in field && field.localized === true
    // `summary.vi` is the Vietnamese of `summary`.
    const rest = isLocalized && languages.has(further[0] ?? '') ? further.slice(1) : further
    if (field.type === 'relationship' || field.type === 'upload') return kindOfRecord({ field, isLocalized, rest })
    if (rest.length === 0) return name === 'id' ? 'record' : (KINDS[field.type] ?? 'text')
    if (field.type === 'json') return 'inside-json'
    return 'flattenedFields' in field ? kindIn(field.flattenedFields, rest) : 'text'
  }

  function kindOfRecord({ field, isLocalized, rest }: { field: { relationTo: string | string[] }; isLocalized: boolean; rest: readonly string[] }): FieldKind | undefined {
    if (Array.isArray(field.relationTo)) return rest.length === 0 ? 'kinds' : rest.length === 1 && (rest[0] === 'value' || rest[0] === 'relationTo') ? 'value-of-kinds' : undefined
    if (rest.length === 0) return 'record'
    return isLocalized ? 'unreachable' : kindIn(bySlug.get(field.relationTo) ?? [], rest)
  }

  return (slug, path) => {
    const key = `${slug} ${path}`
    if (known.has(key)) return known.get(key)
    const fields = bySlug.get(slug)
    const kind = fields ? kindIn(fields, path.split('.')) : undefined
    // Paths come from outside: only those that are fields are worth remembering.
    if (kind) known.set(key, kind)
    return kind
  }
}
