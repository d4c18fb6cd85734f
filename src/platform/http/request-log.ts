// One log line and the metrics of each request, written when its answer is through. Nothing personal: the route as
// written in the code instead of the path, no query, no body, no address, no key.
import type { Request, Response } from 'express'

import { count, observe } from '../metrics.js'
import { contextOf } from './context.js'
import type { Area } from './security-headers.js'

const quiet = new Set(['/healthz', '/readyz'])

export function watchRequest({ request, response, area }: { request: Request; response: Response; area: Area }): void {
  const context = contextOf(request)
  response.once('close', () => {
    const milliseconds = performance.now() - context.startedAt
    const status = response.statusCode
    const route = context.route === 'unknown' ? `${area}:unmatched` : context.route
    count('lantoa_requests_total', { area, method: request.method, status: `${Math.floor(status / 100)}xx` })
    observe('lantoa_request_seconds', { area, route }, milliseconds / 1000)
    if (quiet.has(context.route) && status < 400) return
    context.services.logger.info({
      requestId: context.requestId,
      method: request.method,
      route,
      status,
      ms: Math.round(milliseconds * 10) / 10,
      caller: context.caller,
      ...(response.writableFinished ? {} : { cut: true }),
    }, 'request')
  })
}
