// Limits through real HTTP, and the slowing of sign-ins on its own.
import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'

import { endpoint, route } from '../../src/platform/http/endpoint.js'
import { createRateLimits, network } from '../../src/platform/http/rate-limits.js'
import { problem } from '../../src/platform/problems.js'
import { serve } from './serve.js'

const routes = [
  route('GET', '/field/v1/me', endpoint({ who: 'device', run: () => ({ status: 200, body: {} }) })),
  route('POST', '/field/v1/enrol/check', endpoint({
    who: 'anyone',
    isGuessable: true,
    body: z.object({ code: z.string() }),
    run: ({ body }) => {
      if (body.code === 'right') return { status: 200, body: {} }
      throw problem({ code: body.code === 'old' ? 'expired-code' : 'unknown-code' })
    },
  })),
]
const check = (code: string) => ({ method: 'POST', path: '/field/v1/enrol/check', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }) })
const me = (key: string) => ({ path: '/field/v1/me', headers: { Authorization: `Bearer ${key}` } })

describe('phones', () => {
  test('240 a minute for one device, whatever another one behind the same address does', async () => {
    const server = await serve({ fieldRoutes: routes })
    for (let count = 0; count < 240; count += 1) expect((await server.send(me('known-1'))).status).toBe(200)
    const answer = await server.send(me('known-1'))
    expect([answer.status, answer.json().code]).toEqual([429, 'rate-limited'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await server.send(me('known-2'))).status).toBe(200)
    await server.close()
  })

  test('20 failures shut enrolling and unknown keys for the address, never a known key; successes do not count', async () => {
    const server = await serve({ fieldRoutes: routes })
    for (let count = 0; count < 30; count += 1) expect((await server.send(check('right'))).status).toBe(200)
    for (let count = 0; count < 8; count += 1) expect((await server.send(check('wrong'))).status).toBe(404)
    for (let count = 0; count < 6; count += 1) expect((await server.send(check('old'))).status).toBe(410)
    for (let count = 0; count < 6; count += 1) expect((await server.send(me('nobody'))).status).toBe(401)
    expect((await server.send(me('nobody'))).status).toBe(429)
    expect((await server.send(check('right'))).status).toBe(429)
    expect((await server.send(me('known-1'))).status).toBe(200)
    await server.close()
  })

  test('off means off', async () => {
    const server = await serve({ fieldRoutes: routes, rateLimits: false })
    for (let count = 0; count < 30; count += 1) expect((await server.send(check('wrong'))).status).toBe(404)
    await server.close()
  })
})

describe('signing in', () => {
  const attempt = async (limits: ReturnType<typeof createRateLimits>, address: string, account: string, isRight: boolean) => {
    try {
      const done = await limits.admitSignIn({ address, account })
      await done(isRight)
      return 200
    } catch (error) {
      return error instanceof Error && 'status' in error ? error.status : error
    }
  }

  test('a guesser is slowed down after five wrong ones, and hears for how long', async () => {
    const limits = createRateLimits({ isOn: true })
    const answers: unknown[] = []
    for (let count = 0; count < 8; count += 1) answers.push(await attempt(limits, '10.0.0.1', 'an@x.vn', false))
    expect(answers).toEqual([200, 200, 200, 200, 200, 200, 429, 429])
    await expect(limits.admitSignIn({ address: '10.0.0.1', account: ' AN@x.vn' })).rejects.toMatchObject({ status: 429, headers: { 'Retry-After': expect.stringMatching(/^(1[0-5]|[1-9])$/) } })
  })

  test('the rightful owner gets in from the usual place while others guess from everywhere', async () => {
    const limits = createRateLimits({ isOn: true })
    expect(await attempt(limits, '10.0.0.9', 'an@x.vn', true)).toBe(200)
    for (let count = 0; count < 60; count += 1) await attempt(limits, `10.0.1.${count}`, 'an@x.vn', false)
    expect(await attempt(limits, '10.0.2.1', 'an@x.vn', false)).toBe(429)
    expect(await attempt(limits, '10.0.0.9', 'an@x.vn', true)).toBe(200)
  })

  test('many colleagues behind one address who type rightly are never slowed', async () => {
    const limits = createRateLimits({ isOn: true })
    for (let count = 0; count < 200; count += 1) expect(await attempt(limits, '10.0.0.1', `user${count}@x.vn`, true)).toBe(200)
  })

  test('new passwords are asked for three times in a quarter of an hour', async () => {
    const limits = createRateLimits({ isOn: true })
    for (let count = 0; count < 3; count += 1) await limits.admitPasswordRequest({ address: '10.0.0.1', account: 'an@x.vn' })
    await expect(limits.admitPasswordRequest({ address: '10.0.0.2', account: 'an@x.vn' })).rejects.toMatchObject({ status: 429 })
  })
})

test.each([
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s belongs to %s', (address, expected) => {
  expect(network(address)).toBe(expected)
})
