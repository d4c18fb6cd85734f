// The desk's calls for one-time password links.
import { z } from 'zod'
import { callRoles } from '../../access/role-table.js'
import { endpoint, route, type EndpointResult, type Route } from '../../platform/http/endpoint.js'
import { settings } from '../../platform/settings.js'
import { linkSheets } from './link-sheets.js'
import { makePasswordLinks, revokePasswordLink } from './password-links.js'

const linksBody = z.object({ userIds: z.array(z.string()).min(1).max(500).optional(), send: z.boolean().optional() }).optional()

export function accountRoutes(): Route[] {
  return [
    route('POST', '/api/users/password-links', endpoint({
      who: callRoles['POST /api/users/password-links'],
      body: linksBody,
      isBodyOptional: true,
      run: async ({ account, body, requestId, request }): Promise<EndpointResult> => {
        const publicUrl = settings().publicUrl ?? `${request.protocol}://${request.headers.host ?? ''}`
        const links = await makePasswordLinks({ caller: { account, requestId }, ...(body?.userIds ? { userIds: body.userIds } : {}), send: body?.send ?? false, publicUrl })
        if (!String(request.headers.accept ?? '').includes('text/html')) return { status: 200, body: { links }, headers: { 'Cache-Control': 'no-store' } }
        return { status: 200, body: await linkSheets(links), headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } }
      },
    })),
    route('POST', '/api/users/:id/revoke-password-link', endpoint({
      who: callRoles['POST /api/users/{id}/revoke-password-link'],
      run: async ({ account, params, requestId }) => ({ status: 200, body: await revokePasswordLink({ caller: { account, requestId }, userId: params.id ?? '' }) }),
    })),
  ]
}
