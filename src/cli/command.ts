/** What the commands share: reading arguments, progress on the error stream, opening the rows of the database. */
import { existsSync } from 'node:fs'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { orgUnits } from '../organisation/tables.js'
import { openSqlite } from '../platform/database/sqlite.js'
import type { Database } from '../platform/database/tables.js'
import { changeSettings, settings, settingsOrExit } from '../platform/settings.js'

export interface Arguments {
  values: Record<string, string | boolean | string[] | undefined>
  positionals: string[]
}

/** Reads the arguments; `--help` prints the help and ends with 0, anything unknown ends with 1. Then the settings are checked. */
export function readArguments({ help, options = {}, takesPath = false }: { help: string; options?: NonNullable<ParseArgsConfig['options']>; takesPath?: boolean }): Arguments {
  let given: Arguments
  try {
    given = parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h' } }, allowPositionals: takesPath, strict: true }) as Arguments
  } catch {
    return stop(`Không hiểu lệnh.\n\n${help.trimEnd()}`)
  }
  if (given.values.help === true) {
    process.stdout.write(help)
    process.exit(0)
  }
  settingsOrExit()
  // A command's messages are its own; the log says only what fails.
  if (!process.env.LANTOA_LOG_LEVEL) changeSettings({ logLevel: 'error' })
  return given
}

export interface OpenRows {
  database: Database
  close(): Promise<void>
}

/**
 * The rows of the database, beside a running server or not. SQLite is opened without Payload, so that nothing is
 * migrated and memory stays small; MongoDB's connection is Payload's.
 */
export async function openRows(): Promise<OpenRows> {
  const setting = settings().database
  if (setting.kind === 'sqlite') {
    if (!existsSync(setting.file)) return stop(`Chưa có cơ sở dữ liệu tại ${setting.file}. Hãy kiểm tra LANTOA_DATABASE_URL hoặc LANTOA_DATA_DIR.`)
    const database = openSqlite({ file: setting.file, thread: false })
    return { database, close: () => database.close() }
  }
  const { startServices } = await import('../start.js')
  const { closeServices } = await import('../platform/services.js')
  return { database: (await startServices({ thread: false })).database, close: closeServices }
}

export interface ProgressLine {
  show(text: string): void
  /** Leaves the last state on the screen and begins a new line. */
  end(): void
}

const SECONDS_BETWEEN_LINES = 5

/** One line that is rewritten in a terminal; a line every few seconds where the stream is a file. */
export function progressLine(output: NodeJS.WriteStream = process.stderr): ProgressLine {
  let last = 0
  let text = ''
  return {
    show: (next) => {
      text = next
      const now = Date.now()
      if (now - last < (output.isTTY ? 100 : SECONDS_BETWEEN_LINES * 1_000)) return
      last = now
      output.write(output.isTTY ? `\r\x1b[2K${text}` : `${text}\n`)
    },
    end: () => {
      if (text) output.write(output.isTTY ? `\r\x1b[2K${text}\n` : `${text}\n`)
      text = ''
    },
  }
}

/** The name of a unit with its id, asked once each. */
export function unitNames(database: Database): (id: string) => Promise<string> {
  const known = new Map<string, string>()
  return async (id) => {
    const name = known.get(id) ?? String((await database.read.findOne(orgUnits, { where: [['id', '=', id]], columns: ['id', 'name'] }))?.name ?? 'không rõ')
    known.set(id, name)
    return `${name} (${id})`
  }
}

export const number = (value: number): string => value.toLocaleString('vi-VN')

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function stop(line: string): never {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}
