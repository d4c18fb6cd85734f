/** Starts the team's app: the screens first, then the post, then what makes it start without a network. */
import { render } from 'preact'
import { App } from './app.js'
import { startRounds } from './post/rounds.js'
import { database } from './store/database.js'
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
    root.textContent = texts.app.noStore
    return
  }
  root.textContent = ''
  render(<App />, root)
  await startRounds()
  await keepApp()
}

/** A new version is fetched in the background and is there at the next start; what is on the screen stays. */
async function keepApp(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  if (!workers || import.meta.env.DEV) return
  try {
    const registration = await workers.register('/sw.js', { updateViaCache: 'none' })
    setInterval(() => void registration.update().catch(() => undefined), 3_600_000)
  } catch {
    // No worker here (Zalo, plain HTTP, a full phone): the app works as long as it is open.
  }
}
