/** Any work together with its line in the log, in one transaction: a decision and its trace stand or fall together. */
import { auditEventsTable, digestOf } from '../audit/audit.js'
import { defineWork, type Row, type Table, workNamed } from './tables.js'

/** The row that a decision is about: the log keeps its digests before and after. */
export interface Subject {
  table: Table
  id: string
}

export const audited = defineWork('audited', async (tx, { name, input, log, subject }: { name: string; input: unknown; log: Row; subject?: Subject }): Promise<unknown> => {
  const digest = async (): Promise<string | null> => (subject ? digestOf(await tx.byId(subject.table, subject.id)) : null)
  const before = await digest()
  const output = await workNamed(name).run(tx, input)
  if (!isRefused(output)) await tx.insert(auditEventsTable, [subject ? { ...log, before, after: await digest() } : log])
  return output
})

/** A line in the log of a call that changes nothing else. */
export const logLine = defineWork('log-line', (tx, line: Row): Promise<void> => tx.insert(auditEventsTable, [line]))

/** A batch of which every message was refused decided nothing; its door logs the refusal. */
function isRefused(output: unknown): boolean {
  return Array.isArray(output) && output.length > 0 && output.every((one: unknown) => typeof one === 'object' && one !== null && 'status' in one && Number(one.status) >= 400)
}
