// Housekeeping that a server does when it starts and once a day as long as it runs. Called by server.ts.

const DAY_MS = 86_400_000

/** @returns what ends it */
export function everyDay({ task, onError }: { task: () => Promise<void>; onError: (error: unknown) => void }): () => void {
  const run = (): void => void task().catch(onError)
  run()
  // Does not keep a process alive that has nothing else to do.
  const timer = setInterval(run, DAY_MS).unref()
  return () => clearInterval(timer)
}
