// The security headers of every answer. Helmet works them out once at start; each request then only copies them.
import helmet, { type HelmetOptions } from 'helmet'
import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http'
import { Socket } from 'node:net'

/** The areas of the server, each with what its pages need and no more. */
export type Area = 'field' | 'api' | 'admin' | 'app' | 'plain'

/** Policies of pages that a route handler makes itself. */
export const pageHeaders = {
  /** A page to print: its own style sheet and pictures inside the page, no scripts. */
  printed: policy({ 'default-src': ["'none'"], 'style-src': ["'unsafe-inline'"], 'img-src': ["'self'", 'data:'], 'base-uri': ["'none'"], 'form-action': ["'none'"], 'frame-ancestors': ["'self'"] }),
  /** A form of ours without scripts: set-up. */
  form: policy({ 'default-src': ["'none'"], 'style-src': ["'unsafe-inline'"], 'base-uri': ["'none'"], 'form-action': ["'self'"], 'frame-ancestors': ["'none'"] }),
} as const

const policies: Record<Exclude<Area, 'admin'>, string> = {
  field: policy({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] }),
  api: policy({ 'default-src': ["'none'"], 'img-src': ["'self'"], 'media-src': ["'self'"], 'style-src': ["'unsafe-inline'"], 'frame-ancestors': ["'self'"] }),
  plain: pageHeaders.form,
  app: policy({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'blob:', 'data:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  }),
}

/** The admin panel's policy for one page: Next's inline scripts carry this page's nonce, its styles are inline. */
export function adminPolicy(nonce: string): string {
  return policy({
    'default-src': ["'self'"],
    'script-src': ["'self'", `'nonce-${nonce}'`],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'blob:', 'data:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'self'"],
  })
}

const phoneHeaders = new Set(['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'cross-origin-resource-policy', 'referrer-policy'])

/** Works out the headers per area. HSTS only where the public address is https. */
export function securityHeaders({ isHttps }: { isHttps: boolean }): Record<Area, readonly [string, string][]> {
  const common: HelmetOptions = {
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // The admin panel shows uploaded pictures in frames of its own origin.
    xFrameOptions: { action: 'sameorigin' },
    originAgentCluster: true,
  }
  const base = [...collected(common), ['Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()'] as [string, string]]
  const withPolicy = (value: string): [string, string][] => [...base, ['content-security-policy', value]]
  return {
    // Phones pay for every byte and show none of these answers as a page.
    field: withPolicy(policies.field).filter(([name]) => phoneHeaders.has(name)),
    api: withPolicy(policies.api),
    app: withPolicy(policies.app),
    plain: withPolicy(policies.plain),
    admin: base,
  }
}

/** The headers helmet would write, as a list. */
function collected(options: HelmetOptions): [string, string][] {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  helmet(options)(request, response, () => undefined)
  const headers: OutgoingHttpHeaders = response.getHeaders()
  return Object.entries(headers).map(([name, value]) => [name, String(value)])
}

function policy(directives: Record<string, readonly string[]>): string {
  return Object.entries(directives).map(([name, values]) => `${name} ${values.join(' ')}`).join('; ')
}
