'use client'
/** Languages in lists: how far each language of a content is, and the language of an acknowledgement by its name. */
import type { DefaultCellComponentProps } from 'payload'

import { useTexts } from '../../platform/admin/language'
import { Tag } from '../../platform/admin/parts'
import { isLanguageCode, type LanguageState } from '../languages'
import { STATE_TONES } from './state-tones'
import { languageTexts } from './texts'

type Cell = Pick<DefaultCellComponentProps, 'cellData'>

export function LanguagesCell({ cellData }: Cell) {
  const texts = useTexts(languageTexts)
  const begun = (Array.isArray(cellData) ? (cellData as LanguageState[]) : []).filter(({ code, state }) => state !== 'none' && isLanguageCode(code))
  if (begun.length === 0) return <Tag tone="quiet">{texts.states.none}</Tag>
  return (
    <span className="lt-tags">
      {begun.map(({ code, state }) => (
        <Tag key={code} tone={STATE_TONES[state]}>
          {texts.inList(texts.names[code], texts.states[state])}
        </Tag>
      ))}
    </span>
  )
}

export function LanguageNameCell({ cellData }: Cell) {
  const names = useTexts(languageTexts).names
  return <span>{isLanguageCode(cellData) ? names[cellData] : ''}</span>
}
