/** The panel's cookie counts under every name this server has, not only its public one; a page from elsewhere never acts with it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { request } from 'node:http'
import { type Product, setUp, startProduct, freshEnvironment, ADMIN } from '../support/product.js'

let product: Product
let cookie: string

/** As a browser over plain http in the local network: `Host` of that name, `Origin` with what writes, no `Sec-Fetch-Site`. */
function ask({ host, method = 'GET', path, headers = {}, body }: { host: string; method?: string; path: string; headers?: Record<string, string>; body?: string }): Promise<{ status: number; text: string; cookie: string }> {
  const { port } = new URL(product.url.replace(/:\/\/[^/:]+/, '://127.0.0.1'))
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers: { host: `${host}:${port}`, ...headers, ...(body ? { 'content-type': 'application/json' } : {}) } }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => done({ status: response.statusCode ?? 0, text, cookie: String(response.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '' }))
    })
    sent.on('error', fail)
    sent.end(body)
  })
}

const originOf = (host: string): string => `http://${host}:${new URL(product.url).port}`

beforeAll(async () => {
  // The public name differs from the address one sits at; it points here like a name of the office's network.
  const given = freshEnvironment('sqlite')
  product = await startProduct(given)
  await setUp(product)
  await product.end()
  const port = new URL(product.url).port
  product = await startProduct(given, { LANTOA_PUBLIC_URL: `http://lantoa.tinh.example:${port}`, PORT: port })
  const signedIn = await ask({ host: 'localhost', method: 'POST', path: '/api/users/login', headers: { origin: originOf('localhost') }, body: JSON.stringify(ADMIN) })
  expect(signedIn.status).toBe(200)
  cookie = signedIn.cookie
}, 180_000)
afterAll(() => product.stop())

test.each(['localhost', '127.0.0.1', 'lantoa.tinh.example'])('signed in and writing under %s', async (host) => {
  const me = await ask({ host, path: '/api/users/me', headers: { cookie } })
  const { user } = JSON.parse(me.text) as { user: { id: string; email: string } | null }
  expect(user?.email).toBe(ADMIN.email)
  const written = await ask({ host, method: 'PATCH', path: `/api/users/${user?.id}`, headers: { cookie, origin: originOf(host) }, body: JSON.stringify({ phone: '0211' }) })
  expect(written.status).toBe(200)
  expect((await ask({ host, path: '/api/teams/gap-totals', headers: { cookie } })).status).toBe(200)
})

test('a page from elsewhere does not act with the cookie, and a foreign name is no name of ours', async () => {
  const foreign: Record<string, string>[] = [{ origin: 'http://la.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]
  for (const headers of foreign.map((one) => ({ cookie, ...one }))) {
    expect((await ask({ host: 'localhost', method: 'POST', path: '/api/users/password-links', headers, body: '{}' })).status).toBe(403)
    expect((await ask({ host: 'localhost', method: 'POST', path: '/api/teams', headers, body: '{}' })).status).toBe(403)
  }
  expect((await ask({ host: 'la.example', path: '/api/users/me', headers: { cookie } })).status).toBeGreaterThanOrEqual(400)
})
