/** The phone's budgets: bytes over a weak network, and the time from a tap on the icon to the list without network. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { transform } from 'esbuild'
import type { Browser } from 'playwright-core'
import { startDemoServer, type DemoServer } from './support/demo-server.js'
import { enrol, newPhone, openApp, openBrowser } from './support/phone.js'
import { weakNetwork } from './support/weak-network.js'

const built = fileURLToPath(new URL('../../../dist/team-app', import.meta.url))

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  server = await startDemoServer()
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

function files(): { name: string; bytes: number; text: string }[] {
  return readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(gz|br)$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const bytes = readFileSync(path)
      const isText = /\.(js|css|html|svg|webmanifest)$/.test(entry.name)
      return { name: entry.name, bytes: isText ? gzipSync(bytes, { level: 9 }).length : bytes.length, text: isText ? bytes.toString('utf8') : '' }
    })
}

test('at most 60 KB of script and 150 KB of everything, gzipped; no fonts; each text file is there compressed', () => {
  const all = files()
  const script = all.filter((file) => file.name.endsWith('.js')).reduce((sum, file) => sum + file.bytes, 0)
  const everything = all.reduce((sum, file) => sum + file.bytes, 0)
  process.stdout.write(`team app: script ${(script / 1024).toFixed(1)} KB gz, everything ${(everything / 1024).toFixed(1)} KB\n`)
  expect(script).toBeLessThanOrEqual(60 * 1024)
  expect(everything).toBeLessThanOrEqual(150 * 1024)
  expect(all.filter((file) => /\.(woff2?|ttf|otf)$/.test(file.name))).toEqual([])
  expect(all.filter((file) => file.text.includes('@font-face'))).toEqual([])
  for (const name of ['index.html', 'sw.js']) for (const ending of ['gz', 'br']) expect(existsSync(join(built, `${name}.${ending}`))).toBe(true)
})

test('built as it is served, whoever builds it: nothing in it is meant for those who write it', () => {
  for (const { name, text } of files()) expect({ name, found: /\.tsx|node_modules|jsxDEV|sourceMappingURL/.exec(text)?.[0] }).toEqual({ name, found: undefined })
})

test('nothing that Chromium 90 does not know is called', () => {
  const script = files()
    .filter((file) => file.name.endsWith('.js'))
    .map((file) => file.text)
    .join('\n')
  const newer = /structuredClone|\.hasOwn\(|\.findLast(Index)?\(|randomUUID|\.toSorted\(|\.toReversed\(|AbortSignal\.(timeout|any)|\.replaceChildren|Object\.groupBy|\.at\(-/
  expect(newer.exec(script)?.[0]).toBeUndefined()
})

test('nothing is written in a way that Chromium 90 cannot read', async () => {
  const asItIs = 'export class A { static { this.made = true } }'
  expect(await lowered(asItIs)).not.toBe(await lowered(asItIs, 'esnext'))
  for (const { name, text } of files().filter((file) => file.name.endsWith('.js'))) expect({ name, isOldEnough: (await lowered(text)) === (await lowered(text, 'esnext')) }).toEqual({ name, isOldEnough: true })
})

/** Syntax that is newer than the target is written anew; the same text again means there was none. Letters by `p{L}` are known since Chromium 64. */
async function lowered(text: string, target = 'chrome90'): Promise<string> {
  return (await transform(text, { target, minifyWhitespace: true, supported: { 'regexp-unicode-property-escapes': true } })).code
}

test('repeat start without network at 4 × CPU slow-down: the list within 1.5 s', async () => {
  const network = await weakNetwork(server.url)
  const url = `http://127.0.0.1:${network.port}`
  const context = await newPhone(browser)
  await context.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector('.task')) Object.assign(globalThis, { listedAt: performance.now() })
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  let page = await openApp(context, 'about:blank')
  await enrol(page, url, (await server.nextCode()).code)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  network.setDown(true)
  const times: number[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    await page.close()
    page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.goto(url)
    await page.waitForFunction(() => 'listedAt' in globalThis)
    times.push(await page.evaluate(() => (globalThis as unknown as { listedAt: number }).listedAt))
  }
  times.sort((a, b) => a - b)
  process.stdout.write(`team app: offline start at 4 × slow-down ${times.map((time) => Math.round(time)).join(', ')} ms\n`)
  expect(times[2]).toBeLessThanOrEqual(1500)
  await context.close()
  await network.close()
}, 120_000)
