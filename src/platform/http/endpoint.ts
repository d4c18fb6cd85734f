// One request as one short column: limit · who · shape · run, in that order. Every route of `/field/v1` and of the
// desk is made here; a route's file says who may call, what is sent and what happens, and nothing else.
import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'

import { isProblem, problem } from '../problems.js'
import { contextOf } from './context.js'
import type { Account, DeviceIdentity, Role } from './identity.js'
import { readJson } from './read-json.js'
import { refuseForeignOrigin } from './same-origin.js'
import { sendResult } from './send-result.js'
import { shapeErrors } from './shape-errors.js'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One route. The kernel derives 404, 405 with `Allow`, log and metrics from the list of them. */
export interface Route {
  method: Method
  /** Path as Express writes it, from the root: `/field/v1/reports/:clientId`. */
  path: string
  handler: RequestHandler
}

/** `account`: any signed-in account, whatever its roles; a list: an account that holds one of them. */
export type Who = 'anyone' | 'device' | 'account' | readonly Role[]

export interface EndpointInput<W extends Who, B, Q> {
  who: W
  /** Shape of the JSON body. Without it no body is read: `run` may read `request` itself (photos, uploads). */
  body?: z.ZodType<B>
  /** A request without any body counts as `undefined` instead of being refused: for decisions that need no words. */
  isBodyOptional?: boolean
  /** Shape of the query; without it any query is ignored. Values arrive as strings, doubled ones as arrays. */
  query?: z.ZodType<Q>
  /** Greatest body in bytes; by default 256 KB under `/field/v1`, 1 MB elsewhere. */
  bodyLimit?: number
  /** For calls that take a secret to guess: refused when an address failed often, 404 and 410 count as failures. */
  isGuessable?: boolean
  /** Told of a signed-in account that was refused (4xx), whatever the reason, before it gets its answer. */
  onRefused?: (refused: { account: Account; params: Record<string, string>; requestId: string; status: number; code: string }) => Promise<void>
  run: (call: Call<W, B, Q>) => Promise<EndpointResult> | EndpointResult
}

export interface Call<W extends Who, B, Q> {
  account: W extends 'anyone' | 'device' ? undefined : Account
  device: W extends 'device' ? DeviceIdentity : undefined
  params: Record<string, string>
  body: B
  query: Q
  requestId: string
  address: string
  /** When the request arrived here. */
  receivedAt: Date
  request: Request
}

export interface EndpointResult {
  status: number
  /** An object is sent as JSON; text and bytes as they are, then with a `Content-Type` among the headers. */
  body?: unknown
  headers?: Record<string, string>
  /** For files and streams: writes the whole answer itself; status and headers above are set before. */
  send?: (response: Response, request: Request) => Promise<void> | void
}

const fieldBodyLimit = 256 * 1024
const deskBodyLimit = 1024 * 1024

/** Makes a route: `route('POST', '/field/v1/events', endpoint({ who: 'device', body: eventsSchema, run }))`. */
export function route(method: Method, path: string, handler: RequestHandler): Route {
  return { method, path, handler }
}

/**
 * An Express handler that authenticates, checks shapes and runs a use case. Shapes that differ are 400 `malformed`
 * with `errors`; rules (422) are the use case's own.
 */
export function endpoint<const W extends Who, B = undefined, Q = undefined>(input: EndpointInput<W, B, Q>): RequestHandler {
  return async (request, response) => {
    const context = contextOf(request)
    const { limits } = context.services
    const receivedAt = new Date()
    if (input.isGuessable) await limits.admitGuess(context.address)

    const account = needsAccount(input.who) ? await signedInAccount(request) : undefined
    try {
      if (account && needsAccount(input.who) && input.who !== 'account' && !input.who.some((role) => account.roles.includes(role))) throw problem({ code: 'forbidden' })
      const device = input.who === 'device' ? await knownDevice(request) : undefined
      const query = input.query ? shaped({ schema: input.query, value: request.query, where: 'query' }) : undefined
      const body = input.body ? shaped({ schema: input.body, value: input.isBodyOptional && hasNoBody(request) ? undefined : await bodyOf(request, input.bodyLimit), where: 'body' }) : undefined
      const result = await input.run({
        account,
        device,
        params: textParams(request),
        body,
        query,
        requestId: context.requestId,
        address: context.address,
        receivedAt,
        request,
        // Which of these are there follows from `who`, `body` and `query` above.
      } as Call<W, B, Q>)
      await sendResult({ request, response, result })
    } catch (error) {
      if (input.isGuessable && isWrongGuess(error)) await limits.countWrongGuess(context.address)
      if (account && isProblem(error) && error.status < 500) await input.onRefused?.({ account, params: textParams(request), requestId: context.requestId, status: error.status, code: error.code })
      throw error
    }
  }
}

/** True when the client already has what this ETag names: then answer `{ status: 304, headers: { ETag: etag } }`. */
export function isNotModified(request: Request, etag: string): boolean {
  const header = request.headers['if-none-match']
  if (!header) return false
  const known = header.split(',').map((part) => part.trim().replace(/^W\//, ''))
  return known.includes('*') || known.includes(etag.replace(/^W\//, ''))
}

function needsAccount(who: Who): who is 'account' | readonly Role[] {
  return who !== 'anyone' && who !== 'device'
}

async function signedInAccount(request: Request): Promise<Account> {
  refuseForeignOrigin(request)
  const context = contextOf(request)
  const account = await context.services.authenticateAccount(request)
  if (!account) throw problem({ code: 'unauthenticated' })
  context.caller = 'account'
  return account
}

async function knownDevice(request: Request): Promise<DeviceIdentity> {
  const context = contextOf(request)
  const { limits, authenticateDevice } = context.services
  const key = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  try {
    if (!key) throw problem({ code: 'unknown-key' })
    const device = await authenticateDevice(key)
    context.caller = 'device'
    await limits.countDeviceRequest(device.id)
    return device
  } catch (error) {
    // A known key is never shut out by others behind the same address; an unknown one counts as a guess.
    if (key && isUnknownKey(error)) await limits.countWrongGuess(context.address)
    if (isProblem(error) && error.status === 401) error.headers['WWW-Authenticate'] = 'Bearer'
    throw error
  }
}

function hasNoBody(request: Request): boolean {
  return request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0
}

function bodyOf(request: Request, limit: number | undefined): Promise<unknown> {
  return readJson(request, { limit: limit ?? (request.originalUrl.startsWith('/field/v1/') ? fieldBodyLimit : deskBodyLimit) })
}

function shaped<T>({ schema, value, where }: { schema: z.ZodType<T>; value: unknown; where: 'body' | 'query' }): T {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  throw problem({ code: 'malformed', details: { where }, errors: shapeErrors(parsed.error.issues) })
}

function textParams(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : (value ?? '')]),
  )
}

function isWrongGuess(error: unknown): boolean {
  return error instanceof Error && 'status' in error && (error.status === 404 || error.status === 410)
}

function isUnknownKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'unknown-key'
}
