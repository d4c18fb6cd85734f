/** Báo cáo triển khai as the team sent it; the body is kept whole and shown field by field (contract §2 and §3). */
import type { CollectionConfig, Field } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { findByTeam } from '../../organisation/find-by-team.js'
import { modelColumn, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { insideOne } from '../inside-one.js'
import { reachAddress } from '../reach-address.js'
import { showReportBody } from '../show-report-body.js'

/** Shown from the stored body; nobody queries them. */
const shown = (name: string, vi: string, en: string, type: 'json' | 'number' | 'textarea' = 'json'): Field => {
  const common = { name, virtual: true, label: bi(vi, en), admin: { readOnly: true, disableListColumn: true, disableListFilter: true } } as const
  if (type === 'number') return { ...common, type }
  return type === 'textarea' ? { ...common, type } : { ...common, type: 'json' }
}

/** Read on the report's card; as a column they would be code. */
const notListed = { disableListColumn: true, disableListFilter: true }

export const reports: CollectionConfig = {
  slug: 'reports',
  labels: { singular: bi('Báo cáo', 'Report'), plural: bi('Báo cáo', 'Reports') },
  access: accessFor('reports'),
  admin: {
    group: groups.follow,
    useAsTitle: 'id',
    defaultColumns: ['team', 'assignments', 'state', 'revision', 'via', 'receivedAt'],
    listSearchableFields: ['searchText'],
    components: { beforeListTable: ['/src/dissemination/views/ChooseScope#ChooseScope'], views: { edit: { default: { Component: '/src/reach/views/OpenInReach#OpenInReach' } } } },
    formatDocURL: ({ doc, defaultURL }) => reachAddress({ collection: 'reports', doc }) ?? defaultURL,
    description: bi('Báo cáo của các tổ: duyệt hoặc trả lại kèm lý do. Bản cũ luôn được giữ.', 'Reports of the teams: accept, or return with a reason.'),
    hideAPIURL: true,
  },
  custom: { isBare: true },
  versions: false,
  lockDocuments: false,
  timestamps: false,
  disableDuplicate: true,
  // Ids are made in the order of arrival: the newest first, and none has another's place.
  defaultSort: '-id',
  forceSelect: { body: true, photos: true },
  indexes: [
    { fields: ['team', 'clientId'], unique: true },
    { fields: ['team', 'receivedAt'] },
    { fields: ['path', 'state'] },
    // What waits for a decision, the oldest first, within a place.
    { fields: ['state', 'receivedAt', 'path'] },
  ],
  fields: [
    idField(),
    { name: 'clientId', type: 'text', label: bi('Mã của tổ', 'Client id'), admin: { hidden: true } },
    { name: 'team', type: 'relationship', relationTo: 'teams', label: bi('Tổ', 'Team') },
    { name: 'unit', type: 'relationship', relationTo: 'org-units', index: true, label: bi('Đơn vị', 'Unit') },
    { name: 'assignments', type: 'relationship', relationTo: 'assignments', hasMany: true, label: bi('Việc giao', 'Assignments') },
    { name: 'deliveries', type: 'relationship', relationTo: 'deliveries', hasMany: true, label: bi('Việc của tổ', 'Deliveries') },
    { name: 'revision', type: 'number', label: bi('Lần', 'Revision') },
    { name: 'supersedes', type: 'text', label: bi('Thay cho', 'Supersedes'), admin: notListed },
    { name: 'state', type: 'select', label: bi('Tình trạng', 'State'), options: [choice('submitted', 'Chờ duyệt', 'Submitted'), choice('returned', 'Trả lại', 'Returned'), choice('accepted', 'Đã duyệt', 'Accepted'), choice('superseded', 'Đã có bản mới', 'Superseded')] },
    { name: 'returnReason', type: 'textarea', label: bi('Lý do trả lại', 'Reason of return') },
    shown('sessions', 'Các buổi', 'Sessions'),
    shown('householdsReached', 'Số hộ đã đến (đến nay)', 'Households reached', 'number'),
    shown('householdsTotal', 'Số hộ theo thôn', 'Households by the village', 'number'),
    shown('copies', 'Số bản phát', 'Copies', 'number'),
    shown('broadcasts', 'Phát loa', 'Broadcasts'),
    shown('indicators', 'Chỉ tiêu', 'Indicators'),
    shown('difficulties', 'Khó khăn', 'Difficulties', 'textarea'),
    shown('proposals', 'Đề xuất', 'Proposals', 'textarea'),
    { name: 'replies', type: 'json', label: bi('Trao đổi', 'Replies'), admin: notListed },
    { name: 'photos', type: 'json', label: bi('Ảnh', 'Photos'), admin: notListed },
    { name: 'warnings', type: 'json', label: bi('Điều cần xem lại', 'Warnings'), admin: notListed },
    { name: 'via', type: 'select', label: bi('Bằng', 'Via'), options: [choice('phone', 'Điện thoại của tổ', 'Phone'), choice('desk', 'Cán bộ ghi', 'Desk'), choice('paper', 'Giấy', 'Paper'), choice('call', 'Gọi điện', 'Call')] },
    { name: 'recordedBy', type: 'relationship', relationTo: 'users', label: bi('Người ghi hộ', 'Recorded by') },
    { name: 'at', type: 'date', label: bi('Lúc', 'At') },
    { name: 'receivedAt', type: 'date', label: bi('Nhận lúc', 'Received at') },
    { name: 'decidedAt', type: 'date', label: bi('Quyết định lúc', 'Decided at') },
    { name: 'decidedBy', type: 'text', label: bi('Người quyết định', 'Decided by'), admin: notListed },
    { name: 'keptAfterWithdrawal', type: 'checkbox', label: bi('Đến sau khi việc bị thu hồi', 'Came after the withdrawal') },
    { name: 'updatedAt', type: 'date', label: bi('Đổi lúc', 'Changed at') },
    { name: 'withheld', type: 'json', label: bi('Chữ không lưu', 'Withheld'), admin: notListed },
    // Asked for by the search box alone (find-by-team.ts).
    { ...searchTextColumn(bi('tên tổ, thôn bản', 'team or village')), virtual: true },
    modelColumn({ name: 'body', type: 'json' }),
    modelColumn({ name: 'links', type: 'json' }),
    modelColumn({ name: 'path', type: 'text' }),
    modelColumn({ name: 'device', type: 'relationship', relationTo: 'devices' }),
    modelColumn({ name: 'effectiveAt', type: 'date' }),
  ],
  hooks: { beforeOperation: [findByTeam(), insideOne(['assignments', 'team', 'unit'], { isFoundByPlace: true })], beforeRead: [showReportBody] },
}
