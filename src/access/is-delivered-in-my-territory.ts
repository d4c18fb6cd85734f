/**
 * A team of my territory has this assignment. Which ones is read from the counters of my own units (one row per
 * assignment), and for a village, which has no counters, from its teams' deliveries.
 */
import type { PayloadRequest, Where } from 'payload'

import { type Account, pathIsWithin } from './account.js'
import type { Rule } from './rule.js'

export const isDeliveredInMyTerritory: Rule = async ({ account, req }) => {
  const ids = await assignmentsDelivered({ account, req })
  return ids.length === 0 ? false : { id: { in: ids } }
}

/** Ids of the assignments that have a delivery in the account's territory, read once per request. */
export async function assignmentsDelivered({ account, req }: { account: Account; req: PayloadRequest }): Promise<string[]> {
  const known: unknown = req.context?.assignmentsDelivered
  if (known instanceof Map && known.has(account.id)) return known.get(account.id) as string[]
  const ids = [...new Set([...(await countedFor({ account, req })), ...(await deliveredToVillages({ account, req }))])]
  if (req.context) req.context.assignmentsDelivered = new Map([[account.id, ids]])
  return ids
}

async function countedFor({ account, req }: { account: Account; req: PayloadRequest }): Promise<string[]> {
  const where: Where = { and: [{ unit: { in: account.units } }, { tree: { equals: 'now' } }, { assigned: { greater_than: 0 } }] }
  return assignmentsOf(req, 'reach-counters', where)
}

async function deliveredToVillages({ account, req }: { account: Account; req: PayloadRequest }): Promise<string[]> {
  if (!account.unitTypes.includes('village')) return []
  const place = pathIsWithin('path', account.territory)
  if (place === false) return []
  const { docs } = await req.payload.db.find<{ id: string }>({ collection: 'teams', where: place, limit: 200, pagination: false, select: {} })
  const teams = docs.map((team) => team.id)
  if (teams.length === 0) return []
  const inside = pathIsWithin('pathNow', account.territory)
  return inside === false ? [] : assignmentsOf(req, 'deliveries', { and: [{ team: { in: teams } }, inside] })
}

async function assignmentsOf(req: PayloadRequest, collection: 'reach-counters' | 'deliveries', where: Where): Promise<string[]> {
  const { docs } = await req.payload.db.find<{ assignment: string | { id: string } }>({
    collection,
    where,
    limit: 0,
    pagination: false,
    select: { assignment: true },
  })
  return docs.map(({ assignment }) => (typeof assignment === 'string' ? assignment : assignment.id))
}
