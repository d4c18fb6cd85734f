'use client'
/** Picks subtrees of units: a tree that opens as one goes, and a search that needs no marks. Used when giving work out. */
import { useDeferredValue, useState } from 'react'

import { callDesk, type Listed, query } from '../../platform/admin/call-desk'
import { showNumber } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Empty, Refused, Skeleton } from '../../platform/admin/parts'
import { useAccount, useLoad } from '../../platform/admin/use-desk'
import { organisationTexts } from './texts'
import type { UnitDoc } from './types'

interface Choice {
  chosen: readonly string[]
  onToggle: (unit: UnitDoc) => void
}

const OPEN_UNITS = { 'where[closedOn][exists]': 'false', sort: 'sortKey', limit: 200 } as const

export function UnitTree(choice: Choice) {
  const texts = useTexts(organisationTexts)
  const { units } = useAccount()
  const [text, setText] = useState('')
  const searched = useDeferredValue(text.trim())
  const roots = useLoad(units.join(','), (signal) => callDesk<Listed<UnitDoc>>({ path: `/api/org-units${query({ 'where[id][in]': units.join(','), sort: 'sortKey', limit: 200 })}`, signal }))
  return (
    <div className="lt-units">
      <input type="search" className="lt-input" value={text} placeholder={texts.searchUnits} aria-label={texts.searchUnits} onChange={(event) => setText(event.target.value)} />
      {searched ? <FoundUnits text={searched} {...choice} /> : null}
      {!searched && roots.error ? <Refused refusal={roots.error} onRetry={roots.reload} /> : null}
      {!searched && roots.isLoading && !roots.data ? <Skeleton lines={3} /> : null}
      {!searched && roots.data ? (
        <ul className="lt-units__list">
          {roots.data.docs.map((unit) => (
            <UnitNode key={unit.id} unit={unit} isOpenAtFirst={roots.data?.docs.length === 1} isIncluded={false} {...choice} />
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function UnitNode({ unit, isIncluded, isOpenAtFirst = false, ...choice }: Choice & { unit: UnitDoc; isIncluded: boolean; isOpenAtFirst?: boolean }) {
  const texts = useTexts(organisationTexts)
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const isChosen = choice.chosen.includes(unit.id)
  const mayOpen = unit.type !== 'village'
  return (
    <li>
      <div className="lt-units__row">
        {mayOpen ? (
          <button type="button" className="lt-units__open" aria-expanded={isOpen} aria-label={isOpen ? texts.shut(unit.name) : texts.open(unit.name)} onClick={() => setOpen(!isOpen)}>
            {isOpen ? '▾' : '▸'}
          </button>
        ) : (
          <span className="lt-units__open" aria-hidden="true" />
        )}
        <UnitChoice unit={unit} isChosen={isChosen} isIncluded={isIncluded} onToggle={choice.onToggle} />
      </div>
      {isOpen && mayOpen ? <UnitChildren parent={unit.id} isIncluded={isIncluded || isChosen} {...choice} /> : null}
    </li>
  )
}

function UnitChoice({ unit, isChosen, isIncluded, onToggle }: { unit: UnitDoc; isChosen: boolean; isIncluded: boolean; onToggle: (unit: UnitDoc) => void }) {
  const texts = useTexts(organisationTexts)
  const above = unit.parentName ?? ''
  return (
    <label className="lt-units__choice">
      <input type="checkbox" checked={isChosen || isIncluded} disabled={isIncluded} onChange={() => onToggle(unit)} />
      <span>{unit.name}</span>
      <small>
        {[above, isIncluded ? texts.included : '', typeof unit.households === 'number' ? texts.households(showNumber(unit.households)) : ''].filter(Boolean).join(' · ')}
      </small>
    </label>
  )
}

function UnitChildren({ parent, isIncluded, ...choice }: Choice & { parent: string; isIncluded: boolean }) {
  const texts = useTexts(organisationTexts)
  const [pages, setPages] = useState(1)
  const children = useLoad(`${parent}:${pages}`, async (signal) => {
    const docs: UnitDoc[] = []
    let totalDocs = 0
    for (let page = 1; page <= pages; page += 1) {
      const read = await callDesk<Listed<UnitDoc>>({ path: `/api/org-units${query({ ...OPEN_UNITS, 'where[parent][equals]': parent, page })}`, signal })
      docs.push(...read.docs)
      totalDocs = read.totalDocs
    }
    return { docs, totalDocs }
  })
  if (children.error) return <Refused refusal={children.error} onRetry={children.reload} />
  if (!children.data) return <Skeleton lines={2} />
  const { docs, totalDocs } = children.data
  return (
    <ul>
      {docs.map((unit) => (
        <UnitNode key={unit.id} unit={unit} isIncluded={isIncluded} {...choice} />
      ))}
      {docs.length < totalDocs ? (
        <li>
          <button type="button" className="lt-link" onClick={() => setPages(pages + 1)}>
            {texts.moreUnits(showNumber(totalDocs - docs.length))}
          </button>
        </li>
      ) : null}
    </ul>
  )
}

function FoundUnits({ text, ...choice }: Choice & { text: string }) {
  const texts = useTexts(organisationTexts)
  const found = useLoad(text, (signal) => callDesk<Listed<UnitDoc>>({ path: `/api/org-units${query({ ...OPEN_UNITS, 'where[searchText][like]': text, limit: 30 })}`, signal }))
  if (found.error) return <Refused refusal={found.error} onRetry={found.reload} />
  if (!found.data) return <Skeleton lines={3} />
  if (found.data.docs.length === 0) return <Empty title={texts.nothingFound(text)} />
  return (
    <ul className="lt-units__list">
      {found.data.docs.map((unit) => (
        <li key={unit.id}>
          <div className="lt-units__row">
            <UnitChoice unit={unit} isChosen={choice.chosen.includes(unit.id)} isIncluded={false} onToggle={choice.onToggle} />
          </div>
        </li>
      ))}
      {found.data.totalDocs > found.data.docs.length ? <li className="lt-note">{texts.typeMore(showNumber(found.data.totalDocs - found.data.docs.length))}</li> : null}
    </ul>
  )
}
