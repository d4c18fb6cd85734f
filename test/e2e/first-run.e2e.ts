// An office sets the product up on an empty database, from the printed address to the first document given out.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { sheetXlsx } from '../organisation/import/office-files.js'
import { ownEnvironment, type Run, runServer } from '../platform/run-server.js'
import { complaintsOf, openPage, signIn, startChromium } from './chromium.js'
import { choose, save } from './desk/desk.js'

const own = ownEnvironment()
const shots = join(process.cwd(), '.tmp/shots')
const PASSWORD = 'mot cau de nho va dai'
let run: Run
let browser: Browser
let page: Page
let complaints: string[]

const step = (key: string) => page.locator(`[data-step=${key}]`)
const shot = (name: string) => page.screenshot({ path: join(shots, `first-run-${name}.png`), fullPage: true })
const guide = async () => {
  await openPage(page, `${run.url}/admin/first-run`)
  await page.locator('.lt-guide').waitFor()
}

async function write(button: RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  await page.locator('dialog').getByRole('button', { name: button }).click()
  await page.getByText('Đã ghi', { exact: true }).first().waitFor()
}

beforeAll(async () => {
  mkdirSync(shots, { recursive: true })
  run = await runServer(own.env)
  browser = await startChromium()
  page = await browser.newPage({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(30_000)
  complaints = complaintsOf(page)
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await run?.stop()
  own.remove()
})

describe('an empty installation', () => {
  test('the printed address makes the administrator, whom the guide then receives', async () => {
    await page.goto(run.url + (/\/setup\?key=[\w-]+/.exec(run.output())?.[0] ?? ''))
    await shot('0-setup')
    await page.fill('#name', 'Nguyễn Quản Trị')
    await page.fill('#email', 'quan.tri@tinh.vn')
    await page.fill('#password', PASSWORD)
    await page.fill('#again', PASSWORD)
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await page.waitForURL('**/admin/login?*')
    await signIn(page, { name: 'quan.tri@tinh.vn', password: PASSWORD })
    await page.waitForURL('**/admin/first-run')
    await page.getByRole('heading', { name: 'Bắt đầu sử dụng' }).waitFor()
    await step('province').getByText('làm bước này').waitFor()
    await shot('1-empty')
    await openPage(page, `${run.url}/admin`)
    await page.locator('[data-first-run=province]').getByText('Tiếp theo: Chọn tỉnh, thành phố.').waitFor()
    await shot('2-card')
    expect(complaints).toEqual([])
  }, 90_000)

  test('a province picked by keyboard, taken back, then another one for two communes and for all', async () => {
    await page.locator('[data-first-run]').getByRole('link', { name: 'Làm tiếp' }).click()
    const province = page.getByLabel('Tỉnh, thành phố')
    await province.selectOption('12')
    await page.getByText('tất cả 38 xã, phường').waitFor()
    await province.focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await step('province').getByText('38 xã, phường đã có.').waitFor()
    await step('province').getByRole('button', { name: 'Bỏ tỉnh này' }).click()
    await page.locator('dialog').getByRole('button', { name: 'Bỏ tỉnh này' }).click()
    await province.selectOption('08')
    await page.getByLabel('chỉ một số xã, phường').check()
    await page.getByRole('searchbox', { name: 'Tìm xã, phường' }).fill('lung cu')
    await page.getByLabel('Xã Lũng Cú').check()
    await page.getByRole('searchbox', { name: 'Tìm xã, phường' }).fill('')
    await page.getByLabel('Xã Đồng Văn').check()
    await shot('3-some-communes')
    await page.getByRole('button', { name: 'Tạo 2 xã, phường' }).click()
    await step('province').getByText('2 xã, phường đã có. Danh sách chính thức còn 122 xã, phường chưa đưa vào.').waitFor()
    await step('province').getByRole('button', { name: 'Thêm xã, phường' }).click()
    await page.getByRole('button', { name: 'Tạo 124 xã, phường' }).click()
    await step('province').getByText('124 xã, phường đã có.').waitFor()
    expect(complaints).toEqual([])
  }, 120_000)

  test('villages from Excel, a team for each of them', async () => {
    await step('villages').getByRole('link', { name: 'Nhập danh sách thôn' }).click()
    const list = join(shots, 'thon-lan-dau.xlsx')
    writeFileSync(list, sheetXlsx([['STT', 'Tên thôn', 'Xã', 'Số hộ'], [1, 'Thôn Lô Lô Chải', 'Lũng Cú', 86], [2, 'Thôn Thèn Pả', 'xã Lũng Cú', 50], [3, 'Thôn Má Pắng', 'Đồng Văn', 41]]))
    await page.locator('select:has(option[value="members"])').waitFor()
    await page.setInputFiles('input[type=file]', list)
    await page.getByRole('button', { name: 'Kiểm tra tệp' }).click()
    await page.waitForURL(/collections\/imports\/\w+$/)
    await write(/^Ghi 3 dòng$/)
    await guide()
    await step('villages').getByText('Đã có 3 thôn, bản, tổ dân phố. Còn 122 xã, phường chưa có thôn nào.').waitFor()
    await shot('4-villages')
    await step('teams').getByRole('button', { name: 'Lập cho mỗi thôn một tổ' }).click()
    await page.waitForURL(/collections\/imports\/\w+$/)
    await page.getByText('Tổ dân vận thôn Lô Lô Chải').first().waitFor()
    await shot('5-teams-planned')
    await write(/^Ghi 3 dòng$/)
    await guide()
    await step('teams').getByText('Đã có 3 tổ, 0 thành viên.').waitFor()
    expect(complaints).toEqual([])
  }, 120_000)

  test('codes on A4 for a commune', async () => {
    await step('codes').getByLabel('Làm mã cho').selectOption({ label: 'Xã Lũng Cú' })
    await step('codes').getByRole('button', { name: 'Làm mã nhận máy' }).click()
    await page.locator('dialog').getByRole('button', { name: 'Làm mã', exact: true }).click()
    const sheets = page.frameLocator('.lt-print-frame')
    await sheets.getByRole('heading', { name: 'Tổ dân vận thôn Thèn Pả' }).waitFor({ state: 'attached' })
    expect(await sheets.locator('.code').count()).toBe(2)
    const html = await page.locator('.lt-print-frame').getAttribute('srcdoc')
    const paper = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await paper.setContent(html ?? '')
    await paper.screenshot({ path: join(shots, 'first-run-6-codes.png'), fullPage: true })
    await paper.getByText('Thôn Thèn Pả, Xã Lũng Cú').waitFor()
    const printed = (await paper.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(printed.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(2)
    // A4 is 595 × 842 points.
    const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([.\d]+) ([.\d]+)/.exec(printed) ?? []
    expect(Math.max(Math.abs(Number(width) - 595), Math.abs(Number(height) - 842))).toBeLessThan(2)
    await paper.close()
    await step('codes').getByText('Đã làm 2 mã; 0 máy đã vào tổ.').waitFor()
    expect(complaints).toEqual([])
  }, 90_000)

  test('the first document, written, approved and given; then the guide is over', async () => {
    await step('document').getByRole('link', { name: 'Thêm nghị quyết, văn bản' }).click()
    await page.getByText('Lưu lần đầu rồi duyệt').waitFor()
    await choose(page, 'kind', 'Nghị quyết')
    await page.fill('#field-symbol', '01-NQ/TU')
    await page.fill('#field-issuer', 'Tỉnh uỷ')
    await page.fill('#field-abstract', 'Về xây dựng nếp sống văn minh ở thôn, bản')
    await page.fill('#field-summary', 'Tỉnh uỷ đề ra ba việc.\n\nMỗi thôn bàn và chọn việc làm trước.')
    await save(page)
    await page.waitForURL(/resolutions\/(?!create)[\w-]+/)
    // Left in the middle and taken up again from the first page.
    await openPage(page, `${run.url}/admin`)
    await page.locator('[data-first-run=document]').getByRole('link', { name: 'Làm tiếp' }).click()
    await shot('7-written')
    await step('document').getByRole('link', { name: 'Mở 01-NQ/TU để duyệt' }).click()
    await page.click('[data-approve=vi]')
    await page.locator('dialog').getByRole('button', { name: 'Duyệt nội dung' }).click()
    await page.locator('.lt-languages li', { hasText: 'Tiếng Việt' }).getByText('đã duyệt').waitFor()
    await guide()
    await step('document').getByRole('link', { name: 'Giao cho các tổ' }).click()
    await page.waitForURL(/assignments\/create/)
    await page.locator('.lt-units__choice', { hasText: 'Tỉnh Tuyên Quang' }).first().click()
    await page.getByText('3 tổ sẽ nhận').waitFor()
    await page.locator('[data-saved=true]').waitFor()
    await page.locator('[data-send]:not([disabled])', { hasText: 'Giao cho 3 tổ' }).click()
    await page.locator('dialog').getByRole('button', { name: 'Giao cho 3 tổ' }).click()
    await page.getByRole('heading', { name: 'Đã giao cho 3 tổ' }).waitFor()
    await shot('8-given')
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/first-run'))
    await openPage(page, `${run.url}/admin`)
    expect(await (await asked).json()).toMatchObject({ isFinished: true })
    await page.getByRole('link', { name: /01-NQ\/TU|nếp sống/ }).first().waitFor()
    expect(await page.locator('[data-first-run]').count()).toBe(0)
    await shot('9-first-page')
    expect(complaints).toEqual([])
  }, 180_000)
})
