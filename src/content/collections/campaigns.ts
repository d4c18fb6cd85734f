/** Đợt vận động and phong trào thi đua, with the figures that villages report against. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { dayField } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { audioField, BODY_LIMIT, contentComponents, contentSettings, fieldsOfLife, keptFields, line, ownerFields, paragraphs } from './common.js'

export const campaigns: CollectionConfig = {
  slug: 'campaigns',
  labels: { singular: bi('Phong trào, đợt vận động', 'Campaign'), plural: bi('Phong trào, đợt vận động', 'Campaigns') },
  access: accessFor('campaigns'),
  admin: {
    group: groups.content,
    useAsTitle: 'title',
    hideAPIURL: true,
    defaultColumns: ['title', 'kind', 'launchedBy', 'from', 'to', 'languages', 'ownerName'],
    listSearchableFields: ['searchText'],
    components: contentComponents,
    description: bi('Phong trào do cơ quan có thẩm quyền phát động; chỉ tiêu là số việc làm được, không phải con người.', 'Campaigns launched by a competent body.'),
  },
  ...contentSettings('campaigns'),
  fields: [
    idField(),
    ...ownerFields,
    line({ name: 'title', required: true, max: 300, label: bi('Tên', 'Title') }),
    { name: 'kind', type: 'select', required: true, defaultValue: 'propaganda', label: bi('Loại', 'Kind'), options: [choice('propaganda', 'Đợt vận động', 'Propaganda'), choice('emulation', 'Phong trào thi đua', 'Emulation')] },
    line({ name: 'launchedBy', max: 200, label: bi('Cơ quan phát động', 'Launched by') }),
    { name: 'field', type: 'select', label: bi('Lĩnh vực', 'Field'), options: fieldsOfLife },
    dayField({ name: 'from', label: bi('Từ ngày', 'From') }),
    dayField({ name: 'to', label: bi('Đến ngày', 'To') }),
    paragraphs({ name: 'goal', localized: true, max: 2_000, label: bi('Mục tiêu', 'Goal') }),
    {
      name: 'indicators',
      type: 'array',
      maxRows: 30,
      label: bi('Chỉ tiêu', 'Indicators'),
      labels: { singular: bi('Chỉ tiêu', 'Indicator'), plural: bi('Chỉ tiêu', 'Indicators') },
      validate: distinctKeys,
      fields: [
        { ...line({ name: 'key', required: true, max: 40, label: bi('Mã', 'Key'), admin: { placeholder: 'duong-hoa' } }), validate: indicatorKey },
        line({ name: 'name', required: true, max: 200, label: bi('Tên', 'Name') }),
        line({ name: 'unit', max: 40, label: bi('Đơn vị tính', 'Unit of measure') }),
        { name: 'target', type: 'number', min: 0, label: bi('Chỉ tiêu', 'Target') },
        { name: 'per', type: 'select', label: bi('Tính cho', 'Per'), defaultValue: 'village', options: [choice('village', 'Thôn', 'Village'), choice('commune', 'Xã', 'Commune'), choice('province', 'Tỉnh', 'Province')] },
      ],
    },
    paragraphs({ name: 'body', localized: true, max: BODY_LIMIT, label: bi('Nội dung', 'Body') }),
    audioField,
    ...keptFields(bi('tên, cơ quan phát động', 'title or launching body')),
  ],
}

function indicatorKey(value: unknown): true | string {
  return (typeof value === 'string' && /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,39}$/u.test(value)) || 'Mã chỉ tiêu là một từ: chữ, số, gạch ngang hoặc gạch dưới, dài nhất 40.'
}

function distinctKeys(value: unknown): true | string {
  const keys = Array.isArray(value) ? value.map((row: unknown) => (typeof row === 'object' && row !== null && 'key' in row ? row.key : undefined)) : []
  return new Set(keys).size === keys.length || 'Hai chỉ tiêu không được trùng mã.'
}
