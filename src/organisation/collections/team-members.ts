/** Members of teams with the days from and to which they served: what they did in their time stays theirs. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { auditCollection } from '../../platform/audit/audit-collection.js'
import { keepOthersChange } from '../../platform/audit/keep-others-change.js'
import { dayField, modelColumn, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { foldSearch } from '../../platform/search.js'
import { confirmMember, keepMember, keepPastRoles, refuseDeletingMember } from '../keep-team.js'
import { placeFromTeam } from '../place.js'

const never = () => false

export const teamMembers: CollectionConfig = {
  slug: 'team-members',
  labels: { singular: bi('Thành viên tổ', 'Member'), plural: bi('Thành viên tổ', 'Members') },
  access: accessFor('team-members'),
  admin: {
    group: groups.territory,
    useAsTitle: 'name',
    hideAPIURL: true,
    defaultColumns: ['name', 'team', 'role', 'position', 'from', 'to', 'provisional'],
    listSearchableFields: ['searchText'],
    components: { beforeListTable: ['/src/reach/first-run/views/FirstRunHint#FirstRunHint'], edit: { beforeDocumentControls: ['/src/organisation/views/PersonalDataButton#PersonalDataButton'] } },
    description: bi('Thành viên thôi tham gia thì ghi ngày, không xoá. “Tổ tự khai” chờ cán bộ xác nhận.', 'Members who leave get a day, they are not deleted.'),
  },
  versions: false,
  lockDocuments: false,
  disableDuplicate: true,
  timestamps: true,
  defaultSort: 'sortKey',
  fields: [
    idField(),
    { name: 'team', type: 'relationship', relationTo: 'teams', required: true, label: bi('Tổ', 'Team'), access: { update: never } },
    { name: 'name', type: 'text', required: true, maxLength: 120, label: bi('Họ và tên', 'Name') },
    { name: 'role', type: 'select', required: true, defaultValue: 'member', label: bi('Vai trò', 'Role'), options: [choice('leader', 'Tổ trưởng', 'Leader'), choice('deputy', 'Tổ phó', 'Deputy'), choice('member', 'Thành viên', 'Member')] },
    { name: 'position', type: 'text', maxLength: 200, label: bi('Chức danh', 'Position') },
    { name: 'phone', type: 'text', maxLength: 30, label: bi('Điện thoại', 'Phone') },
    dayField({ name: 'from', label: bi('Từ ngày', 'From') }),
    dayField({ name: 'to', label: bi('Đến ngày', 'To') }),
    { name: 'provisional', type: 'checkbox', defaultValue: false, label: bi('Tổ tự khai, chờ xác nhận', 'Named by the team itself'), admin: { components: { Cell: '/src/platform/admin/cells#FlagCell' } } },
    modelColumn({ name: 'replaces', type: 'text' }),
    // Until when the one who was replaced still acted, to the instant: days alone would take a morning's work from them.
    modelColumn({ name: 'replacedAt', type: 'date' }),
    modelColumn({ name: 'pastRoles', type: 'json' }),
    // The team says that this person has left and nobody came in their place; it counts once the desk has confirmed it.
    modelColumn({ name: 'leavingOn', type: 'text' }),
    modelColumn({ name: 'clientId', type: 'text' }),
    modelColumn({ name: 'path', type: 'text', index: true }),
    searchTextColumn(bi('họ tên, chức danh', 'name or position')),
    { name: 'sortKey', type: 'text', admin: { hidden: true }, access: { create: never, update: never } },
  ],
  hooks: {
    beforeOperation: [foldSearch, keepOthersChange('team-members')],
    beforeChange: [placeFromTeam, keepMember, keepPastRoles, confirmMember],
    beforeDelete: [refuseDeletingMember],
    ...auditCollection('team-members', { team: 'team' }),
  },
}
