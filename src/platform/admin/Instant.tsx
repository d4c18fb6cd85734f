'use client'
/** Instants in Payload's own lists, forms and headers: in Vietnamese time, whatever this computer's clock is set to. */
import { DefaultCell, FieldLabel, useDocumentInfo, useField } from '@payloadcms/ui'
import type { DateFieldClientProps, DefaultCellComponentProps } from 'payload'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

import { showInstant } from './formats'
import { useTexts } from './language'

export function InstantCell(cell: DefaultCellComponentProps) {
  if (typeof cell.cellData !== 'string') return <DefaultCell {...cell} />
  return <DefaultCell {...cell} cellData={showInstant(cell.cellData)} field={{ name: 'text', type: 'text' }} />
}

/** Instants are the product's to set: in a form they are read. */
export function InstantField({ field, path: given }: DateFieldClientProps) {
  const { path, value } = useField<string | null>({ potentiallyStalePath: given })
  return (
    <div className="field-type text" id={`field-${path.replace(/\./g, '__')}`}>
      <FieldLabel as="span" label={field.label} path={path} />
      <span style={{ display: 'block' }}>{showInstant(value)}</span>
    </div>
  )
}

const texts = { vi: { changed: 'Sửa lần cuối', made: 'Tạo lúc' }, en: { changed: 'Last changed', made: 'Created' } }

/** Stands in the document's header instead of Payload's own two times (desk.css hides those beside it). */
export function DocumentTimes() {
  const words = useTexts(texts)
  const { savedDocumentData } = useDocumentInfo()
  const here = useRef<HTMLSpanElement>(null)
  const [header, setHeader] = useState<Element | null>(null)
  // Its own header: in a drawer there are two.
  useEffect(() => setHeader(here.current?.closest('.doc-controls')?.querySelector('.doc-controls__meta') ?? null), [])
  const times = (
    <>
      {time(words.changed, savedDocumentData?.updatedAt)}
      {time(words.made, savedDocumentData?.createdAt)}
    </>
  )
  return (
    <>
      <span ref={here} hidden />
      {header && createPortal(times, header)}
    </>
  )
}

function time(label: string, instant: unknown) {
  if (typeof instant !== 'string') return null
  return (
    <li className="doc-controls__list-item doc-controls__value-wrap lt-time">
      <p className="doc-controls__label">{label}:&nbsp;</p>
      <p className="doc-controls__value">{showInstant(instant)}</p>
    </li>
  )
}
