/** The desk's story in a browser: from a resolution to a village and back. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type Commune, enrolPhone, makeCommune } from '../../support/commune.js'
import { type Caller, freshEnvironment, type Product, setUp, startProduct } from '../../support/product.js'
import { openPage, startChromium } from '../chromium.js'
import { acknowledge, choose, type Desk, onlyDelivery, report, save, signInAtDesk } from './desk.js'

let product: Product
let browser: Browser
let admin: Caller
let commune: Commune
let editor: Desk
let manager: Desk

beforeAll(async () => {
  product = await startProduct(freshEnvironment('sqlite'))
  const first = await setUp(product)
  admin = first.admin
  commune = await makeCommune({ url: product.url, admin, province: first.province })
  browser = await startChromium()
  editor = await signInAtDesk({ browser, url: product.url, admin, role: 'editor', unit: commune.id })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const village = (index: number) => {
  const found = commune.villages[index]
  if (!found) throw new Error('no such village')
  return found
}
const languageRow = (page: Page, name: string) => page.locator('.lt-languages li', { hasText: name })
const fact = (page: Page, name: string) => page.locator(`[data-fact=${name}] .lt-facts__count`)

describe('the desk, from a resolution to a village and back', () => {
  let phone: Caller
  let clientId: string
  let reach: string

  test('the editor writes a summary in Vietnamese; saving approves nothing', async () => {
    const { page } = editor
    await openPage(page, '/admin/collections/resolutions/create')
    await page.getByText('Lưu lần đầu rồi duyệt').waitFor()
    await choose(page, 'kind', 'Nghị quyết')
    await page.fill('#field-symbol', '05-NQ/ĐU')
    await page.fill('#field-issuer', 'Đảng uỷ xã Minh Thử')
    await page.fill('#field-abstract', 'Về xây dựng nếp sống văn minh ở thôn, bản')
    await save(page)
    await page.waitForURL(/resolutions\/(?!create)[\w-]+/)
    await languageRow(page, 'Tiếng Việt').getByText('chưa có').waitFor()
    await page.fill('#field-summary', 'Đảng uỷ xã đề ra ba việc.\n\nMỗi thôn bàn và chọn việc làm trước.')
    await page.getByText('Hãy bấm Lưu rồi mới duyệt').waitFor()
    await save(page)
    await languageRow(page, 'Tiếng Việt').getByText('bản nháp').waitFor()
  }, 120_000)

  test('approves Vietnamese, then writes and approves Mông', async () => {
    const { page } = editor
    await page.click('[data-approve=vi]')
    await page.locator('dialog').getByRole('button', { name: 'Duyệt nội dung' }).click()
    await languageRow(page, 'Tiếng Việt').getByText('đã duyệt').waitFor()
    await languageRow(page, 'Tiếng Mông').getByRole('link', { name: 'Soạn' }).click()
    await page.waitForURL(/locale=hmn/)
    await languageRow(page, 'Tiếng Mông').getByText('đang soạn ở đây').waitFor()
    await page.fill('#field-summary', 'Peb ua peb txoj hauj lwm hauv zos.')
    await save(page)
    await page.click('[data-approve=hmn]:not([disabled])')
    await page.locator('dialog').getByRole('button', { name: 'Duyệt nội dung' }).click()
    await languageRow(page, 'Tiếng Mông').getByText('đã duyệt').waitFor()
  }, 120_000)

  test('gives it to one commune, seeing beforehand whom it reaches', async () => {
    const { page } = editor
    await page.getByRole('link', { name: 'Giao cho các tổ' }).click()
    await page.waitForURL(/assignments\/create/)
    await page.locator('.lt-units__choice', { hasText: 'Xã Minh Thử' }).first().click()
    await page.getByText('3 tổ sẽ nhận').waitFor()
    await page.getByText('3 tổ chưa có máy').waitFor()
    await page.getByRole('searchbox', { name: 'Trừ các tổ' }).fill('thon 3')
    await page.locator('.lt-search__found button', { hasText: 'Thôn 3' }).click()
    await page.getByText('Ghi lý do thì tổ này mới được trừ.').waitFor()
    await page.getByPlaceholder('Lý do trừ tổ này').fill('Đang sắp xếp lại thôn')
    await page.getByText('2 tổ sẽ nhận').waitFor()
    await page.fill('input[name=ackDue]', '10/01/2030')
    await page.fill('input[name=reportDue]', '31/1/2030')
    await page.fill('textarea[name=instructions]', 'Đọc ở buổi họp thôn gần nhất.')
    await page.locator('[data-saved=true]').waitFor()
    await page.reload()
    expect(await page.inputValue('textarea[name=instructions]')).toBe('Đọc ở buổi họp thôn gần nhất.')
    await page.locator('[data-send]:not([disabled])', { hasText: 'Giao cho 2 tổ' }).click()
    await page.locator('dialog').getByRole('button', { name: 'Giao cho 2 tổ' }).click()
    await page.getByRole('heading', { name: 'Đã giao cho 2 tổ' }).waitFor()
    await page.getByRole('link', { name: 'Xem độ phủ' }).click()
    await page.waitForURL(/admin\/reach\//)
    await fact(page, 'assigned').waitFor()
    expect(await fact(page, 'assigned').textContent()).toBe('2')
    reach = new URL(page.url()).pathname
    expect(editor.complaints).toEqual([])
  }, 120_000)

  test('the team acknowledges and reports; the manager sees it down to the photo', async () => {
    phone = (await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: village(0).team })).phone
    const delivery = await onlyDelivery(phone)
    await acknowledge({ phone, delivery, member: village(0).members[0] ?? '', language: 'hmn' })
    clientId = await report({ phone, delivery, households: 38 })

    manager = await signInAtDesk({ browser, url: product.url, admin, role: 'manager', unit: commune.id })
    const { page } = manager
    await page.getByRole('heading', { name: /^Báo cáo chờ duyệt/ }).waitFor()
    await openPage(page, reach)
    await fact(page, 'reported').waitFor()
    expect(await Promise.all(['assigned', 'delivered', 'seen', 'acknowledged', 'reported', 'accepted'].map((name) => fact(page, name).textContent()))).toEqual(['2', '1', '1', '1', '1', '0'])
    await page.getByRole('link', { name: 'Thôn 1' }).click()
    await page.locator('.lt-report').getByText('Nhà văn hoá thôn').waitFor()
    await page.getByText('bản 1, Tiếng Mông').waitFor()
    const photo = page.locator('.lt-photos img').first()
    await photo.waitFor()
    expect(await photo.evaluate(async (image: HTMLImageElement) => (await image.decode(), image.naturalWidth))).toBeGreaterThan(100)
  }, 120_000)

  test('returns the report with a reason; the correction arrives and is accepted', async () => {
    const { page } = manager
    await page.locator('.lt-report [data-act=return]').click()
    const confirm = page.locator('dialog').getByRole('button', { name: 'Trả lại' })
    expect(await confirm.isDisabled()).toBe(true)
    await page.locator('dialog textarea').fill('Buổi họp thôn ghi nhầm số hộ')
    await confirm.click()
    await page.locator('.lt-report[data-state=returned]').waitFor()
    const delivery = await onlyDelivery(phone)
    expect(delivery).toMatchObject({ state: 'returned', returned: { reason: 'Buổi họp thôn ghi nhầm số hộ' } })

    await report({ phone, delivery, households: 30, supersedes: clientId })
    await page.reload()
    await page.locator('.lt-report[data-state=submitted]').getByText('Báo cáo, lần 2').waitFor()
    await page.locator('.lt-report [data-act=accept]').click()
    await page.locator('.lt-report[data-state=accepted]').waitFor()
    expect((await onlyDelivery(phone)).state).toBe('accepted')
    await page.goBack()
    await fact(page, 'accepted').filter({ hasText: '1' }).waitFor()
  }, 120_000)

  test('who has not, and why; and what a team without a phone said by call is recorded', async () => {
    const { page } = manager
    await openPage(page, `${reach}?tab=outstanding&stage=acknowledged`)
    await page.getByRole('link', { name: 'Thôn 2' }).waitFor()
    await page.getByText('Tổ chưa có máy').waitFor()
    await page.getByRole('link', { name: 'Thôn 2' }).click()
    await page.getByRole('button', { name: 'Ghi hộ xác nhận' }).click()
    await page.locator('dialog').getByLabel('gọi điện').check()
    await page.locator('dialog').getByRole('button', { name: 'Ghi hộ xác nhận' }).click()
    await page.locator('.lt-steps').getByText('gọi điện').waitFor()
    await openPage(page, reach)
    await page.locator('[data-fact=acknowledged]').getByText('ghi hộ 1').waitFor()
    expect(manager.complaints).toEqual([])
  }, 120_000)
})
