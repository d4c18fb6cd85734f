'use client'
/** The units below the one shown, each with its six facts; a village's row says what its team did. */
import { showNumber, showShare } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Empty, Tag } from '../../platform/admin/parts'
import { type Column, SortableTable } from '../../platform/admin/SortableTable'
import { useUrlState } from '../../platform/admin/use-url-state'
import { reachTexts } from './texts'
import type { ReachAnswer, ReachChild, Totals } from './types'

export function UnitRows({ reach, isStale }: { reach: ReachAnswer; isStale: boolean }) {
  const texts = useTexts(reachTexts)
  const url = useUrlState()
  if (reach.children.length === 0) return <Empty title={texts.noUnits} />
  const open = ({ unit, own }: ReachChild) => url.change({ unit: unit.id, own: own ? '1' : null })
  const link = ({ unit, own }: ReachChild) => url.linkTo({ unit: unit.id, own: own ? '1' : null })
  const columns: Column<ReachChild>[] = [
    {
      key: 'unit',
      label: texts.unit,
      sortBy: ({ unit }) => unit.name,
      cell: (row) => (
        <a
          href={link(row)}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey) return
            event.preventDefault()
            open(row)
          }}
        >
          {row.own ? texts.own(row.unit.name) : row.unit.name}
        </a>
      ),
    },
    { key: 'assigned', label: texts.facts.assigned, isNumber: true, sortBy: ({ assigned }) => assigned, cell: (row) => <Given row={row} /> },
    factColumn('delivered', texts),
    factColumn('seen', texts),
    factColumn('acknowledged', texts),
    { key: 'notAck', label: texts.notYetAck, isNumber: true, sortBy: (row) => row.assigned - row.acknowledged, cell: (row) => <Missing count={row.assigned - row.acknowledged} row={row} /> },
    factColumn('reported', texts),
    { key: 'notReported', label: texts.notYetReport, isNumber: true, sortBy: (row) => row.assigned - row.reported, cell: (row) => <Missing count={row.assigned - row.reported} row={row} /> },
    factColumn('accepted', texts),
    { key: 'households', label: texts.households, isNumber: true, sortBy: (row) => (row.householdsTotal ? row.householdsReached / row.householdsTotal : -1), cell: (row) => <Part part={row.householdsReached} whole={row.householdsTotal} /> },
    { key: 'sessions', label: texts.sessions, isNumber: true, sortBy: ({ sessions }) => sessions, cell: ({ sessions }) => showNumber(sessions) },
  ]
  const { totals } = reach
  return (
    <SortableTable
      caption={texts.tabs.tree}
      isStale={isStale}
      columns={columns}
      rows={reach.children}
      rowKey={({ unit, own }) => `${unit.id}${own ? ':own' : ''}`}
      foot={
        <tr>
          <th scope="row">{texts.total}</th>
          {[totals.assigned, totals.delivered, totals.seen, totals.acknowledged, totals.assigned - totals.acknowledged, totals.reported, totals.assigned - totals.reported, totals.accepted].map((count, index) => (
            <td key={index} className="lt-number">
              {showNumber(count)}
            </td>
          ))}
          <td className="lt-number">
            <Part part={totals.householdsReached} whole={totals.householdsTotal} />
          </td>
          <td className="lt-number">{showNumber(totals.sessions)}</td>
        </tr>
      }
    />
  )
}

type Fact = 'delivered' | 'seen' | 'acknowledged' | 'reported' | 'accepted'

function factColumn(fact: Fact, texts: (typeof reachTexts)['vi']): Column<ReachChild> {
  return { key: fact, label: texts.facts[fact], isNumber: true, sortBy: (row) => (row.assigned ? row[fact] / row.assigned : -1), cell: (row) => <FactCell fact={fact} row={row} /> }
}

function FactCell({ fact, row }: { fact: Fact; row: ReachChild }) {
  const texts = useTexts(reachTexts)
  const late = fact === 'acknowledged' ? row.acknowledgedLate : fact === 'reported' ? row.reportedLate : 0
  const viaDesk = fact === 'acknowledged' ? row.acknowledgedViaDesk : fact === 'reported' ? row.reportedViaDesk : 0
  if (isOneTeam(row)) {
    if (fact === 'accepted' && row.returned > 0) return <Tag tone="bad">{texts.isReturned}</Tag>
    if (row[fact] === 0) return <span className="lt-none">{showNumber(null)}</span>
    return (
      <>
        <span>{late > 0 ? texts.yesLate : texts.yes}</span>
        {viaDesk > 0 ? <small> {texts.byDesk}</small> : null}
      </>
    )
  }
  return (
    <>
      <Part part={row[fact]} whole={row.assigned} />
      {late + viaDesk > 0 ? <small className="lt-under">{[late > 0 ? texts.late(showNumber(late)) : '', viaDesk > 0 ? texts.viaDesk(showNumber(viaDesk)) : ''].filter(Boolean).join(' · ')}</small> : null}
    </>
  )
}

function Given({ row }: { row: ReachChild }) {
  const texts = useTexts(reachTexts)
  if (isOneTeam(row)) return row.exempted > 0 ? <Tag tone="quiet">{texts.isExempted}</Tag> : row.blocked > 0 ? <Tag tone="wait">{texts.isBlocked}</Tag> : <span>{texts.yes}</span>
  return (
    <>
      {showNumber(row.assigned)}
      {row.exempted + row.blocked > 0 ? <small className="lt-under">{[row.exempted > 0 ? texts.exempted(showNumber(row.exempted)) : '', row.blocked > 0 ? texts.blocked(showNumber(row.blocked)) : ''].filter(Boolean).join(' · ')}</small> : null}
    </>
  )
}

function Missing({ count, row }: { count: number; row: ReachChild }) {
  const texts = useTexts(reachTexts)
  if (isOneTeam(row)) return count > row.exempted ? <strong>{texts.notYet}</strong> : null
  return count > 0 ? <strong>{showNumber(count)}</strong> : <span>0</span>
}

function Part({ part, whole }: { part: number; whole: number }) {
  return (
    <>
      {showNumber(part)} <small>{showShare(part, whole)}</small>
    </>
  )
}

function isOneTeam({ unit, assigned }: { unit: { type: string } } & Totals): boolean {
  return unit.type === 'village' && assigned === 1
}
