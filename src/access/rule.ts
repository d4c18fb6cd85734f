/** The shape of an access rule: which records it opens to an account, all (`true`), none (`false`) or those that match. */
import type { PayloadRequest, Where } from 'payload'

import type { Account } from './account.js'

export type Rule = (given: { account: Account; place: string; req: PayloadRequest }) => boolean | Where | Promise<boolean | Where>
