'use client'
/** One import on its page: what the check found row by row, writing it, taking it back. */
import { Button, Gutter, Link, toast, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

import { callDesk } from '../../../platform/admin/call-desk.js'
import { Dialog } from '../../../platform/admin/Dialog.js'
import { showInstant, showNumber } from '../../../platform/admin/formats.js'
import { useTexts } from '../../../platform/admin/language.js'
import { ProgressBar, Refused, Section, Skeleton, Tag, type Tone } from '../../../platform/admin/parts.js'
import { useAccount, useLoad } from '../../../platform/admin/use-desk.js'
import { PasswordLinksOfImport } from '../../accounts/views/PasswordLinks.js'
import type { ShownImport } from '../show-import.js'
import { ImportRows } from './ImportRows.js'
import { importTexts } from './texts.js'

const ASK_AGAIN_MS = 1_000
const TONES: Record<string, Tone> = { checked: 'wait', applying: 'wait', applied: 'good', undoing: 'wait', undone: 'quiet', failed: 'bad' }

export function ImportDesk() {
  const { id } = useDocumentInfo()
  const found = useLoad(id ? String(id) : '', (signal) => callDesk<ShownImport>({ path: `/api/imports/${id}`, signal }), { isKept: true })
  const isRunning = found.data?.state === 'applying' || found.data?.state === 'undoing'
  const { reload } = found
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(reload, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isRunning, reload])
  return (
    <Gutter className="lt-page">
      {found.error ? <Refused refusal={found.error} onRetry={reload} /> : null}
      {found.data ? <OneImport found={found.data} onChange={reload} /> : found.error ? null : <Skeleton lines={6} />}
    </Gutter>
  )
}

function OneImport({ found, onChange }: { found: ShownImport; onChange: () => void }) {
  const texts = useTexts(importTexts)
  const { counts, state } = found
  return (
    <>
      {/* The panel's own head above says which file it is. */}
      <header className="lt-head">
        <Tag tone={TONES[state] ?? 'plain'}>{texts.states[state] ?? state}</Tag>
        <span>{texts.kinds[found.kind]}</span>
        <span>{showInstant(found.createdAt)}</span>
        <Link href="/admin/collections/imports">{texts.again}</Link>
      </header>
      {state === 'applying' || state === 'undoing' ? <ProgressBar done={found.done} total={found.total} label={texts.states[state] ?? ''} /> : null}
      {found.reason ? <p className="lt-note lt-note--bad">{found.reason.message}</p> : null}
      {found.keptTotal > 0 ? <Remarks title={texts.kept(showNumber(found.keptTotal))} items={found.kept} /> : null}
      <Acts found={found} onChange={onChange} />
      {state === 'checked' && counts.wrong > 0 ? <p className="lt-note lt-note--wait">{texts.fixFirst(showNumber(counts.wrong))}</p> : null}
      {state === 'checked' && counts.new + counts.changed + counts.wrong === 0 ? <p className="lt-note">{texts.nothing}</p> : null}
      {found.notices.length > 0 ? <Remarks title={texts.notices} items={found.notices} /> : null}
      <ImportRows key={state} found={found} />
    </>
  )
}

function Remarks({ title, items }: { title: string; items: ShownImport['notices'] }) {
  const texts = useTexts(importTexts)
  return (
    <Section title={title}>
      <ul>
        {items.map(({ row, column, message }, index) => (
          <li key={index}>
            {row ? `${texts.row} ${row}: ` : ''}
            {message}
            {column && !row ? ` (${column})` : ''}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Acts({ found, onChange }: { found: ShownImport; onChange: () => void }) {
  const texts = useTexts(importTexts)
  const { may } = useAccount()
  const [asked, setAsked] = useState<'apply' | 'undo'>()
  const { counts, state, id } = found
  const count = showNumber(counts.new + counts.changed)
  const canApply = may('admin') && state === 'checked' && counts.new + counts.changed > 0
  const applyLabel = counts.wrong > 0 ? texts.applyRight(count) : texts.apply(count)
  const decide = async (act: 'apply' | 'undo') => {
    await callDesk({ method: 'POST', path: `/api/imports/${id}/${act}`, ...(act === 'apply' ? { body: { withoutWrong: counts.wrong > 0 } } : {}) })
    setAsked(undefined)
    toast.success(texts.states[act === 'apply' ? 'applying' : 'undoing'] ?? '')
    onChange()
  }
  return (
    <div className="lt-section">
      <div className="lt-acts">
        {canApply ? (
          <Button margin={false} buttonStyle={counts.wrong > 0 ? 'secondary' : 'primary'} onClick={() => setAsked('apply')}>
            {applyLabel}
          </Button>
        ) : null}
        {counts.wrong > 0 && state !== 'failed' ? (
          <a className="btn btn--style-primary btn--size-medium" href={`/api/imports/${id}/errors.xlsx`} download>
            {texts.errors}
          </a>
        ) : null}
        {state === 'applied' && found.kind === 'accounts' ? <PasswordLinksOfImport importId={id} /> : null}
        {may('admin') && state === 'applied' ? (
          <Button margin={false} buttonStyle="secondary" onClick={() => setAsked('undo')}>
            {texts.undo}
          </Button>
        ) : null}
      </div>
      {asked === 'apply' ? (
        <Dialog title={texts.applyTitle} confirmLabel={applyLabel} onClose={() => setAsked(undefined)} onConfirm={() => decide('apply')}>
          <p>{texts.applyText}</p>
          {counts.wrong > 0 ? <p>{texts.applyWrong(showNumber(counts.wrong))}</p> : null}
        </Dialog>
      ) : null}
      {asked === 'undo' ? (
        <Dialog title={texts.undoTitle} confirmLabel={texts.undo} isDangerous onClose={() => setAsked(undefined)} onConfirm={() => decide('undo')}>
          <p>{texts.undoText}</p>
        </Dialog>
      ) : null}
    </div>
  )
}
