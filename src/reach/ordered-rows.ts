/**
 * Rows in the order of one indexed column, equal values by id, from any place in between: each page is a range of the
 * index and no row is left out or met twice. Called by the outstanding list and by verify.
 */
import type { Condition, Reads, Row, Table } from '../platform/database/tables.js'

export interface Place {
  value: string
  id: string
}

/**
 * @param within further conditions, best with the index's columns before `by`
 * @param after the last row of the page before; from the beginning when absent
 */
export async function orderedRows({ reads, table, within, by, after, limit, columns }: {
  reads: Reads
  table: Table
  within: readonly Condition[]
  by: string
  after?: Place
  limit: number
  columns?: readonly string[]
}): Promise<Row[]> {
  const wanted = columns ? { columns: [...new Set(['id', by, ...columns])] } : {}
  if (!after) return reads.find(table, { where: within, orderBy: [[by, 'asc'], ['id', 'asc']], limit, ...wanted })
  const same = await reads.find(table, { where: [...within, [by, '=', after.value], ['id', '>', after.id]], orderBy: [['id', 'asc']], limit, ...wanted })
  if (same.length >= limit) return same
  const further = await reads.find(table, { where: [...within, [by, '>', after.value]], orderBy: [[by, 'asc'], ['id', 'asc']], limit: limit - same.length, ...wanted })
  return [...same, ...further]
}

/** All rows in that order, page by page, so that memory stays flat. */
export async function* eachPage({ size, ...query }: Omit<Parameters<typeof orderedRows>[0], 'after' | 'limit'> & { size: number }): AsyncGenerator<Row[]> {
  let after: Place | undefined
  for (;;) {
    const rows = await orderedRows({ ...query, limit: size, ...(after ? { after } : {}) })
    if (rows.length) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < size) return
    after = { value: String(last[query.by]), id: String(last.id) }
  }
}
