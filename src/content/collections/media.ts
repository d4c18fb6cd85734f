/** Images, recordings and PDFs, by what they are and not by what they are called; images are cleaned on arrival. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { auditCollection } from '../../platform/audit/audit-collection.js'
import { modelColumn, readOnly, searchTextColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, groups } from '../../platform/labels.js'
import { foldSearch } from '../../platform/search.js'
import { ownUnit, placeFromUnit } from '../../organisation/place.js'
import { unitWithName } from '../../organisation/unit-name.js'
import { keepMedia, MEDIA_TYPES, refuseDeletingMedia, tidyUpload } from '../keep-media.js'
import { keepBytes, removeBytes, serveMedia } from '../media-bytes.js'

const rendition = (width: number) => ({ name: `w${width}`, width, withoutEnlargement: true, formatOptions: { format: 'webp' as const, options: { quality: 78 } } })

export const media: CollectionConfig = {
  slug: 'media',
  labels: { singular: bi('Tệp', 'File'), plural: bi('Tệp hình, tiếng, PDF', 'Files') },
  access: accessFor('media'),
  admin: {
    group: groups.content,
    useAsTitle: 'filename',
    hideAPIURL: true,
    defaultColumns: ['filename', 'alt', 'mimeType', 'filesize', 'ownerName'],
    listSearchableFields: ['searchText'],
    description: bi('Ảnh JPEG, PNG, WebP; âm thanh MP3, M4A, OGG, WAV; PDF. Vị trí chụp trong ảnh được xoá khi nhận.', 'JPEG, PNG, WebP; MP3, M4A, OGG, WAV; PDF.'),
  },
  upload: {
    disableLocalStorage: true,
    handlers: [serveMedia],
    mimeTypes: [...MEDIA_TYPES],
    imageSizes: [rendition(320), rendition(720), rendition(1280)],
    adminThumbnail: 'w320',
    crop: false,
    focalPoint: false,
    pasteURL: false,
    displayPreview: true,
  },
  versions: false,
  lockDocuments: false,
  disableDuplicate: true,
  timestamps: true,
  defaultSort: '-createdAt',
  fields: [
    idField(),
    ...unitWithName({ name: 'owner', required: true, defaultValue: ownUnit, label: bi('Đơn vị chủ quản', 'Owner'), isAside: true }),
    { name: 'alt', type: 'text', maxLength: 300, label: bi('Mô tả cho người nghe', 'Description') },
    // Payload's own columns, in our words.
    { name: 'filename', type: 'text', label: bi('Tên tệp', 'File name') },
    { name: 'mimeType', type: 'text', label: bi('Loại tệp', 'Type'), admin: { components: { Cell: '/src/content/views/FileTypeCell#FileTypeCell' } } },
    { name: 'filesize', type: 'number', label: bi('Dung lượng', 'Size'), admin: { components: { Cell: '/src/platform/admin/cells#SizeCell' } } },
    readOnly({ name: 'seconds', type: 'number', label: bi('Độ dài (giây)', 'Length in seconds') }),
    modelColumn({ name: 'ownerPath', type: 'text', index: true }),
    modelColumn({ name: 'isApproved', type: 'checkbox', defaultValue: false }),
    searchTextColumn(bi('tên tệp, mô tả', 'file name or description')),
  ],
  hooks: {
    beforeOperation: [foldSearch, tidyUpload],
    beforeChange: [placeFromUnit({ field: 'owner', column: 'ownerPath' }), keepMedia, keepBytes],
    beforeDelete: [refuseDeletingMedia],
    ...auditCollection('media', { unit: 'owner' }, { afterDelete: [removeBytes] }),
  },
}
