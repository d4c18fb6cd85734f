// Payload's REST behind Express, without Next in the way: the gate (payload-query-rules), sizes, sign-in limits, the
// bridge to Web requests and back. Mounted by the kernel under `/api` after the desk's own calls.
import type { Request, RequestHandler, Response } from 'express'
import { handleEndpoints, type SanitizedConfig } from 'payload'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { undisturbed } from '../database/payload-writes.js'
import { isProblem, problem } from '../problems.js'
import { answersWithin, type DatabaseHealth } from './availability.js'
import { contextOf } from './context.js'
import { innerHeaders } from './hosts.js'
import { asPanelAsks, type GateInput, judge } from './payload-query-rules.js'
import { readBody } from './read-bytes.js'
import { parseJson } from './read-json.js'
import { refuseForeignOrigin } from './same-origin.js'
import { sendBytes } from './send-result.js'
import { signInAccount } from './sign-in-account.js'

export interface PayloadRestInput {
  config: SanitizedConfig | Promise<SanitizedConfig>
  health: DatabaseHealth
  gate: GateInput
}

const jsonLimit = 1024 * 1024
const signInLimit = 64 * 1024
const uploadLimit = 50 * 1024 * 1024
/** Boundaries and field names around a file of the greatest size. */
const multipartSpare = 256 * 1024
const guarded = new Set(['login', 'forgot-password', 'reset-password'])

/** Makes the handler. Paths that are none of Payload's open doors go on to the kernel's 404 and 405. */
export function payloadRest({ config, health, gate }: PayloadRestInput): RequestHandler {
  return async (request, response, next) => {
    try {
      const call = await readCall(request)
      const verdict = judge(call, gate)
      if (verdict.kind === 'unknown') return next()
      contextOf(request).route = routeOf(call.segments, gate)
      if (verdict.kind === 'refused') return refuse({ response, status: 400, message: verdict.message })
      refuseForeignOrigin(request)
      if (!gate.collections.has(call.segments[0] ?? '') && !(await isSignedIn(request))) throw problem({ code: 'forbidden' })

      const body = call.body ?? (await bodyOf(request, call))
      const signedIn = await admitSignIn({ request, call, body, accounts: gate.accounts })
      const handle = (): Promise<globalThis.Response> => handleEndpoints({ config, request: webRequest({ request, call, body }) })
      const answer = await (call.method === 'GET' ? handle() : undisturbed(handle))
      await signedIn?.(answer.status < 400)
      // Which files there are is told to those who may read them; to the others none is there.
      if (answer.status === 403 && call.segments[1] === 'file' && (await isSignedIn(request))) return refuse({ response, status: 404, message: problem({ code: 'not-found' }).message })
      if (body instanceof SizedUpload && body.isTooLarge) return refuse({ response, status: 413, message: problem({ code: 'too-large' }).message })
      if (answer.status === 503 || (answer.status >= 500 && !(await answersWithin(health, 1000)))) throw problem({ code: 'unavailable' })
      await sendAnswer({ request, response, answer })
    } catch (error) {
      // Payload's clients read `errors[0].message`; an away database is told to everybody in the same way.
      if (!isProblem(error) || error.status === 503) throw error
      refuse({ response, status: error.status, message: error.message, headers: error.headers })
    }
  }
}

interface RestCall {
  method: string
  segments: string[]
  query: string
  path: string
  /** Bytes that were read already: the query of an overridden POST leaves none. */
  body?: Buffer | SizedUpload | undefined
}

/** The request as Payload will understand it: HEAD is GET, and so is a POST that carries its query as a form. */
async function readCall(request: Request): Promise<RestCall> {
  const url = new URL(request.originalUrl, 'http://inside')
  const path = url.pathname
  const segments = path.replace(/\/$/, '').split('/').slice(2)
  const query = asPanelAsks(url.search.slice(1))
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const override = request.headers['x-payload-http-method-override'] ?? request.headers['x-http-method-override']
  if (override === undefined) return { method, segments, query, path }
  if (method !== 'POST' || override !== 'GET' || query !== '' || request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
    throw problem({ code: 'malformed', title: 'Câu hỏi gửi bằng POST chưa đúng dạng. Hãy gửi dạng biểu mẫu.' })
  }
  const form = await readBody(request, { limit: signInLimit })
  return { method: 'GET', segments, query: asPanelAsks(form.toString('utf8')), path, body: undefined }
}

async function bodyOf(request: Request, call: RestCall): Promise<Buffer | SizedUpload | undefined> {
  if (call.method === 'GET' || request.method !== call.method) return undefined
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  const isForm = type?.startsWith('multipart/') ?? false
  if (isForm && !isGuarded(call)) return sizedUpload(request)
  const bytes = await readBody(request, { limit: isGuarded(call) ? signInLimit : jsonLimit })
  if (!isForm) checkJson({ bytes, type, isNeeded: isGuarded(call) || isSaving(call) })
  return bytes
}

/** A record, or what one signs in with, is a JSON object; other calls may come without any body. */
function checkJson({ bytes, type, isNeeded }: { bytes: Buffer; type: string | undefined; isNeeded: boolean }): void {
  if (bytes.length === 0 && !isNeeded) return
  if (bytes.length > 0 && type !== 'application/json') throw problem({ code: 'unsupported-type', title: 'Cần gửi nội dung dạng JSON (Content-Type: application/json).' })
  const value: unknown = bytes.length > 0 ? parseJson(bytes) : undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problem({ code: 'malformed', title: 'Nội dung gửi lên phải là một đối tượng JSON.' })
}

function isSaving(call: RestCall): boolean {
  return (call.method === 'POST' && call.segments.length === 1) || call.method === 'PATCH'
}

async function isSignedIn(request: Request): Promise<boolean> {
  return (await contextOf(request).services.authenticateAccount(request)) !== undefined
}

/** Sign-ins and password requests wait their turn; answers with what is to be called with the outcome. */
async function admitSignIn({ request, call, body, accounts }: { request: Request; call: RestCall; body: Buffer | SizedUpload | undefined; accounts: string }) {
  if (call.segments[0] !== accounts || !isGuarded(call)) return undefined
  const { address, services } = contextOf(request)
  const account = Buffer.isBuffer(body) ? signInAccount(body, request.headers['content-type']) : ''
  if (call.segments[1] === 'forgot-password') {
    await services.limits.admitPasswordRequest({ address, account })
    return undefined
  }
  return services.limits.admitSignIn({ address, account })
}

function isGuarded(call: RestCall): boolean {
  return call.method === 'POST' && call.segments.length === 2 && guarded.has(call.segments[1] ?? '')
}

function webRequest({ request, call, body }: { request: Request; call: RestCall; body: Buffer | SizedUpload | undefined }): globalThis.Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name.includes('method-override') || (call.method === 'GET' && /^(content-|transfer-)/.test(name))) continue
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, each)
  }
  const { address, requestId } = contextOf(request)
  headers.set(innerHeaders.address, address)
  headers.set(innerHeaders.requestId, requestId)
  const url = `${request.protocol}://${request.headers.host ?? 'localhost'}${call.path}${call.query === '' ? '' : `?${call.query}`}`
  if (body === undefined || (Buffer.isBuffer(body) && body.length === 0)) return new globalThis.Request(url, { method: call.method, headers })
  if (Buffer.isBuffer(body)) return new globalThis.Request(url, { method: call.method, headers, body: new Uint8Array(body) })
  return new globalThis.Request(url, { method: call.method, headers, body: Readable.toWeb(body) as ReadableStream<Uint8Array>, duplex: 'half' } as RequestInit)
}

/** The upload as it comes in, cut off where it grows too large. */
class SizedUpload extends Transform {
  isTooLarge = false
  private size = 0

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null, data?: Buffer) => void): void {
    this.size += chunk.length
    if (this.size <= uploadLimit + multipartSpare) return done(null, chunk)
    this.isTooLarge = true
    done(new Error('The upload is too large.'))
  }
}

async function sizedUpload(request: Request): Promise<SizedUpload> {
  if (Number(request.headers['content-length'] ?? 0) > uploadLimit + multipartSpare) await readBody(request, { limit: uploadLimit + multipartSpare })
  const upload = new SizedUpload()
  request.pipe(upload)
  request.once('aborted', () => upload.destroy(new Error('The upload was cut off.')))
  upload.on('error', () => {
    request.unpipe(upload)
    request.resume()
  })
  return upload
}

async function sendAnswer({ request, response, answer }: { request: Request; response: Response; answer: globalThis.Response }): Promise<void> {
  response.statusCode = answer.status
  answer.headers.forEach((value, name) => {
    if (name !== 'set-cookie' && name !== 'content-length') response.setHeader(name, value)
  })
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('Set-Cookie', cookies)
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'private, no-cache')
  const type = answer.headers.get('content-type') ?? ''
  if (answer.body && !/^(application\/json|text\/)/.test(type)) {
    const length = answer.headers.get('content-length')
    if (length) response.setHeader('Content-Length', length)
    if (request.method === 'HEAD') {
      await answer.body.cancel()
      response.end()
      return
    }
    await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), response)
    return
  }
  await sendBytes({ request, response, bytes: Buffer.from(await answer.arrayBuffer()) })
}

/** A refusal in Payload's own shape, which its admin panel shows. */
function refuse({ response, status, message, headers = {} }: { response: Response; status: number; message: string; headers?: Record<string, string> }): void {
  if (response.headersSent) return void response.destroy()
  const body = Buffer.from(JSON.stringify({ errors: [{ message }] }))
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length, 'Cache-Control': 'no-store', ...headers })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

/** For the log: slugs as they are, everything else by its kind. */
function routeOf(segments: readonly string[], gate: GateInput): string {
  const [first = '', second, third] = segments
  if (!gate.collections.has(first)) return `/api/${first === 'access' ? 'access' : 'payload-preferences/:key'}`
  const words = new Set(['count', 'versions', 'access', 'file', ...(first === gate.accounts ? [...guarded, 'me', 'logout', 'refresh-token'] : [])])
  const named = [second, third].filter((segment) => segment !== undefined).map((segment) => (words.has(segment) ? segment : ':id'))
  return ['/api', first, ...named].join('/')
}
