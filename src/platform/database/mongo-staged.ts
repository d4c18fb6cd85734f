/** Moving waiting rows on MongoDB: its transactions know no `$merge`, so they pass through here in batches. */
import type { Row, Staged, StagedColumns } from './tables.js'

export interface WaitingRow {
  json: Row
}

/** What a waiting row gives: the columns that its JSON has. */
export function rowOf({ json }: WaitingRow, columns: StagedColumns, given: Row): Row {
  const row: Row = { ...given }
  for (const [column, place] of Object.entries(columns)) {
    const value = valueAt(json, place)
    if (value !== undefined) row[column] = value
  }
  return row
}

export function valueAt(json: unknown, place: string): unknown {
  return place.split('.').reduce<unknown>((held, name) => (typeof held === 'object' && held !== null ? (held as Row)[name] : undefined), json)
}

/** The waiting row behind a stored text, or none where `having` leaves it out. */
export function waitingRow(stored: Row, { json, having, except }: Staged, left: ReadonlySet<string>): WaitingRow | undefined {
  if (except && left.has(String(stored.id))) return undefined
  const parsed = JSON.parse(String(stored[json])) as Row
  return having !== undefined && valueAt(parsed, having) === undefined ? undefined : { json: parsed }
}
