/** Opens the row port beside a running Payload, on the same database. Called once by whoever starts a process. */
import { MongoClient, MongoServerSelectionError } from 'mongodb'
import type { Payload } from 'payload'
import { COUNTER_SLOTS, openMongo } from './mongo.js'
import { ensureRelationIndexes } from './mongo-indexes.js'
import { openSqlite } from './sqlite.js'
import type { Database } from './tables.js'

type MongooseLike = {
  connection: { getClient(): Parameters<typeof openMongo>[0]['client']; db: Parameters<typeof openMongo>[0]['db'] }
  collections: Record<string, { collection: { name: string } }>
}

/**
 * @param url LANTOA_DATABASE_URL: `file:…` or `mongodb://…`
 * @param thread whether SQLite writes run in a thread of their own (a server: yes; a command, a test: as it likes)
 */
export function openDatabase({ payload, url, thread }: { payload: Payload; url: string; thread: boolean }): Database {
  if (url.startsWith('file:')) return openSqlite({ file: url.slice('file:'.length), thread })
  const adapter = payload.db as unknown as MongooseLike
  return openMongo({ client: adapter.connection.getClient(), db: adapter.connection.db, collectionName: nameIn(adapter), slots: COUNTER_SLOTS, isShared: true })
}

const MONGO_ANSWERS_WITHIN = 8_000

/**
 * Looked at before anything else is started, so that a wrong address is told in seconds and in one line. Without a
 * replica set there are no transactions, and facts could lose their counters.
 */
export async function whyMongoIsUnfit(url: string): Promise<string | undefined> {
  try {
    const client = new MongoClient(url, { serverSelectionTimeoutMS: MONGO_ANSWERS_WITHIN, connectTimeoutMS: MONGO_ANSWERS_WITHIN })
    try {
      const hello = (): Promise<{ setName?: string }> => client.db().command({ hello: 1 })
      // A connection that breaks off is no answer yet: a server that is just starting again gets a second question.
      const { setName } = await hello().catch((error: unknown) => (error instanceof MongoServerSelectionError ? Promise.reject(error) : hello()))
      return setName ? undefined : 'chỉ tới một máy chủ MongoDB không chạy dạng replica set'
    } finally {
      await client.close()
    }
  } catch {
    return 'chỉ tới máy chủ MongoDB không trả lời. Hãy xem lại địa chỉ, replicaSet, tài khoản và máy chủ'
  }
}

/** Waits until every index is there: what is unique must be so before the first write. */
export async function ensureMongoIndexes(payload: Payload): Promise<void> {
  const adapter = payload.db as unknown as MongooseLike
  await ensureRelationIndexes({ db: adapter.connection.db, collections: payload.config.collections, collectionName: nameIn(adapter) })
}

const nameIn = (adapter: MongooseLike) => (slug: string): string => adapter.collections[slug]?.collection.name ?? slug
