'use client'
/** The progress of giving an assignment out. Asking again never starts a second run, so a broken line does no harm. */
import { Button, Link } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

import { callDesk, type Refusal } from '../../platform/admin/call-desk'
import { showNumber } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { ProgressBar, Refused } from '../../platform/admin/parts'
import { asRefusal } from '../../platform/admin/use-desk'
import { assignmentTexts } from './texts'
import type { Progress } from './types'

const PAUSE = 600

export function Sending({ id, first }: { id: string; first: Progress }) {
  const texts = useTexts(assignmentTexts)
  const { progress, refusal, retry } = usePublishing({ id, first })
  const total = progress.audience - progress.excluded.length
  if (progress.state !== 'publishing' && progress.state !== 'draft') {
    return (
      <div className="lt-done" role="status">
        <h1>{texts.sent(showNumber(total))}</h1>
        <p>{texts.sentHint}</p>
        <SentLinks id={id} />
      </div>
    )
  }
  return (
    <div className="lt-done">
      <ProgressBar done={progress.prepared} total={total} label={texts.sending} />
      <p>{texts.sendingHint}</p>
      {refusal ? <Refused refusal={refusal} onRetry={retry} /> : null}
    </div>
  )
}

/** Follows a publication until its end. */
export function usePublishing({ id, first }: { id: string; first: Progress }): { progress: Progress; refusal: Refusal | undefined; retry: () => void } {
  const [progress, setProgress] = useState(first)
  const [refusal, setRefusal] = useState<Refusal>()
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (progress.state !== 'publishing' && progress.state !== 'draft') return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      callDesk<Progress>({ method: 'POST', path: `/api/assignments/${id}/publish`, body: {}, signal: abort.signal }).then(
        (next) => {
          setRefusal(undefined)
          setProgress(next)
          setRound((before) => before + 1)
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setRefusal(asRefusal(error))
        },
      )
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [id, progress.state, round])
  return { progress, refusal, retry: () => setRound((before) => before + 1) }
}

/** After the last of the teams has it: where to go from here. */
function SentLinks({ id }: { id: string }) {
  const texts = useTexts(assignmentTexts)
  useEffect(() => window.history.replaceState(null, '', `/admin/collections/assignments/${id}`), [id])
  return (
    <div className="lt-acts">
      <Button el="link" to={`/admin/reach/${id}`} margin={false}>
        {texts.toReach}
      </Button>
      <Link href={`/admin/collections/assignments/${id}`} onClick={() => window.location.assign(`/admin/collections/assignments/${id}`)}>
        {texts.toAssignment}
      </Link>
    </div>
  )
}
