/** Which team's phone is calling. Called by the kernel for every request under `/field/v1` that needs a device. */
import { devices } from '../organisation/tables.js'
import type { DeviceIdentity } from '../platform/http/identity.js'
import { problem } from '../platform/problems.js'
import { services } from '../platform/services.js'
import { keyHashOf } from './digest.js'
import { hanoiDay } from './event-rules.js'
import { markSeen } from './team.work.js'

/** A known key is trusted for this long without asking the database; a revocation on another node takes as long. */
const TRUSTED_MS = 5_000
const MOST_KNOWN = 50_000

interface Known {
  identity: DeviceIdentity
  until: number
  seenOn: string
}

const known = new Map<string, Known>()

/** Throws `unknown-key` or `revoked`. */
export async function authenticateDevice(key: string): Promise<DeviceIdentity> {
  const keyHash = keyHashOf(key)
  const now = Date.now()
  const held = known.get(keyHash)
  if (held && held.until > now) {
    noteSeen(held)
    return held.identity
  }
  const row = await services().database.read.findOne(devices, { where: [['keyHash', '=', keyHash]], columns: ['id', 'team', 'revokedAt', 'lastSeenOn'] })
  if (!row) throw problem({ code: 'unknown-key' })
  if (row.revokedAt) throw problem({ code: 'revoked' })
  if (known.size >= MOST_KNOWN) known.clear()
  const fresh = { identity: { id: String(row.id), team: String(row.team) }, until: now + TRUSTED_MS, seenOn: String(row.lastSeenOn ?? '') }
  known.set(keyHash, fresh)
  noteSeen(fresh)
  return fresh.identity
}

/** Makes this node ask the database again about every key: after a revocation here. */
export function forgetDevices(): void {
  known.clear()
}

/** When a phone was last heard of is a day, written once; no request waits for it. */
function noteSeen(held: Known): void {
  const { database, now, payload } = services()
  const instant = now().toISOString()
  const day = hanoiDay(instant)
  if (held.seenOn === day) return
  held.seenOn = day
  database.write(markSeen, { device: held.identity.id, day, now: instant }).catch((error: unknown) => {
    held.seenOn = ''
    payload.logger.warn({ err: error, msg: 'the day a phone was heard of could not be written' })
  })
}
