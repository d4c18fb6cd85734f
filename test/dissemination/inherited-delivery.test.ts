/** Who may acknowledge a delivery that has passed to another team (contract §3: judged as of the fact's time, in the unit it was made for). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { recordEvents } from '../../src/dissemination/record-events.work.js'
import { deliveries, messages } from '../../src/dissemination/tables.js'
import { teamMembers } from '../../src/organisation/tables.js'
import { defineWork } from '../../src/platform/database/tables.js'
import { newId } from '../../src/platform/ids.js'
import { type Fresh, freshDatabase, kinds } from '../support/fresh-database.js'
import { deliveriesOf, makeAssignment, makeCountry, publishAll, type SmallCountry } from '../support/small-country.js'

const HANDED_OVER = '2026-03-08'
const [before, after] = ['2026-03-05T03:00:00.000Z', '2026-03-12T03:00:00.000Z']

/** The first team is merged into the second: its members' terms end, its work is held by the other from now on. */
const merge = defineWork('test-merge-teams', async (tx, { delivery, from, into }: { delivery: string; from: string; into: string }) => {
  await tx.update(deliveries, [['id', '=', delivery]], { holder: into })
  await tx.update(teamMembers, [['team', '=', from]], { to: HANDED_OVER })
  await tx.update(teamMembers, [['team', '=', into], ['role', '!=', 'leader']], { from: HANDED_OVER })
})

describe.each(kinds)('an inherited delivery, on %s', (kind) => {
  let fresh: Fresh
  let country: SmallCountry
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
    country = await makeCountry(fresh.database, { villages: 2 })
  }, 60_000)
  afterAll(() => fresh.stop())

  test.each<[string, string, 'old' | 'new' | 'other', number, string, number]>([
    ['a member of the team it was made for, in their time', 'any', 'old', 2, before, 201],
    ['the same after their term', 'any', 'old', 2, after, 422],
    ['a member of the team that holds it', 'any', 'new', 1, after, 201],
    ['the same before they came', 'any', 'new', 1, before, 422],
    ['a member of neither', 'any', 'other', 0, before, 422],
    ['who led the team it was made for', 'leader', 'old', 0, before, 201],
    ['who led it no more', 'leader', 'old', 0, after, 422],
    ['who was no leader', 'leader', 'old', 1, before, 422],
    ['who leads the team that holds it', 'leader', 'new', 0, after, 201],
  ])('%s (%s)', async (_name, ackRule, whose, place, at, status) => {
    const [from = '', into = '', other = ''] = country.teams
    const assignment = await makeAssignment(fresh.database, country, { ackRule })
    await publishAll(fresh.database, assignment, { spec: { teams: [from] } })
    const delivery = String((await deliveriesOf(fresh.database, assignment.id))[0]?.id)
    await fresh.database.write(merge, { delivery, from, into })
    const team = { old: from, new: into, other }[whose]
    const event = { clientId: crypto.randomUUID(), deliveryId: delivery, kind: 'acknowledged', at, memberId: country.members[team]?.[place] ?? '', bundleHash: 'h1', digest: 'd', acknowledgementId: newId() }
    const sentBy = (holder: string) => ({ team: holder, device: null, via: 'phone' as const, recordedBy: null, sentAt: null, receivedAt: '2026-03-20T00:00:00.000Z', events: [event] })
    expect(await fresh.database.write(recordEvents, sentBy(from))).toMatchObject([{ status: 404 }])
    expect(await fresh.database.write(recordEvents, sentBy(into))).toMatchObject([{ status }])
    expect(await fresh.database.read.count(messages, [['delivery', '=', delivery]])).toBe(status === 201 ? 1 : 0)
  })
})
