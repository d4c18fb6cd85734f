/** Fields that resolutions, materials and campaigns share: their owner, their languages, and what the product keeps. */
import type { ArrayField, CollectionConfig, Field, TextareaField, TextField, UploadField } from 'payload'

import { ownUnit } from '../../organisation/place.js'
import { unitWithName } from '../../organisation/unit-name.js'
import { modelColumn, searchTextColumn } from '../../platform/columns.js'
import { bi, type Bilingual, choice } from '../../platform/labels.js'
import { tidyText } from '../../platform/text.js'
import { lateHooks } from '../keep-content.js'
import type { ContentType } from '../languages.js'

const never = () => false

export const SUMMARY_LIMIT = 3_000
export const BODY_LIMIT = 10_000

export const fieldsOfLife = [
  choice('economy', 'Kinh tế', 'Economy'),
  choice('culture-society', 'Văn hoá – xã hội', 'Culture and society'),
  choice('defence-security', 'Quốc phòng – an ninh', 'Defence and security'),
  choice('political-system', 'Hệ thống chính trị', 'Political system'),
  choice('other', 'Khác', 'Other'),
]

/** Collection settings that the three share: every version is kept; who has edits open leaves a lock, which tells others and shuts nobody out (keep-others-text.ts). */
export function contentSettings(slug: ContentType, hooks: CollectionConfig['hooks'] = {}): Pick<CollectionConfig, 'versions' | 'lockDocuments' | 'timestamps' | 'disableDuplicate' | 'hooks' | 'defaultSort'> {
  return { versions: { maxPerDoc: 0 }, lockDocuments: { duration: 300 }, timestamps: true, disableDuplicate: true, defaultSort: '-updatedAt', hooks: { ...lateHooks(slug), ...hooks } }
}

/** What the three show beside Payload's own forms and lists. */
export const contentComponents: NonNullable<CollectionConfig['admin']>['components'] = {
  beforeListTable: ['/src/reach/first-run/views/FirstRunHint#FirstRunHint'],
  edit: { beforeDocumentControls: ['/src/content/views/OthersEditing#OthersEditing', '/src/dissemination/views/GiveButton#GiveButton'] },
  views: { edit: { versions: { Component: '/src/content/views/SavedVersions#SavedVersions' } } },
}

export const ownerFields: Field[] = unitWithName({ name: 'owner', required: true, defaultValue: ownUnit, label: bi('Đơn vị chủ quản', 'Owner'), isAside: true })

/** What the product keeps up: where it belongs, how it is found, which languages are approved. */
export const keptFields = (search: Bilingual): Field[] => [
  searchTextColumn(search),
  {
    name: 'languages',
    type: 'json',
    label: bi('Các tiếng', 'Languages'),
    access: { create: never, update: never },
    admin: { readOnly: true, position: 'sidebar', disableListFilter: true, components: { Field: '/src/content/views/LanguagePanel#LanguagePanel', Cell: '/src/content/views/LanguageCells#LanguagesCell', Diff: '/src/platform/admin/cells#NoDiff' } },
    typescriptSchema: [
      () => ({
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['code', 'state'],
          properties: {
            code: { type: 'string' },
            state: { type: 'string', enum: ['none', 'draft', 'approved', 'changed'] },
            bundleHash: { type: 'string' },
            approvedBy: { type: 'string' },
            approvedAt: { type: 'string' },
          },
        },
      }),
    ],
  },
  modelColumn({ name: 'ownerPath', type: 'text', index: true }),
  modelColumn({ name: 'isApproved', type: 'checkbox', defaultValue: false }),
  { name: 'sortKey', type: 'text', admin: { hidden: true }, access: { create: never, update: never } },
]

/** A line of text with its limit, in one Unicode form. */
export function line({ max, ...field }: Omit<TextField, 'type' | 'hasMany' | 'minRows' | 'maxRows' | 'maxLength' | 'validate'> & { max: number }): TextField {
  return {
    ...field,
    type: 'text',
    hooks: { ...field.hooks, beforeValidate: [({ value }) => (typeof value === 'string' ? tidyText(value).trim().replace(/\s+/g, ' ') : value)] },
    validate: (value: unknown) => lengthWithin({ value, max, isRequired: field.required === true }),
  }
}

/** Plain paragraphs with their limit. */
export function paragraphs({ max, ...field }: Omit<TextareaField, 'type' | 'maxLength' | 'validate'> & { max: number }): TextareaField {
  return {
    ...field,
    type: 'textarea',
    hooks: { ...field.hooks, beforeValidate: [({ value }) => (typeof value === 'string' ? tidyText(value).replaceAll('\r\n', '\n').trim() : value)] },
    validate: (value: unknown) => lengthWithin({ value, max, isRequired: field.required === true }),
  }
}

export const keyPointsField: ArrayField = {
  name: 'keyPoints',
  type: 'array',
  localized: true,
  label: bi('Ý chính', 'Key points'),
  labels: { singular: bi('Ý', 'Point'), plural: bi('Ý chính', 'Key points') },
  maxRows: 20,
  fields: [line({ name: 'text', required: true, max: 500, label: bi('Ý', 'Text') })],
}

export const questionsField: ArrayField = {
  name: 'questions',
  type: 'array',
  localized: true,
  label: bi('Hỏi – đáp', 'Questions and answers'),
  labels: { singular: bi('Câu hỏi', 'Question'), plural: bi('Hỏi – đáp', 'Questions and answers') },
  maxRows: 30,
  fields: [line({ name: 'question', required: true, max: 500, label: bi('Hỏi', 'Question') }), paragraphs({ name: 'answer', required: true, max: 2_000, label: bi('Đáp', 'Answer') })],
}

export const audioField: UploadField = {
  name: 'audio',
  type: 'upload',
  relationTo: 'media',
  localized: true,
  label: bi('Bản đọc (âm thanh)', 'Audio'),
  filterOptions: { mimeType: { contains: 'audio' } },
}

function lengthWithin({ value, max, isRequired }: { value: unknown; max: number; isRequired: boolean }): true | string {
  if (value === undefined || value === null || value === '') return isRequired ? 'Mục này cần có nội dung.' : true
  if (typeof value !== 'string') return 'Mục này là chữ.'
  return value.length <= max || `Dài nhất ${max.toLocaleString('vi-VN')} chữ cái, hiện có ${value.length.toLocaleString('vi-VN')}.`
}
