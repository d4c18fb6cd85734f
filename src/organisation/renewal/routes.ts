// The desk's calls for kiện toàn: a team's roll, carrying a decision out, and which teams and villages lack something.
import { z } from 'zod'
import { callRoles } from '../../access/role-table.js'
import { isDay } from '../../platform/columns.js'
import { endpoint, route, type EndpointResult, type Route } from '../../platform/http/endpoint.js'
import { gapKinds, gapPage, gapTotals } from './gaps.js'
import { carryOutRenewal, teamRoll } from './renewal.js'

const role = z.enum(['leader', 'deputy', 'member'])
const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('join'), name: z.string().max(120), role, position: z.string().max(200).optional(), phone: z.string().max(30).optional() }),
  z.object({ kind: z.literal('leave'), member: z.string() }),
  z.object({ kind: z.literal('role'), member: z.string(), role }),
  z.object({ kind: z.literal('confirm'), member: z.string() }),
  z.object({ kind: z.literal('refuse'), member: z.string() }),
])
/** No change at all is a renewal too: the list was looked at and stands. */
const renewalBody = z.object({ on: z.string().refine(isDay), decision: z.string().max(200), changes: z.array(change).max(100) })
const gapsQuery = z.object({ kind: z.enum(gapKinds), unit: z.string().optional(), cursor: z.string().max(500).optional(), limit: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.number().min(1).max(200)).optional() })

export function renewalRoutes(): Route[] {
  return [
    route('GET', '/api/teams/gaps', endpoint({
      who: callRoles['GET /api/teams/gaps'],
      query: gapsQuery,
      run: async ({ account, query: { kind, unit, cursor, limit } }) => ok(await gapPage({ account, kind, ...(unit ? { unit } : {}), ...(cursor ? { cursor } : {}), limit: limit ?? 50 })),
    })),
    route('GET', '/api/teams/gap-totals', endpoint({
      who: callRoles['GET /api/teams/gap-totals'],
      query: z.object({ unit: z.string().optional() }),
      run: async ({ account, query: { unit } }) => ok(await gapTotals({ account, ...(unit ? { unit } : {}) })),
    })),
    route('GET', '/api/teams/:id/roll', endpoint({
      who: callRoles['GET /api/teams/{id}/roll'],
      run: async ({ account, params, requestId }) => ok(await teamRoll(params.id ?? '', { account, requestId })),
    })),
    route('POST', '/api/teams/:id/renew', endpoint({
      who: callRoles['POST /api/teams/{id}/renew'],
      body: renewalBody,
      run: async ({ account, params, body, requestId }) => ok(await carryOutRenewal({ id: params.id ?? '', caller: { account, requestId }, on: body.on, decision: body.decision, changes: body.changes })),
    })),
  ]
}

function ok(body: object): EndpointResult {
  return { status: 200, body }
}
