'use client'
/** By which way the desk was told what it records for a team; shared by the dialogs that record. */
import type { MemberDoc } from '../../organisation/views/types'
import { useTexts } from '../../platform/admin/language'
import { teamTexts } from './team-texts'
import type { DeliveryDoc } from './types'

export interface ActInput {
  delivery: DeliveryDoc
  members: readonly MemberDoc[]
  onClose: () => void
  onDone: () => void
}

const DESK_VIAS = ['paper', 'call', 'desk'] as const
export type DeskVia = (typeof DESK_VIAS)[number]

export function ViaChoice({ via, onChange }: { via: DeskVia; onChange: (via: DeskVia) => void }) {
  const texts = useTexts(teamTexts)
  return (
    <fieldset className="lt-choices lt-choices--row">
      <legend>{texts.how}</legend>
      {DESK_VIAS.map((one) => (
        <label key={one}>
          <input type="radio" name="via" checked={via === one} onChange={() => onChange(one)} /> {texts.via[one]}
        </label>
      ))}
    </fieldset>
  )
}
