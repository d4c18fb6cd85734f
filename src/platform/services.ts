/**
 * What a running process has one of: database, clock, file stores. Kept on globalThis, since the admin panel's bundle
 * and the server's hold two copies of every module.
 */
import type { Payload } from 'payload'
import type { Database } from './database/tables.js'

export interface Services {
  payload: Payload
  database: Database
  /** The present moment; the demonstration sets it back while it tells its history. */
  now(): Date
}

const PLACE = Symbol.for('lantoa.services')
type Holder = { [PLACE]?: Services }

export function services(): Services {
  const held = (globalThis as Holder)[PLACE]
  if (!held) throw new Error('the services are not started')
  return held
}

export function hasServices(): boolean {
  return (globalThis as Holder)[PLACE] !== undefined
}

export function provideServices(given: Services): void {
  ;(globalThis as Holder)[PLACE] = given
}

export async function closeServices(): Promise<void> {
  const held = (globalThis as Holder)[PLACE]
  if (!held) return
  delete (globalThis as Holder)[PLACE]
  await held.database.close()
  await held.payload.destroy()
}

export const database = (): Database => services().database
