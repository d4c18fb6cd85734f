/** The ledger's steps: a letter is queued once for a person and a cause, and marked when it has gone. */
import { defineWork, type Row } from '../platform/database/tables.js'
import { mailLedger } from './tables.js'

/** Queues the letters whose key (person and cause) has not been used. */
export const queueLetters = defineWork('queue-letters', async (tx, input: { letters: Row[] }): Promise<{ queued: number }> => {
  const made = await tx.insertIfAbsent(mailLedger, input.letters, ['key'])
  return { queued: made.size }
})

/** Takes the letters that are due, so that no two senders take the same one; they come back after `until` if never marked. */
export const takeDueLetters = defineWork('take-due-letters', async (tx, input: { now: string; until: string; limit: number }): Promise<Row[]> => {
  const due = await tx.find(mailLedger, { where: [['state', '=', 'queued'], ['dueAt', '<=', input.now]], orderBy: [['dueAt', 'asc']], limit: input.limit })
  for (const letter of due) await tx.update(mailLedger, [['id', '=', String(letter.id)]], { dueAt: input.until, attempts: Number(letter.attempts ?? 0) + 1 })
  return due
})

export const markLetter = defineWork('mark-letter', async (tx, input: { id: string; state: 'sent' | 'queued' | 'failed'; sentAt: string | null; dueAt: string | null; error: string | null }): Promise<void> => {
  await tx.update(mailLedger, [['id', '=', input.id]], { state: input.state, sentAt: input.sentAt, error: input.error, ...(input.dueAt ? { dueAt: input.dueAt } : {}) })
})
