'use client'
/** On the desk's first page while a new installation is unfinished: how far it is and what comes next. */
import { Button } from '@payloadcms/ui'

import { callDesk } from '../../../platform/admin/call-desk'
import { useTexts } from '../../../platform/admin/language'
import { ProgressBar, Section } from '../../../platform/admin/parts'
import { useAccount, useLoad } from '../../../platform/admin/use-desk'
import { doneSteps, type FirstRun, nextStep, stepKeys } from '../steps'
import { firstRunTexts } from './texts'

export function FirstRunCard() {
  const texts = useTexts(firstRunTexts)
  const { may } = useAccount()
  const found = useLoad(may('admin') ? 'first-run' : '', (signal) => callDesk<FirstRun>({ path: '/api/first-run', signal }))
  const steps = found.data?.concerns ? found.data.steps : undefined
  if (!steps) return null
  const next = nextStep(steps)
  return (
    <div data-first-run={next ?? 'done'}>
      <Section title={texts.title}>
        <ProgressBar done={doneSteps(steps)} total={stepKeys.length} label={texts.doneSteps} />
        {next ? <p className="lt-note">{texts.nextIs(texts.steps[next].title)}</p> : null}
        <div className="lt-acts">
          <Button el="link" to="/admin/first-run" margin={false}>
            {texts.goOn}
          </Button>
        </div>
      </Section>
    </div>
  )
}
