// The check's thread: reads what is known, reads and plans the file, gives rows out ready to be stored. Started by
// check-in-thread.ts from the built server.
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { openSqliteReads } from '../../platform/database/sqlite.js'
import type { Reads, Row } from '../../platform/database/tables.js'
import { batchesOf, type Batch } from './batches.js'
import type { CheckAnswer, CheckOrder, ThreadStart } from './check-in-thread.js'
import { checkFile } from './check-file.js'
import { loadKnown } from './load-known.js'
import { FileRefused } from './sheet.js'

const port = parentPort
if (!port) throw new Error('the check runs only as a worker thread')

// Phones come first. Only Linux knows a priority of one thread; elsewhere this would slow the whole server down.
if (process.platform === 'linux') setPriority(0, 10)

const start = workerData as ThreadStart
const asked = new Map<number, { resolve(rows: Row[]): void; reject(error: Error): void }>()
const own = start.file === undefined ? undefined : openSqliteReads(start.file)
const reads: Pick<Reads, 'find'> = own?.reads ?? { find: askMain }
let batches: AsyncGenerator<Batch> | undefined

port.on('message', (order: CheckOrder) => {
  if (order.order === 'found') settle(order.number)?.resolve(order.rows)
  else if (order.order === 'failed') settle(order.number)?.reject(new Error(order.message))
  else void carryOut(order)
})

function askMain(...[table, query]: Parameters<Reads['find']>): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const number = asked.size === 0 ? 0 : Math.max(...asked.keys()) + 1
    asked.set(number, { resolve, reject })
    answer({ answer: 'find', number, table, query })
  })
}

function settle(number: number): { resolve(rows: Row[]): void; reject(error: Error): void } | undefined {
  const waiting = asked.get(number)
  asked.delete(number)
  return waiting
}

async function carryOut({ order }: CheckOrder): Promise<void> {
  try {
    if (order === 'plan') {
      const known = await loadKnown({ source: { reads, accounts: async () => start.accounts }, ...start })
      const planned = await checkFile({ ...start, known })
      batches = batchesOf({ ...start, planned, reads })
      answer({ answer: 'planned', columns: planned.columns, notices: planned.notices })
    } else {
      const next = await batches?.next()
      answer({ answer: 'rows', batch: next && !next.done ? next.value : undefined })
    }
  } catch (error) {
    if (error instanceof FileRefused) answer({ answer: 'refused', code: error.code, values: error.values })
    else answer({ answer: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

function answer(given: CheckAnswer): void {
  port?.postMessage(given)
}
