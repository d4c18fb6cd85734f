/**
 * Carries long changes to their end in short steps: a publication, and every sweep over an assignment's deliveries.
 * Started by the use cases, and at start-up for what a crash left unfinished.
 */
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { happened } from '../platform/happenings.js'
import { logger } from '../platform/logging.js'
import { services } from '../platform/services.js'
import type { Row } from '../platform/database/tables.js'
import { type BegunChange } from './change-assignment.work.js'
import { finishPublish, publishStep, STEP, type SweepChange, sweepStep } from './publish.work.js'
import { runs } from './tables.js'

const RETRY_MS = 2_000
/** What one change gives up for others in all, in milliseconds. */
const PATIENCE_MS = 250
/** Teams that are taken in short steps: a core that the writer holds for long is one that phones wait for. */
const GENTLE_TEAMS = 3_000
/** Teams in a short step, some two milliseconds. */
const SHORT_STEP = 25
const underWay = new Map<string, Promise<void>>()

/** Makes all planned deliveries of an assignment. A second call while it runs joins the first. */
export function runPublication(assignment: string): Promise<void> {
  return once(`publish ${assignment}`, async () => {
    const { database, now } = services()
    const pace = gentle()
    for (;;) {
      const count = pace.begin()
      const step = await untilDone(() => database.write(publishStep, { assignment, count, now: now().toISOString() }))
      if (step.more) {
        await pace.breathe()
        continue
      }
      const end = await untilDone(() => database.write(finishPublish, { assignment, now: now().toISOString() }))
      if (end.isNew) happened('assignment-published', { assignment }, logFailure)
      if (!end.isLeft) return
    }
  })
}

/** Makes what was planned just now, also where a publication of the same assignment was about to end without it. */
export async function runAddedTeams(assignment: string): Promise<void> {
  await runPublication(assignment)
  await runPublication(assignment)
}

/** Carries a change over all deliveries; resolves when the last one has it. */
export function runSweep({ assignment, run, afterTeam = '' }: { assignment: string; run: NonNullable<BegunChange['run']>; afterTeam?: string }): Promise<void> {
  return once(`sweep ${run.id}`, async () => {
    const { database, now } = services()
    const pace = gentle()
    let last = afterTeam
    for (;;) {
      const count = pace.begin()
      const step = await untilDone(() => database.write(sweepStep, { run: run.id, assignment, afterTeam: last, change: run.change, count, now: now().toISOString() }))
      if (!step.more) return
      last = step.last
      await pace.breathe()
    }
  })
}

/** Takes up what nobody carries on: at start, and again and again where several processes serve one database. */
export async function resumeRuns(): Promise<void> {
  const rows = await services().database.read.find(runs, { where: [['state', '=', 'running']] })
  for (const row of rows) resume(row).catch(logFailure)
}

async function resume(row: Row): Promise<void> {
  const assignment = String(row.subject)
  if (row.kind === 'publish' || row.kind === 'add-teams') return runPublication(assignment)
  const { change, afterTeam } = (row.input ?? {}) as { change?: SweepChange; afterTeam?: string }
  if (change) return runSweep({ assignment, run: { id: String(row.id), change }, ...(afterTeam ? { afterTeam } : {}) })
}

function once(key: string, run: () => Promise<void>): Promise<void> {
  const present = underWay.get(key)
  if (present) return present
  const started = leased(key, run).finally(() => underWay.delete(key))
  underWay.set(key, started)
  return started
}

/** Where another living process carries it on, it is left to that one. */
async function leased(key: string, run: () => Promise<void>): Promise<void> {
  const { database } = services()
  if (!(await database.take(key))) return
  await run().finally(() => database.letGo(key))
}

/**
 * Steps and breaths of one long change: the writer takes a whole core while a step lasts, and phones that read their
 * lists need the cores too. So the steps are short, and each breath is the longer the more this process had to do for
 * others meanwhile. A change of some thousand teams is gentle from its beginning to its end; a nation's must end, so it
 * goes on in longer steps, and without breaths when its patience is used up.
 */
function gentle(): { begin(): number; breathe(): Promise<void> } {
  let patience = PATIENCE_MS
  let taken = 0
  let began = 0
  let load = performance.eventLoopUtilization()
  return {
    /** How many teams the next step takes. */
    begin: () => {
      began = performance.now()
      load = performance.eventLoopUtilization()
      const count = taken < GENTLE_TEAMS ? SHORT_STEP : STEP
      taken += count
      return count
    },
    breathe: async () => {
      const busy = performance.eventLoopUtilization(load).utilization
      const breath = Math.min(patience, 3 * busy * (performance.now() - began))
      if (breath < 1) return
      patience -= breath
      await wait(breath)
    },
  }
}

/** Steps are safe to repeat: while the database is away they wait for it. */
async function untilDone<T>(step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step()
    } catch (error) {
      if (attempt >= 150) throw error
      logFailure(error)
      await wait(RETRY_MS)
    }
  }
}

function logFailure(error: unknown): void {
  logger().error({ err: error }, 'a step of a long change failed')
}
