/** The hooks that log what accounts create, change and delete through Payload; each collection spreads them in one line. */
import type { CollectionAfterChangeHook, CollectionAfterDeleteHook, CollectionConfig, PayloadRequest } from 'payload'

import { audit, lastUnit } from './audit.js'

type Hooks = Pick<NonNullable<CollectionConfig['hooks']>, 'afterChange' | 'afterDelete'>
/** The fields that say where a record belongs: `path` where it is one that people read, else its unit or its team. */
type Place = { unit?: string; team?: string; path?: string }

/** Never logged as a change: what the product keeps up by itself, and secrets. */
const UNLOGGED = new Set(['updatedAt', 'createdAt', 'searchText', 'sortKey', 'languages', 'ownerName', 'parentName', 'sessions', 'password', 'hash', 'salt', 'loginAttempts', 'lockUntil', 'collection'])

/** Hooks for one collection. */
export function auditCollection(slug: string, place: Place, more: Hooks = {}): Hooks {
  const changed: CollectionAfterChangeHook = async ({ doc, previousDoc, operation, req }) => {
    await log({ slug, place, req, action: operation, before: operation === 'update' ? previousDoc : undefined, after: doc })
    return doc
  }
  const deleted: CollectionAfterDeleteHook = async ({ doc, req }) => {
    await log({ slug, place, req, action: 'delete', before: doc, after: undefined })
    return doc
  }
  return { afterChange: [changed, ...(more.afterChange ?? [])], afterDelete: [deleted, ...(more.afterDelete ?? [])] }
}

async function log({ slug, place, req, action, before, after }: { slug: string; place: Place; req: PayloadRequest; action: string; before: unknown; after: unknown }): Promise<void> {
  const account = asRecord(req.user)
  if (typeof account.id !== 'string') return
  const doc = asRecord(after ?? before)
  const path = (await pathOf({ doc, place, req })) ?? firstText(doc.territory) ?? firstText(account.territory) ?? null
  await audit({
    req,
    actor: account.id,
    action: `${slug}.${action}`,
    subject: `${slug}/${String(doc.id)}`,
    unit: idAt(doc, place.unit) ?? lastUnit(path),
    path,
    before: before === undefined ? undefined : logged(shownPart(asRecord(before), doc)),
    after: after === undefined ? undefined : logged(asRecord(after)),
    details: { changed: action === 'update' ? changedFields(shownPart(asRecord(before), doc), doc) : [], locale: req.locale ?? null },
    requestId: req.headers?.get('x-lantoa-request-id') ?? null,
  })
}

/** Where the record belongs, so that those who answer for the place read of it, and nobody else. Path columns are hidden here. */
async function pathOf({ doc, place, req }: { doc: Record<string, unknown>; place: Place; req: PayloadRequest }): Promise<string | undefined> {
  const own = textAt(doc, place.path)
  if (own !== undefined) return own
  const unit = idAt(doc, place.unit)
  const id = unit ?? idAt(doc, place.team)
  if (!id) return undefined
  const found = await req.payload.db.findOne<{ id: string; path?: string | null }>({ collection: unit ? 'org-units' : 'teams', where: { id: { equals: id } }, select: { path: true } })
  return found?.path ?? undefined
}

/** What Payload gives as "before" holds hidden columns too; only what the record shows is compared. */
function shownPart(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(before).filter(([name]) => name in after))
}

function changedFields(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !UNLOGGED.has(name) && written(before[name]) !== written(after[name])).sort()
}

/** A list without rows says as little as none. */
function written(value: unknown): string {
  return JSON.stringify(Array.isArray(value) && value.length === 0 ? null : (value ?? null))
}

function logged(doc: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(doc).filter(([name]) => !UNLOGGED.has(name)))
}

function idAt(doc: Record<string, unknown>, field: string | undefined): string | null {
  const value = field ? doc[field] : undefined
  if (typeof value === 'string') return value
  const id = asRecord(value).id
  return typeof id === 'string' ? id : null
}

function textAt(doc: Record<string, unknown>, field: string | undefined): string | undefined {
  const value = field ? doc[field] : undefined
  return typeof value === 'string' ? value : undefined
}

function firstText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : undefined
  return typeof first === 'string' ? first : undefined
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
