/** Someone left and nobody came in their place: the team says so on its phone, the desk sees it and decides. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Commune, enrolPhone, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { type Caller, freshEnvironment, type Json, type Product, setUp, startProduct } from '../support/product.js'

describe.each(kinds)('a member who left, on %s', (kind) => {
  let product: Product
  let commune: Commune
  let phone: Caller
  const village = () => commune.villages[0] ?? { unit: '', team: '', members: [] }

  beforeAll(async () => {
    product = await startProduct(freshEnvironment(kind))
    const { admin, province } = await setUp(product)
    commune = await makeCommune({ url: product.url, admin, province, villages: 2 })
    phone = (await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: village().team })).phone
  }, 120_000)
  afterAll(() => product.stop())

  const roll = async (): Promise<Json> => (await commune.manager('GET', `/api/teams/${village().team}/roll`)).body
  const members = async (): Promise<Json[]> => (await phone('GET', '/field/v1/me')).body.members
  const gone = () => village().members[2] ?? ''
  const message = { clientId: uuid(), name: 'Thành viên 1.2', role: 'member', leaving: true, at: '2026-11-02T03:00:00.000Z' }

  test('the phone names who left; nobody is added, sent twice it counts once', async () => {
    const body = { ...message, replaces: gone() }
    expect(await phone('POST', '/field/v1/members', body)).toMatchObject({ status: 201, body: { id: gone(), clientId: message.clientId } })
    expect(await phone('POST', '/field/v1/members', body)).toMatchObject({ status: 200, body: { id: gone() } })
    expect((await phone('POST', '/field/v1/members', { ...message, clientId: uuid() })).status).toBe(422)
    const now = await members()
    expect(now.map((one) => one.id).sort()).toEqual([...village().members].sort())
    expect(now.filter((one) => one.leaving).map((one) => one.id)).toEqual([gone()])
  })

  test('the desk finds the team among those that reported something, and the name with the day', async () => {
    const listed = await commune.manager('GET', '/api/teams/gaps?kind=reported')
    expect(listed.body.items.map((one: Json) => one.team.id)).toEqual([village().team])
    expect((await roll()).serving.find((one: Json) => one.id === gone())).toMatchObject({ leavingOn: '2026-11-02', to: null })
  })

  test('confirmed by kiện toàn: off the phone’s list, and nothing waits any more', async () => {
    const done = await commune.manager('POST', `/api/teams/${village().team}/renew`, { on: '2026-11-03', decision: '07-QĐ/ĐU', changes: [{ kind: 'leave', member: gone() }] })
    expect(done.body.past).toMatchObject([{ id: gone(), to: '2026-11-02', leavingOn: null }])
    expect((await members()).map((one) => one.id)).not.toContain(gone())
    expect((await commune.manager('GET', '/api/teams/gaps?kind=reported')).body.items).toEqual([])
  })

  test('not confirmed: the member stays and the note is answered', async () => {
    const [leader] = village().members
    expect((await phone('POST', '/field/v1/members', { ...message, clientId: uuid(), role: 'leader', replaces: leader })).status).toBe(201)
    const stays = await commune.manager('POST', `/api/teams/${village().team}/renew`, { on: '2026-11-04', decision: '08-QĐ/ĐU', changes: [] })
    expect(stays.body.serving.find((one: Json) => one.id === leader)).toMatchObject({ leavingOn: null, to: null })
    expect((await members()).find((one) => one.id === leader)).toEqual({ id: leader, name: expect.any(String), role: 'leader', provisional: false })
  })
})
