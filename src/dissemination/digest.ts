/** Fingerprints: of a message as sent, of a device's key, of an enrolment code. None of them can be turned back. */
import canonicalize from 'canonicalize'
import { createHash, createHmac, randomInt } from 'node:crypto'

/** A value or key that is a UUID and nothing else. */
const UUIDS = /"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"/gi

/** SHA-256 of a parsed JSON value without regard to the order of its keys and the case of its client ids. */
export function digestOf(message: unknown): string {
  const said = (canonicalize(message) ?? '').replace(UUIDS, (id) => id.toLowerCase())
  return createHash('sha256').update(said).digest('hex')
}

export function keyHashOf(deviceKey: string): string {
  return createHash('sha256').update(deviceKey.replace(/=$/, '')).digest('hex')
}

/** 30 characters that nobody takes for another: no 0/O, 1/I/L, U/V kept apart by leaving U out. */
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 8

export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('')
}

/** The HMAC under which a code is known; any case, spaces and hyphens make no difference. */
export function codeIdOf(code: string, secret: string): string {
  return createHmac('sha256', secret).update(`enrolment ${code.toUpperCase().replace(/[\s\-\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212]/g, '')}`).digest('hex')
}
