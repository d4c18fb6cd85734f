/**
 * Whether the database of this start holds a demonstration, a half-made one, or somebody's real work. A small file in the
 * data folder says so; nothing that this file does not call a demonstration is ever emptied.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { emptyDatabase } from '../platform/database/empty.js'
import type { DatabaseSetting } from '../platform/settings.js'
import { sheetFile } from './accounts.js'

export type DemonstrationState = 'none' | 'seeding' | 'ready'

export interface Place {
  dataDir: string
  database: DatabaseSetting
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
  const before = await demonstrationState(place)
  // From here on nothing is whole, also when this is as far as it gets.
  await markState(place, 'seeding')
  if (!(await emptyDatabase(place.database))) {
    if (before === 'ready') await markState(place, 'ready')
    return false
  }
  await rm(sheetFile(place.dataDir), { force: true })
  return true
}

function markerFile(place: Place): string {
  return join(place.dataDir, 'demonstration.json')
}

/** The address may hold a password, so the marker keeps only its digest. */
function digestOf(place: Place): string {
  return createHash('sha256').update(place.database.url).digest('hex')
}
