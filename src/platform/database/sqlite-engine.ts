/**
 * One SQLite writer: works that wait together share one transaction (group commit), each in its own savepoint, each
 * answered after the commit. Runs in the writer thread of a server and in place in commands and tests.
 */
import Sqlite from 'libsql'
import type { Tx, Work } from './tables.js'
import { type PendingIncrement, sqliteTables } from './sqlite-tables.js'

export interface Job {
  work: Work<unknown, unknown>
  input: unknown
}

export type Outcome = { ok: true; output: unknown } | { ok: false; error: unknown }

export interface SqliteEngine {
  /** Runs the jobs in one transaction; a job that fails leaves the others standing. Never rejects. */
  runBatch(jobs: readonly Job[]): Promise<Outcome[]>
  close(): void
}

/** Twice this, for a batch that waits in vain and the next one, is still within the ten seconds of a 503. */
const BUSY_TIMEOUT_MS = 4_000

export function openConnection(file: string, { readOnly }: { readOnly: boolean }): InstanceType<typeof Sqlite> {
  const connection = new Sqlite(file)
  connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
  if (readOnly) {
    connection.exec('PRAGMA query_only = 1')
  } else {
    connection.exec('PRAGMA journal_mode = WAL')
    // FULL: an answer goes out only when its commit survives a power cut.
    connection.exec('PRAGMA synchronous = FULL')
    connection.exec('PRAGMA foreign_keys = OFF')
  }
  // Beyond this the system's own file cache serves as well, and gives memory back when others need it.
  connection.exec(`PRAGMA cache_size = -${readOnly ? 16_000 : 24_000}`)
  connection.exec('PRAGMA temp_store = MEMORY')
  return connection
}

export function openSqliteEngine(file: string): SqliteEngine {
  const connection = openConnection(file, { readOnly: false })
  const tables = sqliteTables(connection)

  async function runOne(job: Job, increments: PendingIncrement[], isolated: boolean): Promise<Outcome> {
    if (isolated) connection.exec('SAVEPOINT work')
    try {
      const tx = tables.begin(0)
      const output = await job.work.run(tx satisfies Tx, job.input)
      increments.push(...tx.takePending())
      if (isolated) connection.exec('RELEASE work')
      return { ok: true, output }
    } catch (error) {
      if (!isolated) throw error
      connection.exec('ROLLBACK TO work')
      connection.exec('RELEASE work')
      return { ok: false, error }
    }
  }

  async function attempt(jobs: readonly Job[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    const increments: PendingIncrement[] = []
    connection.exec('BEGIN IMMEDIATE')
    try {
      for (const job of jobs) outcomes.push(await runOne(job, increments, jobs.length > 1))
      tables.flushIncrements(increments)
      connection.exec('COMMIT')
      return outcomes
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK')
      throw error
    }
  }

  return {
    runBatch: async (jobs) => {
      try {
        return await attempt(jobs)
      } catch (error) {
        return jobs.map(() => ({ ok: false, error }))
      }
    },
    close: () => connection.close(),
  }
}
