/**
 * Whether the database of this start holds a demonstration, a half-made one, or somebody's real work. A small file in the
 * data folder says so; nothing that this file does not call a demonstration is ever emptied.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { z } from 'zod'
import { openConnection } from '../platform/database/sqlite-engine.js'
import { sheetFile } from './accounts.js'

export type DemonstrationState = 'none' | 'seeding' | 'ready'

export interface Place {
  dataDir: string
  database: { kind: 'sqlite'; url: string; file: string } | { kind: 'mongodb'; url: string; name: string }
}

const marker = z.object({ database: z.string(), state: z.enum(['seeding', 'ready']) })

/** `none` also where the marker speaks of another database. */
export async function demonstrationState(place: Place): Promise<DemonstrationState> {
  const text = await readFile(markerFile(place), 'utf8').catch(() => undefined)
  if (text === undefined) return 'none'
  try {
    const found = marker.parse(JSON.parse(text))
    return found.database === digestOf(place) ? found.state : 'none'
  } catch {
    return 'none'
  }
}

export async function markState(place: Place, state: 'seeding' | 'ready'): Promise<void> {
  await mkdir(place.dataDir, { recursive: true, mode: 0o700 })
  const file = markerFile(place)
  await writeFile(`${file}.${process.pid}`, JSON.stringify({ database: digestOf(place), state }), { mode: 0o600 })
  await rename(`${file}.${process.pid}`, file)
}

/**
 * Empties a demonstration's database before it is opened. Callers ask `demonstrationState` first.
 * @returns false, with nothing done, where a server still has the file open
 */
export async function emptyDemonstration(place: Place): Promise<boolean> {
  if (place.database.kind === 'sqlite' && existsSync(place.database.file) && isOpenElsewhere(place.database.file)) return false
  // From here on nothing is whole, also when this is as far as it gets.
  await markState(place, 'seeding')
  await rm(sheetFile(place.dataDir), { force: true })
  if (place.database.kind === 'sqlite') {
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${place.database.file}${suffix}`, { force: true })
    return true
  }
  const client = new MongoClient(place.database.url)
  try {
    await client.db(place.database.name).dropDatabase()
  } finally {
    await client.close()
  }
  return true
}

/** Whoever has a write-ahead database open holds a lock on it for as long; only alone can its journal be folded in. */
function isOpenElsewhere(file: string): boolean {
  const connection = openConnection(file, { readOnly: true })
  try {
    for (const pragma of ['query_only = 0', 'busy_timeout = 300']) connection.exec(`PRAGMA ${pragma}`)
    connection.exec('PRAGMA journal_mode = DELETE')
    return false
  } catch {
    return true
  } finally {
    connection.close()
  }
}

function markerFile(place: Place): string {
  return join(place.dataDir, 'demonstration.json')
}

/** The address may hold a password, so the marker keeps only its digest. */
function digestOf(place: Place): string {
  return createHash('sha256').update(place.database.url).digest('hex')
}
