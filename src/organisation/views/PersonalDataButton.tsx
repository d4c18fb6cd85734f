'use client'
/** Prints what is held on the person of this page: an account holder or a team's member. */
import { Button, useDocumentInfo } from '@payloadcms/ui'

import { callForText } from '../../platform/admin/call-desk'
import { useTexts } from '../../platform/admin/language'
import { useAccount, useAct } from '../../platform/admin/use-desk'
import { openToPrint } from './open-to-print'
import { organisationTexts } from './texts'

export function PersonalDataButton() {
  const texts = useTexts(organisationTexts)
  const { id, collectionSlug } = useDocumentInfo()
  const account = useAccount()
  const { act, isBusy } = useAct()
  const slug = collectionSlug === 'team-members' ? 'team-members' : 'users'
  const mayRead = slug === 'users' ? account.may('admin') || account.id === String(id) : account.may('admin', 'manager')
  if (!id || !mayRead) return null
  return (
    <Button
      buttonStyle="secondary"
      size="medium"
      margin={false}
      disabled={isBusy}
      onClick={() => void act(async () => openToPrint(await callForText({ path: `/api/${slug}/${id}/personal-data`, accept: 'text/html' })))}
    >
      {account.id === String(id) ? texts.myData : texts.personalData}
    </Button>
  )
}
