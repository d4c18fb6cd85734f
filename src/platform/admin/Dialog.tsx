'use client'
/**
 * The dialog of every decision at the desk: what will happen, what must be given, the answer's refusal in place.
 * What was typed stays until the decision was taken or the person lets go of it.
 */
import { Button } from '@payloadcms/ui'
import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

import type { Refusal } from './call-desk'
import { useTexts } from './language'
import { Labelled, Refused } from './parts'
import { commonTexts } from './texts'
import { asRefusal } from './use-desk'

export interface DialogInput {
  title: string
  /** Closes without deciding. */
  onClose: () => void
  /** Takes the decision; what it throws is shown in the dialog. */
  onConfirm: () => Promise<void>
  confirmLabel: string
  isDangerous?: boolean
  isReady?: boolean
  isWide?: boolean
  /** Long forms: the Escape key does not throw away what was typed. */
  keepsOpen?: boolean
  /** Names the part of the form that a refused value stands in. */
  placeOf?: (path: string) => string
  children: ReactNode
}

export function Dialog({ title, onClose, onConfirm, confirmLabel, isDangerous = false, isReady = true, isWide = false, keepsOpen = false, placeOf, children }: DialogInput) {
  const texts = useTexts(commonTexts)
  const heading = useId()
  const element = useRef<HTMLDialogElement>(null)
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)

  // Before it leaves the page, so that the browser gives the focus back to what had opened it.
  useLayoutEffect(() => {
    const dialog = element.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])

  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    event.stopPropagation()
    if (!isReady || isBusy) return
    const wrong = [...event.currentTarget.elements].find((one): one is HTMLInputElement => one instanceof HTMLInputElement && one.validity.customError)
    if (wrong) {
      wrong.focus()
      wrong.checkValidity()
      return
    }
    setBusy(true)
    setRefusal(undefined)
    try {
      await onConfirm()
    } catch (error) {
      setRefusal(asRefusal(error))
    } finally {
      setBusy(false)
    }
  }

  // Outside Payload's own form, where a form of ours could not stand.
  return createPortal(
    <dialog
      ref={element}
      className={`lt-dialog${isWide ? ' lt-dialog--wide' : ''}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        if (!isBusy && !keepsOpen) onClose()
      }}
    >
      <form onSubmit={confirm} noValidate>
        <h2 id={heading}>{title}</h2>
        <div className="lt-dialog__body">{children}</div>
        {refusal ? <Refused refusal={refusal} {...(placeOf ? { placeOf } : {})} /> : null}
        <div className="lt-dialog__foot">
          <Button buttonStyle="secondary" margin={false} disabled={isBusy} onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button type="submit" margin={false} disabled={!isReady || isBusy} buttonStyle={isDangerous ? 'secondary' : 'primary'} className={isDangerous ? 'lt-danger' : ''}>
            {isBusy ? texts.loading : confirmLabel}
          </Button>
        </div>
      </form>
    </dialog>,
    document.body,
  )
}

/** A decision that needs its reason and nothing else. */
export function ReasonDialog({ title, text, confirmLabel, isDangerous = false, label, onClose, onConfirm }: { title: string; text?: ReactNode; confirmLabel: string; isDangerous?: boolean; label?: string; onClose: () => void; onConfirm: (reason: string) => Promise<void> }) {
  const texts = useTexts(commonTexts)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={title} onClose={onClose} onConfirm={() => onConfirm(reason.trim())} confirmLabel={confirmLabel} isDangerous={isDangerous} isReady={reason.trim() !== ''}>
      {text ? <p>{text}</p> : null}
      <ReasonField label={label ?? texts.reason} value={reason} onChange={setReason} />
    </Dialog>
  )
}

export function ReasonField({ label, hint, value, onChange }: { label?: string; hint?: string; value: string; onChange: (reason: string) => void }) {
  const texts = useTexts(commonTexts)
  return (
    <Labelled label={label ?? texts.reason} hint={hint ?? texts.reasonHint} isRequired>
      <textarea rows={3} maxLength={2000} value={value} onChange={(event) => onChange(event.target.value)} />
    </Labelled>
  )
}
