/**
 * Two people in one record: a form sends everything it shows, also what its writer never touched. A save that names the
 * `updatedAt` it was opened at is therefore refused at each field that somebody else has changed since, so that nobody's
 * change is taken back unseen; what they changed is in the log. A save that names none is taken as it is. A one-line hook
 * of the collections without versions; contents merge theirs (content/keep-others-text).
 */
import type { CollectionBeforeOperationHook, PayloadRequest } from 'payload'

import { showInstant } from '../admin/formats.js'
import { invalidFields } from '../invalid-fields.js'
import { mayUpdate } from '../may-update.js'

interface Change {
  at: string
  actor: string
  action: string
  details?: { changed?: string[] } | null
}

/** A record's own line in the log follows its save within this time. */
export const LINE_FOLLOWS_WITHIN_MS = 2_000
const MOST_CHANGES = 50

export function keepOthersChange(slug: 'org-units' | 'teams' | 'team-members' | 'users' | 'assignments'): CollectionBeforeOperationHook {
  return async ({ args, operation, req }) => {
    if (operation !== 'update' || !('data' in args) || !('id' in args)) return args
    const data = args.data as Record<string, unknown> | undefined
    const openedAt = Date.parse(typeof data?.updatedAt === 'string' ? data.updatedAt : '')
    if (!data || Number.isNaN(openedAt)) return args
    const id = String(args.id)
    const present = await req.payload.db.findOne<{ id: string } & Record<string, unknown>>({ collection: slug, where: { id: { equals: id } }, req })
    if (!present || isSameInstant(present.updatedAt, openedAt) || !(await mayUpdate({ slug, id, req }))) return args
    const changes = (await changesSince({ slug, id, openedAt, req })).filter((change) => change.actor !== String(req.user?.id))
    const lost = [...new Set(changes.flatMap((change) => change.details?.changed ?? []))].filter((field) => field in data && plain(data[field]) !== plain(present[field]))
    const [last] = changes
    if (!last || lost.length === 0) return args
    const message = `${await editorName(last.actor, req)} đã sửa ô này lúc ${showInstant(last.at)}, sau khi bạn mở trang. Hãy tải lại trang rồi sửa tiếp.`
    throw invalidFields({ slug, errors: lost.map((path) => ({ path, message })), req })
  }
}

/** Newest first, without the save that the form was opened after. */
async function changesSince({ slug, id, openedAt, req }: { slug: string; id: string; openedAt: number; req: PayloadRequest }): Promise<Change[]> {
  const { docs } = await req.payload.db.find<Change>({
    collection: 'audit-events', where: { and: [{ subject: { equals: `${slug}/${id}` } }, { at: { greater_than: new Date(openedAt).toISOString() } }] }, sort: '-at', limit: MOST_CHANGES, pagination: false, req,
  })
  const first = docs.at(-1)
  const isOwnLine = first && Date.parse(first.at) - openedAt < LINE_FOLLOWS_WITHIN_MS
  return isOwnLine ? docs.slice(0, -1) : docs
}

/** What a refusal calls whoever made a change. */
export async function editorName(actor: string | undefined, req: PayloadRequest): Promise<string> {
  const account = actor ? await req.payload.db.findOne<{ id: string; name?: string }>({ collection: 'users', where: { id: { equals: actor } }, req }) : undefined
  return account?.name || 'Người khác'
}

/** MongoDB answers with dates, SQLite with text. */
export function isSameInstant(one: unknown, other: number): boolean {
  return (typeof one === 'string' || one instanceof Date) && new Date(one).getTime() === other
}

/** A value in the one form that compares: records as their ids, nothing as null. */
function plain(value: unknown): string {
  const idOf = (one: unknown): unknown => (typeof one === 'object' && one !== null && 'id' in one ? one.id : one)
  if (value === undefined || value === null || value === '') return 'null'
  return JSON.stringify(Array.isArray(value) ? value.map(idOf) : idOf(value))
}
