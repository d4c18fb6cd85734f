/** Takes a whole database away before anything opens it. Called by the demonstration alone, for what is its own. */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { MongoClient } from 'mongodb'
import type { DatabaseSetting } from '../settings.js'
import { openConnection } from './sqlite-engine.js'

/** @returns false, with nothing done, where another process has the SQLite file open */
export async function emptyDatabase(database: DatabaseSetting): Promise<boolean> {
  if (database.kind === 'mongodb') {
    await dropMongo(database)
    return true
  }
  if (existsSync(database.file) && isOpenElsewhere(database.file)) return false
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${database.file}${suffix}`, { force: true })
  return true
}

async function dropMongo({ url, name }: { url: string; name: string }): Promise<void> {
  const client = new MongoClient(url)
  try {
    await client.db(name).dropDatabase()
  } finally {
    await client.close()
  }
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
