/** Single values the phone keeps: who it is, how it is set, how far it has read. Read and written by every feature. */
import type { EnrolCheck, Me, PromptList, Standing } from '../post/contract.js'
import { announceChange } from './changes.js'
import { database } from './database.js'
import { withRoom } from './room.js'

export interface Device {
  key: string
  name: string
  deviceId: string
  teamId: string
  enrolledAt: string
  /** Set when the server no longer knows this key; nothing is thrown away then. */
  refusedAt?: string
}

export interface Enrolling {
  code: string
  deviceKey: string
  deviceName: string
  /** True once it was sent: an answer may have been lost, so it is asked for again with the same key. */
  asked?: boolean
  check?: EnrolCheck
}

export interface Settings {
  language: string
  textSize: number
  speed: number
  memberId?: string
  reportLanguage?: string
}

export interface PostState {
  failures: number
  /** Earliest next try, by this phone's clock. */
  notBefore: number
  /** The server itself named the time: "Gửi ngay" waits for it too. */
  isAppointed?: boolean
  lastHeard?: string
  trouble?: 'no-network' | 'server' | 'busy' | 'revoked'
}

export interface MetaValues {
  device: Device
  enrolling: Enrolling
  me: Me
  meTag: string
  settings: Settings
  cursor: string
  /** The list of the team's reports has been read to its end once. */
  reportsListed: boolean
  /** Deliveries that came anew: what the commune said of their reports is to be asked for. */
  reportsToAsk: string[]
  /** When the last complete look at the deliveries began: what was sent later is not in them yet. */
  refreshedAt: string
  clockOffset: number
  post: PostState
  lease: { owner: string; until: number }
  standing: Standing
  prompts: { language: string; items: PromptList['items']; askedAt: string; tag?: string }
  saving: { wanted: number; kept: number; reason?: 'save-data' | 'low-space' }
}

export const DEFAULT_SETTINGS: Settings = { language: 'vi', textSize: 100, speed: 1 }

export async function readMeta<K extends keyof MetaValues>(key: K): Promise<MetaValues[K] | undefined> {
  return (await (await database()).get('meta', key)) as MetaValues[K] | undefined
}

export async function writeMeta<K extends keyof MetaValues>(key: K, value: MetaValues[K]): Promise<void> {
  await withRoom(async () => {
    await (await database()).put('meta', value, key)
  })
  announceChange()
}

/** Notes of a round, unless the team was left meanwhile: then nothing of it is to be written any more. */
export async function noteFor<K extends keyof MetaValues>(device: Device, key: K, value: MetaValues[K]): Promise<void> {
  await withRoom(async () => {
    const transaction = (await database()).transaction('meta', 'readwrite')
    const present = (await transaction.store.get('device')) as Device | undefined
    if (present?.key === device.key) await transaction.store.put(value, key)
    await transaction.done
  })
  announceChange()
}

export async function readSettings(): Promise<Settings> {
  return { ...DEFAULT_SETTINGS, ...(await readMeta('settings')) }
}

/** Changes some settings, leaving the others as they are. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const transaction = (await database()).transaction('meta', 'readwrite')
  const before = (await transaction.store.get('settings')) as Settings | undefined
  await transaction.store.put({ ...DEFAULT_SETTINGS, ...before, ...change }, 'settings')
  await transaction.done
  announceChange()
}
