/**
 * Joining and leaving a team. The phone makes its key and writes it down before it asks, so an answer lost on the way is
 * asked for again with the same key and gives the same place. Called by the enrolment and settings screens.
 */
import { askToPersist, deviceModel } from '../phone/browser.js'
import { newDeviceKey } from '../phone/ids.js'
import { phoneNow } from '../phone/clock.js'
import { call, isRecord, type Heard } from '../post/call.js'
import type { EnrolCheck, Me } from '../post/contract.js'
import { isMe } from '../post/fetch-work.js'
import { isUnsent } from '../post/queue.js'
import { QUIET_POST } from '../post/rounds.js'
import { isBegun } from '../report/draft.js'
import { announceChange } from '../store/changes.js'
import { ALL_STORES, database } from '../store/database.js'
import { readMeta, writeMeta, type Enrolling } from '../store/meta.js'
import { readOutbox } from '../store/outbox.js'
import { texts } from '../texts.js'

export type EnrolTrouble = 'unknown' | 'used' | 'too-many' | 'no-network' | 'other-team'

/** Asks whose code this is; nothing is used up. The key is made now and kept until the team is joined. */
export async function checkCode(code: string): Promise<EnrolTrouble | undefined> {
  const heard = await call({ path: '/enrol/check', method: 'POST', json: { code }, isRight: isCheck })
  if (heard.kind !== 'ok') return troubleOf(heard)
  const known = await readMeta('enrolling')
  const kept = known?.code === code ? known : { code, deviceKey: newDeviceKey(), deviceName: deviceModel() ?? texts.enrol.defaultName }
  await writeMeta('enrolling', { ...kept, check: heard.body })
  return undefined
}

/** Joins with the code that was checked. Safe to call again after any failure. */
export async function joinTeam(deviceName: string): Promise<EnrolTrouble | undefined> {
  const enrolling = await readMeta('enrolling')
  if (!enrolling) return 'unknown'
  if (await wouldLoseWords(enrolling)) return 'other-team'
  const asked = { ...enrolling, deviceName: deviceName.trim() || texts.enrol.defaultName, asked: true }
  await writeMeta('enrolling', asked)
  const json = { code: asked.code, deviceKey: asked.deviceKey, deviceName: asked.deviceName }
  const heard = await call({ path: '/enrol', method: 'POST', json, isRight: isMe })
  if (heard.kind !== 'ok') return troubleOf(heard)
  await settleIn(asked, heard.body)
  void askToPersist()
  return undefined
}

export async function dropEnrolling(): Promise<void> {
  await (await database()).delete('meta', 'enrolling')
  announceChange()
}

/** Leaves the team: tells the server if it can, then clears everything of the team from this phone. */
export async function leaveTeam(): Promise<{ isTold: boolean }> {
  const device = await readMeta('device')
  let isTold = true
  if (device && !device.refusedAt) {
    const heard = await call({ path: '/me', method: 'DELETE', key: device.key, patience: 10_000, isRight: isAnything })
    isTold = heard.kind === 'ok' || (heard.kind === 'problem' && heard.status === 401)
  }
  await clearEverything()
  return { isTold }
}

/** The team's name and place as the check told them. */
export function checkedTeam(check: EnrolCheck): { name: string; place: string } {
  const name = typeof check.team === 'string' ? check.team : check.team.name
  return { name, place: nearPlace(check.unit) }
}

/** A unit with the two above it: enough to know it by. */
export function nearPlace(unit: { name: string; path: string[] }): string {
  const above = unit.path.filter((part) => part !== unit.name)
  return [unit.name, ...above.reverse().slice(0, 2)].join(', ')
}

/** A revoked phone may come back to its own team with all its words; into another team they must not go along. */
async function wouldLoseWords(enrolling: Enrolling): Promise<boolean> {
  const me = await readMeta('me')
  if (!me || !enrolling.check) return false
  const { check } = enrolling
  const isSame =
    typeof check.team !== 'string' && check.team.id
      ? check.team.id === me.team.id
      : checkedTeam(check).name === me.team.name && check.unit.name === me.team.unit.name
  if (isSame) return false
  const unsent = (await readOutbox()).some(isUnsent)
  const drafts = await (await database()).getAll('drafts')
  return unsent || drafts.some(isBegun)
}

async function settleIn(enrolling: Enrolling, me: Me): Promise<void> {
  const before = await readMeta('device')
  if (before && before.teamId !== me.team.id) await clearEverything()
  const transaction = (await database()).transaction('meta', 'readwrite')
  const { store } = transaction
  await store.put({ key: enrolling.deviceKey, name: enrolling.deviceName, deviceId: me.deviceId, teamId: me.team.id, enrolledAt: phoneNow() }, 'device')
  await store.put(me, 'me')
  await store.put(QUIET_POST, 'post')
  for (const key of ['enrolling', 'meTag', 'cursor', 'reportsListed'] as const) await store.delete(key)
  await transaction.done
  announceChange()
}

async function clearEverything(): Promise<void> {
  const transaction = (await database()).transaction(ALL_STORES, 'readwrite')
  await Promise.all(ALL_STORES.map((name) => transaction.objectStore(name).clear()))
  await transaction.done
  announceChange()
}

function troubleOf(heard: Heard<unknown>): EnrolTrouble {
  if (heard.kind !== 'problem') return 'no-network'
  if (heard.status === 404 || heard.status === 400 || heard.status === 422) return 'unknown'
  if (heard.status === 410 || heard.status === 409) return 'used'
  return heard.status === 429 ? 'too-many' : 'no-network'
}

function isCheck(body: unknown): body is EnrolCheck {
  return isRecord(body) && body.team !== undefined && isRecord(body.unit) && Array.isArray(body.unit.path)
}

function isAnything(_body: unknown): _body is unknown {
  return true
}
