/** What each message of a phone's file is, in words for the desk, and whether it is here already. Reads only. */
import type { Reads, Row } from '../../platform/database/tables.js'
import { digestOf } from '../digest.js'
import { readRoll } from '../members.js'
import type { StoredPhoto } from '../record-report.work.js'
import { assignments, deliveries, messages, reports } from '../tables.js'
import type { FileMessage } from './outbox-file.js'

export type MessageKind = 'delivered' | 'seen' | 'acknowledged' | 'retracted' | 'blocked' | 'report' | 'member' | 'left' | 'photo' | 'other'

/** `here`: taken before, by whichever way; `clash`: its id was used for something else. */
export type MessageState = 'new' | 'here' | 'clash'

export interface DescribedMessage {
  clientId: string
  kind: MessageKind
  at: string
  /** Titles of the assignments it speaks of, where they are this team's. */
  work: string[]
  /** Who acknowledged, or who came or left. */
  person: string | null
  state: MessageState
}

export async function describeMessages(reads: Reads, team: string, given: readonly FileMessage[]): Promise<DescribedMessage[]> {
  const titles = await titlesByDelivery(reads, team, given)
  const known = await knownMessages(reads, team, given)
  const photos = await storedPhotos(reads, team, given)
  const roll = await readRoll(reads, team)
  const namedHere = new Map(given.flatMap(({ kind, body }) => (kind === 'member' ? [[textOf(body.clientId), textOf(body.name)]] : [])))
  const nameOf = (id: string): string | null => (id === '' ? null : (textOf(roll.named(id)?.name) || namedHere.get(id)) ?? null)
  return given.map((message): DescribedMessage => {
    const { body, at } = message
    const kind = kindOf(message)
    const clientId = idOf(message)
    const before = known.get(clientId)
    const isPhotoHere = kind === 'photo' && photos.has(clientId)
    return {
      clientId, kind, at,
      work: [...new Set(deliveriesOf(message).flatMap((id) => titles.get(id) ?? []))],
      person: kind === 'acknowledged' ? nameOf(textOf(body.memberId)) : message.kind === 'member' ? textOf(body.name) || null : null,
      state: isPhotoHere ? 'here' : !before ? 'new' : before.digest === digestOf(body) ? 'here' : 'clash',
    }
  })
}

/** The client id, or `report/sha256` of a photo, as the phone's own queue names it. */
export function idOf({ kind, body }: FileMessage): string {
  return kind === 'photo' ? `${textOf(body.report)}/${textOf(body.sha256)}` : textOf(body.clientId)
}

function kindOf({ kind, body }: FileMessage): MessageKind {
  if (kind === 'event') return ['delivered', 'seen', 'acknowledged', 'retracted', 'blocked'].includes(textOf(body.kind)) ? (textOf(body.kind) as MessageKind) : 'other'
  return kind === 'member' && body.leaving === true ? 'left' : kind
}

function deliveriesOf({ kind, body }: FileMessage): string[] {
  if (kind === 'event') return [textOf(body.deliveryId)]
  return kind === 'report' && Array.isArray(body.deliveryIds) ? body.deliveryIds.map(textOf) : []
}

async function titlesByDelivery(reads: Reads, team: string, given: readonly FileMessage[]): Promise<Map<string, string>> {
  const rows = await inParts([...new Set(given.flatMap(deliveriesOf))], (ids) => reads.find(deliveries, { where: [['id', 'in', ids], ['holder', '=', team]], columns: ['id', 'assignment'] }))
  const found = await inParts([...new Set(rows.map((row) => textOf(row.assignment)))], (ids) => reads.find(assignments, { where: [['id', 'in', ids]], columns: ['id', 'title'] }))
  const titles = new Map(found.map((row) => [textOf(row.id), textOf(row.title)]))
  return new Map(rows.map((row) => [textOf(row.id), titles.get(textOf(row.assignment)) ?? '']))
}

async function knownMessages(reads: Reads, team: string, given: readonly FileMessage[]): Promise<Map<string, Row>> {
  const wanted = given.filter(({ kind }) => kind !== 'photo').map((message) => `${team}:${idOf(message)}`)
  const rows = await inParts(wanted, (ids) => reads.find(messages, { where: [['id', 'in', ids]], columns: ['id', 'clientId', 'digest'] }))
  return new Map(rows.map((row) => [textOf(row.clientId), row]))
}

async function storedPhotos(reads: Reads, team: string, given: readonly FileMessage[]): Promise<Set<string>> {
  const named = [...new Set(given.flatMap(({ kind, body }) => (kind === 'photo' ? [textOf(body.report)] : [])))]
  const rows = await inParts(named, (ids) => reads.find(reports, { where: [['team', '=', team], ['clientId', 'in', ids]], columns: ['id', 'clientId', 'photos'] }))
  return new Set(rows.flatMap((row) => ((row.photos as StoredPhoto[] | null) ?? []).filter((photo) => photo.state === 'stored').map((photo) => `${textOf(row.clientId)}/${photo.sha256}`)))
}

async function inParts(ids: readonly string[], find: (part: string[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  for (let at = 0; at < ids.length; at += 250) rows.push(...(await find(ids.slice(at, at + 250))))
  return rows
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
