/** Each trouble a village phone meets, as a test of its own: nothing is lost, nothing counts twice. */
import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { startDemoServer, type DemoServer, type TeamCode } from './support/demo-server.js'
import { deviceKey, enrol, field, goTo, makeReport, newPhone, openApp, openBrowser, openWork, sendNow, sentAll, stored, tap, until, type OutboxRow } from './support/phone.js'
import { weakNetwork, type Passed, type WeakNetwork } from './support/weak-network.js'

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

interface OwnReports {
  items: { clientId: string; state: string }[]
}

async function ownReports(): Promise<string[]> {
  const { body } = await field<OwnReports>(server.url, await deviceKey(page), '/reports')
  return body.items.map((item) => item.clientId)
}

async function reportEntry(from: Page = page): Promise<OutboxRow | undefined> {
  return (await stored<OutboxRow>(from, 'outbox')).find((row) => row.kind === 'report')
}

test('killed mid-send: the page that comes back sends the same, once', async () => {
  await enrol(page, url, code.code)
  await openWork(page)
  const held = network.hold('POST', /\/reports$/)
  await makeReport(page)
  await held.arrived
  await page.close()
  held.release()
  page = await openApp(context, url)
  await sendNow(page)
  await sentAll(page)
  const entry = await reportEntry()
  expect((await ownReports()).filter((id) => id === entry?.clientId)).toHaveLength(1)
}, 90_000)

test('the answer is lost after the server stored: asked again, the same answer, one report', async () => {
  await enrol(page, url, code.code)
  await openWork(page)
  const heal = network.loseAnswers('POST', /\/reports$/)
  await makeReport(page)
  await until(sentReports, (sent) => sent.some((one) => one.status === 201))
  await sendNow(page)
  heal()
  await sendNow(page)
  await sentAll(page)
  const [first, ...others] = sentReports()
  expect(first?.status).toBe(201)
  expect(others.length).toBeGreaterThan(0)
  for (const other of others) expect(other).toMatchObject({ status: 200, body: first?.body })
  expect(await ownReports()).toHaveLength(1 + (await earlier()))
}, 90_000)

test('ten replays of the same report and acknowledgement change nothing', async () => {
  await enrol(page, url, code.code)
  const deliveryId = await openWork(page)
  await tap(page, /^Xác nhận/)
  await makeReport(page)
  await page.waitForTimeout(10_500)
  await sentAll(page)
  const key = await deviceKey(page)
  const sent = network.passed.filter((one) => one.method === 'POST' && /^\/(reports|events)$/.test(one.path))
  const before = await field(server.url, key, `/standing?year=${new Date().getFullYear()}`)
  for (let turn = 0; turn < 10; turn += 1) {
    for (const one of sent) expect((await field(server.url, key, one.path, { method: 'POST', body: one.body })).status).toBe(200)
  }
  expect(await field(server.url, key, `/standing?year=${new Date().getFullYear()}`)).toEqual(before)
  const facts = await server.desk({ path: `/api/acknowledgements?where[team][equals]=${code.teamId}&limit=100&depth=0` })
  const { docs } = facts.body as { docs: { delivery: string }[] }
  expect(docs.filter((doc) => doc.delivery === deliveryId).length).toBe(sent.flatMap((one) => one.body.match(/"acknowledged"/g) ?? []).length)
}, 120_000)

test('a photo is refused: its report stands, the photo says why and is let go by a person', async () => {
  await enrol(page, url, code.code)
  await openWork(page)
  for (const name of ['Báo cáo', 'Họp thôn', '50', /^Tất cả/]) await tap(page, name)
  await page.getByText('Ghi thêm').click()
  const photo = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#a52' } }).jpeg().toBuffer()
  await page.locator('input[type=file]').setInputFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer: photo })
  await page.getByRole('img').waitFor()
  network.answerWith('PUT', /photos/, { status: 415, problem: { title: 'Tệp này không phải ảnh. Hãy chụp lại.', code: 'not-an-image' } })
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await goTo(page, 'gui')
  await page.getByText('Tệp này không phải ảnh. Hãy chụp lại.').waitFor()
  const rows = await stored<OutboxRow>(page, 'outbox')
  expect(rows.find((row) => row.kind === 'report')?.state).toBe('sent')
  expect(rows.find((row) => row.kind === 'photo')?.state).toBe('failed')
  await tap(page, 'Đã xem, bỏ khỏi danh sách')
  await page.getByText('Tệp này không phải ảnh. Hãy chụp lại.').waitFor({ state: 'detached' })
}, 90_000)

test('the server is busy and names a time: nobody is hurried, nothing is lost', async () => {
  await enrol(page, url, code.code)
  await openWork(page)
  network.answerWith('POST', /reports$/, { status: 503, headers: { 'Retry-After': '4' }, problem: { title: 'Máy chủ đang bận.', code: 'busy' } })
  await makeReport(page)
  await goTo(page, 'gui')
  await page.getByText(/^Bên nhận đang bận, hẹn lại lúc/).waitFor()
  const askedAt = Date.now()
  await tap(page, 'Gửi ngay')
  await sentAll(page)
  expect(Date.now() - askedAt).toBeGreaterThan(1_500)
  expect(sentReports().map((one) => one.status)).toEqual([503, 201])
}, 90_000)

test('two tabs do not send twice', async () => {
  await enrol(page, url, code.code)
  const second = await openApp(context, url)
  await second.locator('.task').first().waitFor()
  await openWork(page)
  network.setDown(true)
  await makeReport(page)
  network.setDown(false)
  network.passed.length = 0
  await Promise.all([sendNow(page), sendNow(second)])
  await sentAll(page)
  expect(sentReports()).toHaveLength(1)
}, 90_000)

test('a hotspot’s sign-in page is not an answer', async () => {
  await enrol(page, url, code.code)
  await openWork(page)
  network.setPortal(true)
  await makeReport(page)
  await sendNow(page)
  await page.getByText('Chưa liên lạc được.').first().waitFor()
  expect((await reportEntry())?.state).toBe('waiting')
  network.setPortal(false)
  await sendNow(page)
  await sentAll(page)
}, 90_000)

test('no network at all: starts from the phone, reads, acknowledges, reports; all of it leaves later', async () => {
  await enrol(page, url, code.code)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  network.setDown(true)
  await page.close()
  page = await openApp(context, url)
  await openWork(page)
  await page.locator('.text p').first().waitFor()
  await tap(page, /^Xác nhận/)
  await makeReport(page)
  await goTo(page, '')
  await page.getByText('Chưa có mạng.').waitFor()
  network.setDown(false)
  await page.waitForTimeout(10_500)
  await sendNow(page)
  await sentAll(page)
}, 120_000)

test('storage full: it is said, what is on the screen stays, and is kept once there is room', async () => {
  await enrol(page, url, code.code)
  await openWork(page)
  await tap(page, 'Báo cáo')
  await tap(page, 'Họp thôn')
  await tap(page, '50')
  await tap(page, /^Tất cả/)
  await page.getByText('Ghi thêm').click()
  await page.evaluate(() => {
    // A full phone, as the browser tells it: Chromium's own quota override does not reach IndexedDB.
    const { put, add } = IDBObjectStore.prototype
    const full = (): never => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    Object.assign(IDBObjectStore.prototype, { put: full, add: full })
    Object.assign(globalThis, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { put, add }) })
  })
  await page.getByLabel('Đề nghị').fill('Xin thêm tờ rơi tiếng Mông')
  await page.getByText('Máy đã đầy').waitFor()
  expect(await page.getByLabel('Đề nghị').inputValue()).toBe('Xin thêm tờ rơi tiếng Mông')
  await page.evaluate(() => (globalThis as unknown as { makeRoom: () => void }).makeRoom())
  await tap(page, 'Lưu lại')
  await until(async () => (await stored<{ proposals: string }>(page, 'drafts'))[0]?.proposals, (kept) => kept === 'Xin thêm tờ rơi tiếng Mông')
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await sentAll(page)
}, 90_000)

test('revoked: says so, hands over what is unsent, and a new code sends it', async () => {
  await enrol(page, url, code.code)
  await openWork(page)
  network.setDown(true)
  await makeReport(page)
  for (const name of ['Báo cáo thêm buổi', 'Họp chi bộ', '15']) await tap(page, name)
  await page.getByRole('heading', { name: /bao nhiêu hộ/ }).waitFor()
  const devices = await server.desk({ path: `/api/devices?where[team][equals]=${code.teamId}&limit=50&depth=0` })
  for (const device of (devices.body as { docs: { id: string }[] }).docs) {
    expect((await server.desk({ method: 'POST', path: `/api/devices/${device.id}/revoke`, json: {} })).status).toBe(200)
  }
  network.setDown(false)
  await sendNow(page)
  await page.getByRole('heading', { name: 'Máy này không còn trong tổ' }).waitFor()
  // A report that was only begun can still be finished, to go into the file with the other.
  await page.getByRole('link', { name: /^Viết dở/ }).click()
  await tap(page, 'Không rõ')
  await tap(page, 'Gửi báo cáo')
  await page.getByRole('heading', { name: 'Máy này không còn trong tổ' }).waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), tap(page, 'Lưu ra tệp')])
  const saved = await file.path()
  const inFile = (JSON.parse(await readFile(saved, 'utf8')) as { messages: { kind: string }[] }).messages
  expect(inFile.filter((one) => one.kind === 'report')).toHaveLength(2)
  expect((await reportEntry())?.state).toBe('waiting')

  const [teamUnit] = ((await server.desk({ path: `/api/teams?where[id][equals]=${code.teamId}&depth=0` })).body as { docs: { unit: string }[] }).docs
  const made = await server.desk({ method: 'POST', path: `/api/org-units/${teamUnit?.unit}/enrolment-codes`, json: { teamIds: [code.teamId] } })
  const fresh = (made.body as { codes: { code: string }[] }).codes[0]?.code ?? ''

  // Another phone of the team takes the file in and sends it.
  const other = await newPhone(browser)
  const otherPage = await openApp(other, 'about:blank')
  await enrol(otherPage, server.url, fresh)
  await goTo(otherPage, 'gui')
  await otherPage.locator('input[type=file]').setInputFiles(saved)
  await otherPage.getByText(/^Đã nhận \d+ mục/).waitFor()
  await sendNow(otherPage)
  await sentAll(otherPage)
  await other.close()

  // The first phone comes back with a code of its own; what it had is known already, and counts once.
  const again = await server.desk({ method: 'POST', path: `/api/org-units/${teamUnit?.unit}/enrolment-codes`, json: { teamIds: [code.teamId] } })
  await tap(page, 'Có mã mới: vào lại tổ')
  await page.getByLabel('Mã của tổ').fill((again.body as { codes: { code: string }[] }).codes[0]?.code ?? '')
  await tap(page, 'Xem là tổ nào')
  await tap(page, 'Đúng, vào tổ này')
  await page.locator('.task').first().waitFor()
  await sendNow(page)
  const rows = await sentAll(page)
  expect(rows.find((row) => row.kind === 'report')?.outcome?.status).toBe(200)
}, 120_000)

test('a clock wrong by a day: the fact has its true time', async () => {
  await context.close()
  context = await newPhone(browser)
  await context.addInitScript(() => {
    const RealDate = Date
    const ahead = 86_400_000
    class SkewedDate extends RealDate {
      constructor(...given: unknown[]) {
        if (given.length === 0) super(RealDate.now() + ahead)
        else super(...(given as [number]))
      }
      static override now(): number {
        return RealDate.now() + ahead
      }
    }
    globalThis.Date = SkewedDate as DateConstructor
  })
  page = await openApp(context, 'about:blank')
  await enrol(page, url, code.code)
  const deliveryId = await openWork(page)
  await tap(page, /^Xác nhận/)
  const madeAt = Date.now()
  await page.waitForTimeout(10_500)
  await sentAll(page)
  const read = await server.desk({ path: `/api/deliveries/${deliveryId}?depth=0` })
  const { acknowledgedAt } = read.body as { acknowledgedAt: string }
  expect(Math.abs(Date.parse(acknowledgedAt) - madeAt)).toBeLessThan(5_000)
  await tap(page, 'Báo cáo')
  await tap(page, 'Họp thôn')
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  expect((await stored<{ sessions: { date: string }[] }>(page, 'drafts'))[0]?.sessions[0]?.date).toBe(today)
}, 90_000)

test('enrolment’s answer is lost: asked again, the same place, one device', async () => {
  await page.goto(`${url}/#enrol=${code.code}`)
  const heal = network.loseAnswers('POST', /\/enrol$/)
  await tap(page, 'Đúng, vào tổ này')
  await page.getByText('Đã gửi mà chưa nghe trả lời.').waitFor()
  heal()
  await tap(page, 'Hỏi lại')
  await page.locator('.task').first().waitFor()
  const [first, ...others] = network.passed.filter((one) => one.path === '/enrol')
  expect(first?.status).toBe(201)
  for (const other of others) expect(other.status).toBe(200)
  const devices = await server.desk({ path: `/api/devices?where[team][equals]=${code.teamId}&limit=50&depth=0` })
  const mine = (devices.body as { docs: { name: string; revokedAt?: string }[] }).docs.filter((doc) => doc.name === 'Điện thoại của tổ' && !doc.revokedAt)
  expect(mine).toHaveLength(1)
}, 90_000)

function sentReports(): Passed[] {
  return network.passed.filter((one) => one.method === 'POST' && one.path === '/reports')
}

/** Reports the demonstration already had for this team. */
async function earlier(): Promise<number> {
  const entry = await reportEntry()
  return (await ownReports()).filter((id) => id !== entry?.clientId).length
}
