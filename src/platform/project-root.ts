/** Where the product is installed: the folder of its package.json, whether the code runs bundled or from source. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

let found: string | undefined

export function projectRoot(): string {
  found ??= searchUp(dirname(fileURLToPath(import.meta.url)))
  return found
}

function searchUp(folder: string): string {
  if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'payload.config.ts'))) return folder
  const above = dirname(folder)
  return above === folder ? process.cwd() : searchUp(above)
}
