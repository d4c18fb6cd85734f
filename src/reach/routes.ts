/** The desk's reading calls on how far assignments have come (contract §4). Mounted by main.ts under the kernel. */
import { z } from 'zod'
import { callRoles } from '../access/role-table.js'
import { endpoint, type Route, route } from '../platform/http/endpoint.js'
import { services } from '../platform/services.js'
import { stages } from './outstanding-rules.js'
import { readOutstanding } from './read-outstanding.js'
import { readReach, readReachMatrix } from './read-reach.js'
import { readWaiting } from './read-waiting.js'

const MOST_ASSIGNMENTS = 100
const DEFAULT_LIMIT = 50
const MOST_ITEMS = 200

const id = z.string().min(1).max(64)
const tree = z.enum(['then', 'now']).default('then')
const optional = <T extends z.ZodType>(shape: T) => z.union([z.literal('').transform(() => undefined), shape]).optional()

const reachQuery = z.object({ unit: optional(id), tree })
const matrixQuery = reachQuery.extend({
  assignments: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean))
    .pipe(z.array(id).min(1).max(MOST_ASSIGNMENTS)),
})
const pageQuery = z.object({
  cursor: optional(z.string().max(2_000)),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'Số mục mỗi trang là số từ 1 đến 200.')
    .transform(Number)
    .pipe(z.number().int().min(1).max(MOST_ITEMS))
    .default(DEFAULT_LIMIT),
})
const outstandingQuery = pageQuery.extend({ assignment: optional(id), unit: optional(id), stage: z.enum(stages).default('acknowledged') })

export function reachRoutes(): Route[] {
  return [
    route(
      'GET',
      '/api/assignments/:id/reach',
      endpoint({
        who: callRoles['GET /api/assignments/{id}/reach'],
        query: reachQuery,
        run: async ({ account, params, query }) => ({
          status: 200,
          body: await readReach({ ...reading(account), assignment: params.id ?? '', unit: query.unit, tree: query.tree }),
        }),
      }),
    ),
    route(
      'GET',
      '/api/reach',
      endpoint({
        who: callRoles['GET /api/reach'],
        query: matrixQuery,
        run: async ({ account, query }) => ({
          status: 200,
          body: await readReachMatrix({ ...reading(account), assignments: query.assignments, unit: query.unit, tree: query.tree }),
        }),
      }),
    ),
    route(
      'GET',
      '/api/outstanding',
      endpoint({
        who: callRoles['GET /api/outstanding'],
        query: outstandingQuery,
        run: async ({ account, query }) => ({
          status: 200,
          body: await readOutstanding({ ...reading(account), assignment: query.assignment, unit: query.unit, stage: query.stage, cursor: query.cursor, limit: query.limit }),
        }),
      }),
    ),
    route(
      'GET',
      '/api/reports/waiting',
      endpoint({
        who: callRoles['GET /api/reports/waiting'],
        query: pageQuery,
        run: async ({ account, query }) => ({ status: 200, body: await readWaiting({ ...reading(account), cursor: query.cursor, limit: query.limit }) }),
      }),
    ),
  ]
}

function reading(account: { territory: readonly string[] }) {
  const { database, now } = services()
  return { reads: database.read, territory: account.territory, now: now() }
}
