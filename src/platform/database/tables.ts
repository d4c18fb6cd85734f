/**
 * The row port: what hot or set-based work needs of a database, the same over SQLite and MongoDB.
 * Domain code is written once above it; only this folder knows a driver.
 */

/**
 * How a column is kept.
 * `ref` is a Payload relationship (SQLite column `<name>_id`), `many` a hasMany relationship to one collection
 * (SQLite table `<table>_rels`, MongoDB an array), `json` any plain value, `date` an ISO string.
 * Two more are only read: `choices` is a hasMany select, `rows` the ids of an array field's rows (SQLite tables
 * `<table>_<name>`, MongoDB arrays).
 */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'date' | 'json' | 'ref' | 'many' | 'choices' | 'rows'

export interface Table {
  slug: string
  columns: Readonly<Record<string, ColumnKind>>
  /** The collection that a `many` column leads to, where it does not bear its name. */
  targets?: Readonly<Record<string, string>>
}

/** Kinds whose value is a list, empty where there is none. */
export function isList(kind: ColumnKind): boolean {
  return kind === 'many' || kind === 'choices' || kind === 'rows'
}

export type Value = string | number | boolean | null
export type Row = Record<string, unknown>
export type Condition =
  | [column: string, operator: '=' | '!=' | '<' | '<=' | '>' | '>=', value: Value]
  | [column: string, operator: 'in', value: readonly Value[]]
  /** A text that begins with the value: a subtree of paths is one range of an index. */
  | [column: string, operator: 'prefix', value: string]
  /** A `many` column that holds the value. */
  | [column: string, operator: 'has', value: string]

export interface Query {
  where: readonly Condition[]
  orderBy?: readonly [column: string, direction: 'asc' | 'desc'][]
  limit?: number
  /** Which columns are wanted; all of them when absent. */
  columns?: readonly string[]
}

/**
 * Rows that wait, finished, as JSON in a text column of another table, to be moved in one step: 100,000 of them hold
 * SQLite's one writer for a second, where the same rows one by one would hold it for ten.
 */
export interface Staged {
  table: Table
  where: readonly Condition[]
  /** The text column with the JSON. */
  json: string
  /** Only rows whose JSON has this path. */
  having?: string
  /** Ids of waiting rows that are left out. */
  except?: readonly string[]
}

/** Which place in the JSON a column is read from, such as `record.name`; names of plain letters. */
export type StagedColumns = Readonly<Record<string, string>>

export interface Reads {
  byId(table: Table, id: string): Promise<Row | undefined>
  find(table: Table, query: Query): Promise<Row[]>
  findOne(table: Table, query: Query): Promise<Row | undefined>
  count(table: Table, where: readonly Condition[]): Promise<number>
  /** Sums of number columns per value of one column, for recomputation. */
  sum(table: Table, query: { where: readonly Condition[]; columns: readonly string[] }): Promise<Record<string, number>>
}

/** One atomic transaction. Uniqueness is the index's business: a double insert throws `DuplicateRow`. */
export interface Tx extends Reads {
  insert(table: Table, rows: readonly Row[]): Promise<void>
  /** Inserts the rows whose unique key is free; answers the ids that are new. */
  insertIfAbsent(table: Table, rows: readonly Row[], key: readonly string[]): Promise<Set<string>>
  /** Answers how many rows met the conditions: the guard of a compare-and-set. */
  update(table: Table, where: readonly Condition[], set: Row): Promise<number>
  /** Adds to number columns of the row with this id, made with `keys` where it is absent. Sent merged, at commit. */
  increment(table: Table, id: string, keys: Row, deltas: Readonly<Record<string, number>>): void
  /** Raises a number column of each row (made where absent) by one and answers the new values by id. */
  bump(table: Table, ids: readonly string[], column: string): Promise<Map<string, number>>
  remove(table: Table, where: readonly Condition[]): Promise<number>
  /** Inserts a row for each waiting row: columns from its JSON, `given` alike for all. Not for tables with `many`. */
  insertStaged(table: Table, staged: Staged, columns: StagedColumns, given?: Row): Promise<void>
  /** Changes the rows whose `match` column equals the place `key` of a waiting row; a column that its JSON lacks stays. */
  updateStaged(table: Table, staged: Staged, how: { match: string; key: string; columns: StagedColumns; where?: readonly Condition[]; given?: Row }): Promise<void>
  /** Removes the rows whose `match` column equals the place `key` of a waiting row. */
  removeStaged(table: Table, staged: Staged, how: { match: string; key: string }): Promise<void>
  /** Which part of a split counter this node adds to; 0 where there is one writer. */
  slot: number
}

/** A unit of atomic work by name; the SQLite writer runs it in its own thread, so input and output are plain data. */
export interface Work<Input, Output> {
  name: string
  run(tx: Tx, input: Input): Promise<Output>
  /** True where it may take seconds: on MongoDB it then runs beside the queue of short ones. SQLite has one writer anyway. */
  isLong?: boolean
}

export interface Database {
  kind: 'sqlite' | 'mongodb'
  /** On SQLite the file, so that another thread can read it by itself. */
  file?: string
  read: Reads
  /** Runs one work in one atomic transaction, answered only after it is durable. Rejects with what the work refused. */
  write<Input, Output>(work: Work<Input, Output>, input: Input): Promise<Output>
  /** True where the database answers now. */
  answers(): Promise<boolean>
  /** Takes a piece of long work; false while this or another living process has it. Let go of when it has ended. */
  take(name: string): Promise<boolean>
  letGo(name: string): Promise<void>
  close(): Promise<void>
}

export class DuplicateRow extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DuplicateRow'
  }
}

/** What a work says no with. It carries plain data only, since it crosses threads. Thrown before the first write. */
export class Refusal extends Error {
  constructor(readonly problem: RefusedProblem) {
    super(problem.code)
    this.name = 'Refusal'
  }
}

export interface RefusedProblem {
  status: number
  code: string
  details?: Record<string, unknown>
  errors?: { path: string; code: string; message: string }[]
}

export function refuse(problem: RefusedProblem): Refusal {
  return new Refusal(problem)
}

export function defineTable<const T extends Table>(table: T): T {
  return table
}

const works = new Map<string, Work<never, unknown>>()

export function defineWork<Input, Output>(
  name: string,
  run: (tx: Tx, input: Input) => Promise<Output>,
  { isLong = false }: { isLong?: boolean } = {},
): Work<Input, Output> {
  const work = { name, run, isLong }
  works.set(name, work as Work<never, unknown>)
  return work
}

export function workNamed(name: string): Work<unknown, unknown> {
  const work = works.get(name)
  if (!work) throw new Error(`no work is named ${name}`)
  return work as Work<unknown, unknown>
}

/** The upper bound of a prefix range: the prefix with its last character raised. Paths and dates are plain ASCII. */
export function prefixEnd(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)
}
