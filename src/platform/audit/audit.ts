/**
 * Writes the log: one row per decision, in the same transaction as the decision where there is one (`tx`), with a change
 * of Payload's through its adapter. Called by works of every domain and by `auditCollection`.
 */
import { createHash } from 'node:crypto'

import canonicalize from 'canonicalize'
import type { PayloadRequest } from 'payload'

import { defineTable, type Tx } from '../database/tables.js'
import { newId } from '../ids.js'

export const auditEventsTable = defineTable({
  slug: 'audit-events',
  columns: { id: 'text', at: 'date', actor: 'text', action: 'text', subject: 'text', unit: 'text', before: 'text', after: 'text', details: 'json', requestId: 'text', path: 'text' },
})

export type AuditEvent = {
  /** ISO time; the present moment where absent. */
  at?: string
  /** Id of the account, `team:<id>` for a phone, `product` for what the product does by itself. */
  actor: string
  /** What was done, as `<noun>.<verb>`: `assignment.publish`. */
  action: string
  /** What it was done to, as `<collection>/<id>`. */
  subject: string
  /** Id and path of the unit it happened in; the path decides which administrators read it. */
  unit?: string | null
  path?: string | null
  /** Any plain values; the log keeps their digests, so it proves a change without copying what people wrote. */
  before?: unknown
  after?: unknown
  /** Small plain facts for the reader: names of the fields that changed, a reason, numbers. */
  details?: Record<string, unknown> | null
  requestId?: string | null
}

/** Logs one event inside a transaction, or with what Payload's request `req` changes. Routes use `perform` and `logCall`. */
export async function audit({ tx, req, ...event }: AuditEvent & ({ tx: Tx; req?: never } | { tx?: never; req: PayloadRequest })): Promise<void> {
  const row = auditRow(event)
  if (tx) return tx.insert(auditEventsTable, [row])
  await req.payload.db.create({ collection: 'audit-events', data: row, returning: false, req })
}

/** The row of an event, for works that insert several at once. */
export function auditRow(event: AuditEvent) {
  return {
    id: newId(),
    at: event.at ?? new Date().toISOString(),
    actor: event.actor,
    action: event.action,
    subject: event.subject,
    unit: event.unit ?? null,
    before: digestOf(event.before),
    after: digestOf(event.after),
    details: event.details ?? null,
    requestId: event.requestId ?? null,
    path: event.path ?? null,
  }
}

/** The unit at the end of a path. */
export function lastUnit(path: string | null | undefined): string | null {
  return path?.split('/').filter(Boolean).at(-1) ?? null
}

/** What the log keeps of a value: enough to prove that it changed, nothing of what it says. */
export function digestOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  const text = canonicalize(JSON.parse(JSON.stringify(value)))
  return text === undefined ? null : createHash('sha256').update(text).digest('hex')
}
