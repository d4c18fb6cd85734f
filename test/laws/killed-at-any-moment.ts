/**
 * Laws 1 and 4 with the process killed (SIGKILL) at random moments: a publication goes on where it stopped and makes
 * each delivery once; what a phone was told is kept is there afterwards.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { makeApprovedResolution, uuid } from '../support/commune.js'
import type { Kind } from '../support/fresh-database.js'
import { type ManyTeams, putManyTeams } from '../support/many-teams.js'
import { ADMIN, type Caller, caller, freshEnvironment, make, type Product, setUp, signIn, startProduct, until } from '../support/product.js'

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** One database a test file: a process starts the product's services once. */
export function killedAtAnyMoment(kind: Kind): void {
  describe(`killed at any moment, on ${kind}`, () => {
  const size = kind === 'sqlite' ? 1_300 : 300
  const place = freshEnvironment(kind)
  let product: Product
  let admin: Caller
  let province: string
  let many: ManyTeams
  let resolution: { id: string; hash: string }

  beforeAll(async () => {
    product = await startProduct(place)
    const first = await setUp(product)
    province = first.province
    resolution = await makeApprovedResolution(first.admin, province)
    await product.end()
    many = await putManyTeams({ environment: place.environment, province, count: size })
    await restart()
  }, 120_000)
  afterAll(() => product.stop())

  async function restart(): Promise<void> {
    product = await startProduct(place)
    admin = await signIn(product.url, ADMIN)
  }

  function draft(excluded: string[]): Promise<{ id: string }> {
    return make(admin, 'assignments', {
      owner: province, title: 'Giao thử', content: [{ relationTo: 'resolutions', value: resolution.id }], ackDue: '2030-01-10', reportDue: '2030-01-31', ackRule: 'any',
      audience: { units: [many.commune], exclusions: excluded.map((team) => ({ team, reason: 'Đang sắp xếp' })) },
    })
  }

  function verify(): string {
    const { NODE_OPTIONS: _none, ...environment } = process.env
    return execFileSync(process.execPath, ['src/cli/run.mjs', 'verify'], { env: { ...environment, ...place.environment }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }

  test('law 1: audience = deliveries + exclusions, whenever a publication is killed', async () => {
    const rounds = kind === 'sqlite' ? [0, 12, 35, 70, 140, 300] : [150]
    for (const wait of rounds) {
      const excluded = many.teams.slice(0, 3).map(({ id }) => id)
      const { id } = await draft(excluded)
      const sending = admin('POST', `/api/assignments/${id}/publish`).catch(() => undefined)
      await pause(wait + Math.random() * 20)
      await product.end('SIGKILL')
      await sending
      await restart()
      const { body } = await admin('GET', `/api/assignments/${id}`)
      if (body.state === 'draft') await admin('POST', `/api/assignments/${id}/publish`)
      const done = await until(async () => {
        const now = (await admin('GET', `/api/assignments/${id}`)).body
        return now.state === 'active' && now
      }, 'the publication to go on', 90_000)
      expect(done).toMatchObject({ audienceCount: size, preparedCount: size - excluded.length })
      const deliveries = await admin('GET', `/api/deliveries?where[assignment][equals]=${id}&limit=1`)
      expect(deliveries.body.totalDocs).toBe(size - excluded.length)
      const { totals } = (await admin('GET', `/api/assignments/${id}/reach`)).body
      expect(totals.assigned).toBe(size - excluded.length)
    }
    expect(() => verify()).not.toThrow()
  }, 300_000)

  test('law 4: of a storm of acknowledgements, everything that was answered is there afterwards', async () => {
    const { id } = await draft([])
    await admin('POST', `/api/assignments/${id}/publish`)
    await until(async () => (await admin('GET', `/api/assignments/${id}`)).body.state === 'active', 'the publication', 90_000)
    const phones = many.teams.slice(0, kind === 'sqlite' ? 400 : 60).map((team) => ({ ...team, clientId: uuid(), at: new Date().toISOString(), delivery: '' }))
    await eachOf(phones, 20, async (phone) => {
      const list = await caller(product.url, `Bearer ${phone.deviceKey}`)('GET', '/field/v1/deliveries?limit=200')
      phone.delivery = list.body.items.find((item: { assignment: { id: string } }) => item.assignment.id === id).id
    })
    const send = (phone: (typeof phones)[number]) =>
      caller(product.url, `Bearer ${phone.deviceKey}`)('POST', '/field/v1/events', {
        events: [{ clientId: phone.clientId, deliveryId: phone.delivery, kind: 'acknowledged', at: phone.at, memberId: phone.leader, bundleHash: resolution.hash }],
      })
    const answered = new Set<string>()
    for (let round = 0; round < (kind === 'sqlite' ? 3 : 1); round += 1) {
      const killer = pause(30 + Math.random() * 200).then(() => product.end('SIGKILL'))
      await eachOf(phones, 40, async (phone) => {
        const answer = await send(phone).catch(() => undefined)
        if (answer?.status === 200 && [200, 201].includes(answer.body.results[0].status)) answered.add(phone.clientId)
      })
      await killer
      await restart()
      const kept = new Set<string>()
      for (let page = 1; ; page += 1) {
        const { body } = await admin('GET', `/api/acknowledgements?where[assignment][equals]=${id}&limit=200&page=${page}`)
        for (const row of body.docs) kept.add(`${row.team} ${row.member}`)
        if (!body.hasNextPage) break
      }
      const lost = phones.filter((phone) => answered.has(phone.clientId) && !kept.has(`${phone.id} ${phone.leader}`))
      expect(lost).toEqual([])
    }
    await eachOf(phones, 40, async (phone) => {
      expect([200, 201]).toContain((await send(phone)).body.results[0].status)
    })
    const { totals } = (await admin('GET', `/api/assignments/${id}/reach`)).body
    expect(totals).toMatchObject({ assigned: size, acknowledged: phones.length })
    expect(() => verify()).not.toThrow()
  }, 300_000)
  })
}

async function eachOf<T>(items: readonly T[], atOnce: number, run: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await run(item)
    }),
  )
}
