/**
 * Names for the ids that an audit event holds: who acted, on what, in which unit. An administrator who may read the
 * event may read these names, also of an account above: a log that does not say who is none. Used by the log's pages.
 */
import type { BasePayload, CollectionSlug } from 'payload'

import type { Bilingual } from '../platform/labels.js'
import { wordsOfKind } from './log-words.js'

type Language = keyof Bilingual
type Named = Record<string, unknown> & { id: string }

const itself: Bilingual = { vi: 'Lan Tỏa (tự làm)', en: 'Lan Tỏa itself' }

export async function nameOfActor({ payload, actor, language }: { payload: BasePayload; actor: string; language: Language }): Promise<string> {
  if (actor === 'product') return itself[language]
  const [kind, team] = actor.split(':')
  if (kind === 'team' && team) return (await nameOfRecord({ payload, collection: 'teams', id: team })) ?? wordsOfKind('teams', language)
  return (await nameOfRecord({ payload, collection: 'users', id: actor })) ?? actor
}

export interface Subject {
  name: string
  /** Where it is read in the panel; absent for what has no page or is there no more. */
  href?: string
}

/** @param subject `<collection>/<id>` */
export async function nameOfSubject({ payload, subject, language }: { payload: BasePayload; subject: string; language: Language }): Promise<Subject> {
  const [collection = '', id = ''] = subject.split('/')
  const kind = wordsOfKind(collection, language)
  const name = id && isCollection(payload, collection) ? await nameOfRecord({ payload, collection, id }) : undefined
  if (name === undefined) return { name: kind }
  return { name: `${kind} ${name}`.trim(), href: `/admin/collections/${collection}/${id}` }
}

/** What a record is called; of a fact, whose it is. Undefined where it is not there. */
export async function nameOfRecord({ payload, collection, id }: { payload: BasePayload; collection: CollectionSlug; id: string }): Promise<string | undefined> {
  const found = await payload.db.findOne<Named>({ collection, where: { id: { equals: id } } })
  if (!found) return undefined
  const title = payload.collections[collection].config.admin.useAsTitle
  const own = title && title !== 'id' ? found[title] : undefined
  if (typeof own === 'string' && own !== '') return own
  return typeof found.team === 'string' ? nameOfRecord({ payload, collection: 'teams', id: found.team }) : ''
}

/** The label of a collection's field, as its form has it. */
export function nameOfField({ payload, collection, field, language }: { payload: BasePayload; collection: string; field: string; language: Language }): string {
  const config = payload.config.collections.find(({ slug }) => slug === collection)
  const label = config?.flattenedFields.find(({ name }) => name === field)?.label
  if (typeof label === 'string') return label
  return typeof label === 'object' && label !== null ? String((label as Record<string, unknown>)[language] ?? field) : field
}

function isCollection(payload: BasePayload, slug: string): slug is CollectionSlug {
  return slug in payload.collections
}
