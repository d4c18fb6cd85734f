// Runs the reading and planning of a file in a thread of its own, so that phones and desks are answered meanwhile; what
// is known goes in page by page, planned rows come out batch by batch. In a process without the built thread (tests of
// single parts) the same runs in place.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectRoot } from '../../platform/project-root.js'
import { checkFile, type PlannedFile } from './check-file.js'
import type { ImportColumn, ImportKind } from './kinds.js'
import { addPart, emptyKnown, knownParts, type Importer, type KnownPart, type KnownSource } from './load-known.js'
import type { PlannedRow } from './plan.js'
import type { Remark } from './read-table.js'
import { FileRefused } from './sheet.js'

export interface CheckStart {
  path: string
  fileName: string
  kind: ImportKind
  importer: Importer
  today: string
}

/** Main thread → check thread. */
export type CheckOrder = { order: 'know'; part: KnownPart } | { order: 'plan' } | { order: 'rows'; most: number }
/** Check thread → main thread, one for each order but `know`. */
export type CheckAnswer =
  | { answer: 'planned'; columns: ImportColumn[]; notices: Remark[] }
  /** Without rows at the end. */
  | { answer: 'rows'; rows: PlannedRow[] }
  | { answer: 'refused'; code: string; values: Record<string, string | number> }
  | { answer: 'failed'; message: string }

export interface RunningCheck {
  /** @throws FileRefused */
  plan(): Promise<{ columns: ImportColumn[]; notices: Remark[] }>
  rows(batch: number): AsyncGenerator<PlannedRow[]>
  close(): Promise<void>
}

/** The thread may use this much memory for a file at the limit; beyond it the check fails, not the server. */
const THREAD_MEGABYTES = 224

export function startCheck({ source, ...start }: CheckStart & { source: KnownSource }): RunningCheck {
  const script = join(projectRoot(), 'dist/organisation/import/check-thread.js')
  return existsSync(script) ? checkInThread({ script, start, source }) : checkInPlace({ start, source })
}

function checkInThread({ script, start, source }: { script: string; start: CheckStart; source: KnownSource }): RunningCheck {
  const worker = new Worker(script, { workerData: start, resourceLimits: { maxOldGenerationSizeMb: THREAD_MEGABYTES, maxYoungGenerationSizeMb: 16 } })
  let settle: { resolve(answer: CheckAnswer): void; reject(error: Error): void } | undefined
  let died: Error | undefined
  worker.on('message', (answer: CheckAnswer) => settle?.resolve(answer))
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
  return {
    plan: async () => {
      for await (const part of knownParts({ source, kind: start.kind, importer: start.importer })) worker.postMessage({ order: 'know', part } satisfies CheckOrder)
      const planned = await ask({ order: 'plan' })
      if (planned.answer !== 'planned') throw new Error('the check answered out of turn')
      return planned
    },
    rows: async function* (batch) {
      for (;;) {
        const answer = await ask({ order: 'rows', most: batch })
        if (answer.answer !== 'rows' || answer.rows.length === 0) return
        yield answer.rows
      }
    },
    close: async () => {
      await worker.terminate()
    },
  }
}

function checkInPlace({ start, source }: { start: CheckStart; source: KnownSource }): RunningCheck {
  let planned: PlannedFile | undefined
  return {
    plan: async () => {
      const known = emptyKnown(start)
      for await (const part of knownParts({ source, kind: start.kind, importer: start.importer })) addPart(known, part)
      planned = await checkFile({ ...start, known })
      return planned
    },
    rows: (batch) => inBatches(planned?.rows() ?? nothing(), batch),
    close: async () => planned?.close(),
  }
}

/** The same rows in batches of at most this many. */
export async function* inBatches(source: AsyncIterable<PlannedRow[]>, most: number): AsyncGenerator<PlannedRow[]> {
  for await (const rows of source) for (let from = 0; from < rows.length; from += most) yield rows.slice(from, from + most)
}

async function* nothing(): AsyncGenerator<PlannedRow[]> {}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
