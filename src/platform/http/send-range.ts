// Sends a file that never changes, whole or in parts (206, 416). Returned by routes that hand out audio and pictures.
import type { Request, Response } from 'express'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { problem } from '../problems.js'
import { type EndpointResult, isNotModified } from './endpoint.js'

export interface RangeInput {
  size: number
  /** The media type, as checked by content when it was taken in. */
  type: string
  /** A strong ETag, quotes included. */
  tag: string
  cacheControl: string
  /** Opens the bytes from `start` to `end`, both included; all of them without a range. */
  open: (range?: { start: number; end: number }) => Readable | Promise<Readable>
}

export function sendRange({ size, type, tag, cacheControl, open }: RangeInput): EndpointResult {
  return {
    status: 200,
    headers: { 'Cache-Control': cacheControl, ETag: tag, 'Accept-Ranges': 'bytes', 'Content-Type': type },
    send: async (response, request) => {
      if (isNotModified(request, tag)) {
        response.statusCode = 304
        response.removeHeader('Content-Type')
        response.end()
        return
      }
      const part = wantedPart({ request, size, tag })
      if (part) {
        response.statusCode = 206
        response.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${size}`)
      }
      response.setHeader('Content-Length', part ? part.end - part.start + 1 : size)
      if (request.method === 'HEAD' || size === 0) response.end()
      else await stream({ source: await open(part), response })
    },
  }
}

/** The one part that is asked for; several at once are answered with the whole, as RFC 9110 allows. */
function wantedPart({ request, size, tag }: { request: Request; size: number; tag: string }): { start: number; end: number } | undefined {
  // Parts are defined for GET alone (RFC 9110, 14.2).
  if (request.method !== 'GET') return undefined
  const condition = request.headers['if-range']
  if (condition !== undefined && condition !== tag) return undefined
  // The last 500 bytes of fewer are all of them; the parser takes that for a range beyond the end.
  const last = /^bytes=-0*([1-9]\d*)$/.exec(request.headers.range ?? '')?.[1]
  if (last && size > 0 && Number(last) >= size) return { start: 0, end: size - 1 }
  const ranges = request.range(size, { combine: true })
  if (ranges === -1) throw problem({ code: 'range', headers: { 'Content-Range': `bytes */${size}` } })
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return undefined
  return ranges[0]
}

async function stream({ source, response }: { source: Readable; response: Response }): Promise<void> {
  try {
    await pipeline(source, response)
  } catch (error) {
    // The phone went away in the middle: nothing is wrong here, it will ask for the rest.
    if (!response.destroyed) throw error
  }
}
