/**
 * Files by their content: each is kept under its SHA-256 and never changes, so no edit or deletion elsewhere reaches
 * what was once sent to a village. Used for the files of bundles and the photos of reports.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { settings } from '../settings.js'

export interface ObjectStore {
  /** Keeps the bytes and answers their SHA-256 in hex, after they are safely on disk. */
  put(bytes: Buffer): Promise<string>
  /** The size in bytes, or undefined where there is no such object. */
  size(sha256: string): Promise<number | undefined>
  /** @param range first and last byte, both included */
  read(sha256: string, range?: { start: number; end: number }): Readable
  remove(sha256: string): Promise<void>
}

export function objectStore(): ObjectStore {
  return folderStore(join(settings().mediaDir, 'objects'))
}

export function folderStore(folder: string): ObjectStore {
  const placeOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('an object is named by a SHA-256 in hex')
    return join(folder, sha256.slice(0, 2), sha256.slice(2))
  }
  const size = async (sha256: string): Promise<number | undefined> => {
    try {
      return (await stat(placeOf(sha256))).size
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }
  return {
    size,
    put: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if ((await size(sha256)) === bytes.length) return sha256
      const place = placeOf(sha256)
      await mkdir(dirname(place), { recursive: true })
      const draft = `${place}.${process.pid}-${Date.now()}.part`
      const file = await open(draft, 'w')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, place)
      await syncFolder(dirname(place))
      return sha256
    },
    read: (sha256, range) => createReadStream(placeOf(sha256), range),
    remove: (sha256) => rm(placeOf(sha256), { force: true }),
  }
}

/** A rename is only durable when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
