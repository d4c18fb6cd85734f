/** The desk's call on contents (contract §4): approve one language. Mounted by the kernel before Payload's REST. */
import { callRoles } from '../access/role-table.js'
import { logRefusals } from '../platform/audit/refusals.js'
import { endpoint, type Route, route } from '../platform/http/endpoint.js'
import { services } from '../platform/services.js'
import { approveContent } from './approve-content.js'
import { contentTypes } from './languages.js'
import { approveBody } from './schema.js'

export function contentRoutes(): Route[] {
  return contentTypes.map((contentType) =>
    route(
      'POST',
      `/api/${contentType}/:id/approve`,
      endpoint({
        who: callRoles['POST /api/{resolutions|materials|campaigns}/{id}/approve'],
        body: approveBody,
        onRefused: logRefusals({ action: `${contentType}.approve`, collection: contentType }),
        run: async ({ account, params, body, requestId }) => {
          const { payload, now } = services()
          const { isNew, ...bundle } = await approveContent({ payload, account, contentType, id: params.id ?? '', language: body.language, now: now(), requestId })
          return { status: isNew ? 201 : 200, body: bundle }
        },
      }),
    ),
  )
}
