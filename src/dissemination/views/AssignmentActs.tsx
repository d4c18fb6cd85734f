'use client'
/** The dialogs of a given-out assignment: amend, extend, add teams, withdraw, close. */
import { toast } from '@payloadcms/ui'
import { useState } from 'react'

import { TeamSearch } from '../../organisation/views/TeamSearch'
import { type TeamDoc, teamTitle } from '../../organisation/views/types'
import { callDesk } from '../../platform/admin/call-desk'
import { DayInput } from '../../platform/admin/DayInput'
import { Dialog, ReasonDialog, ReasonField } from '../../platform/admin/Dialog'
import { showDay } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Labelled } from '../../platform/admin/parts'
import { Chips } from './Recipients'
import { assignmentTexts } from './texts'
import type { AssignmentDoc, AssignmentState } from './types'

export type Act = 'amend' | 'extend' | 'add-teams' | 'close' | 'withdraw'

/** What can still be done with an assignment in this state. */
export function acts(state: AssignmentState): Act[] {
  if (state === 'active') return ['amend', 'extend', 'add-teams', 'close', 'withdraw']
  return state === 'closed' ? ['withdraw'] : []
}

interface ActInput {
  assignment: AssignmentDoc
  onClose: () => void
  onDone: () => void
}

export function ActDialog({ act, ...input }: ActInput & { act: Act }) {
  if (act === 'amend') return <Amend {...input} />
  if (act === 'extend') return <Extend {...input} />
  if (act === 'add-teams') return <AddTeams {...input} />
  return <End act={act} {...input} />
}

const KINDS = ['language', 'editorial', 'material'] as const

function Amend({ assignment, onClose, onDone }: ActInput) {
  const texts = useTexts(assignmentTexts)
  const [materiality, setMateriality] = useState<(typeof KINDS)[number]>('language')
  const [note, setNote] = useState('')
  const run = useRun({ assignment, onDone, said: texts.amended })
  return (
    <Dialog title={texts.amend} confirmLabel={texts.amend} onClose={onClose} isReady={note.trim() !== ''} onConfirm={() => run('amend', { materiality, note: note.trim() })}>
      <p>{texts.amendText}</p>
      <fieldset className="lt-choices">
        {KINDS.map((kind) => (
          <label key={kind}>
            <input type="radio" name="materiality" value={kind} checked={materiality === kind} onChange={() => setMateriality(kind)} /> {texts.amendKinds[kind]}
          </label>
        ))}
      </fieldset>
      <ReasonField label={texts.amendNote} value={note} onChange={setNote} />
    </Dialog>
  )
}

function Extend({ assignment, onClose, onDone }: ActInput) {
  const texts = useTexts(assignmentTexts)
  const [ackDue, setAckDue] = useState('')
  const [reportDue, setReportDue] = useState('')
  const [reason, setReason] = useState('')
  const run = useRun({ assignment, onDone, said: texts.extended })
  const dues = { ...(ackDue ? { ackDue } : {}), ...(reportDue ? { reportDue } : {}) }
  return (
    <Dialog title={texts.extend} confirmLabel={texts.extend} onClose={onClose} isReady={reason.trim() !== '' && (ackDue !== '' || reportDue !== '')} onConfirm={() => run('extend', { ...dues, reason: reason.trim() })}>
      <p>{texts.extendText}</p>
      <div className="lt-row">
        <Labelled label={texts.ackDue} hint={texts.dueNow(showDay(assignment.ackDue))}>
          <DayInput value={ackDue} onChange={setAckDue} />
        </Labelled>
        <Labelled label={texts.reportDue} hint={texts.dueNow(showDay(assignment.reportDue))}>
          <DayInput value={reportDue} onChange={setReportDue} />
        </Labelled>
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </Dialog>
  )
}

function AddTeams({ assignment, onClose, onDone }: ActInput) {
  const texts = useTexts(assignmentTexts)
  const [teams, setTeams] = useState<TeamDoc[]>([])
  const [reason, setReason] = useState('')
  const run = useRun({ assignment, onDone, said: texts.added })
  const teamIds = teams.map(({ id }) => id)
  return (
    <Dialog title={texts.addTeams} confirmLabel={texts.addTeams} onClose={onClose} isReady={teams.length > 0 && reason.trim() !== ''} onConfirm={() => run('add-teams', { teamIds, reason: reason.trim() })}>
      <p>{texts.addTeamsText}</p>
      <Chips items={teams.map((team) => ({ id: team.id, name: teamTitle(team) }))} onRemove={(id) => setTeams(teams.filter((team) => team.id !== id))} />
      <TeamSearch taken={teamIds} onPick={(team) => setTeams([...teams, team])} />
      <ReasonField value={reason} onChange={setReason} />
    </Dialog>
  )
}

function End({ act, assignment, onClose, onDone }: ActInput & { act: 'close' | 'withdraw' }) {
  const texts = useTexts(assignmentTexts)
  const run = useRun({ assignment, onDone, said: act === 'close' ? texts.closed : texts.withdrawn })
  if (act === 'withdraw') return <ReasonDialog title={texts.withdraw} text={texts.withdrawText} confirmLabel={texts.withdraw} isDangerous onClose={onClose} onConfirm={(reason) => run('withdraw', { reason })} />
  return <ReasonDialog title={texts.closeIt} text={texts.closeText} label={texts.closeReason} confirmLabel={texts.closeIt} onClose={onClose} onConfirm={(reason) => run('close', { reason })} />
}

function useRun({ assignment, onDone, said }: { assignment: AssignmentDoc; onDone: () => void; said: string }) {
  return async (act: Act, body: object): Promise<void> => {
    await callDesk<object>({ method: 'POST', path: `/api/assignments/${assignment.id}/${act}`, body })
    toast.success(said)
    onDone()
  }
}
