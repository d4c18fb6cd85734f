/**
 * Signing in adds a session and nothing else. Payload reads the account, checks the password for a tenth of a second and
 * then writes the whole account back as it was before: two people signing in with one account at once would lose a
 * session, and what an administrator changed meanwhile (roles, units) would come back. Called once when Payload has started.
 */
import type { BasePayload } from 'payload'

type UpdateOne = BasePayload['db']['updateOne']
type Session = { id: string; createdAt?: unknown; expiresAt: string | Date }
type StoredUser = { id: string; sessions?: Session[] | null }
type Shared = typeof globalThis & { lantoaSessionWrites?: WeakMap<object, UpdateOne> }

const shared = globalThis as Shared
const unguarded = (shared.lantoaSessionWrites ??= new WeakMap())
const underWay = new Map<string, Promise<unknown>>()
const MOST_SESSIONS = 100

export function guardSessions(payload: BasePayload): void {
  if (unguarded.has(payload.db)) return
  const updateOne: UpdateOne = payload.db.updateOne.bind(payload.db)
  unguarded.set(payload.db, updateOne)
  payload.db.updateOne = (args) => {
    const written = sessionsWritten(args)
    if (!written || !('id' in args) || args.id === undefined) return updateOne(args)
    const id = String(args.id)
    const onlySessions = (sessions: Session[]) => updateOne({ ...args, data: { sessions, updatedAt: null } })
    return inTurn(id, async () => {
      const added = written.at(-1)
      if (!isNew(added)) return onlySessions(written)
      const user = await payload.db.findOne<StoredUser>({ collection: 'users', where: { id: { equals: id } } })
      const open = (user?.sessions ?? []).filter(({ expiresAt }) => new Date(expiresAt) > new Date())
      return onlySessions([...open, added].slice(-MOST_SESSIONS))
    })
  }
}

/** The sessions that Payload writes at the end of signing in and out: it marks both by leaving `updatedAt` empty. */
function sessionsWritten(args: Parameters<UpdateOne>[0]): Session[] | undefined {
  if (args.collection !== 'users') return undefined
  const { sessions, updatedAt } = args.data as { sessions?: unknown; updatedAt?: unknown }
  return Array.isArray(sessions) && updatedAt === null ? (sessions as Session[]) : undefined
}

/** Made by this signing in: what comes from the database has its time as text. */
function isNew(session: Session | undefined): session is Session {
  return session?.createdAt instanceof Date
}

async function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
  const before = underWay.get(id) ?? Promise.resolve()
  const mine = before.then(work, work)
  const settled = mine.catch(() => undefined)
  underWay.set(id, settled)
  try {
    return await mine
  } finally {
    if (underWay.get(id) === settled) underWay.delete(id)
  }
}
