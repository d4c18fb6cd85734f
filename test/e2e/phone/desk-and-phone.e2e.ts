/** Where the phone and the desk's pages meet: recordings made at the desk, and a phone's file taken in there. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { openPage, signIn } from '../chromium.js'
import { tone } from '../../support/sound.js'
import { type DemoServer, startDemoServer } from './support/demo-server.js'
import { enrol, goTo, makeReport, newPhone, openApp, openBrowser, openWork, type OutboxRow, sendNow, sentAll, stored, tap, until } from './support/phone.js'
import { weakNetwork } from './support/weak-network.js'

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

/** Signed in at the desk by its form, as one of the province. */
async function openDesk(role: string): Promise<Page> {
  const account = server.accounts.find((one) => one.roles.includes(role) && one.units.some((unit) => unit.type === 'province'))
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', viewport: { width: 1440, height: 900 }, baseURL: server.url })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await openPage(page, '/admin/login')
  await signIn(page, { name: account?.email ?? '', password: account?.password ?? '' })
  await page.getByRole('heading', { name: 'Việc hôm nay' }).waitFor()
  return page
}

test('recordings: uploaded at the desk, kept by the phone, played without network on a phone that has no voice', async () => {
  const desk = await openDesk('admin')
  await openPage(desk, '/admin/prompts')
  await desk.locator('.lt-page select').selectOption('hmn')
  await desk.getByText('Còn thiếu (').waitFor()
  const sound = (name: string, pitch: number) => ({ name, mimeType: 'audio/wav', buffer: tone({ seconds: 0.3, pitch }) })
  await desk.getByLabel('Các tệp ghi âm').setInputFiles([sound('nav.work.wav', 300), sound('nav.team.wav', 400), sound('outbox.event.acknowledged.wav', 450), sound('khong-co-cau-nay.wav', 500), { name: 'nav.outbox.wav', mimeType: 'audio/wav', buffer: Buffer.from('không phải âm thanh') }])
  await desk.getByText('khong-co-cau-nay.wav: Không có câu nào mang tên này.').waitFor()
  await desk.getByText(/^nav\.outbox\.wav: Tệp này không phải bản ghi âm/).waitFor()
  await desk.getByRole('button', { name: 'Đã có (3)' }).click()
  await desk.getByRole('row', { name: /nav\.team/ }).getByRole('button', { name: 'Nghe: Tổ mình' }).click()
  await desk.getByRole('button', { name: 'Dừng: Tổ mình' }).waitFor()
  await desk.context().close()

  const network = await weakNetwork(server.url)
  const context = await newPhone(browser)
  await context.addInitScript(() => {
    const played: string[] = []
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      this.addEventListener('ended', () => played.push(this.src.slice(0, 5)))
      return play.call(this)
    }
    Object.assign(globalThis, { played })
  })
  const page = await openApp(context, 'about:blank')
  await enrol(page, `http://127.0.0.1:${network.port}`, (await server.nextCode()).code)
  await goTo(page, 'to/cai-dat')
  await tap(page, 'Tiếng Mông')
  await sendNow(page)
  await until(() => stored<{ use: string }>(page, 'files'), (files) => files.filter((file) => file.use === 'prompt').length === 3)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  network.setDown(true)
  await page.reload()
  await page.getByRole('heading', { name: 'Chờ gửi', level: 1 }).waitFor()
  await goTo(page, '')
  await page.locator('.task').first().waitFor()
  const played = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { played: string[] }).played)
  await page.getByRole('button', { name: 'Nghe màn hình này' }).click()
  // Headless Chromium has no Vietnamese voice: what is heard are the recordings of this screen's two places, and of what is due.
  await until(played, (sounds) => sounds.length >= 3)
  expect(new Set(await played())).toEqual(new Set(['blob:']))
  await page.getByRole('button', { name: 'Nghe màn hình này' }).waitFor()
  const before = (await played()).length
  await openWork(page)
  await page.getByRole('button', { name: 'Nghe màn hình này' }).click()
  // "Xác nhận: Giàng Seo Páo", the button that matters: its first word is recorded, the name is not.
  await until(played, (sounds) => sounds.length > before)
  await context.close()
  await network.close()
}, 180_000)

test('a phone without network: its file is taken in at the desk, and what it sends later counts once', async () => {
  const code = await server.nextCode()
  const network = await weakNetwork(server.url)
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  await enrol(page, `http://127.0.0.1:${network.port}`, code.code)
  const delivery = await openWork(page)
  network.setDown(true)
  await tap(page, /^Xác nhận/)
  await page.getByText(/^Đã xác nhận:/).waitFor()
  await makeReport(page)
  await goTo(page, 'gui')
  const [download] = await Promise.all([page.waitForEvent('download'), tap(page, 'Lưu ra tệp')])
  const saved = { name: download.suggestedFilename(), mimeType: 'application/json', buffer: await readFile(await download.path()) }

  const desk = await openDesk('manager')
  await openPage(desk, '/admin/outbox-file')
  const chosen = desk.locator('input[type=file]')
  await chosen.setInputFiles({ name: 'anh.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
  await desk.getByText('Tệp này không phải tệp “chờ gửi” của Lan Tỏa').waitFor()
  await chosen.setInputFiles(saved)
  await desk.getByText(/Đúng do máy .* của tổ ghi ra/).waitFor()
  await desk.getByRole('button', { name: /^Nhận \d+ mục$/ }).click()
  await desk.getByText(/^Đã nhận \d+ mục; \d+ mục đã có từ trước\.$/).waitFor()
  const facts = async () => (await server.desk({ path: `/api/deliveries/${delivery}` })).body as Record<string, unknown>
  const atDesk = await facts()
  expect(atDesk).toMatchObject({ acknowledgedAt: expect.any(String), reportedAt: expect.any(String) })
  const reports = async () => ((await server.desk({ path: `/api/reports?where[team][equals]=${code.teamId}&limit=100` })).body as { docs: { clientId: string; deliveries: string[]; via: string; recordedBy?: unknown }[] }).docs.filter((one) => one.deliveries.includes(delivery))
  expect(await reports()).toMatchObject([{ via: 'phone', recordedBy: expect.anything() }])

  network.setDown(false)
  await sendNow(page)
  const rows = await sentAll(page)
  const mine = rows.filter((row: OutboxRow) => row.kind === 'report' || row.body.kind === 'acknowledged')
  expect(mine.length).toBeGreaterThanOrEqual(2)
  expect(mine.map((row) => row.outcome?.status)).toEqual(mine.map(() => 200))
  expect(await reports()).toHaveLength(1)
  expect(await facts()).toMatchObject({ acknowledgedAt: atDesk.acknowledgedAt, reportedAt: atDesk.reportedAt })

  await chosen.setInputFiles([])
  await chosen.setInputFiles(saved)
  await desk.getByText('Mọi mục trong tệp đã có ở đây').waitFor()
  await desk.context().close()
  await context.close()
  await network.close()
}, 180_000)
