/** Cells of the log's list: names and words for what the events hold as ids and codes. Server components of the panel. */
import type { DefaultServerCellComponentProps } from 'payload'
import { cache } from 'react'

import { nameOfActor, nameOfRecord, nameOfSubject } from '../log-names'
import { wordsOfAction } from '../log-words'

type Cell = Pick<DefaultServerCellComponentProps, 'cellData' | 'i18n' | 'payload'>

// Each name is looked up once a page.
const actor = cache((payload: Cell['payload'], id: string, language: 'vi' | 'en') => nameOfActor({ payload, actor: id, language }))
const subject = cache((payload: Cell['payload'], id: string, language: 'vi' | 'en') => nameOfSubject({ payload, subject: id, language }))
const unit = cache((payload: Cell['payload'], id: string) => nameOfRecord({ payload, collection: 'org-units', id }))

const languageOf = ({ i18n }: Cell) => (i18n.language === 'en' ? 'en' : 'vi')
const textOf = ({ cellData }: Cell) => (typeof cellData === 'string' ? cellData : '')

export async function ActorCell(cell: Cell) {
  return <span>{await actor(cell.payload, textOf(cell), languageOf(cell))}</span>
}

export function ActionCell(cell: Cell) {
  return <span>{wordsOfAction(textOf(cell), languageOf(cell))}</span>
}

export async function SubjectCell(cell: Cell) {
  const { name, href } = await subject(cell.payload, textOf(cell), languageOf(cell))
  return href ? <a href={href}>{name}</a> : <span>{name}</span>
}

export async function UnitCell(cell: Cell) {
  const id = textOf(cell)
  return <span>{id ? ((await unit(cell.payload, id)) ?? '') : ''}</span>
}
