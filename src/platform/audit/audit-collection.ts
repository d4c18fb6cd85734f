/** The hooks that log what accounts create, change and delete through Payload; each collection spreads them in one line. */
import type { CollectionAfterChangeHook, CollectionAfterDeleteHook, CollectionConfig, PayloadRequest } from 'payload'

import { audit } from './audit.js'

type Hooks = Pick<NonNullable<CollectionConfig['hooks']>, 'afterChange' | 'afterDelete'>
type Place = { unit?: string; path?: string }

/** Never logged as a change: what the product keeps up by itself, and secrets. */
const UNLOGGED = new Set(['updatedAt', 'createdAt', 'searchText', 'sortKey', 'languages', 'ownerName', 'parentName', 'sessions', 'password', 'hash', 'salt', 'loginAttempts', 'lockUntil', 'collection'])

/** Hooks for one collection. `place` names the fields that hold the unit and its path. */
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
  await audit({
    payload: req.payload,
    req,
    actor: account.id,
    action: `${slug}.${action}`,
    subject: `${slug}/${String(doc.id)}`,
    unit: idAt(doc, place.unit),
    path: textAt(doc, place.path) ?? firstText(doc.territory) ?? firstText(account.territory) ?? null,
    before: before === undefined ? undefined : logged(shownPart(asRecord(before), doc)),
    after: after === undefined ? undefined : logged(asRecord(after)),
    details: { changed: action === 'update' ? changedFields(shownPart(asRecord(before), doc), doc) : [], locale: req.locale ?? null },
    requestId: req.headers?.get('x-lantoa-request-id') ?? null,
  })
}

/** What Payload gives as "before" holds hidden columns too; only what the record shows is compared. */
function shownPart(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(before).filter(([name]) => name in after))
}

function changedFields(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !UNLOGGED.has(name) && JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null)).sort()
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
