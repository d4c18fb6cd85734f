/** Look over, add what one likes, send. Odd numbers are asked about, not refused; names and numbers of people are shown. */
import { useState } from 'preact/hooks'
import { checkReport, type JudgedReport, type Remark, type Withheld, withoutPersons } from '../../dissemination/report-rules.js'
import { clockTime, dayOf, phoneNow, shortDay } from '../phone/clock.js'
import { goNow } from '../post/rounds.js'
import { database } from '../store/database.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Sheet } from '../ui/controls.js'
import { Icon } from '../ui/icons.js'
import { showNotice } from '../ui/notice.js'
import { back, go, replaceWith } from '../ui/router.js'
import { Screen } from '../ui/screen.js'
import { trySaving } from '../ui/try-saving.js'
import { attendanceTotal, reportBody, type Draft, type SessionDraft } from './draft.js'
import { MoreAboutReport } from './more.js'
import type { Editing } from './report-screen.js'
import { discardDraft, queueReport } from './start-report.js'

export function Review({ editing, onAddSession }: { editing: Editing; onAddSession: () => void }) {
  const { draft, work } = editing
  const [isDiscarding, setIsDiscarding] = useState(false)
  const [settled, setSettled] = useState<string[]>([])
  const checked = useStored(() => check(editing), [draft])
  const send = async (): Promise<void> => {
    if (!(await trySaving(() => queueReport(draft)))) return
    showNotice({ text: texts.report.sent })
    replaceWith('viec', draft.deliveryIds[0] ?? '')
    void goNow()
  }
  const warnings = (checked?.warnings ?? []).filter((one) => !settled.includes(one.path + one.message))
  const action = (
    <>
      <p class="hint" role="status">
        {editing.savedAt ? texts.report.saved(clockTime(editing.savedAt)) : texts.report.unsaved}
      </p>
      <button type="button" class="main" disabled={!checked || checked.errors.length > 0} onClick={() => void send()}>
        {texts.report.send}
      </button>
    </>
  )
  return (
    <Screen title={texts.report.review} parent={['viec', draft.deliveryIds[0] ?? '']} action={action}>
      {draft.returnReason && (
        <div class="card bad">
          <h2>{texts.report.returnedTop}</h2>
          <p>{draft.returnReason}</p>
        </div>
      )}
      {draft.withheld && (
        <p class="card warn">{texts.report.withheld}</p>
      )}
      {(checked?.errors ?? []).map((error) => (
        <div key={error.path + error.code} class="card bad">
          <h2>{texts.report.error}</h2>
          <p>{error.message}</p>
        </div>
      ))}
      {draft.sessions.map((session, index) => (
        <SessionRows key={session.id} editing={editing} session={session} number={index + 1} />
      ))}
      <div class="card">
        <Answer
          question={texts.report.households}
          answer={draft.households.kind === 'number' ? texts.report.householdsOf(draft.households.reached) : draft.households.kind === 'unknown' ? texts.app.unknown : texts.report.nothing}
          onChange={() => go('bao-cao', draft.id, 'so-ho')}
        />
      </div>
      {warnings.map((warning) => (
        <div key={warning.path + warning.message} class="card warn">
          <h2>{texts.report.kindly}</h2>
          <p>{warning.message}</p>
          <button type="button" class="quiet" onClick={() => setSettled([...settled, warning.path + warning.message])}>
            {texts.report.right}
          </button>
        </div>
      ))}
      {(checked?.withheld ?? []).length > 0 && <p class="card bad">{texts.report.foundSend}</p>}
      <button type="button" class="wide" onClick={onAddSession}>
        <Icon name="plus" /> {texts.report.addSession}
      </button>
      <MoreAboutReport editing={editing} isOpen={Boolean(draft.withheld) || (checked?.withheld ?? []).length > 0} />
      <button type="button" class="wide quiet" onClick={() => setIsDiscarding(true)}>
        {texts.report.discard}
      </button>
      {isDiscarding && (
        <Sheet title={texts.report.discardAsk} onClose={() => setIsDiscarding(false)}>
          <button
            type="button"
            class="main"
            onClick={() =>
              void discardDraft(draft.id).then(() => {
                showNotice({ text: texts.report.discarded })
                replaceWith('viec', draft.deliveryIds[0] ?? '')
              })
            }
          >
            {texts.report.discard}
          </button>
          <button type="button" class="wide quiet" onClick={() => setIsDiscarding(false)}>
            {texts.app.cancel}
          </button>
        </Sheet>
      )}
      {work.views.length === 0 && (
        <button type="button" class="quiet" onClick={() => back()}>
          {texts.app.back}
        </button>
      )}
    </Screen>
  )
}

function SessionRows({ editing, session, number }: { editing: Editing; session: SessionDraft; number: number }) {
  const { draft, work, change } = editing
  const form = work.me.forms.find((one) => one.code === session.form)
  const total = attendanceTotal(session.attendance)
  const day = session.date === work.today ? texts.report.today : shortDay(session.date)
  return (
    <div class="card">
      {draft.sessions.length > 1 && <h2>{texts.report.session(number)}</h2>}
      <Answer question={texts.report.form} answer={`${day}, ${form?.name ?? texts.report.nothing}`} onChange={() => go('bao-cao', draft.id, 'cach-lam', session.id)} />
      <Answer
        question={texts.report.attendance}
        answer={total === undefined ? (session.attendance.kind === 'open' ? texts.report.nothing : texts.app.unknown) : texts.report.attendanceOf(total)}
        onChange={() => go('bao-cao', draft.id, 'so-nguoi', session.id)}
      />
      {draft.sessions.length > 1 && (
        <button type="button" class="quiet" onClick={() => change({ sessions: draft.sessions.filter((one) => one.id !== session.id) })}>
          {texts.report.removeSession(number)}
        </button>
      )}
    </div>
  )
}

function Answer({ question, answer, onChange }: { question: string; answer: string; onChange: () => void }) {
  return (
    <div class="line">
      <div class="answer">
        <p class="hint">{question}</p>
        <p>
          <strong>{answer}</strong>
        </p>
      </div>
      <button type="button" aria-label={`${texts.app.change}: ${question}`} onClick={onChange}>
        {texts.app.change}
      </button>
    </div>
  )
}

/** The same rules as on arrival, so that nothing comes back as a surprise. */
async function check({ draft, work }: Editing): Promise<JudgedReport & { withheld: Withheld[] }> {
  const deliveries = work.views.filter((view) => draft.deliveryIds.includes(view.delivery.id)).map((view) => view.delivery)
  const days = deliveries.map((delivery) => dayOf(Date.parse(delivery.assignment.publishedAt))).sort()
  const reports = (await (await database()).getAll('reports'))
    .filter((report) => report.clientId !== draft.supersedes && report.state !== 'superseded' && report.body.deliveryIds.some((id) => draft.deliveryIds.includes(id)))
    .sort((a, b) => a.body.at.localeCompare(b.body.at))
  const report = reportBody(draft, phoneNow())
  const judged = checkReport({
    report,
    context: {
      today: work.today,
      assignmentDay: days[0] ?? null,
      // Chosen from the campaigns' own lists; whether a later text still has them is for the server to say.
      campaigns: draft.indicators.map(({ campaign }) => ({ id: campaign, indicators: draft.indicators.filter((one) => one.campaign === campaign) })),
      previous: draft.deliveryIds.flatMap((id) => reports.filter(({ body }) => body.deliveryIds.includes(id)).slice(-1).map(({ body }) => body)),
      householdsRegister: draft.householdsTotal ?? work.me.team.unit.households ?? null,
    },
  })
  return { ...judged, warnings: judged.warnings.filter((warning) => !isAnsweredUnknown(warning, draft)), withheld: withoutPersons(report).withheld }
}

/** "Không rõ" is an answer: nobody is asked again for the number they said they do not know. */
function isAnsweredUnknown(warning: Remark, draft: Draft): boolean {
  if (warning.code !== 'no-attendance') return false
  const sent = draft.sessions.filter((session) => session.form)
  return sent[Number(/\d+/.exec(warning.path)?.[0])]?.attendance.kind === 'unknown'
}
