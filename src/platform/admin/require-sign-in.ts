/**
 * Payload guards its own pages only: a page of ours that is opened without a session, from a mail or a bookmark, leads
 * to signing in and from there back. Called first by every view of ours.
 */
import { redirect } from 'next/navigation'
import type { AdminViewServerProps } from 'payload'

export function requireSignIn({ initPageResult, params, searchParams }: AdminViewServerProps): void {
  if (initPageResult.req.user) return
  const segments: unknown = params?.segments
  const path = ['/admin', ...(Array.isArray(segments) ? segments.map((segment) => encodeURIComponent(String(segment))) : [])].join('/')
  const query = new URLSearchParams(Object.entries(searchParams ?? {}).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))).toString()
  redirect(`/admin/login?redirect=${encodeURIComponent(query ? `${path}?${query}` : path)}`)
}
