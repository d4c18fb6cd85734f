'use client'
/**
 * The form "Giao cho các tổ": what, to whom, by when and how, with the count before sending beside it. It saves itself
 * as a draft; sending is asked once more, shows its progress and ends with the way to the reach page.
 */
import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk } from '../../platform/admin/call-desk'
import { DayInput } from '../../platform/admin/DayInput'
import { Dialog } from '../../platform/admin/Dialog'
import { dayOf, showDay, showInstant, showNumber } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Labelled, Refused, Section } from '../../platform/admin/parts'
import { useTitle } from '../../platform/admin/use-title'
import { BeforeSending, teamsToSend, usePreview } from './BeforeSending'
import { ContentPicker, sentLanguages, useContents } from './ContentPicker'
import { Recipients } from './Recipients'
import { Sending } from './Sending'
import { assignmentTexts } from './texts'
import type { AssignmentDoc, Draft, Progress } from './types'
import { type KeptDraft, useDraft } from './use-draft'

export function DraftAssignment({ first, known }: { first: Draft; known: AssignmentDoc | undefined }) {
  const texts = useTexts(assignmentTexts)
  const kept = useDraft({ first, known })
  const preview = usePreview(kept)
  const [isAsking, setAsking] = useState(false)
  const [sent, setSent] = useState<{ id: string; progress: Progress }>()
  const { draft, change } = kept
  const [wrongDays, setWrongDays] = useState<readonly string[]>([])
  const missing: Missing[] = [...useMissing(draft), ...(wrongDays.length > 0 ? ['day' as const] : [])]
  useTitle(draft.title.trim() || texts.give)
  if (sent) return <Sending id={sent.id} first={sent.progress} />

  const count = preview.data ? teamsToSend(preview.data) : 0
  const mayAsk = missing.length === 0 && count > 0 && !preview.error
  return (
    <div className="lt-split">
      <div className="lt-split__main">
        <Section title={texts.what}>
          <Labelled label={texts.title} hint={texts.titleHint} isRequired>
            <input className="lt-input" value={draft.title} maxLength={300} onChange={(event) => change({ title: event.target.value })} name="title" />
          </Labelled>
          <ContentPicker content={draft.content} onChange={(content) => change({ content })} />
        </Section>
        <Section title={texts.whom}>
          <Recipients draft={draft} onChange={change} />
        </Section>
        <Section title={texts.when}>
          <Dues draft={draft} onChange={change} onWrong={(field, isWrong) => setWrongDays([...wrongDays.filter((one) => one !== field), ...(isWrong ? [field] : [])])} />
          <fieldset className="lt-choices lt-choices--row">
            <legend>{texts.ackRule}</legend>
            {(['any', 'leader'] as const).map((rule) => (
              <label key={rule}>
                <input type="radio" name="ackRule" checked={draft.ackRule === rule} onChange={() => change({ ackRule: rule })} /> {texts[rule]}
              </label>
            ))}
          </fieldset>
          <Labelled label={texts.instructions} hint={texts.instructionsHint}>
            <textarea rows={4} maxLength={2000} value={draft.instructions} name="instructions" onChange={(event) => change({ instructions: event.target.value })} />
          </Labelled>
        </Section>
      </div>
      <aside className="lt-split__side">
        <Section title={texts.before}>
          <BeforeSending preview={preview} isAsked={draft.units.length + draft.teams.length > 0} />
          {missing.length > 0 ? (
            <ul className="lt-missing">
              {missing.map((one) => (
                <li key={one}>{texts.missing[one]}</li>
              ))}
            </ul>
          ) : null}
          <Button margin={false} size="large" disabled={!mayAsk} onClick={() => setAsking(true)} extraButtonProps={{ 'data-send': 'true' }}>
            {count > 0 ? texts.send(showNumber(count)) : texts.give}
          </Button>
          <SaveState kept={kept} />
        </Section>
      </aside>
      {isAsking && preview.data ? (
        <Dialog
          title={texts.confirmTitle(showNumber(count))}
          confirmLabel={texts.send(showNumber(count))}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const id = await kept.settle()
            setSent({ id, progress: await callDesk<Progress>({ method: 'POST', path: `/api/assignments/${id}/publish`, body: {} }) })
          }}
        >
          <p>
            <strong>{draft.title}</strong>
          </p>
          <p>{texts.facts(showNumber(preview.data.audience), showNumber(preview.data.excluded.length), showNumber(preview.data.households))}</p>
          <p>{draft.ackDue || draft.reportDue ? [draft.ackDue ? texts.due(texts.ackDue, showDay(draft.ackDue), '') : '', draft.reportDue ? texts.due(texts.reportDue, showDay(draft.reportDue), '') : ''].filter(Boolean).join(' · ') : texts.justSoYouKnow}</p>
          <p>{texts.confirmText}</p>
        </Dialog>
      ) : null}
    </div>
  )
}

type Missing = 'title' | 'content' | 'audience' | 'reason' | 'approval' | 'day'

function useMissing(draft: Draft): Missing[] {
  const contents = useContents(draft.content)
  const isUnapproved = draft.content.some(({ value }) => {
    const doc = contents.get(value)
    return doc !== undefined && !sentLanguages(doc).some(({ code }) => code === 'vi')
  })
  return [
    ...(draft.title.trim() === '' ? ['title' as const] : []),
    ...(draft.content.length === 0 ? ['content' as const] : []),
    ...(isUnapproved ? ['approval' as const] : []),
    ...(draft.units.length + draft.teams.length === 0 ? ['audience' as const] : []),
    ...(draft.exclusions.some(({ reason }) => reason.trim() === '') ? ['reason' as const] : []),
  ]
}

function Dues({ draft, onChange, onWrong }: { draft: Draft; onChange: (changes: Partial<Draft>) => void; onWrong: (field: 'ackDue' | 'reportDue', isWrong: boolean) => void }) {
  const texts = useTexts(assignmentTexts)
  const take = (field: 'ackDue' | 'reportDue') => (day: string, text: string) => {
    onChange({ [field]: day })
    onWrong(field, day === '' && text !== '')
  }
  const today = dayOf(new Date())
  const late = (due: string) => (due !== '' && due < today ? texts.pastDue : undefined)
  return (
    <>
      <div className="lt-row">
        <Labelled label={texts.ackDue} error={late(draft.ackDue)}>
          <DayInput name="ackDue" value={draft.ackDue} onChange={take('ackDue')} />
        </Labelled>
        <Labelled label={texts.reportDue} error={late(draft.reportDue)}>
          <DayInput name="reportDue" value={draft.reportDue} onChange={take('reportDue')} />
        </Labelled>
      </div>
      <p className="lt-field__hint">{draft.ackDue || draft.reportDue ? texts.dueHint : texts.justSoYouKnow}</p>
    </>
  )
}

function SaveState({ kept }: { kept: KeptDraft }) {
  const texts = useTexts(assignmentTexts)
  if (kept.refusal) {
    return (
      <div>
        <p className="lt-note lt-note--bad">{texts.saveFailed}</p>
        <Refused refusal={kept.refusal} onRetry={() => void kept.flush().catch(() => undefined)} />
      </div>
    )
  }
  const text = kept.isSaving ? texts.saving : kept.isDirty ? (kept.draft.title.trim() === '' ? texts.needTitle : texts.unsaved) : kept.savedAt ? texts.saved(showInstant(kept.savedAt)) : ''
  return (
    <p className="lt-note" role="status" data-saved={kept.savedAt && !kept.isDirty && !kept.isSaving ? 'true' : 'false'}>
      {text}
    </p>
  )
}
