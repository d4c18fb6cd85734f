'use client'
/** "Độ phủ" of one assignment: six facts, the tree unit by unit down to a team, and who has not and why. */
import { Button, Link, useStepNav } from '@payloadcms/ui'
import { useEffect, useState } from 'react'

import type { UnitDoc } from '../../organisation/views/types'
import { STATE_TONES } from '../../dissemination/views/SentAssignment'
import { assignmentTexts } from '../../dissemination/views/texts'
import type { AssignmentState } from '../../dissemination/views/types'
import { callDesk, query } from '../../platform/admin/call-desk'
import { showDay, showInstant } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Refused, Skeleton, Tag } from '../../platform/admin/parts'
import { useLoad } from '../../platform/admin/use-desk'
import { useNamed } from '../../platform/admin/use-named'
import { useTabTitle } from '../../platform/admin/use-title'
import { useUrlState } from '../../platform/admin/use-url-state'
import { DeliveryPage } from './DeliveryPage'
import { Outstanding } from './Outstanding'
import { SixFacts } from './SixFacts'
import { reachTexts } from './texts'
import type { ReachAnswer, ReachedAssignment } from './types'
import { UnitRows } from './UnitRows'
import { UnitTeams } from './UnitTeams'

export type Tree = 'then' | 'now'

export function ReachDesk({ assignment }: { assignment: ReachedAssignment }) {
  const texts = useTexts(reachTexts)
  const states = useTexts(assignmentTexts)
  const url = useUrlState()
  const { setStepNav } = useStepNav()
  const unit = url.read('unit')
  const tree: Tree = url.read('tree') === 'now' ? 'now' : 'then'
  const tab = url.read('tab') === 'outstanding' ? 'outstanding' : 'tree'
  const delivery = url.read('delivery')
  const [place, setPlace] = useState('')
  useTabTitle(`${texts.reach}: ${assignment.title}`)
  const reach = useLoad(`${assignment.id}:${unit}:${tree}`, (signal) => callDesk<ReachAnswer>({ path: `/api/assignments/${assignment.id}/reach${query({ unit, tree })}`, signal }), { isKept: true })

  useEffect(() => {
    setStepNav([{ label: texts.reach }, { label: assignment.title, url: `/admin/collections/assignments/${assignment.id}` }])
  }, [assignment.id, assignment.title, setStepNav, texts.reach])

  const isLeaf = unit !== '' && reach.data?.unit?.id === unit && reach.data.children.every(({ own }) => own === true)
  const isOwn = url.read('own') === '1'
  return (
    <>
      <div className="lt-head lt-head--page">
        <h1>{assignment.title}</h1>
        <div className="lt-head__line">
          <Tag tone={STATE_TONES[assignment.state as AssignmentState]}>{states.states[assignment.state as AssignmentState]}</Tag>
          {assignment.publishedAt ? <span>{states.givenAt(showInstant(assignment.publishedAt))}</span> : null}
          <span>{texts.dues(showDay(assignment.ackDue), showDay(assignment.reportDue))}</span>
          {reach.data ? <span>{texts.asOf(showInstant(reach.data.asOf))}</span> : null}
          <span className="lt-noprint lt-head__acts">
            <Link href={`/admin/collections/assignments/${assignment.id}`}>{texts.toAssignment}</Link>
            <Button size="small" buttonStyle="secondary" margin={false} onClick={() => window.print()}>
              {texts.print}
            </Button>
          </span>
        </div>
      </div>

      <nav className="lt-crumbs" aria-label={texts.unit}>
        <Crumbs unit={delivery && place ? place : unit} />
        <TreeSwitch tree={tree} onChange={(next) => url.change({ tree: next === 'then' ? null : next })} />
      </nav>

      {reach.error ? <Refused refusal={reach.error} onRetry={reach.reload} /> : null}
      {!reach.data && !reach.error ? <Skeleton lines={6} /> : null}
      {reach.data && !delivery ? <SixFacts totals={reach.data.totals} /> : null}

      {delivery ? (
        <DeliveryPage id={delivery} assignment={assignment} onChanged={reach.reload} onPlace={setPlace} />
      ) : (
        <>
          <div className="lt-tabs lt-noprint" role="tablist">
            {(['tree', 'outstanding'] as const).map((one) => (
              <button key={one} type="button" role="tab" aria-selected={tab === one} onClick={() => url.change({ tab: one === 'tree' ? null : one })}>
                {texts.tabs[one]}
              </button>
            ))}
          </div>
          {tab === 'outstanding' ? <Outstanding assignment={assignment.id} unit={unit} /> : null}
          {tab === 'tree' && reach.data && (isLeaf || isOwn) ? <UnitTeams assignment={assignment} unit={unit} tree={tree} onChanged={reach.reload} /> : null}
          {tab === 'tree' && reach.data && !isLeaf && !isOwn ? <UnitRows reach={reach.data} isStale={reach.isLoading} /> : null}
        </>
      )}
    </>
  )
}

function TreeSwitch({ tree, onChange }: { tree: Tree; onChange: (tree: Tree) => void }) {
  const texts = useTexts(reachTexts)
  return (
    <fieldset className="lt-switch">
      <legend>{texts.tree}</legend>
      {(['then', 'now'] as const).map((one) => (
        <label key={one}>
          <input type="radio" name="tree" checked={tree === one} onChange={() => onChange(one)} />
          {texts.trees[one]}
        </label>
      ))}
    </fieldset>
  )
}

/** The way from the territory's top to the unit shown; units above the territory are not one's to open. */
function Crumbs({ unit }: { unit: string }) {
  const texts = useTexts(reachTexts)
  const url = useUrlState()
  const here = useNamed<UnitDoc>({ collection: 'org-units', ids: unit ? [unit] : [] }).get(unit)
  const ids = (here?.path ?? '').split('/').filter(Boolean)
  const known = useNamed<UnitDoc>({ collection: 'org-units', ids })
  const steps = ids.flatMap((id) => known.get(id) ?? [])
  const go = (id: string | null) => url.change({ unit: id, delivery: null, own: null })
  return (
    <ol>
      <li>
        <button type="button" className="lt-link" aria-current={unit === '' ? 'page' : undefined} onClick={() => go(null)}>
          {texts.whole}
        </button>
      </li>
      {steps.map(({ id, name }) => (
        <li key={id}>
          <button type="button" className="lt-link" aria-current={id === unit ? 'page' : undefined} onClick={() => go(id)}>
            {name}
          </button>
        </li>
      ))}
    </ol>
  )
}
