/** Tổ dân vận: the team of a unit, by founding decision. What it is called is data (`label`). */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { auditCollection } from '../../platform/audit/audit-collection.js'
import { keepOthersChange } from '../../platform/audit/keep-others-change.js'
import { modelColumn, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, groups } from '../../platform/labels.js'
import { foldSearch } from '../../platform/search.js'
import { keepTeam, refuseDeletingTeam } from '../keep-team.js'
import { placeFromUnit } from '../place.js'

const never = () => false

export const teams: CollectionConfig = {
  slug: 'teams',
  labels: { singular: bi('Tổ dân vận', 'Team'), plural: bi('Tổ dân vận', 'Teams') },
  access: accessFor('teams'),
  admin: {
    group: groups.territory,
    useAsTitle: 'label',
    hideAPIURL: true,
    defaultColumns: ['label', 'unit', 'foundingDecision', 'active'],
    listSearchableFields: ['searchText'],
    components: {
      beforeListTable: ['/src/reach/first-run/views/FirstRunHint#FirstRunHint', '/src/organisation/renewal/views/GapsPanel#GapsPanel'],
      edit: { beforeDocumentControls: ['/src/organisation/views/MakeCodesButton#MakeCodesButton'] },
      views: { edit: { renewal: { Component: '/src/organisation/renewal/views/RenewalDesk#RenewalDesk', path: '/renewal', tab: { label: 'Kiện toàn', href: '/renewal' } } } },
    },
    description: bi('Mỗi thôn, bản, tổ dân phố một tổ; danh sách thành viên kiện toàn hằng năm.', 'One team per village; its list of members is renewed every year.'),
  },
  versions: false,
  lockDocuments: false,
  disableDuplicate: true,
  timestamps: true,
  defaultSort: 'sortKey',
  fields: [
    idField(),
    { name: 'unit', type: 'relationship', relationTo: 'org-units', required: true, label: bi('Đơn vị', 'Unit'), access: { update: never } },
    { name: 'label', type: 'text', maxLength: 200, label: bi('Tên tổ', 'Name of the team'), admin: { description: bi('Để trống thì là “Tổ dân vận” cùng tên đơn vị.', 'Left empty: “Tổ dân vận” with the unit’s name.') } },
    { name: 'foundingDecision', type: 'text', maxLength: 200, label: bi('Quyết định thành lập', 'Founding decision') },
    { name: 'active', type: 'checkbox', defaultValue: true, label: bi('Đang hoạt động', 'Active'), admin: { components: { Cell: '/src/organisation/views/ActiveCell#ActiveCell' } } },
    modelColumn({ name: 'path', type: 'text', index: true }),
    searchTextColumn(bi('tên tổ, thôn bản', 'team or village')),
    { name: 'sortKey', type: 'text', admin: { hidden: true }, access: { create: never, update: never } },
  ],
  hooks: {
    beforeOperation: [foldSearch, keepOthersChange('teams')],
    beforeChange: [placeFromUnit({ field: 'unit', column: 'path' }), keepTeam],
    beforeDelete: [refuseDeletingTeam],
    ...auditCollection('teams', { unit: 'unit' }),
  },
}
