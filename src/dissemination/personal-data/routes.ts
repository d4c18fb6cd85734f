// The desk's calls that print what is held on a person: an account holder, a member of a team.
import type { Request } from 'express'
import { callRoles } from '../../access/role-table.js'
import { endpoint, route, type EndpointResult, type Route } from '../../platform/http/endpoint.js'
import { accountData } from './account.js'
import { memberData } from './member.js'
import { type DataSheet, sheetPage } from './sheet.js'

export function personalDataRoutes(): Route[] {
  return [
    route('GET', '/api/users/:id/personal-data', endpoint({
      who: callRoles['GET /api/users/{id}/personal-data'],
      run: async ({ account, params, requestId, request }) => answer(request, await accountData({ id: params.id ?? '', caller: { account, requestId } })),
    })),
    route('GET', '/api/team-members/:id/personal-data', endpoint({
      who: callRoles['GET /api/team-members/{id}/personal-data'],
      run: async ({ account, params, requestId, request }) => answer(request, await memberData({ id: params.id ?? '', caller: { account, requestId } })),
    })),
  ]
}

function answer(request: Request, sheet: DataSheet): EndpointResult {
  if (!String(request.headers.accept ?? '').includes('text/html')) return { status: 200, body: sheet, headers: { 'Cache-Control': 'no-store' } }
  return { status: 200, body: sheetPage(sheet), headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } }
}
