/** Sheets of units, teams, members and accounts as they were checked and applied; made by the import's calls alone. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { accountOf, hasRole } from '../../access/account.js'
import { modelColumn, readOnly } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'

export const imports: CollectionConfig = {
  slug: 'imports',
  labels: { singular: bi('Lần nhập danh sách', 'Import'), plural: bi('Nhập danh sách', 'Imports') },
  access: accessFor('imports'),
  admin: {
    group: groups.administration,
    useAsTitle: 'fileName',
    hideAPIURL: true,
    defaultColumns: ['fileName', 'kind', 'state', 'rows', 'createdAt'],
    components: {
      beforeListTable: ['/src/organisation/import/views/ImportStart#ImportStart'],
      views: { edit: { default: { Component: '/src/organisation/import/views/ImportDesk#ImportDesk' } } },
    },
    description: bi('Nhập đơn vị, tổ, thành viên, tài khoản từ Excel; kiểm tra trước, hoàn tác được.', 'Units, teams, members and accounts from Excel.'),
  },
  versions: false,
  lockDocuments: false,
  timestamps: true,
  disableDuplicate: true,
  defaultSort: '-createdAt',
  fields: [
    idField(),
    readOnly({ name: 'kind', type: 'select', label: bi('Loại', 'Kind'), options: [choice('units', 'Đơn vị', 'Units'), choice('teams', 'Tổ', 'Teams'), choice('members', 'Thành viên', 'Members'), choice('accounts', 'Tài khoản', 'Accounts')] }),
    readOnly({
      name: 'state',
      type: 'select',
      label: bi('Tình trạng', 'State'),
      options: [choice('checked', 'Đã kiểm tra', 'Checked'), choice('applying', 'Đang ghi', 'Applying'), choice('applied', 'Đã ghi', 'Applied'), choice('undoing', 'Đang hoàn tác', 'Undoing'), choice('undone', 'Đã hoàn tác', 'Undone'), choice('failed', 'Không ghi được', 'Failed')],
    }),
    readOnly({ name: 'fileName', type: 'text', label: bi('Tệp', 'File') }),
    readOnly({ name: 'rows', type: 'number', label: bi('Số dòng', 'Rows'), admin: { components: { Cell: '/src/platform/admin/cells#NumberCell' } } }),
    readOnly({ name: 'counts', type: 'json', label: bi('Kết quả kiểm tra', 'Counts') }),
    readOnly({ name: 'problems', type: 'json', label: bi('Lỗi', 'Problems'), access: { read: ({ req, doc }) => doc?.kind !== 'accounts' || hasRole(accountOf(req), 'admin') } }),
    readOnly({ name: 'done', type: 'number', label: bi('Đã làm', 'Done') }),
    readOnly({ name: 'total', type: 'number', label: bi('Tổng', 'Total') }),
    readOnly({ name: 'startedBy', type: 'relationship', relationTo: 'users', label: bi('Người nhập', 'Started by') }),
    modelColumn({ name: 'ownerPath', type: 'text', index: true }),
    modelColumn({ name: 'sheet', type: 'text' }),
    modelColumn({ name: 'plan', type: 'json' }),
    modelColumn({ name: 'undo', type: 'json' }),
  ],
}
