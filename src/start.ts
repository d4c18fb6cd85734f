/** Starts what every process needs, in order: Payload with its migrations, the row port, the services that hold both. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { getPayload, type Payload } from 'payload'
import { migrations } from './platform/database/migrations/index.js'
import { ensureMongoIndexes, openDatabase, whyMongoIsUnfit } from './platform/database/open.js'
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
  } else {
    const why = await whyMongoIsUnfit(database.url)
    if (why) throw new SettingsError(`Cài đặt chưa đúng: LANTOA_DATABASE_URL ${why}.`)
  }
  const { default: config } = await import('../payload.config.js')
  const payload = await getPayload({ config })
  if (database.kind === 'sqlite') await migrate(payload)
  else await ensureMongoIndexes(payload)
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
