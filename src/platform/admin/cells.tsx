'use client'
/** Cells of Payload's lists: numbers and sizes as people write them, yes and nothing instead of code words. */
import type { DefaultCellComponentProps } from 'payload'

import { showNumber } from './formats'
import { useLanguage } from './language'
import { Tag } from './parts'

type Cell = Pick<DefaultCellComponentProps, 'cellData'>

export function NumberCell({ cellData }: Cell) {
  return <span>{typeof cellData === 'number' ? showNumber(cellData) : ''}</span>
}

/** Only what is so needs a word. */
export function FlagCell({ cellData }: Cell) {
  const language = useLanguage()
  return cellData === true ? <Tag tone="wait">{language === 'en' ? 'yes' : 'có'}</Tag> : null
}

/** Between two saved versions: what the product keeps up by itself is no part of what was written. */
export function NoDiff() {
  return null
}

const KILO = 1_024

export function SizeCell({ cellData }: Cell) {
  if (typeof cellData !== 'number') return null
  const isSmall = cellData < KILO * KILO
  return <span>{isSmall ? `${showNumber(Math.max(1, Math.round(cellData / KILO)))} KB` : `${showNumber(cellData / KILO / KILO)} MB`}</span>
}
