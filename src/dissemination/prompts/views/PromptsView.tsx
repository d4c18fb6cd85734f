/** The frame of the page at /admin/prompts. */
import { notFound } from 'next/navigation'
import type { AdminViewServerProps } from 'payload'

import { DeskPage } from '../../../platform/admin/DeskPage'
import { PromptsDesk } from './PromptsDesk'

export function PromptsView(view: AdminViewServerProps) {
  if (!view.initPageResult.req.user) notFound()
  return (
    <DeskPage view={view}>
      <PromptsDesk />
    </DeskPage>
  )
}
