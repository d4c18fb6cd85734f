// Whose an import is: of all that its maker was in charge of, since its rows may lie anywhere there. Called by the check,
// which notes it, and by every call that opens, writes or takes back an import.
import { hasRole, isWithin, type Account } from '../../access/account.js'
import { isForAllOf } from '../../access/is-an-import-of-my-territory.js'
import type { Row } from '../../platform/database/tables.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import type { Importer } from './load-known.js'
import { imports } from './tables.js'

/** @returns the nearest unit above all of it; the subtrees themselves where they are several */
export function placeOf({ account: { territory }, isWhole }: Importer): { ownerPath: string | null; territory?: string[] } {
  if (isWhole) return { ownerPath: '/' }
  const [first, ...others] = territory
  if (first === undefined) return { ownerPath: null }
  if (others.length === 0) return { ownerPath: first }
  const shared = others.reduce((above, path) => commonPath(above, path), first)
  return { ownerPath: shared, territory: [...territory] }
}

/**
 * An import with the caller as far as it reaches.
 * @throws Problem 404 where there is none, or where it reaches beyond the account's territory
 */
export async function importFor(id: string, { account, requestId }: { account: Account; requestId: string | null }): Promise<{ head: Row; caller: { account: Pick<Account, 'id' | 'territory'>; requestId: string | null } }> {
  const head = await services().database.read.byId(imports, id)
  const place = String(head?.ownerPath ?? '')
  if (!head || head.state === 'checking' || !(isWithin(place, account.territory) || isForAllOf(head.plan, account.territory))) throw problem({ code: 'not-found' })
  return { head, caller: { account: { id: account.id, territory: [place] }, requestId } }
}

/** The rows of an import of accounts say of other people what only an administrator may read. */
export function mayReadRows(head: Row, account: Account): boolean {
  return head.kind !== 'accounts' || hasRole(account, 'admin')
}

/** `/a/b/c/` and `/a/b/d/` → `/a/b/`. */
function commonPath(one: string, other: string): string {
  const parts = one.split('/')
  const others = other.split('/')
  const differs = parts.findIndex((part, index) => part !== others[index])
  return differs < 0 ? one : `${parts.slice(0, differs).join('/')}/`
}
