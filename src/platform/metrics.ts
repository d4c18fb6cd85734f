// Numbers about this process for a monitoring system (Prometheus text format), kept in memory. The kernel counts
// requests here; other parts may add their own counters and gauges. Served on loopback by `serveMetrics`.
import { createServer, type Server } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'

import { SettingsError } from './settings.js'

type Labels = Record<string, string>

interface Histogram {
  buckets: number[]
  sum: number
  count: number
}

const bounds = [0.005, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const maxSeries = 500

const shared = globalThis as typeof globalThis & { lantoaMetrics?: Registry }

interface Registry {
  counters: Map<string, number>
  histograms: Map<string, Histogram>
  gauges: Map<string, () => number>
}

/** Adds to a counter, such as `count('lantoa_facts_total', { kind: 'seen' })`. */
export function count(name: string, labels: Labels = {}, amount = 1): void {
  const { counters } = registry()
  const key = seriesKey(name, labels)
  if (!counters.has(key) && counters.size >= maxSeries) return
  counters.set(key, (counters.get(key) ?? 0) + amount)
}

/** Records one duration in seconds. */
export function observe(name: string, labels: Labels, seconds: number): void {
  const { histograms } = registry()
  const key = seriesKey(name, labels)
  let histogram = histograms.get(key)
  if (!histogram) {
    if (histograms.size >= maxSeries) return
    histogram = { buckets: bounds.map(() => 0), sum: 0, count: 0 }
    histograms.set(key, histogram)
  }
  histogram.sum += seconds
  histogram.count += 1
  const index = bounds.findIndex((bound) => seconds <= bound)
  if (index >= 0) histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1
}

/** Registers a value that is read when the metrics are asked for. */
export function gauge(name: string, read: () => number): void {
  registry().gauges.set(name, read)
}

/** All metrics as Prometheus text. */
export function metricsText(): string {
  const { counters, histograms, gauges } = registry()
  const lines: string[] = []
  for (const [key, value] of counters) lines.push(`${key} ${value}`)
  for (const [key, histogram] of histograms) {
    const [name = key, labels = ''] = splitKey(key)
    let total = 0
    bounds.forEach((bound, index) => {
      total += histogram.buckets[index] ?? 0
      lines.push(`${name}_bucket{${join(labels, `le="${bound}"`)}} ${total}`)
    })
    lines.push(`${name}_bucket{${join(labels, 'le="+Inf"')}} ${histogram.count}`)
    lines.push(`${name}_sum{${labels}} ${histogram.sum}`, `${name}_count{${labels}} ${histogram.count}`)
  }
  for (const [name, read] of gauges) lines.push(`${name} ${read()}`)
  return `${lines.join('\n')}\n`
}

/** Serves the metrics on this machine only. */
export async function serveMetrics(port: number): Promise<Server> {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  gauge('process_resident_memory_bytes', () => process.memoryUsage.rss())
  gauge('process_heap_used_bytes', () => process.memoryUsage().heapUsed)
  gauge('process_uptime_seconds', () => process.uptime())
  gauge('nodejs_eventloop_lag_p99_seconds', () => delay.percentile(99) / 1e9)
  const server = createServer((request, response) => {
    const found = request.method === 'GET' && request.url === '/metrics'
    response.writeHead(found ? 200 : 404, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(found ? metricsText() : '')
  })
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new SettingsError('Cài đặt chưa đúng: LANTOA_METRICS_PORT là cổng đang bận hoặc không được phép mở. Hãy đặt cổng khác.') : error))
    server.listen(port, '127.0.0.1', done)
  })
  server.unref()
  return server
}

function registry(): Registry {
  shared.lantoaMetrics ??= { counters: new Map(), histograms: new Map(), gauges: new Map() }
  return shared.lantoaMetrics
}

function seriesKey(name: string, labels: Labels): string {
  const parts = Object.entries(labels).map(([label, value]) => `${label}="${value.replace(/["\\\n]/g, '_')}"`)
  return parts.length === 0 ? name : `${name}{${parts.join(',')}}`
}

function splitKey(key: string): [string, string] {
  const brace = key.indexOf('{')
  return brace < 0 ? [key, ''] : [key.slice(0, brace), key.slice(brace + 1, -1)]
}

function join(labels: string, label: string): string {
  return labels === '' ? label : `${labels},${label}`
}
