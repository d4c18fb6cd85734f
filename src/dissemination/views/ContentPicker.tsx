'use client'
/** What is given out: the chosen contents with the languages that will be sent, and a search for more. */
import { useDeferredValue, useState } from 'react'

import { languageTexts } from '../../content/views/texts'
import type { LanguageState } from '../../content/languages'
import { callDesk, type Listed, query } from '../../platform/admin/call-desk'
import { useTexts } from '../../platform/admin/language'
import { Tag } from '../../platform/admin/parts'
import { commonTexts } from '../../platform/admin/texts'
import { useLoad } from '../../platform/admin/use-desk'
import { useNamed } from '../../platform/admin/use-named'
import { organisationTexts } from '../../organisation/views/texts'
import { assignmentTexts } from './texts'
import type { ContentReference } from './types'

export interface ContentDoc {
  id: string
  symbol?: string | null
  abstract?: string | null
  title?: string | null
  languages?: LanguageState[] | null
}

const KINDS = ['resolutions', 'materials', 'campaigns'] as const

export function titleOf({ symbol, abstract, title }: ContentDoc): string {
  return title ?? [symbol, abstract].filter(Boolean).join(' – ')
}

/** Languages with an approved version: those are what is sent. */
export function sentLanguages({ languages }: ContentDoc): LanguageState[] {
  return (languages ?? []).filter(({ state }) => state === 'approved' || state === 'changed')
}

/** The chosen contents by id, whichever their kind. */
export function useContents(content: readonly ContentReference[]): ReadonlyMap<string, ContentDoc> {
  const ids = (kind: ContentReference['relationTo']) => content.filter(({ relationTo }) => relationTo === kind).map(({ value }) => value)
  const resolutions = useNamed<ContentDoc>({ collection: 'resolutions', ids: ids('resolutions') })
  const materials = useNamed<ContentDoc>({ collection: 'materials', ids: ids('materials') })
  const campaigns = useNamed<ContentDoc>({ collection: 'campaigns', ids: ids('campaigns') })
  return new Map([...resolutions, ...materials, ...campaigns])
}

export function ContentPicker({ content, onChange }: { content: readonly ContentReference[]; onChange: (content: ContentReference[]) => void }) {
  const texts = useTexts(assignmentTexts)
  const known = useContents(content)
  return (
    <div className="lt-field">
      <span className="lt-field__label">{texts.content}</span>
      {content.length === 0 ? <p className="lt-note">{texts.noContent}</p> : null}
      <ul className="lt-picked">
        {content.map((one) => (
          <li key={`${one.relationTo}:${one.value}`}>
            <ContentLine kind={one.relationTo} doc={known.get(one.value)} />
            <button type="button" className="lt-link" onClick={() => onChange(content.filter((other) => other !== one))}>
              {texts.remove}
            </button>
          </li>
        ))}
      </ul>
      <ContentSearch taken={content} onPick={(picked) => onChange([...content, picked])} />
    </div>
  )
}

export function ContentLine({ kind, doc, hasBeenSent = false }: { kind: ContentReference['relationTo']; doc: ContentDoc | undefined; hasBeenSent?: boolean }) {
  const texts = useTexts(assignmentTexts)
  const names = useTexts(languageTexts).names
  const sent = doc ? sentLanguages(doc) : []
  return (
    <div>
      <small>{texts.kinds[kind]}</small>
      <div>{doc ? titleOf(doc) : '…'}</div>
      {doc && sent.length > 0 ? <small>{(hasBeenSent ? texts.approvedLanguages : texts.languages)(sent.map(({ code }) => names[code]).join(', '))}</small> : null}
      {doc && !sent.some(({ code }) => code === 'vi') ? <Tag tone="bad">{texts.notApproved}</Tag> : null}
    </div>
  )
}

function ContentSearch({ taken, onPick }: { taken: readonly ContentReference[]; onPick: (content: ContentReference) => void }) {
  const texts = useTexts(assignmentTexts)
  const common = useTexts(commonTexts)
  const places = useTexts(organisationTexts)
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const searched = useDeferredValue(text.trim())
  const found = useLoad(isOpen ? `content:${searched}` : '', async (signal) => {
    const lists = await Promise.all(
      KINDS.map(async (kind) => {
        const { docs } = await callDesk<Listed<ContentDoc>>({ path: `/api/${kind}${query({ 'where[searchText][like]': searched || undefined, limit: 10, depth: 0 })}`, signal })
        return docs.map((doc) => ({ kind, doc }))
      }),
    )
    return lists.flat()
  })
  if (!isOpen) {
    return (
      <button type="button" className="lt-link" onClick={() => setOpen(true)}>
        + {texts.addContent}
      </button>
    )
  }
  const offered = found.data?.filter(({ doc }) => !taken.some(({ value }) => value === doc.id)) ?? []
  return (
    <div className="lt-search">
      <input type="search" className="lt-input" autoFocus value={text} placeholder={texts.searchContent} aria-label={texts.searchContent} onChange={(event) => setText(event.target.value)} />
      {found.error ? <p className="lt-note lt-note--bad">{found.error.message}</p> : null}
      <ul className="lt-search__found">
        {offered.map(({ kind, doc }) => {
          const isApproved = sentLanguages(doc).some(({ code }) => code === 'vi')
          return (
            <li key={`${kind}:${doc.id}`}>
              <button
                type="button"
                disabled={!isApproved}
                onClick={() => {
                  onPick({ relationTo: kind, value: doc.id })
                  setText('')
                  setOpen(false)
                }}
              >
                <span>{titleOf(doc)}</span>
                <small>{isApproved ? `${texts.kinds[kind]} · ${common.add}` : texts.notApproved}</small>
              </button>
            </li>
          )
        })}
        {found.data && offered.length === 0 && searched ? <li className="lt-note">{places.nothingFound(searched)}</li> : null}
      </ul>
    </div>
  )
}
