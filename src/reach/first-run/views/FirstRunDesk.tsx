'use client'
/**
 * The guide of a new installation, one step under the other: what is done, what is missing, where each is done. It may
 * be left at any time; coming back it shows what is there.
 */
import { Link } from '@payloadcms/ui'
import type { ReactNode } from 'react'

import { callDesk } from '../../../platform/admin/call-desk'
import { useTexts } from '../../../platform/admin/language'
import { Empty, ProgressBar, Refused, Skeleton, Tag } from '../../../platform/admin/parts'
import { useLoad } from '../../../platform/admin/use-desk'
import { doneSteps, type FirstRun, type FirstRunSteps, nextStep, type StepKey, stepKeys } from '../steps'
import { ProvinceStep } from './ProvinceStep'
import { CodesStep, DocumentStep, TeamsStep, VillagesStep } from './Steps'
import { firstRunTexts } from './texts'

export function FirstRunDesk() {
  const texts = useTexts(firstRunTexts)
  const found = useLoad('first-run', (signal) => callDesk<FirstRun>({ path: '/api/first-run', signal }), { isKept: true })
  return (
    <>
      <div className="lt-head lt-head--page">
        <h1>{texts.title}</h1>
        <p className="lt-note">{texts.intro}</p>
      </div>
      {found.error ? <Refused refusal={found.error} onRetry={found.reload} /> : null}
      {!found.data && !found.error ? <Skeleton lines={6} /> : null}
      {found.data ? <Guide run={found.data} onChange={found.reload} /> : null}
    </>
  )
}

function Guide({ run, onChange }: { run: FirstRun; onChange: () => void }) {
  const texts = useTexts(firstRunTexts)
  const { steps } = run
  if (!run.concerns) return <Empty title={texts.notYours} />
  if (!steps) {
    return (
      <Empty title={texts.finished}>
        <Link href="/admin">{texts.toFirstPage}</Link>
      </Empty>
    )
  }
  const next = nextStep(steps)
  return (
    <>
      <ProgressBar done={doneSteps(steps)} total={stepKeys.length} label={texts.doneSteps} />
      <ol className="lt-guide">
        {stepKeys.map((key) => (
          <Step key={key} step={key} steps={steps} isNext={key === next}>
            {bodyOf({ key, run, steps, isNext: key === next, onChange })}
          </Step>
        ))}
      </ol>
    </>
  )
}

function bodyOf({ key, run, steps, isNext, onChange }: { key: StepKey; run: FirstRun; steps: FirstRunSteps; isNext: boolean; onChange: () => void }): ReactNode {
  if (key === 'province') return <ProvinceStep run={run} step={steps.province} onChange={onChange} />
  if (key === 'villages') return <VillagesStep isNext={isNext} step={steps.villages} />
  if (key === 'teams') return <TeamsStep isNext={isNext} step={steps.teams} hasVillages={steps.villages.isDone} accounts={steps.accounts} />
  if (key === 'codes') return <CodesStep isNext={isNext} step={steps.codes} place={run.place} hasTeams={steps.teams.isDone} onChange={onChange} />
  return <DocumentStep isNext={isNext} step={steps.document} hasTeams={steps.teams.isDone} />
}

function Step({ step, steps, isNext, children }: { step: StepKey; steps: FirstRunSteps; isNext: boolean; children: ReactNode }) {
  const texts = useTexts(firstRunTexts)
  const { isDone } = steps[step]
  return (
    <li data-step={step} data-done={isDone} {...(isNext ? { 'aria-current': 'step' as const } : {})}>
      <div className="lt-guide__head">
        <h2>{texts.steps[step].title}</h2>
        <Tag tone={isDone ? 'good' : isNext ? 'wait' : 'quiet'}>{isDone ? texts.done : isNext ? texts.now : texts.later}</Tag>
      </div>
      {children}
    </li>
  )
}
