'use client'
/** What to type on the sign-in page, above its form. */
import { useTexts } from '../../../platform/admin/language.js'
import { accountTexts } from './texts.js'

export function SignInHint() {
  const texts = useTexts(accountTexts)
  return (
    <div className="lt-sign-in-hint">
      <h1>{texts.signIn}</h1>
      <p>{texts.signInHow}</p>
      <p>{texts.signInLost}</p>
    </div>
  )
}
