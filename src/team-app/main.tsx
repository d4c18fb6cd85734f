/** Starts the team's app: the screens first, then the post, then what makes it start without a network. */
import { render } from 'preact'
import { App } from './app.js'
import { setClockOffset } from './phone/clock.js'
import { startRounds } from './post/rounds.js'
import { database } from './store/database.js'
import { readMeta } from './store/meta.js'
import { isQuota } from './store/room.js'
import { texts } from './texts.js'
import './ui/styles.css'

void start()

async function start(): Promise<void> {
  const root = document.getElementById('app')
  if (!root) return
  try {
    await database()
  } catch (error) {
    console.error(error)
    root.textContent = isQuota(error) ? texts.app.fullToRead : texts.app.noStore
    return
  }
  setClockOffset((await readMeta('clockOffset')) ?? 0)
  root.textContent = ''
  render(<App />, root)
  await startRounds()
  await keepApp()
}

/** A new version is fetched in the background and is there at the next start; what is on the screen stays. */
async function keepApp(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  // None in Zalo's browser and on plain HTTP: there the app works as long as it is open.
  if (!workers) return
  const keep = async (): Promise<void> => {
    // On weak signal the first try may fail half-way; the next one begins anew.
    const registration = await workers.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined)
    await registration?.update().catch(() => undefined)
  }
  await keep()
  setInterval(() => void keep(), 3_600_000)
  window.addEventListener('online', () => void keep())
}
