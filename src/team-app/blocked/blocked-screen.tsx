/** "Chưa làm được": a reason, until when, and nothing to justify. The desk sees it as soon as there is network. */
import { useState } from 'preact/hooks'
import { screen } from '../../dissemination/screening.js'
import { addDays, phoneNow, today } from '../phone/clock.js'
import { newClientId } from '../phone/ids.js'
import { readMeta } from '../store/meta.js'
import { enqueue } from '../store/outbox.js'
import { useStored } from '../store/use-stored.js'
import { ScreenedText } from '../report/screened-text.js'
import { texts } from '../texts.js'
import { Choices } from '../ui/controls.js'
import { showNotice } from '../ui/notice.js'
import { useOnce } from '../ui/once.js'
import { back } from '../ui/router.js'
import { Screen } from '../ui/screen.js'
import { trySaving } from '../ui/try-saving.js'

const UNTIL = [
  { days: 0, label: texts.blocked.untilUnknown },
  { days: 1, label: texts.blocked.tomorrow },
  { days: 3, label: texts.blocked.threeDays },
  { days: 7, label: texts.blocked.week },
  { days: 30, label: texts.blocked.month },
]

export function BlockedScreen({ id }: { id: string }) {
  const me = useStored(() => readMeta('me'), [])
  const [reason, setReason] = useState<string | undefined>(undefined)
  const [days, setDays] = useState(0)
  const [note, setNote] = useState('')
  const send = useOnce(async () => {
    if (!reason) return
    const body = {
      clientId: newClientId(),
      deliveryId: id,
      kind: 'blocked' as const,
      reason,
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(days > 0 ? { until: addDays(today(), days) } : {}),
      at: phoneNow(),
    }
    if (!(await trySaving(() => enqueue({ messages: [{ kind: 'event', body }] })))) return
    showNotice({ text: texts.blocked.sent })
    back('viec', id)
  })
  if (!me) return null
  const action = (
    <button type="button" class="main" disabled={!reason || screen(note).length > 0} onClick={send}>
      {texts.blocked.send}
    </button>
  )
  return (
    <Screen title={texts.blocked.title} parent={['viec', id]} action={action}>
      <Choices label={texts.blocked.title} isLabelHidden choices={me.blockReasons.filter((one) => one.code !== 'none').map((one) => ({ value: one.code, label: one.name }))} chosen={reason} onChoose={setReason} isGrid />
      <Choices label={texts.blocked.until} choices={UNTIL.map(({ days: value, label }) => ({ value, label }))} chosen={days} onChoose={setDays} />
      <ScreenedText label={texts.blocked.note} value={note} onInput={setNote} />
    </Screen>
  )
}
