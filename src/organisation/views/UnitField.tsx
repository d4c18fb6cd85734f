'use client'
/** The unit of a record in a form: a choice where it may be changed, its name where not, also of a unit above one's own. */
import { FieldLabel, RelationshipField, useDocumentInfo, useField } from '@payloadcms/ui'
import type { RelationshipFieldClientProps } from 'payload'

export function UnitField(props: RelationshipFieldClientProps) {
  const { field, path, readOnly } = props
  const { hasSavePermission, id } = useDocumentInfo()
  const { value: name } = useField<string | null>({ path: `${path}Name` })
  const isFixed = readOnly === true || field.admin?.readOnly === true || (id !== undefined && hasSavePermission === false)
  if (!isFixed || !name) return <RelationshipField {...props} />
  return (
    <div className="field-type" id={`field-${path}`}>
      <FieldLabel as="span" label={field.label} path={path} />
      <span style={{ display: 'block' }}>{name}</span>
    </div>
  )
}
