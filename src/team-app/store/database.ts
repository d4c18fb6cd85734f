/**
 * The phone's own database. Everything a person writes is here before anything is sent. The schema only ever grows:
 * an older page may still be open while a newer one runs, so nothing is renamed or removed.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { BundleBody, FieldDelivery, OwnReport } from '../post/contract.js'
import type { Entry } from '../post/queue.js'
import type { Draft } from '../report/draft.js'
import type { MetaValues } from './meta.js'

const NAME = 'lantoa'
const VERSION = 1

export interface StoredFile {
  sha256: string
  blob: Blob
  bytes: number
  keptAt: string
  /** `audio` and `prompt` may be thrown out when the phone is full; `attachment` was asked for by a person. */
  use: 'audio' | 'attachment' | 'prompt'
}

export interface StoredPhoto {
  sha256: string
  blob: Blob
  bytes: number
}

/** What this phone already told the server about a delivery, so that it says so once. */
export interface Mark {
  id: string
  delivered?: boolean
  seen?: boolean
  /** Hashes of the texts a person has opened here: what is new since then is shown as changed. */
  opened?: string[]
  /** The latest answer from above that was on the screen here. */
  answeredAt?: string
}

export interface Place {
  hash: string
  seconds: number
}

export interface Schema extends DBSchema {
  meta: { key: keyof MetaValues; value: MetaValues[keyof MetaValues] }
  deliveries: { key: string; value: FieldDelivery }
  marks: { key: string; value: Mark }
  content: { key: string; value: { hash: string; body: BundleBody } }
  files: { key: string; value: StoredFile }
  photos: { key: string; value: StoredPhoto }
  outbox: { key: number; value: Entry; indexes: { clientId: string; state: string } }
  drafts: { key: string; value: Draft }
  reports: { key: string; value: OwnReport }
  places: { key: string; value: Place }
}

export type Database = IDBPDatabase<Schema>
export type StoreName = 'meta' | 'deliveries' | 'marks' | 'content' | 'files' | 'photos' | 'outbox' | 'drafts' | 'reports' | 'places'
export const ALL_STORES: StoreName[] = ['meta', 'deliveries', 'marks', 'content', 'files', 'photos', 'outbox', 'drafts', 'reports', 'places']

let opened: Promise<Database> | undefined

/** The open database. A page that is older than the data on the phone opens what is there. */
export function database(): Promise<Database> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}

async function open(): Promise<Database> {
  try {
    return await openAt(VERSION)
  } catch (error) {
    if ((error as DOMException).name === 'VersionError') return openAt(undefined)
    throw error
  }
}

function openAt(version: number | undefined): Promise<Database> {
  return openDB<Schema>(NAME, version, {
    upgrade(db, from) {
      if (from >= 1) return
      db.createObjectStore('meta')
      db.createObjectStore('deliveries', { keyPath: 'id' })
      db.createObjectStore('marks', { keyPath: 'id' })
      db.createObjectStore('content', { keyPath: 'hash' })
      db.createObjectStore('files', { keyPath: 'sha256' })
      db.createObjectStore('photos', { keyPath: 'sha256' })
      const outbox = db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true })
      outbox.createIndex('clientId', 'clientId', { unique: true })
      outbox.createIndex('state', 'state')
      db.createObjectStore('drafts', { keyPath: 'id' })
      db.createObjectStore('reports', { keyPath: 'clientId' })
      db.createObjectStore('places', { keyPath: 'hash' })
    },
    blocking(_current, _blocked, event) {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated() {
      opened = undefined
    },
  })
}
