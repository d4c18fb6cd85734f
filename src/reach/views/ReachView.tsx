/**
 * The reach page's frame at /admin/reach/:assignment: looks up the assignment as the account may see it and what was
 * sent with it; all figures are read by the browser from the desk's calls.
 */
import { notFound } from 'next/navigation'
import type { AdminViewServerProps, BasePayload, TypedUser } from 'payload'

import { DeskPage } from '../../platform/admin/DeskPage'
import { requireSignIn } from '../../platform/admin/require-sign-in'
import { ReachDesk } from './ReachDesk'
import type { ReachedAssignment, SentBundle } from './types'

export async function ReachView(view: AdminViewServerProps) {
  requireSignIn(view)
  const { req } = view.initPageResult
  const segments: unknown = view.params?.segments
  const id = Array.isArray(segments) ? String(segments[1] ?? '') : ''
  const assignment = req.user ? await reachedAssignment({ payload: req.payload, user: req.user, id }) : undefined
  if (!assignment) notFound()
  return (
    <DeskPage view={view}>
      <ReachDesk assignment={assignment} />
    </DeskPage>
  )
}

async function reachedAssignment({ payload, user, id }: { payload: BasePayload; user: TypedUser; id: string }): Promise<ReachedAssignment | undefined> {
  const { docs } = await payload.find({ collection: 'assignments', where: { id: { equals: id } }, depth: 0, limit: 1, pagination: false, overrideAccess: false, user })
  const [found] = docs
  if (!found) return undefined
  // What was sent is no field of the REST: it names the versions that acknowledgements carry as hashes.
  const row = await payload.db.findOne<{ id: string; sendings?: unknown }>({ collection: 'assignments', where: { id: { equals: id } }, select: { sendings: true } })
  return { id, title: found.title, state: found.state ?? 'draft', ackDue: found.ackDue ?? null, reportDue: found.reportDue ?? null, publishedAt: found.publishedAt ?? null, bundles: bundlesOf(row?.sendings) }
}

function bundlesOf(sendings: unknown): SentBundle[] {
  if (!Array.isArray(sendings)) return []
  const all = sendings.flatMap((sending: { bundles?: SentBundle[] }) => sending.bundles ?? [])
  return all.map(({ hash, language, version, title }) => ({ hash, language, version, title }))
}
