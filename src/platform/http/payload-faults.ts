/**
 * What Payload would call an error of the server and is none: a form that cannot be read is its sender's (400), a
 * database that cannot write now is away (503). Payload's `afterError` hook; payload-rest passes the 503 on as everyone's.
 */
import type { AfterErrorHook } from 'payload'

import { problem } from '../problems.js'
import { isDatabaseAway } from './availability.js'

/** What the parser of forms (busboy) says of a body that is none. */
const BROKEN_FORM = /^(Malformed (content type|part header|urlencoded form)|Unsupported content type|Missing Content-Type|Multipart: Boundary not found|Unexpected end of (form|file))/

export const tellFault: AfterErrorHook = ({ error, req }) => {
  if (isDatabaseAway(error)) return { status: 503 }
  if (isBrokenForm(error, req.headers?.get('content-type'))) return { status: 400, response: { errors: [{ message: problem({ code: 'malformed' }).message }] } }
}

function isBrokenForm(error: Error, contentType: string | null | undefined): boolean {
  if (!contentType?.startsWith('multipart/')) return false
  return BROKEN_FORM.test(error.message) || (error instanceof SyntaxError && error.message.includes('JSON'))
}
