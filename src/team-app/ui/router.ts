/** The screens' addresses, all behind `#`, so that the phone's own back button works and no server is asked. */
import { useLayoutEffect, useState } from 'preact/hooks'

let depth = 0

/** The address's parts after `#/`; `[]` is home. */
export function useRoute(): string[] {
  const [hash, setHash] = useState(location.hash)
  // At once, not after the first painting: a tap that comes in between would change the address and nothing else.
  useLayoutEffect(() => {
    const changed = (): void => setHash(location.hash)
    window.addEventListener('hashchange', changed)
    return () => window.removeEventListener('hashchange', changed)
  }, [])
  return partsOf(hash)
}

export function go(...parts: string[]): void {
  depth += 1
  location.hash = address(...parts)
}

/** Replaces the present screen, so that "back" does not return to it. */
export function replaceWith(...parts: string[]): void {
  history.replaceState(null, '', address(...parts))
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

/** One screen back, or to `parent` when the app was opened here. */
export function back(...parent: string[]): void {
  if (depth > 0) {
    depth -= 1
    history.back()
    return
  }
  replaceWith(...parent)
}

export function address(...parts: string[]): string {
  return `#/${parts.map(encodeURIComponent).join('/')}`
}

function partsOf(hash: string): string[] {
  if (!hash.startsWith('#/')) return []
  return hash
    .slice(2)
    .split('/')
    .filter(Boolean)
    .map((part) => decodeURIComponent(part))
}
