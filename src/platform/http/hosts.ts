// Which names this server answers to. A request under another name is refused, since the admin panel makes addresses
// from the name it is called by (a forged one could send a person's data elsewhere).
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip'] as const

/** Headers that only this server may set on the way to Payload and Next. */
export const innerHeaders = { address: 'x-lantoa-address', requestId: 'x-lantoa-request-id' } as const

/** A check of the `Host` header (and a trusted proxy's `X-Forwarded-Host`). Reads the machine's addresses as they are. */
export function hostCheck({ publicUrl, host }: { publicUrl: () => string | undefined; host: () => string }): (request: IncomingMessage) => boolean {
  return (request) => {
    const names = [request.headers.host, request.headers['x-forwarded-host']].filter((value) => value !== undefined)
    return names.length > 0 && names.every((name) => isOurs({ name: nameOf(String(name)), publicUrl: publicUrl(), host: host() }))
  }
}

/** Takes away what a client must not claim: forwarding headers unless a proxy is trusted, and our inner ones always. */
export function stripClaims(request: IncomingMessage, { trustsProxy }: { trustsProxy: boolean }): void {
  if (!trustsProxy) for (const name of forwarded) delete request.headers[name]
  for (const name of Object.values(innerHeaders)) delete request.headers[name]
  delete request.headers['x-middleware-subrequest']
}

/** The addresses of this machine in its local network, for printing. */
export function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal && address.family === 'IPv4')
    .map((address) => address.address)
}

function isOurs({ name, publicUrl, host }: { name: string; publicUrl: string | undefined; host: string }): boolean {
  if (name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)) return true
  if (publicUrl && name === nameOf(new URL(publicUrl).host)) return true
  if (name === host.toLowerCase() && host !== '0.0.0.0' && host !== '::') return true
  // Listening beyond this machine: its own addresses count, a name that merely points here does not.
  const isOpen = host === '0.0.0.0' || host === '::'
  return isOpen && isIP(name) !== 0 && Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => address.address.toLowerCase() === name))
}

function nameOf(host: string): string {
  const name = host.trim().toLowerCase()
  if (name.startsWith('[')) return name.slice(1, name.indexOf(']'))
  return name.replace(/:\d+$/, '').replace(/\.$/, '')
}
