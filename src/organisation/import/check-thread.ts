// The check's thread: takes in what is known, reads and plans the file, gives the planned rows out. Started by
// check-in-thread.ts from the built server.
import { parentPort, workerData } from 'node:worker_threads'
import type { CheckAnswer, CheckOrder, CheckStart } from './check-in-thread.js'
import { checkFile } from './check-file.js'
import { addPart, emptyKnown } from './load-known.js'
import type { PlannedRow } from './plan.js'
import { FileRefused } from './sheet.js'

const port = parentPort
if (!port) throw new Error('the check runs only as a worker thread')

const start = workerData as CheckStart
const known = emptyKnown(start)
let rows: PlannedRow[] = []

port.on('message', (order: CheckOrder) => {
  if (order.order === 'know') addPart(known, order.part)
  else if (order.order === 'plan') void plan()
  else answer({ answer: 'rows', rows: rows.slice(order.from, order.from + order.count) })
})

async function plan(): Promise<void> {
  try {
    const planned = await checkFile({ ...start, known })
    rows = planned.rows
    answer({ answer: 'planned', columns: planned.columns, notices: planned.notices, count: rows.length })
  } catch (error) {
    if (error instanceof FileRefused) answer({ answer: 'refused', code: error.code, values: error.values })
    else answer({ answer: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

function answer(given: CheckAnswer): void {
  port?.postMessage(given)
}
