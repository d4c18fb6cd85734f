/**
 * Two processes on one MongoDB: phones ask either, a publication that one began is carried to its end by the other when
 * the first is killed, and nothing is doubled or lost (laws 1, 3 and 9).
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { makeApprovedResolution, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type ManyTeams, putManyTeams } from '../support/many-teams.js'
import { ADMIN, type Caller, caller, freshEnvironment, type Json, make, type Product, setUp, signIn, startProduct, until } from '../support/product.js'

const SIZE = 300

;(kinds.includes('mongodb') ? describe : describe.skip)('two processes on one database', () => {
  const place = kinds.includes('mongodb') ? freshEnvironment('mongodb') : { folder: '', environment: {} }
  let first: Product
  let second: Product
  let province: string
  let many: ManyTeams
  let resolution: { id: string; hash: string }
  let onFirst: Caller
  let onSecond: Caller

  beforeAll(async () => {
    first = await startProduct(place)
    const made = await setUp(first)
    province = made.province
    resolution = await makeApprovedResolution(made.admin, province)
    await first.end()
    many = await putManyTeams({ environment: place.environment, province, count: SIZE })
    ;[first, second] = await Promise.all([startProduct(place), startProduct(place)])
    onFirst = await signIn(first.url, ADMIN)
    onSecond = await signIn(second.url, ADMIN)
  }, 240_000)
  afterAll(async () => {
    await first.end()
    await second.stop()
  }, 30_000)

  const draft = (): Promise<{ id: string }> =>
    make(onFirst, 'assignments', { owner: province, title: 'Giao thử', content: [{ relationTo: 'resolutions', value: resolution.id }], ackDue: '2030-01-10', reportDue: '2030-01-31', ackRule: 'any', audience: { units: [many.commune] } })
  const stateOf = async (id: string): Promise<Json> => (await onSecond('GET', `/api/assignments/${id}`)).body

  function verify(): string {
    const { NODE_OPTIONS: _none, ...environment } = process.env
    return execFileSync(process.execPath, ['src/cli/run.mjs', 'verify'], { env: { ...environment, ...place.environment }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }

  test('a publication begun on one goes on on the other when the first is killed', async () => {
    const { id } = await draft()
    const sending = onFirst('POST', `/api/assignments/${id}/publish`).catch(() => undefined)
    await until(async () => (await stateOf(id)).state === 'publishing', 'the publication to begin')
    await first.end('SIGKILL')
    await sending
    const done = await until(async () => {
      const now = await stateOf(id)
      return now.state === 'active' && now
    }, 'the other process to carry it on', 100_000)
    expect(done).toMatchObject({ audienceCount: SIZE, preparedCount: SIZE })
    expect((await onSecond('GET', `/api/deliveries?where[assignment][equals]=${id}&limit=1`)).body.totalDocs).toBe(SIZE)
    expect((await onSecond('GET', `/api/assignments/${id}/reach`)).body.totals.assigned).toBe(SIZE)
    first = await startProduct(place)
    onFirst = await signIn(first.url, ADMIN)
  }, 180_000)

  test('phones that ask either of them: each message counts once, whichever took it', async () => {
    const { id } = await draft()
    await onSecond('POST', `/api/assignments/${id}/publish`)
    await until(async () => (await stateOf(id)).state === 'active', 'the publication', 60_000)
    const phones = many.teams.slice(0, 12)
    // A slow machine answers 503 in time; a phone then asks again, as it does here.
    const patiently = (team: (typeof phones)[number], url: string, ...call: [string, string, object?]): Promise<Json> =>
      until(async () => {
        const answer = await caller(url, `Bearer ${team.deviceKey}`)(...call)
        return answer.status !== 503 && answer.body
      }, `an answer to ${call[1]}`, 60_000)
    const send = async (team: (typeof phones)[number], url: string, event: object): Promise<number> => (await patiently(team, url, 'POST', '/field/v1/events', { events: [event] })).results[0].status
    await Promise.all(phones.map(async (team, index) => {
      const [here, there] = index % 2 ? [first.url, second.url] : [second.url, first.url]
      const list = await patiently(team, here, 'GET', '/field/v1/deliveries?limit=200')
      const delivery = list.items.find((item: { assignment: { id: string } }) => item.assignment.id === id).id
      const event = { clientId: uuid(), deliveryId: delivery, kind: 'acknowledged', at: new Date().toISOString(), memberId: team.leader, bundleHash: resolution.hash }
      const answers = await Promise.all([send(team, here, event), send(team, there, event)])
      expect(answers.filter((status) => status !== 200 && status !== 201)).toEqual([])
      expect(answers.filter((status) => status === 201).length).toBeLessThan(2)
    }))
    for (const by of [onFirst, onSecond]) expect((await by('GET', `/api/assignments/${id}/reach`)).body.totals).toMatchObject({ assigned: SIZE, acknowledged: phones.length })
    expect((await onFirst('GET', `/api/acknowledgements?where[assignment][equals]=${id}&limit=1`)).body.totalDocs).toBe(phones.length)
    expect(verify).not.toThrow()
  }, 240_000)
})
