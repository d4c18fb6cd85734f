'use client'
/** "Ngừng dùng máy này" on a phone's page: for phones that are lost, sold or broken. */
import { Button, toast, useDocumentInfo } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk, callForText } from '../../platform/admin/call-desk'
import { Dialog } from '../../platform/admin/Dialog'
import { showInstant } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Tag } from '../../platform/admin/parts'
import { useAccount } from '../../platform/admin/use-desk'
import { openToPrint } from './open-to-print'
import { organisationTexts } from './texts'

export function RevokeDeviceButton() {
  const texts = useTexts(organisationTexts)
  const { id, data } = useDocumentInfo()
  const { may } = useAccount()
  const [isOpen, setOpen] = useState(false)
  const [revokedNow, setRevokedNow] = useState<string>()
  const [isReplaced, setReplaced] = useState(false)
  const revokedAt = revokedNow ?? (typeof data?.revokedAt === 'string' ? data.revokedAt : undefined)
  if (!id) return null
  if (revokedAt) return <Tag tone="quiet">{texts.revokedAt(showInstant(revokedAt))}</Tag>
  if (!may('admin', 'manager')) return null
  return (
    <>
      <Button buttonStyle="secondary" className="lt-danger" size="medium" margin={false} onClick={() => setOpen(true)}>
        {texts.revoke}
      </Button>
      {isOpen ? (
        <Dialog
          title={`${texts.revokeTitle}: ${String(data?.name ?? '')}`}
          confirmLabel={texts.revoke}
          isDangerous
          onClose={() => setOpen(false)}
          onConfirm={async () => {
            const device = await callDesk<{ revokedAt?: string | null }>({ method: 'POST', path: `/api/devices/${id}/revoke`, body: {} })
            setRevokedNow(device.revokedAt ?? new Date().toISOString())
            setOpen(false)
            toast.success(texts.revoked)
            if (isReplaced) await printCodeFor(String(idOf(data?.team)))
          }}
        >
          <p>{texts.revokeText}</p>
          <label>
            <input type="checkbox" name="replace" checked={isReplaced} onChange={(event) => setReplaced(event.target.checked)} /> {texts.replace}
          </label>
        </Dialog>
      ) : null}
    </>
  )
}

/** A new code on its A4 sheet for the team whose phone was stopped. */
async function printCodeFor(team: string): Promise<void> {
  const { unit } = await callDesk<{ unit: unknown }>({ path: `/api/teams/${team}?depth=0` })
  openToPrint(await callForText({ method: 'POST', path: `/api/org-units/${String(idOf(unit))}/enrolment-codes`, body: { teamIds: [team] }, accept: 'text/html' }))
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : value
}
