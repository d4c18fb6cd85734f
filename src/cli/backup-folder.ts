/** What a backup folder holds and how it is proved whole: used by backup, which writes it, and restore, which reads it. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

export const MANIFEST = 'manifest.json'
export const DATABASE_FILE = 'lantoa.db'
export const SECRET_FILE = 'secret'
export const MEDIA_FOLDER = 'media'

export interface BackupFile {
  /** Inside the backup folder, with forward slashes. */
  path: string
  sha256: string
  bytes: number
}

export interface Manifest {
  product: 'lantoa'
  format: 1
  createdAt: string
  files: BackupFile[]
}

/** Copies a file and answers what was written; durable when it returns. */
export async function copyDurably({ from, to }: { from: string; to: string }): Promise<Omit<BackupFile, 'path'>> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let bytes = 0
  const source = createReadStream(from)
  source.on('data', (chunk) => {
    hash.update(chunk)
    bytes += chunk.length
  })
  const draft = `${to}.part`
  await pipeline(source, createWriteStream(draft, { mode: 0o600 }))
  await syncFile(draft)
  await rename(draft, to)
  return { sha256: hash.digest('hex'), bytes }
}

export async function fingerprintOf(file: string): Promise<Omit<BackupFile, 'path'>> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** Every file below a folder, relative to it; files that are still being written are left out. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

/** The manifest of a whole backup; undefined where there is none, since it is written last. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  let text: string
  try {
    text = await readFile(join(folder, MANIFEST), 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  const manifest: unknown = JSON.parse(text)
  return isManifest(manifest) ? manifest : undefined
}

export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false
  const { product, format, files } = value as Record<string, unknown>
  if (product !== 'lantoa' || format !== 1 || !Array.isArray(files)) return false
  // A path that leads out of the folder would let a foreign backup overwrite anything.
  return files.every((file: Partial<BackupFile>) => typeof file.path === 'string' && !file.path.split('/').includes('..') && !file.path.startsWith('/') && typeof file.sha256 === 'string' && typeof file.bytes === 'number')
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
