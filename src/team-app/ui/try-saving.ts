/** Saves what a person did; when the phone is full it says so and offers to try again, and nothing on the screen is lost. */
import { isQuota } from '../store/room.js'
import { texts } from '../texts.js'
import { showNotice } from './notice.js'

export async function trySaving(save: () => Promise<void>): Promise<boolean> {
  try {
    await save()
    return true
  } catch (error) {
    if (!isQuota(error)) throw error
    showNotice({ text: texts.app.full, seconds: 60, action: { label: texts.app.saveAgain, run: () => void trySaving(save) } })
    return false
  }
}
