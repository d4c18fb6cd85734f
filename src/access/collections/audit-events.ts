/** The log of who did what: written by `audit()` alone, never changed, read by administrators of the territory. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../access-for.js'
import { findInLog } from '../find-in-log.js'
import { modelColumn, readOnly, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, groups } from '../../platform/labels.js'

const cell = (name: string) => ({ components: { Cell: `/src/access/views/LogCells#${name}` } })

export const auditEvents: CollectionConfig = {
  slug: 'audit-events',
  labels: { singular: bi('Nhật ký', 'Log entry'), plural: bi('Nhật ký', 'Log') },
  access: accessFor('audit-events'),
  admin: {
    group: groups.administration,
    useAsTitle: 'action',
    defaultColumns: ['at', 'actor', 'action', 'subject', 'unit'],
    listSearchableFields: ['searchText'],
    hideAPIURL: true,
    components: { views: { edit: { default: { Component: '/src/access/views/LogEntry#LogEntry' } } } },
    description: bi('Ai đã làm gì, lúc nào, ở đơn vị nào. Chỉ ghi thêm, không sửa được.', 'Who did what, when and where. Append-only.'),
  },
  versions: false,
  lockDocuments: false,
  timestamps: false,
  defaultSort: '-at',
  hooks: { beforeOperation: [findInLog] },
  fields: [
    idField(),
    readOnly({ name: 'at', type: 'date', required: true, index: true, label: bi('Lúc', 'At') }),
    readOnly({ name: 'actor', type: 'text', index: true, label: bi('Người làm', 'Actor'), admin: cell('ActorCell') }),
    readOnly({ name: 'action', type: 'text', required: true, label: bi('Việc', 'Action'), admin: cell('ActionCell') }),
    readOnly({ name: 'subject', type: 'text', index: true, label: bi('Đối tượng', 'Subject'), admin: cell('SubjectCell') }),
    readOnly({ name: 'unit', type: 'text', label: bi('Đơn vị', 'Unit'), admin: cell('UnitCell') }),
    readOnly({ name: 'before', type: 'text', label: bi('Trước', 'Before') }),
    readOnly({ name: 'after', type: 'text', label: bi('Sau', 'After') }),
    readOnly({ name: 'details', type: 'json', label: bi('Chi tiết', 'Details') }),
    readOnly({ name: 'requestId', type: 'text', label: bi('Mã yêu cầu', 'Request id') }),
    modelColumn({ name: 'path', type: 'text', index: true }),
    // Asked for by the search box alone (find-in-log.ts).
    { ...searchTextColumn(bi('người làm, việc đã làm', 'who or what')), virtual: true },
  ],
}
