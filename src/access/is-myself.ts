/** The account is my own. */
import type { Rule } from './rule.js'

export const isMyself: Rule = ({ account }) => ({ id: { equals: account.id } })
