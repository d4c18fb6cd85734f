/** The record's place lies in one of my subtrees. */
import { pathIsWithin } from './account.js'
import type { Rule } from './rule.js'

export const isInMyTerritory: Rule = ({ account, place }) => pathIsWithin(place, account.territory)
