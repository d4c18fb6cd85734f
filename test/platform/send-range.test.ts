// Parts of a file as phones and players ask for them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Readable } from 'node:stream'

import { endpoint, route } from '../../src/platform/http/endpoint.js'
import { sendRange } from '../../src/platform/http/send-range.js'
import { serve, type Served } from './serve.js'

const bytes = Buffer.from('0123456789')
let server: Served
beforeAll(async () => {
  server = await serve({
    fieldRoutes: [route('GET', '/field/v1/files/:sha256', endpoint({
      who: 'anyone',
      run: () => sendRange({ size: bytes.length, type: 'audio/mpeg', tag: '"t"', cacheControl: 'immutable', open: (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]) }),
    }))],
  })
})
afterAll(() => server.close())

describe('a file', () => {
  test.each([
    [undefined, 200, '0123456789', undefined],
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
  ])('Range %s → %i', async (range, status, text, contentRange) => {
    const answer = await server.send({ path: '/field/v1/files/x', headers: range ? { Range: range } : {} })
    expect([answer.status, answer.text, answer.headers['content-range'], answer.headers['content-length']]).toEqual([status, text, contentRange, String(text.length)])
  })

  test('a part that is not there is 416 with the size', async () => {
    const answer = await server.send({ path: '/field/v1/files/x', headers: { Range: 'bytes=10-' } })
    expect([answer.status, answer.json().code, answer.headers['content-range']]).toEqual([416, 'range', 'bytes */10'])
  })

  test('another version since then is sent whole; the same one not at all', async () => {
    expect((await server.send({ path: '/field/v1/files/x', headers: { Range: 'bytes=2-4', 'If-Range': '"old"' } })).status).toBe(200)
    expect((await server.send({ path: '/field/v1/files/x', headers: { Range: 'bytes=2-4', 'If-Range': '"t"' } })).status).toBe(206)
    expect((await server.send({ path: '/field/v1/files/x', headers: { 'If-None-Match': '"t"' } })).status).toBe(304)
  })

  test('HEAD tells the size only', async () => {
    const answer = await server.send({ method: 'HEAD', path: '/field/v1/files/x' })
    expect([answer.status, answer.text, answer.headers['content-length']]).toEqual([200, '', '10'])
  })
})
