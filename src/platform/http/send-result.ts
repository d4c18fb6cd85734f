// Writes what a route handler returns. Called by `endpoint`; payload-rest sends its JSON here too.
import type { Request, Response } from 'express'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'

import type { EndpointResult } from './endpoint.js'
import { pageHeaders } from './security-headers.js'

const zip = promisify(gzip)
const compressedFrom = 1024
/** Up to here compressing at once takes less of the main thread than handing it to another one. */
const zippedInPlace = 32 * 1024

/** Sends JSON (compressed above 1 KB), text, bytes, nothing, or lets the result write itself. */
export async function sendResult({ request, response, result }: { request: Request; response: Response; result: EndpointResult }): Promise<void> {
  response.statusCode = result.status
  if (!result.headers?.['Cache-Control'] && !result.headers?.['cache-control']) response.setHeader('Cache-Control', 'private, no-cache')
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, value)
  if (result.send) return result.send(response, request)
  if (result.body === undefined || result.status === 204 || result.status === 304) {
    response.end()
    return
  }

  const bytes = bytesOf(response, result.body)
  const isPage = String(response.getHeader('Content-Type')).startsWith('text/html')
  if (isPage && !result.headers?.['Content-Security-Policy']) response.setHeader('Content-Security-Policy', pageHeaders.printed)
  await sendBytes({ request, response, bytes })
}

/** Ends an answer whose status and type are set, compressed where that is worth it and the client can read it. */
export async function sendBytes({ request, response, bytes }: { request: Request; response: Response; bytes: Buffer }): Promise<void> {
  let body = bytes
  if (bytes.length > compressedFrom && isCompressible(String(response.getHeader('Content-Type') ?? '')) && !response.hasHeader('Content-Encoding')) {
    response.appendHeader('Vary', 'Accept-Encoding')
    if (acceptsGzip(request.headers['accept-encoding'])) {
      body = bytes.length <= zippedInPlace ? gzipSync(bytes, { level: 3 }) : await zip(bytes, { level: 3 })
      response.setHeader('Content-Encoding', 'gzip')
    }
  }
  response.setHeader('Content-Length', body.length)
  response.end(request.method === 'HEAD' ? undefined : body)
}

function bytesOf(response: Response, body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (typeof body === 'string' && response.hasHeader('Content-Type')) return Buffer.from(body)
  if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'application/json; charset=utf-8')
  return Buffer.from(JSON.stringify(body))
}

function isCompressible(type: string): boolean {
  return /^(application\/(problem\+)?json|text\/)/.test(type)
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(String(header ?? ''))
}
