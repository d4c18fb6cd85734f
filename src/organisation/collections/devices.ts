/** A team's phones. The key is kept as a hash that no answer carries; when a phone was last heard of is a day. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { accountOf } from '../../access/account.js'
import { auditCollection } from '../../platform/audit/audit-collection.js'
import { dayField, modelColumn, readOnly, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, groups } from '../../platform/labels.js'
import { newId } from '../../platform/ids.js'
import { findByTeam } from '../find-by-team.js'
import { refuseDeletingDevice } from '../keep-team.js'
import { showsLastSeen } from '../last-seen.js'
import { placeFromTeam } from '../place.js'

const never = () => false

export const devices: CollectionConfig = {
  slug: 'devices',
  labels: { singular: bi('Máy của tổ', 'Device'), plural: bi('Máy của tổ', 'Devices') },
  access: accessFor('devices'),
  admin: {
    group: groups.territory,
    useAsTitle: 'name',
    hideAPIURL: true,
    defaultColumns: ['name', 'team', 'lastSeenOn', 'revokedAt'],
    listSearchableFields: ['searchText'],
    components: { beforeListTable: ['/src/reach/first-run/views/FirstRunHint#FirstRunHint'], edit: { beforeDocumentControls: ['/src/organisation/views/RevokeDeviceButton#RevokeDeviceButton'] } },
    description: bi('Điện thoại đã được nhận vào tổ bằng mã.', 'Phones that joined a team by a code.'),
  },
  versions: false,
  lockDocuments: false,
  disableDuplicate: true,
  timestamps: true,
  defaultSort: '-createdAt',
  fields: [
    idField(),
    { name: 'team', type: 'relationship', relationTo: 'teams', required: true, label: bi('Tổ', 'Team'), access: { update: never } },
    { name: 'name', type: 'text', maxLength: 120, label: bi('Tên máy', 'Name') },
    // Above the commune only sums are shown (domain: lines that are not crossed).
    { ...readOnly(dayField({ name: 'lastSeenOn', label: bi('Ngày liên lạc gần nhất', 'Last heard of on') })), access: { create: never, update: never, read: ({ req }) => showsLastSeen(accountOf(req)?.unitTypes ?? []) } },
    readOnly({ name: 'revokedAt', type: 'date', label: bi('Ngừng dùng lúc', 'Revoked at') }),
    { ...searchTextColumn(bi('tên tổ, thôn bản, tên máy', 'team, village or phone')), virtual: true },
    modelColumn({ name: 'keyHash', type: 'text', unique: true, defaultValue: () => `none:${newId()}` }),
    modelColumn({ name: 'path', type: 'text', index: true }),
  ],
  hooks: {
    beforeOperation: [findByTeam(['name'])],
    beforeChange: [placeFromTeam],
    beforeDelete: [refuseDeletingDevice],
    ...auditCollection('devices', { team: 'team' }),
  },
}
