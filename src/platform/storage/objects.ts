/**
 * The content-addressed store: files named by the SHA-256 of their bytes, that no edit or deletion reaches. Approval
 * copies audio and attachments here, phones' photos land here cleaned, `/field/v1/files` reads here.
 */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'

import { type Blobs, blobs, type ByteRange } from './blobs.js'

export interface ObjectStore {
  /** Keeps the bytes and answers their SHA-256 in hex; the same bytes again change nothing. */
  put(bytes: Uint8Array): Promise<string>
  /** How many bytes there are under this hash, or undefined. */
  size(sha256: string): Promise<number | undefined>
  /** The bytes, or a part of them. Ask `size` first: what is not there ends in a stream error. */
  read(sha256: string, range?: ByteRange): Readable
  /** For what may be kept for a stated time only (photos of reports); nothing else is ever removed. */
  remove(sha256: string): Promise<void>
}

/** The store of this process, in the media folder or the bucket of the settings. */
export function objectStore(): ObjectStore {
  return objectStoreOn(blobs())
}

/** `objects/ab/cdef…` */
export function objectStoreOn(kept: Blobs): ObjectStore {
  return {
    put: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      // A file of another size under this name is not one of ours, or was cut by someone: written anew.
      if ((await kept.size(nameOf(sha256))) !== bytes.length) await kept.put(nameOf(sha256), bytes)
      return sha256
    },
    size: (sha256) => (isHash(sha256) ? kept.size(nameOf(sha256)) : Promise.resolve(undefined)),
    read: (sha256, range) => kept.read(nameOf(sha256), range),
    remove: (sha256) => kept.remove(nameOf(sha256)),
  }
}

function nameOf(sha256: string): string {
  if (!isHash(sha256)) throw new Error('not a SHA-256 in hex')
  return `objects/${sha256.slice(0, 2)}/${sha256.slice(2)}`
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
