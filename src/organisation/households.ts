/**
 * How many households a unit had when: written wherever the register changes, read where a fact is judged as of its
 * time (contract §3).
 */
import type { CollectionAfterChangeHook } from 'payload'

import type { Reads, Row } from '../platform/database/tables.js'
import { newId } from '../platform/ids.js'
import { services } from '../platform/services.js'
import { orgHouseholds } from './tables.js'

/** What the register says from this moment on; nothing where it says the same as before. */
export function householdsChange({ unit, before, after, at }: { unit: string; before: unknown; after: unknown; at: string }): Row[] {
  const [had, has] = [countOf(before), countOf(after)]
  return had === has ? [] : [{ id: newId(), unit, households: has, before: had, from: at }]
}

export const keepHouseholds: CollectionAfterChangeHook = async ({ doc, previousDoc, operation, req }) => {
  if (operation !== 'update') return doc
  const at = services().now().toISOString()
  for (const data of householdsChange({ unit: String(doc.id), before: previousDoc?.households, after: doc.households, at })) {
    await req.payload.db.create({ req, collection: 'org-households', data, returning: false })
  }
  return doc
}

/** The register of a unit at a moment, where it was `known` at an earlier one. */
export async function householdsAt(reads: Reads, { unit, at, since, known }: { unit: string; at: string; since: string; known: number | null }): Promise<number | null> {
  const change = await reads.findOne(orgHouseholds, { where: [['unit', '=', unit], ['from', '>', since], ['from', '<=', at]], orderBy: [['from', 'desc']], columns: ['id', 'households', 'from'] })
  return change ? countOf(change.households) : known
}

const countOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
