/** SQLite as the product's database: reads on a connection of their own, every work through the writer thread. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectRoot } from '../project-root.js'
import { createBatchQueue } from './batch-queue.js'
import { openConnection, openSqliteEngine } from './sqlite-engine.js'
import { sqliteTables } from './sqlite-tables.js'
import type { Database, Reads, Work } from './tables.js'
import { type PackedError, unpackError } from './thread-errors.js'
import { oncePerProcess } from './turns.js'

/**
 * Opens the database file, which Payload has migrated before.
 * @param thread false runs the works in place: for commands and tests that have no server to keep awake.
 */
export function openSqlite({ file, thread }: { file: string; thread: boolean }): Database {
  const connection = openConnection(file, { readOnly: true })
  const { reads } = sqliteTables(connection)
  const writer = thread ? threadWriter(file) : inPlaceWriter(file)
  return {
    kind: 'sqlite',
    file,
    read: reads,
    write: (work, input) => writer.run(work, input),
    answers: async () => {
      connection.prepare('select 1').get()
      return true
    },
    ...oncePerProcess(),
    close: async () => {
      await writer.close()
      connection.close()
    },
  }
}

/** Reads of a thread of its own, which keeps little in memory. */
export function openSqliteReads(file: string): { reads: Reads; close(): void } {
  const connection = openConnection(file, { readOnly: true })
  connection.exec('PRAGMA cache_size = -4000')
  return { reads: sqliteTables(connection).reads, close: () => connection.close() }
}

interface Writer {
  run<Input, Output>(work: Work<Input, Output>, input: Input): Promise<Output>
  close(): Promise<void>
}

function inPlaceWriter(file: string): Writer {
  const engine = openSqliteEngine(file)
  const queue = createBatchQueue({ runBatch: engine.runBatch, most: 500 })
  return {
    run: <Input, Output>(work: Work<Input, Output>, input: Input) =>
      queue.push({ work: work as Work<unknown, unknown>, input }) as Promise<Output>,
    close: async () => {
      await queue.drained()
      engine.close()
    },
  }
}

function threadWriter(file: string): Writer {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let next = 0
  let closing = false
  let worker = start()

  function start(): Worker {
    const started = new Worker(join(projectRoot(), 'dist/platform/database/sqlite-writer.js'), {
      workerData: { file },
      // A work is small and short; as much room as the main thread has would only be memory left lying.
      resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 },
    })
    started.on('message', ({ id, output, error }: { id: number; output?: unknown; error?: PackedError }) => {
      const call = waiting.get(id)
      waiting.delete(id)
      if (error) call?.reject(unpackError(error))
      else call?.resolve(output)
    })
    started.on('error', (error) => fail(error))
    started.on('exit', () => {
      if (closing) return
      fail(new Error('the SQLite writer stopped'))
      worker = start()
    })
    return started
  }

  /** What was under way is of unknown outcome: the callers are told so, and their statements are idempotent by key. */
  function fail(error: Error): void {
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
  }

  return {
    run: <Input, Output>(work: Work<Input, Output>, input: Input) =>
      new Promise<Output>((resolve, reject) => {
        const id = next++
        waiting.set(id, { resolve: (value) => resolve(value as Output), reject })
        worker.postMessage({ id, name: work.name, input })
      }),
    close: async () => {
      closing = true
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      worker.postMessage('close')
      await ended
    },
  }
}
