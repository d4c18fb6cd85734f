'use client'
/** Whether a team is at work, in the list of teams, in words. */
import { useTexts } from '../../platform/admin/language'
import { Tag } from '../../platform/admin/parts'
import { organisationTexts } from './texts'

export function ActiveCell({ cellData }: { cellData?: unknown }) {
  const texts = useTexts(organisationTexts)
  return cellData === true ? <span>{texts.isActive}</span> : <Tag tone="quiet">{texts.isNotActive}</Tag>
}
