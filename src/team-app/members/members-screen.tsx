/** The team's names; someone new and someone gone are reported here and confirmed by the desk. */
import { useState } from 'preact/hooks'
import { readWork } from '../home/read-work.js'
import { phoneNow } from '../phone/clock.js'
import { newClientId } from '../phone/ids.js'
import type { FieldMember } from '../post/contract.js'
import { enqueue } from '../store/outbox.js'
import { useStored } from '../store/use-stored.js'
import { texts } from '../texts.js'
import { Sheet } from '../ui/controls.js'
import { Icon } from '../ui/icons.js'
import { showNotice } from '../ui/notice.js'
import { useOnce } from '../ui/once.js'
import { Screen } from '../ui/screen.js'
import { trySaving } from '../ui/try-saving.js'
import { NewMemberForm } from './new-member-form.js'

export function MembersScreen() {
  const work = useStored(readWork, [])
  const [adding, setAdding] = useState<{ replaces?: FieldMember } | undefined>(undefined)
  const close = (): void => {
    setAdding(undefined)
    showNotice({ text: texts.members.sent })
  }
  const report = useOnce(async (member: FieldMember) => {
    const { id, name, role } = member
    const isSaved = await trySaving(() => enqueue({ messages: [{ kind: 'member', body: { clientId: newClientId(), name, role, replaces: id, leaving: true, at: phoneNow() } }] }))
    if (isSaved) close()
  })
  if (!work) return null
  const queued = new Map(work.entries.flatMap((entry) => (entry.kind === 'member' && entry.state !== 'failed' && entry.body.replaces ? [[entry.body.replaces, entry.body.name]] : [])))
  // Where nobody is named yet, the one who holds the phone writes down themselves.
  const isFirst = work.members.length === 0
  const isGone = (member: FieldMember): boolean => member.leaving === true || queued.has(member.id)
  return (
    <Screen
      title={texts.members.title}
      parent={['to']}
      action={
        <button type="button" class="main" onClick={() => setAdding({})}>
          <Icon name="plus" /> {texts.members.add}
        </button>
      }
    >
      <p class="hint">{texts.members.hint}</p>
      {isFirst && <p>{texts.members.none}</p>}
      <ul>
        {work.members.map((member) => (
          <li key={member.id} class="line">
            <div class="answer">
              <p>
                <strong>{member.name}</strong>
              </p>
              <p class="hint">
                {texts.members.roles[member.role]}
                {member.provisional ? `, ${texts.members.provisional}` : ''}
                {isGone(member) ? `, ${texts.members.gone('').trim()}` : ''}
              </p>
            </div>
            {!member.provisional && !isGone(member) && (
              <button type="button" class="quiet" aria-label={texts.members.gone(member.name)} onClick={() => setAdding({ replaces: member })}>
                {texts.members.goneShort}
              </button>
            )}
          </li>
        ))}
      </ul>
      {adding && (
        <Sheet title={adding.replaces ? texts.members.goneTitle(adding.replaces.name) : isFirst ? texts.members.me : texts.members.newTitle} onClose={() => setAdding(undefined)}>
          {adding.replaces && <NobodyYet onReport={() => adding.replaces && report(adding.replaces)} />}
          <NewMemberForm
            role={adding.replaces?.role ?? 'member'}
            isMe={isFirst}
            {...(adding.replaces ? { replaces: adding.replaces.id } : {})}
            onSaved={close}
          />
        </Sheet>
      )}
    </Screen>
  )
}

function NobodyYet({ onReport }: { onReport: () => void }) {
  return (
    <>
      <button type="button" class="wide" onClick={onReport}>
        {texts.members.nobodyYet}
      </button>
      <p class="hint">{texts.members.goneHint}</p>
    </>
  )
}
