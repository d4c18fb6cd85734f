'use client'
/** "Ai chưa làm, vì sao": deliveries that lack a step, the oldest due first, with whom to call. */
import { Button } from '@payloadcms/ui'

import { query } from '../../platform/admin/call-desk'
import { showDay, showNumber } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Empty, Refused, Skeleton, Tag } from '../../platform/admin/parts'
import { type Column, SortableTable } from '../../platform/admin/SortableTable'
import { commonTexts } from '../../platform/admin/texts'
import { usePages } from '../../platform/admin/use-pages'
import { useUrlState } from '../../platform/admin/use-url-state'
import { teamTexts } from './team-texts'
import { reachTexts } from './texts'
import type { OutstandingItem, OutstandingPage } from './types'

const STAGES = ['delivered', 'acknowledged', 'reported'] as const

export function Outstanding({ assignment, unit }: { assignment: string; unit: string }) {
  const texts = useTexts(reachTexts)
  const common = useTexts(commonTexts)
  const url = useUrlState()
  const stage = STAGES.find((one) => one === url.read('stage')) ?? 'acknowledged'
  const list = usePages<OutstandingItem, OutstandingPage>(`/api/outstanding${query({ assignment, unit, stage, limit: 50 })}`)
  return (
    <div className="lt-outstanding">
      <fieldset className="lt-switch lt-noprint">
        <legend>{texts.stage}</legend>
        {STAGES.map((one) => (
          <label key={one}>
            <input type="radio" name="stage" checked={stage === one} onChange={() => url.change({ stage: one === 'acknowledged' ? null : one })} />
            {texts.stages[one]}
          </label>
        ))}
      </fieldset>
      {list.page ? (
        <p className="lt-outstanding__total">
          {texts.stages[stage]}: <strong>{texts.outstandingTotal(showNumber(list.page.total))}</strong>
        </p>
      ) : null}
      {list.page && list.items.length === 0 ? <Empty title={texts.everybodyDid}>{texts.everybodyDidHint}</Empty> : null}
      {list.items.length > 0 ? <OutstandingTable items={list.items} onOpen={(id) => url.change({ delivery: id, tab: null })} linkTo={(id) => url.linkTo({ delivery: id, tab: null })} /> : null}
      {list.refusal ? <Refused refusal={list.refusal} onRetry={list.more} /> : null}
      {!list.page && !list.refusal ? <Skeleton lines={6} /> : null}
      {list.page?.more && !list.refusal ? (
        <Button buttonStyle="secondary" margin={false} disabled={list.isLoading} onClick={list.more} className="lt-noprint">
          {list.isLoading ? common.loading : `${common.more} (${showNumber(list.items.length)} / ${showNumber(list.page.total)})`}
        </Button>
      ) : null}
    </div>
  )
}

export function OutstandingTable({ items, onOpen, linkTo, withAssignment = false }: { items: readonly OutstandingItem[]; onOpen?: (delivery: string) => void; linkTo: (delivery: string, item: OutstandingItem) => string; withAssignment?: boolean }) {
  const texts = useTexts(reachTexts)
  const columns: Column<OutstandingItem>[] = [
    {
      key: 'place',
      label: texts.columns.place,
      sortBy: ({ unit }) => unit.name,
      cell: (item) => (
        <>
          <a
            href={linkTo(item.deliveryId, item)}
            onClick={(event) => {
              if (!onOpen || event.metaKey || event.ctrlKey) return
              event.preventDefault()
              onOpen(item.deliveryId)
            }}
          >
            {item.unit.name}
          </a>
          <small className="lt-under">{item.unit.path.slice(0, -1).reverse().slice(0, 1).join(', ')}</small>
        </>
      ),
    },
    ...(withAssignment ? [{ key: 'assignment', label: texts.columns.assignment, sortBy: (item: OutstandingItem) => item.assignmentTitle, cell: (item: OutstandingItem) => item.assignmentTitle }] : []),
    { key: 'reason', label: texts.columns.reason, sortBy: (item) => item.reason.code, cell: (item) => <Why item={item} /> },
    { key: 'leader', label: texts.columns.leader, sortBy: (item) => item.leader?.name ?? '', cell: (item) => <Leader item={item} /> },
    { key: 'due', label: texts.columns.due, sortBy: (item) => item.due ?? '9', cell: (item) => (item.due ? showDay(item.due) : texts.noDue) },
    { key: 'late', label: texts.columns.late, isNumber: true, sortBy: (item) => item.daysLate, cell: (item) => (item.daysLate > 0 ? <strong>{texts.daysLate(showNumber(item.daysLate))}</strong> : <span className="lt-none">{item.due ? texts.notDue : showDay(null)}</span>) },
    // Told to the commune only; above it the column would be empty.
    ...(items.some(({ lastSeenOn }) => lastSeenOn) ? [{ key: 'lastSeen', label: texts.columns.lastSeen, sortBy: (item: OutstandingItem) => item.lastSeenOn ?? '', cell: (item: OutstandingItem) => showDay(item.lastSeenOn) }] : []),
  ]
  return <SortableTable caption={texts.tabs.outstanding} rows={items} rowKey={({ deliveryId }) => deliveryId} columns={columns} isCards />
}

function Why({ item }: { item: OutstandingItem }) {
  const texts = useTexts(reachTexts)
  const blocks = useTexts(teamTexts).blocks
  const { code, by, note } = item.reason
  return (
    <>
      <Tag tone={by === 'inferred' ? 'quiet' : 'wait'}>{texts.inferred[code] ?? blocks[code] ?? code}</Tag>
      <small className="lt-under">
        {texts.reasonBy[by]}
        {note ? `: ${note}` : ''}
      </small>
    </>
  )
}

function Leader({ item }: { item: OutstandingItem }) {
  const texts = useTexts(reachTexts)
  const { leader } = item
  if (!leader) return <span className="lt-none">{texts.noLeader}</span>
  return (
    <>
      {leader.name}
      {leader.phone ? (
        <small className="lt-under">
          <a href={`tel:${leader.phone.replace(/[^\d+]/g, '')}`} aria-label={texts.call(leader.name, leader.phone)}>
            {leader.phone}
          </a>
        </small>
      ) : null}
    </>
  )
}
