// The check's thread: takes in what is known, reads and plans the file, gives the planned rows out. Started by
// check-in-thread.ts from the built server.
import { parentPort, workerData } from 'node:worker_threads'
import { inBatches, type CheckAnswer, type CheckOrder, type CheckStart } from './check-in-thread.js'
import { checkFile } from './check-file.js'
import { addPart, emptyKnown } from './load-known.js'
import type { PlannedRow } from './plan.js'
import { FileRefused } from './sheet.js'

const port = parentPort
if (!port) throw new Error('the check runs only as a worker thread')

const start = workerData as CheckStart
const known = emptyKnown(start)
let source: AsyncGenerator<PlannedRow[]> | undefined
let rows: AsyncGenerator<PlannedRow[]> | undefined

port.on('message', (order: CheckOrder) => {
  if (order.order === 'know') addPart(known, order.part)
  else void carryOut(order)
})

async function carryOut(order: Exclude<CheckOrder, { order: 'know' }>): Promise<void> {
  try {
    if (order.order === 'plan') {
      const planned = await checkFile({ ...start, known })
      source = planned.rows()
      answer({ answer: 'planned', columns: planned.columns, notices: planned.notices })
    } else {
      rows ??= source ? inBatches(source, order.most) : undefined
      const next = await rows?.next()
      answer({ answer: 'rows', rows: next && !next.done ? next.value : [] })
    }
  } catch (error) {
    if (error instanceof FileRefused) answer({ answer: 'refused', code: error.code, values: error.values })
    else answer({ answer: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

function answer(given: CheckAnswer): void {
  port?.postMessage(given)
}
