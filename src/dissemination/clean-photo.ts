/** A team's photo made fit to keep: turned upright, every trace of place and camera gone, a size to look at. */
import sharp from 'sharp'
import { problem } from '../platform/problems.js'

export const MOST_PHOTO_BYTES = 5 * 1024 * 1024
const MOST_PIXELS = 40_000_000
const LONGEST_SIDE = 1600
const FORMATS = ['jpeg', 'png', 'webp', 'heif']

/** WebP bytes. Throws 415 where the bytes are no photo, 422 where they are one that cannot be read. */
export async function cleanPhoto(bytes: Buffer): Promise<Buffer> {
  const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
  let format: string | undefined
  try {
    format = (await image.metadata()).format
  } catch {
    throw problem({ code: looksLikeImage(bytes) ? 'undecodable' : 'unsupported-type' })
  }
  if (!format || !FORMATS.includes(format)) throw problem({ code: 'unsupported-type' })
  try {
    return await image.rotate().resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true }).webp({ quality: 80 }).toBuffer()
  } catch {
    throw problem({ code: 'undecodable' })
  }
}

/** JPEG, PNG, RIFF (WebP) or ISO media (HEIF) by its first bytes: such a file is an image, if a broken one. */
function looksLikeImage(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 12).toString('latin1')
  return start.startsWith('\xff\xd8\xff') || start.startsWith('\x89PNG') || start.startsWith('RIFF') || start.slice(4, 8) === 'ftyp'
}
