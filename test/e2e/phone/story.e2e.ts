/** The whole story in a real browser against the real server: from the printed sheet to the accepted report. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { startDemoServer, type DemoServer } from './support/demo-server.js'
import { deviceKey, enrol, field, goTo, makeReport, newPhone, openApp, openBrowser, openWork, sendNow, sentAll, stored, tap, textsKept, until } from './support/phone.js'
import { weakNetwork } from './support/weak-network.js'

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  server = await startDemoServer()
  browser = await openBrowser()
}, 180_000)

afterAll(async () => {
  await browser.close()
  await server.stop()
})

interface ReportRow {
  id: string
  clientId: string
  state: string
  householdsReached: number
  photos: { state: string }[]
}

test('from QR to accepted report', async () => {
  const code = await server.nextCode()
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  const begun = Date.now()

  await page.goto(`${server.url}/#enrol=${code.code}`)
  await page.getByRole('heading', { name: 'Đúng tổ của mình không?' }).waitFor()
  await page.getByRole('heading', { name: code.team }).waitFor()
  expect(page.url()).not.toContain(code.code)
  await tap(page, 'Đúng, vào tổ này')
  await textsKept(page)

  const deliveryId = await openWork(page)
  await page.locator('.text p').first().waitFor()
  await tap(page, /^Xác nhận/)
  await page.getByText(/^Đã xác nhận:/).waitFor()
  const seconds = (Date.now() - begun) / 1000
  expect(seconds).toBeLessThan(60)

  // Ten seconds in which nothing has left the phone.
  await tap(page, 'Lấy lại')
  await page.getByText('Đã lấy lại.').waitFor()
  expect((await stored<{ body: { kind?: string } }>(page, 'outbox')).filter((row) => row.body.kind === 'acknowledged')).toEqual([])
  await tap(page, /^Xác nhận/)

  // Without network: the report, in five taps, with a photo and a text that names someone.
  await context.setOffline(true)
  let taps = 0
  const next = async (name: string | RegExp): Promise<void> => {
    await tap(page, name)
    taps += 1
  }
  await next('Báo cáo')
  await next('Họp thôn')
  await next('50')
  await next(/^Tất cả/)
  await page.getByText(/^Đã lưu lúc/).waitFor()
  await page.getByText('Ghi thêm').click()
  const photo = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#4a7' } }).jpeg().toBuffer()
  await page.locator('input[type=file]').setInputFiles({ name: 'bang.jpg', mimeType: 'image/jpeg', buffer: photo })
  await page.getByRole('img').waitFor()
  await page.getByLabel('Khó khăn').fill('Gọi bà Hoàng Thị Lan số 0912345678')
  await page.locator('mark').first().waitFor()
  await page.getByLabel('Khó khăn').fill('Đường trơn, đi lại khó')
  await page.locator('mark').first().waitFor({ state: 'detached' })
  await next('Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  expect(taps).toBeLessThanOrEqual(6)
  await page.getByText('Đã báo cáo').first().waitFor()

  await context.setOffline(false)
  await sendNow(page)
  const rows = await sentAll(page)
  expect(rows.map((row) => row.body.kind ?? row.kind).sort()).toEqual(expect.arrayContaining(['acknowledged', 'photo', 'report']))

  const key = await deviceKey(page)
  const mine = await field<{ items: { clientId: string; body: { difficulties: string } }[] }>(server.url, key, '/reports')
  const sent = rows.find((row) => row.kind === 'report')
  expect(mine.body.items.find((item) => item.clientId === sent?.clientId)?.body.difficulties).toBe('Đường trơn, đi lại khó')

  // The desk returns it; the phone opens it with the reason on top and all that was typed.
  const found = await server.desk({ path: `/api/reports?where[team][equals]=${code.teamId}&limit=50` })
  const report = (found.body as { docs: ReportRow[] }).docs.find((doc) => doc.clientId === sent?.clientId)
  expect(report?.photos.map((one) => one.state)).toEqual(['stored'])
  expect((await server.desk({ method: 'POST', path: `/api/reports/${report?.id}/return`, json: { reason: 'Ghi rõ nơi họp giúp xã.' } })).status).toBe(200)
  await sendNow(page)
  await goTo(page, `da-bao-cao/${sent?.clientId}`)
  await page.getByText('Ghi rõ nơi họp giúp xã.').waitFor()
  await goTo(page, `viec/${deliveryId}`)
  await page.getByText('Ghi rõ nơi họp giúp xã.').waitFor()
  await tap(page, 'Sửa và gửi lại')
  await page.getByRole('heading', { name: 'Xem lại rồi gửi' }).waitFor()
  await page.getByText('Ghi rõ nơi họp giúp xã.').waitFor()
  await page.getByText('50 người').waitFor()
  await page.getByText('Ghi thêm').click()
  await page.getByLabel('Họp ở đâu?').fill('Nhà văn hoá thôn')
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await sendNow(page)
  await sentAll(page)

  const again = await server.desk({ path: `/api/reports?where[team][equals]=${code.teamId}&limit=50` })
  const revision = (again.body as { docs: (ReportRow & { supersedes?: string })[] }).docs.find((doc) => doc.supersedes === sent?.clientId)
  expect(revision?.householdsReached).toBeGreaterThan(0)
  expect((await server.desk({ method: 'POST', path: `/api/reports/${revision?.id}/reply`, json: { text: 'Xã cảm ơn tổ.' } })).status).toBe(200)
  expect((await server.desk({ method: 'POST', path: `/api/reports/${revision?.id}/accept`, json: {} })).status).toBe(200)
  await sendNow(page)
  // The answer to work that is done is not folded away with it before someone has seen it.
  await goTo(page, '')
  await page.getByRole('heading', { name: 'Cấp trên trả lời' }).waitFor()
  await page.getByText('trả lời: Xã cảm ơn tổ.').waitFor()
  await goTo(page, `viec/${deliveryId}`)
  await page.getByText('Xã đã duyệt').first().waitFor()
  await page.getByText('Xã cảm ơn tổ.').waitFor()
  await goTo(page, '')
  await page.getByText(/^Đã xong/).waitFor()
  expect(await page.getByRole('heading', { name: 'Cấp trên trả lời' }).count()).toBe(0)
  // And in the list of what the team has sent, each report as it stands now, the one that was returned no more.
  await goTo(page, 'to/nam-nay')
  const listed = page.getByRole('link', { name: new RegExp(`^${(await deliveryTitle(page, deliveryId)).slice(0, 20)}`) })
  await listed.filter({ hasText: 'Xã đã duyệt' }).first().waitFor()
  expect(await listed.filter({ hasText: 'Xã trả lại' }).count()).toBe(0)
  await context.close()
}, 180_000)

/** The resolution with a recording, among what is done or not. */
async function openResolution(page: Page): Promise<void> {
  const folded = page.getByText(/^Đã xong \(/)
  if (await folded.count()) await folded.click()
  await page.locator('.task', { hasText: '72-NQ/TW' }).click()
}

async function deliveryTitle(page: Page, id: string): Promise<string> {
  const found = (await stored<{ id: string; assignment: { title: string } }>(page, 'deliveries')).find((one) => one.id === id)
  return found?.assignment.title ?? ''
}

test('no names yet: the person types their own and acknowledges at once', async () => {
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  await enrol(page, server.url, (await server.nextCode()).code)
  await openWork(page)
  await tap(page, 'Người khác')
  await tap(page, 'Tên tôi chưa có')
  await page.getByLabel('Họ và tên').fill('Giàng Thị Mỷ')
  await tap(page, 'Báo cho xã')
  await page.getByText('Đã xác nhận: Giàng Thị Mỷ').waitFor()
  await page.waitForTimeout(10_500)
  expect(await page.getByRole('button', { name: 'Lấy lại' }).count()).toBe(0)
  const rows = await sentAll(page)
  expect(rows.find((row) => row.kind === 'member')?.outcome?.status).toBe(201)
  expect(rows.filter((row) => row.body.kind === 'acknowledged').every((row) => row.outcome?.status === 201)).toBe(true)

  // "Không phải tôi": both stay on record, the effect is gone.
  await tap(page, /^Không phải tôi/)
  await page.getByRole('button', { name: /^Xác nhận/ }).waitFor()
  const after = await sentAll(page)
  expect(after.find((row) => row.body.kind === 'retracted')?.outcome?.status).toBe(201)
  await context.close()
}, 120_000)

test('leaving the team asks first while something is unsent, then clears everything and signs out', async () => {
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  await enrol(page, server.url, (await server.nextCode()).code)
  const key = await deviceKey(page)
  await openWork(page)
  await context.setOffline(true)
  await makeReport(page)
  await goTo(page, 'to/cai-dat')
  await tap(page, 'Ra khỏi tổ trên máy này')
  await page.getByText(/^Còn \d+ mục chưa gửi/).waitFor()
  await tap(page, 'Thôi')
  await context.setOffline(false)
  await sendNow(page)
  await sentAll(page)
  await goTo(page, 'to/cai-dat')
  await tap(page, 'Ra khỏi tổ trên máy này')
  await page.getByText('Mọi thứ đã gửi.').waitFor()
  await tap(page, 'Xoá hết và ra')
  await page.getByRole('heading', { name: 'Đưa máy này vào tổ' }).waitFor()
  for (const store of ['meta', 'deliveries', 'outbox', 'content', 'drafts', 'reports']) expect(await stored(page, store)).toEqual([])
  expect((await field(server.url, key, '/me')).status).toBe(401)
  await context.close()
}, 120_000)

test('listens without network, and goes on where it stopped', async () => {
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  await enrol(page, server.url, (await server.nextCode()).code)
  await openResolution(page)
  await page.getByRole('button', { name: 'Nghe', exact: true }).waitFor()
  await context.setOffline(true)
  await tap(page, 'Nghe')
  await tap(page, '1,25 lần')
  const at = (): Promise<number> => page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0)
  await until(at, (seconds) => seconds > 1.5)
  expect(await page.evaluate(() => document.querySelector('audio')?.playbackRate)).toBe(1.25)
  await tap(page, 'Dừng')
  const stopped = await at()
  await goTo(page, '')
  await page.locator('.task').first().waitFor()
  await page.goBack()
  await page.getByRole('button', { name: /^Nghe tiếp/ }).waitFor()
  expect(Math.abs((await until(at, (seconds) => seconds > 0)) - stopped)).toBeLessThan(1)
  await context.close()
}, 120_000)

test('a changed document: what changed is shown, and it asks again only when it must', async () => {
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  await enrol(page, server.url, (await server.nextCode()).code)
  const deliveryId = await openWork(page)
  await tap(page, /^Xác nhận/)
  await page.waitForTimeout(10_500)
  await sentAll(page)
  const delivery = (await stored<{ id: string; assignment: { id: string }; content: { id: string; type?: string }[] }>(page, 'deliveries')).find((one) => one.id === deliveryId)
  const content = delivery?.content[0]
  const type = content?.type ?? 'campaigns'
  const amend = async (materiality: string, goal: string, note: string): Promise<void> => {
    const saved = await server.desk({ as: 'editor', method: 'PATCH', path: `/api/${type}/${content?.id}?locale=vi`, json: type === 'campaigns' ? { goal, body: goal } : { summary: goal } })
    expect(saved.status).toBe(200)
    expect((await server.desk({ as: 'editor', method: 'POST', path: `/api/${type}/${content?.id}/approve`, json: { language: 'vi' } })).status).toBe(201)
    expect((await server.desk({ as: 'editor', method: 'POST', path: `/api/assignments/${delivery?.assignment.id}/amend`, json: { materiality, note } })).status).toBe(202)
  }
  const hasNewText = async (goal: string): Promise<void> => {
    await until(
      async () => {
        await sendNow(page)
        await goTo(page, `viec/${deliveryId}`)
        await page.waitForTimeout(500)
        return page.getByText(goal).count()
      },
      (count) => count > 0,
    )
  }
  await amend('editorial', 'Mỗi nhà một việc, làm xong trước Tết.', 'Sửa lỗi chữ.')
  await hasNewText('Mỗi nhà một việc, làm xong trước Tết.')
  await page.getByText('Văn bản đã thay đổi').waitFor()
  expect(await page.getByRole('button', { name: /^Xác nhận/ }).count()).toBe(0)
  await amend('material', 'Mỗi nhà một việc, làm xong trước tháng 4.', 'Đổi hạn sang tháng 4.')
  await hasNewText('Mỗi nhà một việc, làm xong trước tháng 4.')
  await page.getByText('Thay đổi lớn: xin xác nhận lại.').waitFor()
  await page.getByRole('button', { name: /^Xác nhận/ }).waitFor()
  await context.close()
}, 180_000)

test('a text that changed before anyone here knew it is simply new: nothing is said of changes', async () => {
  const code = await server.nextCode()
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  await enrol(page, server.url, code.code)
  await goTo(page, '')
  const [delivery] = (await stored<{ id: string; facts: { acknowledgedAt?: string | null }; assignment: { ackDue?: string }; content: { bundles: { replaces?: string }[] }[] }>(page, 'deliveries')).filter(
    (one) => !one.facts.acknowledgedAt && one.assignment.ackDue && one.content.some((content) => content.bundles.some((bundle) => bundle.replaces)),
  )
  if (!delivery) throw new Error('no work with a changed text')
  await goTo(page, `viec/${delivery.id}`)
  await page.locator('.text p').first().waitFor()
  await page.getByRole('button', { name: /^Xác nhận/ }).waitFor()
  await page.waitForTimeout(500)
  expect(await page.getByText('Văn bản đã thay đổi').count()).toBe(0)
  await context.close()
}, 60_000)

test('nobody named yet: the list says so, and whoever holds the phone writes down themselves', async () => {
  const network = await weakNetwork(server.url)
  network.rewrite('/field/v1/me', (text) => JSON.stringify({ ...(JSON.parse(text) as object), members: [] }))
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  await enrol(page, `http://127.0.0.1:${network.port}`, (await server.nextCode()).code)
  await sendNow(page)
  await goTo(page, '')
  await page.getByRole('link', { name: 'Tổ chưa có tên ai. Ghi tên của mình' }).click()
  await tap(page, 'Có người mới')
  await page.getByRole('heading', { name: 'Tên của tôi' }).waitFor()
  await page.getByLabel('Họ và tên').fill('Giàng Thị Mỷ')
  await tap(page, 'Báo cho xã')
  await openWork(page)
  await page.getByRole('button', { name: 'Xác nhận: Giàng Thị Mỷ' }).waitFor()
  await context.close()
  await network.close()
}, 60_000)

test('only the leader may acknowledge: nobody is led to a name the commune would refuse', async () => {
  const network = await weakNetwork(server.url)
  network.rewrite('/field/v1/deliveries', (text) => text.replaceAll('"ackRule":"any"', '"ackRule":"leader"'))
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  await enrol(page, `http://127.0.0.1:${network.port}`, (await server.nextCode()).code)
  await openWork(page)
  await tap(page, 'Người khác')
  await page.getByText('Việc này cần tổ trưởng xác nhận.').waitFor()
  await page.getByRole('button', { name: /\(Tổ trưởng\)$/ }).waitFor()
  expect(await page.getByRole('button', { name: /\((Tổ phó|Thành viên)\)$|Tên tôi chưa có/ }).count()).toBe(0)
  await context.close()

  // Without a confirmed leader whoever holds the phone is one until the commune says otherwise.
  network.rewrite('/field/v1/me', (text) => JSON.stringify({ ...(JSON.parse(text) as object), members: [] }))
  const nameless = await newPhone(browser)
  const second = await openApp(nameless, 'about:blank')
  await enrol(second, `http://127.0.0.1:${network.port}`, (await server.nextCode()).code)
  await until(() => stored<{ members?: unknown[] }>(second, 'meta'), (rows) => rows.some((row) => row?.members?.length === 0))
  await openWork(second)
  await tap(second, 'Xác nhận đã đọc')
  await second.getByLabel('Họ và tên').fill('Giàng Thị Mỷ')
  expect(await second.getByText('Làm gì trong tổ?').count()).toBe(0)
  await tap(second, 'Báo cho xã')
  await second.getByText('Đã xác nhận: Giàng Thị Mỷ').waitFor()
  const made = (await stored<{ kind: string; body: { role?: string } }>(second, 'outbox')).find((row) => row.kind === 'member')
  expect(made?.body.role).toBe('leader')
  await nameless.close()
  await network.close()
}, 60_000)

test('sparing data: texts come, recordings wait to be asked for, and the list says so', async () => {
  const context = await newPhone(browser)
  await context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }))
  const page = await openApp(context, 'about:blank')
  await enrol(page, server.url, (await server.nextCode()).code)
  await page.getByText(/^Máy đang tiết kiệm dữ liệu: đã lưu 0\/1 bài nghe/).waitFor()
  expect(await stored(page, 'files')).toEqual([])
  await openResolution(page)
  await page.getByRole('button', { name: /^Tải để nghe \(/ }).click()
  await page.getByRole('button', { name: 'Nghe', exact: true }).waitFor()
  expect(await stored(page, 'files')).toHaveLength(1)
  await context.close()
}, 60_000)

test('chưa làm được: a reason, until when, and the desk sees it', async () => {
  const code = await server.nextCode()
  const context = await newPhone(browser)
  const page = await openApp(context, 'about:blank')
  await enrol(page, server.url, code.code)
  const deliveryId = await openWork(page)
  await tap(page, 'Chưa làm được')
  await tap(page, /Mưa/)
  await tap(page, '3 ngày nữa')
  await tap(page, 'Báo cho xã')
  await page.getByText(/^Chưa làm được: Mưa/).first().waitFor()
  await sentAll(page)
  const read = await server.desk({ path: `/api/deliveries/${deliveryId}` })
  expect(read.body).toMatchObject({ blocked: { reason: 'weather' } })
  await context.close()
}, 120_000)
