'use client'
/** What a file is, in words, in the list of files. */
import type { DefaultCellComponentProps } from 'payload'

import { useTexts } from '../../platform/admin/language'
import { languageTexts } from './texts'

export function FileTypeCell({ cellData }: Pick<DefaultCellComponentProps, 'cellData'>) {
  const words = useTexts(languageTexts).fileTypes
  const type = typeof cellData === 'string' ? cellData : ''
  const [, kind] = /^(image|audio)\//.exec(type) ?? []
  const name = type.split('/')[1]?.replace(/^x-/, '').toUpperCase() ?? ''
  return <span>{kind === 'image' || kind === 'audio' ? words[kind](name === 'MPEG' ? 'MP3' : name) : name}</span>
}
