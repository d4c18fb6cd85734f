/** The page of an assignment: what the browser cannot read for itself, its changes from the log, comes with it. */
import type { DocumentViewServerProps } from 'payload'

import { assignmentChanges } from '../assignment-changes'
import { AssignmentDesk } from './AssignmentDesk'

export async function AssignmentView({ doc, payload, i18n }: DocumentViewServerProps) {
  const id: unknown = doc?.id
  const changes = typeof id === 'string' ? await assignmentChanges({ payload, id, language: i18n.language === 'en' ? 'en' : 'vi' }) : []
  return <AssignmentDesk changes={changes} />
}
