'use client'
/** One-time password links: for one account on its page, for all without a password above the list of accounts. */
import { Button, toast, useDocumentInfo } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk, callForText } from '../../../platform/admin/call-desk.js'
import { Dialog } from '../../../platform/admin/Dialog.js'
import { useTexts } from '../../../platform/admin/language.js'
import { useAccount, useAct } from '../../../platform/admin/use-desk.js'
import { openToPrint } from '../../views/open-to-print.js'
import { accountTexts } from './texts.js'

export function PasswordLinkButton() {
  const texts = useTexts(accountTexts)
  const { id, data } = useDocumentInfo()
  const account = useAccount()
  const { act, isBusy } = useAct()
  const [isOpen, setOpen] = useState(false)
  if (!id || !account.may('admin') || account.id === String(id)) return null
  const revoke = () =>
    act(async () => {
      await callDesk({ method: 'POST', path: `/api/users/${id}/revoke-password-link` })
      toast.success(texts.revoked)
    })
  return (
    <>
      <Button buttonStyle="secondary" size="medium" margin={false} onClick={() => setOpen(true)}>
        {texts.link}
      </Button>
      <Button buttonStyle="secondary" size="medium" margin={false} disabled={isBusy} onClick={() => void revoke()}>
        {texts.revoke}
      </Button>
      {isOpen ? <LinkDialog title={texts.linkTitle(String(data?.name ?? ''))} text={texts.linkText} body={{ userIds: [String(id)] }} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

export function PasswordLinksForNew() {
  const texts = useTexts(accountTexts)
  const { may } = useAccount()
  const [isOpen, setOpen] = useState(false)
  if (!may('admin')) return null
  return (
    <div className="lt-acts">
      <Button buttonStyle="secondary" size="small" margin={false} onClick={() => setOpen(true)}>
        {texts.links}
      </Button>
      {isOpen ? <LinkDialog title={texts.links} text={`${texts.linksText} ${texts.linkText}`} body={{}} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}

function LinkDialog({ title, text, body, onClose }: { title: string; text: string; body: object; onClose: () => void }) {
  const texts = useTexts(accountTexts)
  const [send, setSend] = useState(false)
  const make = async () => {
    if (send) {
      await callDesk({ method: 'POST', path: '/api/users/password-links', body: { ...body, send: true } })
      toast.success(texts.sent)
    } else {
      openToPrint(await callForText({ method: 'POST', path: '/api/users/password-links', body, accept: 'text/html' }))
      toast.success(texts.printed)
    }
    onClose()
  }
  return (
    <Dialog title={title} confirmLabel={texts.make} onClose={onClose} onConfirm={make}>
      <p>{text}</p>
      <fieldset className="lt-choices">
        <legend>{texts.how}</legend>
        {[false, true].map((value) => (
          <label key={String(value)}>
            <input type="radio" name="how" checked={send === value} onChange={() => setSend(value)} /> {value ? texts.send : texts.print}
          </label>
        ))}
      </fieldset>
    </Dialog>
  )
}
