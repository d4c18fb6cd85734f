// Opens what every process of the product needs: Payload on the configured database and the row port beside it.
// Called by the server, the demonstration, the commands and tests; `closeServices()` ends it.
import { getPayload } from 'payload'

import { openDatabase } from './platform/database/open.js'
import { provideServices, type Services } from './platform/services.js'
import { settings } from './platform/settings.js'
import './works.js'

export interface StartServicesInput {
  /** Whether SQLite writes run in a thread of their own: a server does so, a short command need not. */
  thread?: boolean
  /** Whether Payload's timed jobs run here. */
  cron?: boolean
  now?: () => Date
}

export async function startServices({ thread = true, cron = false, now = () => new Date() }: StartServicesInput = {}): Promise<Services> {
  // Loaded here and not above, so that a wrong setting is told in one line before anything reads the settings.
  const { default: config } = await import('../payload.config.js')
  const payload = await getPayload({ config, cron })
  const database = openDatabase({ payload, url: settings().database.url, thread })
  const services: Services = { payload, database, now }
  provideServices(services)
  return services
}
