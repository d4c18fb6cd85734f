/**
 * An S3-compatible bucket by its four plain calls (PUT, HEAD, GET, DELETE), path-style, signed with AWS Signature
 * Version 4 as Amazon documents it ("Authenticating Requests: Using the Authorization Header"). Used by blobs.ts.
 */
import { createHash, createHmac } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { S3Setting } from '../settings.js'
import type { Blobs } from './blobs.js'

const TIMEOUT = 60_000

export function bucketOf(setting: S3Setting): Blobs {
  const call = (input: Omit<BucketCall, 'setting'>) => callBucket({ setting, ...input })
  return {
    put: async (name, bytes, type) => {
      await call({ method: 'PUT', name, bytes, headers: type ? { 'content-type': type } : {} })
    },
    size: async (name) => {
      const answer = await call({ method: 'HEAD', name })
      return answer ? Number(answer.headers.get('content-length') ?? 0) : undefined
    },
    bytes: async (name) => {
      const answer = await call({ method: 'GET', name })
      return answer ? Buffer.from(await answer.arrayBuffer()) : undefined
    },
    read: (name, range) => {
      const out = new PassThrough()
      call({ method: 'GET', name, headers: range ? { range: `bytes=${range.start}-${range.end}` } : {} })
        .then(async (answer) => {
          if (!answer?.body) throw new Error('no such file in the bucket')
          await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), out)
        })
        .catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error('the bucket did not answer')))
      return out
    },
    remove: async (name) => {
      await call({ method: 'DELETE', name })
    },
  }
}

interface BucketCall {
  setting: S3Setting
  method: 'PUT' | 'HEAD' | 'GET' | 'DELETE'
  name: string
  bytes?: Uint8Array
  headers?: Record<string, string>
}

/** The bucket's answer, or undefined where there is no such file. Throws on every other refusal. */
async function callBucket({ setting, method, name, bytes, headers = {} }: BucketCall): Promise<Response | undefined> {
  const url = new URL(`${setting.endpoint.replace(/\/+$/, '')}/${[setting.bucket, ...name.split('/')].map(encoded).join('/')}`)
  const signed = signature({ setting, method, url, headers, payload: bytes ?? new Uint8Array(), at: new Date() })
  const answer = await fetch(url, { method, headers: signed, signal: AbortSignal.timeout(TIMEOUT), ...(bytes ? { body: new Uint8Array(bytes) } : {}) })
  if (answer.ok) return answer
  await answer.body?.cancel()
  if (answer.status === 404 && method !== 'PUT') return undefined
  throw new Error(`the bucket answered ${answer.status} to ${method}`)
}

/** The headers to send, with the signature among them. Exported for its test against Amazon's own example. */
export function signature({
  setting,
  method,
  url,
  headers,
  payload,
  at,
}: {
  setting: Pick<S3Setting, 'region' | 'accessKeyId' | 'secretAccessKey'>
  method: string
  url: URL
  headers: Record<string, string>
  payload: Uint8Array
  at: Date
}): Record<string, string> {
  const moment = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const day = moment.slice(0, 8)
  const hash = createHash('sha256').update(payload).digest('hex')
  const sent: Record<string, string> = { ...headers, host: url.host, 'x-amz-content-sha256': hash, 'x-amz-date': moment }
  const names = Object.keys(sent).sort()
  const canonical = [method, url.pathname, url.search.slice(1), ...names.map((name) => `${name}:${sent[name]?.trim() ?? ''}`), '', names.join(';'), hash].join('\n')
  const scope = `${day}/${setting.region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', moment, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = ['s3', 'aws4_request'].reduce<Buffer>((before, part) => hmac(before, part), hmac(hmac(Buffer.from(`AWS4${setting.secretAccessKey}`), day), setting.region))
  const authorization = `AWS4-HMAC-SHA256 Credential=${setting.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${hmac(key, toSign).toString('hex')}`
  return { ...sent, authorization }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** As S3 wants it: everything but letters, digits and `-._~`. */
function encoded(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}
