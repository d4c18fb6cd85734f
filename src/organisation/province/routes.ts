// The desk's calls for a new installation's province: the official list, making it, taking it back.
import { z } from 'zod'
import { callRoles } from '../../access/role-table.js'
import { endpoint, route, type EndpointResult, type Route } from '../../platform/http/endpoint.js'
import { dropProvince, pickProvince, provinceChoices, provinceCommunes } from './province.js'

const code = z.string().regex(/^\d{2,5}$/)
const pickBody = z.object({ code, communes: z.array(code).max(500).optional() })

export function provinceRoutes(): Route[] {
  return [
    route('GET', '/api/first-run/provinces', endpoint({
      who: callRoles['GET /api/first-run/provinces'],
      run: async () => ok({ items: await provinceChoices() }),
    })),
    route('GET', '/api/first-run/provinces/:code', endpoint({
      who: callRoles['GET /api/first-run/provinces/{code}'],
      run: async ({ params }) => ok(await provinceCommunes(params.code ?? '')),
    })),
    route('POST', '/api/first-run/province', endpoint({
      who: callRoles['POST /api/first-run/province'],
      body: pickBody,
      run: async ({ account, body, requestId }) => {
        const raised = await pickProvince({ code: body.code, ...(body.communes ? { communes: body.communes } : {}), caller: { account, requestId } })
        return { status: raised.created > 0 ? 201 : 200, body: { unit: raised.province, created: raised.created, existing: raised.existing } }
      },
    })),
    route('POST', '/api/first-run/province/undo', endpoint({
      who: callRoles['POST /api/first-run/province/undo'],
      run: async ({ account, requestId }) => ok(await dropProvince({ account, requestId })),
    })),
  ]
}

function ok(body: object): EndpointResult {
  return { status: 200, body }
}
