/** Any work together with its line in the log, in one transaction: a decision and its trace stand or fall together. */
import { auditEventsTable } from '../audit/audit.js'
import { defineWork, type Row, workNamed } from './tables.js'

export const audited = defineWork('audited', async (tx, { name, input, log }: { name: string; input: unknown; log: Row }): Promise<unknown> => {
  const output = await workNamed(name).run(tx, input)
  if (!isRefused(output)) await tx.insert(auditEventsTable, [log])
  return output
})

/** A batch of which every message was refused decided nothing; its door logs the refusal. */
function isRefused(output: unknown): boolean {
  return Array.isArray(output) && output.length > 0 && output.every((one: unknown) => typeof one === 'object' && one !== null && 'status' in one && Number(one.status) >= 400)
}
