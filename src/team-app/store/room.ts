/**
 * Makes room when the phone is full: what can be downloaded again goes first, so that what a person wrote is kept.
 * Every write of a person's words goes through `withRoom`.
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
  await throwOutDownloads()
  try {
    return await write()
  } catch (error) {
    if (isQuota(error)) throw new PhoneIsFull()
    throw error
  }
}

export function isQuota(error: unknown): boolean {
  return error instanceof PhoneIsFull || (error instanceof DOMException && error.name === 'QuotaExceededError')
}

/** Removes every downloaded file; texts stay. They come again when there is room. */
export async function throwOutDownloads(): Promise<void> {
  await (await database()).clear('files')
  announceChange()
}
