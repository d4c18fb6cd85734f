/** The way from a report to the draft that replaces it, for every button that offers it; says so where the phone is full. */
import { texts } from '../texts.js'
import { showNotice } from '../ui/notice.js'
import { go } from '../ui/router.js'
import { trySaving } from '../ui/try-saving.js'
import { reviseReport } from './start-report.js'

export async function openRevision(clientId: string, reason?: string): Promise<void> {
  await trySaving(async () => {
    const draftId = await reviseReport(clientId, reason)
    if (draftId) return go('bao-cao', draftId)
    showNotice({ text: texts.report.notHere })
  })
}
