// `node src/cli/run.mjs <command> [arguments]`: what the package scripts call. Builds what the command needs and is
// not built yet, then runs it in this same process, so that signals and exit codes are the command's own.
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { buildAll, buildServer } from './build.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const serving = new Set(['start', 'demo'])

// npm hands a signal on to the shell that it started, and that shell ends without telling anyone: the server would go on
// with nobody above it. Where the parent is gone, it was told to stop.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 300).unref()
}

const [name = '', ...rest] = process.argv.slice(2)
const args = rest[0] === '--' ? rest.slice(1) : rest
const wantsHelp = args.includes('--help') || args.includes('-h')

process.env.NODE_ENV ??= 'production'
process.env.NEXT_TELEMETRY_DISABLED ??= '1'
process.env.PAYLOAD_DISABLE_DEPENDENCY_CHECKER ??= 'true'

const entry = resolve(root, name === 'start' ? 'dist/main.js' : `dist/cli/${name}.js`)

try {
  await buildServer()
  if (!/^[a-z-]+$/.test(name) || !existsSync(entry)) stop(`Không có lệnh "${name}".`)
  if (serving.has(name) && !wantsHelp) {
    // A wrong setting is told before the long part of the build, not after it.
    const { settingsOrExit } = await import(pathToFileURL(resolve(root, 'dist/platform/settings.js')).href)
    settingsOrExit()
    await buildAll()
  }
} catch (error) {
  stop(`Không dựng được: ${error.message}`)
}

process.argv = [process.argv[0] ?? 'node', entry, ...args]
try {
  await import(pathToFileURL(entry).href)
} catch (error) {
  if (error?.name === 'SettingsError') stop(error.message)
  throw error
}

function stop(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}
