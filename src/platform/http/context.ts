// What the kernel knows about one request and what it lends to route handlers: made by the kernel's first
// middleware, read by `endpoint`, the log and the rate limits.
import type { Request } from 'express'

import type { Logger } from '../logging.js'
import type { Account, DeviceIdentity } from './identity.js'
import type { RateLimits } from './rate-limits.js'

/** The parts of the process that handlers need, given once to `createApp`. */
export interface KernelServices {
  logger: Logger
  limits: RateLimits
  /** Finds the account of a session or `JWT` header, or undefined. */
  authenticateAccount: (request: Request) => Promise<Account | undefined>
  /** Finds the device of a bearer key. Throws `unknown-key` or `revoked`. */
  authenticateDevice: (key: string) => Promise<DeviceIdentity> | DeviceIdentity
}

export interface RequestContext {
  /** Made here, never taken from a client. */
  requestId: string
  /** The caller's network address as far as the trusted proxies tell. */
  address: string
  startedAt: number
  /** The route as written in the code, for log and metrics: never a real id. */
  route: string
  /** What kind of caller it turned out to be. */
  caller: 'anyone' | 'device' | 'account'
  services: KernelServices
}

const contexts = new WeakMap<object, RequestContext>()

export function setContext(request: Request, context: RequestContext): void {
  contexts.set(request, context)
}

/** The context of a request that came through the kernel. */
export function contextOf(request: Request): RequestContext {
  const context = contexts.get(request)
  if (!context) throw new Error('The request did not come through the kernel.')
  return context
}
