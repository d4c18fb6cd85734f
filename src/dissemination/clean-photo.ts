/** A team's photo made fit to keep: turned upright, every trace of place and camera gone, a size to look at. */
import sharp from 'sharp'
import { problem } from '../platform/problems.js'

export const MOST_PHOTO_BYTES = 5 * 1024 * 1024
const MOST_PIXELS = 40_000_000
const LONGEST_SIDE = 1600

/** How the images begin that phones and scanners make: JPEG, PNG, GIF, TIFF, WebP, HEIF and AVIF. */
const BEGINNINGS = [/^\xff\xd8\xff/, /^\x89PNG\r\n/, /^GIF8[79]a/, /^(?:II\*\0|MM\0\*)/, /^RIFF[^]{4}WEBP/, /^[^]{4}ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1|avi[fs])/]

/** By its first bytes; what begins like an image may still be a broken one. */
export function isImage(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 12).toString('latin1')
  return BEGINNINGS.some((beginning) => beginning.test(start))
}

/** The photo as WebP. Throws 422 where the bytes are an image that cannot be read. */
export async function cleanPhoto(bytes: Buffer): Promise<Buffer> {
  try {
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .rotate()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer()
  } catch {
    throw problem({ code: 'undecodable' })
  }
}
