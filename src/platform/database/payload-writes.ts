/**
 * Payload's writes on SQLite, one after another on a connection of their own. Its usual connection waits for another
 * writer inside one native call, in which nothing else of the server moves; and where it has waited in vain, its driver
 * leaves the statement half open: what that connection writes from then on is answered, shut in a transaction that never
 * ends, and gone at the next garbage collection (libsql 0.4.7). So each write first takes the writer's place by a
 * statement that leaves nothing behind when it is refused. `guardSqliteWrites` is called once when Payload has started.
 *
 * Payload's reads let one turn of the event loop pass first: SQLite answers at once, so that without it a whole operation
 * (5–20 ms) would run as one piece, and phones would wait for the desk.
 */
import { setImmediate as othersFirst, setTimeout as wait } from 'node:timers/promises'
import type { SQLiteAdapter } from '@payloadcms/db-sqlite'
import type { BasePayload } from 'payload'

import { openConnection } from './sqlite-engine.js'

type Client = SQLiteAdapter['client']
type Statement = Parameters<Client['execute']>[0] | string
type Values = Exclude<Extract<Statement, object>['args'], undefined>
type Connection = ReturnType<typeof openConnection>
/** Payload's driver takes an open connection too; its types keep quiet about that. */
type ClientOf = new (path: string, options: object, connection: Connection, intMode: 'number') => Client

/** Longer than our own writer holds the file, short enough that a call of several writes still says 503 within ten seconds. */
const MOST_WAIT_MS = 3_000
const PAUSE_MS = 5

type Shared = typeof globalThis & { lantoaSqliteWrites?: WeakSet<object>; lantoaUndisturbed?: number }

const shared = globalThis as Shared

export function guardSqliteWrites(payload: { db: Pick<BasePayload['db'], 'name'> }): void {
  if (payload.db.name !== 'sqlite') return
  const { client, clientConfig } = payload.db as unknown as SQLiteAdapter
  const guarded = (shared.lantoaSqliteWrites ??= new WeakSet())
  if (guarded.has(client)) return
  guarded.add(client)
  const file = clientConfig.url.replace(/^file:/, '')
  const connection = openConnection(file, { readOnly: false })
  connection.exec('PRAGMA busy_timeout = 0')
  connection.exec('PRAGMA cache_size = -4000')
  // As Payload's own: deleting a record takes its rows in other tables with it.
  connection.exec('PRAGMA foreign_keys = ON')
  const writing = new (client.constructor as ClientOf)(file, {}, connection, 'number')
  const inTurn = oneAfterAnother()
  const execute: Client['execute'] = client.execute.bind(client)

  async function write<T>(statements: () => Promise<T>): Promise<T> {
    const until = Date.now() + MOST_WAIT_MS
    return inTurn(async () => {
      await begin(connection, until)
      try {
        const result = await statements()
        connection.exec('COMMIT')
        return result
      } finally {
        if (connection.inTransaction) connection.exec('ROLLBACK')
      }
    })
  }

  client.execute = (statement: Statement, values?: Values) => {
    const given = typeof statement === 'string' ? { sql: statement, args: values ?? [] } : statement
    if (!isReading(given.sql)) return write(() => writing.execute(given))
    return shared.lantoaUndisturbed ? execute(given) : othersFirst().then(() => execute(given))
  }
}

/** A change through Payload reads what it will replace: what it read must not be old when it writes. */
export async function undisturbed<T>(change: () => Promise<T>): Promise<T> {
  shared.lantoaUndisturbed = (shared.lantoaUndisturbed ?? 0) + 1
  try {
    return await change()
  } finally {
    shared.lantoaUndisturbed -= 1
  }
}

function isReading(sql: string): boolean {
  return /^\s*(select|explain)\b/i.test(sql)
}

/** Takes the writer's place, without holding the server up; throws `SQLITE_BUSY` when the time is over. */
async function begin(connection: Connection, until: number): Promise<void> {
  for (;;) {
    try {
      return void connection.exec('BEGIN IMMEDIATE')
    } catch (error) {
      if (!isBusy(error) || Date.now() >= until) throw error
    }
    await wait(PAUSE_MS)
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')
}

function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
