// Takes an uploaded list to a file of its own, within bounds. Called by the import's route; the check removes it.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { problem } from '../../platform/problems.js'
import { LIMITS } from './sheet.js'
import { importText } from './texts.js'

export interface ReceivedFile {
  path: string
  fileName: string
  fields: Record<string, string>
}

/** @throws Problem 415 for another kind of body, 400 without a file, 413 above the limit */
export async function receiveFile(request: IncomingMessage): Promise<ReceivedFile> {
  if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')) throw problem({ code: 'unsupported-type' })
  const folder = join(tmpdir(), 'lantoa-imports')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await sweep(folder)
  const path = join(folder, randomUUID())
  try {
    const { fileName, fields, isTooLarge } = await receive(request, path)
    if (isTooLarge) {
      const message = importText('too-large', { most: LIMITS.fileBytes / 1024 / 1024 })
      throw problem({ code: 'too-large', title: message })
    }
    if (fileName === undefined) throw problem({ code: 'malformed', errors: [{ path: 'file', code: 'missing', message: 'Chưa có tệp. Hãy chọn tệp danh sách.' }] })
    return { path, fileName, fields }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

const DAY_MS = 86_400_000

/** A list names people: one that a killed server left behind goes with the next list that comes. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > DAY_MS) await rm(path, { force: true, recursive: true })
  }
}

async function receive(request: IncomingMessage, path: string): Promise<{ fileName: string | undefined; fields: Record<string, string>; isTooLarge: boolean }> {
  const fields: Record<string, string> = {}
  let fileName: string | undefined
  let isTooLarge = false
  let written: Promise<void> | undefined
  const form = formOf(request)
  form.on('field', (name, value) => {
    fields[name] = value
  })
  form.on('file', (name, stream, info) => {
    if (name !== 'file' || written) {
      stream.resume()
      return
    }
    fileName = (info.filename ?? '').normalize('NFC').replace(/^.*[\\/]/, '').slice(0, 200) || 'danh-sach'
    stream.on('limit', () => {
      isTooLarge = true
    })
    written = pipeline(stream, createWriteStream(path, { mode: 0o600 }))
    // Awaited below; an early failure must not go unheard meanwhile.
    written.catch(() => undefined)
  })
  try {
    await pipeline(request, form)
    await written
  } catch {
    throw problem({ code: 'malformed', title: 'Tệp gửi lên bị đứt giữa chừng. Hãy gửi lại.' })
  }
  return { fileName, fields, isTooLarge }
}

function formOf(request: IncomingMessage): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { files: 1, fields: 10, fieldSize: 1_000, fileSize: LIMITS.fileBytes, parts: 20 } })
  } catch {
    throw problem({ code: 'malformed' })
  }
}
