/** The row port over one SQLite connection: statements made from table specs, prepared once. Used by reader and writer. */
import type Sqlite from 'libsql'
import { rowInserts } from './sqlite-inserts.js'
import { stagedWrites } from './sqlite-staged.js'
import { type ColumnKind, type Condition, DuplicateRow, isList, prefixEnd, type Query, type Reads, type Row, type Table, type Tx } from './tables.js'

type Connection = InstanceType<typeof Sqlite>
type Parameter = string | number | null

type Statement = Sqlite.Statement<Parameter[]>

/** Longer lists are given as one JSON parameter, so that the number of prepared statements stays small. */
const MOST_WRITTEN_OUT = 8

const snakes = new Map<string, string>()

function snake(name: string): string {
  let known = snakes.get(name)
  if (known === undefined) {
    known = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    snakes.set(name, known)
  }
  return known
}

export const tableName = (table: Table): string => table.slug.replaceAll('-', '_')
const columnName = (name: string, kind: ColumnKind): string => (kind === 'ref' ? `${snake(name)}_id` : snake(name))
const quoted = (name: string): string => `"${name}"`

function kindOf(table: Table, column: string): ColumnKind {
  const kind = table.columns[column]
  if (!kind) throw new Error(`${table.slug} has no column ${column}`)
  return kind
}

interface Columns {
  plain: [string, ColumnKind][]
  many: string[]
  /** Lists that have a table of their own. */
  own: [string, ColumnKind][]
}

const columnsOf = new WeakMap<Table, Columns>()

function split(table: Table): Columns {
  let columns = columnsOf.get(table)
  if (!columns) {
    const all = Object.entries(table.columns)
    columns = {
      plain: all.filter(([, kind]) => !isList(kind)),
      many: all.flatMap(([name, kind]) => (kind === 'many' ? [name] : [])),
      own: all.filter(([, kind]) => isList(kind) && kind !== 'many'),
    }
    columnsOf.set(table, columns)
  }
  return columns
}

const plainColumns = (table: Table): [string, ColumnKind][] => split(table).plain
const manyColumns = (table: Table): string[] => split(table).many

const targetColumn = (table: Table, column: string): string => `${snake(table.targets?.[column] ?? column).replaceAll('-', '_')}_id`

function toParameter(value: unknown, kind: ColumnKind): Parameter {
  if (value === undefined || value === null) return null
  if (kind === 'json') return JSON.stringify(value)
  if (kind === 'boolean') return value ? 1 : 0
  if (kind === 'number') return Number(value)
  return String(value)
}

function fromStored(value: unknown, kind: ColumnKind): unknown {
  if (value === null || value === undefined) return null
  if (kind === 'text' || kind === 'ref' || kind === 'number') return value
  if (kind === 'boolean') return value === 1 || value === true
  if (kind === 'json') return typeof value === 'string' ? JSON.parse(value) : value
  return value
}

interface Selection {
  wanted: [string, ColumnKind][]
  many: string[]
  own: [string, ColumnKind][]
  head: string
}

/** Every distinct shape of call becomes one prepared statement; all but inserts are kept for the connection's life. */
export function sqliteTables(connection: Connection): {
  reads: Reads
  begin(slot: number): SqliteTx
  /** Writes the increments of a batch, merged: one upsert a counter row. */
  flushIncrements(increments: readonly PendingIncrement[]): void
} {
  const statements = new Map<string, Statement>()
  const prepare = (text: string): Statement => {
    let statement = statements.get(text)
    if (!statement) {
      statement = connection.prepare<Parameter[]>(text)
      statements.set(text, statement)
    }
    return statement
  }

  /** Rows as arrays: half the work of rows as objects. */
  const rawStatements = new Map<string, Statement>()
  const prepareRaw = (text: string): Statement => {
    let statement = rawStatements.get(text)
    if (!statement) {
      statement = connection.prepare<Parameter[]>(text).raw()
      rawStatements.set(text, statement)
    }
    return statement
  }

  function conditionSql(table: Table, condition: Condition, parameters: Parameter[]): string {
    const [column, operator, value] = condition
    const kind = kindOf(table, column)
    if (operator === 'has') {
      parameters.push(value)
      return `"id" in (select "parent_id" from ${quoted(`${tableName(table)}_rels`)} where "path" = '${column}' and ${quoted(targetColumn(table, column))} = ?)`
    }
    const name = quoted(columnName(column, kind))
    if (operator === 'in') {
      // Written out, a short list is looked up by its own index; of a subquery's length the planner knows nothing.
      if (value.length > 0 && value.length <= MOST_WRITTEN_OUT) {
        parameters.push(...value.map((one) => toParameter(one, kind)))
        return value.length === 1 ? `${name} = ?` : `${name} in (${value.map(() => '?').join(', ')})`
      }
      parameters.push(JSON.stringify(value))
      return `${name} in (select value from json_each(?))`
    }
    if (operator === 'prefix') {
      parameters.push(value, prefixEnd(value))
      return `${name} >= ? and ${name} < ?`
    }
    if (value === null) return operator === '=' ? `${name} is null` : `${name} is not null`
    parameters.push(toParameter(value, kind))
    return operator === '!=' ? `${name} is not ?` : `${name} ${operator} ?`
  }

  const whereSql = (table: Table, where: readonly Condition[], parameters: Parameter[]): string =>
    where.length ? ` where ${where.map((condition) => conditionSql(table, condition, parameters)).join(' and ')}` : ''

  function select(table: Table, query: Query): Row[] {
    const { wanted, many, own, head } = selectionOf(table, query.columns)
    const parameters: Parameter[] = []
    let text = head + whereSql(table, query.where, parameters)
    if (query.orderBy?.length) {
      text += ` order by ${query.orderBy.map(([column, direction]) => `${quoted(columnName(column, kindOf(table, column)))} ${direction}`).join(', ')}`
    }
    if (query.limit !== undefined) {
      text += ' limit ?'
      parameters.push(query.limit)
    }
    const stored = prepareRaw(text).all(...parameters) as unknown[][]
    const rows = stored.map((values) => {
      const row: Row = {}
      wanted.forEach(([name, kind], index) => {
        row[name] = fromStored(values[index], kind)
      })
      return row
    })
    if (many.length && rows.length) attachMany(table, many, rows)
    if (rows.length) for (const [name, kind] of own) attachOwn(table, name, kind, rows)
    return rows
  }

  const selections = new Map<Table, Map<string, Selection>>()

  /** The part of a select that the columns decide, made once for each choice of them. */
  function selectionOf(table: Table, columns: readonly string[] | undefined): Selection {
    const ofTable = selections.get(table) ?? new Map<string, Selection>()
    selections.set(table, ofTable)
    const key = columns?.join() ?? ''
    let selection = ofTable.get(key)
    if (!selection) {
      const wanted = plainColumns(table).filter(([name]) => !columns || columns.includes(name))
      const names = wanted.map(([name, kind]) => quoted(columnName(name, kind)))
      selection = {
        wanted,
        many: manyColumns(table).filter((name) => !columns || columns.includes(name)),
        own: split(table).own.filter(([name]) => !columns || columns.includes(name)),
        head: `select ${names.join(', ')} from ${quoted(tableName(table))}`,
      }
      ofTable.set(key, selection)
    }
    return selection
  }

  function attachMany(table: Table, many: string[], rows: Row[]): void {
    const byId = new Map(rows.map((row) => [row.id as string, row]))
    for (const name of many) for (const row of rows) row[name] = []
    const [only = ''] = byId.keys()
    const whose = byId.size === 1 ? '= ?' : 'in (select value from json_each(?))'
    const related = prepare(
      `select * from ${quoted(`${tableName(table)}_rels`)} where "parent_id" ${whose} order by "parent_id", "order"`,
    ).all(byId.size === 1 ? only : JSON.stringify([...byId.keys()])) as Record<string, unknown>[]
    for (const relation of related) {
      const list = byId.get(relation.parent_id as string)?.[relation.path as string]
      if (Array.isArray(list)) list.push(relation[targetColumn(table, relation.path as string)])
    }
  }

  /** A list in a table of its own, whose columns Payload names by the kind of the field. */
  function attachOwn(table: Table, name: string, kind: ColumnKind, rows: Row[]): void {
    const [parent, order, value] = kind === 'choices' ? ['parent_id', 'order', 'value'] : ['_parent_id', '_order', 'id']
    const statement = prepareRaw(`select ${quoted(value)} from ${quoted(`${tableName(table)}_${snake(name)}`)} where ${quoted(parent)} = ? order by ${quoted(order)}`)
    for (const row of rows) row[name] = (statement.all(String(row.id)) as unknown[][]).map(([one]) => one)
  }

  const reads: Reads = {
    byId: async (table, id) => select(table, { where: [['id', '=', id]] })[0],
    find: async (table, query) => select(table, query),
    findOne: async (table, query) => select(table, { ...query, limit: 1 })[0],
    count: async (table, where) => {
      const parameters: Parameter[] = []
      const text = `select count(*) as n from ${quoted(tableName(table))}${whereSql(table, where, parameters)}`
      return Number((prepare(text).get(...parameters) as { n: number }).n)
    },
    sum: async (table, { where, columns }) => {
      const parameters: Parameter[] = []
      const sums = columns.map((column) => `coalesce(sum(${quoted(columnName(column, kindOf(table, column)))}), 0) as ${quoted(column)}`)
      const text = `select ${sums.join(', ')} from ${quoted(tableName(table))}${whereSql(table, where, parameters)}`
      return prepare(text).get(...parameters) as Record<string, number>
    },
  }

  const { insertRows } = rowInserts({
    table: (table) => quoted(tableName(table)),
    columns: (table) => plainColumns(table).map(([name, kind]) => ({ name, stored: quoted(columnName(name, kind)), parameter: (value) => toParameter(value, kind) })),
    prepare: (text) => connection.prepare<Parameter[]>(text),
    guard: guardUnique,
  })

  function insertMany(table: Table, rows: readonly Row[]): void {
    for (const name of manyColumns(table)) {
      const insert = `insert into ${quoted(`${tableName(table)}_rels`)} ("order", "parent_id", "path", ${quoted(targetColumn(table, name))}) values (?, ?, ?, ?)`
      for (const row of rows) {
        const targets = Array.isArray(row[name]) ? (row[name] as string[]) : []
        targets.forEach((target, index) => prepare(insert).run(index + 1, String(row.id), name, target))
      }
    }
  }

  const staged = stagedWrites({
    name: (table) => quoted(tableName(table)),
    column: (table, column) => quoted(columnName(column, kindOf(table, column))),
    where: whereSql,
    parameter: (table, column, value) => toParameter(value, kindOf(table, column)),
    run: (text, parameters) => void guardUnique(() => prepare(text).run(...parameters)),
  })

  function begin(slot: number): SqliteTx {
    const pending = new Map<string, { table: Table; id: string; keys: Row; deltas: Record<string, number> }>()
    return {
      ...reads,
      ...staged,
      slot,
      insert: async (table, rows) => {
        insertRows(table, rows, '')
        insertMany(table, rows)
      },
      insertIfAbsent: async (table, rows, key) => {
        const many = manyColumns(table)
        if (many.length) throw new Error(`insertIfAbsent does not take ${table.slug}: it has related rows`)
        const made = insertRows(table, rows, ` on conflict (${key.map((column) => quoted(columnName(column, kindOf(table, column)))).join(', ')}) do nothing`)
        const ids = rows.map((row) => String(row.id))
        if (made === ids.length) return new Set(ids)
        const there = prepare(`select "id" from ${quoted(tableName(table))} where "id" in (select value from json_each(?))`).all(JSON.stringify(ids)) as { id: string }[]
        return new Set(there.map((row) => row.id))
      },
      update: async (table, where, set) => {
        const parameters: Parameter[] = []
        const assignments = Object.entries(set).flatMap(([column, value]) => {
          const kind = kindOf(table, column)
          if (kind === 'many') throw new Error(`update does not change related rows: ${table.slug}.${column}`)
          parameters.push(toParameter(value, kind))
          return [`${quoted(columnName(column, kind))} = ?`]
        })
        const text = `update ${quoted(tableName(table))} set ${assignments.join(', ')}${whereSql(table, where, parameters)}`
        return guardUnique(() => Number(prepare(text).run(...parameters).changes))
      },
      increment: (table, id, keys, deltas) => {
        const place = `${table.slug} ${id}`
        const held = pending.get(place)
        if (!held) pending.set(place, { table, id, keys, deltas: { ...deltas } })
        else for (const [column, delta] of Object.entries(deltas)) held.deltas[column] = (held.deltas[column] ?? 0) + delta
      },
      bump: async (table, ids, column) => {
        const name = quoted(columnName(column, kindOf(table, column)))
        // "where true": without it the parser takes "on conflict" for a join's condition.
        const text = `insert into ${quoted(tableName(table))} ("id", ${name}) select value, 1 from json_each(?) where true on conflict ("id") do update set ${name} = ${name} + 1 returning "id", ${name}`
        return new Map(prepareRaw(text).all(JSON.stringify([...new Set(ids)])) as [string, number][])
      },
      remove: async (table, where) => {
        const parameters: Parameter[] = []
        const text = `delete from ${quoted(tableName(table))}${whereSql(table, where, parameters)}`
        return Number(prepare(text).run(...parameters).changes)
      },
      takePending: () => {
        const taken = [...pending.values()]
        pending.clear()
        return taken
      },
    }
  }

  const upserts = new Map<string, Statement>()

  /** The statement that adds to these number columns of a counter row, made once for each choice of them. */
  function upsertStatement(table: Table, keys: readonly string[], columns: readonly string[]): Statement {
    const shape = `${table.slug} ${keys.join()} ${columns.join()}`
    let statement = upserts.get(shape)
    if (!statement) {
      const name = (column: string): string => quoted(columnName(column, kindOf(table, column)))
      const zeros = plainColumns(table).flatMap(([column, kind]) => (kind === 'number' && !keys.includes(column) && !columns.includes(column) ? [column] : []))
      const all = ['id', ...keys, ...columns, ...zeros]
      const sums = columns.map((column) => `${name(column)} = coalesce(${name(column)}, 0) + excluded.${name(column)}`)
      const text = `insert into ${quoted(tableName(table))} (${all.map(name).join(', ')}) values (${all.map((column) => (zeros.includes(column) ? '0' : '?')).join(', ')}) on conflict ("id") do update set ${sums.join(', ')}`
      statement = prepare(text)
      upserts.set(shape, statement)
    }
    return statement
  }

  function flushIncrements(increments: readonly PendingIncrement[]): void {
    for (const { table, id, keys, deltas } of mergeIncrements(increments)) {
      const keyColumns = Object.keys(keys)
      const moved = Object.keys(deltas).filter((column) => deltas[column] !== 0)
      if (moved.length === 0) continue
      upsertStatement(table, keyColumns, moved).run(id, ...keyColumns.map((column) => toParameter(keys[column], kindOf(table, column))), ...moved.map((column) => deltas[column] ?? 0))
    }
  }

  return { reads, begin, flushIncrements }
}

export interface PendingIncrement {
  table: Table
  id: string
  keys: Row
  deltas: Record<string, number>
}

export interface SqliteTx extends Tx {
  /** The increments of one work, handed to the batch once the work has succeeded. */
  takePending(): PendingIncrement[]
}

function mergeIncrements(increments: readonly PendingIncrement[]): PendingIncrement[] {
  const merged = new Map<string, PendingIncrement>()
  for (const increment of increments) {
    const place = `${increment.table.slug} ${increment.id}`
    const held = merged.get(place)
    if (!held) merged.set(place, { ...increment, deltas: { ...increment.deltas } })
    else for (const [column, delta] of Object.entries(increment.deltas)) held.deltas[column] = (held.deltas[column] ?? 0) + delta
  }
  return [...merged.values()]
}

function guardUnique<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed/.test(error.message)) throw new DuplicateRow(error.message)
    throw error
  }
}
