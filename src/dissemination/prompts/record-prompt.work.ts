/** Keeps or takes away the recording of one of the app's sentences, once its bytes lie in the object store. */
import { defineWork } from '../../platform/database/tables.js'
import { promptRecordings } from '../tables.js'

export interface PromptRecording {
  /** `<language>:<key>` */
  id: string
  language: string
  key: string
  /** The sentence as it was when it was recorded. */
  text: string
  sha256: string
  bytes: number
  type: string
  seconds: number
  recordedBy: string
  now: string
}

export const recordPrompt = defineWork('record-prompt', async (tx, { now, ...recording }: PromptRecording): Promise<{ isNew: boolean }> => {
  const row = { ...recording, updatedAt: now }
  const before = await tx.byId(promptRecordings, recording.id)
  if (!before) await tx.insert(promptRecordings, [row])
  else if (before.sha256 !== row.sha256 || before.text !== row.text) await tx.update(promptRecordings, [['id', '=', row.id]], row)
  return { isNew: !before }
})

export const removePrompt = defineWork('remove-prompt', async (tx, { id }: { id: string }): Promise<{ removed: number }> => ({ removed: await tx.remove(promptRecordings, [['id', '=', id]]) }))
