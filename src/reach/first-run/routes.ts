// The desk's call for the guide of a new installation: how far it has come.
import { callRoles } from '../../access/role-table.js'
import { endpoint, route, type Route } from '../../platform/http/endpoint.js'
import { firstRun } from './state.js'

export function firstRunRoutes(): Route[] {
  return [
    route('GET', '/api/first-run', endpoint({
      who: callRoles['GET /api/first-run'],
      run: async ({ account }) => ({ status: 200, body: await firstRun({ account }), headers: { 'Cache-Control': 'no-store' } }),
    })),
  ]
}
