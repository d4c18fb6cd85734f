'use client'
/**
 * The panel of a content's languages: what each one's state is, what it lacks, and "Duyệt nội dung" one by one.
 * Shown as the field `languages` of resolutions, materials and campaigns.
 */
import { Button, Link, toast, useDocumentInfo, useField, useFormModified, useLocale } from '@payloadcms/ui'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

import { callDesk } from '../../platform/admin/call-desk'
import { Dialog } from '../../platform/admin/Dialog'
import { showInstant } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Tag } from '../../platform/admin/parts'
import { useAccount, useLoad } from '../../platform/admin/use-desk'
import { missingFor } from '../freeze-bundle'
import { type ContentType, isContentType, type LanguageCode, languageCodes, type LanguageState } from '../languages'
import { STATE_TONES } from './state-tones'
import { languageTexts } from './texts'

type Localised = Readonly<Record<string, unknown>> & { languages?: LanguageState[] | null }

const LOCALISED = ['summary', 'keyPoints', 'questions', 'audio', 'body', 'goal'] as const
const ADVISABLE = ['keyPoints', 'questions', 'audio'] as const

export function LanguagePanel({ path = 'languages' }: { path?: string }) {
  const texts = useTexts(languageTexts)
  const { id, collectionSlug, hasSavePermission, lastUpdateTime } = useDocumentInfo()
  const { value } = useField<LanguageState[]>({ path })
  const { may } = useAccount()
  const isModified = useFormModified()
  const locale = useLocale()
  const [asking, setAsking] = useState<LanguageCode>()

  // A new content begins in Vietnamese, whatever language its writer was last busy with.
  const router = useRouter()
  const isNewElsewhere = usePathname()?.endsWith('/create') === true && !id && locale !== undefined && locale.code !== 'vi'
  useEffect(() => {
    if (isNewElsewhere) router.replace('?locale=vi')
  }, [isNewElsewhere, router])

  const contentType = isContentType(collectionSlug) ? collectionSlug : undefined
  const content = useLoad(id && contentType ? `${contentType}/${id}/${lastUpdateTime}` : '', (signal) => callDesk<Localised>({ path: `/api/${contentType}/${id}?depth=0&locale=all`, signal }))
  const languages = content.data?.languages ?? value ?? []
  const mayApprove = may('admin', 'editor') && hasSavePermission === true
  const isVietnameseApproved = languages.some(({ code, state }) => code === 'vi' && (state === 'approved' || state === 'changed'))

  return (
    <div className="lt-languages">
      <h3>{texts.heading}</h3>
      {!id ? <p className="lt-note">{texts.createFirst}</p> : null}
      {id && isModified && mayApprove ? <p className="lt-note lt-note--wait">{texts.saveFirst}</p> : null}
      {id && !mayApprove && may('admin', 'editor') ? <p className="lt-note">{texts.readOnly}</p> : null}
      <ul>
        {languageCodes.map((code) => {
          const state = languages.find((language) => language.code === code) ?? { code, state: 'none' as const }
          return (
            <li key={code}>
              <div className="lt-languages__head">
                <strong>{texts.names[code]}</strong>
                <Tag tone={STATE_TONES[state.state]}>{texts.states[state.state]}</Tag>
              </div>
              {state.approvedAt ? <p className="lt-languages__who">{texts.approvedBy(state.approvedBy ?? '', showInstant(state.approvedAt))}</p> : null}
              {id && contentType && content.data && state.state !== 'none' ? <Lacking content={content.data} contentType={contentType} code={code} /> : null}
              <div className="lt-languages__acts">
                {locale?.code === code ? <span className="lt-languages__here">{mayApprove || !id ? texts.writing : texts.reading}</span> : id && (mayApprove || state.state !== 'none') ? <Link href={`?locale=${code}`}>{mayApprove ? texts.write : texts.read}</Link> : null}
                {id && contentType && mayApprove && (state.state === 'draft' || state.state === 'changed') ? (
                  <Button
                    size="small"
                    margin={false}
                    buttonStyle={code === 'vi' || isVietnameseApproved ? 'primary' : 'secondary'}
                    disabled={isModified || (code !== 'vi' && !isVietnameseApproved)}
                    onClick={() => setAsking(code)}
                    {...(code !== 'vi' && !isVietnameseApproved ? { tooltip: texts.vietnameseFirst } : {})}
                    extraButtonProps={{ 'data-approve': code }}
                  >
                    {state.state === 'changed' ? texts.approveAgain : texts.approve}
                  </Button>
                ) : null}
              </div>
            </li>
          )
        })}
      </ul>
      {asking && contentType && id ? (
        <Dialog
          title={texts.confirmTitle(texts.names[asking])}
          confirmLabel={texts.approve}
          onClose={() => setAsking(undefined)}
          onConfirm={async () => {
            const before = languages.find(({ code }) => code === asking)?.bundleHash
            const approved = await callDesk<{ bundleHash: string; version: number }>({ method: 'POST', path: `/api/${contentType}/${id}/approve`, body: { language: asking } })
            toast.success(approved.bundleHash === before ? texts.unchanged(texts.names[asking]) : texts.approved(texts.names[asking], String(approved.version)))
            setAsking(undefined)
            content.reload()
          }}
        >
          <p>{texts.confirmText}</p>
          {content.data ? <Lacking content={content.data} contentType={contentType} code={asking} /> : null}
        </Dialog>
      ) : null}
    </div>
  )
}

/** What must be there before approval, and what would make the text easier to use in a village. */
function Lacking({ content, contentType, code }: { content: Localised; contentType: ContentType; code: LanguageCode }) {
  const texts = useTexts(languageTexts)
  const text: Record<string, unknown> = Object.fromEntries(LOCALISED.map((field) => [field, inLanguage(content[field], code)]))
  const missing = missingFor({ contentType, source: { shared: { ...content }, text }, language: code })
  const offered = ADVISABLE.filter((field) => field in content && isBare(text[field]) && !missing.some(({ path }) => path === field))
  if (missing.length === 0 && offered.length === 0) return null
  return (
    <div className="lt-languages__lacking">
      {missing.length > 0 ? (
        <p className="lt-languages__missing">
          {texts.missing}: {missing.map(({ message }) => message).join(' ')}
        </p>
      ) : null}
      {offered.length > 0 ? (
        <p>
          {texts.advisable}: {offered.map((field) => texts.parts[field]).join(', ')}
        </p>
      ) : null}
    </div>
  )
}

function inLanguage(value: unknown, code: LanguageCode): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>)[code] : undefined
}

function isBare(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
