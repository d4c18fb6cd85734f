/** Why a piece of work waits, as the team said it, and one tap to say that it no longer does. */
import type { DeliveryView } from '../home/delivery-view.js'
import { phoneNow, shortDay } from '../phone/clock.js'
import { newClientId } from '../phone/ids.js'
import type { Coded } from '../post/contract.js'
import { enqueue } from '../store/outbox.js'
import { texts } from '../texts.js'
import { showNotice } from '../ui/notice.js'
import { trySaving } from '../ui/try-saving.js'

export function BlockedCard({ view, reasons }: { view: DeliveryView; reasons: Coded[] }) {
  const { blocked } = view
  if (!blocked || view.isReported) return null
  const reason = reasons.find((one) => one.code === blocked.reason)?.name ?? blocked.reason
  const clear = async (): Promise<void> => {
    const body = { clientId: newClientId(), deliveryId: view.delivery.id, kind: 'blocked' as const, reason: 'none', at: phoneNow() }
    if (await trySaving(() => enqueue({ messages: [{ kind: 'event', body }] }))) showNotice({ text: texts.blocked.cleared })
  }
  return (
    <div class="card warn">
      <p>{blocked.until ? texts.blocked.nowUntil(reason, shortDay(blocked.until)) : texts.blocked.now(reason)}</p>
      {blocked.note && <p>{blocked.note}</p>}
      <button type="button" class="wide" onClick={() => void clear()}>
        {texts.blocked.clear}
      </button>
    </div>
  )
}
