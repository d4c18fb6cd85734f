// The one door: request id, log, security headers, host and size checks, limits, 404 and 405, problems. Domains hand
// in lists of routes; main.ts, the demonstration and the tests make the application here.
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { randomUUID } from 'node:crypto'

import type { Logger } from '../logging.js'
import { isProblem, problem, type Problem, sendProblem } from '../problems.js'
import { answersWithin, type DatabaseHealth, isDatabaseAway, refuseWhileDatabaseIsAway } from './availability.js'
import { contextOf, type KernelServices, setContext } from './context.js'
import type { Method, Route } from './endpoint.js'
import { hostCheck, stripClaims } from './hosts.js'
import { watchRequest } from './request-log.js'
import { sendProblemPage } from './problem-page.js'
import { createRateLimits } from './rate-limits.js'
import { type Area, securityHeaders } from './security-headers.js'

export interface KernelInput {
  logger: Logger
  health: DatabaseHealth
  authenticateAccount: KernelServices['authenticateAccount']
  authenticateDevice: KernelServices['authenticateDevice']
  trustProxy: false | number | string[]
  rateLimits: boolean
  /** Read per request, since a port of 0 is known only after listening. */
  publicUrl: () => string | undefined
  host: () => string
  /** Routes under `/field/v1`, and the desk's under `/api`. */
  fieldRoutes: readonly Route[]
  deskRoutes: readonly Route[]
  /** Payload's REST, asked after the desk's routes. */
  payloadRest?: RequestHandler
  /** The admin panel (`/admin`, `/_next`). */
  admin?: RequestHandler
  /** Pages of ours with a form: the one-time set-up. */
  pages?: readonly Route[]
  /** The team app's files, asked last. */
  teamApp?: RequestHandler
  /** True while the process is stopping: then nothing new is begun. */
  isStopping?: () => boolean
}

/** Makes the Express application; nothing listens yet. */
export function createApp(input: KernelInput): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.enable('case sensitive routing')
  app.set('query parser', 'simple')
  app.set('trust proxy', input.trustProxy)

  const services: KernelServices = {
    logger: input.logger,
    limits: createRateLimits({ isOn: input.rateLimits }),
    authenticateAccount: input.authenticateAccount,
    authenticateDevice: input.authenticateDevice,
  }
  const isOurHost = hostCheck({ publicUrl: input.publicUrl, host: input.host })
  const headers = securityHeaders({ isHttps: input.publicUrl()?.startsWith('https:') ?? false })
  const whileAvailable = refuseWhileDatabaseIsAway(input.health)

  app.use((request, response, next) => {
    const requestId = randomUUID()
    stripClaims(request, { trustsProxy: input.trustProxy !== false })
    setContext(request, { requestId, address: request.ip ?? '', startedAt: performance.now(), route: 'unknown', caller: 'anyone', services })
    const area = areaOf(request.path)
    response.setHeader('X-Request-Id', requestId)
    for (const [name, value] of headers[area]) response.setHeader(name, value)
    watchRequest({ request, response, area })
    if (input.isStopping?.()) throw problem({ code: 'unavailable', headers: { Connection: 'close' } })
    next()
  })

  app.get('/healthz', (request, response) => {
    contextOf(request).route = '/healthz'
    plain(response, 200, 'ok')
  })
  app.get('/readyz', async (request, response) => {
    contextOf(request).route = '/readyz'
    const isReady = await answersWithin(input.health, 2000)
    if (!isReady) response.setHeader('Retry-After', '5')
    plain(response, isReady ? 200 : 503, isReady ? 'ready' : 'database away')
  })

  app.use((request, _response, next) => {
    if (!isOurHost(request)) throw problem({ code: 'unknown-host' })
    next()
  })

  app.use(['/field', '/api', '/admin', '/setup'], whileAvailable)
  mountRoutes({ app, routes: input.fieldRoutes })
  app.use('/field', () => {
    throw problem({ code: 'unknown-path' })
  })

  mountRoutes({ app, routes: input.deskRoutes, fallsThrough: true })
  if (input.payloadRest) app.use('/api', input.payloadRest)
  mountMethodRefusals({ app, routes: input.deskRoutes })
  app.use('/api', () => {
    throw problem({ code: 'unknown-path' })
  })

  mountRoutes({ app, routes: input.pages ?? [] })
  if (input.admin) app.use(onlyUnder(['/admin', '/_next'], input.admin))
  if (input.teamApp) app.use(input.teamApp)
  app.use(() => {
    throw problem({ code: 'unknown-path' })
  })
  app.use(writeError(input))
  return app
}

/** Which part of the server a path belongs to. */
export function areaOf(path: string): Area {
  if (path.startsWith('/field/')) return 'field'
  if (path === '/api' || path.startsWith('/api/')) return 'api'
  if (path === '/admin' || path.startsWith('/admin/') || path.startsWith('/_next/')) return 'admin'
  if (path === '/healthz' || path === '/readyz' || path === '/setup') return 'plain'
  return 'app'
}

/** Mounts routes by path; what has a known path but another method is 405, unless others are asked after these. */
function mountRoutes({ app, routes, fallsThrough = false }: { app: Express; routes: readonly Route[]; fallsThrough?: boolean }): void {
  for (const { method, path, handler } of routes) {
    const named: RequestHandler = (request, response, next) => {
      contextOf(request).route = path
      return handler(request, response, next)
    }
    mount(app, method, path, named)
  }
  if (!fallsThrough) mountMethodRefusals({ app, routes })
}

function mountMethodRefusals({ app, routes }: { app: Express; routes: readonly Route[] }): void {
  for (const path of new Set(routes.map((each) => each.path))) {
    app.all(path, (request) => {
      contextOf(request).route = path
      throw problem({ code: 'method-not-allowed', headers: { Allow: allowed(routes, path) } })
    })
  }
}

function mount(app: Express, method: Method, path: string, handler: RequestHandler): void {
  if (method === 'GET') app.get(path, handler)
  else if (method === 'POST') app.post(path, handler)
  else if (method === 'PUT') app.put(path, handler)
  else if (method === 'PATCH') app.patch(path, handler)
  else app.delete(path, handler)
}

function allowed(routes: readonly Route[], path: string): string {
  const methods = new Set<string>(routes.filter((each) => each.path === path).map((each) => each.method))
  if (methods.has('GET')) methods.add('HEAD')
  return [...methods].sort().join(', ')
}

function onlyUnder(prefixes: readonly string[], handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (!prefixes.some((prefix) => request.path === prefix || request.path.startsWith(`${prefix}/`))) return next()
    return handler(request, response, next)
  }
}

/** The one place that answers errors: refusals as they are, an away database as 503, the rest logged as our fault. */
function writeError({ logger, health }: KernelInput) {
  return async (error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error)
    const refusal = await asProblem({ error, health })
    const { requestId, route } = contextOf(request)
    if (refusal.status === 500) logger.error({ err: error, requestId, route }, 'request failed')
    else if (refusal.status === 503 && !isProblem(error)) logger.warn({ err: error, requestId, route }, 'database away')
    if (wantsPage(request)) sendProblemPage(response, refusal)
    else sendProblem(response, refusal)
  }
}

/** Any thrown thing as a problem; also used for the results of a batch. */
export async function asProblem({ error, health }: { error: unknown; health: DatabaseHealth }): Promise<Problem> {
  if (isProblem(error)) return error
  const refused = refusedProblem(error)
  if (refused) return problem(refused)
  if (isClientFault(error)) return problem({ code: error.status === 413 ? 'too-large' : 'malformed' })
  if (isDatabaseAway(error) || !(await answersWithin(health, 1000))) return problem({ code: 'unavailable' })
  return problem({ code: 'internal' })
}

/** What a work of the row port said no with: plain data, since it may have crossed threads. */
function refusedProblem(error: unknown): { code: string; status: number } | undefined {
  if (!(error instanceof Error) || error.name !== 'Refusal' || !('problem' in error)) return undefined
  const { problem: refused } = error
  if (typeof refused !== 'object' || refused === null || !('code' in refused) || !('status' in refused)) return undefined
  return typeof refused.code === 'string' && typeof refused.status === 'number' ? (refused as { code: string; status: number }) : undefined
}

/** Express's own errors about the request itself: a path or query that does not decode. */
function isClientFault(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500
}

function wantsPage(request: Request): boolean {
  const area = areaOf(request.path)
  return (area === 'app' || area === 'admin' || area === 'plain') && /\btext\/html\b/.test(request.headers.accept ?? '')
}

function plain(response: Response, status: number, text: string): void {
  response.status(status).setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.end(`${text}\n`)
}
