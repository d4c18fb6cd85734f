/** Runs a work for a route: what the work refuses becomes the problem that the caller reads. */
import { type AuditEvent, auditRow } from '../audit/audit.js'
import { problem } from '../problems.js'
import { services } from '../services.js'
import { audited, logLine, type Subject } from './audited.work.js'
import { Refusal, type Work } from './tables.js'

/**
 * @param log what the log says of it, written in the same transaction; a phone's facts are their own record
 * @param subject the row whose digests before and after the log keeps
 */
export async function perform<Input, Output>(work: Work<Input, Output>, input: Input, log?: AuditEvent, subject?: Subject): Promise<Output> {
  try {
    const { database } = services()
    if (!log) return await database.write(work, input)
    return (await database.write(audited, { name: work.name, input, log: auditRow(log), ...(subject ? { subject } : {}) })) as Output
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { status, code, details, errors } = error.problem
    throw problem({ code, status, ...(details ? { details } : {}), ...(errors ? { errors } : {}) })
  }
}

/** Logs a call that changes nothing else; answered when the line is durable. */
export async function logCall(event: AuditEvent): Promise<void> {
  await services().database.write(logLine, auditRow(event))
}
