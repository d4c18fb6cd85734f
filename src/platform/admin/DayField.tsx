'use client'
/** A calendar day as people pick and read it: the browser's own calendar in a form, dd/mm/yyyy in a list; kept as `yyyy-mm-dd`. */
import { FieldDescription, FieldError, FieldLabel, useField } from '@payloadcms/ui'
import type { DefaultCellComponentProps, TextFieldClientProps } from 'payload'

import { showDay } from './formats'

export function DayField({ field, path: given, readOnly }: TextFieldClientProps) {
  const { path, value, setValue, showError, disabled } = useField<string | null>({ potentiallyStalePath: given })
  const isFixed = readOnly === true || field.admin?.readOnly === true || disabled
  const id = `field-${path.replace(/\./g, '__')}`
  return (
    <div className={['field-type', 'text', showError ? 'error' : '', isFixed ? 'read-only' : ''].filter(Boolean).join(' ')} style={{ flex: '0 0 auto', maxWidth: '16rem' }}>
      <FieldLabel label={field.label} path={path} required={field.required === true} />
      <div className="field-type__wrap">
        <FieldError path={path} showError={showError} />
        <input id={id} name={path} type="date" value={value ?? ''} disabled={isFixed} onChange={(event) => setValue(event.target.value === '' ? null : event.target.value)} />
      </div>
      {field.admin?.description ? <FieldDescription description={field.admin.description} path={path} /> : null}
    </div>
  )
}

export function DayCell({ cellData }: DefaultCellComponentProps) {
  return <span>{typeof cellData === 'string' ? showDay(cellData) : ''}</span>
}
