'use client'
/** The words of OthersEditing, in the panel's language. */
import { useTexts } from '../../platform/admin/language'
import { Tag } from '../../platform/admin/parts'
import { languageTexts } from './texts'

export function OthersEditingNote({ names }: { names: readonly string[] }) {
  const texts = useTexts(languageTexts)
  return <Tag tone="wait">{texts.othersEditing(names.join(', '))}</Tag>
}
