/** Errors as plain data and back, for the way between the writer thread and the rest. */
import { DuplicateRow, Refusal, type RefusedProblem } from './tables.js'

export type PackedError =
  | { kind: 'refusal'; problem: RefusedProblem }
  | { kind: 'duplicate'; message: string }
  | { kind: 'other'; message: string; code?: string; stack?: string }

export function packError(error: unknown): PackedError {
  if (error instanceof Refusal) return { kind: 'refusal', problem: error.problem }
  if (error instanceof DuplicateRow) return { kind: 'duplicate', message: error.message }
  if (!(error instanceof Error)) return { kind: 'other', message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return { kind: 'other', message: error.message, ...code, ...(error.stack ? { stack: error.stack } : {}) }
}

export function unpackError(packed: PackedError): Error {
  if (packed.kind === 'refusal') return new Refusal(packed.problem)
  if (packed.kind === 'duplicate') return new DuplicateRow(packed.message)
  const error = new Error(packed.message)
  if (packed.stack) error.stack = packed.stack
  return Object.assign(error, packed.code ? { code: packed.code } : {})
}
