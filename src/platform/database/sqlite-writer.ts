/** The writer thread's entry: takes works by name from the main thread and answers each after its commit. */
import { parentPort, workerData } from 'node:worker_threads'
import '../../works.js'
import { createBatchQueue } from './batch-queue.js'
import { openSqliteEngine } from './sqlite-engine.js'
import { packError } from './thread-errors.js'
import { workNamed } from './tables.js'

const port = parentPort
if (!port) throw new Error('the SQLite writer runs only as a worker thread')

const engine = openSqliteEngine((workerData as { file: string }).file)
const queue = createBatchQueue({ runBatch: engine.runBatch, most: 500 })

interface Call {
  id: number
  name: string
  input: unknown
}

port.on('message', (message: Call | 'close') => {
  if (message === 'close') {
    void queue.drained().then(() => {
      engine.close()
      port.close()
    })
    return
  }
  void answer(message)
})

async function answer({ id, name, input }: Call): Promise<void> {
  try {
    port?.postMessage({ id, output: await queue.push({ work: workNamed(name), input }) })
  } catch (error) {
    port?.postMessage({ id, error: packError(error) })
  }
}
