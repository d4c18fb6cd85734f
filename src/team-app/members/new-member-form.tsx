/** A name and what one does in the team; queued at once, provisional until the desk confirms. */
import { useState } from 'preact/hooks'
import { phoneNow } from '../phone/clock.js'
import { newClientId } from '../phone/ids.js'
import type { FieldMember, MemberRole } from '../post/contract.js'
import { changeSettings } from '../store/meta.js'
import { enqueue } from '../store/outbox.js'
import { texts } from '../texts.js'
import { Choices, Field } from '../ui/controls.js'
import { useOnce } from '../ui/once.js'
import { trySaving } from '../ui/try-saving.js'

const ROLES: MemberRole[] = ['leader', 'deputy', 'member']

export function NewMemberForm(props: { role: MemberRole; isRoleFixed?: boolean; replaces?: string; isMe?: boolean; onSaved: (member: FieldMember) => void }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<MemberRole>(props.role)
  const [position, setPosition] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const save = useOnce(async () => {
    if (name.trim().length < 2) return setIsMissing(true)
    const clientId = newClientId()
    const body = {
      clientId,
      name: name.trim(),
      role,
      ...(position.trim() ? { position: position.trim() } : {}),
      ...(props.replaces ? { replaces: props.replaces } : {}),
      at: phoneNow(),
    }
    const isSaved = await trySaving(async () => {
      await enqueue({ messages: [{ kind: 'member', body }] })
      if (props.isMe) await changeSettings({ memberId: clientId })
    })
    if (isSaved) props.onSaved({ id: clientId, name: body.name, role, provisional: true })
  })
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field label={texts.members.name} value={name} capitals="words" maxLength={80} error={isMissing ? texts.members.nameMissing : undefined} onInput={setName} />
      {!props.isRoleFixed && <Choices label={texts.members.role} choices={ROLES.map((value) => ({ value, label: texts.members.roles[value] }))} chosen={role} onChoose={setRole} />}
      <Field label={texts.members.position} hint={texts.members.positionHint} value={position} maxLength={80} onInput={setPosition} />
      <button type="submit" class="main">
        {texts.members.send}
      </button>
    </form>
  )
}
