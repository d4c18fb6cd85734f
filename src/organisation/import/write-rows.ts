/** What writing an import and taking it back share. */
import type { Row, Tx } from '../../platform/database/tables.js'
import { orgPlacements } from '../tables.js'

/** Rows read and written at a time inside the transaction: bounds the writer's memory. */
export const CHUNK = 1_000

/** Nothing and an empty text are the same to a person. */
export function isSame(one: unknown, other: unknown): boolean {
  const plain = (value: unknown): unknown => (value === '' || value === undefined ? null : value)
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}

/** A name corrected by a list: the present placement says it right, earlier ones stay as they were. */
export async function renamePlacement(tx: Tx, unit: string, set: Row): Promise<void> {
  const names = Object.fromEntries(Object.entries(set).filter(([column]) => column === 'name' || column === 'label'))
  if (Object.keys(names).length) await tx.update(orgPlacements, [['unit', '=', unit], ['to', '=', null]], names)
}

export function chunked<Item>(items: readonly Item[], size = CHUNK): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}
