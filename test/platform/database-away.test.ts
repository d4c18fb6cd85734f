// The whole server while its database stands still: every call is 503 within ten seconds, health tells the truth, and
// when the database goes on so does the server. On MongoDB, through a wire of the test's own: the server behind it goes
// on for the tests that run at the same time.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { type Wire, wireTo } from './wire.js'
import { ownEnvironment, type Run, runServer } from './run-server.js'

const mongo = process.env.LANTOA_TEST_MONGODB_URL
const own = ownEnvironment()
let run: Run
let wire: Wire

const json = { 'Content-Type': 'application/json' }

// Without a MongoDB-compatible server there is nothing that could stand still.
;(mongo ? describe : describe.skip)('a database that stands still', () => {
  beforeAll(async () => {
    const url = new URL(mongo ?? '')
    wire = await wireTo({ host: url.hostname, port: Number(url.port) })
    url.pathname = `/away_${process.pid}_${Date.now()}`
    url.port = String(wire.port)
    // Otherwise the driver would ask the replica set for its members' own addresses and go past the wire.
    url.searchParams.set('directConnection', 'true')
    run = await runServer({ ...own.env, LANTOA_DATABASE_URL: url.toString() })
  }, 60_000)

  afterAll(async () => {
    wire.goOn()
    await run.stop()
    await wire.close()
    own.remove()
  })

  test('before: ready', async () => {
    expect((await run.send({ path: '/readyz' })).status).toBe(200)
    expect((await run.send({ path: '/field/v1/ping' })).status).toBe(200)
  })

  test('meanwhile: 503 with Retry-After within ten seconds on every door, and alive', async () => {
    wire.standStill()
    const calls = [
      { path: '/field/v1/ping' },
      { path: '/field/v1/me', headers: { Authorization: `Bearer ${'k'.repeat(43)}` } },
      { method: 'POST', path: '/field/v1/enrol/check', headers: json, body: '{"code":"ABCD2345"}' },
      { method: 'POST', path: '/api/users/login', headers: json, body: '{"email":"a@b.vn","password":"x"}' },
      { path: '/readyz' },
    ]
    const timed = await Promise.all(calls.map(async (call) => {
      const started = Date.now()
      const answer = await run.send(call)
      return { path: call.path, status: answer.status, retryAfter: answer.headers['retry-after'], took: Date.now() - started }
    }))
    for (const { path, status, retryAfter, took } of timed) {
      // A call that needs no database may still be answered in the first moments.
      if (path === '/field/v1/ping' && status === 200) continue
      expect({ path, status, retryAfter }).toEqual({ path, status: 503, retryAfter: expect.stringMatching(/^\d+$/) })
      expect(took).toBeLessThan(10_000)
    }
    // By now it is known, and told at once, also where no database would be asked.
    for (const path of ['/field/v1/ping', '/api/org-units', '/admin/login']) expect((await run.send({ path })).status).toBe(503)
    expect((await run.send({ path: '/healthz' })).status).toBe(200)
  }, 30_000)

  test('afterwards: ready again by itself', async () => {
    wire.goOn()
    const started = Date.now()
    while ((await run.send({ path: '/readyz' })).status !== 200 && Date.now() - started < 20_000) await new Promise((done) => setTimeout(done, 200))
    while ((await run.send({ path: '/field/v1/ping' })).status !== 200 && Date.now() - started < 20_000) await new Promise((done) => setTimeout(done, 200))
    expect((await run.send({ method: 'POST', path: '/field/v1/enrol/check', headers: json, body: '{"code":"ABCD2345"}' })).status).toBe(404)
  }, 40_000)
})
