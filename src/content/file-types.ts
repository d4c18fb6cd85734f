/** What a file is by its bytes, and how long a recording lasts. Called for every file that people send to the desk. */

/** The types that are kept, with the ending each is given. */
export const EXTENSIONS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg', 'audio/wav': 'wav', 'application/pdf': 'pdf' }

const SAME_TYPE: Record<string, string> = { 'audio/x-m4a': 'audio/mp4', 'video/mp4': 'audio/mp4', 'audio/x-wav': 'audio/wav', 'audio/vnd.wave': 'audio/wav', 'audio/ogg; codecs=opus': 'audio/ogg', 'application/ogg': 'audio/ogg' }

/** By its bytes alone; what a file is called or says of itself does not count. Undefined for what is not kept. */
export async function knownType(bytes: Uint8Array): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(bytes)
  if (!found) return undefined
  const type = SAME_TYPE[found.mime] ?? found.mime
  if (type === 'audio/mp4' && found.mime === 'video/mp4' && !(await isAudioOnly(bytes))) return undefined
  return type in EXTENSIONS ? type : undefined
}

/** How long a recording lasts; undefined where it cannot be read. */
export async function secondsOf(bytes: Uint8Array, type: string): Promise<number | undefined> {
  // Only who sends a recording needs the reader of recordings.
  const { parseBuffer } = await import('music-metadata')
  const seconds = await parseBuffer(bytes, { mimeType: type }, { duration: true, skipCovers: true })
    .then((found) => found.format.duration)
    .catch(() => undefined)
  return seconds && Number.isFinite(seconds) ? seconds : undefined
}

async function isAudioOnly(bytes: Uint8Array): Promise<boolean> {
  const { parseBuffer } = await import('music-metadata')
  return parseBuffer(bytes, { mimeType: 'audio/mp4' }).then(({ format }) => format.hasAudio === true && format.hasVideo !== true, () => false)
}
