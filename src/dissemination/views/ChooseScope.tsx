'use client'
/**
 * Above the lists of facts: which assignment, which team. Facts are always shown inside one of them (inside-one.ts), so
 * without a choice such a list would be an empty page that does not say why.
 */
import { useListQuery } from '@payloadcms/ui'
import type { Where } from 'payload'

import { TeamSearch } from '../../organisation/views/TeamSearch'
import { type TeamDoc, teamTitle } from '../../organisation/views/types'
import { callDesk, type Listed, query as asQuery } from '../../platform/admin/call-desk'
import { showDay, showInstantDay } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Labelled, Refused } from '../../platform/admin/parts'
import { useLoad } from '../../platform/admin/use-desk'
import { useNamed } from '../../platform/admin/use-named'
import { Chips } from './Recipients'
import { scopeTexts } from './scope-texts'
import type { AssignmentDoc } from './types'

/** As many as one page of a list takes; older ones are reached from their own pages. */
const MOST = 200

export function ChooseScope() {
  const texts = useTexts(scopeTexts)
  const { query, collectionSlug, handleWhereChange, data } = useListQuery()
  const field = collectionSlug === 'reports' ? 'assignments' : 'assignment'
  const assignment = namedIn(query.where, field)
  const team = namedIn(query.where, 'team')
  const given = useLoad('given', (signal) => callDesk<Listed<AssignmentDoc>>({ path: `/api/assignments${asQuery({ 'where[state][in]': 'publishing,active,closed,withdrawn', sort: '-publishedAt', limit: MOST, depth: 0 })}`, signal }))
  const teams = useNamed<TeamDoc>({ collection: 'teams', ids: team ? [team] : [], depth: 1 })
  const chosen = team ? teams.get(team) : undefined
  const choose = (next: { assignment: string; team: string }) => {
    const conditions: Where[] = [...(next.assignment ? [{ [field]: { equals: next.assignment } }] : []), ...(next.team ? [{ team: { equals: next.team } }] : [])]
    void handleWhereChange?.(conditions.length > 0 ? { or: [{ and: conditions }] } : {})
  }
  return (
    <div className="lt-scope">
      <div className="lt-row">
        <Labelled label={texts.assignment}>
          <select className="lt-input" value={assignment} onChange={(event) => choose({ assignment: event.target.value, team })}>
            <option value="">{texts.noAssignment}</option>
            {(given.data?.docs ?? []).map(({ id, title, publishedAt }) => (
              <option key={id} value={id}>
                {texts.option(title, publishedAt ? showInstantDay(publishedAt) : showDay(null))}
              </option>
            ))}
          </select>
        </Labelled>
        <div className="lt-field">
          <span className="lt-field__label">{texts.team}</span>
          {team ? <Chips items={[{ id: team, name: chosen ? teamTitle(chosen) : '…' }]} onRemove={() => choose({ assignment, team: '' })} /> : <TeamSearch label={texts.team} taken={[]} onPick={({ id }) => choose({ assignment, team: id })} />}
        </div>
      </div>
      {given.error ? <Refused refusal={given.error} onRetry={given.reload} /> : null}
      {!assignment && !team && (data?.totalDocs ?? 0) === 0 ? <p className="lt-note">{texts.chooseFirst}</p> : null}
    </div>
  )
}

/** The one id that a list's filter asks a field for, as the panel and this chooser write it. */
function namedIn(where: Where | undefined, field: string): string {
  if (typeof where !== 'object' || where === null) return ''
  for (const [name, condition] of Object.entries(where)) {
    if (/^(and|or)$/i.test(name) && Array.isArray(condition)) {
      const found = condition.map((part) => namedIn(part, field)).find(Boolean)
      if (found) return found
    }
    if (name === field && typeof condition === 'object' && condition !== null && 'equals' in condition && typeof condition.equals === 'string') return condition.equals
  }
  return ''
}
