// Keeps the rows of a large list on disk between the first look at all of them and the planning, so that neither memory
// holds them nor the file is unpacked and read twice. Used by read-table.ts.
import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Spool<Item> {
  add(items: readonly Item[]): void
  /** What was added, in the same portions. */
  batches(): AsyncGenerator<Item[]>
  close(): void
}

/** The file has no name from its first moment on where the system allows it: a crash leaves nothing of it. */
export function openSpool<Item>(): Spool<Item> {
  const folder = join(tmpdir(), 'lantoa-imports')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${randomUUID()}.rows`)
  const file = openSync(path, 'wx+', 0o600)
  const isNameless = process.platform !== 'win32'
  if (isNameless) rmSync(path)
  const sizes: number[] = []
  let isOpen = true
  return {
    add: (items) => {
      if (items.length === 0) return
      const bytes = Buffer.from(JSON.stringify(items))
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
      sizes.push(bytes.length)
    },
    batches: async function* () {
      let offset = 0
      for (const size of sizes) {
        const bytes = Buffer.allocUnsafe(size)
        for (let read = 0; read < size; ) read += readSync(file, bytes, read, size - read, offset + read)
        offset += size
        yield JSON.parse(bytes.toString()) as Item[]
      }
    },
    close: () => {
      if (!isOpen) return
      isOpen = false
      closeSync(file)
      if (!isNameless) rmSync(path, { force: true })
    },
  }
}
