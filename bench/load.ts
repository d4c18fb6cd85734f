/** Load on a server over loopback: as much as it takes (closed loop, by autocannon) and at a stated offered rate. */
import { Agent, request } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { projectRoot } from '../src/platform/project-root.js'

// The bench has its own node_modules, so that nothing of it is installed with the product.
const autocannon = createRequire(join(projectRoot(), 'bench/package.json'))('autocannon') as (options: {
  url: string
  connections: number
  duration: number
  excludeErrorStats: boolean
  requests: { setupRequest(request: object): object }[]
}) => Promise<{ duration: number; non2xx: number; errors: number; requests: { total: number }; throughput: { total: number } }>

export interface Shot {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

export interface Load {
  perSecond: number
  bytes: number
  failures: number
}

/** As fast as answers come. */
export async function load({ url, shots, seconds, connections = 16 }: { url: string; shots: Iterator<Shot>; seconds: number; connections?: number }): Promise<Load> {
  const result = await autocannon({
    url, connections, duration: seconds, excludeErrorStats: true,
    requests: [{
      setupRequest: (request) => {
        const { value } = shots.next()
        return value ? { ...request, ...value } : request
      },
    }],
  })
  const { requests, throughput } = result
  return {
    perSecond: result.duration ? requests.total / result.duration : 0,
    bytes: requests.total ? Math.round(throughput.total / requests.total) : 0, failures: result.non2xx + result.errors,
  }
}

export interface Steady {
  sent: number
  p50: number
  p95: number
  most: number
  failures: number
}

/** A request of a steady stream: when it was due (`performance.now()`) and how long after that it was answered, in ms. */
export interface Answered {
  due: number
  taken: number
}

export interface Stream {
  answered: Answered[]
  failures: number
}

/**
 * At a stated rate, evenly spaced, whether answers come or not. A latency counts from when its request was due, so that a
 * server which stalls does not hide what waited for it. (autocannon's own rate sends each second's share at once.)
 * @param until ends it sooner
 */
export async function stream({ url, shots, seconds, rate, until }: { url: string; shots: Iterator<Shot>; seconds: number; rate: number; until?: Promise<unknown> }): Promise<Stream> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const answered: Answered[] = []
  let failures = 0
  const fire = ({ method, path, headers, body }: Shot, due: number): Promise<void> =>
    new Promise((done) => {
      const failed = (): void => {
        failures += 1
        done()
      }
      const sent = request(url + path, { method, agent, headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
        if (!response.statusCode || response.statusCode >= 400) failures += 1
        response.resume().once('error', failed).once('end', () => {
          answered.push({ due, taken: performance.now() - due })
          done()
        })
      })
      sent.once('error', failed).end(body)
    })
  const answers: Promise<void>[] = []
  const began = performance.now()
  let total = Math.round(seconds * rate)
  void until?.finally(() => (total = Math.min(total, answers.length))).catch(() => undefined)
  while (answers.length < total) {
    const due = began + (answers.length * 1_000) / rate
    const early = due - performance.now()
    if (early > 0.5) await new Promise((go) => setTimeout(go, early))
    const { value } = shots.next()
    if (value) answers.push(fire(value, due))
  }
  await Promise.all(answers)
  agent.destroy()
  return { answered, failures }
}

/** The figures of a whole stream, or of what was due in a part of it. */
export function steady({ answered, failures }: Stream, from = -Infinity, to = Infinity): Steady {
  const taken = answered.flatMap((one) => (one.due >= from && one.due <= to ? [one.taken] : [])).sort((a, b) => a - b)
  const at = (part: number): number => Math.round((taken[Math.min(taken.length - 1, Math.floor(taken.length * part))] ?? 0) * 10) / 10
  return { sent: taken.length, p50: at(0.5), p95: at(0.95), most: at(1), failures }
}

export async function offered(how: Parameters<typeof stream>[0]): Promise<Steady> {
  return steady(await stream(how))
}
