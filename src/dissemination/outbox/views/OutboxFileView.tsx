/** The frame of the page at /admin/outbox-file. */
import type { AdminViewServerProps } from 'payload'

import { DeskPage } from '../../../platform/admin/DeskPage'
import { requireSignIn } from '../../../platform/admin/require-sign-in'
import { OutboxFileDesk } from './OutboxFileDesk'

export function OutboxFileView(view: AdminViewServerProps) {
  requireSignIn(view)
  return (
    <DeskPage view={view}>
      <OutboxFileDesk />
    </DeskPage>
  )
}
