/** The way from a report to the draft that replaces it, for every button that offers it; says so where the phone is full. */
import { go } from '../ui/router.js'
import { trySaving } from '../ui/try-saving.js'
import { reviseReport } from './start-report.js'

export async function openRevision(clientId: string, reason?: string): Promise<void> {
  await trySaving(async () => {
    const draftId = await reviseReport(clientId, reason)
    if (draftId) go('bao-cao', draftId)
  })
}
