/** A content's saves, the newest first: when, by whom, in which language and what; each leads to Payload's own comparison. */
import { Gutter, SetDocumentStepNav } from '@payloadcms/ui'
import type { DocumentViewServerProps } from 'payload'

import { nameOfActor, nameOfField } from '../../access/log-names'
import { NOTHING, showInstant } from '../../platform/admin/formats'
import { isContentType } from '../languages'
import { savesOf } from '../saves-of'
import { languageTexts, savesTexts } from './texts'

export async function SavedVersions({ initPageResult, searchParams, i18n, payload }: DocumentViewServerProps) {
  const { collectionConfig, docID, req } = initPageResult
  const language = i18n.language === 'en' ? 'en' : 'vi'
  const texts = savesTexts[language]
  const collection = collectionConfig?.slug
  if (!isContentType(collection) || docID === undefined) return null
  const id = String(docID)
  const { saves, page, pages } = await savesOf({ contentType: collection, id, page: Math.max(1, Math.trunc(Number(searchParams?.page)) || 1), req })
  const actors = [...new Set(saves.flatMap(({ actor }) => actor ?? []))]
  const names = new Map(await Promise.all(actors.map(async (actor) => [actor, await nameOfActor({ payload, actor, language })] as const)))
  const rows = saves.map((save) => ({
    ...save,
    by: names.get(save.actor ?? '') ?? NOTHING,
    what: save.isNew ? texts.made : save.changed.map((field) => nameOfField({ payload, collection, field, language })).join(', ') || NOTHING,
  }))
  const title = i18n.t('version:versions')
  const turn = (to: number, label: string) => (to >= 1 && to <= pages ? <a href={`?page=${to}`}>{label}</a> : null)
  return (
    <Gutter className="lt-page">
      <SetDocumentStepNav collectionSlug={collection} id={id} pluralLabel={collectionConfig?.labels.plural} useAsTitle={collectionConfig?.admin.useAsTitle} view={title} />
      {pages === 0 && <p>{texts.none}</p>}
      {rows.length > 0 && (
        <div className="lt-table lt-table--cards">
          <table>
            <caption className="lt-hidden">{title}</caption>
            <thead>
              <tr>
                {[texts.at, texts.by, texts.language, texts.what].map((label) => (
                  <th key={label} scope="col">{label}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <a href={`/admin/collections/${collection}/${id}/versions/${row.id}`}>{showInstant(row.at)}</a>
                  </td>
                  <td data-label={texts.by}>{row.by}</td>
                  <td data-label={texts.language}>{row.language ? languageTexts[language].names[row.language] : NOTHING}</td>
                  <td data-label={texts.what}>{row.what}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {Math.max(page, pages) > 1 && (
        <nav className="lt-crumbs" aria-label={title}>
          {turn(Math.min(page - 1, pages), texts.newer)}
          <span>{texts.page(page, pages)}</span>
          {turn(page + 1, texts.older)}
        </nav>
      )}
    </Gutter>
  )
}
