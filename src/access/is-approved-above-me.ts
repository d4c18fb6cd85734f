/** The content belongs to a unit above mine and has been approved; its readers get the approved text (src/content). */
import { pathsAbove } from './account.js'
import type { Rule } from './rule.js'

export const isApprovedAboveMe: Rule = ({ account, place }) => {
  const above = pathsAbove(account.territory)
  return above.length === 0 ? false : { and: [{ [place]: { in: above } }, { isApproved: { equals: true } }] }
}
