// What happens while the database is away: every call answers 503 with `Retry-After` within ten seconds, at once when
// that is known already, and things go on by themselves when it is back. Mounted by the kernel before all data routes.
import type { NextFunction, Request, RequestHandler, Response } from 'express'

import { problem, sendProblem } from '../problems.js'

export interface DatabaseHealth {
  /** The last known state, without asking. */
  isAvailable: () => boolean
  /** Asks the database; may take its time, the caller sets a limit. */
  answers: () => Promise<boolean>
}

const firstCheckAfter = 8000
const checkAgainEvery = 5000
const answerWithin = 900

/** Refuses at once when the database is known to be away; otherwise watches that the answer does not hang on it. */
export function refuseWhileDatabaseIsAway(health: DatabaseHealth): RequestHandler {
  return (_request: Request, response: Response, next: NextFunction) => {
    if (!health.isAvailable()) throw problem({ code: 'unavailable' })
    const watch = (delay: number) =>
      setTimeout(() => {
        void answersWithin(health, answerWithin).then((answers) => {
          if (response.headersSent || response.writableEnded) return
          if (answers) timer = watch(checkAgainEvery)
          else sendProblem(response, problem({ code: 'unavailable', headers: { Connection: 'close' } }))
        })
      }, delay).unref()
    let timer = watch(firstCheckAfter)
    response.once('close', () => clearTimeout(timer))
    next()
  }
}

/** True when the database answers within `limit` milliseconds; never rejects. */
export async function answersWithin(health: DatabaseHealth, limit: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), limit)
  })
  try {
    return await Promise.race([health.answers(), timeout])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

const awayNames =
  /^(Mongo(ose)?(Network|NetworkTimeout|ServerSelection|NotConnected|TopologyClosed|ServerClosed|PoolCleared|PoolClosed|PoolClearedOnNetwork|WaitQueueTimeout|ConnectionPool\w*|ExpiredSession)\w*Error|PoolClearedError|DatabaseAway)$/
const awayCodes = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|EHOSTUNREACH|SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|NOTADB|READONLY)\w*)$/

/** True for an error that says the database cannot be reached or cannot write now; looks through causes. */
export function isDatabaseAway(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if (awayNames.test(current.name)) return true
    if ('code' in current && typeof current.code === 'string' && awayCodes.test(current.code)) return true
  }
  return false
}

/**
 * Keeps the last known state by asking every `every` milliseconds. An away database is believed after a failed
 * question and forgotten after an answered one.
 */
export function watchDatabase({ answers, every = 2000 }: { answers: () => Promise<boolean>; every?: number }): DatabaseHealth & { stop: () => void } {
  let isUp = true
  let asking = false
  const health: DatabaseHealth = { isAvailable: () => isUp, answers }
  const timer = setInterval(() => {
    if (asking) return
    asking = true
    void answersWithin(health, 4000).then((answered) => {
      isUp = answered
      asking = false
    })
  }, every).unref()
  return { ...health, stop: () => clearInterval(timer) }
}
