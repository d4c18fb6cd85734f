/** The frame of the page at /admin/prompts. */
import type { AdminViewServerProps } from 'payload'

import { DeskPage } from '../../../platform/admin/DeskPage'
import { requireSignIn } from '../../../platform/admin/require-sign-in'
import { PromptsDesk } from './PromptsDesk'

export function PromptsView(view: AdminViewServerProps) {
  requireSignIn(view)
  return (
    <DeskPage view={view}>
      <PromptsDesk />
    </DeskPage>
  )
}
