'use client'
/** What matters today, the first page of the desk: work under way, reports waiting for review, villages behind. */
import { Button, Gutter, Link } from '@payloadcms/ui'
import { useState } from 'react'

import { STATE_TONES } from '../../dissemination/views/SentAssignment'
import { assignmentTexts } from '../../dissemination/views/texts'
import type { AssignmentDoc } from '../../dissemination/views/types'
import { callDesk, type Listed, query } from '../../platform/admin/call-desk'
import { showDay, showInstant, showNumber, showShare } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Empty, Refused, Section, ShareBar, Skeleton, Tag } from '../../platform/admin/parts'
import { SortableTable } from '../../platform/admin/SortableTable'
import { commonTexts } from '../../platform/admin/texts'
import { useAccount, useLoad } from '../../platform/admin/use-desk'
import { type Pages, usePages } from '../../platform/admin/use-pages'
import { FirstRunCard } from '../first-run/views/FirstRunCard'
import { dashboardTexts } from './dashboard-texts'
import { OutstandingTable } from './Outstanding'
import type { OutstandingItem, OutstandingPage, Totals, WaitingItem, WaitingPage } from './types'

const PAGE = 20
/** As many as one matrix takes; older ones stand in the list of assignments. */
const MOST_PAGES = 5

interface Work {
  assignment: AssignmentDoc
  totals: Totals | undefined
}

export function Dashboard() {
  const texts = useTexts(dashboardTexts)
  const { may } = useAccount()
  const common = useTexts(commonTexts)
  const [pages, setPages] = useState(1)
  const read = useLoad(`work:${pages}`, (signal) => readWork({ pages, signal }), { isKept: true })
  const work = read.data?.work
  const left = (read.data?.total ?? 0) - (work?.length ?? 0)
  return (
    <Gutter className="lt-page">
      <main>
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
        <FirstRunCard />
        <Section title={texts.open} aside={<Link href="/admin/collections/assignments">{texts.all}</Link>}>
          {read.error ? <Refused refusal={read.error} onRetry={read.reload} /> : null}
          {!work && !read.error ? <Skeleton lines={4} /> : null}
          {work?.length === 0 ? <Empty title={texts.nothingOpen}>{may('admin', 'editor') ? texts.howToBegin : null}</Empty> : null}
          {work && work.length > 0 ? <OpenWork work={work} /> : null}
          {left > 0 && pages < MOST_PAGES ? (
            <Button buttonStyle="secondary" size="small" disabled={read.isLoading} onClick={() => setPages(pages + 1)} className="lt-more">
              {read.isLoading ? common.loading : `${common.more} (${showNumber(work?.length)} / ${showNumber(read.data?.total)})`}
            </Button>
          ) : null}
          {left > 0 && pages === MOST_PAGES ? <p className="lt-note">{texts.olderWork(showNumber(left))}</p> : null}
        </Section>
        <Waiting />
        <Behind />
      </main>
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
      isCards
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

function Waiting() {
  const texts = useTexts(dashboardTexts)
  const list = usePages<WaitingItem, WaitingPage>('/api/reports/waiting?limit=12')
  return (
    <Section title={texts.waitingReports}>
      {list.page && list.items.length === 0 ? <p className="lt-note">{texts.noReports}</p> : null}
      {list.items.length > 0 ? (
        <SortableTable
          caption={texts.waitingReports}
          isCards
          rows={list.items}
          rowKey={({ reportId }) => reportId}
          columns={[
            { key: 'team', label: texts.team, sortBy: ({ team }) => team.name, cell: ({ team, assignment, deliveryId }) => <Link href={`/admin/reach/${assignment.id}?delivery=${deliveryId}`}>{team.name}</Link> },
            { key: 'assignment', label: texts.title, sortBy: ({ assignment }) => assignment.title, cell: ({ assignment }) => assignment.title },
            { key: 'received', label: texts.received, sortBy: ({ receivedAt }) => receivedAt, cell: ({ receivedAt }) => showInstant(receivedAt) },
            { key: 'revision', label: texts.revision, isNumber: true, sortBy: ({ revision }) => revision, cell: ({ revision }) => showNumber(revision) },
            { key: 'warnings', label: texts.warnings, isNumber: true, sortBy: ({ warnings }) => warnings, cell: ({ warnings }) => (warnings ? <Tag tone="wait">{showNumber(warnings)}</Tag> : showNumber(0)) },
          ]}
        />
      ) : null}
      <Rest list={list} />
    </Section>
  )
}

function Behind() {
  const texts = useTexts(dashboardTexts)
  const list = usePages<OutstandingItem, OutstandingPage>(`/api/outstanding${query({ stage: 'acknowledged', limit: 10 })}`)
  // The list goes on with those whose day has not come: here it ends with the last one that is late.
  const late = list.items.filter(({ daysLate }) => daysLate > 0)
  return (
    <Section title={texts.behind} aside={list.page ? texts.behindTotal(showNumber(list.page.total)) : null}>
      {list.page && late.length === 0 ? <p className="lt-note">{texts.nobodyBehind}</p> : null}
      {late.length > 0 ? <OutstandingTable items={late} withAssignment linkTo={(delivery, item) => `/admin/reach/${item.assignment}?delivery=${delivery}`} /> : null}
      <Rest list={list} isAtEnd={late.length < list.items.length} />
    </Section>
  )
}

/** What stands under a list that is read page by page: waiting, the refusal, or the way on. */
function Rest<Item, P extends { items: Item[]; nextCursor: string | null; more: boolean }>({ list, isAtEnd = false }: { list: Pages<Item, P>; isAtEnd?: boolean }) {
  const common = useTexts(commonTexts)
  if (list.refusal) return <Refused refusal={list.refusal} onRetry={list.more} />
  if (!list.page) return <Skeleton lines={4} />
  if (!list.page.more || isAtEnd) return null
  return (
    <Button buttonStyle="secondary" size="small" disabled={list.isLoading} onClick={list.more} className="lt-more">
      {list.isLoading ? common.loading : common.more}
    </Button>
  )
}

async function readWork({ pages, signal }: { pages: number; signal: AbortSignal }): Promise<{ work: Work[]; total: number }> {
  const { docs, totalDocs } = await callDesk<Listed<AssignmentDoc>>({ path: `/api/assignments${query({ 'where[state][in]': 'draft,publishing,active', sort: '-updatedAt', limit: pages * PAGE, depth: 0 })}`, signal })
  const given = docs.filter(({ state }) => state !== 'draft')
  const matrix = given.length > 0 ? await callDesk<{ items: { assignment: string; totals: Totals }[] }>({ path: `/api/reach${query({ assignments: given.map(({ id }) => id).join(',') })}`, signal }) : { items: [] }
  const totals = new Map(matrix.items.map((item) => [item.assignment, item.totals]))
  return { work: docs.map((assignment) => ({ assignment, totals: totals.get(assignment.id) })), total: totalDocs }
}
