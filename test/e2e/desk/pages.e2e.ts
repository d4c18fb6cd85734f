/** The desk's pages on the demonstration: at a desk and on a phone, in words, found, and safe with two people in one text. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { complaintsOf, openPage, signIn, startChromium } from '../chromium.js'
import { type DemoServer, startDemoServer } from '../phone/support/demo-server.js'
import { choose, save } from './desk.js'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  server = await startDemoServer()
  browser = await startChromium()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

type Role = 'admin' | 'editor' | 'manager'

/** Signs one of the demonstration's accounts in, at its first page. */
async function at(role: Role, level: 'province' | 'commune', width = 1440, timezoneId = 'Asia/Ho_Chi_Minh'): Promise<{ page: Page; complaints: string[]; context: Awaited<ReturnType<Browser['newContext']>> }> {
  const account = server.accounts.find(({ roles, units }) => roles.includes(role) && units[0]?.type === level)
  if (!account) throw new Error('no such account')
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId, viewport: { width, height: 900 }, baseURL: server.url })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const complaints = complaintsOf(page)
  await openPage(page, '/admin/login')
  await signIn(page, { name: account.email, password: account.password })
  await page.getByRole('heading', { name: 'Việc hôm nay' }).waitFor()
  return { page, complaints, context }
}

const list = (slug: string) => `/admin/collections/${slug}`
const rows = (page: Page) => page.locator('.table tbody tr')

async function givenOut(): Promise<{ id: string; title: string }> {
  const { body } = await server.desk({ path: '/api/assignments?limit=10&depth=0' })
  const found = (body as { docs: { id: string; title: string }[] }).docs.find(({ title }) => title.includes('72-NQ/TW'))
  if (!found) throw new Error('the demonstration gives out resolution 72')
  return found
}

/** A team of the two communes whose report waits. */
async function waitingDelivery(page: Page): Promise<string> {
  const href = await page.getByRole('region', { name: /^Báo cáo chờ duyệt/ }).getByRole('link').first().getAttribute('href')
  return new URL(href ?? '', server.url).searchParams.get('delivery') ?? ''
}

test.each([1440, 1024, 390])('no page is wider than a screen of %i, none complains, ours have no serious finding', async (width) => {
  const { page, complaints, context } = await at('admin', 'commune', width)
  const { id } = await givenOut()
  const delivery = await waitingDelivery(page)
  const ours = ['/admin', `/admin/reach/${id}`, `/admin/reach/${id}?tab=outstanding`, `/admin/reach/${id}?delivery=${delivery}`, `${list('assignments')}/${id}`, `${list('assignments')}/create`]
  const lists = ['resolutions', 'materials', 'campaigns', 'media', 'assignments', 'deliveries', 'acknowledgements', 'reports', 'org-units', 'teams', 'team-members', 'devices', 'users', 'imports', 'reorganisations', 'audit-events'].map(list)
  const found: string[] = []
  for (const address of [...ours, ...lists, `${list('resolutions')}/create`]) {
    await openPage(page, address)
    await page.locator('.lt-skeleton, .shimmer-effect').first().waitFor({ state: 'detached' })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (wide > 0) found.push(`${address}: ${wide} px too wide`)
    if (!(await page.locator('.lt-demonstration').isVisible())) found.push(`${address}: does not say that its data is invented`)
    if (ours.includes(address)) found.push(...(await seriousFindings(page)).map((finding) => `${address}: ${finding}`))
  }
  expect(found).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
}, 300_000)

test('times are Vietnamese on a computer that is set to another zone', async () => {
  const { page, complaints, context } = await at('admin', 'province', 1440, 'America/New_York')
  const { body } = await server.desk({ path: '/api/devices?limit=1&depth=0' })
  const [device] = (body as { docs: { id: string; createdAt: string }[] }).docs
  const hanoi = (instant: string | undefined): string => new Date(instant ?? '').toLocaleTimeString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' })
  await openPage(page, `${list('devices')}/${device?.id ?? ''}`)
  const times = page.locator('.doc-controls__value:visible')
  await times.nth(1).waitFor()
  expect((await times.allTextContents()).map((text) => text.trim())).toEqual([expect.stringMatching(/^\d\d:\d\d \d\d\/\d\d\/\d{4}$/), expect.stringContaining(hanoi(device?.createdAt))])
  await openPage(page, list('audit-events'))
  await rows(page).first().waitFor()
  const newest = (await (await page.request.get('/api/audit-events?limit=1&depth=0')).json()) as { docs: { at: string }[] }
  expect(await rows(page).first().getByRole('link').first().textContent()).toContain(hanoi(newest.docs[0]?.at))
  expect(complaints).toEqual([])
  await context.close()
}, 120_000)

test('a page opened from a mail leads to signing in and from there back', async () => {
  const { id, title } = await givenOut()
  const context = await browser.newContext({ locale: 'vi-VN', baseURL: server.url })
  const page = await context.newPage()
  await openPage(page, `/admin/reach/${id}?tab=outstanding`)
  await page.waitForURL(/\/admin\/login\?redirect=/)
  const account = server.accounts.find(({ roles, units }) => roles.includes('manager') && units[0]?.type === 'commune')
  await signIn(page, { name: account?.email ?? '', password: account?.password ?? '' })
  await page.getByRole('heading', { name: title }).waitFor()
  // Whom to call is there too.
  await page.getByRole('link', { name: /^Gọi / }).first().waitFor()
  expect(await page.getByRole('link', { name: /^Gọi / }).first().getAttribute('href')).toMatch(/^tel:0100/)
  await context.close()
}, 120_000)

test('lists of facts say what to choose, are found by the team and lead to its page', async () => {
  const { page, complaints, context } = await at('manager', 'province')
  await openPage(page, list('deliveries'))
  await page.getByText('Chọn một việc giao hoặc một tổ để xem danh sách.').waitFor()
  await page.locator('.lt-scope select').selectOption((await givenOut()).id)
  await rows(page).first().waitFor()
  await page.getByPlaceholder('Tìm theo tên tổ, thôn bản').fill('DEO thao qua')
  await page.waitForURL(/search=/)
  await page.waitForFunction(() => [...document.querySelectorAll('.table tbody tr')].every((row) => row.textContent?.includes('Đèo Thảo Quả')))
  await rows(page).first().getByRole('link').click()
  await page.waitForURL(/\/admin\/reach\/[\w-]+\?delivery=/)
  await page.locator('.lt-steps').waitFor()
  // An old address of the form leads there too.
  const delivery = new URL(page.url()).searchParams.get('delivery') ?? ''
  await page.goto(`${list('deliveries')}/${delivery}`)
  await page.waitForURL(/\/admin\/reach\/[\w-]+\?delivery=/)
  expect(complaints).toEqual([])
  await context.close()
}, 120_000)

test('the log tells who did what in words, is searched by them and opens with the reason', async () => {
  const { page, complaints, context } = await at('admin', 'province')
  await openPage(page, list('audit-events'))
  await page.getByPlaceholder('Tìm theo người làm, việc đã làm').fill('tra lai bao cao')
  await page.waitForURL(/search=/)
  await page.waitForFunction(() => [...document.querySelectorAll('.table tbody tr')].every((row) => row.textContent?.includes('Trả lại báo cáo')))
  const row = rows(page).first()
  expect(await row.textContent()).toMatch(/Cán bộ theo dõi địa bàn tỉnh.*Trả lại báo cáo.*báo cáo Tổ (dân|tuyên) vận/)
  expect(await page.locator('.table tbody').textContent()).not.toMatch(/report\.|mwx|reports\//)
  await row.getByRole('link').first().click()
  await page.getByRole('heading', { name: 'Trả lại báo cáo' }).waitFor()
  await page.getByText('Lý do', { exact: true }).waitFor()
  expect(complaints).toEqual([])
  await context.close()
}, 120_000)

test('two people in one text: each is told of the other, and neither replaces unseen what the other wrote', async () => {
  const [first, second] = [await at('editor', 'commune'), await at('admin', 'commune')]
  await openPage(first.page, `${list('resolutions')}/create`)
  await choose(first.page, 'kind', 'Nghị quyết')
  await first.page.fill('#field-symbol', '15-NQ/ĐU')
  await first.page.fill('#field-issuer', 'Đảng uỷ xã')
  await first.page.fill('#field-abstract', 'Về nếp sống văn minh')
  await first.page.fill('#field-summary', 'Ba việc của thôn.')
  await save(first.page)
  await first.page.waitForURL(/resolutions\/(?!create)[\w-]+/)
  const address = new URL(first.page.url()).pathname
  // Twice in one form: a save knows its own.
  await first.page.fill('#field-summary', 'Ba việc của thôn, năm nay.')
  await save(first.page)
  await first.page.fill('#field-summary', 'Của người thứ nhất.')
  await first.page.waitForTimeout(1_500)

  await openPage(second.page, address)
  await second.page.getByText('cũng đang sửa').waitFor()
  await second.page.fill('#field-summary', 'Của người thứ hai.')
  await second.page.waitForTimeout(1_500)
  await first.page.locator('#action-save').click()
  await first.page.getByText('Cập nhật thành công.').last().waitFor()
  await second.page.locator('#action-save').click()
  await second.page.locator('.field-error', { hasText: 'đã sửa mục này lúc' }).waitFor()
  expect(await second.page.inputValue('#field-summary')).toBe('Của người thứ hai.')
  await second.page.reload()
  await second.page.locator('#field-summary').waitFor()
  expect(await second.page.inputValue('#field-summary')).toBe('Của người thứ nhất.')
  // Each save is listed with who and what, and opens beside the one before.
  second.complaints.length = 0
  await openPage(second.page, `${address}/versions`)
  const saves = second.page.locator('.lt-table tbody tr')
  await saves.first().waitFor()
  expect(await saves.locator('td:last-child').allTextContents()).toEqual(['Tóm tắt để đọc cho dân nghe', 'Tóm tắt để đọc cho dân nghe', 'Tạo mới'])
  expect(await saves.first().locator('td').allTextContents()).toEqual([expect.stringMatching(/^\d\d:\d\d \d\d\/\d\d\/\d{4}$/), 'Cán bộ tuyên truyền xã (minh hoạ)', 'Tiếng Việt', 'Tóm tắt để đọc cho dân nghe'])
  await saves.first().getByRole('link').click()
  await second.page.getByText('Của người thứ nhất.').first().waitFor()
  expect(await second.page.getByText('số hiệu, trích yếu').count()).toBe(0)
  expect(second.complaints).toEqual([])
  await first.context.close()
  await second.context.close()
}, 180_000)

test('a day that there is not is refused at its field, never dropped', async () => {
  const { page, context } = await at('editor', 'commune')
  await openPage(page, `${list('resolutions')}/create`)
  await choose(page, 'kind', 'Nghị quyết')
  await page.fill('#field-symbol', '16-NQ/ĐU')
  await page.fill('#field-issuer', 'Đảng uỷ xã')
  await page.fill('#field-abstract', 'Về nếp sống văn minh')
  await page.fill('#field-issuedOn .lt-input', '31/02/2026')
  await page.click('#action-save')
  await page.locator('#field-issuedOn').getByText('Không có ngày này').first().waitFor()
  expect(page.url()).toContain('/create')

  await openPage(page, `${list('assignments')}/create`)
  await page.fill('input[name=ackDue]', '31/02/2027')
  await page.getByText('Có hạn viết chưa đúng ngày.').waitFor()
  await page.fill('input[name=ackDue]', '28/2/2027')
  await page.getByText('Có hạn viết chưa đúng ngày.').waitFor({ state: 'detached' })
  await context.close()
}, 120_000)

test('a new text begins in Vietnamese, whatever language was written last', async () => {
  const { page, context } = await at('editor', 'commune')
  await openPage(page, `${list('resolutions')}?locale=hmn`)
  await openPage(page, `${list('resolutions')}/create`)
  await page.waitForURL(/create\?locale=vi/)
  await page.locator('.lt-languages li', { hasText: 'Tiếng Việt' }).getByText('đang soạn ở đây').waitFor()
  await context.close()
}, 120_000)

/** What axe finds in what is ours; Payload's frame around it is Payload's. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (context: object, options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }
    const { violations } = await axe.run({ include: [['.lt-page']] }, {})
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id} ${html.slice(0, 160)} ${failureSummary?.slice(0, 160) ?? ''}`))
  })
}
