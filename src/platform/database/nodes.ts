/**
 * The processes that serve one MongoDB at the same time: each beats in the database, and long work is taken by one of
 * them by a lease. Who beats no more is gone: its open transaction is ended, so that its locks do not last a minute,
 * and its leases are free. Opened by `openDatabase`; SQLite has one process and needs none of this.
 */
import { hostname } from 'node:os'
import { type Db, type Document, type MongoClient, MongoServerError, UUID } from 'mongodb'
import { newId } from '../ids.js'

const BEAT_MS = 2_000
/** A process that stood still for so many of our own looks is gone. Looks are counted, so that no clock has to agree. */
const LOOKS = 5
/** Sessions of those who are gone are ended at so many looks: a command the server is still busy with outlives the first. */
const ENDED_FOR = 15

interface NodeRow extends Document {
  _id: string
  beat: number
  host: string
  pid: number
  /** The session whose transactions carry its works. */
  session: string
}

interface LeaseRow extends Document {
  _id: string
  node: string
}

export interface Nodes {
  take(name: string): Promise<boolean>
  letGo(name: string): Promise<void>
  stop(): Promise<void>
}

export function openNodes({ client, db, session }: { client: MongoClient; db: Db; session: string }): Nodes {
  const rows = db.collection<NodeRow>('lantoa-nodes')
  const leases = db.collection<LeaseRow>('lantoa-leases')
  const own = { _id: newId(), host: hostname(), pid: process.pid, session }
  const still = new Map<string, { beat: number; looks: number }>()
  const ending = new Map<string, number>()
  let looking: Promise<void> = Promise.resolve()
  const first = look()
  const timer = setInterval(() => {
    looking = look().catch(() => undefined)
  }, BEAT_MS).unref()

  async function look(): Promise<void> {
    const { _id, ...rest } = own
    await rows.updateOne({ _id }, { $inc: { beat: 1 }, $setOnInsert: rest }, { upsert: true })
    for (const row of await rows.find({ _id: { $ne: _id } }).toArray()) {
      const seen = still.get(row._id)
      still.set(row._id, { beat: row.beat, looks: seen?.beat === row.beat ? seen.looks + 1 : 0 })
      if (isGone(row)) await clear(row)
    }
    await endSessions()
  }

  function isGone(row: NodeRow): boolean {
    return (still.get(row._id)?.looks ?? 0) >= LOOKS || (row.host === own.host && !isAlive(row.pid))
  }

  /** Its leases name a process that is no longer there; whatever it held open is undone by the server. */
  async function clear(row: NodeRow): Promise<void> {
    ending.set(row.session, ENDED_FOR)
    await rows.deleteOne({ _id: row._id })
    still.delete(row._id)
  }

  async function endSessions(): Promise<void> {
    if (!ending.size) return
    await client.db('admin').command({ killSessions: [...ending.keys()].map((session) => ({ id: new UUID(session).toBinary() })) }).catch(() => undefined)
    for (const [session, left] of ending) {
      if (left > 1) ending.set(session, left - 1)
      else ending.delete(session)
    }
  }

  return {
    take: async (name) => {
      await first
      for (;;) {
        const held = await leases.findOne({ _id: name })
        if (!held) {
          if (await inserted(() => leases.insertOne({ _id: name, node: own._id }))) return true
          continue
        }
        const holder = held.node === own._id ? undefined : await rows.findOne({ _id: held.node })
        if (holder && !isGone(holder)) return false
        if ((await leases.updateOne({ _id: name, node: held.node }, { $set: { node: own._id } })).matchedCount === 1) return true
      }
    },
    letGo: async (name) => {
      await leases.deleteOne({ _id: name, node: own._id })
    },
    stop: async () => {
      clearInterval(timer)
      await first.catch(() => undefined)
      await looking
      await rows.deleteOne({ _id: own._id }).catch(() => undefined)
    },
  }
}

async function inserted(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert()
    return true
  } catch (error) {
    if (error instanceof MongoServerError && error.code === 11000) return false
    throw error
  }
}

/** Whether a process of this machine runs; one that is not ours to signal runs too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
