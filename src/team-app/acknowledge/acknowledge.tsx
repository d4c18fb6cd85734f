/** "Đã xác nhận": one big button for the person who holds the phone, ten seconds to take it back, and "không phải tôi". */
import { useState } from 'preact/hooks'
import { allowedMembers, memberName, openBundles, type DeliveryView } from '../home/delivery-view.js'
import type { Work } from '../home/read-work.js'
import { NewMemberForm } from '../members/new-member-form.js'
import { clockTime, dayOf, phoneNow, shortDay } from '../phone/clock.js'
import { newClientId } from '../phone/ids.js'
import type { FieldMember } from '../post/contract.js'
import type { Message } from '../post/queue.js'
import { changeSettings } from '../store/meta.js'
import { enqueue, withdraw } from '../store/outbox.js'
import { texts } from '../texts.js'
import { Sheet } from '../ui/controls.js'
import { Icon } from '../ui/icons.js'
import { showNotice } from '../ui/notice.js'
import { useOnce } from '../ui/once.js'
import { trySaving } from '../ui/try-saving.js'

const UNDO_SECONDS = 10

export function AcknowledgeButton({ view, work }: { view: DeliveryView; work: Work }) {
  const [isChoosing, setIsChoosing] = useState(false)
  const allowed = allowedMembers(work.members, view.delivery.assignment.ackRule)
  const present = allowed.find((member) => member.id === work.settings.memberId || member.clientId === work.settings.memberId) ?? allowed[0]
  const choose = useOnce(async (member: FieldMember) => {
    setIsChoosing(false)
    await acknowledge({ view, work, member })
  })
  return (
    <>
      <div class="beside">
        <button type="button" class="main" onClick={() => (present ? choose(present) : setIsChoosing(true))}>
          <Icon name="hand" /> {present ? texts.acknowledge.button(present.name) : texts.acknowledge.buttonNobody}
        </button>
        {present && (
          <button type="button" class="quiet" aria-label={texts.acknowledge.changeWho} onClick={() => setIsChoosing(true)}>
            <Icon name="team" />
          </button>
        )}
      </div>
      {isChoosing && <WhoSheet members={allowed} rule={view.delivery.assignment.ackRule} onChoose={choose} onClose={() => setIsChoosing(false)} />}
    </>
  )
}

function WhoSheet(props: { members: FieldMember[]; rule: 'any' | 'leader'; onChoose: (member: FieldMember) => void; onClose: () => void }) {
  const [isNew, setIsNew] = useState(props.members.length === 0)
  // Where the commune has confirmed a leader, a name typed here could not acknowledge in their place.
  const mayBeNew = props.rule === 'any' || props.members.every((member) => member.provisional)
  return (
    <Sheet title={isNew ? texts.members.me : texts.acknowledge.who} onClose={props.onClose}>
      {props.rule === 'leader' && <p>{texts.acknowledge.leaderOnly}</p>}
      {isNew ? (
        <NewMemberForm role={props.rule === 'leader' ? 'leader' : 'member'} isRoleFixed={props.rule === 'leader'} onSaved={props.onChoose} />
      ) : (
        <>
          {props.members.map((member) => (
            <button key={member.id} type="button" class="wide quiet" onClick={() => props.onChoose(member)}>
              {member.name} ({texts.members.roles[member.role]})
            </button>
          ))}
          {mayBeNew && (
            <button type="button" class="wide" onClick={() => setIsNew(true)}>
              {texts.acknowledge.notListed}
            </button>
          )}
        </>
      )}
    </Sheet>
  )
}

/** Writes the acknowledgement of every content at once; it leaves the phone when it can no longer be taken back. */
async function acknowledge({ view, work, member }: { view: DeliveryView; work: Work; member: FieldMember }): Promise<void> {
  const at = phoneNow()
  const messages: Message[] = openBundles(view, work.settings.language).map((bundleHash) => ({
    kind: 'event',
    body: { clientId: newClientId(), deliveryId: view.delivery.id, kind: 'acknowledged', memberId: member.id, bundleHash, at },
  }))
  const ids = messages.map((message) => (message.body as { clientId: string }).clientId)
  const isSaved = await trySaving(async () => {
    await enqueue({ messages, heldUntil: Date.now() + UNDO_SECONDS * 1000 })
    await changeSettings({ memberId: member.id })
  })
  if (!isSaved) return
  showNotice({
    text: texts.acknowledge.done(member.name),
    seconds: UNDO_SECONDS,
    action: { label: texts.app.undo, run: () => void takeBack(view.delivery.id, ids) },
  })
}

/** Removes what has not left; what has is retracted, and both stay on record. */
export async function takeBack(deliveryId: string, eventIds: string[]): Promise<void> {
  const removed = new Set(await withdraw(eventIds))
  const gone = eventIds.filter((id) => !removed.has(id))
  if (gone.length === 0) return showNotice({ text: texts.acknowledge.takenBack })
  const messages: Message[] = gone.map((event) => ({ kind: 'event', body: { clientId: newClientId(), deliveryId, kind: 'retracted', event, at: phoneNow() } }))
  if (await trySaving(() => enqueue({ messages }))) showNotice({ text: texts.acknowledge.notMeDone })
}

export function AcknowledgementList({ view, work }: { view: DeliveryView; work: Work }) {
  const people = new Map<string, { name: string; at: string; eventIds: string[]; isSent: boolean }>()
  for (const one of view.acknowledgements) {
    const name = memberName(one.memberId, work.members, work.entries) ?? texts.acknowledge.unknownMember
    const known = people.get(one.memberId) ?? { name, at: one.at, eventIds: [], isSent: true }
    people.set(one.memberId, { ...known, isSent: known.isSent && one.isSent, eventIds: one.eventId ? [...known.eventIds, one.eventId] : known.eventIds })
  }
  if (people.size === 0) return null
  return (
    <section class="section">
      <h2>{texts.acknowledge.title}</h2>
      <ul>
        {[...people].map(([id, person]) => (
          <li key={id} class="line">
            <div>
              <p>{texts.acknowledge.by(person.name, `${clockTime(person.at)} ${shortDay(dayOf(Date.parse(person.at)))}`)}</p>
              <p class="fact soft">
                <Icon name={person.isSent ? 'tick' : 'cloud'} size={20} /> {person.isSent ? texts.acknowledge.sent : texts.acknowledge.unsent}
              </p>
            </div>
            {person.eventIds.length > 0 && (
              <button type="button" class="quiet" aria-label={`${texts.acknowledge.notMe}: ${person.name}`} onClick={() => void takeBack(view.delivery.id, person.eventIds)}>
                {texts.acknowledge.notMe}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
