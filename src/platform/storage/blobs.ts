/**
 * Where bytes lie: the media folder, or an S3-compatible bucket where `LANTOA_S3_*` is set. Names are paths with slashes
 * of our own making. The object store and the uploads stand on it; nothing else knows which one it is.
 */
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable } from 'node:stream'

import { newId } from '../ids.js'
import { settings } from '../settings.js'
import { bucketOf } from './bucket.js'

export interface ByteRange {
  /** First and last byte, both included. */
  start: number
  end: number
}

export interface Blobs {
  /** Kept, synced to disk or confirmed by the bucket, when this resolves; replaces what had the name. */
  put(name: string, bytes: Uint8Array, type?: string): Promise<void>
  /** Undefined where there is nothing of that name. */
  size(name: string): Promise<number | undefined>
  bytes(name: string): Promise<Buffer | undefined>
  /** What is not there ends in a stream error. */
  read(name: string, range?: ByteRange): Readable
  remove(name: string): Promise<void>
}

export function blobs(): Blobs {
  const { s3, mediaDir } = settings()
  return s3 ? bucketOf(s3) : folderOf(mediaDir)
}

/** Written beside its place, synced, then renamed: a crash leaves no half file under a name. */
export function folderOf(folder: string): Blobs {
  const placeOf = (name: string) => {
    if (!/^[\w.-]+(\/[\w.-]+)*$/.test(name) || name.split('/').some((part) => /^\.+$/.test(part))) throw new Error('not a name of a stored file')
    return join(folder, name)
  }
  return {
    put: (name, bytes) => writeSynced({ place: placeOf(name), bytes }),
    size: async (name) => (await stat(placeOf(name)).catch(ifMissing))?.size,
    bytes: (name) => readFile(placeOf(name)).catch(ifMissing),
    read: (name, range) => createReadStream(placeOf(name), range),
    remove: (name) => rm(placeOf(name), { force: true }),
  }
}

async function writeSynced({ place, bytes }: { place: string; bytes: Uint8Array }): Promise<void> {
  await mkdir(dirname(place), { recursive: true })
  const draft = `${place}.${newId()}.part`
  try {
    const file = await open(draft, 'wx', 0o640)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, place)
    const folder = await open(dirname(place), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } finally {
    await rm(draft, { force: true })
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  throw error
}
