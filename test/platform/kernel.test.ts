// The kernel through real HTTP: order of checks, sizes, types, methods, hosts, headers, log.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

import { endpoint, isNotModified, route } from '../../src/platform/http/endpoint.js'
import { problem } from '../../src/platform/problems.js'
import { serve, type Served } from './serve.js'

const json = { 'Content-Type': 'application/json' }
const device = { Authorization: 'Bearer known-1' }
const shape = z.object({ name: z.string().max(10), times: z.number().int().optional() })

const fieldRoutes = [
  route('GET', '/field/v1/ping', endpoint({ who: 'anyone', run: () => ({ status: 200, body: { service: 'lantoa' }, headers: { 'Cache-Control': 'no-store' } }) })),
  route('POST', '/field/v1/things', endpoint({ who: 'device', body: shape, run: ({ body, device: caller }) => ({ status: 201, body: { ...body, device: caller.id } }) })),
  route('GET', '/field/v1/things/:id', endpoint({
    who: 'device',
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).optional() }),
    run: ({ params, query, request }) => (isNotModified(request, '"e1"') ? { status: 304, headers: { ETag: '"e1"' } } : { status: 200, body: { id: params.id, limit: query.limit ?? null }, headers: { ETag: '"e1"' } }),
  })),
  route('GET', '/field/v1/long', endpoint({ who: 'anyone', run: () => ({ status: 200, body: { text: 'ấ'.repeat(2000) } }) })),
  route('GET', '/field/v1/born', (request, response) => {
    const isBornSo = (one: object): boolean => Object.getPrototypeOf(one) === one.constructor.prototype
    response.json({ request: isBornSo(request), response: isBornSo(response), isExpress: request.app === response.app && request.path === '/field/v1/born' })
  }),
  route('GET', '/field/v1/broken', endpoint({ who: 'anyone', run: () => { throw new Error('Failed query: insert … params: Nguyễn Văn A') } })),
  route('GET', '/field/v1/away', endpoint({ who: 'anyone', run: () => { throw Object.assign(new Error('no'), { name: 'MongoServerSelectionError' }) } })),
  route('GET', '/field/v1/refused', endpoint({ who: 'anyone', run: () => { throw Object.assign(new Error('withdrawn'), { name: 'Refusal', problem: { status: 410, code: 'withdrawn' } }) } })),
  route('POST', '/field/v1/guess', endpoint({ who: 'anyone', isGuessable: true, body: z.object({ code: z.string() }), run: ({ body }) => { if (body.code !== 'right') throw problem({ code: 'unknown-code' }); return { status: 200, body: {} } } })),
]
const deskRoutes = [
  route('POST', '/api/things/:id/publish', endpoint({ who: ['admin', 'editor'], run: ({ account }) => ({ status: 202, body: { by: account.id } }) })),
  route('POST', '/api/things/:id/erase', endpoint({ who: ['admin'], run: () => ({ status: 200, body: {} }) })),
  route('GET', '/api/sheet', endpoint({ who: 'anyone', run: () => ({ status: 200, body: '<p>A4</p>', headers: { 'Content-Type': 'text/html; charset=utf-8' } }) })),
]

let server: Served
beforeAll(async () => {
  server = await serve({ fieldRoutes, deskRoutes })
})
afterAll(() => server.close())

describe('answers', () => {
  test('JSON with security headers, a request id of our own and no trace of the framework', async () => {
    const answer = await server.send({ path: '/field/v1/ping', headers: { 'X-Request-Id': 'mine' } })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ service: 'lantoa' })
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'", 'cache-control': 'no-store', 'strict-transport-security': 'max-age=31536000' })
    expect(answer.headers).not.toHaveProperty('x-powered-by')
  })

  test('requests and answers have Express’s prototypes from birth: one set later costs a hidden class each', async () => {
    expect((await server.send({ path: '/field/v1/born' })).json()).toEqual({ request: true, response: true, isExpress: true })
  })

  test('above 1 KB they are compressed for those who can read it', async () => {
    const plain = await server.send({ path: '/field/v1/long' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.headers.vary).toBe('Accept-Encoding')
    const response = await fetch(`${server.url}/field/v1/long`)
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(await response.text()).toBe(plain.text)
    const refused = await server.send({ path: '/field/v1/long', headers: { 'Accept-Encoding': 'gzip;q=0' } })
    expect(refused.headers['content-encoding']).toBeUndefined()
    expect(() => gunzipSync(Buffer.from(refused.text))).toThrow()
  })

  test('HEAD is GET without the body', async () => {
    const answer = await server.send({ method: 'HEAD', path: '/field/v1/ping' })
    expect([answer.status, answer.text]).toEqual([200, ''])
  })

  test('304 for what is known already', async () => {
    const answer = await server.send({ path: '/field/v1/things/1', headers: { ...device, 'If-None-Match': 'W/"e1"' } })
    expect([answer.status, answer.text, answer.headers.etag]).toEqual([304, '', '"e1"'])
  })

  test('a page to print may have its own styles but no scripts', async () => {
    const answer = await server.send({ path: '/api/sheet' })
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'; style-src 'unsafe-inline'")
  })
})

describe('who', () => {
  test.each([
    ['no key', {}, 401, 'unknown-key'],
    ['an unknown key', { Authorization: 'Bearer nobody' }, 401, 'unknown-key'],
    ['a revoked key', { Authorization: 'Bearer revoked' }, 401, 'revoked'],
    ['an account', { Authorization: 'JWT good' }, 401, 'unknown-key'],
  ])('%s opens nothing of the teams', async (_name, headers, status, code) => {
    const answer = await server.send({ method: 'POST', path: '/field/v1/things', headers: { ...json, ...headers }, body: 'not json' })
    expect([answer.status, answer.json().code]).toEqual([status, code])
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  test('a device key opens nothing of the desk', async () => {
    expect((await server.send({ method: 'POST', path: '/api/things/1/publish', headers: device })).status).toBe(401)
  })

  test('a role that may, and one that may not', async () => {
    const account = { Authorization: 'JWT good' }
    expect((await server.send({ method: 'POST', path: '/api/things/1/publish', headers: account })).status).toBe(202)
    expect((await server.send({ method: 'POST', path: '/api/things/1/erase', headers: account })).json()).toMatchObject({ status: 403, code: 'forbidden' })
  })

  test.each([
    ['another page', { Origin: 'https://evil.example' }],
    ['a page without origin', { Origin: 'null' }],
    ['a browser that says cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('%s cannot act with the cookie', async (_name, headers) => {
    const answer = await server.send({ method: 'POST', path: '/api/things/1/publish', headers: { Cookie: 'payload-token=x', ...headers } })
    expect(answer.json()).toMatchObject({ status: 403, code: 'foreign-origin' })
  })
})

describe('shape', () => {
  const bodies: [string, string | Buffer, number, string][] = [
    ['not JSON', '{', 400, 'malformed'],
    ['empty', '', 400, 'malformed'],
    ['a double key', '{"name":"a","name":"b"}', 400, 'malformed'],
    ['a double key in disguise', '{"name":"a","n\\u0061me":"b"}', 400, 'malformed'],
    ['NUL', '{"name":"a\\u0000"}', 400, 'malformed'],
    ['half a surrogate pair', '{"name":"\\ud800"}', 400, 'malformed'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0x6e, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]), 400, 'malformed'],
    ['too deep', `${'['.repeat(40)}${']'.repeat(40)}`, 400, 'malformed'],
    ['__proto__', '{"__proto__":{"name":"a"}}', 400, 'malformed'],
    ['another type', '{"name":1}', 400, 'malformed'],
    ['a list', '[]', 400, 'malformed'],
    ['null', 'null', 400, 'malformed'],
    ['a fraction', '{"name":"a","times":1.5}', 400, 'malformed'],
    ['just too large', JSON.stringify({ name: 'x'.repeat(256 * 1024) }), 413, 'too-large'],
    ['far too large', Buffer.alloc(12 * 1024 * 1024, 'x'), 413, 'too-large'],
  ]
  test.each(bodies)('%s is refused', async (_name, body, status, code) => {
    const answer = await server.send({ method: 'POST', path: '/field/v1/things', headers: { ...json, ...device }, body }).catch((error: Error) => error)
    // A client that still sends megabytes may see the connection end instead of the answer.
    if (answer instanceof Error) return expect(Buffer.byteLength(body)).toBeGreaterThan(8 * 1024 * 1024)
    expect([answer.status, answer.json().code]).toEqual([status, code])
  })

  test('a too large body without a length is found out', async () => {
    const answer = await server.send({ method: 'POST', path: '/field/v1/things', headers: { ...json, ...device, 'Transfer-Encoding': 'chunked' }, body: JSON.stringify({ name: 'x'.repeat(300_000) }) })
    expect(answer.status).toBe(413)
  })

  test('the errors name the place in Vietnamese', async () => {
    const answer = await server.send({ method: 'POST', path: '/field/v1/things', headers: { ...json, ...device }, body: '{"times":"3"}' })
    expect(answer.json().errors).toEqual([
      { path: 'name', code: 'missing', message: 'Thiếu mục này.' },
      { path: 'times', code: 'type', message: 'Mục này phải là số.' },
    ])
  })

  test.each([
    ['none', {}],
    ['text', { 'Content-Type': 'text/plain' }],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['another alphabet', { 'Content-Type': 'application/json; charset=latin1' }],
    ['compressed', { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }],
  ])('a body of type %s is 415', async (_name, headers) => {
    const answer = await server.send({ method: 'POST', path: '/field/v1/things', headers: { ...device, ...headers }, body: '{"name":"a"}' })
    expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported-type' })
  })

  test('what is right goes through, escapes and same names at other places included', async () => {
    const answer = await server.send({ method: 'POST', path: '/field/v1/things', headers: { 'Content-Type': 'application/json; charset="UTF-8"', ...device }, body: '{"name":"\\"a\\\\:\\u1ea5","x":{"name":"b"},"y":["name","name"]}' })
    expect(answer.json()).toEqual({ name: '"a\\:ấ', device: 'known-1' })
  })

  test.each(['0', '201', 'x', '1&limit=2', ''])('limit=%s is 400', async (limit) => {
    const answer = await server.send({ path: `/field/v1/things/1?limit=${limit}`, headers: device })
    expect([answer.status, answer.json().code]).toEqual([400, 'malformed'])
  })
})

describe('paths', () => {
  test('another method is 405 with those that are', async () => {
    const answer = await server.send({ method: 'PUT', path: '/field/v1/things/1', headers: device })
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD'])
    expect((await server.send({ method: 'OPTIONS', path: '/field/v1/ping' })).status).toBe(405)
    expect((await server.send({ path: '/api/things/1/publish' })).json()).toMatchObject({ status: 405, code: 'method-not-allowed' })
  })

  test.each(['/field/v1/nothing', '/field/v2/ping', '/field/v1', '/field', '/api/nothing', '/nothing', '/FIELD/v1/ping'])('%s is 404', async (path) => {
    expect((await server.send({ path })).json()).toMatchObject({ status: 404, code: 'unknown-path' })
  })

  test('a path that does not decode is 400', async () => {
    expect((await server.send({ path: '/field/v1/things/%E0%A4%A', headers: device })).json()).toMatchObject({ status: 400, code: 'malformed' })
  })

  test('a browser gets a page, not JSON', async () => {
    const answer = await server.send({ path: '/nothing', headers: { Accept: 'text/html' } })
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.text).toContain('<html lang="vi">')
  })
})

describe('hosts', () => {
  test.each([
    ['lantoa.example.vn', 200],
    ['LANTOA.example.vn:8443', 200],
    ['localhost:1', 200],
    ['[::1]:80', 200],
    ['127.9.9.9', 200],
    ['evil.example', 400],
    ['lantoa.example.vn.evil.example', 400],
    ['127.0.0.1.evil.example', 400],
    ['192.168.1.1', 400],
  ])('%s → %i', async (host, status) => {
    const answer = await server.send({ path: '/field/v1/ping', headers: { Host: host } })
    expect(answer.status).toBe(status)
  })

  test('health is answered under any name', async () => {
    expect((await server.send({ path: '/healthz', headers: { Host: '10.1.1.1' } })).status).toBe(200)
  })

  test('a forwarded host is checked where a proxy is trusted, and ignored where none is', async () => {
    const trusting = await serve({ fieldRoutes, trustProxy: 1 })
    expect((await trusting.send({ path: '/field/v1/ping', headers: { 'X-Forwarded-Host': 'evil.example' } })).status).toBe(400)
    expect((await server.send({ path: '/field/v1/ping', headers: { 'X-Forwarded-Host': 'evil.example' } })).status).toBe(200)
    await trusting.close()
  })
})

describe('faults', () => {
  test('our own are 500, logged without what people wrote', async () => {
    server.log.length = 0
    const answer = await server.send({ path: '/field/v1/broken?name=Nguyen' })
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' })
    await new Promise((done) => setTimeout(done, 20))
    const lines = server.log.join('')
    expect(lines).toContain('request failed')
    expect(lines).toContain('/field/v1/broken')
    expect(lines).not.toContain('Nguyen')
  })

  test('an away database is 503 with Retry-After', async () => {
    const answer = await server.send({ path: '/field/v1/away' })
    expect([answer.status, answer.json().code, answer.headers['retry-after']]).toEqual([503, 'unavailable', '5'])
  })

  test('a refusal of the row port is its problem', async () => {
    expect((await server.send({ path: '/field/v1/refused' })).json()).toMatchObject({ status: 410, code: 'withdrawn' })
  })
})

describe('log', () => {
  test('one line a request: the route, never the path, query, key or address', async () => {
    server.log.length = 0
    await server.send({ path: '/field/v1/things/secret-id?limit=7', headers: device })
    await new Promise((done) => setTimeout(done, 20))
    expect(server.log).toHaveLength(1)
    expect(JSON.parse(server.log[0] ?? '')).toMatchObject({ msg: 'request', route: '/field/v1/things/:id', status: 200, caller: 'device', method: 'GET' })
    expect(server.log[0]).not.toMatch(/secret-id|limit|known-1|127\.0\.0\.1/)
  })
})
