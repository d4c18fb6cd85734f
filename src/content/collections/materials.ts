/** Tài liệu tuyên truyền about a document or a campaign: a text, a recording, a poster, a leaflet, a film. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { namesContents } from '../named-kinds.js'
import { audioField, BODY_LIMIT, contentComponents, contentSettings, keptFields, keyPointsField, line, ownerFields, paragraphs, questionsField } from './common.js'

export const materials: CollectionConfig = {
  slug: 'materials',
  labels: { singular: bi('Tài liệu tuyên truyền', 'Material'), plural: bi('Tài liệu tuyên truyền', 'Materials') },
  access: accessFor('materials'),
  admin: {
    group: groups.content,
    useAsTitle: 'title',
    hideAPIURL: true,
    defaultColumns: ['title', 'kind', 'about', 'languages', 'ownerName'],
    listSearchableFields: ['searchText'],
    components: contentComponents,
    description: bi('Bài, bản đọc, áp phích, tờ rơi giải thích một văn bản hoặc một phong trào.', 'Texts, recordings, posters and leaflets about a document or a campaign.'),
  },
  ...contentSettings('materials', { beforeValidate: [namesContents('about', ['resolutions', 'campaigns'])] }),
  fields: [
    idField(),
    ...ownerFields,
    line({ name: 'title', required: true, max: 300, label: bi('Tên', 'Title') }),
    {
      name: 'kind',
      type: 'select',
      required: true,
      defaultValue: 'text',
      label: bi('Loại', 'Kind'),
      options: [choice('text', 'Bài viết', 'Text'), choice('audio', 'Bản đọc', 'Audio'), choice('poster', 'Áp phích', 'Poster'), choice('leaflet', 'Tờ rơi', 'Leaflet'), choice('video', 'Phim', 'Video')],
    },
    { name: 'about', type: 'relationship', relationTo: ['resolutions', 'campaigns'], label: bi('Nói về', 'About') },
    paragraphs({ name: 'body', localized: true, max: BODY_LIMIT, label: bi('Nội dung', 'Body') }),
    keyPointsField,
    questionsField,
    audioField,
    { name: 'file', type: 'upload', relationTo: 'media', label: bi('Tệp', 'File') },
    ...keptFields(bi('tên tài liệu', 'title')),
  ],
}
