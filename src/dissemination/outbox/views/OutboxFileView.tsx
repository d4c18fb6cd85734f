/** The frame of the page at /admin/outbox-file. */
import { notFound } from 'next/navigation'
import type { AdminViewServerProps } from 'payload'

import { DeskPage } from '../../../platform/admin/DeskPage'
import { OutboxFileDesk } from './OutboxFileDesk'

export function OutboxFileView(view: AdminViewServerProps) {
  if (!view.initPageResult.req.user) notFound()
  return (
    <DeskPage view={view}>
      <OutboxFileDesk />
    </DeskPage>
  )
}
