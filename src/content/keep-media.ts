/** What happens to a file on arrival: known by its bytes, images turned upright and freed of EXIF and GPS, audio timed. */
import { readFile } from 'node:fs/promises'

import { APIError, type CollectionBeforeChangeHook, type CollectionBeforeDeleteHook, type CollectionBeforeOperationHook } from 'payload'
import sharp from 'sharp'

import { newId } from '../platform/ids.js'
import { searchTextOf } from '../platform/text.js'
import { EXTENSIONS, knownType, secondsOf } from './file-types.js'

export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/ogg', 'audio/wav', 'audio/x-wav', 'application/pdf'] as const

const MOST_PIXELS = 40_000_000
/** Said by Payload too, which stops reading there. */
export const MOST_BYTES = 30 * 1024 * 1024
export const TOO_LARGE = 'Tệp lớn quá 30 MB. Hãy nén lại hoặc chia nhỏ.'

/** Payload hands on `req.file` before it writes anything: what is refused here leaves no trace. */
export const tidyUpload: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if (operation !== 'create' && operation !== 'update' && operation !== 'updateByID') return args
  // Payload would fetch a file from an address that somebody names; files come from the caller alone.
  const named: unknown = 'data' in args ? args.data : undefined
  if (typeof named === 'object' && named !== null) for (const field of ['url', 'filename', 'uploadEdits']) Reflect.deleteProperty(named, field)
  Reflect.deleteProperty(req.query, 'uploadEdits')
  const file = req.file
  if (!file && operation === 'create') throw new APIError('Chưa có tệp. Hãy chọn một tệp rồi gửi lại.', 400, undefined, true)
  if (!file) return args
  const bytes = file.tempFilePath ? await readFile(file.tempFilePath) : file.data
  if (bytes.length > MOST_BYTES) throw new APIError(TOO_LARGE, 413, undefined, true)
  const type = await knownType(bytes)
  if (!type) throw new APIError('Chỉ nhận ảnh JPEG, PNG, WebP; âm thanh MP3, M4A, OGG, WAV; PDF.', 415, undefined, true)
  if (type === 'application/pdf' && !isWholePdf(bytes)) throw new APIError('Tệp PDF này bị hỏng hoặc thiếu phần cuối. Hãy xuất lại tệp rồi gửi.', 422, undefined, true)
  const tidied = type.startsWith('image/') ? await cleanImage(bytes, type) : bytes
  delete file.tempFilePath
  file.data = tidied
  file.size = tidied.length
  file.mimetype = type
  file.name = fileName(file.name, EXTENSIONS[type] ?? 'bin')
  req.context.mediaSeconds = type.startsWith('audio/') ? await wholeSeconds(tidied, type) : null
  return args
}

export const keepMedia: CollectionBeforeChangeHook = ({ data, req, originalDoc }) => {
  if (req.file && originalDoc?.isApproved === true) throw frozen()
  return {
    ...data,
    searchText: searchTextOf(data.filename, data.alt),
    ...(req.file ? { seconds: req.context.mediaSeconds ?? null } : {}),
  }
}

export const refuseDeletingMedia: CollectionBeforeDeleteHook = async ({ req, id }) => {
  await refuseDeletingFrozen(req, String(id))
  const uses = [
    { collection: 'resolutions', field: 'attachments' },
    { collection: 'materials', field: 'file' },
    ...(['vi', 'en', 'hmn', 'tyz', 'ium', 'nut'] as const).flatMap((code) => (['resolutions', 'materials', 'campaigns'] as const).map((collection) => ({ collection, field: `audio.${code}` }))),
  ] as const
  for (const { collection, field } of uses) {
    const found = await req.payload.db.findOne({ collection, where: { [field]: { in: [id] } }, locale: 'all' })
    if (found) throw new APIError('Tệp này đang được dùng trong một nội dung nên không xoá được.', 409, undefined, true)
  }
}

/** As Payload will judge it a moment later, in words that a person understands. */
function isWholePdf(bytes: Buffer): boolean {
  const end = bytes.subarray(-1024).toString('latin1')
  return end.includes('%%EOF') && end.includes('xref')
}

async function cleanImage(bytes: Buffer, type: string): Promise<Buffer> {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).rotate()
    if (type === 'image/jpeg') return await image.jpeg({ quality: 86, mozjpeg: true }).toBuffer()
    return type === 'image/png' ? await image.png().toBuffer() : await image.webp({ quality: 86 }).toBuffer()
  } catch {
    throw new APIError('Không mở được ảnh này, hoặc ảnh lớn quá 40 triệu điểm. Hãy chọn ảnh khác.', 422, undefined, true)
  }
}

/** Whole seconds, at least one. Throws where the recording cannot be read. */
async function wholeSeconds(bytes: Uint8Array, type: string): Promise<number> {
  const seconds = await secondsOf(bytes, type)
  if (seconds === undefined) throw new APIError('Không đọc được tệp âm thanh này. Hãy ghi lại hoặc đổi sang MP3.', 422, undefined, true)
  return Math.max(1, Math.round(seconds))
}

async function refuseDeletingFrozen(req: Parameters<CollectionBeforeDeleteHook>[0]['req'], id: string): Promise<void> {
  const found = await req.payload.db.findOne<{ id: string; isApproved?: boolean }>({ collection: 'media', where: { id: { equals: id } }, select: { isApproved: true } })
  if (found?.isApproved) throw frozen()
}

function frozen(): Error {
  return new APIError('Tệp này nằm trong nội dung đã duyệt nên không xoá hay thay được. Hãy tải lên một tệp mới.', 409, undefined, true)
}

/** A plain name of ASCII letters, so that no browser or disk stumbles over it, and one that no other upload has. */
function fileName(given: string, extension: string): string {
  const base = given.replace(/\.[^.]*$/, '').normalize('NFD').replace(/\p{M}+/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
  return `${base.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'tep'}-${newId().slice(-8)}.${extension}`
}
