/**
 * Everything unsent in one file, for another phone of the team or the desk to take in. The file holds the messages
 * exactly as they would be sent, so whoever sends them first, the server knows them as the same. Pure.
 */
import type { Entry, Message } from '../post/queue.js'

/** Format of the file; the number rises only when an older reader would get it wrong. */
export interface OutboxFile {
  lantoa: 'outbox'
  version: 1
  team: { id: string; name: string; unit: string }
  exportedAt: string
  messages: (Message & { at: string })[]
  photos: { sha256: string; type: string; base64: string }[]
  /** Which phone wrote all that stands before this, proved with its key: what the desk takes in is then the team's own word. */
  seal?: { device: string; hmac: string }
}

export function outboxFile(input: { team: OutboxFile['team']; entries: readonly Entry[]; photos: OutboxFile['photos']; exportedAt: string }): OutboxFile {
  const unsent = input.entries.filter((entry) => entry.state !== 'sent').sort((a, b) => a.seq - b.seq)
  return {
    lantoa: 'outbox',
    version: 1,
    team: input.team,
    exportedAt: input.exportedAt,
    messages: unsent.map(({ kind, body, at }) => ({ kind, body, at }) as Message & { at: string }),
    photos: input.photos,
  }
}

export type ReadOutboxFile = { ok: true; file: OutboxFile } | { ok: false; reason: 'not-ours' | 'other-team' | 'newer' }

/** Reads a file someone chose; only the same team's is taken in, for client ids belong to the team. */
export function readOutboxFile(text: string, teamId: string): ReadOutboxFile {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'not-ours' }
  }
  const file = parsed as Partial<OutboxFile> | null
  if (file?.lantoa !== 'outbox' || !Array.isArray(file.messages) || !file.team) return { ok: false, reason: 'not-ours' }
  if (file.version !== 1) return { ok: false, reason: 'newer' }
  if (file.team.id !== teamId) return { ok: false, reason: 'other-team' }
  const messages = file.messages.filter(isMessage)
  return { ok: true, file: { ...(file as OutboxFile), messages, photos: Array.isArray(file.photos) ? file.photos : [] } }
}

function isMessage(message: unknown): message is Message & { at: string } {
  if (typeof message !== 'object' || message === null) return false
  const { kind, body } = message as { kind?: unknown; body?: { clientId?: unknown; report?: unknown; sha256?: unknown } }
  if (typeof body !== 'object' || body === null) return false
  if (kind === 'photo') return typeof body.report === 'string' && typeof body.sha256 === 'string'
  return (kind === 'event' || kind === 'report' || kind === 'member') && typeof body.clientId === 'string'
}
