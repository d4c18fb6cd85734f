/** Says on a content's page who else has it open with edits; what both then write is kept apart by keep-others-text. */
import type { Payload } from 'payload'

import { contentLocks } from './content-locks'
import { OthersEditingNote } from './OthersEditingNote'

/** A server component of the panel, beside the buttons of the form. */
export async function OthersEditing({ id, payload, user }: { id?: string | number; payload: Payload; user?: { id: string | number } | null }) {
  if (!id || !user) return null
  const names = await contentLocks({ payload, id: String(id), besides: String(user.id) })
  return names.length > 0 ? <OthersEditingNote names={names} /> : null
}
