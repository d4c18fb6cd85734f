/** Inserting rows on SQLite: many a statement, prepared once for each shape. */
import type Sqlite from 'libsql'
import type { Row, Table } from './tables.js'

type Parameter = string | number | null
type Statement = Sqlite.Statement<Parameter[]>

export interface Column {
  name: string
  /** Its quoted name in the table. */
  stored: string
  parameter(value: unknown): Parameter
}

export interface Inserting {
  /** The quoted name of a table. */
  table(table: Table): string
  columns(table: Table): Column[]
  prepare(text: string): Statement
  /** Says of a double what the port says of it. */
  guard<T>(run: () => T): T
}

/** SQLite takes at most 32,766 parameters a statement; rows are inserted in slices well below. */
const PARAMETERS_PER_STATEMENT = 8_000
const ROWS_PER_STATEMENT = 250
/** Prepared statements that are kept: a long one weighs some 100 KB. */
const MOST_KEPT = 100
/** From so many rows on, columns that are alike in all of them are looked for. */
const LONG = 25

export function rowInserts({ table: nameOf, columns: columnsOf, prepare, guard }: Inserting): { insertRows(table: Table, rows: readonly Row[], onConflict: string): number } {
  const kept = new Map<string, Statement>()
  const known = new Map<Table, Column[]>()

  /** The statement for so many rows, in which the columns that are alike have one parameter together. */
  function statementFor(table: Table, { columns, isAlike, count, onConflict }: { columns: readonly Column[]; isAlike: readonly boolean[]; count: number; onConflict: string }): Statement {
    const shape = `${table.slug} ${count} ${isAlike.map(Number).join('')}${onConflict}`
    const held = kept.get(shape)
    if (held) return held
    let last = 0
    const shared = isAlike.map((is) => (is ? `?${++last}` : undefined))
    const tuples = Array.from({ length: count }, () => `(${shared.map((one) => one ?? `?${++last}`).join(', ')})`)
    const statement = prepare(`insert into ${nameOf(table)} (${columns.map(({ stored }) => stored).join(', ')}) values ${tuples.join(', ')}${onConflict}`)
    const [oldest] = kept.keys()
    if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest)
    kept.set(shape, statement)
    return statement
  }

  return {
    /** Answers how many rows were new. */
    insertRows: (table, rows, onConflict) => {
      const columns = known.get(table) ?? columnsOf(table)
      known.set(table, columns)
      const perStatement = Math.max(1, Math.min(ROWS_PER_STATEMENT, Math.floor(PARAMETERS_PER_STATEMENT / columns.length)))
      let made = 0
      for (let start = 0; start < rows.length; start += perStatement) {
        const slice = rows.slice(start, start + perStatement)
        const [first = {}] = slice
        // Handing a value over takes as long as storing it: what all rows of a long insert have in common goes over once.
        const isAlike = columns.map(({ name }) => slice.length >= LONG && slice.every((row) => row[name] === first[name]))
        const own = columns.filter((_, index) => !isAlike[index])
        const parameters = columns.filter((_, index) => isAlike[index]).map(({ name, parameter }) => parameter(first[name]))
        for (const row of slice) for (const { name, parameter } of own) parameters.push(parameter(row[name]))
        const statement = statementFor(table, { columns, isAlike, count: slice.length, onConflict })
        made += guard(() => statement.run(...parameters)).changes
      }
      return made
    },
  }
}
