/**
 * Logs what an account was refused: which call, on what, with which outcome, and nothing of what it had sent. Given to
 * `endpoint` by the routes of the desk; a decision that was taken is logged by its own work.
 */
import { logCall } from '../database/perform.js'
import type { Account } from '../http/identity.js'
import { logger } from '../logging.js'

export interface RefusedCall {
  account: Account
  params: Record<string, string>
  requestId: string
  status: number
  code: string
}

/** Ids are short; what somebody put in an address instead of one is not kept whole. */
const MOST_ID = 40

/**
 * @param action as for the call itself, `<noun>.<verb>`; the row says `<noun>.<verb>.refused`
 * @param collection what the `id` of the address names
 */
export function logRefusals({ action, collection }: { action: string; collection: string }): (refused: RefusedCall) => Promise<void> {
  return async ({ account, params, requestId, status, code }) => {
    const id = params.id?.slice(0, MOST_ID)
    // Kept where the caller's own administrators read it: what was refused may lie outside their territory.
    const event = { actor: account.id, action: `${action}.refused`, subject: id ? `${collection}/${id}` : collection, unit: account.units[0] ?? null, path: account.territory[0] ?? null, details: { status, code }, requestId }
    await logCall(event).catch((error: unknown) => logger().error({ err: error }, 'a refusal could not be logged'))
  }
}
