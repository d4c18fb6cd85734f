/** The reach calls by HTTP and the operator's commands beside and without the server, as they are shipped. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { appendFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Answer, type Caller, freshEnvironment, make, type Product, setUp, startProduct, until } from '../support/product.js'

interface Ran {
  code: number
  out: string
  err: string
}

describe.each(kinds)('reach and the commands on %s', (kind) => {
  const fresh = freshEnvironment(kind)
  let product: Product
  let commune: Commune
  let other: Commune
  let admin: Caller
  let assignment: string
  beforeAll(async () => {
    product = await startProduct(fresh)
    const first = await setUp(product)
    admin = first.admin
    commune = await makeCommune({ url: product.url, admin, province: first.province, villages: 2 })
    other = await makeCommune({ url: product.url, admin, province: first.province, name: 'Xã Bên', villages: 1 })
    const { id, hash } = await makeApprovedResolution(commune.editor, commune.id)
    assignment = (await make(commune.editor, 'assignments', { owner: commune.id, title: 'Học tập nghị quyết', content: [{ relationTo: 'resolutions', value: id }], audience: { units: [commune.id] }, ackDue: '2026-01-31', ackRule: 'any' })).id
    await commune.editor('POST', `/api/assignments/${assignment}/publish`)
    await until(async () => (await commune.editor('GET', `/api/assignments/${assignment}`)).body.state === 'active', 'the publication')
    const [village] = commune.villages
    const { phone } = await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: village?.team ?? '' })
    const { body } = await phone<{ items: { id: string }[] }>('GET', '/field/v1/deliveries')
    await phone('POST', '/field/v1/events', { events: [{ clientId: uuid(), deliveryId: body.items[0]?.id, kind: 'acknowledged', memberId: village?.members[0], bundleHash: hash, at: new Date().toISOString() }] })
  }, 120_000)
  afterAll(async () => {
    await product.stop()
    await rm(fresh.folder, { recursive: true, force: true })
  })

  function run(command: string, ...args: string[]): Promise<Ran> {
    return new Promise((done) => {
      const env = { ...process.env, NODE_OPTIONS: '', ...fresh.environment }
      execFile(process.execPath, [`dist/cli/${command}.js`, ...args], { env, maxBuffer: 10_000_000 }, (error, out, err) => done({ code: error ? Number(error.code ?? 1) : 0, out, err }))
    })
  }

  const problem = ({ status, body, headers }: Answer): object => ({ status, code: body.code, type: headers.get('content-type') })

  test('reach answers an account of the territory, and nobody else', async () => {
    const { status, body } = await commune.manager('GET', `/api/assignments/${assignment}/reach`)
    expect({ status, body }).toMatchObject({ status: 200, body: { unit: { id: commune.id, type: 'commune' }, tree: 'then', totals: { assigned: 2, acknowledged: 1, acknowledgedLate: 1 } } })
    expect(body.children.map((child: { unit: { name: string } }) => child.unit.name)).toEqual(['Thôn 1', 'Thôn 2'])
    expect(Date.now() - Date.parse(body.asOf)).toBeLessThan(60_000)
    expect(problem(await other.manager('GET', `/api/assignments/${assignment}/reach`))).toEqual({ status: 404, code: 'not-found', type: 'application/problem+json; charset=utf-8' })
    expect((await commune.manager('GET', `/api/assignments/${assignment}/reach?unit=${other.id}`)).status).toBe(404)
    expect((await commune.manager('GET', `/api/assignments/${assignment}/reach?tree=later`)).status).toBe(400)
    expect((await fetch(`${product.url}/api/assignments/${assignment}/reach`)).status).toBe(401)
  })

  test('the matrix takes up to a hundred assignments', async () => {
    const { status, body } = await admin('GET', `/api/reach?assignments=${assignment}&tree=now`)
    expect({ status, body }).toMatchObject({ status: 200, body: { tree: 'now', items: [{ assignment, totals: { assigned: 2 }, children: [{ unit: { id: commune.id } }] }] } })
    expect((await admin('GET', '/api/reach')).status).toBe(400)
    expect((await admin('GET', `/api/reach?assignments=${Array.from({ length: 101 }, (_, index) => `a${index}`).join(',')}`)).status).toBe(400)
  })

  test('outstanding lists who has not, with limits held', async () => {
    const { status, body } = await commune.manager('GET', `/api/outstanding?assignment=${assignment}&stage=acknowledged`)
    expect({ status, body }).toMatchObject({ status: 200, body: { total: 1, more: false, nextCursor: null, items: [{ assignment, team: commune.villages[1]?.team, due: '2026-01-31', reason: { code: 'no-device', by: 'inferred' } }] } })
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'stage=seen', 'cursor=xyz']) expect((await commune.manager('GET', `/api/outstanding?${query}`)).status).toBe(400)
    expect((await other.manager('GET', '/api/outstanding')).body).toMatchObject({ total: 0, items: [] })
    expect((await other.manager('GET', `/api/outstanding?assignment=${assignment}`)).status).toBe(404)
  })

  test('each command explains itself, and refuses what it does not understand', async () => {
    for (const command of ['verify', 'rebuild', 'backup', 'restore', 'codes']) {
      const help = await run(command, '--help')
      expect({ command, code: help.code, says: help.out.includes(`npm run ${command}`) }).toEqual({ command, code: 0, says: true })
      expect((await run(command, '--no-such-thing')).code).toBe(1)
    }
  }, 60_000)

  test('verify and rebuild run beside the server', async () => {
    const verified = await run('verify')
    expect({ ...verified, err: verified.err.includes('Mọi số liệu đều đúng (1 lần giao việc, 2 việc của tổ)') }).toEqual({ code: 0, out: '', err: true })
    expect((await run('verify', '--assignment=unknown')).code).toBe(1)
    expect((await run('rebuild')).code).toBe(0)
  }, 60_000)

  test('codes are made for the teams of a unit', async () => {
    const made = await run('codes', `--unit=${commune.id}`)
    expect(made.code).toBe(0)
    expect(made.out.trim().split('\n')).toHaveLength(2)
    const code = /([2-9A-Z]{4} [2-9A-Z]{4})/.exec(made.out)?.[1] ?? ''
    const checked = await fetch(`${product.url}/field/v1/enrol/check`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) })
    expect(checked.status).toBe(200)
    expect((await run('codes', '--unit=no-such-unit')).code).toBe(1)
  }, 60_000)

  if (kind === 'mongodb') {
    test('a backup of MongoDB is its own tools’ business, and the command says how', async () => {
      for (const command of ['backup', 'restore']) expect(await run(command)).toMatchObject({ code: 1, err: expect.stringContaining(command === 'backup' ? 'mongodump' : 'mongorestore') })
    })
    return
  }

  describe('with a backup', () => {
    const backup = join(fresh.folder, 'backup')

    /** In a process of its own: a closed connection may hold its file until its statements are collected. */
    const spoil = (statement: string): Promise<unknown> =>
      promisify(execFile)(process.execPath, ['-e', `const Sqlite = require('libsql'); new Sqlite(process.argv[1]).exec(process.argv[2])`, join(fresh.folder, 'lantoa.db'), statement])

    test('it is made beside the server, once a folder', async () => {
      await mkdir(join(fresh.folder, 'media', 'objects', 'ab'), { recursive: true })
      await writeFile(join(fresh.folder, 'media', 'objects', 'ab', 'cd'), 'một tệp')
      expect(await run('backup', backup)).toMatchObject({ code: 0, out: `${backup}\n` })
      expect((await run('backup', backup)).code).toBe(1)
      expect(await run('restore', backup, '--check')).toMatchObject({ code: 0 })
    }, 60_000)

    test('it is not put back while the server runs', async () => {
      expect(await run('restore', backup)).toMatchObject({ code: 1, err: expect.stringContaining('Hãy dừng máy chủ') })
      expect((await commune.manager('GET', `/api/assignments/${assignment}/reach`)).status).toBe(200)
    }, 60_000)

    test('a counter spoiled behind the product’s back is named, and rebuilt', async () => {
      await product.end()
      await spoil(`update reach_counters set acknowledged = acknowledged + 5 where tree = 'then' and unit = '${commune.id}'`)
      const found = await run('verify', '--json')
      expect(found.code).toBe(1)
      expect(JSON.parse(found.out)).toEqual({ kind: 'counter', assignment, tree: 'then', unit: commune.id, counts: { acknowledged: { counted: 6, expected: 1 } } })
      expect((await run('verify')).out).toMatch(/"Học tập nghị quyết" \(.*Xã Minh Thử \(.*địa bàn khi giao: đã xác nhận ghi 6, đúng là 1/)
      expect((await run('rebuild')).code).toBe(0)
      expect((await run('verify')).code).toBe(0)
    }, 60_000)

    test('a damaged backup changes nothing', async () => {
      const media = join(backup, 'media', 'objects', 'ab', 'cd')
      await appendFile(media, '!')
      const before = await readdir(fresh.folder)
      expect(await run('restore', backup)).toMatchObject({ code: 1, err: expect.stringContaining('media/objects/ab/cd') })
      expect(await readdir(fresh.folder)).toEqual(before)
      await writeFile(media, 'một tệp')
      expect((await run('restore', join(fresh.folder, 'nothing'))).code).toBe(1)
    }, 60_000)

    test('put back, everything is there again, and what it replaced is kept', async () => {
      await rm(join(fresh.folder, 'media'), { recursive: true })
      const restored = await run('restore', backup)
      expect(restored).toMatchObject({ code: 0, err: expect.not.stringContaining('rror'), out: expect.stringContaining('truoc-khoi-phuc') })
      expect(await readFile(join(fresh.folder, 'media', 'objects', 'ab', 'cd'), 'utf8')).toBe('một tệp')
      expect((await readdir(fresh.folder)).some((name) => name.startsWith('lantoa.db.truoc-khoi-phuc-'))).toBe(true)
      expect((await run('verify')).code).toBe(0)
      product = await startProduct(fresh)
      const again = await fetch(`${product.url}/api/assignments/${assignment}/reach`, { headers: { authorization: commune.manager.authorization } })
      expect(await again.json()).toMatchObject({ totals: { assigned: 2, acknowledged: 1 } })
    }, 120_000)
  })
})
