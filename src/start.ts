/** Starts what every process needs, in order: Payload with its migrations, the row port, the services that hold both. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { MongoClient } from 'mongodb'
import { getPayload, type Payload } from 'payload'
import { migrations } from './platform/database/migrations/index.js'
import { openDatabase } from './platform/database/open.js'
import { provideServices, type Services } from './platform/services.js'
import { isSqliteFile, settings, SettingsError } from './platform/settings.js'
import './works.js'

export interface StartInput {
  /** Whether SQLite writes run in a thread of their own: a server yes, a command as it likes. */
  thread: boolean
  /** The clock; the demonstration and tests bring their own. */
  now?: () => Date
}

/** Throws `SettingsError` where the database cannot serve the product. */
export async function startServices({ thread, now = () => new Date() }: StartInput): Promise<Services> {
  const { database } = settings()
  if (database.kind === 'sqlite') {
    mkdirSync(dirname(database.file), { recursive: true })
    if (!isSqliteFile(database.file)) throw new SettingsError('Cài đặt chưa đúng: LANTOA_DATABASE_URL chỉ tới một tệp không phải cơ sở dữ liệu SQLite.')
  } else await refuseUnfitMongo(database.url)
  const { default: config } = await import('../payload.config.js')
  const payload = await getPayload({ config })
  if (database.kind === 'sqlite') await migrate(payload)
  const url = database.kind === 'sqlite' ? `file:${database.file}` : database.url
  const services: Services = { payload, database: openDatabase({ payload, url, thread }), now }
  provideServices(services)
  return services
}

/** In production Payload migrates while it connects; elsewhere it would push the schema instead, which we never do. */
async function migrate(payload: Payload): Promise<void> {
  if (settings().isProduction) return
  const level = payload.logger.level
  payload.logger.level = 'warn'
  await payload.db.migrate({ migrations: [...migrations] as never })
  payload.logger.level = level
}

/**
 * Looked at before anything else is started, so that a wrong address is told in seconds and in one line. Without a
 * replica set there are no transactions, and facts could lose their counters.
 */
async function refuseUnfitMongo(url: string): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: MONGO_ANSWERS_WITHIN, connectTimeoutMS: MONGO_ANSWERS_WITHIN })
  try {
    const { setName } = await client.db().command({ hello: 1 })
    if (!setName) throw new SettingsError('LANTOA_DATABASE_URL: máy chủ MongoDB phải chạy dạng replica set và địa chỉ phải có replicaSet=….')
  } catch (error) {
    if (error instanceof SettingsError) throw error
    throw new SettingsError('LANTOA_DATABASE_URL: không nối được tới máy chủ MongoDB ở địa chỉ này. Hãy xem lại địa chỉ, tên replicaSet, tài khoản và máy chủ.')
  } finally {
    await client.close()
  }
}

const MONGO_ANSWERS_WITHIN = 8_000
