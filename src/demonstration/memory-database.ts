/**
 * The row port over rows held in memory: the demonstration's history is played here by the product's own works, and what
 * came of it is then written in bulk. On a database over a network that is minutes faster. Called by seed.ts.
 */
import { type Condition, type Database, DuplicateRow, prefixEnd, type Query, type Reads, type Row, type Table, type Tx, type Work } from '../platform/database/tables.js'
import { oncePerProcess } from '../platform/database/turns.js'

export interface MemoryDatabase extends Database {
  /** What the works made and changed, per table, since the tables were loaded. */
  changes(): { table: Table; made: Row[]; changed: Row[]; removed: string[] }[]
}

interface Held {
  /** Every column any caller knows. */
  table: Table
  rows: Map<string, Row>
  indexes: Map<string, Map<unknown, Set<Row>>>
  loaded: Set<string>
  touched: Set<string>
  removed: Set<string>
}

/** Reads a table whole from `source` when a work first asks for it. */
export function memoryDatabase(source: Reads, { slot }: { slot: number }): MemoryDatabase {
  const held = new Map<string, Promise<Held>>()
  const ready = new Map<string, Held>()
  let turn: Promise<unknown> = Promise.resolve()

  async function load(table: Table): Promise<Held> {
    const rows = new Map((await source.find(table, { where: [] })).map((row) => [String(row.id), row]))
    const one: Held = { table, rows, indexes: new Map(), loaded: new Set(rows.keys()), touched: new Set(), removed: new Set() }
    ready.set(table.slug, one)
    return one
  }

  async function of(table: Table): Promise<Held> {
    const loading = held.get(table.slug) ?? load(table)
    held.set(table.slug, loading)
    const found = await loading
    const unknown = Object.keys(table.columns).filter((column) => !(column in found.table.columns))
    if (unknown.length) throw new Error(`${table.slug} was loaded without ${unknown.join(', ')}`)
    return found
  }

  const find = async (table: Table, { where, orderBy, limit, columns }: Query): Promise<Row[]> => {
    const found = matching(await of(table), where)
    if (orderBy) found.sort((one, other) => ordered(one, other, orderBy))
    return (limit === undefined ? found : found.slice(0, limit)).map((row) => shown(row, table, columns))
  }
  const reads: Reads = {
    find,
    byId: async (table, id) => (await find(table, { where: [['id', '=', id]] }))[0],
    findOne: async (table, query) => (await find(table, { ...query, limit: 1 }))[0],
    count: async (table, where) => matching(await of(table), where).length,
    sum: async (table, { where, columns }) => {
      const rows = matching(await of(table), where)
      return Object.fromEntries(columns.map((column) => [column, rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0)]))
    },
  }
  const put = (into: Held, row: Row) => {
    const id = String(row.id)
    if (into.rows.has(id)) throw new DuplicateRow(`${into.table.slug} ${id}`)
    into.rows.set(id, row)
    into.touched.add(id)
    for (const [column, index] of into.indexes) addTo(index, row, column)
  }
  const change = (into: Held, row: Row, set: Row) => {
    for (const column of Object.keys(set)) removeFrom(into.indexes.get(column), row, column)
    Object.assign(row, set)
    for (const column of Object.keys(set)) {
      const index = into.indexes.get(column)
      if (index) addTo(index, row, column)
    }
    into.touched.add(String(row.id))
  }
  const raise = (into: Held, id: string, keys: Row, deltas: Readonly<Record<string, number>>): Row => {
    const row = into.rows.get(id)
    const moved = Object.fromEntries(Object.entries(deltas).map(([column, delta]) => [column, Number(row?.[column] ?? 0) + delta]))
    if (row) change(into, row, moved)
    else put(into, complete({ ...keys, ...moved, id }, into.table))
    return moved
  }

  const tx = (later: (() => Promise<void>)[]): Tx => ({
    ...reads,
    slot,
    insert: async (table, rows) => {
      const into = await of(table)
      for (const row of rows) put(into, complete(row, table))
    },
    insertIfAbsent: async (table, rows, key) => {
      const into = await of(table)
      const made = new Set<string>()
      for (const row of rows) {
        if (matching(into, key.map((column): Condition => [column, '=', row[column] as string])).length) continue
        put(into, complete(row, table))
        made.add(String(row.id))
      }
      return made
    },
    update: async (table, where, set) => {
      const into = await of(table)
      const rows = matching(into, where)
      for (const row of rows) change(into, row, set)
      return rows.length
    },
    increment: (table, id, keys, deltas) => {
      later.push(async () => void raise(await of(table), id, keys, deltas))
    },
    bump: async (table, ids, column) => {
      const into = await of(table)
      return new Map([...new Set(ids)].map((id) => [id, Number(raise(into, id, {}, { [column]: 1 })[column])]))
    },
    remove: async (table, where) => {
      const from = await of(table)
      const rows = matching(from, where)
      for (const row of rows) {
        from.rows.delete(String(row.id))
        from.removed.add(String(row.id))
        for (const [column, index] of from.indexes) removeFrom(index, row, column)
      }
      return rows.length
    },
    insertStaged: notHere,
    updateStaged: notHere,
    removeStaged: notHere,
  })

  return {
    kind: 'sqlite',
    read: reads,
    // One after another; a work that throws is the end of the seeding, so nothing is taken back.
    write: <Input, Output>(work: Work<Input, Output>, input: Input): Promise<Output> => {
      const done = turn.then(async () => {
        const later: (() => Promise<void>)[] = []
        const output = await work.run(tx(later), input)
        for (const run of later) await run()
        return output
      })
      turn = done.catch(() => undefined)
      return done
    },
    answers: async () => true,
    ...oncePerProcess(),
    close: async () => undefined,
    changes: () =>
      [...ready.values()].map(({ table, rows, loaded, touched, removed }) => {
        const present = presentOf(rows, touched)
        return { table, made: present.filter((row) => !loaded.has(String(row.id))), changed: present.filter((row) => loaded.has(String(row.id))), removed: [...removed].filter((id) => loaded.has(id) && !rows.has(id)) }
      }),
  }
}

const notHere = async (): Promise<never> => {
  throw new Error('what is staged by an import stays in the database')
}

/** Rows that meet all conditions; the first one that names values is looked up, the rest compared. */
function matching(held: Held, where: readonly Condition[]): Row[] {
  const named = where.find(([, operator]) => operator === '=' || operator === 'in' || operator === 'has')
  const from = named ? lookedUp(held, named) : [...held.rows.values()]
  return from.filter((row) => where.every((condition) => meets(row, condition)))
}

function lookedUp(held: Held, [column, , value]: Condition): Row[] {
  const wanted: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (column === 'id') return presentOf(held.rows, wanted.map(String))
  let index = held.indexes.get(column)
  if (!index) {
    index = new Map()
    for (const row of held.rows.values()) addTo(index, row, column)
    held.indexes.set(column, index)
  }
  const found = new Set<Row>()
  for (const one of wanted) for (const row of index.get(one) ?? []) found.add(row)
  return [...found]
}

function presentOf(rows: ReadonlyMap<string, Row>, ids: Iterable<string>): Row[] {
  const found: Row[] = []
  for (const id of ids) {
    const row = rows.get(id)
    if (row) found.push(row)
  }
  return found
}

const keysOf = (row: Row, column: string): readonly unknown[] => (Array.isArray(row[column]) ? (row[column] as unknown[]) : [row[column] ?? null])

function addTo(index: Map<unknown, Set<Row>>, row: Row, column: string): void {
  for (const key of keysOf(row, column)) {
    const rows = index.get(key) ?? new Set<Row>()
    rows.add(row)
    index.set(key, rows)
  }
}

function removeFrom(index: Map<unknown, Set<Row>> | undefined, row: Row, column: string): void {
  for (const key of index ? keysOf(row, column) : []) index?.get(key)?.delete(row)
}

function meets(row: Row, [column, operator, value]: Condition): boolean {
  const own = (row[column] ?? null) as string | number | boolean | null
  if (operator === '=') return own === value
  if (operator === '!=') return own !== value
  if (operator === 'in') return value.some((one) => one === own)
  if (operator === 'has') return Array.isArray(row[column]) && row[column].includes(value)
  // Nothing is neither before nor after anything.
  if (own === null || value === null) return false
  if (operator === 'prefix') return own >= value && own < prefixEnd(value)
  if (operator === '<') return own < value
  if (operator === '<=') return own <= value
  return operator === '>' ? own > value : own >= value
}

function ordered(one: Row, other: Row, orderBy: NonNullable<Query['orderBy']>): number {
  for (const [column, direction] of orderBy) {
    const [a, b] = [one[column] ?? null, other[column] ?? null] as (string | number | null)[]
    if (a === b) continue
    const isBefore = a === null || (b !== null && b !== undefined && a !== undefined && a < b)
    return isBefore === (direction === 'asc') ? -1 : 1
  }
  return 0
}

/** As a database gives a row back: every column, nothing as null, a list of relations as a list. */
function complete(row: Row, table: Table): Row {
  return Object.fromEntries(Object.entries(table.columns).map(([column, kind]) => [column, row[column] ?? (kind === 'many' ? [] : null)]))
}

function shown(row: Row, table: Table, columns: readonly string[] | undefined): Row {
  return Object.fromEntries((columns ?? Object.keys(table.columns)).map((column) => [column, row[column] ?? null]))
}
