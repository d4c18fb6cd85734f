/** Ids of every record: short, time-ordered text, the same on both databases. Used wherever a row is made. */
import { randomInt } from 'node:crypto'

const RANDOM_SPAN = 36 ** 5
let lastMillisecond = 0
let tail = 0

/**
 * A new id: 8 base-36 characters of time (milliseconds, enough until 2059) and 5 of a random start that counts up
 * within one millisecond, so ids made together sort in the order they were made and fill an index from its end.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastMillisecond) {
    lastMillisecond = now
    tail = randomInt(RANDOM_SPAN)
  } else {
    tail = (tail + 1) % RANDOM_SPAN
    if (tail === 0) lastMillisecond += 1
  }
  return lastMillisecond.toString(36).padStart(8, '0') + tail.toString(36).padStart(5, '0')
}
