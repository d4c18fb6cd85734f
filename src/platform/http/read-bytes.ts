// Reads a request body up to a limit, and says 413 in a way that also reaches a client that is still sending.
// Called by `readJson`, payload-rest and routes that take a file's bytes.
import type { IncomingMessage } from 'node:http'

import { problem } from '../problems.js'

/**
 * How much of a too large body is still read, and for how long: a client that is cut off while it sends often never sees
 * the answer. Above what any call takes, so that a file somewhat too large is told so for certain.
 */
const maxDiscarded = 64 * 1024 * 1024
const longestDiscard = 5_000

/** The whole body as bytes. Refuses with 413 above `limit` bytes, 415 when it is compressed, 400 when it breaks off. */
export function readBody(request: IncomingMessage, { limit }: { limit: number }): Promise<Buffer> {
  const encoding = request.headers['content-encoding']
  if (encoding && encoding.toLowerCase() !== 'identity') {
    throw problem({ code: 'unsupported-type', title: 'Nội dung gửi lên không được nén. Hãy gửi lại không nén.' })
  }
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > limit) return discard(request)
  return new Promise((done, fail) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) {
        stop()
        discard(request).catch(fail)
        return
      }
      chunks.push(chunk)
    }
    const onEnd = () => {
      stop()
      done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size))
    }
    const onBroken = () => {
      stop()
      fail(problem({ code: 'malformed', title: 'Nội dung gửi lên bị đứt giữa chừng. Hãy gửi lại.' }))
    }
    const stop = () => {
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('aborted', onBroken)
    }
    request.on('data', onData).on('end', onEnd).on('error', onBroken).on('aborted', onBroken)
  })
}

/** Reads on without keeping anything, then refuses with 413. */
function discard(request: IncomingMessage): Promise<never> {
  return new Promise((_, fail) => {
    let discarded = 0
    const end = (close: boolean) => {
      clearTimeout(timer)
      request.off('data', onData).off('end', onEnd).off('close', onEnd)
      fail(problem({ code: 'too-large', ...(close ? { headers: { Connection: 'close' } } : {}) }))
    }
    const onData = (chunk: Buffer) => {
      discarded += chunk.length
      if (discarded > maxDiscarded) end(true)
    }
    const onEnd = () => end(false)
    const timer = setTimeout(() => end(true), longestDiscard)
    request.on('data', onData).on('end', onEnd).on('close', onEnd)
    request.resume()
  })
}
