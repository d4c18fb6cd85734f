// The whole server as an operator starts it: set-up, Payload's REST behind the gate, stopping.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import sharp from 'sharp'

import { ownEnvironment, type Run, runServer, setUp } from './run-server.js'

const json = { 'Content-Type': 'application/json' }
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const own = ownEnvironment()
let run: Run
let token = ''
let signed: Record<string, string> = {}
let password = ''

beforeAll(async () => {
  run = await runServer(own.env)
})
afterAll(async () => {
  await run.stop()
  own.remove()
})

describe('set-up', () => {
  const path = () => /\/setup\?key=[\w-]+/.exec(run.output())?.[0] ?? ''
  const fill = (changes: Record<string, string>) =>
    new URLSearchParams({ unitName: 'Tỉnh', unitType: 'province', name: 'An', email: 'a@b.vn', password: 'dai hon muoi hai', again: 'dai hon muoi hai', ...changes }).toString()

  test('only the printed address opens the page', async () => {
    for (const [address, sentence] of [['/setup', 'còn thiếu phần sau dấu'], ['/setup?key=guessed', 'không đúng hoặc đã cũ']] as const) {
      const answer = await run.send({ path: address, headers: { Accept: 'text/html' } })
      expect(answer.status).toBe(404)
      expect(answer.text).toContain(sentence)
    }
    expect((await run.send({ path: path() })).text).toContain('Tạo tài khoản')
  })

  test.each([
    ['a short password', { password: 'ngan', again: 'ngan' }, 'ít nhất 12 ký tự'],
    ['two passwords', { again: 'khac hoan toan' }, 'chưa giống nhau'],
    ['an unknown kind of unit', { unitType: 'planet' }, 'loại đơn vị'],
    ['no address', { email: 'an' }, 'thư điện tử'],
  ])('%s is said on the page, which keeps the rest and makes nothing', async (_name, changes, sentence) => {
    const answer = await run.send({ method: 'POST', path: path(), headers: form, body: fill(changes) })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('value="An"')
    expect(answer.text).not.toContain('dai hon muoi hai')
  })

  test('makes the highest unit and its administrator, once', async () => {
    const address = path()
    const account = await setUp(run)
    token = account.token
    password = account.password
    signed = { Authorization: `JWT ${token}` }
    expect(token).toMatch(/^ey/)
    const again = await run.send({ path: address, headers: { Accept: 'text/html' } })
    expect([again.status, again.text]).toEqual([404, expect.stringContaining('đã được thiết lập')])
    expect(again.text).toContain('href="/admin"')
    expect((await run.send({ method: 'POST', path: address, headers: form, body: fill({}) })).status).toBe(404)
    const units = await run.send({ path: '/api/org-units', headers: signed })
    expect(units.json<{ docs: { name: string }[] }>().docs.map((unit) => unit.name)).toEqual(['Tỉnh Thử'])
    expect(run.output()).not.toContain('quan.tri@tinh.vn')
  })
})

describe('Payload by REST', () => {
  test('the account behind the token', async () => {
    const me = await run.send({ path: '/api/users/me', headers: signed })
    expect(me.json<{ user: { email: string; roles: string[]; territory: string[] } }>().user).toMatchObject({ email: 'quan.tri@tinh.vn', roles: ['admin'], territory: [expect.stringMatching(/^\/\w+\/$/)] })
    expect(me.headers['cache-control']).toMatch(/no-(cache|store)/)
  })

  test('HEAD is answered as GET', async () => {
    const answer = await run.send({ method: 'HEAD', path: '/api/org-units', headers: signed })
    expect([answer.status, answer.text]).toEqual([200, ''])
  })

  test('without an account nothing is told', async () => {
    for (const slug of ['users', 'org-units', 'resolutions', 'media', 'audit-events']) {
      expect([401, 403]).toContain((await run.send({ path: `/api/${slug}` })).status)
    }
  })

  test.each(['limit=0', 'limit=201', 'depth=3', 'pagination=false', 'where[name][near]=1'])('?%s is 400 in the shape of Payload', async (query) => {
    const answer = await run.send({ path: `/api/org-units?${query}`, headers: signed })
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/json; charset=utf-8'])
    expect(answer.json<{ errors: { message: string }[] }>().errors[0]?.message).toMatch(/\S/)
  })

  test('large tables are asked by assignment, team or unit', async () => {
    expect((await run.send({ path: '/api/deliveries', headers: signed })).status).toBe(400)
    expect((await run.send({ path: '/api/deliveries?where[team][equals]=x', headers: signed })).status).toBe(200)
  })

  test.each(['payload-jobs', 'payload-jobs/run', 'payload-preferences', 'payload-migrations', 'payload-kv', 'users/init', 'graphql', 'og', 'bundles', 'messages', 'enrolment-codes', 'org-placements', 'assignment-plans', 'reach-counters', 'team-revisions', 'mail-ledger', 'runs', 'globals/x'])(
    '/api/%s tells nothing',
    async (path) => {
      const answer = await run.send({ path: `/api/${path}`, headers: signed })
      expect([404, 405]).toContain(answer.status)
      expect(answer.text).not.toContain('docs')
    },
  )

  test("of locks one's own are told, and to nobody without an account", async () => {
    expect((await run.send({ path: '/api/payload-locked-documents', headers: signed })).json()).toMatchObject({ totalDocs: 0 })
    expect((await run.send({ path: '/api/payload-locked-documents' })).status).toBe(403)
  })

  test('nobody becomes the first account by another way', async () => {
    expect((await run.send({ method: 'POST', path: '/api/users/first-register', headers: json, body: '{"email":"x@y.vn","password":"mot hai ba bon"}' })).status).toBe(404)
  })

  test('a question sent by POST meets the same gate', async () => {
    const ask = (body: string, path = '/api/org-units') => run.send({ method: 'POST', path, headers: { ...signed, ...form, 'X-Payload-HTTP-Method-Override': 'GET' }, body })
    expect((await ask('limit=1')).json()).toMatchObject({ totalDocs: 1, limit: 1 })
    expect((await ask('limit=0')).status).toBe(400)
    expect((await ask('limit=1', '/api/org-units?limit=0')).status).toBe(400)
    const byJson = await run.send({ method: 'POST', path: '/api/org-units', headers: { ...signed, ...json, 'X-Payload-HTTP-Method-Override': 'GET' }, body: '{"limit":0}' })
    expect(byJson.status).toBe(400)
  })

  test('a broken or too large body is refused before Payload reads it', async () => {
    expect((await run.send({ method: 'POST', path: '/api/teams', headers: { ...signed, ...json }, body: '{"label":' })).status).toBe(400)
    expect((await run.send({ method: 'POST', path: '/api/teams', headers: { ...signed, ...json }, body: '{"label":"a","label":"b"}' })).status).toBe(400)
    expect((await run.send({ method: 'POST', path: '/api/teams', headers: { ...signed, ...json }, body: JSON.stringify({ label: 'x'.repeat(1024 * 1024) }) })).status).toBe(413)
  })

  test('a required field that is missing is named', async () => {
    const answer = await run.send({ method: 'POST', path: '/api/users', headers: { ...signed, ...json }, body: '{"name":"Bình"}' })
    expect([400, 403]).toContain(answer.status)
    expect(answer.json<{ errors: unknown[] }>().errors).toHaveLength(1)
  })

  test('another page cannot act with the cookie, this one can', async () => {
    const login = await run.send({ method: 'POST', path: '/api/users/login', headers: json, body: JSON.stringify({ email: 'quan.tri@tinh.vn', password }) })
    const cookie = login.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    expect(login.headers['set-cookie']?.[0]).toMatch(/HttpOnly.*SameSite=(Lax|Strict)/i)
    expect((await run.send({ path: '/api/org-units', headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' } })).status).toBe(200)
    const act = (headers: Record<string, string>) => run.send({ method: 'POST', path: '/api/users/refresh-token', headers: { Cookie: cookie, ...json, ...headers }, body: '{}' })
    expect((await act({ Origin: 'https://evil.example' })).status).toBe(403)
    expect((await act({ Origin: `http://127.0.0.1:${run.port}` })).status).toBe(200)
  })

  test('a picture goes in and comes out; one of 51 MB does not go in', async () => {
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#9b1c1c' } }).png().toBuffer()
    const upload = (bytes: Buffer) => {
      const body = new FormData()
      body.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'ảnh.png')
      body.append('_payload', JSON.stringify({ alt: 'Hội trường' }))
      return fetch(`${run.url}/api/media`, { method: 'POST', headers: signed, body })
    }
    const answer = await upload(picture)
    expect(answer.status).toBe(201)
    const { doc } = (await answer.json()) as { doc: { url: string } }
    const file = await fetch(new URL(doc.url, run.url), { headers: signed })
    expect([file.status, file.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^image\//)])
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(50)
    const big = await upload(Buffer.concat([picture, Buffer.alloc(51 * 1024 * 1024)])).catch((error: Error) => error)
    expect(big instanceof Error ? 'cut off' : big.status).toBe(big instanceof Error ? 'cut off' : 413)
  })

  test('guessing a password is slowed down', async () => {
    const guess = () => run.send({ method: 'POST', path: '/api/users/login', headers: json, body: JSON.stringify({ email: 'ai.do@tinh.vn', password: 'sai' }) })
    for (let count = 0; count < 6; count += 1) expect((await guess()).status).toBe(401)
    const answer = await guess()
    expect(answer.status).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.json<{ errors: { message: string }[] }>().errors[0]?.message).toContain('đợi một lát')
  })
})

describe('starting and stopping', () => {
  test('a wrong setting ends the start with one clear line', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['dist/main.js'], { env: { NODE_ENV: 'production', PATH: process.env.PATH ?? '', ...own.env, PORT: 'abc' }, encoding: 'utf8' })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toBe('Cài đặt chưa đúng: PORT phải là số từ 0 đến 65535.\n')
  })

  test('it takes no options, and says where its settings come from', () => {
    const started = (...given: string[]) => spawnSync(process.execPath, ['dist/main.js', ...given], { env: { NODE_ENV: 'production', PATH: process.env.PATH ?? '', ...own.env }, encoding: 'utf8' })
    expect(started('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('LANTOA_DATABASE_URL'), stderr: '' })
    expect(started('--port', '8080')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Không hiểu "--port 8080"') })
  })

  test('a port that is taken is said in one line', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const address = other.address()
    const taken = typeof address === 'object' && address ? address.port : 0
    const { env, remove } = ownEnvironment()
    await expect(runServer({ ...env, PORT: String(taken), LANTOA_LOG_LEVEL: 'silent' })).rejects.toThrow(/ended with 1: .*Cổng này đang được chương trình khác dùng/s)
    other.close()
    remove()
  })

  test('SIGTERM: nothing new, what is under way is finished, 0 within ten seconds', async () => {
    const { env, remove } = ownEnvironment()
    const server = await runServer(env)
    const body = '{"code":"AAAAAAAA"}'
    const socket = connect(server.port, '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString()))
    await once(socket, 'connect')
    // An idle kept connection must not hold the end up either.
    const idle = connect(server.port, '127.0.0.1')
    await once(idle, 'connect')
    idle.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(idle, 'data')
    socket.write(`POST /field/v1/enrol/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`)
    await new Promise((done) => setTimeout(done, 300))

    const started = Date.now()
    const ended = server.stop()
    await new Promise((done) => setTimeout(done, 300))
    await expect(server.send({ path: '/healthz' })).rejects.toThrow()
    socket.write(body.slice(5))
    expect(await ended).toBe(0)
    expect(Date.now() - started).toBeLessThan(10_000)
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    remove()
  })
})
