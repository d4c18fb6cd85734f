/** MongoDB as the product's database: the row port over collections that Payload made, works in transactions. */
import { type AnyBulkWriteOperation, type ClientSession, type Collection, type Db, type Document, type Filter, type MongoClient, MongoServerError, UUID } from 'mongodb'
import { createBatchQueue } from './batch-queue.js'
import { rowOf, valueAt, waitingRow, type WaitingRow } from './mongo-staged.js'
import { openNodes } from './nodes.js'
import type { Job, Outcome } from './sqlite-engine.js'
import type { PendingIncrement } from './sqlite-tables.js'
import { type ColumnKind, type Condition, type Database, DuplicateRow, isList, prefixEnd, type Query, type Reads, type Row, type Staged, type Table, type Tx, type Work } from './tables.js'
import { oncePerProcess } from './turns.js'

type Stored = Document & { _id: string }

export interface MongoOptions {
  client: MongoClient
  db: Db
  /** Payload's own name of a collection. */
  collectionName(slug: string): string
  /** Counters are split in this many slots; each node adds to its own (several nodes may share one). */
  slots: number
  /** Whether other processes may serve the same database, so that this one beats and takes long work by lease. */
  isShared?: boolean
}

/** Which slots of split counters there are; a single writer uses slot 0. */
export const COUNTER_SLOTS = 8

export function openMongo({ client, db, collectionName, slots, isShared = false }: MongoOptions): Database {
  const slot = Math.floor(Math.random() * slots)
  const collectionOf = (table: Table): Collection<Stored> => db.collection<Stored>(collectionName(table.slug))
  const queue = createBatchQueue({ runBatch: (jobs) => runBatch(jobs), most: 100 })
  // One batch runs at a time, in one session whose name others know: what it leaves open after a crash can be ended.
  const session = client.startSession()
  const nodes = isShared ? openNodes({ client, db, session: new UUID(session.id?.id.buffer).toString() }) : undefined

  async function runBatch(jobs: readonly Job[]): Promise<Outcome[]> {
    try {
      return await inTransaction(jobs)
    } catch (error) {
      if (jobs.length === 1) return [{ ok: false, error: translated(error) }]
      // One of them broke the transaction for all: each gets one of its own.
      const outcomes: Outcome[] = []
      for (const job of jobs) outcomes.push(...(await runBatch([job])))
      return outcomes
    }
  }

  async function inTransaction(jobs: readonly Job[]): Promise<Outcome[]> {
    return session.withTransaction(
      async () => {
        const outcomes: Outcome[] = []
        const increments: PendingIncrement[] = []
        for (const job of jobs) {
          const writing = { begun: false }
          const own: PendingIncrement[] = []
          try {
            const output = await job.work.run(transaction(session, writing, own), job.input)
            increments.push(...own)
            outcomes.push({ ok: true, output })
          } catch (error) {
            if (writing.begun || isDriverError(error)) throw error
            outcomes.push({ ok: false, error })
          }
        }
        await flush(session, increments)
        return outcomes
      },
      { writeConcern: { w: 'majority', j: true }, readConcern: { level: 'snapshot' } },
    )
  }

  function readsWith(session?: ClientSession): Reads {
    const find = async (table: Table, query: Query): Promise<Row[]> => {
      const cursor = collectionOf(table).find(filterOf(table, query.where), { ...(session ? { session } : {}), projection: projectionOf(table, query.columns) })
      if (query.orderBy?.length) cursor.sort(query.orderBy.map(([column, direction]) => [fieldOf(column), direction === 'asc' ? 1 : -1] as [string, 1 | -1]))
      if (query.limit !== undefined) cursor.limit(query.limit)
      const wanted = Object.entries(table.columns).filter(([name]) => !query.columns || query.columns.includes(name))
      return (await cursor.toArray()).map((stored) => fromStored(stored, wanted))
    }
    return {
      find,
      byId: async (table, id) => (await find(table, { where: [['id', '=', id]], limit: 1 }))[0],
      findOne: async (table, query) => (await find(table, { ...query, limit: 1 }))[0],
      count: (table, where) => collectionOf(table).countDocuments(filterOf(table, where), session ? { session } : {}),
      sum: async (table, { where, columns }) => {
        const group = Object.fromEntries(columns.map((column) => [column, { $sum: `$${fieldOf(column)}` }]))
        const [sums] = await collectionOf(table)
          .aggregate([{ $match: filterOf(table, where) }, { $group: { _id: null, ...group } }], session ? { session } : {})
          .toArray()
        return Object.fromEntries(columns.map((column) => [column, Number(sums?.[column] ?? 0)]))
      },
    }
  }

  function transaction(session: ClientSession, writing: { begun: boolean }, own: PendingIncrement[]): Tx {
    return {
      ...readsWith(session),
      slot,
      insert: async (table, rows) => {
        if (!rows.length) return
        writing.begun = true
        await collectionOf(table).insertMany(rows.map((row) => toStored(table, row)), { session })
      },
      insertIfAbsent: async (table, rows, key) => {
        if (!rows.length) return new Set()
        writing.begun = true
        const operations: AnyBulkWriteOperation<Stored>[] = rows.map((row) => {
          const stored = toStored(table, row)
          const filter = Object.fromEntries(key.map((column) => [fieldOf(column), stored[fieldOf(column)]]))
          const rest = Object.fromEntries(Object.entries(stored).filter(([field]) => !(field in filter)))
          return { updateOne: { filter: filter as Filter<Stored>, update: { $setOnInsert: rest }, upsert: true } }
        })
        const result = await collectionOf(table).bulkWrite(operations, { session, ordered: true })
        return new Set(Object.keys(result.upsertedIds).map((index) => String(rows[Number(index)]?.id)))
      },
      update: async (table, where, set) => {
        writing.begun = true
        const fields = Object.fromEntries(Object.entries(set).map(([column, value]) => [fieldOf(column), toValue(value, kindOf(table, column))]))
        const result = await collectionOf(table).updateMany(filterOf(table, where), { $set: fields }, { session })
        return result.matchedCount
      },
      increment: (table, id, keys, deltas) => {
        own.push({ table, id, keys, deltas: { ...deltas } })
      },
      bump: async (table, ids, column) => {
        if (!ids.length) return new Map()
        writing.begun = true
        const operations = [...new Set(ids)].map((_id): AnyBulkWriteOperation<Stored> => ({ updateOne: { filter: { _id }, update: { $inc: { [column]: 1 } as Record<string, number> } as Document, upsert: true } }))
        await collectionOf(table).bulkWrite(operations, { session, ordered: false })
        const raised = await readsWith(session).find(table, { where: [['id', 'in', ids]], columns: ['id', column] })
        return new Map(raised.map((row) => [String(row.id), Number(row[column])]))
      },
      remove: async (table, where) => {
        writing.begun = true
        return (await collectionOf(table).deleteMany(filterOf(table, where), { session })).deletedCount
      },
      insertStaged: async (table, staged, columns, given = {}) => {
        writing.begun = true
        for await (const batch of waiting(session, staged)) await collectionOf(table).insertMany(batch.map((row) => toStored(table, rowOf(row, columns, given))), { session })
      },
      updateStaged: async (table, staged, { match, key, columns, where = [], given = {} }) => {
        writing.begun = true
        for await (const batch of waiting(session, staged)) {
          const operations = batch.map((row): AnyBulkWriteOperation<Stored> => {
            const set = Object.fromEntries(Object.entries(rowOf(row, columns, given)).map(([column, value]) => [fieldOf(column), toValue(value, kindOf(table, column))]))
            return { updateMany: { filter: filterOf(table, [[match, '=', String(valueAt(row.json, key))], ...where]), update: { $set: set } } }
          })
          await collectionOf(table).bulkWrite(operations, { session, ordered: false })
        }
      },
      removeStaged: async (table, staged, { match, key }) => {
        writing.begun = true
        for await (const batch of waiting(session, staged)) await collectionOf(table).deleteMany(filterOf(table, [[match, 'in', batch.map((row) => String(valueAt(row.json, key)))]]), { session })
      },
    }
  }

  /** Waiting rows in batches; the cursor is the transaction's own. */
  async function* waiting(session: ClientSession, staged: Staged): AsyncGenerator<WaitingRow[]> {
    const left = new Set(staged.except)
    let batch: WaitingRow[] = []
    const cursor = collectionOf(staged.table).find(filterOf(staged.table, staged.where), { session, projection: { [fieldOf(staged.json)]: 1 }, batchSize: STAGED_BATCH })
    for await (const stored of cursor) {
      const row = waitingRow({ ...stored, id: stored._id }, staged, left)
      if (row) batch.push(row)
      if (batch.length < STAGED_BATCH) continue
      yield batch
      batch = []
    }
    if (batch.length) yield batch
  }

  async function flush(session: ClientSession, increments: readonly PendingIncrement[]): Promise<void> {
    const byTable = new Map<Table, Map<string, PendingIncrement>>()
    for (const increment of increments) {
      const rows = byTable.get(increment.table) ?? new Map<string, PendingIncrement>()
      byTable.set(increment.table, rows)
      const held = rows.get(increment.id)
      if (!held) rows.set(increment.id, { ...increment, deltas: { ...increment.deltas } })
      else for (const [column, delta] of Object.entries(increment.deltas)) held.deltas[column] = (held.deltas[column] ?? 0) + delta
    }
    for (const [table, rows] of byTable) {
      const operations = [...rows.values()].flatMap(({ id, keys, deltas }): AnyBulkWriteOperation<Stored>[] => {
        const changed = Object.entries(deltas).filter(([, delta]) => delta !== 0)
        if (!changed.length) return []
        return [{ updateOne: { filter: { _id: id }, update: { $inc: Object.fromEntries(changed), $setOnInsert: keys } as Document, upsert: true } }]
      })
      if (operations.length) await collectionOf(table).bulkWrite(operations, { session })
    }
  }

  return {
    kind: 'mongodb',
    read: readsWith(),
    write: async <Input, Output>(work: Work<Input, Output>, input: Input) => {
      const job: Job = { work: work as Work<unknown, unknown>, input }
      if (!work.isLong) return (await queue.push(job)) as Output
      const [outcome] = await runBatch([job])
      if (!outcome?.ok) throw outcome?.error
      return outcome.output as Output
    },
    answers: async () => {
      await db.command({ ping: 1 }, { timeoutMS: 3_000 })
      return true
    },
    ...oncePerProcess(nodes),
    close: async () => {
      await queue.drained()
      await nodes?.stop()
      await session.endSession()
    },
  }
}

/** Far below what one message may hold. */
const STAGED_BATCH = 1_000

const fieldOf = (column: string): string => (column === 'id' ? '_id' : column)

function kindOf(table: Table, column: string): ColumnKind {
  const kind = table.columns[column]
  if (!kind) throw new Error(`${table.slug} has no column ${column}`)
  return kind
}

function toValue(value: unknown, kind: ColumnKind): unknown {
  if (value === undefined || value === null) return isList(kind) ? [] : null
  if (kind === 'date') return new Date(String(value))
  if (kind === 'boolean') return Boolean(value)
  if (kind === 'number') return Number(value)
  // As SQLite keeps it: what is undefined is not there, where the driver would make it null.
  if (kind === 'json') return JSON.parse(JSON.stringify(value)) as unknown
  return value
}

function toStored(table: Table, row: Row): Stored {
  const stored: Record<string, unknown> = {}
  for (const [column, kind] of Object.entries(table.columns)) {
    // A null under a unique index would be a value like any other: what is not given stays away.
    const value = toValue(row[column], kind)
    if (value !== null) stored[fieldOf(column)] = value
  }
  return stored as Stored
}

function fromStored(stored: Document, wanted: [string, ColumnKind][]): Row {
  const row: Row = {}
  for (const [column, kind] of wanted) {
    const value: unknown = stored[fieldOf(column)]
    if (value === undefined || value === null) row[column] = isList(kind) ? [] : null
    else if (kind === 'rows') row[column] = (value as { id: unknown }[]).map(({ id }) => String(id))
    else row[column] = kind === 'date' && value instanceof Date ? value.toISOString() : value
  }
  return row
}

function projectionOf(table: Table, columns: readonly string[] | undefined): Document {
  const wanted = columns ?? Object.keys(table.columns)
  return Object.fromEntries([['_id', 1], ...wanted.map((column) => [fieldOf(column), 1])])
}

const OPERATORS = { '=': '$eq', '!=': '$ne', '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte', in: '$in', has: '$eq' } as const

/**
 * One document with a field per column, as long as no operator comes twice for a column: MongoDB reads it as "and" too,
 * and there are servers of its protocol that use an index for this form only.
 */
function filterOf(table: Table, where: readonly Condition[]): Filter<Stored> {
  const filter: Record<string, Document> = {}
  const rest: Document[] = []
  for (const [column, operator, value] of where) {
    const kind = kindOf(table, column)
    const field = fieldOf(column)
    const part: Document =
      operator === 'prefix' ? { $gte: value, $lt: prefixEnd(value) }
      : operator === 'in' ? { $in: value.map((one) => toValue(one, kind)) }
      : { [OPERATORS[operator]]: operator === 'has' ? value : toValue(value, kind) }
    const before = filter[field] ?? {}
    if (Object.keys(part).some((name) => name in before)) rest.push({ [field]: part })
    else filter[field] = { ...before, ...part }
  }
  return (rest.length ? { $and: [filter, ...rest] } : filter) as Filter<Stored>
}

const isDriverError = (error: unknown): boolean => error instanceof Error && error.name.startsWith('Mongo')

function translated(error: unknown): unknown {
  return error instanceof MongoServerError && error.code === 11000 ? new DuplicateRow(error.message) : error
}
