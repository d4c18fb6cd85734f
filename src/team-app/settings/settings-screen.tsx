/** Language, size of letters, and leaving the team, which asks first when something is unsent. */
import { useState } from 'preact/hooks'
import { leaveTeam } from '../enrol/enrolment.js'
import { HandOver } from '../outbox/outbox-screen.js'
import { isUnsent } from '../post/queue.js'
import { TextSize } from '../read/text-size.js'
import { database } from '../store/database.js'
import { changeSettings, readMeta, readSettings } from '../store/meta.js'
import { isBegun } from '../report/draft.js'
import { readOutbox } from '../store/outbox.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Choices, Sheet } from '../ui/controls.js'
import { showNotice } from '../ui/notice.js'
import { replaceWith } from '../ui/router.js'
import { Screen } from '../ui/screen.js'

export function SettingsScreen() {
  const [isLeaving, setIsLeaving] = useState(false)
  const read = useStored(async () => ({ me: await readMeta('me'), settings: await readSettings() }), [])
  if (!read?.me) return null
  const { me, settings } = read
  return (
    <Screen title={texts.settings.title} parent={['to']}>
      <Choices label={texts.settings.language} choices={me.languages.map((language) => ({ value: language.code, label: language.name }))} chosen={settings.language} onChoose={(language) => void changeSettings({ language })} />
      <section class="section">
        <h2>{texts.settings.textSize}</h2>
        <p class="text">{texts.settings.sample}</p>
        <TextSize />
      </section>
      <button type="button" class="wide" onClick={() => setIsLeaving(true)}>
        {texts.settings.leave}
      </button>
      {isLeaving && <LeaveSheet onClose={() => setIsLeaving(false)} />}
    </Screen>
  )
}

/** Asks first; says what would be lost. */
export function LeaveSheet({ onClose }: { onClose: () => void }) {
  const left = useStored(async () => ({ unsent: (await readOutbox()).filter(isUnsent).length, drafts: (await (await database()).getAll('drafts')).filter(isBegun).length }), [])
  if (!left) return null
  const leave = async (): Promise<void> => {
    const { isTold } = await leaveTeam()
    onClose()
    replaceWith()
    showNotice({ text: isTold ? texts.settings.left : `${texts.settings.left} ${texts.settings.leftUntold}`, seconds: 12 })
  }
  return (
    <Sheet title={texts.settings.leaveAsk} onClose={onClose}>
      {left.unsent > 0 && <p class="card bad">{texts.settings.leaveUnsent(left.unsent)}</p>}
      {left.drafts > 0 && <p class="card bad">{texts.settings.leaveDrafts(left.drafts)}</p>}
      {left.unsent + left.drafts === 0 && <p>{texts.settings.leaveClean}</p>}
      {left.unsent > 0 && <HandOver hasUnsent isExportOnly />}
      <button type="button" class="main" onClick={onClose}>
        {texts.app.cancel}
      </button>
      <button type="button" class="wide quiet" onClick={() => void leave()}>
        {texts.settings.leaveYes}
      </button>
    </Sheet>
  )
}
