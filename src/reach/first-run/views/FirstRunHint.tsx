'use client'
/** Above lists that are empty at first: what comes next in setting the installation up, until that is done. */
import { Link } from '@payloadcms/ui'

import { callDesk } from '../../../platform/admin/call-desk'
import { useTexts } from '../../../platform/admin/language'
import { useAccount, useLoad } from '../../../platform/admin/use-desk'
import { type FirstRun, nextStep } from '../steps'
import { firstRunTexts } from './texts'

export function FirstRunHint() {
  const texts = useTexts(firstRunTexts)
  const { may } = useAccount()
  const found = useLoad(may('admin') ? 'first-run' : '', (signal) => callDesk<FirstRun>({ path: '/api/first-run', signal }))
  const next = found.data?.steps ? nextStep(found.data.steps) : undefined
  if (!next) return null
  return (
    <p className="lt-note lt-note--hint">
      {texts.unfinished} {texts.nextIs(texts.steps[next].title)} <Link href="/admin/first-run">{texts.goOn}</Link>
    </p>
  )
}
