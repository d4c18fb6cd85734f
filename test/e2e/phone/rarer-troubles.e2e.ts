/** Rarer troubles, each as a test of its own: what was written is kept and sent, and what was left behind stays behind. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startDemoServer, type DemoServer, type TeamCode } from './support/demo-server.js'
import { enrol, goTo, makeReport, newPhone, openApp, openBrowser, openWork, type OutboxRow, sendNow, stored, tap, until } from './support/phone.js'
import { weakNetwork, type WeakNetwork } from './support/weak-network.js'

let server: DemoServer
let browser: Browser
let network: WeakNetwork
let context: BrowserContext
let page: Page
let code: TeamCode
let url: string

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
  url = `http://127.0.0.1:${network.port}`
  context = await newPhone(browser)
  page = await openApp(context, 'about:blank')
}, 60_000)

afterEach(async () => {
  await context.close()
  await network.close()
})

test('busy already at the first greeting: the time it names is kept, and it is not called a missing network', async () => {
  await enrol(page, url, code.code)
  network.answerWith('GET', /ping$/, { status: 503, headers: { 'Retry-After': '600' }, problem: { title: 'Máy chủ đang bận.', code: 'busy' } })
  await sendNow(page)
  await page.getByText(/^Bên nhận đang bận, hẹn lại lúc/).waitFor()
  const [post] = (await stored<{ notBefore?: number; isAppointed?: boolean }>(page, 'meta')).filter((row) => row?.notBefore !== undefined)
  expect(post?.isAppointed).toBe(true)
  expect(((post?.notBefore ?? 0) - Date.now()) / 1000).toBeGreaterThan(590)
}, 60_000)

test('so full that nothing can be written down: recordings make room, and what waits is sent', async () => {
  await enrol(page, url, code.code)
  await openWork(page)
  network.setDown(true)
  await makeReport(page)
  await page.evaluate(() => {
    // Full until something is let go, as a real phone is.
    const { put, add, clear } = IDBObjectStore.prototype
    const full = (): never => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    Object.assign(IDBObjectStore.prototype, {
      put: full,
      add: full,
      clear(this: IDBObjectStore) {
        if (this.name === 'files') Object.assign(IDBObjectStore.prototype, { put, add })
        return clear.call(this)
      },
    })
  })
  network.setDown(false)
  await until(
    async () => {
      await sendNow(page)
      return (await stored<OutboxRow>(page, 'outbox')).find((row) => row.kind === 'report')?.state
    },
    (state) => state === 'sent',
  )
}, 90_000)

test('a disk full to the last byte: it is said, nothing on the screen is lost, and it opens again once there is room', async () => {
  await enrol(page, url, code.code)
  await openWork(page)
  for (const name of ['Báo cáo', 'Họp thôn', '50', /^Tất cả/]) await tap(page, name)
  await page.getByText('Ghi thêm').click()
  await page.evaluate(() => {
    // As Chromium answers then: not only writing fails, and not with a word about room.
    const { transaction } = IDBDatabase.prototype
    Object.assign(IDBDatabase.prototype, {
      transaction: (): never => {
        throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError')
      },
    })
    Object.assign(globalThis, { makeRoom: () => Object.assign(IDBDatabase.prototype, { transaction }) })
  })
  await page.getByLabel('Đề nghị').fill('Xin thêm tờ rơi tiếng Mông')
  await page.getByText('Máy đã đầy, chưa lưu được.').waitFor()
  // What is not written down is not called so.
  expect(await page.getByText(/^Đã lưu lúc/).count()).toBe(0)
  expect(await page.getByLabel('Đề nghị').inputValue()).toBe('Xin thêm tờ rơi tiếng Mông')
  await goTo(page, 'gui')
  await page.getByText('Máy đã đầy nên chưa mở được.').waitFor()
  await page.evaluate(() => (globalThis as unknown as { makeRoom: () => void }).makeRoom())
  await tap(page, 'Mở lại')
  await page.getByRole('heading', { name: 'Chờ gửi', level: 1 }).waitFor()
}, 60_000)

test('a finger that taps twice does everything once', async () => {
  const twice = async (name: RegExp): Promise<void> => {
    await page.getByRole('button', { name }).first().evaluate(async (element) => {
      ;(element as HTMLElement).click()
      await new Promise((done) => setTimeout(done, 30))
      ;(element as HTMLElement).click()
    })
  }
  const made = async (kind: string): Promise<number> => (await stored<OutboxRow>(page, 'outbox')).filter((row) => row.kind === kind || row.body.kind === kind).length
  await enrol(page, url, code.code)
  await openWork(page)
  await twice(/^Xác nhận/)
  await page.getByText(/^Đã xác nhận:/).waitFor()
  await page.waitForTimeout(300)
  const hashes = (await stored<{ body: { kind?: string; bundleHash?: string } }>(page, 'outbox')).flatMap((row) => (row.body.kind === 'acknowledged' ? [row.body.bundleHash] : []))
  await tap(page, 'Lấy lại')
  await page.getByText('Đã lấy lại.').waitFor()
  expect(new Set(hashes).size).toBe(hashes.length)
  expect(await made('acknowledged')).toBe(0)
  await tap(page, 'Chưa làm được')
  await page.getByRole('button', { name: /Mưa/ }).click()
  await twice(/^Báo cho xã$/)
  await page.getByText(/^Chưa làm được: Mưa/).first().waitFor()
  expect(await made('blocked')).toBe(1)
  await goTo(page, 'to/thanh-vien')
  await tap(page, 'Có người mới')
  await page.getByLabel('Họ và tên').fill('Sùng Thị Dợ')
  await twice(/^Báo cho xã$/)
  await page.getByText('Đã ghi, chờ xã xác nhận.').waitFor()
  expect(await made('member')).toBe(1)
}, 60_000)

test('left while answers are still on their way: none of them is kept', async () => {
  await enrol(page, url, code.code)
  // The server does not hear of it, so that it still answers this phone.
  network.answerWith('DELETE', /\/me$/, { status: 500, problem: { title: 'Trục trặc.', code: 'internal' } })
  const held = network.hold('GET', /\/standing/)
  await sendNow(page)
  await held.arrived
  await goTo(page, 'to/cai-dat')
  await tap(page, 'Ra khỏi tổ trên máy này')
  await tap(page, 'Xoá hết và ra')
  await page.getByRole('heading', { name: 'Đưa máy này vào tổ' }).waitFor()
  held.release()
  await until(() => network.passed.filter((one) => one.path.startsWith('/standing')).at(-1)?.status, (status) => status === 200)
  await page.waitForTimeout(500)
  for (const store of ['meta', 'deliveries', 'outbox', 'content', 'files', 'reports', 'marks']) expect({ store, rows: await stored(page, store) }).toEqual({ store, rows: [] })
}, 60_000)

test('a tap in the very moment the app appears is followed', async () => {
  await enrol(page, url, code.code)
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      const watch = new MutationObserver(() => {
        if (document.querySelector('#app')?.textContent) return
        watch.disconnect()
        location.hash = '#/gui'
      })
      watch.observe(document.body, { childList: true, subtree: true })
    })
  })
  await page.goto('about:blank')
  await page.goto(`${url}/`)
  await page.getByRole('heading', { name: 'Chờ gửi', level: 1 }).waitFor()
}, 60_000)

test('back from a text, the list stands where it was left; another screen begins at its top', async () => {
  await enrol(page, url, code.code)
  await page.setViewportSize({ width: 360, height: 320 })
  await goTo(page, '')
  const row = page.locator('.task').first()
  await row.waitFor()
  const left = await page.evaluate(() => {
    scrollTo(0, document.body.scrollHeight)
    return scrollY
  })
  expect(left).toBeGreaterThan(60)
  // Not as Playwright clicks, which would scroll first.
  await row.evaluate((link: HTMLElement) => link.click())
  await page.getByRole('button', { name: 'Quay lại' }).waitFor()
  await until(() => page.evaluate(() => scrollY), (y) => y === 0)
  // A busy phone: the list is read and drawn again before anything that follows its first painting has run.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0
    const other = new BroadcastChannel('lantoa')
    setInterval(() => other.postMessage('changed'), 3)
  })
  await tap(page, 'Quay lại')
  await page.locator('.task').first().waitFor()
  await page.waitForTimeout(500)
  await until(() => page.evaluate(() => scrollY), (y) => Math.abs(y - left) <= 2)
}, 60_000)
