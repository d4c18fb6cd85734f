'use client'
/** What matters today, the first page of the desk: work under way, reports waiting for review, villages behind. */
import { Button, Gutter, Link } from '@payloadcms/ui'

import { STATE_TONES } from '../../dissemination/views/SentAssignment'
import { assignmentTexts } from '../../dissemination/views/texts'
import type { AssignmentDoc } from '../../dissemination/views/types'
import type { TeamDoc } from '../../organisation/views/types'
import { teamTitle } from '../../organisation/views/types'
import { callDesk, type Listed, query } from '../../platform/admin/call-desk'
import { showDay, showInstant, showNumber, showShare } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Empty, Refused, Section, ShareBar, Skeleton, Tag } from '../../platform/admin/parts'
import { SortableTable } from '../../platform/admin/SortableTable'
import { useAccount, useLoad } from '../../platform/admin/use-desk'
import { useNamed } from '../../platform/admin/use-named'
import { dashboardTexts } from './dashboard-texts'
import { OutstandingTable } from './Outstanding'
import type { OutstandingPage, ReportDoc, Totals } from './types'

const MOST_ASSIGNMENTS = 20
/** Reports are asked for assignment by assignment; the newest few are enough for a first page. */
const LOOKED_THROUGH = 6

interface Work {
  assignment: AssignmentDoc
  totals: Totals | undefined
}

export function Dashboard() {
  const texts = useTexts(dashboardTexts)
  const { may } = useAccount()
  const work = useLoad('work', readWork)
  return (
    <Gutter className="lt-page">
      <div className="lt-head lt-head--page">
        <h1>{texts.today}</h1>
        {may('admin', 'editor') ? (
          <div className="lt-acts">
            <Button el="link" to="/admin/collections/assignments/create" margin={false}>
              {texts.give}
            </Button>
            <Button el="link" to="/admin/collections/resolutions/create" buttonStyle="secondary" margin={false}>
              {texts.write}
            </Button>
          </div>
        ) : null}
      </div>
      <Section title={texts.open} aside={<Link href="/admin/collections/assignments">{texts.all}</Link>}>
        {work.error ? <Refused refusal={work.error} onRetry={work.reload} /> : null}
        {!work.data && !work.error ? <Skeleton lines={4} /> : null}
        {work.data?.length === 0 ? <Empty title={texts.nothingOpen}>{may('admin', 'editor') ? texts.howToBegin : null}</Empty> : null}
        {work.data && work.data.length > 0 ? <OpenWork work={work.data} /> : null}
      </Section>
      {work.data ? <Waiting assignments={work.data.map(({ assignment }) => assignment)} /> : null}
      <Behind />
    </Gutter>
  )
}

function OpenWork({ work }: { work: readonly Work[] }) {
  const texts = useTexts(dashboardTexts)
  const states = useTexts(assignmentTexts).states
  const share = (part: number, late: number, totals: Totals | undefined) =>
    totals ? (
      <>
        {showNumber(part)} / {showNumber(totals.assigned)} <small>{showShare(part, totals.assigned)}</small>
        <ShareBar part={part} whole={totals.assigned} late={late} />
      </>
    ) : null
  return (
    <SortableTable
      caption={texts.open}
      rows={work}
      rowKey={({ assignment }) => assignment.id}
      columns={[
        { key: 'title', label: texts.title, sortBy: ({ assignment }) => assignment.title, cell: ({ assignment }) => <Link href={assignment.state === 'draft' ? `/admin/collections/assignments/${assignment.id}` : `/admin/reach/${assignment.id}`}>{assignment.title}</Link> },
        { key: 'state', label: texts.state, sortBy: ({ assignment }) => assignment.state, cell: ({ assignment }) => <Tag tone={STATE_TONES[assignment.state]}>{states[assignment.state]}</Tag> },
        { key: 'ackDue', label: texts.ackDue, sortBy: ({ assignment }) => assignment.ackDue ?? '', cell: ({ assignment }) => showDay(assignment.ackDue) },
        { key: 'acknowledged', label: texts.acknowledged, isNumber: true, sortBy: ({ totals }) => (totals?.assigned ? totals.acknowledged / totals.assigned : -1), cell: ({ totals }) => share(totals?.acknowledged ?? 0, totals?.acknowledgedLate ?? 0, totals) },
        { key: 'reportDue', label: texts.reportDue, sortBy: ({ assignment }) => assignment.reportDue ?? '', cell: ({ assignment }) => showDay(assignment.reportDue) },
        { key: 'reported', label: texts.reported, isNumber: true, sortBy: ({ totals }) => (totals?.assigned ? totals.reported / totals.assigned : -1), cell: ({ totals }) => share(totals?.reported ?? 0, totals?.reportedLate ?? 0, totals) },
        { key: 'waiting', label: texts.waiting, isNumber: true, sortBy: ({ totals }) => waitingOf(totals), cell: ({ totals }) => showNumber(waitingOf(totals)) },
      ]}
    />
  )
}

function waitingOf(totals: Totals | undefined): number {
  return totals ? Math.max(0, totals.reported - totals.accepted - totals.returned) : 0
}

function Waiting({ assignments }: { assignments: readonly AssignmentDoc[] }) {
  const texts = useTexts(dashboardTexts)
  const looked = assignments.filter(({ state }) => state !== 'draft').slice(0, LOOKED_THROUGH)
  const reports = useLoad(looked.map(({ id }) => id).join(','), (signal) => readWaiting({ assignments: looked, signal }))
  const teams = useNamed<TeamDoc>({ collection: 'teams', ids: reports.data?.map(({ report }) => report.team) ?? [], depth: 1 })
  const titleOf = (id: string) => {
    const team = teams.get(id)
    return team ? teamTitle(team) : '…'
  }
  return (
    <Section title={texts.waitingReports}>
      {reports.error ? <Refused refusal={reports.error} onRetry={reports.reload} /> : null}
      {looked.length > 0 && !reports.data && !reports.error ? <Skeleton lines={3} /> : null}
      {looked.length === 0 || reports.data?.length === 0 ? <p className="lt-note">{texts.noReports}</p> : null}
      {reports.data && reports.data.length > 0 ? (
        <SortableTable
          caption={texts.waitingReports}
          rows={reports.data}
          rowKey={({ report }) => report.id}
          columns={[
            { key: 'team', label: texts.team, sortBy: ({ report }) => titleOf(report.team), cell: ({ report, assignment }) => <Link href={`/admin/reach/${assignment.id}?delivery=${report.deliveries?.[0] ?? ''}`}>{titleOf(report.team)}</Link> },
            { key: 'assignment', label: texts.title, sortBy: ({ assignment }) => assignment.title, cell: ({ assignment }) => assignment.title },
            { key: 'received', label: texts.received, sortBy: ({ report }) => report.receivedAt ?? '', cell: ({ report }) => showInstant(report.receivedAt) },
            { key: 'warnings', label: texts.warnings, isNumber: true, sortBy: ({ report }) => report.warnings?.length ?? 0, cell: ({ report }) => (report.warnings?.length ? <Tag tone="wait">{showNumber(report.warnings.length)}</Tag> : showNumber(0)) },
          ]}
        />
      ) : null}
    </Section>
  )
}

function Behind() {
  const texts = useTexts(dashboardTexts)
  const list = useLoad('behind', (signal) => callDesk<OutstandingPage>({ path: `/api/outstanding${query({ stage: 'acknowledged', limit: 10 })}`, signal }))
  const late = list.data?.items.filter(({ daysLate }) => daysLate > 0) ?? []
  return (
    <Section title={texts.behind} aside={list.data ? texts.behindTotal(showNumber(list.data.total)) : null}>
      {list.error ? <Refused refusal={list.error} onRetry={list.reload} /> : null}
      {!list.data && !list.error ? <Skeleton lines={4} /> : null}
      {list.data && late.length === 0 ? <p className="lt-note">{texts.nobodyBehind}</p> : null}
      {late.length > 0 ? <OutstandingTable items={late} withAssignment linkTo={(delivery, item) => `/admin/reach/${item.assignment}?delivery=${delivery}`} /> : null}
    </Section>
  )
}

async function readWork(signal: AbortSignal): Promise<Work[]> {
  const { docs } = await callDesk<Listed<AssignmentDoc>>({ path: `/api/assignments${query({ 'where[state][in]': 'draft,publishing,active', sort: '-updatedAt', limit: MOST_ASSIGNMENTS, depth: 0 })}`, signal })
  const given = docs.filter(({ state }) => state !== 'draft')
  const matrix = given.length > 0 ? await callDesk<{ items: { assignment: string; totals: Totals }[] }>({ path: `/api/reach${query({ assignments: given.map(({ id }) => id).join(',') })}`, signal }) : { items: [] }
  const totals = new Map(matrix.items.map((item) => [item.assignment, item.totals]))
  return docs.map((assignment) => ({ assignment, totals: totals.get(assignment.id) }))
}

async function readWaiting({ assignments, signal }: { assignments: readonly AssignmentDoc[]; signal: AbortSignal }): Promise<{ assignment: AssignmentDoc; report: ReportDoc }[]> {
  const lists = await Promise.all(
    assignments.map(async (assignment) => {
      const { docs } = await callDesk<Listed<ReportDoc>>({ path: `/api/reports${query({ 'where[assignments][equals]': assignment.id, 'where[state][equals]': 'submitted', sort: 'receivedAt', limit: 8, depth: 0 })}`, signal })
      return docs.map((report) => ({ assignment, report }))
    }),
  )
  return lists.flat().sort((a, b) => String(a.report.receivedAt).localeCompare(String(b.report.receivedAt))).slice(0, 12)
}
