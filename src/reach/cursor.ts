/** Opaque cursors of the desk's lists: where a page ended, as text that only we read. */
import { problem } from '../platform/problems.js'

export function writeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** @throws 400 for a cursor that is not one of `length` texts */
export function readCursor({ cursor, length }: { cursor: string; length: number }): string[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(place) && place.length === length && place.every((part) => typeof part === 'string')) return place
  } catch {
    // Falls through to the one answer for every foreign cursor.
  }
  throw problem({ code: 'unknown-cursor' })
}
