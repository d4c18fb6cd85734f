/**
 * The phone's list of its team's work, the hottest read of the product: narrow rows whose JSON was made when they were
 * written, joined with the assignment's part, which is made once. Called by `/field/v1/deliveries`.
 */
import { orgUnits } from '../organisation/tables.js'
import type { Condition, Reads, Row } from '../platform/database/tables.js'
import { problem } from '../platform/problems.js'
import { hanoiDay } from './event-rules.js'
import { contentsOf, type AssignmentSending, sentTo, standingBundles } from './recompute.js'
import { assignments, deliveries, teamRevisions } from './tables.js'

/** Where a phone has come to: `full` pages through all that is open, `changes` through what changed after a revision. */
interface Cursor {
  kind: 'full' | 'changes'
  revision: number
  lastId: string
}

export async function teamRevision(reads: Reads, team: string): Promise<number> {
  return Number((await reads.byId(teamRevisions, team))?.revision ?? 0)
}

/** One team's, and changes when its list would: with its revision, the question asked, and the day (what ended leaves the list). */
export function listTag({ team, revision, cursor, limit, now }: { team: string; revision: number; cursor: string | undefined; limit: number; now: Date }): string {
  return `"${team}.${revision.toString(36)}.${hanoiDay(now.toISOString())}.${limit}.${cursor ?? ''}"`
}

const COLUMNS = ['id', 'team', 'unit', 'holder', 'assignment', 'ackDue', 'reportDue', 'epoch', 'publishedAt', 'item', 'revision', 'isWithdrawn', 'updatedAt']

/**
 * The answer of `GET /deliveries` as JSON text. Throws `unknown-cursor` for a cursor that is not this team's.
 * @param revision the team's, as it was before this read: what is written meanwhile comes with the next changes
 */
export async function listDeliveries({ reads, team, revision, cursor, limit, now }: { reads: Reads; team: string; revision: number; cursor: string | undefined; limit: number; now: Date }): Promise<string> {
  const from = cursor ? readCursor(cursor, team) : { kind: 'full' as const, revision, lastId: '' }
  const rows = from.kind === 'full' ? await openRows(reads, team, from, limit, now) : await changedRows(reads, team, from, limit)
  const page = rows.slice(0, limit)
  const more = rows.length > limit
  const last = page.at(-1)
  const next = nextCursor({ from, last, more, team })
  const items: string[] = []
  const removed: string[] = []
  for (const row of page) {
    if (row.isWithdrawn) removed.push(String(row.id))
    else items.push(await itemJson(reads, row))
  }
  return `{"items":[${items.join(',')}],"removed":${JSON.stringify(removed)},"nextCursor":${JSON.stringify(next)},"more":${more}}`
}

function nextCursor({ from, last, more, team }: { from: Cursor; last: Row | undefined; more: boolean; team: string }): string {
  if (from.kind === 'full') {
    return more ? writeCursor(team, { ...from, lastId: String(last?.id) }) : writeCursor(team, { kind: 'changes', revision: from.revision, lastId: '￿' })
  }
  return writeCursor(team, last ? { kind: 'changes', revision: Number(last.revision), lastId: String(last.id) } : from)
}

function openRows(reads: Reads, team: string, from: Cursor, limit: number, now: Date): Promise<Row[]> {
  const where: Condition[] = [['holder', '=', team], ['openUntil', '>=', hanoiDay(now.toISOString())]]
  if (from.lastId) where.push(['id', '>', from.lastId])
  return reads.find(deliveries, { where, orderBy: [['id', 'asc']], limit: limit + 1, columns: COLUMNS })
}

/** Rows after (revision, id): several deliveries of one write share a revision, so the id tells them apart. */
async function changedRows(reads: Reads, team: string, from: Cursor, limit: number): Promise<Row[]> {
  const orderBy: [string, 'asc'][] = [['revision', 'asc'], ['id', 'asc']]
  const same = from.lastId === '￿' ? [] : await reads.find(deliveries, { where: [['holder', '=', team], ['revision', '=', from.revision], ['id', '>', from.lastId]], orderBy, limit: limit + 1, columns: COLUMNS })
  if (same.length > limit) return same
  const later = await reads.find(deliveries, { where: [['holder', '=', team], ['revision', '>', from.revision]], orderBy, limit: limit + 1 - same.length, columns: COLUMNS })
  return [...same, ...later]
}

/** The assignment's part never changes for one epoch and day of giving: title, instructions and rule are fixed at publication. */
interface AssignmentPart {
  head: string
  contents: string
  hashes: ReadonlySet<string>
}

const parts = new Map<string, AssignmentPart>()
const MOST_PARTS = 5_000

async function itemJson(reads: Reads, row: Row): Promise<string> {
  const part = await assignmentPart(reads, String(row.assignment), row)
  const item = String(row.item)
  const inherited = row.team === row.holder ? '' : `,"inheritedFrom":${JSON.stringify({ unit: await unitShown(reads, String(row.unit)) })}`
  return `${item.slice(0, -1)}${inherited},"assignment":{${part.head},"ackDue":${JSON.stringify(row.ackDue)},"reportDue":${JSON.stringify(row.reportDue)}},"content":${part.contents},"updatedAt":${JSON.stringify(row.updatedAt)}}`
}

/** The unit whose team was given the work, which came over to this team with a reorganisation. */
async function unitShown(reads: Reads, id: string): Promise<{ id: string; name: unknown }> {
  const unit = await reads.byId(orgUnits, id)
  return { id, name: unit?.name ?? null }
}

/** What a delivery was sent, as JSON pieces and as the set of its bundles. */
export async function assignmentPart(reads: Reads, assignment: string, delivery: Row): Promise<AssignmentPart> {
  const key = `${assignment} ${String(delivery.epoch)} ${String(delivery.publishedAt)}`
  const held = parts.get(key)
  if (held) return held
  const row = await reads.findOne(assignments, { where: [['id', '=', assignment]], columns: ['id', 'title', 'instructions', 'publishedAt', 'ackRule', 'sendings'] })
  if (!row) throw new Error(`a delivery names an assignment that is not there: ${assignment}`)
  const sendings = sentTo(delivery, (row.sendings as AssignmentSending[] | null) ?? [])
  const head = JSON.stringify({ id: row.id, title: row.title, instructions: row.instructions ?? null, publishedAt: row.publishedAt, ackRule: row.ackRule }).slice(1, -1)
  const part = { head, contents: JSON.stringify(contentsJson(sendings)), hashes: new Set(sendings.flatMap((sending) => sending.bundles.map((bundle) => bundle.hash))) }
  if (parts.size >= MOST_PARTS) parts.clear()
  parts.set(key, part)
  return part
}

function contentsJson(sendings: readonly AssignmentSending[]): unknown[] {
  return contentsOf(sendings).map(({ contentType, contentId }) => {
    const present = standingBundles(sendings, { contentType, contentId })
    const newest = sendings.flatMap((sending) => sending.bundles.filter((bundle) => bundle.contentType === contentType && bundle.contentId === contentId)).at(-1)
    return {
      id: contentId,
      type: contentType,
      kind: newest?.kind,
      title: newest?.title,
      ...(newest?.symbol ? { symbol: newest.symbol } : {}),
      bundles: [...present.values()].map(({ bundle, sending }) => ({
        hash: bundle.hash, language: bundle.language, version: bundle.version, bytes: bundle.bytes,
        ...(bundle.replaces ? { replaces: bundle.replaces, materiality: sending.materiality } : {}),
      })),
    }
  })
}

function writeCursor(team: string, { kind, revision, lastId }: Cursor): string {
  return Buffer.from(JSON.stringify([kind, team, revision, lastId])).toString('base64url')
}

/** Throws `unknown-cursor` for one that is not this team's. */
export function readCursor(text: string, team: string): Cursor {
  try {
    const [kind, owner, revision, lastId] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[]
    const isOurs = (kind === 'full' || kind === 'changes') && owner === team && Number.isSafeInteger(revision) && typeof lastId === 'string'
    if (isOurs) return { kind, revision: Number(revision), lastId }
  } catch {
    // Not one of ours: said below.
  }
  throw problem({ code: 'unknown-cursor' })
}
