/**
 * The content-addressed store: files named by the SHA-256 of their bytes, that no edit or deletion reaches. Approval
 * copies audio and attachments here, phones' photos land here cleaned, `/field/v1/files` reads here.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { newId } from '../ids.js'
import { settings } from '../settings.js'

export interface ByteRange {
  /** First and last byte, both included. */
  start: number
  end: number
}

export interface ObjectStore {
  /** Keeps the bytes and answers their SHA-256 in hex; the same bytes again change nothing. */
  put(bytes: Uint8Array | Readable): Promise<string>
  /** How many bytes there are under this hash, or undefined. */
  size(sha256: string): Promise<number | undefined>
  /** The bytes, or a part of them. Ask `size` first: what is not there ends in a stream error. */
  read(sha256: string, range?: ByteRange): Readable
  /** For what may be kept for a stated time only (photos of reports); nothing else is ever removed. */
  remove(sha256: string): Promise<void>
}

/** The store of this process, in the media folder of the settings. */
export function objectStore(): ObjectStore {
  return objectStoreIn(join(settings().mediaDir, 'objects'))
}

/** `objects/ab/cdef…`; written beside its place, synced, then renamed: a crash leaves no half file under a hash. */
export function objectStoreIn(folder: string): ObjectStore {
  const placeOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256 in hex')
    return join(folder, sha256.slice(0, 2), sha256.slice(2))
  }
  return {
    put: (bytes) => put({ bytes, folder, placeOf }),
    size: async (sha256) => {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined
      const found = await stat(placeOf(sha256)).catch(ifMissing)
      return found?.size
    },
    read: (sha256, range) => createReadStream(placeOf(sha256), range),
    remove: (sha256) => rm(placeOf(sha256), { force: true }),
  }
}

async function put({ bytes, folder, placeOf }: { bytes: Uint8Array | Readable; folder: string; placeOf: (sha256: string) => string }): Promise<string> {
  await mkdir(join(folder, 'incoming'), { recursive: true })
  const draft = join(folder, 'incoming', `${newId()}-${process.pid}`)
  const hash = createHash('sha256')
  try {
    const source = bytes instanceof Readable ? bytes : Readable.from([bytes])
    await pipeline(
      source,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(draft, { flags: 'wx', mode: 0o640 }),
    )
    await syncToDisk(draft)
    const sha256 = hash.digest('hex')
    const place = placeOf(sha256)
    if (await stat(place).catch(ifMissing)) return sha256
    await mkdir(dirname(place), { recursive: true })
    await rename(draft, place)
    await syncToDisk(dirname(place))
    return sha256
  } finally {
    await rm(draft, { force: true })
  }
}

async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  throw error
}
