// A server that runs for months keeps house as one that is started every day.
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { everyDay } from '../../src/platform/every-day.js'

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

test('at once, then once a day until it is stopped; a failure ends nothing', async () => {
  const failures: unknown[] = []
  let runs = 0
  const stop = everyDay({
    task: async () => {
      runs += 1
      if (runs === 2) throw new Error('the database is away')
    },
    onError: (error) => failures.push(error),
  })
  expect(runs).toBe(1)
  await jest.advanceTimersByTimeAsync(3 * 86_400_000)
  expect([runs, failures.length]).toEqual([4, 1])
  stop()
  await jest.advanceTimersByTimeAsync(86_400_000)
  expect(runs).toBe(4)
})
