// Puts the parts together and listens: services → doors → Express → port. Called by main.ts, the demonstration and
// tests that want the whole product behind a real address.
import { join } from 'node:path'

import { authenticateDevice } from './dissemination/device-access.js'
import { resumeRuns } from './dissemination/runs.js'
import { authenticateAccount } from './organisation/accounts/signed-in-account.js'
import { forgetOldRows, resumeImports } from './organisation/import/apply-import.js'
import { createFirstAccount } from './first-account.js'
import { startMail } from './notification/send-mail.js'
import { everyDay } from './platform/every-day.js'
import { adminPanel } from './platform/http/admin.js'
import { watchDatabase } from './platform/http/availability.js'
import { fieldKinds } from './platform/http/field-kinds.js'
import { lanAddresses } from './platform/http/hosts.js'
import { createApp } from './platform/http/kernel.js'
import { listen } from './platform/http/listen.js'
import { payloadRest } from './platform/http/payload-rest.js'
import { setup } from './platform/http/setup.js'
import { teamAppFiles } from './platform/http/team-app.js'
import { logger } from './platform/logging.js'
import { serveMetrics } from './platform/metrics.js'
import { projectRoot } from './platform/project-root.js'
import { closeServices, hasServices, services } from './platform/services.js'
import { changeSettings, settings } from './platform/settings.js'
import { deskRoutes, fieldRoutes, restGate } from './routes.js'
import { startServices } from './start.js'

export interface RunningServer {
  /** Where people open it, without a trailing slash. */
  url: string
  port: number
  /** In the local network, when it listens there. */
  lanUrls: string[]
  /** The whole one-time address, while there is no account. */
  setupUrl: string | undefined
  /** Nothing new, what is under way is finished, everything closed. */
  stop: () => Promise<void>
}

/** What was under way when a process ended is taken up again, in this order. */
const resumes: readonly (() => Promise<void>)[] = [resumeRuns, resumeImports]
/** How soon one of several processes takes up what another left. */
const RESUME_EVERY_MS = 2_000

export async function startServer(): Promise<RunningServer> {
  if (!hasServices()) await startServices({ thread: true })
  const { payload, database } = services()
  const { host, trustProxy, rateLimits, metricsPort } = settings()
  let isStopping = false
  let port = settings().port

  const health = watchDatabase({ answers: () => database.answers() })
  const admin = adminPanel({ address: () => ({ hostname: isOpen(host) ? 'localhost' : host, port }) })
  const firstAccount = setup({ isNeeded: async () => (await payload.count({ collection: 'users' })).totalDocs === 0, create: createFirstAccount })
  const teamApp = teamAppFiles(join(projectRoot(), 'dist/team-app'))
  const app = createApp({
    logger: logger(),
    health,
    authenticateAccount,
    authenticateDevice,
    trustProxy,
    rateLimits,
    publicUrl: () => settings().publicUrl,
    host: () => settings().host,
    fieldRoutes: fieldRoutes(),
    deskRoutes: deskRoutes(),
    payloadRest: payloadRest({ config: payload.config, health, gate: { ...restGate, kindOf: fieldKinds(payload.config) } }),
    admin: admin.handler,
    pages: firstAccount.routes,
    isStopping: () => isStopping,
    ...(teamApp ? { teamApp } : {}),
  })

  const server = await listen({ app, port, host })
  port = server.port
  const localUrl = `http://${isOpen(host) ? '127.0.0.1' : bracketed(host)}:${port}`
  const lanUrls = isOpen(host) ? lanAddresses().map((address) => `http://${address}:${port}`) : []
  const url = settings().publicUrl ?? lanUrls[0] ?? localUrl
  changeSettings({ port, publicUrl: url })
  const metrics = metricsPort === undefined ? undefined : await serveMetrics(metricsPort)
  const stopResuming = keepResuming(database.kind === 'mongodb')
  const stopForgetting = everyDay({ task: forgetOldRows, onError: (error) => logger().error({ err: error }, 'old lists could not be forgotten') })

  const mail = startMail()
  const setupPath = await firstAccount.path()
  return {
    url,
    port,
    lanUrls,
    setupUrl: setupPath ? `${settings().publicUrl === url ? url : localUrl}${setupPath}` : undefined,
    stop: async () => {
      isStopping = true
      stopResuming()
      stopForgetting()
      mail.stop()
      await server.stop()
      health.stop()
      metrics?.close()
      await admin.close()
      await closeServices()
    },
  }
}

/** At the start and, where others may serve the same database, again and again. The answer stops it. */
function keepResuming(isShared: boolean): () => void {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const look = async (): Promise<void> => {
    for (const resume of resumes) await resume().catch((error: unknown) => logger().error({ err: error }, 'what was under way could not be taken up'))
    if (isShared && !isStopped) timer = setTimeout(() => void look(), RESUME_EVERY_MS).unref()
  }
  void look()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}

function isOpen(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
