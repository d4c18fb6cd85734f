/** Xác nhận: a named member for one exact version of a content. Stays on record, also when taken back. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { findByTeam } from '../../organisation/find-by-team.js'
import { modelColumn, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { insideOne } from '../inside-one.js'
import { reachAddress } from '../reach-address.js'

export const acknowledgements: CollectionConfig = {
  slug: 'acknowledgements',
  labels: { singular: bi('Xác nhận', 'Acknowledgement'), plural: bi('Xác nhận', 'Acknowledgements') },
  access: accessFor('acknowledgements'),
  admin: {
    group: groups.follow,
    useAsTitle: 'id',
    defaultColumns: ['team', 'member', 'assignment', 'language', 'via', 'at', 'retractedAt'],
    listSearchableFields: ['searchText'],
    components: { beforeListTable: ['/src/dissemination/views/ChooseScope#ChooseScope'], views: { edit: { default: { Component: '/src/reach/views/OpenInReach#OpenInReach' } } } },
    formatDocURL: ({ doc, defaultURL }) => reachAddress({ collection: 'acknowledgements', doc }) ?? defaultURL,
    description: bi('Ai đã xác nhận, bản nào, bằng cách nào; lần rút lại cũng còn đây.', 'Who acknowledged, which version, by which way; those taken back stay on record.'),
    hideAPIURL: true,
  },
  custom: { isBare: true },
  versions: false,
  lockDocuments: false,
  timestamps: false,
  disableDuplicate: true,
  defaultSort: 'id',
  fields: [
    idField(),
    { name: 'delivery', type: 'relationship', relationTo: 'deliveries', index: true, label: bi('Việc của tổ', 'Delivery') },
    { name: 'assignment', type: 'relationship', relationTo: 'assignments', index: true, label: bi('Việc giao', 'Assignment') },
    { name: 'team', type: 'relationship', relationTo: 'teams', index: true, label: bi('Tổ', 'Team') },
    { name: 'unit', type: 'relationship', relationTo: 'org-units', index: true, label: bi('Đơn vị', 'Unit') },
    { name: 'member', type: 'relationship', relationTo: 'team-members', label: bi('Người xác nhận', 'Member') },
    { name: 'bundleHash', type: 'text', label: bi('Bản nội dung', 'Bundle') },
    { name: 'language', type: 'text', label: bi('Tiếng', 'Language'), admin: { components: { Cell: '/src/content/views/LanguageCells#LanguageNameCell' } } },
    { name: 'via', type: 'select', label: bi('Bằng', 'Via'), options: [choice('phone', 'Điện thoại của tổ', 'Phone'), choice('desk', 'Cán bộ ghi', 'Desk'), choice('paper', 'Giấy', 'Paper'), choice('call', 'Gọi điện', 'Call')] },
    { name: 'recordedBy', type: 'relationship', relationTo: 'users', label: bi('Người ghi hộ', 'Recorded by') },
    { name: 'device', type: 'relationship', relationTo: 'devices', label: bi('Máy', 'Device') },
    { name: 'at', type: 'date', label: bi('Lúc', 'At') },
    { name: 'receivedAt', type: 'date', label: bi('Nhận lúc', 'Received at') },
    { name: 'retractedAt', type: 'date', label: bi('Rút lại lúc', 'Retracted at') },
    { name: 'note', type: 'text', label: bi('Ghi chú', 'Note') },
    // Asked for by the search box alone (find-by-team.ts).
    { ...searchTextColumn(bi('tên tổ, thôn bản', 'team or village')), virtual: true },
    modelColumn({ name: 'clientId', type: 'text' }),
    modelColumn({ name: 'path', type: 'text' }),
    modelColumn({ name: 'effectiveAt', type: 'date' }),
  ],
  hooks: { beforeOperation: [findByTeam(), insideOne(['assignment', 'team', 'unit'])] },
}
