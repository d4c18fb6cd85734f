/** Any work together with its line in the log, in one transaction: a decision and its trace stand or fall together. */
import { auditEventsTable } from '../audit/audit.js'
import { defineWork, type Row, workNamed } from './tables.js'

export const audited = defineWork('audited', async (tx, { name, input, log }: { name: string; input: unknown; log: Row }): Promise<unknown> => {
  const output = await workNamed(name).run(tx, input)
  await tx.insert(auditEventsTable, [log])
  return output
})
