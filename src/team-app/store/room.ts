/**
 * Makes room when the phone is full: what can be downloaded again goes first, so that what a person wrote is kept.
 * Every write of a person's words goes through `withRoom`, and every note that sending them needs.
 */
import { announceChange } from './changes.js'
import { database } from './database.js'

export class PhoneIsFull extends Error {
  override name = 'PhoneIsFull'
}

/** Runs a write; when storage is full, throws out recordings, then downloads, and tries again. */
export async function withRoom<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!isQuota(error)) throw error
  }
  try {
    await throwOutDownloads()
    return await write()
  } catch (error) {
    if (isQuota(error)) throw new PhoneIsFull()
    throw error
  }
}

/** What Chromium says where there is no room: its own limit reached; on a disk full to the last byte a write broken off, then an unknown error on every try, reading too. */
const FULL = ['QuotaExceededError', 'AbortError', 'UnknownError']

export function isQuota(error: unknown): boolean {
  return error instanceof PhoneIsFull || (error instanceof DOMException && FULL.includes(error.name))
}

/** Removes every downloaded file; texts stay. They come again when there is room. */
export async function throwOutDownloads(): Promise<void> {
  await (await database()).clear('files')
  announceChange()
}
