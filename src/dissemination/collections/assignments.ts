/** Giao việc: what goes to whom, by when and how it is confirmed. Once sent it changes by the desk's calls only. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { contentTypes } from '../../content/languages.js'
import { namesContents } from '../../content/named-kinds.js'
import { ownUnit, placeFromUnit } from '../../organisation/place.js'
import { unitWithName } from '../../organisation/unit-name.js'
import { auditCollection } from '../../platform/audit/audit-collection.js'
import { keepOthersChange } from '../../platform/audit/keep-others-change.js'
import { inOneLanguage } from '../../platform/content-language.js'
import { dayField, modelColumn, readOnly, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { foldSearch } from '../../platform/search.js'
import { keepDraft, refuseDeletingSent, showStandingExclusions } from '../keep-assignment.js'

const unitTypes = [
  choice('nation', 'Trung ương', 'Nation'),
  choice('province', 'Tỉnh, thành phố', 'Province'),
  choice('district', 'Huyện', 'District'),
  choice('commune', 'Xã, phường', 'Commune'),
  choice('village', 'Thôn, bản, tổ dân phố', 'Village'),
]

export const assignments: CollectionConfig = {
  slug: 'assignments',
  labels: { singular: bi('Giao việc', 'Assignment'), plural: bi('Giao việc', 'Assignments') },
  access: accessFor('assignments'),
  admin: {
    group: groups.dispatch,
    useAsTitle: 'title',
    hideAPIURL: true,
    defaultColumns: ['title', 'state', 'ackDue', 'reportDue', 'audienceCount', 'ownerName'],
    listSearchableFields: ['searchText'],
    components: { beforeListTable: ['/src/reach/first-run/views/FirstRunHint#FirstRunHint'], views: { edit: { default: { Component: '/src/dissemination/views/AssignmentView#AssignmentView' } } } },
    description: bi('Giao nội dung đã duyệt cho các tổ, theo dõi từ lúc về máy đến lúc duyệt báo cáo.', 'Send approved content to teams and follow it.'),
  },
  versions: false,
  lockDocuments: { duration: 300 },
  disableDuplicate: true,
  timestamps: true,
  defaultSort: '-createdAt',
  fields: [
    idField(),
    ...unitWithName({ name: 'owner', required: true, defaultValue: ownUnit, label: bi('Đơn vị giao', 'Owner'), isAside: true }),
    { name: 'title', type: 'text', required: true, maxLength: 300, label: bi('Tên việc', 'Title') },
    { name: 'content', type: 'relationship', relationTo: ['resolutions', 'materials', 'campaigns'], hasMany: true, maxRows: 20, label: bi('Nội dung gửi', 'Content') },
    {
      name: 'audience',
      type: 'group',
      label: bi('Gửi cho', 'Audience'),
      fields: [
        { name: 'units', type: 'relationship', relationTo: 'org-units', hasMany: true, maxRows: 1_000, label: bi('Các tổ trong địa bàn', 'Units') },
        { name: 'unitTypes', type: 'select', hasMany: true, label: bi('Chỉ ở loại đơn vị', 'Unit types'), options: unitTypes },
        { name: 'teams', type: 'relationship', relationTo: 'teams', hasMany: true, maxRows: 1_000, label: bi('Thêm các tổ', 'Teams') },
        {
          name: 'exclusions',
          type: 'array',
          maxRows: 1_000,
          label: bi('Trừ các tổ', 'Exclusions'),
          labels: { singular: bi('Tổ', 'Team'), plural: bi('Trừ các tổ', 'Exclusions') },
          fields: [
            { name: 'team', type: 'relationship', relationTo: 'teams', required: true, label: bi('Tổ', 'Team') },
            { name: 'reason', type: 'text', required: true, maxLength: 500, label: bi('Lý do', 'Reason') },
          ],
        },
      ],
    },
    dayField({ name: 'ackDue', label: bi('Hạn xác nhận', 'Acknowledge by') }),
    dayField({ name: 'reportDue', label: bi('Hạn báo cáo', 'Report by') }),
    { name: 'ackRule', type: 'select', required: true, defaultValue: 'any', label: bi('Ai xác nhận', 'Who acknowledges'), options: [choice('any', 'Một thành viên bất kỳ', 'Any member'), choice('leader', 'Tổ trưởng', 'The leader')] },
    { name: 'instructions', type: 'textarea', maxLength: 2_000, label: bi('Hướng dẫn', 'Instructions') },
    readOnly({
      name: 'state',
      type: 'select',
      defaultValue: 'draft',
      index: true,
      label: bi('Tình trạng', 'State'),
      admin: { position: 'sidebar' },
      options: [choice('draft', 'Đang soạn', 'Draft'), choice('publishing', 'Đang giao', 'Publishing'), choice('active', 'Đã giao', 'Active'), choice('closed', 'Đã kết thúc', 'Closed'), choice('withdrawn', 'Đã thu hồi', 'Withdrawn')],
    }),
    readOnly({ name: 'audienceCount', type: 'number', label: bi('Số tổ phải nhận', 'Audience'), admin: { position: 'sidebar', components: { Cell: '/src/platform/admin/cells#NumberCell' } } }),
    readOnly({ name: 'preparedCount', type: 'number', label: bi('Số tổ đã giao', 'Prepared'), admin: { position: 'sidebar', components: { Cell: '/src/platform/admin/cells#NumberCell' } } }),
    readOnly({ name: 'publishedAt', type: 'date', label: bi('Giao lúc', 'Published at'), admin: { position: 'sidebar' } }),
    readOnly({ name: 'endedAt', type: 'date', label: bi('Kết thúc lúc', 'Ended at'), admin: { position: 'sidebar' } }),
    readOnly(dayField({ name: 'firstAckDue', label: bi('Hạn xác nhận ban đầu', 'First acknowledge due'), admin: { position: 'sidebar' } })),
    readOnly(dayField({ name: 'firstReportDue', label: bi('Hạn báo cáo ban đầu', 'First report due'), admin: { position: 'sidebar' } })),
    readOnly({ name: 'withdrawnReason', type: 'text', label: bi('Lý do thu hồi', 'Reason of withdrawal'), admin: { position: 'sidebar' } }),
    modelColumn({ name: 'ownerPath', type: 'text', index: true }),
    modelColumn({ name: 'sendings', type: 'json' }),
    modelColumn({ name: 'excludedTeams', type: 'json' }),
    modelColumn({ name: 'publishedTree', type: 'text' }),
    modelColumn({ name: 'revision', type: 'number' }),
    searchTextColumn(bi('tên việc, hướng dẫn', 'title or instructions')),
  ],
  hooks: {
    beforeOperation: [inOneLanguage, foldSearch, keepOthersChange('assignments')],
    beforeValidate: [namesContents('content', contentTypes)],
    beforeChange: [placeFromUnit({ field: 'owner', column: 'ownerPath' }), keepDraft],
    beforeRead: [showStandingExclusions],
    beforeDelete: [refuseDeletingSent],
    ...auditCollection('assignments', { unit: 'owner' }),
  },
}
