'use client'
/** A calendar day in Payload's own forms and lists, as people write and read it; kept as `yyyy-mm-dd`. What is no day goes to the server as typed, which refuses it: it is never dropped. */
import { FieldDescription, FieldError, FieldLabel, useField } from '@payloadcms/ui'
import type { DefaultCellComponentProps, TextFieldClientProps } from 'payload'

import { DayInput, readDay } from './DayInput'
import { NOTHING, showDay } from './formats'

export function DayField({ field, path: given, readOnly }: TextFieldClientProps) {
  const { path, value, setValue, showError, disabled } = useField<string | null>({ potentiallyStalePath: given })
  const isFixed = readOnly === true || field.admin?.readOnly === true || disabled
  return (
    <div className={['field-type', 'text', showError ? 'error' : ''].filter(Boolean).join(' ')} id={`field-${path.replace(/\./g, '__')}`}>
      <label>
        <FieldLabel as="span" label={field.label} path={path} required={field.required === true} />
        {isFixed ? <span style={{ display: 'block' }}>{value ? showDay(value) : NOTHING}</span> : <DayInput name={path} value={readDay(value ?? '')} onChange={(day, text) => setValue(day || text || null)} />}
      </label>
      <FieldError path={path} showError={showError} />
      {field.admin?.description ? <FieldDescription description={field.admin.description} path={path} /> : null}
    </div>
  )
}

export function DayCell({ cellData }: DefaultCellComponentProps) {
  return <span>{typeof cellData === 'string' ? showDay(cellData) : ''}</span>
}
