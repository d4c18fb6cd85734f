/**
 * The account behind a call of the desk. Whether the token and its session hold is Payload's own strategy's to say; only
 * the account itself is read by the row port, in a fifth of a millisecond instead of three, since every call asks for it
 * and phones wait meanwhile (docs/decisions/0042).
 */
import type { Request } from 'express'
import { executeAuthStrategies, type Payload } from 'payload'

import { type Account, accountOf } from '../../access/account.js'
import { services } from '../../platform/services.js'
import { users } from '../tables.js'

export async function authenticateAccount(request: Request): Promise<Account | undefined> {
  const { authorization, cookie } = request.headers
  if (authorization === undefined && cookie === undefined) return undefined
  const headers = new Headers()
  for (const name of ['authorization', 'cookie', 'origin', 'sec-fetch-site'] as const) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const payload = Object.create(services().payload, { findByID: { value: ({ id }: { id: string }) => readAccount(id) } }) as Payload
  // `payload.auth` would also work out what the account may do to each collection, which nobody here asks for.
  const { user } = await executeAuthStrategies({ headers, canSetHeaders: false, payload })
  return accountOf({ user })
}

/** In the shape that the strategy and `accountOf` read. */
async function readAccount(id: string): Promise<object | undefined> {
  const row = await services().database.read.byId(users, id)
  return row && { ...row, sessions: (row.sessions as string[]).map((session) => ({ id: session })) }
}
