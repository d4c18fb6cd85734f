declare module 'autocannon' {
  interface Options { url: string; connections?: number; duration?: number; overallRate?: number; excludeErrorStats?: boolean; requests?: { setupRequest(request: object): object }[] }
  interface Result { duration: number; non2xx: number; errors: number; requests: { total: number }; throughput: { total: number }; latency: Record<'p50' | 'p90' | 'p97_5' | 'p99', number> }
  export default function autocannon(options: Options): Promise<Result>
}
