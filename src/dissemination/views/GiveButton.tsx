'use client'
/** "Giao cho các tổ" on a content's own page; opens a new assignment with that content in it. */
import { Button, useDocumentInfo } from '@payloadcms/ui'

import { isContentType, type LanguageState } from '../../content/languages'
import { useTexts } from '../../platform/admin/language'
import { useAccount } from '../../platform/admin/use-desk'
import { assignmentTexts } from './texts'

export function GiveButton() {
  const texts = useTexts(assignmentTexts)
  const { id, collectionSlug, data } = useDocumentInfo()
  const { may } = useAccount()
  if (!id || !isContentType(collectionSlug) || !may('admin', 'editor')) return null
  const languages = (Array.isArray(data?.languages) ? data.languages : []) as LanguageState[]
  const isApproved = languages.some(({ code, state }) => code === 'vi' && (state === 'approved' || state === 'changed'))
  return (
    <Button el="link" to={`/admin/collections/assignments/create?content=${collectionSlug}:${id}`} buttonStyle="secondary" size="medium" margin={false} {...(isApproved ? {} : { tooltip: texts.giveFirst })}>
      {texts.give}
    </Button>
  )
}
