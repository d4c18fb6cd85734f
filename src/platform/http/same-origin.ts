// Keeps other web pages from acting with a signed-in person's cookie: a writing request that a browser marks as
// coming from elsewhere is refused. Called for every call of the desk, our own and Payload's.
import type { IncomingMessage } from 'node:http'

import { problem } from '../problems.js'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses with 403 `foreign-origin`. A `JWT` header passes: no browser sends that one by itself. */
export function refuseForeignOrigin(request: IncomingMessage): void {
  if (safeMethods.has(request.method ?? 'GET')) return
  if (/^JWT /.test(request.headers.authorization ?? '')) return
  const { origin, host } = request.headers
  if (origin !== undefined) {
    if (hostOf(origin) !== (host ?? '').toLowerCase()) throw problem({ code: 'foreign-origin' })
    return
  }
  // Every browser sends one of the two headers; a program sends neither.
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw problem({ code: 'foreign-origin' })
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host.toLowerCase() : undefined
}
