/** Recordings of the app's own sentences: kept at the desk by who answers for all teams, given to every phone (contract §3). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { type Commune, enrolPhone, makeCommune } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, caller, freshEnvironment, type Json, make, type Product, setUp, signIn, startProduct } from '../support/product.js'
import { tone } from '../support/sound.js'

describe.each(kinds)('recordings of the app’s sentences, on %s', (kind) => {
  let product: Product
  let admin: Caller
  let commune: Commune
  let communeAdmin: Caller
  let phone: Caller

  beforeAll(async () => {
    product = await startProduct(freshEnvironment(kind))
    const first = await setUp(product)
    admin = first.admin
    commune = await makeCommune({ url: product.url, admin, province: first.province, villages: 1 })
    await makeCommune({ url: product.url, admin, province: first.province, name: 'Xã Bên', villages: 1 })
    const account = { email: 'quan-tri-xa@example.vn', password: 'mat-khau-cua-xa-1' }
    await make(admin, 'users', { ...account, name: 'Quản trị xã', roles: ['admin'], units: [commune.id] })
    communeAdmin = await signIn(product.url, account)
    phone = (await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: commune.villages[0]?.team ?? '' })).phone
  }, 120_000)
  afterAll(() => product.stop())

  const place = '/api/prompts/hmn/home.title'
  const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
  const item = async (): Promise<Json> => (await admin('GET', '/api/prompts?language=hmn')).body.items.find((one: Json) => one.key === 'home.title')

  test('the list of what is to be recorded: every sentence once, forms and reasons among them', async () => {
    const { status, body } = await admin('GET', '/api/prompts?language=hmn')
    expect(status).toBe(200)
    expect(body).toMatchObject({ language: 'hmn', mayChange: true, bytes: 0, total: body.items.length })
    expect(body.languages.map((one: Json) => [one.code, one.recorded])).toEqual([['vi', 0], ['en', 0], ['hmn', 0], ['tyz', 0], ['ium', 0], ['nut', 0]])
    const texts = body.items.map((one: Json) => one.text)
    expect(new Set(texts).size).toBe(texts.length)
    expect(body.items).toEqual(expect.arrayContaining([{ key: 'home.title', text: 'Việc của tổ', state: 'missing' }, { key: 'form.village-meeting', text: 'Họp thôn', state: 'missing' }, { key: 'reason.weather', text: 'Mưa lũ, đường không đi được', state: 'missing' }]))
    const sheet = await admin<string>('GET', '/api/prompts?language=hmn', undefined, { accept: 'text/html' })
    expect(sheet.headers.get('content-type')).toContain('text/html')
    expect(sheet.body).toContain('home.title')
    expect(sheet.body).toContain('Tiếng Mông')
  })

  test('a phone asks with a language, and with its key', async () => {
    expect(await phone('GET', '/field/v1/prompts?language=hmn')).toMatchObject({ status: 200, body: { items: [] } })
    for (const query of ['', '?language=', '?language=xx', '?language=hmn&language=vi']) expect((await phone('GET', `/field/v1/prompts${query}`)).status).toBe(400)
    expect((await caller(product.url)('GET', '/field/v1/prompts?language=hmn')).status).toBe(401)
  })

  test('recorded, replaced and removed: the phones’ list and files follow, the log says who', async () => {
    const first = tone({ seconds: 1.2 })
    const second = tone({ seconds: 2, pitch: 660 })
    expect(await admin('PUT', place, first)).toMatchObject({ status: 201, body: { key: 'home.title', state: 'recorded', sha256: sha256(first), bytes: first.length, seconds: 1.2 } })
    expect((await admin('PUT', place, first)).status).toBe(200)
    const listed = await phone('GET', '/field/v1/prompts?language=hmn')
    expect(listed.body).toEqual({ items: [{ key: 'home.title', sha256: sha256(first), seconds: 1.2, bytes: first.length, type: 'audio/wav' }] })
    const tag = listed.headers.get('etag') ?? ''
    expect((await phone('GET', '/field/v1/prompts?language=hmn', undefined, { 'if-none-match': tag })).status).toBe(304)
    expect((await phone('GET', '/field/v1/prompts?language=vi', undefined, { 'if-none-match': tag })).body).toEqual({ items: [] })

    const got = await fetch(`${product.url}/field/v1/files/${sha256(first)}`, { headers: { authorization: phone.authorization } })
    expect(got.headers.get('cache-control')).toContain('immutable')
    expect(Buffer.from(await got.arrayBuffer()).equals(first)).toBe(true)
    const part = await fetch(`${product.url}${place}/audio`, { headers: { authorization: admin.authorization, range: 'bytes=0-3' } })
    expect([part.status, part.headers.get('content-type'), await part.text()]).toEqual([206, 'audio/wav', 'RIFF'])

    expect(await admin('PUT', place, second)).toMatchObject({ status: 200, body: { sha256: sha256(second), seconds: 2 } })
    const changed = await phone('GET', '/field/v1/prompts?language=hmn', undefined, { 'if-none-match': tag })
    expect(changed).toMatchObject({ status: 200, body: { items: [{ sha256: sha256(second) }] } })
    expect((await phone('GET', `/field/v1/files/${sha256(first)}`)).status).toBe(404)

    expect(await admin('DELETE', place)).toMatchObject({ status: 200, body: { state: 'missing' } })
    expect((await admin('DELETE', place)).status).toBe(200)
    expect((await phone('GET', '/field/v1/prompts?language=hmn')).body).toEqual({ items: [] })
    expect((await admin('GET', `${place}/audio`)).status).toBe(404)
    const log = await admin('GET', '/api/audit-events?where[subject][equals]=prompt-recordings/hmn:home.title&sort=at&limit=50')
    expect(log.body.docs.map((one: Json) => one.action).sort()).toEqual(['prompt.record', 'prompt.record', 'prompt.record', 'prompt.remove', 'prompt.remove'])
  })

  test('only who answers for every team may change them; an administrator of a commune reads', async () => {
    expect(await communeAdmin('GET', '/api/prompts?language=hmn')).toMatchObject({ status: 200, body: { mayChange: false } })
    expect((await communeAdmin('PUT', place, tone())).status).toBe(403)
    expect((await communeAdmin('DELETE', place)).status).toBe(403)
    for (const one of [commune.editor, commune.manager]) expect((await one('GET', '/api/prompts?language=hmn')).status).toBe(403)
    expect(await item()).toMatchObject({ state: 'missing' })
  })

  test('what is no recording, no sentence or too much is told plainly', async () => {
    expect(await admin('PUT', place, Buffer.from('không phải âm thanh'))).toMatchObject({ status: 415, body: { title: expect.stringContaining('bản ghi âm') } })
    expect((await admin('PUT', place, tone().subarray(0, 40))).status).toBe(422)
    expect(await admin('PUT', place, tone({ seconds: 61 }))).toMatchObject({ status: 422, body: { title: expect.stringContaining('60 giây') } })
    expect(await admin('PUT', place, tone({ seconds: 80 }))).toMatchObject({ status: 413, body: { title: expect.stringContaining('1 MB') } })
    expect((await admin('PUT', '/api/prompts/hmn/home.nothing', tone())).status).toBe(404)
    expect((await admin('PUT', '/api/prompts/xx/home.title', tone())).status).toBe(404)
    expect((await admin('GET', '/api/prompts?language=xx')).status).toBe(400)
    expect(await item()).toMatchObject({ state: 'missing' })
  })
})
