'use client'
/** While a new account is filled in: its sign-in name follows the person's name until somebody types another one. */
import { useDocumentInfo, useField } from '@payloadcms/ui'
import { useEffect, useRef } from 'react'

import { useTexts } from '../../../platform/admin/language.js'
import { signInNameFrom } from '../sign-in-name.js'
import { accountTexts } from './texts.js'

export function ProposeSignInName() {
  const texts = useTexts(accountTexts)
  const { id } = useDocumentInfo()
  const { value: name } = useField<string>({ path: 'name' })
  const { value: username, setValue } = useField<string>({ path: 'username' })
  const proposed = useRef('')
  const isNew = !id
  useEffect(() => {
    if (!isNew || !name?.trim() || (username && username !== proposed.current)) return
    proposed.current = signInNameFrom(name)
    if (username !== proposed.current) setValue(proposed.current)
  }, [isNew, name, setValue, username])
  return <p className="lt-note">{texts.signInNote}</p>
}
