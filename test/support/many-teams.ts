/** A commune of hundreds of villages with phones, put into a product's database while the product is down. */
import { createHash, randomBytes } from 'node:crypto'
import { devices, orgUnits, teamMembers, teams } from '../../src/organisation/tables.js'
import { defineWork, type Row } from '../../src/platform/database/tables.js'
import { newId } from '../../src/platform/ids.js'
import { closeServices, services } from '../../src/platform/services.js'

export interface ManyTeams {
  commune: string
  teams: { id: string; leader: string; deviceKey: string }[]
}

const putMany = defineWork('test-put-many', async (tx, input: { units: Row[]; teams: Row[]; members: Row[]; devices: Row[] }) => {
  await tx.insert(orgUnits, input.units)
  await tx.insert(teams, input.teams)
  await tx.insert(teamMembers, input.members)
  await tx.insert(devices, input.devices)
})

/** Opens the database that `environment` names, in this process, and closes it again. */
export async function putManyTeams({ environment, province, count }: { environment: Record<string, string>; province: string; count: number }): Promise<ManyTeams> {
  Object.assign(process.env, environment, { NODE_ENV: 'test' })
  const { startServices } = await import('../../src/start.js')
  await startServices({ thread: false })
  const commune = newId()
  const now = '2026-01-01T00:00:00.000Z'
  const unit = (row: Row): Row => ({ code: row.id, openCode: row.id, sortKey: String(row.name), searchText: String(row.name), openedOn: '2025-07-01', createdAt: now, updatedAt: now, ...row })
  const given: { units: Row[]; teams: Row[]; members: Row[]; devices: Row[] } = { units: [unit({ id: commune, name: 'Xã Nhiều Thôn', type: 'commune', parent: province, path: `/${province}/${commune}/` })], teams: [], members: [], devices: [] }
  const made: ManyTeams = { commune, teams: [] }
  for (let index = 1; index <= count; index += 1) {
    const [village, id, leader, device] = [newId(), newId(), newId(), newId()]
    const path = `/${province}/${commune}/${village}/`
    const deviceKey = randomBytes(32).toString('base64url')
    given.units.push(unit({ id: village, name: `Thôn ${index}`, type: 'village', parent: commune, path, households: 40 }))
    given.teams.push({ id, unit: village, path, label: 'Tổ dân vận', active: true, createdAt: now, updatedAt: now })
    given.members.push({ id: leader, team: id, path, name: `Người ${index}`, role: 'leader', from: '2025-01-01', provisional: false, createdAt: now, updatedAt: now })
    given.devices.push({ id: device, team: id, path, name: 'Máy của tổ', keyHash: createHash('sha256').update(deviceKey).digest('hex'), lastSeenOn: '2026-01-01', createdAt: now, updatedAt: now })
    made.teams.push({ id, leader, deviceKey })
  }
  await services().database.write(putMany, given)
  await closeServices()
  return made
}
