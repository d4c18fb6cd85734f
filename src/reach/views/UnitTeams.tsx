'use client'
/** The teams of one unit in this assignment; where there is one team only, its page stands here at once. */
import type { TeamDoc } from '../../organisation/views/types'
import { teamTitle } from '../../organisation/views/types'
import { callDesk, type Listed, query } from '../../platform/admin/call-desk'
import { showInstant } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Empty, Refused, Skeleton, Tag } from '../../platform/admin/parts'
import { SortableTable } from '../../platform/admin/SortableTable'
import { useLoad } from '../../platform/admin/use-desk'
import { useNamed } from '../../platform/admin/use-named'
import { useUrlState } from '../../platform/admin/use-url-state'
import { DeliveryPage } from './DeliveryPage'
import { DELIVERY_TONES } from './DeliveryFacts'
import { teamTexts } from './team-texts'
import { reachTexts } from './texts'
import type { DeliveryDoc, ReachedAssignment } from './types'

export function UnitTeams({ assignment, unit, tree, onChanged }: { assignment: ReachedAssignment; unit: string; tree: 'then' | 'now'; onChanged: () => void }) {
  const texts = useTexts(reachTexts)
  const words = useTexts(teamTexts)
  const url = useUrlState()
  const found = useLoad(`${assignment.id}:${unit}:${tree}`, (signal) => (tree === 'then' ? asThen({ assignment: assignment.id, unit, signal }) : asNow({ assignment: assignment.id, unit, signal })))
  const rows = found.data ?? []
  const teams = useNamed<TeamDoc>({ collection: 'teams', ids: rows.map(({ team }) => team), depth: 1 })
  if (found.error) return <Refused refusal={found.error} onRetry={found.reload} />
  if (!found.data) return <Skeleton lines={4} />
  const [only] = rows
  if (!only) return <Empty title={texts.noDelivery} />
  if (rows.length === 1) return <DeliveryPage id={only.id} assignment={assignment} onChanged={onChanged} />
  const titleOf = (id: string) => {
    const team = teams.get(id)
    return team ? teamTitle(team) : '…'
  }
  return (
    <SortableTable
      caption={texts.severalTeams}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'team', label: texts.columns.team, sortBy: ({ team }) => titleOf(team), cell: ({ id, team }) => <button type="button" className="lt-link" onClick={() => url.change({ delivery: id })}>{titleOf(team)}</button> },
        { key: 'state', label: words.facts, sortBy: ({ state }) => state, cell: ({ state }) => <Tag tone={DELIVERY_TONES[state] ?? 'plain'}>{words.states[state] ?? state}</Tag> },
        { key: 'ack', label: words.acknowledged, sortBy: ({ acknowledgedAt }) => acknowledgedAt ?? '', cell: ({ acknowledgedAt }) => showInstant(acknowledgedAt) },
        { key: 'report', label: words.reported, sortBy: ({ reportedAt }) => reportedAt ?? '', cell: ({ reportedAt }) => showInstant(reportedAt) },
      ]}
    />
  )
}

interface Where {
  assignment: string
  unit: string
  signal: AbortSignal
}

async function asThen({ assignment, unit, signal }: Where): Promise<DeliveryDoc[]> {
  const { docs } = await callDesk<Listed<DeliveryDoc>>({ path: `/api/deliveries${query({ 'where[assignment][equals]': assignment, 'where[unit][equals]': unit, limit: 200, depth: 0 })}`, signal })
  return docs
}

/** Who holds the work today may have taken it over from a unit that is no more. */
async function asNow({ assignment, unit, signal }: Where): Promise<DeliveryDoc[]> {
  const teams = await callDesk<Listed<TeamDoc>>({ path: `/api/teams${query({ 'where[unit][equals]': unit, limit: 200, depth: 0 })}`, signal })
  const ids = teams.docs.map(({ id }) => id)
  if (ids.length === 0) return []
  const { docs } = await callDesk<Listed<DeliveryDoc>>({ path: `/api/deliveries${query({ 'where[assignment][equals]': assignment, 'where[holder][in]': ids.join(','), limit: 200, depth: 0 })}`, signal })
  return docs
}
