// The process's log: one JSON line per event on standard output, nothing personal in it. Used by the kernel,
// main.ts and, through `payload.config.ts`, by Payload itself.
import { pino, type Logger } from 'pino'

import { settings } from './settings.js'

export type { Logger }

const shared = globalThis as typeof globalThis & { lantoaLogger?: Logger }

/** The logger of this process; one, also where this module is loaded twice. */
export function logger(): Logger {
  shared.lantoaLogger ??= createLogger({ level: settings().logLevel })
  return shared.lantoaLogger
}

export function createLogger({ level, destination }: { level: string; destination?: { write(line: string): void } }): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError },
      redact: { paths: ['password', 'token', 'code', 'email', 'phone', 'name', 'headers', 'data', 'user'], remove: true },
    },
    destination ?? pino.destination({ fd: 1, sync: false }),
  )
}

/**
 * An error without what a person wrote: name, code, stack; the message is cut where database drivers append the
 * values of a statement.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error === 'string' ? safeMessage(error) : typeof error }
  const { cause } = error
  return {
    name: error.name,
    ...('code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? { code: error.code } : {}),
    message: safeMessage(error.message),
    stack: (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at ')).slice(0, 12).map((line) => line.trim()),
    ...(cause instanceof Error ? { cause: describeError(cause) } : {}),
  }
}

function safeMessage(message: string): string {
  return (message.split(/\s(?:params|values|dup key):/i)[0] ?? '').slice(0, 300)
}
