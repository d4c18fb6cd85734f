'use client'
/** Finds single teams by name or village, without marks; used for teams added, excluded or given codes one by one. */
import { useDeferredValue, useState } from 'react'

import { callDesk, type Listed, query } from '../../platform/admin/call-desk'
import { showNumber } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { commonTexts } from '../../platform/admin/texts'
import { useLoad } from '../../platform/admin/use-desk'
import { organisationTexts } from './texts'
import { aboveOf, type TeamDoc, teamTitle } from './types'

export function TeamSearch({ label, taken, onPick, under }: { label?: string; taken: readonly string[]; onPick: (team: TeamDoc) => void; under?: string | undefined }) {
  const texts = useTexts(organisationTexts)
  const common = useTexts(commonTexts)
  const [text, setText] = useState('')
  const searched = useDeferredValue(text.trim())
  const found = useLoad(searched === '' ? '' : `${under ?? ''}:${searched}`, (signal) =>
    callDesk<Listed<TeamDoc>>({ path: `/api/teams${query({ 'where[searchText][like]': searched, 'where[active][equals]': 'true', 'where[unit.parent][equals]': under, sort: 'sortKey', limit: 20, depth: 1 })}`, signal }),
  )
  const offered = found.data?.docs.filter(({ id }) => !taken.includes(id)) ?? []
  return (
    <div className="lt-search">
      <input type="search" className="lt-input" value={text} placeholder={texts.searchTeams} aria-label={label ?? texts.searchTeams} onChange={(event) => setText(event.target.value)} />
      {found.error ? <p className="lt-note lt-note--bad">{found.error.message}</p> : null}
      {searched && found.data ? (
        <ul className="lt-search__found">
          {offered.map((team) => (
            <li key={team.id}>
              <button
                type="button"
                onClick={() => {
                  onPick(team)
                  setText('')
                }}
              >
                <span>
                  {teamTitle(team)} <small>{aboveOf(team)}</small>
                </span>
                <small>{common.add}</small>
              </button>
            </li>
          ))}
          {found.data.totalDocs > found.data.docs.length ? <li className="lt-note">{texts.typeMore(showNumber(found.data.totalDocs - found.data.docs.length))}</li> : null}
          {offered.length === 0 ? <li className="lt-note">{texts.nothingFound(searched)}</li> : null}
        </ul>
      ) : null}
    </div>
  )
}
