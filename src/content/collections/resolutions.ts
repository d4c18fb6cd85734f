/** Nghị quyết and other public documents, each with a short summary per language: what a village reads or plays. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { dayField } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { documentKinds } from '../document-kinds.js'
import { refuseSecondEntry } from '../keep-content.js'
import { PUBLIC_ONLY } from '../public-only.js'
import { audioField, contentComponents, contentSettings, fieldsOfLife, keptFields, keyPointsField, line, ownerFields, paragraphs, questionsField, SUMMARY_LIMIT } from './common.js'

export const resolutions: CollectionConfig = {
  slug: 'resolutions',
  labels: { singular: bi('Nghị quyết, văn bản', 'Resolution'), plural: bi('Nghị quyết, văn bản', 'Resolutions') },
  access: accessFor('resolutions'),
  admin: {
    group: groups.content,
    useAsTitle: 'symbol',
    hideAPIURL: true,
    defaultColumns: ['symbol', 'abstract', 'kind', 'issuer', 'issuedOn', 'languages', 'ownerName'],
    listSearchableFields: ['searchText'],
    components: contentComponents,
    description: bi('Chỉ văn bản công khai. Mỗi thứ tiếng duyệt riêng; tiếng Việt duyệt trước.', 'Public documents only. Each language is approved by itself, Vietnamese first.'),
  },
  ...contentSettings('resolutions', { beforeValidate: [refuseSecondEntry] }),
  indexes: [{ fields: ['issuer', 'kind', 'symbol', 'term'], unique: true }],
  fields: [
    idField(),
    ...ownerFields,
    {
      name: 'kind',
      type: 'select',
      required: true,
      label: bi('Loại văn bản', 'Kind'),
      options: [...documentKinds],
    },
    line({ name: 'symbol', required: true, max: 60, label: bi('Số và ký hiệu', 'Number and symbol'), admin: { placeholder: '18-NQ/TW' } }),
    line({ name: 'issuer', required: true, max: 200, label: bi('Cơ quan ban hành', 'Issuing body') }),
    line({ name: 'term', max: 40, defaultValue: '', label: bi('Nhiệm kỳ', 'Term'), admin: { placeholder: '2025-2030' } }),
    dayField({ name: 'issuedOn', label: bi('Ngày ban hành', 'Issued on') }),
    paragraphs({ name: 'abstract', required: true, max: 1_000, label: bi('Trích yếu', 'Abstract') }),
    { name: 'field', type: 'select', label: bi('Lĩnh vực', 'Field'), options: fieldsOfLife },
    {
      name: 'visibility',
      type: 'select',
      required: true,
      defaultValue: 'public',
      label: bi('Mức phổ biến', 'Visibility'),
      options: [choice('public', 'Công khai', 'Public')],
      validate: (value: unknown) => value === 'public' || PUBLIC_ONLY,
      admin: { description: bi('Văn bản Mật hoặc lưu hành nội bộ không được đưa vào Lan Tỏa.', 'Secret or internal documents are refused.') },
    },
    paragraphs({ name: 'summary', localized: true, max: SUMMARY_LIMIT, label: bi('Tóm tắt để đọc cho dân nghe', 'Summary') }),
    keyPointsField,
    questionsField,
    audioField,
    { name: 'attachments', type: 'upload', relationTo: 'media', hasMany: true, maxRows: 20, label: bi('Tệp kèm theo', 'Attachments') },
    ...keptFields(bi('số hiệu, trích yếu, cơ quan ban hành', 'number, abstract or issuer')),
  ],
}
