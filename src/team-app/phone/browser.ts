/** What this browser can and cannot do, asked in one place. */

/** Zalo opens links in a browser of its own, without service workers and soon forgotten. */
export function isZalo(agent: string = navigator.userAgent): boolean {
  return /\bZalo\b/i.test(agent)
}

/** An Android link that opens the same page, fragment and all, in Chrome. */
export function chromeLink(address: string): string {
  const { protocol, host, pathname, hash } = new URL(address)
  const scheme = protocol.replace(':', '')
  return `intent://${host}${pathname}${hash}#Intent;scheme=${scheme};package=com.android.chrome;end`
}

/** The person or their network asked to spare data. */
export function isSavingData(): boolean {
  const connection = (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection
  return connection?.saveData === true || connection?.effectiveType === '2g' || connection?.effectiveType === 'slow-2g'
}

export interface Space {
  used: number
  quota: number
  isLow: boolean
}

/** Storage used and allowed; undefined where the browser does not say (plain HTTP). */
export async function storageSpace(): Promise<Space | undefined> {
  const storage = navigator.storage as StorageManager | undefined
  if (!storage?.estimate) return undefined
  const { usage = 0, quota = 0 } = await storage.estimate()
  return { used: usage, quota, isLow: quota > 0 && quota - usage < 30_000_000 }
}

/** Asks the browser not to clear what is kept; silently refused in places, which changes nothing here. */
export async function askToPersist(): Promise<void> {
  const storage = navigator.storage as StorageManager | undefined
  await storage?.persist?.().catch(() => false)
}

/** A first name for this phone, changed at will. */
export function deviceModel(agent: string = navigator.userAgent): string | undefined {
  const model = /Android [\d.]+; ([^;)]+?)(?: Build|\))/.exec(agent)?.[1]
  return model && model !== 'K' ? model : undefined
}
