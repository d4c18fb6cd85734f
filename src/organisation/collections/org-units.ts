/** Units of today's tree. Identity is the id alone; name, code, type and parent have their history in org-placements. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { auditCollection } from '../../platform/audit/audit-collection.js'
import { keepOthersChange } from '../../platform/audit/keep-others-change.js'
import { dayField, modelColumn, readOnly, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { foldSearch } from '../../platform/search.js'
import { keepHouseholds } from '../households.js'
import { carryUnitChange, keepUnit, openPlacement, refuseChangingUnit, refuseDeletingUnit } from '../keep-unit.js'
import { unitWithName } from '../unit-name.js'

const never = () => false

export const orgUnits: CollectionConfig = {
  slug: 'org-units',
  labels: { singular: bi('Đơn vị', 'Unit'), plural: bi('Đơn vị', 'Units') },
  access: accessFor('org-units'),
  admin: {
    group: groups.territory,
    useAsTitle: 'name',
    hideAPIURL: true,
    defaultColumns: ['name', 'type', 'code', 'parentName', 'households', 'closedOn'],
    listSearchableFields: ['searchText'],
    components: { beforeListTable: ['/src/reach/first-run/views/FirstRunHint#FirstRunHint'], edit: { beforeDocumentControls: ['/src/organisation/views/MakeCodesButton#MakeCodesButton'] } },
    description: bi('Cây địa bàn hôm nay. Đổi mã, loại hoặc đơn vị cấp trên bằng một lần sắp xếp đơn vị.', 'The tree as of today. Code, type and parent change by a reorganisation.'),
  },
  versions: false,
  lockDocuments: false,
  disableDuplicate: true,
  timestamps: true,
  defaultSort: 'sortKey',
  fields: [
    idField(),
    { name: 'name', type: 'text', required: true, maxLength: 200, label: bi('Tên', 'Name') },
    {
      name: 'type',
      type: 'select',
      required: true,
      label: bi('Loại', 'Type'),
      access: { update: never },
      options: [
        choice('nation', 'Trung ương', 'Nation'),
        choice('province', 'Tỉnh, thành phố', 'Province'),
        choice('district', 'Huyện', 'District'),
        choice('commune', 'Xã, phường, đặc khu', 'Commune'),
        choice('village', 'Thôn, bản, tổ dân phố', 'Village'),
      ],
    },
    { name: 'label', type: 'text', maxLength: 60, label: bi('Cách gọi (thôn, bản, tổ dân phố…)', 'Label') },
    { name: 'code', type: 'text', maxLength: 40, label: bi('Mã', 'Code'), access: { update: never }, admin: { description: bi('Để trống thì Lan Tỏa đặt mã.', 'Left empty, the product makes one.') } },
    ...unitWithName({ name: 'parent', label: bi('Thuộc', 'Parent'), access: { update: never } }),
    readOnly({ name: 'path', type: 'text', index: true, admin: { hidden: true } }),
    dayField({ name: 'openedOn', label: bi('Có từ ngày', 'Opened on'), access: { update: never } }),
    readOnly(dayField({ name: 'closedOn', label: bi('Thôi từ ngày', 'Closed on') })),
    { name: 'households', type: 'number', min: 0, max: 100_000_000, label: bi('Số hộ', 'Households'), admin: { components: { Cell: '/src/platform/admin/cells#NumberCell' } }, validate: wholeNumber },
    { name: 'population', type: 'number', min: 0, max: 1_000_000_000, label: bi('Số dân', 'Population'), admin: { components: { Cell: '/src/platform/admin/cells#NumberCell' } }, validate: wholeNumber },
    modelColumn({ name: 'openCode', type: 'text', unique: true }),
    searchTextColumn(bi('tên, cách gọi, mã đơn vị', 'name, label or code')),
    { name: 'sortKey', type: 'text', index: true, admin: { hidden: true }, access: { create: never, update: never } },
  ],
  hooks: {
    beforeOperation: [foldSearch, refuseChangingUnit, keepOthersChange('org-units')],
    beforeChange: [keepUnit],
    beforeDelete: [refuseDeletingUnit],
    ...auditCollection('org-units', { unit: 'id', path: 'path' }, { afterChange: [openPlacement, keepHouseholds, carryUnitChange] }),
  },
}

function wholeNumber(value: unknown): true | string {
  return value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 1_000_000_000) || 'Cần là số nguyên, không âm.'
}
