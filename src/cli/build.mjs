// Builds what is not built: the server bundle, the team app and the admin panel. Called by `npm run build`,
// by src/cli/run.mjs before a command starts, and by the tests' global set-up (server bundle only).
// A step runs only when something it is made from has changed since its last run (a hash stamp in dist/).
import { build as esbuild } from 'esbuild'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const dist = join(root, 'dist')

const serverEntries = [
  'src/main.ts',
  'src/platform/settings.ts',
  'src/platform/database/sqlite-writer.ts',
  'src/organisation/import/check-thread.ts',
  ...['demo', 'verify', 'rebuild', 'import', 'backup', 'restore', 'codes', 'bench', 'bench-stock'].map((name) => `src/cli/${name}.ts`),
]

/** Bundles the server and the commands into dist/ with esbuild; a second or less. */
export function buildServer({ quiet = false } = {}) {
  return step({
    name: 'server',
    label: 'Máy chủ',
    quiet,
    output: 'dist/main.js',
    inputs: () => closure(serverEntries.filter((entry) => existsSync(join(root, entry)))),
    run: async () => {
      const entryPoints = serverEntries.filter((entry) => existsSync(join(root, entry)))
      if (entryPoints.length === 0) return
      await esbuild({
        absWorkingDir: root,
        entryPoints,
        outbase: 'src',
        outdir: 'dist',
        bundle: true,
        splitting: true,
        chunkNames: 'chunks/[name]-[hash]',
        format: 'esm',
        platform: 'node',
        target: 'node20',
        packages: 'external',
        sourcemap: true,
        logLevel: 'warning',
      })
    },
  })
}

/** Builds the phone app into dist/team-app with Vite. */
export function buildTeamApp({ quiet = false } = {}) {
  if (!existsSync(join(root, 'src/team-app'))) return false
  return step({
    name: 'team-app',
    label: 'Ứng dụng của tổ',
    quiet,
    output: 'dist/team-app/index.html',
    inputs: async () => [
      ...(await filesUnder('src/team-app')),
      ...(await closure((await filesUnder('src/team-app')).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')))),
    ],
    run: () => command({ program: bin('vite'), args: ['build', 'src/team-app'] }),
  })
}

/** Writes the admin panel's component list and builds the panel with Next into dist/panel. */
export function buildAdmin({ quiet = false } = {}) {
  if (!existsSync(join(root, 'payload.config.ts'))) return false
  return step({
    name: 'admin',
    label: 'Trang quản trị',
    quiet,
    output: 'dist/panel/.next/BUILD_ID',
    inputs: async () => [...(await panelSources()), 'next.config.mjs'],
    run: async () => {
      const env = {
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        PAYLOAD_DISABLE_DEPENDENCY_CHECKER: 'true',
        // Building reads the configuration but opens nothing: no real database, secret or folder is touched.
        LANTOA_DATA_DIR: join(root, '.tmp/build'),
        LANTOA_MEDIA_DIR: join(root, '.tmp/build/media'),
        LANTOA_DATABASE_URL: `file:${join(root, '.tmp/build/none.db')}`,
        LANTOA_SECRET: 'used-while-building-only',
        NODE_OPTIONS: '--conditions=production',
      }
      await command({ program: bin('payload'), args: ['generate:importmap'], env })
      // Made aside and moved into its place when it is whole: a server that runs keeps its panel until then.
      await rm(join(dist, 'panel-made'), { recursive: true, force: true })
      await writePanelSources('dist/panel-made')
      await command({ program: bin('next'), args: ['build', 'dist/panel-made'], env: { ...env, NODE_OPTIONS: '--conditions=production --max-old-space-size=4096' } })
      await rm(join(dist, 'panel-before'), { recursive: true, force: true })
      await rename(join(dist, 'panel'), join(dist, 'panel-before')).catch(() => undefined)
      await rename(join(dist, 'panel-made'), join(dist, 'panel'))
      await rm(join(dist, 'panel-before'), { recursive: true, force: true })
    },
  })
}

async function panelSources() {
  const pages = (await filesUnder('src/app')).filter((file) => /\.(tsx?|jsx?)$/.test(file))
  const styles = (await filesUnder('src')).filter((file) => file.endsWith('.css') && !file.startsWith('src/team-app/'))
  return [...new Set([...(await filesUnder('src/app')), ...styles, ...(await closure(['payload.config.ts', ...pages]))])]
}

/**
 * The panel's sources file by file as plain JavaScript. They import one another as `./x.js`, which Turbopack does not
 * find where only `x.ts` is; and what a Turbopack loader has touched loses its "use client".
 */
async function writePanelSources(folder) {
  const files = await panelSources()
  await esbuild({
    absWorkingDir: root,
    entryPoints: files.filter((file) => /\.(tsx?|jsx?|mjs)$/.test(file) && !file.endsWith('.d.ts')),
    outbase: '.',
    outdir: folder,
    bundle: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    jsx: 'automatic',
    logLevel: 'warning',
  })
  for (const file of files.filter((name) => !/\.(tsx?|jsx?|mjs)$/.test(name))) {
    await mkdir(dirname(join(root, folder, file)), { recursive: true })
    await copyFile(join(root, file), join(root, folder, file))
  }
  await writeFile(join(root, folder, 'next.config.mjs'), "export { default } from '../../next.config.mjs'\n")
}

/** Builds everything that is stale. The light steps run beside the heavy one. */
export async function buildAll({ quiet = false, admin = true } = {}) {
  const results = await Promise.allSettled([
    (async () => {
      await buildServer({ quiet })
      await buildTeamApp({ quiet })
    })(),
    admin ? buildAdmin({ quiet }) : Promise.resolve(),
  ])
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

/** Runs one step under a lock (two starts at once build once) when its stamp differs from its inputs. */
async function step({ name, label, quiet, output, inputs, run }) {
  await mkdir(join(dist, '.stamps'), { recursive: true })
  const release = await lock(join(dist, '.stamps', `${name}.lock`))
  try {
    const stamp = join(dist, '.stamps', name)
    const current = await hashOf(inputs)
    const previous = await readFile(stamp, 'utf8').catch(() => '')
    if (current === previous && existsSync(join(root, output))) return false
    const started = Date.now()
    if (!quiet) say(`${label}: đang dựng…`)
    await run()
    // A step may write one of its own inputs (the admin's component list), so the stamp is taken afterwards.
    await writeFile(stamp, await hashOf(inputs))
    if (!quiet) say(`${label}: xong sau ${((Date.now() - started) / 1000).toFixed(1)} giây`)
    return true
  } finally {
    await release()
  }
}

async function hashOf(inputs) {
  const files = [...new Set([...(await inputs()), 'package-lock.json', 'src/cli/build.mjs'])].sort()
  const hash = createHash('sha256')
  for (const file of files) {
    const content = await readFile(join(root, file)).catch(() => undefined)
    if (content) hash.update(file).update('\0').update(content).update('\0')
  }
  return hash.digest('hex')
}

/** All files of this project that the given entry points import, found by esbuild without writing anything. */
async function closure(entryPoints) {
  if (entryPoints.length === 0) return []
  try {
    const { metafile } = await esbuild({
      absWorkingDir: root,
      entryPoints,
      outdir: '.tmp/closure',
      bundle: true,
      write: false,
      metafile: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
      jsx: 'automatic',
      loader: { '.css': 'empty', '.scss': 'empty', '.svg': 'empty', '.png': 'empty', '.woff2': 'empty', '.html': 'empty' },
    })
    return Object.keys(metafile.inputs).filter((file) => !file.startsWith('node_modules/'))
  } catch {
    // Something does not resolve: count every source, so that the build itself reports what is wrong.
    return filesUnder('src')
  }
}

async function filesUnder(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort()
}

async function lock(path) {
  for (;;) {
    try {
      const handle = await open(path, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      return () => rm(path, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (await isAbandoned(path)) await rm(path, { force: true })
      else await new Promise((done) => setTimeout(done, 200))
    }
  }
}

async function isAbandoned(path) {
  const pid = Number(await readFile(path, 'utf8').catch(() => ''))
  if (!pid) return Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? 0) > 5000
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

function bin(name) {
  return join(root, 'node_modules/.bin', name)
}

/** Runs a program; its output is shown only when it fails. */
function command({ program, args, env = {} }) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', fail)
    child.on('close', (code) => {
      if (code === 0) return done()
      process.stderr.write(`${output.slice(-12_000)}\n`)
      fail(new Error(`${program.split('/').at(-1)} ${args.join(' ')} dừng với mã ${code}`))
    })
  })
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const only = process.argv[2]
  const steps = { server: buildServer, 'team-app': buildTeamApp, admin: buildAdmin }
  try {
    await (only ? (steps[only] ?? buildAll)() : buildAll())
  } catch (error) {
    say(`Không dựng được: ${error.message}`)
    process.exit(1)
  }
}
