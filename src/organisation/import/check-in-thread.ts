// Runs the reading and planning of a file in a thread of its own, so that phones and desks are answered meanwhile: what
// is known goes in, rows ready to be stored come out batch by batch. In a process without the built thread (tests of
// single parts) the same runs in place.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Database, Query, Row, Table } from '../../platform/database/tables.js'
import { projectRoot } from '../../platform/project-root.js'
import { batchesOf, type Batch } from './batches.js'
import { checkFile, type PlannedFile } from './check-file.js'
import type { ImportColumn, ImportKind } from './kinds.js'
import { loadKnown, type Importer, type StoredAccount } from './load-known.js'
import type { Remark } from './read-table.js'
import { FileRefused } from './sheet.js'

export interface CheckStart {
  path: string
  fileName: string
  kind: ImportKind
  importer: Importer
  /** The import that the rows will wait for; none where they are only counted. */
  id: string | undefined
  today: string
  /** Rows a batch. */
  most: number
  wantsWrong: boolean
  /** Of the whole product, where accounts are imported. */
  accounts: StoredAccount[]
}

/** What the thread is made with. */
export interface ThreadStart extends CheckStart {
  /** The SQLite file, read by the thread itself; on MongoDB it asks the main thread. */
  file: string | undefined
}

/** Main thread → check thread. */
export type CheckOrder = { order: 'plan' } | { order: 'rows' } | { order: 'found'; number: number; rows: Row[] } | { order: 'failed'; number: number; message: string }
/** Check thread → main thread: one answer for `plan` and `rows`, and what it asks the database meanwhile. */
export type CheckAnswer =
  | { answer: 'planned'; columns: ImportColumn[]; notices: Remark[] }
  /** Without a batch at the end. */
  | { answer: 'rows'; batch: Batch | undefined }
  | { answer: 'refused'; code: string; values: Record<string, string | number> }
  | { answer: 'failed'; message: string }
  | { answer: 'find'; number: number; table: Table; query: Query }

export interface RunningCheck {
  /** @throws FileRefused */
  plan(): Promise<{ columns: ImportColumn[]; notices: Remark[] }>
  batches(): AsyncGenerator<Batch>
  close(): Promise<void>
}

/** The thread may use this much memory for a file at the limit; beyond it the check fails, not the server. */
const THREAD_MEGABYTES = 224

export function startCheck({ database, ...start }: CheckStart & { database: Database }): RunningCheck {
  const script = join(projectRoot(), 'dist/organisation/import/check-thread.js')
  return existsSync(script) ? checkInThread({ script, start, database }) : checkInPlace({ start, database })
}

function checkInThread({ script, start, database }: { script: string; start: CheckStart; database: Database }): RunningCheck {
  const workerData: ThreadStart = { ...start, file: database.file }
  const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: THREAD_MEGABYTES, maxYoungGenerationSizeMb: 8 } })
  let settle: { resolve(answer: CheckAnswer): void; reject(error: Error): void } | undefined
  let died: Error | undefined
  worker.on('message', (answer: CheckAnswer) => {
    if (answer.answer !== 'find') return settle?.resolve(answer)
    const { number, table, query } = answer
    database.read.find(table, query).then(
      (rows) => worker.postMessage({ order: 'found', number, rows } satisfies CheckOrder),
      (error: unknown) => worker.postMessage({ order: 'failed', number, message: String(error) } satisfies CheckOrder),
    )
  })
  worker.on('error', (error) => {
    died = isOutOfMemory(error) ? new FileRefused('too-much') : error
    settle?.reject(died)
  })
  const ask = async (order: CheckOrder): Promise<CheckAnswer> => {
    if (died) throw died
    const answer = await new Promise<CheckAnswer>((resolve, reject) => {
      settle = { resolve, reject }
      worker.postMessage(order)
    })
    if (answer.answer === 'refused') throw new FileRefused(answer.code, answer.values)
    if (answer.answer === 'failed') throw new Error(answer.message)
    return answer
  }
  const next = async (): Promise<Batch | undefined> => {
    const answer = await ask({ order: 'rows' })
    return answer.answer === 'rows' ? answer.batch : undefined
  }
  return {
    plan: async () => {
      const planned = await ask({ order: 'plan' })
      if (planned.answer !== 'planned') throw new Error('the check answered out of turn')
      return planned
    },
    batches: async function* () {
      for (let coming = next(); ; ) {
        const batch = await coming
        if (!batch) return
        // The next batch is made while this one is stored.
        coming = next()
        coming.catch(() => undefined)
        yield batch
      }
    },
    close: async () => {
      await worker.terminate()
    },
  }
}

function checkInPlace({ start, database }: { start: CheckStart; database: Database }): RunningCheck {
  let planned: PlannedFile | undefined
  return {
    plan: async () => {
      const known = await loadKnown({ source: { reads: database.read, accounts: async () => start.accounts }, ...start })
      planned = await checkFile({ ...start, known })
      return planned
    },
    batches: async function* () {
      if (planned) yield* batchesOf({ ...start, planned, reads: database.read })
    },
    close: async () => planned?.close(),
  }
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
