/** Payload shows instants in the browser's time zone; this plugin gives them Vietnamese time, in lists, forms and headers. Used by the config. */
import type { CollectionConfig, Config, DateField, Field } from 'payload'

const CELL = '/src/platform/admin/Instant#InstantCell'
const FIELD = '/src/platform/admin/Instant#InstantField'
const NO_DIFF = '/src/platform/admin/cells#NoDiff'
const TIMES = '/src/platform/admin/Instant#DocumentTimes'

export function vietnameseTime(config: Config): Config {
  return { ...config, collections: (config.collections ?? []).map(withItsTime) }
}

function withItsTime(collection: CollectionConfig): CollectionConfig {
  const fields = collection.fields.map((field) => (field.type === 'date' ? shown(field) : field))
  if (collection.timestamps === false) return { ...collection, fields }
  const components = collection.admin?.components
  return {
    ...collection,
    fields: [...fields, ...ownTimes(fields)],
    admin: { ...collection.admin, components: { ...components, edit: { ...components?.edit, beforeDocumentControls: [...(components?.edit?.beforeDocumentControls ?? []), TIMES] } } },
  }
}

function shown(field: DateField): DateField {
  return { ...field, admin: { ...field.admin, components: { Cell: CELL, Field: FIELD, ...field.admin?.components } } }
}

/** As Payload would add them itself, but for how they are shown. */
function ownTimes(fields: readonly Field[]): DateField[] {
  const names = ['updatedAt', 'createdAt'] as const
  return names
    .filter((name) => !fields.some((field) => 'name' in field && field.name === name))
    .map((name) => shown({ name, type: 'date', index: true, label: ({ t }) => t(`general:${name}`), admin: { disableBulkEdit: true, hidden: true, components: { Diff: NO_DIFF } } }))
}
