/** The report: three questions with one tap each, then a page to look over and send. Every answer is saved as it is given. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { readWork, type Work } from '../home/read-work.js'
import { phoneNow } from '../phone/clock.js'
import { newClientId } from '../phone/ids.js'
import { changeSettings } from '../store/meta.js'
import { announceChange } from '../store/changes.js'
import { database } from '../store/database.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { back, go, replaceWith } from '../ui/router.js'
import { Screen } from '../ui/screen.js'
import { trySaving } from '../ui/try-saving.js'
import { newSession, nextQuestion, readDraft, type Draft, type SessionDraft } from './draft.js'
import { AttendanceQuestion, FormQuestion, HouseholdsQuestion } from './questions.js'
import { Review } from './review.js'
import { saveDraft } from './start-report.js'

export interface Editing {
  draft: Draft
  /** When the draft was last written down; undefined while the phone is too full for what is on the screen. */
  savedAt: string | undefined
  work: Work
  /** Saves a change at once. */
  change: (change: Partial<Draft>) => void
  changeSession: (id: string, change: Partial<SessionDraft>) => void
}

/** `step`: what the address says after the draft's id. */
export function ReportScreen({ id, step }: { id: string; step: string[] }) {
  const work = useStored(readWork, [])
  const [draft, setDraft] = useState<Draft | undefined | 'gone'>(undefined)
  const [savedAt, setSavedAt] = useState<string | undefined>(undefined)
  const [fault, setFault] = useState<Error | undefined>(undefined)
  const latest = useRef<Draft | undefined>(undefined)
  useEffect(() => {
    void database()
      .then((db) => db.get('drafts', id))
      .then((stored) => {
        latest.current = stored && readDraft(stored)
        setSavedAt(latest.current?.savedAt)
        setDraft(latest.current ?? 'gone')
      })
      .catch(setFault)
  }, [id])
  useEffect(() => {
    if (draft === 'gone') replaceWith()
    else if (draft && step.length === 0) replaceWith('bao-cao', id, ...stepOf(draft))
  }, [draft, step.length])
  if (fault) throw fault
  if (!work || !draft || draft === 'gone' || step.length === 0) return null
  const change = (part: Partial<Draft>): void => {
    if (!latest.current) return
    const next = { ...latest.current, ...part, savedAt: phoneNow() }
    latest.current = next
    setDraft(next)
    const save = async (): Promise<void> => {
      await saveDraft(next)
      setSavedAt(next.savedAt)
      announceChange()
    }
    void trySaving(save).then((isSaved) => isSaved || setSavedAt(undefined))
  }
  const changeSession = (sessionId: string, part: Partial<SessionDraft>): void => {
    if (part.language) void changeSettings({ reportLanguage: part.language })
    change({ sessions: (latest.current?.sessions ?? []).map((session) => (session.id === sessionId ? { ...session, ...part } : session)) })
  }
  const editing = { draft, savedAt, work, change, changeSession }
  const onward = (): void => go('bao-cao', id, ...(latest.current ? stepOf(latest.current) : ['xem']))
  return <Step editing={editing} step={step} onward={onward} />
}

function Step({ editing, step, onward }: { editing: Editing; step: string[]; onward: () => void }) {
  const { draft, work } = editing
  const [name = '', sessionId = ''] = step
  const session = draft.sessions.find((one) => one.id === sessionId)
  const parent = ['viec', draft.deliveryIds[0] ?? '']
  if (name === 'cach-lam' && session) {
    return (
      <Screen title={texts.report.form} parent={parent}>
        <FormQuestion editing={editing} session={session} onward={onward} />
      </Screen>
    )
  }
  if (name === 'so-nguoi' && session) return <AttendanceQuestion key={session.id} editing={editing} session={session} onward={onward} onBack={() => back(...parent)} />
  if (name === 'so-ho') return <HouseholdsQuestion editing={editing} onward={onward} onBack={() => back(...parent)} />
  return (
    <Review
      editing={editing}
      onAddSession={() => {
        const added = newSession({ id: newClientId(), date: work.today, language: draft.sessions[0]?.language ?? work.settings.language })
        editing.change({ sessions: [...draft.sessions, added] })
        go('bao-cao', draft.id, 'cach-lam', added.id)
      }}
    />
  )
}

/** The address of the first question that is open. */
function stepOf(draft: Draft): string[] {
  const open = draft.sessions.find((session) => !session.form || session.attendance.kind === 'open')
  if (open) return [open.form ? 'so-nguoi' : 'cach-lam', open.id]
  return nextQuestion(draft) === 'households' ? ['so-ho'] : ['xem']
}
