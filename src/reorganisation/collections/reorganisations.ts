/** Sắp xếp đơn vị: one decision that changes the tree. The draft is made here; its changes and effects by their calls. */
import { APIError, type CollectionBeforeDeleteHook, type CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { ownUnit, placeFromUnit } from '../../organisation/place.js'
import { auditCollection } from '../../platform/audit/audit-collection.js'
import { dayField, modelColumn, readOnly } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'

const draftsOnly: CollectionBeforeDeleteHook = async ({ req, id }) => {
  const found = await req.payload.db.findOne<{ id: string; state?: string }>({ collection: 'reorganisations', where: { id: { equals: id } } })
  if (found && found.state !== 'draft') throw new APIError('Chỉ xoá được bản đang soạn. Lần sắp xếp đã thực hiện thì hoàn tác.', 409, undefined, true)
}

export const reorganisations: CollectionConfig = {
  slug: 'reorganisations',
  labels: { singular: bi('Sắp xếp đơn vị', 'Reorganisation'), plural: bi('Sắp xếp đơn vị', 'Reorganisations') },
  access: accessFor('reorganisations'),
  admin: {
    group: groups.administration,
    useAsTitle: 'title',
    hideAPIURL: true,
    defaultColumns: ['title', 'decision', 'effectiveOn', 'state'],
    description: bi('Lập, đổi tên, đổi mã, chuyển, nhập, chia, giải thể đơn vị theo một quyết định; số liệu cũ giữ nguyên.', 'Changes of the tree by one decision.'),
  },
  versions: false,
  lockDocuments: false,
  timestamps: true,
  disableDuplicate: true,
  defaultSort: '-createdAt',
  fields: [
    idField(),
    { name: 'owner', type: 'relationship', relationTo: 'org-units', required: true, defaultValue: ownUnit, label: bi('Đơn vị thực hiện', 'Owner'), admin: { position: 'sidebar' } },
    { name: 'title', type: 'text', required: true, maxLength: 300, label: bi('Tên', 'Title') },
    { name: 'decision', type: 'text', maxLength: 200, label: bi('Quyết định', 'Decision') },
    dayField({ name: 'decidedOn', label: bi('Ngày quyết định', 'Decided on') }),
    dayField({ name: 'effectiveOn', label: bi('Có hiệu lực từ', 'Effective on') }),
    readOnly({
      name: 'state',
      type: 'select',
      defaultValue: 'draft',
      label: bi('Tình trạng', 'State'),
      options: [choice('draft', 'Đang soạn', 'Draft'), choice('applying', 'Đang thực hiện', 'Applying'), choice('applied', 'Đã thực hiện', 'Applied'), choice('undoing', 'Đang hoàn tác', 'Undoing'), choice('undone', 'Đã hoàn tác', 'Undone')],
      admin: { position: 'sidebar' },
    }),
    readOnly({ name: 'done', type: 'number', admin: { position: 'sidebar' } }),
    readOnly({ name: 'total', type: 'number', admin: { position: 'sidebar' } }),
    readOnly({ name: 'appliedAt', type: 'date', label: bi('Thực hiện lúc', 'Applied at'), admin: { position: 'sidebar' } }),
    modelColumn({ name: 'ownerPath', type: 'text', index: true }),
    modelColumn({ name: 'changes', type: 'json' }),
    modelColumn({ name: 'effects', type: 'json' }),
    modelColumn({ name: 'undo', type: 'json' }),
  ],
  hooks: {
    beforeChange: [placeFromUnit({ field: 'owner', column: 'ownerPath' })],
    beforeDelete: [draftsOnly],
    ...auditCollection('reorganisations', { unit: 'owner' }),
  },
}
