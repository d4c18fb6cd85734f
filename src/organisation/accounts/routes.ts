// The desk's calls for one-time password links, and for printing what is held on an account holder.
import type { Request } from 'express'
import { z } from 'zod'
import { callRoles } from '../../access/role-table.js'
import { endpoint, route, type EndpointResult, type Route } from '../../platform/http/endpoint.js'
import { settings } from '../../platform/settings.js'
import { linkSheets } from './link-sheets.js'
import { makePasswordLinks, passwordLinkState, revokePasswordLink, type LinkChoice } from './password-links.js'

const linksBody = z.object({ userIds: z.array(z.string()).min(1).max(500).optional(), importId: z.string().optional(), send: z.boolean().optional() }).optional()

export function accountRoutes(): Route[] {
  return [
    route('POST', '/api/users/password-links', endpoint({
      who: callRoles['POST /api/users/password-links'],
      body: linksBody,
      isBodyOptional: true,
      run: async ({ account, body, requestId, request }): Promise<EndpointResult> => {
        const publicUrl = settings().publicUrl ?? `${request.protocol}://${request.headers.host ?? ''}`
        const links = await makePasswordLinks({ caller: { account, requestId }, choice: choiceOf(body), send: body?.send ?? false, publicUrl })
        if (!wantsPage(request)) return { status: 200, body: { links }, headers: { 'Cache-Control': 'no-store' } }
        return { status: 200, body: await linkSheets(links), headers: { ...page, 'X-Lantoa-Sent': String(links.filter(({ sent }) => sent).length), 'X-Lantoa-Printed': String(links.filter(({ sent }) => !sent).length) } }
      },
    })),
    route('GET', '/api/users/:id/password-link', endpoint({
      who: callRoles['GET /api/users/{id}/password-link'],
      run: async ({ account, params, requestId }) => ({ status: 200, body: await passwordLinkState({ caller: { account, requestId }, userId: params.id ?? '' }) }),
    })),
    route('POST', '/api/users/:id/revoke-password-link', endpoint({
      who: callRoles['POST /api/users/{id}/revoke-password-link'],
      run: async ({ account, params, requestId }) => ({ status: 200, body: await revokePasswordLink({ caller: { account, requestId }, userId: params.id ?? '' }) }),
    })),
  ]
}

const page = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }

function choiceOf(body: z.infer<typeof linksBody>): LinkChoice {
  if (body?.userIds) return { userIds: body.userIds }
  return body?.importId ? { importId: body.importId } : 'without-password'
}

function wantsPage(request: Request): boolean {
  return String(request.headers.accept ?? '').includes('text/html')
}
