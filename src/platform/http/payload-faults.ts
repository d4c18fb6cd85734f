/**
 * What Payload would call an error of the server and is none: a form that cannot be read is its sender's (400), a
 * database that cannot write now is away (503). And what it says in English only: which field nobody may ask for, that
 * somebody else has the record open, what is wrong with a sign-in, and that nobody is signed in.
 * Payload's `afterError` hook; payload-rest passes the 503 on as everyone's.
 */
import { type AfterErrorHook, Locked, type PayloadRequest, ValidationError } from 'payload'

import { problem } from '../problems.js'
import { isDatabaseAway } from './availability.js'

/** What Payload and its parser of forms (busboy) say of a body that is none. */
const BROKEN_FORM = /^(Malformed (content type|part header|urlencoded form)|Unsupported content type|Missing Content-Type|Multipart: Boundary not found|Request is not eligible|Unexpected end of (form|file))/

export const tellFault: AfterErrorHook = ({ error, req }) => {
  if (isDatabaseAway(error)) return { status: 503 }
  if (error instanceof Locked) return { response: { errors: [{ message: 'Có người đang mở mục này để sửa. Hãy chờ người ấy lưu xong rồi thử lại.' }] } }
  if (error instanceof ValidationError) return inTheirLanguage(error, req)
  if (error.message === 'No User') return { response: { errors: [{ message: problem({ code: 'unauthenticated' }).message }] } }
  const unasked = pathsUnasked(error)
  if (unasked.length > 0) return { response: { errors: [{ message: `where có trường không hợp lệ: ${unasked.join(', ')}.` }] } }
  if (isBrokenForm(error, req.headers?.get('content-type'))) return { status: 400, response: { errors: [{ message: problem({ code: 'malformed' }).message }] } }
}

/** Where Payload refuses fields without asking who reads it, its sentence is English. */
const IN_ENGLISH = /^The following fields? (?:is|are) invalid:/

function inTheirLanguage(error: ValidationError, req: PayloadRequest): ReturnType<AfterErrorHook> {
  if (!IN_ENGLISH.test(error.message) || req.i18n.language === 'en') return
  const message = error.message.replace(IN_ENGLISH, req.t('error:followingFieldsInvalid', { count: error.data.errors.length }))
  return { response: { errors: [{ name: error.name, message, data: error.data }] } }
}

function isBrokenForm(error: Error, contentType: string | null | undefined): boolean {
  if (!contentType?.startsWith('multipart/')) return false
  return BROKEN_FORM.test(error.message) || (error instanceof SyntaxError && error.message.includes('JSON'))
}

function pathsUnasked(error: Error): string[] {
  if (error.name !== 'QueryError' || !('data' in error) || !Array.isArray(error.data)) return []
  return error.data.flatMap((one: unknown) => (typeof one === 'object' && one !== null && 'path' in one && typeof one.path === 'string' ? [one.path.slice(0, 60)] : []))
}
