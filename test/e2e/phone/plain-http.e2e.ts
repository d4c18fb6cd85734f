/** A LAN address without HTTPS, Zalo's browser, and a new version of the app: what is missing there is not missed. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startDemoServer, type DemoServer, type TeamCode } from './support/demo-server.js'
import { enrol, LAN_NAME, makeReport, newPhone, openApp, openBrowser, openWork, sendNow, sentAll, stored, tap } from './support/phone.js'
import { weakNetwork, type WeakNetwork } from './support/weak-network.js'

let server: DemoServer
let browser: Browser
let network: WeakNetwork
let context: BrowserContext
let page: Page
let code: TeamCode

beforeAll(async () => {
  server = await startDemoServer()
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

beforeEach(async () => {
  code = await server.nextCode()
  network = await weakNetwork(server.url)
}, 60_000)

afterEach(async () => {
  await context.close()
  await network.close()
})

test('plain HTTP: no service worker, no crypto.subtle, no Web Locks; the whole flow, and two tabs that send once', async () => {
  const url = `http://${LAN_NAME}:${network.port}`
  context = await newPhone(browser)
  page = await openApp(context, 'about:blank')
  await enrol(page, url, code.code)
  const has = await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator, crypto.subtle !== undefined, navigator.locks !== undefined])
  expect(has).toEqual([false, false, false, false])
  const second = await openApp(context, url)
  await second.locator('.task').first().waitFor()
  await openWork(page)
  await page.locator('.text p').first().waitFor()
  network.setDown(true)
  await makeReport(page)
  network.setDown(false)
  network.passed.length = 0
  await Promise.all([sendNow(page), sendNow(second)])
  await sentAll(page)
  expect(network.passed.filter((one) => one.method === 'POST' && one.path === '/reports')).toHaveLength(1)
}, 120_000)

test('inside Zalo: offers Chrome first, with the code carried over, and works there all the same', async () => {
  const url = `http://127.0.0.1:${network.port}`
  context = await newPhone(browser, { userAgent: 'Mozilla/5.0 (Linux; Android 10; SM-A105F) AppleWebKit/537.36 Chrome/90.0 Mobile Safari/537.36 Zalo android/12100' })
  page = await openApp(context, `${url}/#enrol=${code.code}`)
  await page.getByRole('heading', { name: 'Nên mở bằng Chrome' }).waitFor()
  expect(await page.getByRole('link', { name: 'Mở bằng Chrome' }).getAttribute('href')).toBe(`intent://127.0.0.1:${network.port}/#enrol=${code.code}#Intent;scheme=http;package=com.android.chrome;end`)
  await tap(page, 'Cứ dùng trong Zalo')
  await tap(page, 'Đúng, vào tổ này')
  await page.locator('.task').first().waitFor()
}, 90_000)

test('a new version arrives while someone types and something is queued: nothing reloads, nothing is lost', async () => {
  const url = `http://127.0.0.1:${network.port}`
  context = await newPhone(browser)
  page = await openApp(context, 'about:blank')
  await enrol(page, url, code.code)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await openWork(page)
  await tap(page, 'Báo cáo')
  await tap(page, 'Họp thôn')
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
  network.rewrite('/sw.js', (text) => `${text}\n// newer`)
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const taken = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
    await registration.update()
    await taken
  })
  expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true)
  await tap(page, '50')
  await tap(page, /^Tất cả/)
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await sentAll(page)
  expect(await stored(page, 'drafts')).toEqual([])
}, 90_000)
