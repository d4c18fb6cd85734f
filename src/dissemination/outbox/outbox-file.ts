/**
 * The file in which a phone saves what it could not send (src/team-app/CONTEXT.md), as the desk reads it: its shape, and
 * whether one of the team's own phones wrote it just so.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { devices, teams } from '../../organisation/tables.js'
import { parseJson } from '../../platform/http/read-json.js'
import type { Row } from '../../platform/database/tables.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'

/** A phone keeps at most three photos a report; even months without network fit. */
export const MOST_FILE_BYTES = 16 * 1024 * 1024
const MOST_MESSAGES = 5_000

const bodies = z.record(z.string(), z.unknown())
const fileShape = z.object({
  lantoa: z.literal('outbox'),
  version: z.number(),
  team: z.object({ id: z.string(), name: z.string(), unit: z.string() }),
  exportedAt: z.string(),
  messages: z.array(z.object({ kind: z.enum(['event', 'report', 'member', 'photo']), body: bodies, at: z.string() })),
  photos: z.array(z.object({ sha256: z.string(), type: z.string(), base64: z.string() })),
  seal: z.object({ device: z.string(), hmac: z.string() }).optional(),
})

export type OutboxFile = z.output<typeof fileShape>
export type FileMessage = OutboxFile['messages'][number]

export interface OpenedFile {
  file: OutboxFile
  team: Row
  /** The team's phone that wrote the file, where its seal proves that; else anybody may have written it. */
  device: Row | undefined
}

/** @throws Problem 400 no such file, 413 too many messages, 422 newer or altered since the phone wrote it, 404 not a team of these paths */
export async function openOutboxFile(bytes: Buffer, isMine: (path: string) => boolean): Promise<OpenedFile> {
  const parsed = parsedFile(bytes)
  const read = fileShape.safeParse(parsed)
  if (isNewer(parsed)) throw problem({ code: 'newer-file', status: 422, title: 'Tệp này do bản ứng dụng mới hơn ghi ra. Hãy nâng cấp máy chủ rồi nhận lại.' })
  if (!read.success) throw notOurs()
  const file = read.data
  if (file.messages.length > MOST_MESSAGES) throw problem({ code: 'too-many', title: `Tệp có quá ${MOST_MESSAGES} mục. Nhờ tổ gửi bớt từ máy rồi lưu lại tệp.` })
  const { read: reads } = services().database
  const team = await reads.byId(teams, file.team.id)
  if (!team || !isMine(String(team.path ?? ''))) {
    throw problem({ code: 'not-found', title: `Tệp này của ${file.team.name || 'một tổ'} (${file.team.unit || 'không rõ nơi'}), không thuộc địa bàn của bạn. Hãy chuyển tệp cho xã của tổ ấy.` })
  }
  const device = file.seal ? await reads.byId(devices, file.seal.device) : undefined
  if (!file.seal || !device || device.team !== team.id) return { file, team, device: undefined }
  if (!isSealedBy(device, parsed, file.seal.hmac)) {
    throw problem({ code: 'damaged-file', status: 422, title: 'Tệp đã bị hỏng hoặc bị sửa trên đường đi. Nhờ tổ lưu lại tệp từ máy rồi gửi lại nguyên như vậy.' })
  }
  return { file, team, device }
}

function parsedFile(bytes: Buffer): unknown {
  try {
    return parseJson(bytes)
  } catch {
    throw notOurs()
  }
}

/** The phone's HMAC over everything before the seal, keyed by what the server knows of its key. */
function isSealedBy(device: Row, parsed: unknown, hmac: string): boolean {
  const { seal: _seal, ...sealed } = parsed as OutboxFile
  const expected = createHmac('sha256', Buffer.from(String(device.keyHash), 'hex')).update(JSON.stringify(sealed)).digest()
  const given = Buffer.from(hmac, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function isNewer(parsed: unknown): boolean {
  const { lantoa, version } = (parsed ?? {}) as { lantoa?: unknown; version?: unknown }
  return lantoa === 'outbox' && typeof version === 'number' && version > 1
}

function notOurs(): Error {
  return problem({ code: 'malformed', title: 'Tệp này không phải tệp “chờ gửi” của Lan Tỏa, hoặc đã bị cắt mất một phần. Hãy chọn tệp có tên lan-toa-cho-gui.' })
}
