/**
 * What Payload would call an error of the server and is none: a form that cannot be read is its sender's (400), a
 * database that cannot write now is away (503). And what it says in English only: which field nobody may ask for, and
 * that somebody else has the record open.
 * Payload's `afterError` hook; payload-rest passes the 503 on as everyone's.
 */
import { type AfterErrorHook, Locked } from 'payload'

import { problem } from '../problems.js'
import { isDatabaseAway } from './availability.js'

/** What Payload and its parser of forms (busboy) say of a body that is none. */
const BROKEN_FORM = /^(Malformed (content type|part header|urlencoded form)|Unsupported content type|Missing Content-Type|Multipart: Boundary not found|Request is not eligible|Unexpected end of (form|file))/

export const tellFault: AfterErrorHook = ({ error, req }) => {
  if (isDatabaseAway(error)) return { status: 503 }
  if (error instanceof Locked) return { response: { errors: [{ message: 'Có người đang mở mục này để sửa. Hãy chờ người ấy lưu xong rồi thử lại.' }] } }
  const unasked = pathsUnasked(error)
  if (unasked.length > 0) return { response: { errors: [{ message: `where có trường không hợp lệ: ${unasked.join(', ')}.` }] } }
  if (isBrokenForm(error, req.headers?.get('content-type'))) return { status: 400, response: { errors: [{ message: problem({ code: 'malformed' }).message }] } }
}

function isBrokenForm(error: Error, contentType: string | null | undefined): boolean {
  if (!contentType?.startsWith('multipart/')) return false
  return BROKEN_FORM.test(error.message) || (error instanceof SyntaxError && error.message.includes('JSON'))
}

function pathsUnasked(error: Error): string[] {
  if (error.name !== 'QueryError' || !('data' in error) || !Array.isArray(error.data)) return []
  return error.data.flatMap((one: unknown) => (typeof one === 'object' && one !== null && 'path' in one && typeof one.path === 'string' ? [one.path.slice(0, 60)] : []))
}
