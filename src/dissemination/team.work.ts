/** What a team's phone changes about the team itself: enrolling, signing out, naming a member, being heard of. */
import { devices, enrolmentCodes, teamMembers, teams } from '../organisation/tables.js'
import { defineWork, refuse } from '../platform/database/tables.js'
import { hanoiDay, honestTime, type Via } from './event-rules.js'
import { messages } from './tables.js'

export interface EnrolInput {
  /** HMAC of the code. */
  codeId: string
  keyHash: string
  deviceId: string
  deviceName: string
  now: string
}

/** Uses up a code for one key. The same code with the same key again finds the same device. Refuses 404 and 410. */
export const enrolDevice = defineWork('enrol-device', async (tx, input: EnrolInput): Promise<{ device: string; team: string; isNew: boolean }> => {
  const code = await tx.byId(enrolmentCodes, input.codeId)
  if (!code) throw refuse({ status: 404, code: 'unknown-code' })
  const team = String(code.team)
  if (code.usedAt) {
    const device = await tx.byId(devices, String(code.device))
    if (device?.keyHash === input.keyHash && !device.revokedAt) return { device: String(device.id), team, isNew: false }
    throw refuse({ status: 410, code: 'used-code' })
  }
  if (code.voidedAt || String(code.expiresAt) <= input.now) throw refuse({ status: 410, code: 'expired-code' })
  const teamRow = await tx.byId(teams, team)
  if (!teamRow || teamRow.active === false) throw refuse({ status: 410, code: 'expired-code' })
  if (await tx.findOne(devices, { where: [['keyHash', '=', input.keyHash]] })) throw refuse({ status: 422, code: 'key-used' })
  await tx.insert(devices, [
    { id: input.deviceId, team, path: teamRow.path, name: input.deviceName, keyHash: input.keyHash, lastSeenOn: hanoiDay(input.now), createdAt: input.now, updatedAt: input.now },
  ])
  await tx.update(enrolmentCodes, [['id', '=', input.codeId], ['usedAt', '=', null]], { usedAt: input.now, device: input.deviceId })
  return { device: input.deviceId, team, isNew: true }
})

/** New codes for teams; what they had unused is void from now on. */
export const makeCodes = defineWork('make-codes', async (tx, input: { codes: { id: string; team: string }[]; expiresAt: string; now: string }): Promise<void> => {
  const wanted = input.codes.map((code) => code.team)
  await tx.update(enrolmentCodes, [['team', 'in', wanted], ['usedAt', '=', null], ['voidedAt', '=', null]], { voidedAt: input.now })
  await tx.insert(enrolmentCodes, input.codes.map(({ id, team }) => ({ id, team, expiresAt: input.expiresAt, createdAt: input.now })))
})

export const revokeDevice = defineWork('revoke-device', async (tx, input: { device: string; now: string }): Promise<{ changed: boolean }> => {
  const changed = await tx.update(devices, [['id', '=', input.device], ['revokedAt', '=', null]], { revokedAt: input.now, updatedAt: input.now })
  return { changed: changed > 0 }
})

/** The day a phone was last heard of: written when it is another day than the one on record. */
export const markSeen = defineWork('mark-seen', async (tx, input: { device: string; day: string; now: string }): Promise<void> => {
  await tx.update(devices, [['id', '=', input.device], ['lastSeenOn', '!=', input.day]], { lastSeenOn: input.day, updatedAt: input.now })
})

export interface NameMemberInput {
  team: string
  device: string | null
  via: Via
  recordedBy: string | null
  clientId: string
  digest: string
  memberId: string
  name: string
  role: string
  position: string | null
  replaces: string | null
  /** Who `replaces` names has left without a successor: nobody is added. */
  isLeaving: boolean
  at: string
  /** The phone's clock at the moment of sending. */
  sentAt: string | null
  now: string
  searchText: string
  sortKey: string
  /** Rules that the member breaks, told after the checks that come first. */
  errors: { path: string; code: string; message: string }[]
}

/** A change in a team is bound to no publication: it may have happened at any time before it arrived. */
const ANY_TIME = '1900-01-01T00:00:00.000Z'

/** A member whom the team names itself, provisional until the desk confirms; or one who has left, likewise. */
export const nameMember = defineWork('name-member', async (tx, input: NameMemberInput): Promise<{ status: 200 | 201; id: string; clientId: string }> => {
  const before = await tx.byId(messages, `${input.team}:${input.clientId}`)
  if (before) {
    if (before.digest !== input.digest) throw refuse({ status: 409, code: 'client-id-used' })
    return { status: 200, ...(before.answer as { id: string; clientId: string }) }
  }
  const team = await tx.byId(teams, input.team)
  if (!team) throw refuse({ status: 404, code: 'not-found' })
  if (input.errors.length) throw refuse({ status: 422, code: 'rules', errors: input.errors })
  let replaces: string | null = null
  if (input.replaces) {
    const members = await tx.find(teamMembers, { where: [['team', '=', input.team]], columns: ['id', 'clientId'] })
    const replaced = members.find((member) => member.id === input.replaces || member.clientId === input.replaces)
    if (!replaced) throw refuse({ status: 422, code: 'unknown-member', errors: [{ path: 'replaces', code: 'unknown-member', message: 'Người được thay không có trong danh sách của tổ.' }] })
    replaces = String(replaced.id)
  }
  if (input.isLeaving && !replaces) throw refuse({ status: 422, code: 'unknown-member', errors: [{ path: 'replaces', code: 'missing', message: 'Hãy chọn người đã thôi trong danh sách của tổ.' }] })
  const effectiveAt = honestTime({ at: input.at, sentAt: input.sentAt, arrival: input.now, publishedAt: ANY_TIME })
  const on = hanoiDay(effectiveAt)
  const answer = { id: input.isLeaving && replaces ? replaces : input.memberId, clientId: input.clientId }
  if (input.isLeaving) await tx.update(teamMembers, [['id', '=', answer.id], ['leavingOn', '=', null]], { leavingOn: on, updatedAt: input.now })
  else await tx.insert(teamMembers, [
    {
      id: input.memberId, team: input.team, path: team.path, name: input.name, role: input.role, position: input.position, from: on,
      provisional: true, clientId: input.clientId, replaces, searchText: input.searchText, sortKey: input.sortKey, createdAt: input.now, updatedAt: input.now,
    },
  ])
  await tx.insert(messages, [
    { id: `${input.team}:${input.clientId}`, team: input.team, clientId: input.clientId, kind: 'member', digest: input.digest, at: input.at, sentAt: input.sentAt, effectiveAt, receivedAt: input.now, device: input.device, via: input.via, recordedBy: input.recordedBy, status: 201, answer },
  ])
  return { status: 201, ...answer }
})
