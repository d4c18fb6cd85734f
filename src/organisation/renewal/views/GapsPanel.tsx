'use client'
/** Above the list of teams: how many villages have one, and which teams and villages lack something. */
import { Button, Link } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk, query } from '../../../platform/admin/call-desk.js'
import { showDay, showNumber, showShare } from '../../../platform/admin/formats.js'
import { useTexts } from '../../../platform/admin/language.js'
import { Refused, Section, ShareBar, Skeleton } from '../../../platform/admin/parts.js'
import { SortableTable } from '../../../platform/admin/SortableTable.js'
import { useAct, useLoad } from '../../../platform/admin/use-desk.js'
import type { GapKind, GapPage, GapTotals } from '../gaps.js'
import { renewalTexts } from './texts.js'

const KINDS: readonly GapKind[] = ['reported', 'no-team', 'no-leader', 'no-phone', 'not-renewed']
const PAGE = 50

export function GapsPanel() {
  const texts = useTexts(renewalTexts)
  const totals = useLoad('totals', (signal) => callDesk<GapTotals>({ path: '/api/teams/gap-totals', signal }))
  const [kind, setKind] = useState<GapKind>()
  const { data } = totals
  return (
    <div className="lt-page">
      <Section title={texts.gaps} aside={data ? texts.coverage(showNumber(data.withTeam), showNumber(data.villages), showShare(data.withTeam, data.villages)) : null}>
        {totals.error ? <Refused refusal={totals.error} onRetry={totals.reload} /> : null}
        {!data && !totals.error ? <Skeleton lines={1} /> : null}
        {data ? <ShareBar part={data.withTeam} whole={data.villages} /> : null}
        {data ? (
          <div className="lt-acts" role="group" aria-label={texts.gaps}>
            {KINDS.map((one) => (
              <Button key={one} size="small" margin={false} buttonStyle={kind === one ? 'primary' : 'secondary'} aria-expanded={kind === one} onClick={() => setKind(kind === one ? undefined : one)}>
                {`${texts.gapKinds[one]} (${showNumber(data[one])})`}
              </Button>
            ))}
          </div>
        ) : null}
        {kind ? <Gaps key={kind} kind={kind} /> : null}
      </Section>
    </div>
  )
}

function Gaps({ kind }: { kind: GapKind }) {
  const texts = useTexts(renewalTexts)
  const read = (cursor: string | null, signal?: AbortSignal) => callDesk<GapPage>({ path: `/api/teams/gaps${query({ kind, cursor: cursor ?? undefined, limit: PAGE })}`, ...(signal ? { signal } : {}) })
  const first = useLoad(kind, (signal) => read(null, signal))
  const [further, setFurther] = useState<GapPage[]>([])
  const { act, isBusy } = useAct()
  if (first.error) return <Refused refusal={first.error} onRetry={first.reload} />
  if (!first.data) return <Skeleton lines={4} />
  const pages = [first.data, ...further]
  const items = pages.flatMap((page) => page.items)
  const last = pages.at(-1)
  const more = () =>
    act(async () => {
      const page = await read(last?.nextCursor ?? null)
      setFurther((before) => [...before, page])
    })
  if (items.length === 0) return <p className="lt-note">{texts.nothing}</p>
  return (
    <>
      <SortableTable
        caption={texts.gapKinds[kind] ?? ''}
        rows={items}
        rowKey={({ unit, team }) => `${unit.id} ${team?.id ?? ''}`}
        columns={[
          { key: 'commune', label: texts.commune, sortBy: ({ unit }) => unit.commune, cell: ({ unit }) => unit.commune },
          { key: 'unit', label: texts.unit, sortBy: ({ unit }) => unit.name, cell: ({ unit }) => <Link href={`/admin/collections/org-units/${unit.id}`}>{unit.name}</Link> },
          { key: 'team', label: texts.team, sortBy: ({ team }) => team?.name ?? '', cell: ({ team }) => (team ? <Link href={`/admin/collections/teams/${team.id}/renewal`}>{team.name}</Link> : '') },
          { key: 'last', label: texts.lastRenewed, sortBy: ({ lastRenewedOn }) => lastRenewedOn ?? '', cell: ({ lastRenewedOn }) => showDay(lastRenewedOn) },
        ]}
      />
      {last?.more ? (
        <div className="lt-acts">
          <Button buttonStyle="secondary" margin={false} disabled={isBusy} onClick={() => void more()}>
            {texts.more}
          </Button>
        </div>
      ) : null}
    </>
  )
}
