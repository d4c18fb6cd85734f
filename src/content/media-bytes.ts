/**
 * The bytes of uploaded files, originals and renditions, where the product keeps its bytes (folder or bucket). Payload
 * makes them and asks for them here; approval copies them to where nothing changes.
 */
import { Readable } from 'node:stream'

import type { CollectionAfterDeleteHook, CollectionBeforeChangeHook, PayloadRequest } from 'payload'

import { blobs } from '../platform/storage/blobs.js'

type Sizes = Record<string, { filename?: string | null } | undefined>

/** Undefined where the file is not there any more. */
export function mediaBytes(filename: string): Promise<Buffer | undefined> {
  return blobs().bytes(nameOf(filename))
}

/** Keeps the file and its renditions before the record is written; a file that nobody names is only space. */
export const keepBytes: CollectionBeforeChangeHook = async ({ data, req }) => {
  if (!req.file || typeof data.filename !== 'string') return data
  const kept = blobs()
  await kept.put(nameOf(data.filename), req.file.data, typeof data.mimeType === 'string' ? data.mimeType : undefined)
  const sizes = (data.sizes ?? {}) as Sizes
  for (const [name, bytes] of Object.entries(req.payloadUploadSizes ?? {})) {
    const filename = sizes[name]?.filename
    if (filename) await kept.put(nameOf(filename), bytes, 'image/webp')
  }
  return data
}

/** Frozen copies in the object store stay. */
export const removeBytes: CollectionAfterDeleteHook = async ({ doc }) => {
  const names = [doc.filename, ...Object.values((doc.sizes ?? {}) as Sizes).map((size) => size?.filename)]
  for (const name of names) if (typeof name === 'string') await blobs().remove(nameOf(name))
  return doc
}

/** Answers `GET /api/media/file/{name}` after Payload has judged the access, with ranges for long recordings. */
export async function serveMedia(req: PayloadRequest, { params, doc }: { params: { filename: string }; doc: unknown }): Promise<Response> {
  const name = nameOf(params.filename)
  const size = await blobs().size(name)
  if (size === undefined) return Response.json({ errors: [{ message: 'Không tìm thấy' }] }, { status: 404 })
  const part = partOf(req.headers.get('range'), size)
  const headers: Record<string, string> = {
    'Content-Type': typeOf(params.filename, doc),
    'Content-Length': String(part ? part.end - part.start + 1 : size),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, max-age=3600',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    ...(part ? { 'Content-Range': `bytes ${part.start}-${part.end}/${size}` } : {}),
  }
  return new Response(Readable.toWeb(blobs().read(name, part)) as ReadableStream<Uint8Array>, { status: part ? 206 : 200, headers })
}

function nameOf(filename: string): string {
  if (!/^[\w.-]+$/.test(filename) || /^\.+$/.test(filename)) throw new Error('not a name of an uploaded file')
  return `files/${filename}`
}

function typeOf(filename: string, doc: unknown): string {
  if (filename.endsWith('.webp')) return 'image/webp'
  return typeof doc === 'object' && doc !== null && 'mimeType' in doc && typeof doc.mimeType === 'string' ? doc.mimeType : 'application/octet-stream'
}

/** One range as RFC 9110 writes it; anything else is answered with the whole. */
function partOf(header: string | null, size: number): { start: number; end: number } | undefined {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!asked || (asked[1] === '' && asked[2] === '')) return undefined
  const start = asked[1] === '' ? Math.max(0, size - Number(asked[2])) : Number(asked[1])
  const end = asked[1] === '' || asked[2] === '' ? size - 1 : Math.min(Number(asked[2]), size - 1)
  return start <= end ? { start, end } : undefined
}
