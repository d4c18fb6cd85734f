/** Tells every screen, in this tab and the others, that something in the phone's database has changed. */
type Listener = () => void

const listeners = new Set<Listener>()
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('lantoa')
if (channel) channel.onmessage = tellListeners

let isTelling = false

export function announceChange(): void {
  channel?.postMessage('changed')
  tellListeners()
}

export function onChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Many writes in a row make one reading. */
function tellListeners(): void {
  if (isTelling) return
  isTelling = true
  setTimeout(() => {
    isTelling = false
    for (const listener of [...listeners]) listener()
  }, 0)
}
