/** The frame of the guide at /admin/first-run; all it shows is read by the browser from the desk's calls. */
import type { AdminViewServerProps } from 'payload'

import { DeskPage } from '../../../platform/admin/DeskPage'
import { requireSignIn } from '../../../platform/admin/require-sign-in'
import { FirstRunDesk } from './FirstRunDesk'

export function FirstRunView(view: AdminViewServerProps) {
  requireSignIn(view)
  return (
    <DeskPage view={view}>
      <FirstRunDesk />
    </DeskPage>
  )
}
