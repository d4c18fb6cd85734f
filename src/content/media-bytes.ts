/** The bytes of an uploaded file as Payload keeps it. Read by approval, which copies them to where nothing changes. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { settings } from '../platform/settings.js'

export function mediaFolder(): string {
  return join(settings().mediaDir, 'files')
}

/** Undefined where the file is not there any more. */
export async function mediaBytes(filename: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(mediaFolder(), basename(filename)))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
