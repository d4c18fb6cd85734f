/** An official without an e-mail address, in a real browser: made at the desk, a sheet on paper, a password, one's own data. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Commune, makeCommune } from '../../support/commune.js'
import { ADMIN, type Caller, freshEnvironment, type Product, setUp, startProduct } from '../../support/product.js'
import { complaintsOf, openPage, signIn, startChromium } from '../chromium.js'
import { choose, save } from './desk.js'

let product: Product
let browser: Browser
let admin: Caller
let commune: Commune
const complaints: string[][] = []

beforeAll(async () => {
  product = await startProduct(freshEnvironment('sqlite'))
  const first = await setUp(product)
  admin = first.admin
  commune = await makeCommune({ url: product.url, admin, province: first.province, villages: 3 })
  browser = await startChromium()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

async function open(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', viewport: { width: 1440, height: 900 }, baseURL: product.url })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  complaints.push(complaintsOf(page))
  return { context, page }
}

async function enter(page: Page, name: string, password: string): Promise<void> {
  await openPage(page, '/admin/login')
  await signIn(page, { name, password })
  await page.getByRole('heading', { name: 'Việc hôm nay' }).waitFor()
}

/** The page that was handed to the printer. */
async function printed(page: Page): Promise<string> {
  const frame = page.locator('.lt-print-frame')
  await frame.waitFor({ state: 'attached' })
  return (await frame.getAttribute('srcdoc')) ?? ''
}

async function pagesOf(html: string): Promise<number> {
  const page = await browser.newPage()
  await page.setContent(html)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  await page.close()
  return (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length
}

describe('an official without an e-mail address', () => {
  let url = ''

  test('is made at the desk with a proposed name and gets a sheet of one page', async () => {
    const { context, page } = await open()
    await openPage(page, '/admin/login')
    await page.getByText('tên đăng nhập ghi trên tờ giấy').waitFor()
    await enter(page, ADMIN.email, ADMIN.password)
    await openPage(page, '/admin/collections/users/create')
    await page.fill('input[name=name]', 'Hoàng Thị Lan')
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[name=username]')?.value === 'lan.hoang')
    await choose(page, 'roles', 'Cán bộ theo dõi địa bàn')
    await choose(page, 'units', 'Xã Minh Thử')
    await save(page)
    await page.getByText('Chưa có mật khẩu').waitFor()
    await page.getByRole('button', { name: 'Đường dẫn đặt mật khẩu' }).click()
    await page.getByRole('button', { name: 'Tạo đường dẫn' }).click()
    const sheet = await printed(page)
    expect(sheet).toContain('Hoàng Thị Lan')
    expect(sheet).toContain('lan.hoang')
    expect(await pagesOf(sheet)).toBe(1)
    url = /http\S+\/admin\/reset\/[0-9a-f]{40}/.exec(sheet)?.[0] ?? ''
    await page.getByText('Đường dẫn đã đưa dùng đến').waitFor()
    await context.close()
  }, 180_000)

  test('chooses a password by the link, signs in by name, corrects and prints what is held', async () => {
    const { context, page } = await open()
    await openPage(page, new URL(url).pathname)
    await page.fill('input[name=password]', 'mat khau cua lan')
    await page.fill('input[name=confirm-password]', 'mat khau cua lan')
    await page.click('button[type=submit]')
    // Payload judges these two fields a sixth of a second after the last key; a program that presses sooner presses again.
    const refusal = page.locator('[data-sonner-toast]', { hasText: 'Chưa lưu được' })
    await page.getByRole('heading', { name: 'Việc hôm nay' }).or(refusal).first().waitFor()
    if (await refusal.isVisible()) await page.click('button[type=submit]')
    await page.getByRole('heading', { name: 'Việc hôm nay' }).waitFor()
    await page.goto('/admin/logout')
    await enter(page, 'Lan Hoàng', 'mat khau cua lan')
    await openPage(page, '/admin/account')
    await page.fill('input[name=phone]', '0912 345 678')
    await save(page)
    await page.getByRole('button', { name: 'In dữ liệu đang giữ về tôi' }).click()
    const held = await printed(page)
    expect(held).toContain('0912 345 678')
    expect(held).toContain('Luật Bảo vệ dữ liệu cá nhân')
    await context.close()
    // What the browser says of a page that is being left is nothing about the product; nor that Payload's panel, just
    // signed out, asks once more for its own language and is told that nobody is signed in.
    const ofLeaving = /Failed to fetch|net::ERR_ABORTED|^403 \/api\/payload-preferences\/locale$|status of 403/
    expect(complaints.flat().filter((said) => !ofLeaving.test(said))).toEqual([])
  }, 180_000)

  test('codes for a whole commune come as one page a team', async () => {
    const sheets = await admin<string>('POST', `/api/org-units/${commune.id}/enrolment-codes`, {}, { accept: 'text/html' })
    expect(sheets.status).toBe(201)
    expect(await pagesOf(sheets.body)).toBe(3)
    expect(sheets.body.match(/<figure>/g)).toHaveLength(9)
  }, 60_000)
})
