/** The writer's thread and the check's thread load what they run, not Payload: it would cost each of them 20 MB. */
import { expect, test } from '@jest/globals'
import { build } from 'esbuild'

test.each(['src/platform/database/sqlite-writer.ts', 'src/organisation/import/check-thread.ts'])('%s loads no Payload', async (entry) => {
  const { metafile } = await build({ entryPoints: [entry], bundle: true, write: false, metafile: true, packages: 'external', platform: 'node', format: 'esm', outdir: 'dist' })
  const loaded = Object.values(metafile.outputs).flatMap(({ imports }) => imports.flatMap(({ path, external }) => (external && !path.startsWith('node:') ? [path] : [])))
  expect(loaded).toContain('libsql')
  expect(loaded.filter((name) => /^(payload|@payloadcms)/.test(name))).toEqual([])
})
