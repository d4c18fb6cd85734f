/**
 * The desk takes in what a phone could not send: first it looks what the file holds, then every message goes the way it
 * would have gone from the phone, under the same client ids. Called by the desk's page.
 */
import { isWithin } from '../../access/account.js'
import { isProblem, problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import type { Caller } from '../assignment-calls.js'
import { MOST_PHOTO_BYTES } from '../clean-photo.js'
import { MAX_EVENTS } from '../schema.js'
import { type Bearer, takeEvents, takeMember, takePhoto, takeReport } from '../take-messages.js'
import { pathNames, teamName, unitOfTeam } from '../team-view.js'
import { type DescribedMessage, describeMessages, idOf } from './describe-messages.js'
import { type FileMessage, openOutboxFile, type OpenedFile } from './outbox-file.js'

export interface FileContents {
  team: { id: string; name: string; unit: { name: string; path: string[] } }
  exportedAt: string
  /** The phone that wrote it, where its seal proves it. Without one the file counts as told to the desk. */
  device: { name: string; revokedAt: string | null } | null
  counts: { messages: number; acknowledgements: number; reports: number; members: number; photos: number; new: number; here: number }
  messages: DescribedMessage[]
}

/** What became of one message: 201 taken, 200 here before, or why not. */
export interface TakenMessage extends DescribedMessage {
  status: number
  message: string | null
}

/** What the file holds and what of it is here already; changes nothing. */
export async function lookIntoFile(bytes: Buffer, { account }: Caller): Promise<FileContents> {
  const opened = await openOutboxFile(bytes, (path) => isWithin(path, account.territory))
  return contentsOf(opened)
}

/** Takes every message in; each stands alone, and the same file again changes nothing. */
export async function takeInFile(bytes: Buffer, caller: Caller): Promise<FileContents & { results: TakenMessage[]; taken: number; refused: number }> {
  const opened = await openOutboxFile(bytes, (path) => isWithin(path, caller.account.territory))
  const contents = await contentsOf(opened)
  const bearer = bearerOf(opened, caller)
  const answers = new Map<string, Answer>()
  for (const run of inRuns(opened.file.messages)) {
    const [first] = run
    if (!first) continue
    if (first.kind === 'event') for (const [id, answer] of await eventAnswers(bearer, run)) answers.set(id, answer)
    else answers.set(idOf(first), await answerOf(() => (first.kind === 'report' ? takeReport(bearer, first.body) : takeMember(bearer, first.body))))
  }
  for (const message of opened.file.messages) if (message.kind === 'photo') answers.set(idOf(message), await photoAnswer(bearer, opened, message))
  const results = contents.messages.map((described) => ({ ...described, ...(answers.get(described.clientId) ?? UNKNOWN) }))
  return { ...contents, results, taken: results.filter(({ status }) => status === 201).length, refused: results.filter(({ status }) => status >= 400).length }
}

interface Answer {
  status: number
  message: string | null
}

const UNKNOWN: Answer = { status: 400, message: 'Mục này không đọc được.' }

async function contentsOf({ file, team, device }: OpenedFile): Promise<FileContents> {
  const { read } = services().database
  const messages = await describeMessages(read, String(team.id), file.messages)
  const place = await unitOfTeam(read, String(team.id))
  const count = (...kinds: DescribedMessage['kind'][]): number => messages.filter(({ kind }) => kinds.includes(kind)).length
  return {
    team: { id: String(team.id), name: place ? teamName(place.team, place.unit) : file.team.name, unit: { name: String(place?.unit.name ?? file.team.unit), path: place ? await pathNames(read, String(place.unit.path)) : [] } },
    exportedAt: file.exportedAt,
    device: device ? { name: String(device.name), revokedAt: typeof device.revokedAt === 'string' ? device.revokedAt : null } : null,
    counts: {
      messages: messages.length, acknowledgements: count('acknowledged'), reports: count('report'), members: count('member', 'left'), photos: count('photo'),
      new: messages.filter(({ state }) => state === 'new').length, here: messages.filter(({ state }) => state === 'here').length,
    },
    messages,
  }
}

/** Sealed by the team's own phone it is the phone's word, carried by an account; without a seal it is what the desk was told. */
function bearerOf({ file, team, device }: OpenedFile, { account, requestId }: Caller): Bearer {
  return {
    team: String(team.id), device: device ? String(device.id) : null, via: device ? 'phone' : 'desk', recordedBy: account.id, sentAt: null, receivedAt: services().now().toISOString(),
    log: {
      actor: account.id, action: 'outbox-file.take-in', subject: `teams/${String(team.id)}`, unit: String(team.unit), path: String(team.path),
      details: { exportedAt: file.exportedAt, sealed: device !== undefined, messages: file.messages.length }, requestId,
    },
  }
}

/** Messages in the phone's order; events that follow each other go together, as the phone would send them. */
function inRuns(given: readonly FileMessage[]): FileMessage[][] {
  const runs: FileMessage[][] = []
  for (const message of given) {
    if (message.kind === 'photo') continue
    const last = runs.at(-1)
    if (message.kind === 'event' && last?.[0]?.kind === 'event' && last.length < MAX_EVENTS) last.push(message)
    else runs.push([message])
  }
  return runs
}

async function eventAnswers(bearer: Bearer, run: readonly FileMessage[]): Promise<[string, Answer][]> {
  try {
    const results = await takeEvents(bearer, { events: run.map(({ body }) => body) })
    return results.map(({ clientId, status, problem: refused }) => [clientId, { status, message: refused?.title ?? null }])
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) throw error
    // One that cannot be read must not hold up the others.
    if (run.length === 1) return run.map((message) => [idOf(message), { status: error.status, message: error.message }])
    const alone: [string, Answer][] = []
    for (const message of run) alone.push(...(await eventAnswers(bearer, [message])))
    return alone
  }
}

function photoAnswer(bearer: Bearer, { file }: OpenedFile, { body }: FileMessage): Promise<Answer> {
  const [report, sha256] = [String(body.report), String(body.sha256)]
  const photo = file.photos.find((one) => one.sha256 === sha256)
  return answerOf(() =>
    takePhoto(bearer, {
      report,
      sha256,
      readBytes: async () => {
        if (!photo) throw problem({ code: 'not-found', title: 'Tệp không mang theo ảnh này. Ảnh sẽ đến khi máy của tổ có sóng.' })
        const bytes = Buffer.from(photo.base64, 'base64')
        if (bytes.length > MOST_PHOTO_BYTES) throw problem({ code: 'too-large' })
        return bytes
      },
    }),
  )
}

async function answerOf(take: () => Promise<{ status: number }>): Promise<Answer> {
  try {
    return { status: (await take()).status, message: null }
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) throw error
    const details = (error.errors ?? []).map(({ message }) => message).join(' ')
    return { status: error.status, message: details ? `${error.message} ${details}` : error.message }
  }
}
