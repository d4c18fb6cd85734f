// Opens a file that a person sent, by what it is and not by what it is called. Called by the check.
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { openCsv } from './read-csv.js'
import { openXlsx } from './read-xlsx.js'
import { FileRefused, LIMITS, type TableFile } from './sheet.js'

/**
 * @param path where the bytes lie
 * @param fileName the name it was sent under, for the ending only
 * @throws FileRefused with a code that texts.ts knows
 */
export async function openTable({ path, fileName }: { path: string; fileName: string }): Promise<TableFile> {
  const { size } = await stat(path)
  if (size === 0) throw new FileRefused('empty-file')
  if (size > LIMITS.fileBytes) throw new FileRefused('too-large', { most: LIMITS.fileBytes / 1024 / 1024 })
  if (/\.(xlsm|xltm|xlam)$/i.test(fileName)) throw new FileRefused('macros')
  if (/\.xlsb$/i.test(fileName)) throw new FileRefused('binary-excel')
  const start = await firstBytes(path)
  if (start.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new FileRefused(await envelopeOf(path, fileName))
  if (start.subarray(0, 2).toString('latin1') === 'PK') return openXlsx(path)
  if (/^(\xef\xbb\xbf)?\s*(<\?xml|<html|<!doctype|<table|\{\\rtf|%PDF)/i.test(start.toString('latin1'))) throw new FileRefused('not-a-table')
  return openCsv(path)
}

/** The old .xls and a password-protected .xlsx share an envelope, which names its parts; a torn one is told by its own name. */
async function envelopeOf(path: string, fileName: string): Promise<'protected' | 'old-excel'> {
  const locked = Buffer.from('EncryptedPackage', 'utf16le')
  const old = Buffer.from('Workbook', 'utf16le')
  let isOld = false
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([rest, chunk])
    if (bytes.includes(locked)) return 'protected'
    isOld ||= bytes.includes(old)
    rest = bytes.subarray(-64)
  }
  return !isOld && /\.xlsx$/i.test(fileName) ? 'protected' : 'old-excel'
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
