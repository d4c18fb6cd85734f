/** The server no longer knows this phone: says so plainly, and helps to hand over what is unsent. Nothing is thrown away. */
import { useState } from 'preact/hooks'
import { Drafts } from '../home/home-screen.js'
import { readWork } from '../home/read-work.js'
import { HandOver } from '../outbox/outbox-screen.js'
import { isUnsent } from '../post/queue.js'
import { LeaveSheet } from '../settings/settings-screen.js'
import { readOutbox } from '../store/outbox.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Screen } from '../ui/screen.js'

export function RevokedScreen({ onNewCode }: { onNewCode: () => void }) {
  const [isLeaving, setIsLeaving] = useState(false)
  const read = useStored(async () => ({ unsent: (await readOutbox()).filter(isUnsent).length, work: await readWork() }), [])
  if (!read) return null
  return (
    <Screen
      title={texts.revoked.title}
      action={
        <>
          <button type="button" class="main" onClick={onNewCode}>
            {texts.revoked.newCode}
          </button>
          <button type="button" class="wide quiet" onClick={() => setIsLeaving(true)}>
            {texts.settings.leave}
          </button>
        </>
      }
    >
      {read.work && <h2>{read.work.me.team.name}</h2>}
      <p>{texts.revoked.why}</p>
      {read.unsent > 0 && <p class="card warn">{texts.revoked.unsent(read.unsent)}</p>}
      {read.work && <Drafts drafts={read.work.drafts} />}
      {read.unsent > 0 && <HandOver hasUnsent isExportOnly />}
      {isLeaving && <LeaveSheet onClose={() => setIsLeaving(false)} />}
    </Screen>
  )
}
