/**
 * One sender at a time, over all tabs: Web Locks, or a lease in IndexedDB where a plain-HTTP address has none. A lease
 * outlives a killed page by at most its length; were two ever to send, the client ids make the second one harmless.
 */
import { database } from '../store/database.js'
import { newClientId } from '../phone/ids.js'

const LEASE = 60_000
const owner = newClientId()

/** Runs the work unless another tab is at it; tells whether it ran. */
export async function alone(work: () => Promise<void>): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined
  if (!locks) return leased(work)
  let hasRun = false
  await locks.request('lantoa-post', { ifAvailable: true }, async (lock) => {
    if (!lock) return
    hasRun = true
    await work()
  })
  return hasRun
}

async function leased(work: () => Promise<void>): Promise<boolean> {
  if (!(await take())) return false
  const renewal = setInterval(() => void take(), LEASE / 4)
  try {
    await work()
  } finally {
    clearInterval(renewal)
    await give()
  }
  return true
}

async function take(): Promise<boolean> {
  const transaction = (await database()).transaction('meta', 'readwrite')
  const lease = (await transaction.store.get('lease')) as { owner: string; until: number } | undefined
  const now = Date.now()
  // A clock set back must not leave a lease from "the future" in force for ever.
  const isHeld = lease !== undefined && lease.owner !== owner && lease.until > now && lease.until <= now + LEASE
  if (!isHeld) await transaction.store.put({ owner, until: now + LEASE }, 'lease')
  await transaction.done
  return !isHeld
}

async function give(): Promise<void> {
  const transaction = (await database()).transaction('meta', 'readwrite')
  const lease = (await transaction.store.get('lease')) as { owner: string } | undefined
  if (lease?.owner === owner) await transaction.store.delete('lease')
  await transaction.done
}
