/** Kinds of Payload fields that several collections use: columns of the model that no client sees, days, frozen values. */
import type { Field, JSONField, TextField } from 'payload'

import type { Bilingual } from './labels.js'

const never = () => false

/** A column that only the product itself reads and writes: no answer carries it and no query may name it. */
export function modelColumn<F extends Field>(field: F): F {
  return { ...field, hidden: true, access: { create: never, read: never, update: never }, admin: { ...adminOf(field), hidden: true } }
}

/** A column that people read, but only the product's own calls change. */
export function readOnly<F extends Field>(field: F): F {
  return { ...field, access: { ...accessOf(field), create: never, update: never }, admin: { ...adminOf(field), readOnly: true } }
}

/** A calendar day as text `yyyy-mm-dd`; `22/11/2026` is understood too and kept in the one form. */
export function dayField(field: Omit<TextField, 'type' | 'hasMany' | 'minRows' | 'maxRows' | 'validate' | 'maxLength' | 'minLength'>): TextField {
  return {
    ...field,
    type: 'text',
    admin: { ...field.admin, components: { Field: '/src/platform/admin/DayField#DayField', Cell: '/src/platform/admin/DayField#DayCell' } },
    hooks: { ...field.hooks, beforeValidate: [({ value }) => toDay(value), ...(field.hooks?.beforeValidate ?? [])] },
    validate: (value: unknown) => {
      if (value === undefined || value === null || value === '') return field.required ? 'Cần có ngày.' : true
      return isDay(value) || 'Không có ngày này. Viết ngày/tháng/năm, ví dụ 22/11/2026, hoặc năm-tháng-ngày, ví dụ 2026-11-22.'
    },
  }
}

/** What a record is found by; the label completes "Tìm theo …" in the panel's search box. */
export function searchTextColumn(label: Bilingual): TextField {
  return { name: 'searchText', type: 'text', label, admin: { hidden: true, disableListColumn: true, disableListFilter: true, components: { Diff: '/src/platform/admin/cells#NoDiff' } }, access: { create: never, update: never } }
}

/** A list of plain text in one JSON column, with its type for the generated types. */
export function textListColumn(name: string): JSONField {
  return { name, type: 'json', typescriptSchema: [() => ({ type: 'array', items: { type: 'string' } })] }
}

export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

function toDay(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (text === '') return null
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  return written ? `${written[3]}-${written[2]?.padStart(2, '0')}-${written[1]?.padStart(2, '0')}` : text
}

function adminOf(field: Field): object {
  return 'admin' in field && field.admin ? field.admin : {}
}

function accessOf(field: Field): object {
  return 'access' in field && field.access ? field.access : {}
}
