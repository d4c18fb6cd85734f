// While the database is away every call answers 503 in time, and things go on by themselves.
import { describe, expect, test } from '@jest/globals'

import { isDatabaseAway, watchDatabase } from '../../src/platform/http/availability.js'
import { endpoint, route } from '../../src/platform/http/endpoint.js'
import { serve } from './serve.js'

const hanging = route('GET', '/field/v1/hanging', endpoint({ who: 'anyone', run: () => new Promise(() => undefined) }))
const quick = route('GET', '/field/v1/quick', endpoint({ who: 'anyone', run: () => ({ status: 200, body: {} }) }))

describe('an away database', () => {
  test('known to be away: 503 at once, while the process itself stays alive', async () => {
    const server = await serve({ fieldRoutes: [quick], health: { isAvailable: () => false, answers: () => Promise.resolve(false) } })
    const answer = await server.send({ path: '/field/v1/quick' })
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
    expect((await server.send({ path: '/healthz' })).status).toBe(200)
    expect((await server.send({ path: '/readyz' })).status).toBe(503)
    await server.close()
  })

  test('found out while a call hangs: 503 within ten seconds', async () => {
    const server = await serve({ fieldRoutes: [hanging], health: { isAvailable: () => true, answers: () => new Promise(() => undefined) } })
    const started = Date.now()
    const answer = await server.send({ path: '/field/v1/hanging' })
    expect(answer.status).toBe(503)
    expect(Date.now() - started).toBeLessThan(10_000)
    await server.close()
  }, 15_000)

  test('the watch notices both ways', async () => {
    let up = true
    const watch = watchDatabase({ answers: () => (up ? Promise.resolve(true) : Promise.reject(new Error('gone'))), every: 20 })
    const becomes = async (state: boolean) => {
      for (let tries = 0; tries < 100 && watch.isAvailable() !== state; tries += 1) await new Promise((done) => setTimeout(done, 10))
      return watch.isAvailable()
    }
    up = false
    expect(await becomes(false)).toBe(false)
    up = true
    expect(await becomes(true)).toBe(true)
    watch.stop()
  })

  test.each([
    [Object.assign(new Error('x'), { name: 'MongoNetworkError' }), true],
    [Object.assign(new Error('x'), { name: 'MongooseServerSelectionError' }), true],
    [Object.assign(new Error('x'), { name: 'MongoServerError' }), false],
    [Object.assign(new Error('x'), { code: 'SQLITE_FULL' }), true],
    [Object.assign(new Error('x'), { code: 'SQLITE_CONSTRAINT_UNIQUE' }), false],
    [new Error('x', { cause: Object.assign(new Error('y'), { code: 'ECONNREFUSED' }) }), true],
    ['x', false],
  ])('%p is recognised: %p', (error, expected) => {
    expect(isDatabaseAway(error)).toBe(expected)
  })
})
