'use client'
/** An assignment that was given out: what, by when, how far, and the changes that can still be made, each with its reason. */
import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import { useNamed } from '../../platform/admin/use-named'
import { type TeamDoc, teamTitle } from '../../organisation/views/types'
import { callDesk } from '../../platform/admin/call-desk'
import { showDay, showInstant, showNumber, showShare } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { ProgressBar, Section, ShareBar, Tag, type Tone } from '../../platform/admin/parts'
import { useLoad } from '../../platform/admin/use-desk'
import { type Act, ActDialog, acts } from './AssignmentActs'
import type { AssignmentChange } from '../assignment-changes'
import { ContentLine, useContents } from './ContentPicker'
import { GivenTo } from './GivenTo'
import { usePublishing } from './Sending'
import { assignmentTexts } from './texts'
import type { AssignmentDoc, AssignmentState } from './types'

export const STATE_TONES: Record<AssignmentState, Tone> = { draft: 'plain', publishing: 'wait', active: 'good', closed: 'quiet', withdrawn: 'bad' }

export function SentAssignment({ assignment, changes, mayWrite, onChanged }: { assignment: AssignmentDoc; changes: readonly AssignmentChange[]; mayWrite: boolean; onChanged: () => void }) {
  const texts = useTexts(assignmentTexts)
  const [act, setAct] = useState<Act>()
  const contents = useContents(assignment.content ?? [])
  const excluded = assignment.audience?.exclusions ?? []
  const teams = useNamed<TeamDoc>({ collection: 'teams', ids: excluded.map(({ team }) => team), depth: 1 })
  const first = (now: string | null | undefined, before: string | null | undefined) => (before && before !== now ? showDay(before) : '')
  return (
    <>
      <div className="lt-head">
        <Tag tone={STATE_TONES[assignment.state]}>{texts.states[assignment.state]}</Tag>
        {assignment.ownerName ? <span>{texts.givenBy(assignment.ownerName)}</span> : null}
        {assignment.publishedAt ? <span>{texts.givenAt(showInstant(assignment.publishedAt))}</span> : null}
        <span>{assignment.ackDue ? texts.due(texts.ackDue, showDay(assignment.ackDue), first(assignment.ackDue, assignment.firstAckDue)) : texts.noDue(texts.ackDue)}</span>
        <span>{assignment.reportDue ? texts.due(texts.reportDue, showDay(assignment.reportDue), first(assignment.reportDue, assignment.firstReportDue)) : texts.noDue(texts.reportDue)}</span>
        {assignment.endedAt ? <span>{texts.endedAt(showInstant(assignment.endedAt))}</span> : null}
      </div>
      {assignment.state === 'publishing' && mayWrite ? <StillSending assignment={assignment} /> : null}
      <ReachSummary id={assignment.id} />
      <div className="lt-acts">
        <Button el="link" to={`/admin/reach/${assignment.id}`} margin={false}>
          {texts.toReach}
        </Button>
      </div>
      <Section title={texts.content}>
        <ul className="lt-picked">
          {(assignment.content ?? []).map(({ relationTo, value }) => (
            <li key={value}>
              <ContentLine kind={relationTo} doc={contents.get(value)} hasBeenSent />
            </li>
          ))}
        </ul>
        {assignment.instructions ? <p className="lt-text">{assignment.instructions}</p> : null}
      </Section>
      <GivenTo assignment={assignment} />
      {excluded.length > 0 ? (
        <Section title={texts.excludedTeams}>
          <ul className="lt-picked">
            {excluded.map(({ team, reason }) => (
              <li key={team}>
                <div>
                  <div>{teams.get(team) ? teamTitle(teams.get(team) as TeamDoc) : '…'}</div>
                  <small>{reason}</small>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Changes changes={changes} />
      {mayWrite && acts(assignment.state).length > 0 ? (
        <Section title={texts.acts}>
          <div className="lt-acts">
            {acts(assignment.state).map((one) => (
              <Button key={one} buttonStyle="secondary" className={one === 'withdraw' ? 'lt-danger' : ''} margin={false} onClick={() => setAct(one)} extraButtonProps={{ 'data-act': one }}>
                {{ amend: texts.amend, extend: texts.extend, 'add-teams': texts.addTeams, close: texts.closeIt, withdraw: texts.withdraw }[one]}
              </Button>
            ))}
          </div>
        </Section>
      ) : null}
      {act ? (
        <ActDialog
          act={act}
          assignment={assignment}
          onClose={() => setAct(undefined)}
          onDone={() => {
            setAct(undefined)
            onChanged()
          }}
        />
      ) : null}
    </>
  )
}

/** Each with its reason, for everybody who reads the assignment. */
function Changes({ changes }: { changes: readonly AssignmentChange[] }) {
  const texts = useTexts(assignmentTexts)
  if (changes.length === 0) return null
  return (
    <Section title={texts.history}>
      <ul className="lt-picked">
        {changes.map((change) => (
          <li key={change.id}>
            <div>
              <small>
                {showInstant(change.at)}, {change.by}
              </small>
              <div>{whatChanged(change, texts)}</div>
              {change.reason ? <small>{texts.because(change.reason)}</small> : null}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function whatChanged({ action, ackDue, reportDue, materiality, teams }: AssignmentChange, texts: (typeof assignmentTexts)['vi']): string {
  const done = { amend: texts.amend, extend: texts.extend, 'add-teams': texts.addTeams, close: texts.closeIt, withdraw: texts.withdraw }[action]
  const parts = [
    materiality && materiality in texts.amendShort ? texts.amendShort[materiality as keyof typeof texts.amendShort] : '',
    ackDue ? texts.due(texts.ackDue, showDay(ackDue), '') : '',
    reportDue ? texts.due(texts.reportDue, showDay(reportDue), '') : '',
    teams ? texts.teamsNamed(showNumber(teams)) : '',
  ].filter(Boolean)
  return parts.length > 0 ? `${done}: ${parts.join(', ')}` : done
}

function StillSending({ assignment }: { assignment: AssignmentDoc }) {
  const texts = useTexts(assignmentTexts)
  const { progress } = usePublishing({ id: assignment.id, first: { audience: assignment.audienceCount ?? 0, prepared: assignment.preparedCount ?? 0, excluded: [], state: 'publishing' } })
  return progress.state === 'publishing' ? <ProgressBar done={progress.prepared} total={progress.audience - progress.excluded.length} label={texts.sending} /> : null
}

interface Totals {
  assigned: number
  acknowledged: number
  acknowledgedLate: number
  reported: number
  reportedLate: number
}

function ReachSummary({ id }: { id: string }) {
  const texts = useTexts(assignmentTexts)
  const reach = useLoad(id, (signal) => callDesk<{ totals: Totals }>({ path: `/api/assignments/${id}/reach`, signal }))
  const totals = reach.data?.totals
  if (!totals) return null
  return (
    <dl className="lt-summary">
      {([[texts.ackDue, totals.acknowledged, totals.acknowledgedLate], [texts.reportDue, totals.reported, totals.reportedLate]] as const).map(([label, part, late]) => (
        <div key={label}>
          <dt>{label === texts.ackDue ? texts.acknowledged : texts.reported}</dt>
          <dd>
            {showNumber(part)} / {showNumber(totals.assigned)} ({showShare(part, totals.assigned)})
            <ShareBar part={part} whole={totals.assigned} late={late} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
