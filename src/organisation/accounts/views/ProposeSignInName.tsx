'use client'
/**
 * While a new account is filled in: its sign-in name follows the person's name until somebody types another one, and its
 * password is left to a one-time link unless the office wants to set one. On an account that is there nothing is shown.
 */
import { useDocumentInfo, useField } from '@payloadcms/ui'
import { useEffect, useRef } from 'react'

import { useTexts } from '../../../platform/admin/language.js'
import { signInNameFrom } from '../sign-in-name.js'
import { accountTexts } from './texts.js'

export function ProposeSignInName() {
  const { id } = useDocumentInfo()
  return id ? null : <NewSignIn />
}

function NewSignIn() {
  const texts = useTexts(accountTexts)
  const { value: name } = useField<string>({ path: 'name' })
  const { value: username, setValue } = useField<string>({ path: 'username' })
  const { value: byLink, setValue: setByLink } = useField<boolean | null>({ path: 'byLink' })
  const { setValue: setPassword } = useField<string>({ path: 'password' })
  const { setValue: setAgain } = useField<string>({ path: 'confirm-password' })
  const proposed = useRef('')
  useEffect(() => {
    if (!name?.trim() || (username && username !== proposed.current)) return
    proposed.current = signInNameFrom(name)
    if (username !== proposed.current) setValue(proposed.current)
  }, [name, setValue, username])
  // The form wants a password; the server throws this one away.
  const choose = (isByLink: boolean) => {
    const unknown = isByLink ? Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, '0')).join('') : ''
    setPassword(unknown)
    setAgain(unknown)
    setByLink(isByLink)
  }
  const isFirst = byLink === undefined || byLink === null
  useEffect(() => {
    if (isFirst) choose(true)
  })
  return (
    <div className="lt-new-sign-in">
      <p className="lt-note">{texts.signInNote}</p>
      <label>
        <input type="checkbox" name="byLinkChosen" checked={byLink === true} onChange={(event) => choose(event.target.checked)} /> {texts.byLink}
      </label>
      {byLink === true ? <style>{'.auth-fields__changing-password { display: none }'}</style> : null}
    </div>
  )
}
