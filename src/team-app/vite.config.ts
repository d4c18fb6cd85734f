/** Builds the team's app into dist/team-app: one script, one style sheet, a service worker that knows them, all pre-compressed. */
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const outDir = fileURLToPath(new URL('../../dist/team-app', import.meta.url))
/** Chromium of 2021, five years back. Newer syntax is rewritten; newer library functions are kept out by tsconfig's lib. */
const target = 'chrome90'

export default defineConfig({
  root,
  publicDir: join(root, 'public'),
  // `development` said outright: under a test's NODE_ENV every element would carry its file's name and line.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  build: { outDir, emptyOutDir: true, target, cssTarget: target, modulePreload: false, assetsInlineLimit: 0, reportCompressedSize: false },
  plugins: [serviceWorker(), compressed()],
  server: { proxy: { '/field': process.env.LANTOA_PUBLIC_URL ?? 'http://127.0.0.1:3000' } },
})

/** Builds worker/service-worker.ts into one plain script, with the list of the app's files and their common hash. */
function serviceWorker(): Plugin {
  return {
    name: 'lantoa-service-worker',
    apply: 'build',
    async writeBundle() {
      const files = (await filesIn(outDir)).filter((file) => !/\.(gz|br)$/.test(file) && file !== 'sw.js')
      const hash = createHash('sha256')
      for (const file of files) hash.update(file).update(await readFile(join(outDir, file)))
      const addresses = files.map((file) => (file === 'index.html' ? '/' : `/${file}`))
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: 'warn',
        define: { __FILES__: JSON.stringify(addresses), __BUILD__: JSON.stringify(hash.digest('hex').slice(0, 12)) },
        build: {
          outDir,
          emptyOutDir: false,
          target,
          lib: { entry: join(root, 'worker/service-worker.ts'), formats: ['iife'], name: 'worker', fileName: () => 'sw.js' },
          reportCompressedSize: false,
        },
      })
    },
  }
}

/** Writes each text file's .gz and .br beside it, so that the server never compresses. */
function compressed(): Plugin {
  return {
    name: 'lantoa-compressed',
    apply: 'build',
    enforce: 'post',
    async writeBundle() {
      for (const file of await filesIn(outDir)) {
        if (!/\.(js|css|html|svg|webmanifest)$/.test(file)) continue
        const bytes = await readFile(join(outDir, file))
        await writeFile(join(outDir, `${file}.gz`), gzipSync(bytes, { level: 9 }))
        await writeFile(join(outDir, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      }
    },
  }
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort()
}
