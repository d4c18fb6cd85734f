'use client'
/** One-time password links: for one account on its page, for chosen ones or all without a password above the list, for those an import made. */
import { Button, toast, useDocumentInfo, useSelection } from '@payloadcms/ui'
import { useState } from 'react'

import { callDesk, callForText } from '../../../platform/admin/call-desk.js'
import { Dialog } from '../../../platform/admin/Dialog.js'
import { showInstantDay, showNumber } from '../../../platform/admin/formats.js'
import { useTexts } from '../../../platform/admin/language.js'
import { Tag } from '../../../platform/admin/parts.js'
import { useAccount, useAct, useLoad } from '../../../platform/admin/use-desk.js'
import { openToPrint } from '../../views/open-to-print.js'
import type { LinkState } from '../password-links.js'
import { accountTexts } from './texts.js'

export function PasswordLinkButton() {
  const texts = useTexts(accountTexts)
  const { id, data } = useDocumentInfo()
  const account = useAccount()
  const isAsked = id !== undefined && account.may('admin') && account.id !== String(id)
  const state = useLoad(isAsked ? String(id) : '', (signal) => callDesk<LinkState>({ path: `/api/users/${id}/password-link`, signal }), { isKept: true })
  const { act, isBusy } = useAct()
  const [isOpen, setOpen] = useState(false)
  if (!isAsked) return null
  const { linkUntil, hasPassword } = state.data ?? {}
  const revoke = () =>
    act(async () => {
      await callDesk({ method: 'POST', path: `/api/users/${id}/revoke-password-link` })
      toast.success(texts.revoked)
      state.reload()
    })
  return (
    <>
      {linkUntil ? <Tag tone="wait">{texts.waiting(showInstantDay(linkUntil))}</Tag> : hasPassword === false ? <Tag tone="bad">{texts.noPassword}</Tag> : null}
      <Button buttonStyle="secondary" size="medium" margin={false} onClick={() => setOpen(true)}>
        {linkUntil ? texts.again : texts.link}
      </Button>
      {linkUntil ? (
        <Button buttonStyle="secondary" size="medium" margin={false} disabled={isBusy} onClick={() => void revoke()}>
          {texts.revoke}
        </Button>
      ) : null}
      {isOpen ? (
        <LinkDialog
          title={texts.linkTitle(String(data?.name ?? ''))}
          text={texts.linkText}
          body={{ userIds: [String(id)] }}
          onClose={() => {
            setOpen(false)
            state.reload()
          }}
        />
      ) : null}
    </>
  )
}

/** Above the list of accounts: for the ticked ones, else for all without a password. */
export function PasswordLinksForNew() {
  const texts = useTexts(accountTexts)
  const { may } = useAccount()
  const { selectedIDs } = useSelection()
  const [isOpen, setOpen] = useState(false)
  if (!may('admin')) return null
  const chosen = selectedIDs.map(String)
  const title = chosen.length ? texts.chosen(showNumber(chosen.length)) : texts.links
  return (
    <div className="lt-acts">
      <Button buttonStyle="secondary" size="small" margin={false} onClick={() => setOpen(true)}>
        {title}
      </Button>
      {isOpen ? <LinkDialog title={title} text={`${chosen.length ? texts.chosenText : texts.linksText} ${texts.linkText}`} body={chosen.length ? { userIds: chosen } : {}} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}

/** On the page of an import of accounts that is written. */
export function PasswordLinksOfImport({ importId }: { importId: string }) {
  const texts = useTexts(accountTexts)
  const { may } = useAccount()
  const [isOpen, setOpen] = useState(false)
  if (!may('admin')) return null
  return (
    <>
      <Button buttonStyle="secondary" margin={false} onClick={() => setOpen(true)}>
        {texts.ofImport}
      </Button>
      {isOpen ? <LinkDialog title={texts.ofImport} text={`${texts.ofImportText} ${texts.linkText}`} body={{ importId }} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function LinkDialog({ title, text, body, onClose }: { title: string; text: string; body: object; onClose: () => void }) {
  const texts = useTexts(accountTexts)
  const [send, setSend] = useState(false)
  const make = async () => {
    const html = await callForText({ method: 'POST', path: '/api/users/password-links', body: send ? { ...body, send } : body, accept: 'text/html' })
    // Who has no address gets a sheet also when the rest went out by mail; the page says where there is nothing to print.
    openToPrint(html)
    toast.success(send ? texts.sent : texts.printed)
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
