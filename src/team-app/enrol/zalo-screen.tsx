/** Opened inside Zalo: offers Chrome first, with the code carried over, for what Zalo opens is soon forgotten. */
import { useState } from 'preact/hooks'
import { chromeLink } from '../phone/browser.js'
import { texts } from '../texts.js'
import { Screen } from '../ui/screen.js'
import { spacedCode } from './code.js'

export function ZaloScreen({ code, onStay }: { code?: string | undefined; onStay: () => void }) {
  const [isCopied, setIsCopied] = useState(false)
  const link = `${location.origin}/${code ? `#enrol=${code}` : ''}`
  const copy = async (): Promise<void> => {
    const clipboard = navigator.clipboard as Clipboard | undefined
    if (clipboard) await clipboard.writeText(link).catch(() => undefined)
    setIsCopied(Boolean(clipboard))
  }
  return (
    <Screen
      title={texts.enrol.zaloTitle}
      action={
        <>
          <a class="button-link main" href={chromeLink(link)}>
            {texts.enrol.zaloOpen}
          </a>
          <button type="button" class="wide quiet" onClick={onStay}>
            {texts.enrol.zaloStay}
          </button>
        </>
      }
    >
      <p>{texts.enrol.zaloHint}</p>
      {code && (
        <div class="card">
          <p>{texts.enrol.zaloCode}</p>
          <p class="big-code">{spacedCode(code)}</p>
        </div>
      )}
      <button type="button" class="wide" onClick={() => void copy()}>
        {texts.enrol.copy}
      </button>
      {isCopied ? <p role="status">{texts.enrol.copied}</p> : <p class="hint">{link}</p>}
    </Screen>
  )
}
