/** Việc của tổ: one team's copy of an assignment, with the six facts. Written by works alone (src/dissemination). */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { findByTeam } from '../../organisation/find-by-team.js'
import { modelColumn, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { insideOne } from '../inside-one.js'
import { reachAddress } from '../reach-address.js'

const day = { components: { Cell: '/src/platform/admin/DayField#DayCell' } }
const flag = { components: { Cell: '/src/platform/admin/cells#FlagCell' } }
const number = { components: { Cell: '/src/platform/admin/cells#NumberCell' } }

export const deliveries: CollectionConfig = {
  slug: 'deliveries',
  labels: { singular: bi('Việc của tổ', 'Delivery'), plural: bi('Việc của tổ', 'Deliveries') },
  access: accessFor('deliveries'),
  admin: {
    group: groups.follow,
    useAsTitle: 'id',
    defaultColumns: ['team', 'assignment', 'state', 'seenOn', 'acknowledgedAt', 'reportedAt', 'acceptedAt'],
    listSearchableFields: ['searchText'],
    components: { beforeListTable: ['/src/dissemination/views/ChooseScope#ChooseScope'], views: { edit: { default: { Component: '/src/reach/views/OpenInReach#OpenInReach' } } } },
    formatDocURL: ({ doc, defaultURL }) => reachAddress({ collection: 'deliveries', doc }) ?? defaultURL,
    description: bi('Sáu bước của từng tổ: giao, về máy, xem, xác nhận, triển khai, duyệt.', 'The six steps of each team: given, on the phone, opened, acknowledged, disseminated, accepted.'),
    hideAPIURL: true,
  },
  custom: { isBare: true },
  versions: false,
  lockDocuments: false,
  timestamps: false,
  disableDuplicate: true,
  defaultSort: 'id',
  indexes: [
    { fields: ['assignment', 'team'], unique: true },
    { fields: ['holder', 'revision'] },
    { fields: ['assignment', 'counterUnitThen'] },
    { fields: ['assignment', 'counterUnitNow'] },
    // Who is behind, the oldest due day first.
    { fields: ['assignment', 'dueDelivered', 'pathNow'] },
    { fields: ['assignment', 'dueAcknowledged', 'pathNow'] },
    { fields: ['assignment', 'dueReported', 'pathNow'] },
  ],
  fields: [
    idField(),
    { name: 'assignment', type: 'relationship', relationTo: 'assignments', label: bi('Việc giao', 'Assignment') },
    { name: 'team', type: 'relationship', relationTo: 'teams', index: true, label: bi('Tổ', 'Team') },
    { name: 'unit', type: 'relationship', relationTo: 'org-units', index: true, label: bi('Đơn vị (khi giao)', 'Unit (as then)') },
    { name: 'holder', type: 'relationship', relationTo: 'teams', label: bi('Tổ đang giữ', 'Holder') },
    { name: 'path', type: 'text', admin: { hidden: true } },
    {
      name: 'state',
      type: 'select',
      label: bi('Tình trạng', 'State'),
      options: [
        choice('assigned', 'Đã giao', 'Assigned'),
        choice('delivered', 'Đã về máy', 'Delivered'),
        choice('seen', 'Đã xem', 'Seen'),
        choice('acknowledged', 'Đã xác nhận', 'Acknowledged'),
        choice('reported', 'Đã báo cáo', 'Reported'),
        choice('returned', 'Trả lại', 'Returned'),
        choice('accepted', 'Đã duyệt', 'Accepted'),
        choice('exempted', 'Được miễn', 'Exempted'),
      ],
    },
    { name: 'deliveredAt', type: 'date', label: bi('Về máy lúc', 'Delivered at') },
    { name: 'seenOn', type: 'text', label: bi('Xem ngày', 'Seen on'), admin: day },
    { name: 'acknowledgedAt', type: 'date', label: bi('Xác nhận lúc', 'Acknowledged at') },
    { name: 'reportedAt', type: 'date', label: bi('Báo cáo lúc', 'Reported at') },
    { name: 'acceptedAt', type: 'date', label: bi('Duyệt lúc', 'Accepted at') },
    { name: 'acknowledgedLate', type: 'checkbox', label: bi('Xác nhận muộn', 'Acknowledged late'), admin: flag },
    { name: 'reportedLate', type: 'checkbox', label: bi('Báo cáo muộn', 'Reported late'), admin: flag },
    { name: 'acknowledgedVia', type: 'text', admin: { hidden: true } },
    { name: 'reportedVia', type: 'text', admin: { hidden: true } },
    { name: 'blocked', type: 'json', label: bi('Vướng mắc', 'Blocked'), admin: { disableListColumn: true, disableListFilter: true } },
    { name: 'exemptedAt', type: 'date', label: bi('Miễn lúc', 'Exempted at') },
    { name: 'exemptReason', type: 'text', label: bi('Lý do miễn', 'Reason of exemption') },
    { name: 'ackDue', type: 'text', label: bi('Hạn xác nhận', 'Acknowledge by'), admin: day },
    { name: 'reportDue', type: 'text', label: bi('Hạn báo cáo', 'Report by'), admin: day },
    { name: 'households', type: 'number', label: bi('Số hộ', 'Households'), admin: number },
    { name: 'householdsReached', type: 'number', label: bi('Số hộ đã đến', 'Households reached'), admin: number },
    { name: 'updatedAt', type: 'date', label: bi('Đổi lúc', 'Changed at') },
    // Asked for by the search box alone (find-by-team.ts).
    { ...searchTextColumn(bi('tên tổ, thôn bản', 'team or village')), virtual: true },
    ...[
      { name: 'pathNow', type: 'text' } as const,
      { name: 'counterUnitThen', type: 'text' } as const,
      { name: 'counterUnitNow', type: 'text' } as const,
      { name: 'publishedAt', type: 'date' } as const,
      { name: 'epoch', type: 'number' } as const,
      { name: 'seenAt', type: 'date' } as const,
      { name: 'isReturned', type: 'checkbox' } as const,
      { name: 'blockedReason', type: 'text' } as const,
      { name: 'sessions', type: 'number' } as const,
      { name: 'attPartyMembers', type: 'number' } as const,
      { name: 'attHouseholds', type: 'number' } as const,
      { name: 'attOthers', type: 'number' } as const,
      { name: 'attTotal', type: 'number' } as const,
      { name: 'dueDelivered', type: 'text' } as const,
      { name: 'dueAcknowledged', type: 'text' } as const,
      { name: 'dueReported', type: 'text' } as const,
      { name: 'openUntil', type: 'text' } as const,
      { name: 'isWithdrawn', type: 'checkbox' } as const,
      { name: 'revision', type: 'number' } as const,
      { name: 'item', type: 'textarea' } as const,
    ].map((field) => modelColumn(field)),
  ],
  hooks: { beforeOperation: [findByTeam(), insideOne(['assignment', 'team', 'unit'])] },
}
