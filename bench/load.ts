/** Load on a server: as much as it takes (closed loop) and at a stated offered rate, by autocannon over loopback. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { projectRoot } from '../src/platform/project-root.js'

// The bench has its own node_modules, so that nothing of it is installed with the product.
const autocannon = createRequire(join(projectRoot(), 'bench/package.json'))('autocannon') as (options: {
  url: string
  connections: number
  duration: number
  overallRate?: number
  excludeErrorStats: boolean
  requests: { setupRequest(request: object): object }[]
}) => Promise<{ duration: number; non2xx: number; errors: number; requests: { total: number }; throughput: { total: number }; latency: Record<'p50' | 'p90' | 'p97_5' | 'p99', number> }>

export interface Shot {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

export interface Load {
  perSecond: number
  p50: number
  p90: number
  p95: number
  p99: number
  bytes: number
  failures: number
}

/** @param rate requests a second that are offered; as fast as answers come when absent */
export async function load({ url, shots, seconds, connections = 16, rate }: { url: string; shots: Iterator<Shot>; seconds: number; connections?: number; rate?: number }): Promise<Load> {
  const result = await autocannon({
    url, connections, duration: seconds, ...(rate ? { overallRate: rate } : {}), excludeErrorStats: true,
    requests: [{
      setupRequest: (request) => {
        const { value } = shots.next()
        return value ? { ...request, ...value } : request
      },
    }],
  })
  const { latency, requests, throughput } = result
  return {
    perSecond: result.duration ? requests.total / result.duration : 0, p50: latency.p50, p90: latency.p90, p95: latency.p97_5, p99: latency.p99,
    bytes: requests.total ? Math.round(throughput.total / requests.total) : 0, failures: result.non2xx + result.errors,
  }
}
