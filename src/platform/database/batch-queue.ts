/** Gathers works that arrive while a batch runs into the next batch: the group commit of both databases. */
import type { Job, Outcome } from './sqlite-engine.js'

export interface BatchQueue {
  push(job: Job): Promise<unknown>
  /** Resolves when nothing is waiting or running. */
  drained(): Promise<void>
}

export function createBatchQueue({ runBatch, most }: { runBatch(jobs: readonly Job[]): Promise<Outcome[]>; most: number }): BatchQueue {
  const waiting: { job: Job; settle(outcome: Outcome): void }[] = []
  let running: Promise<void> | undefined

  async function drain(): Promise<void> {
    // Everything that came in within this turn of the event loop goes into the same commit.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length) {
      const batch = waiting.splice(0, most)
      let outcomes: Outcome[]
      try {
        outcomes = await runBatch(batch.map(({ job }) => job))
      } catch (error) {
        outcomes = batch.map(() => ({ ok: false, error }))
      }
      batch.forEach(({ settle }, index) => settle(outcomes[index] ?? { ok: false, error: new Error('a work was left without an outcome') }))
    }
    running = undefined
  }

  return {
    push: (job) =>
      new Promise((resolve, reject) => {
        waiting.push({ job, settle: (outcome) => (outcome.ok ? resolve(outcome.output) : reject(outcome.error)) })
        running ??= drain()
      }),
    drained: async () => {
      while (running) await running
    },
  }
}
