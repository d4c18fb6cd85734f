/** Everything a manager decides on one team's work, and what ends an assignment: each by its button, with what it needs. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune } from '../../support/commune.js'
import { type Caller, freshEnvironment, make, type Product, setUp, startProduct, until } from '../../support/product.js'
import { openPage, startChromium } from '../chromium.js'
import { acknowledge, type Desk, onlyDelivery, report, signInAtDesk } from './desk.js'

let product: Product
let browser: Browser
let commune: Commune
let phone: Caller
let editor: Desk
let manager: Desk
let assignment: string

beforeAll(async () => {
  product = await startProduct(freshEnvironment('sqlite'))
  const { admin, province } = await setUp(product)
  commune = await makeCommune({ url: product.url, admin, province })
  const { id: resolution } = await makeApprovedResolution(commune.editor, commune.id)
  const { id: campaign } = await make(commune.editor, 'campaigns', { owner: commune.id, title: 'Sạch làng', kind: 'emulation', goal: 'Mỗi nhà một việc.', body: 'Cả thôn cùng làm.', indicators: [{ key: 'nha-ve-sinh', name: 'Nhà vệ sinh mới', unit: 'hộ', target: 5, per: 'village' }] })
  expect((await commune.editor('POST', `/api/campaigns/${campaign}/approve`, { language: 'vi' })).status).toBe(201)
  const content = [{ relationTo: 'resolutions', value: resolution }, { relationTo: 'campaigns', value: campaign }]
  assignment = (await make(commune.editor, 'assignments', { owner: commune.id, title: 'Việc của ba thôn', content, audience: { units: [commune.id] }, ackDue: '2030-01-10', reportDue: '2030-01-31' })).id
  await commune.editor('POST', `/api/assignments/${assignment}/publish`)
  await until(async () => (await commune.editor('GET', `/api/assignments/${assignment}`)).body.state === 'active', 'the publication')
  phone = (await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: commune.villages[0]?.team ?? '' })).phone
  const delivery = await onlyDelivery(phone)
  await acknowledge({ phone, delivery, member: commune.villages[0]?.members[0] ?? '', language: 'vi' })
  await report({ phone, delivery, households: 38 })
  browser = await startChromium()
  manager = await signInAtDesk({ browser, url: product.url, admin, role: 'manager', unit: commune.id })
  editor = await signInAtDesk({ browser, url: product.url, admin, role: 'editor', unit: commune.id })
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const dialog = (page: Page) => page.locator('dialog')
const card = (page: Page, state: string) => page.locator(`.lt-report[data-state=${state}]`)
const confirm = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click()

test('a waiting report is opened from today’s page, answered, accepted, reopened and returned', async () => {
  const { page } = manager
  await page.getByRole('region', { name: /^Báo cáo chờ duyệt/ }).getByRole('link').click()
  await card(page, 'submitted').waitFor()
  await page.click('[data-act=reply]')
  await dialog(page).getByRole('textbox').fill('Cảm ơn tổ, ghi thêm số hộ nhé.')
  await confirm(page, 'Trả lời tổ')
  await card(page, 'submitted').getByText('Cảm ơn tổ, ghi thêm số hộ nhé.').waitFor()
  await page.click('[data-act=accept]')
  await card(page, 'accepted').waitFor()
  await page.click('[data-act=reopen]')
  await dialog(page).getByRole('textbox').fill('Duyệt nhầm báo cáo')
  await confirm(page, 'Mở lại')
  await card(page, 'submitted').waitFor()
  await page.click('[data-act=return]')
  await dialog(page).getByRole('textbox').fill('Thiếu số hộ đã đến')
  await confirm(page, 'Trả lại')
  await card(page, 'returned').getByText('Thiếu số hộ đã đến').waitFor()
  expect((await phone('GET', '/field/v1/deliveries')).body.items).toMatchObject([{ state: 'returned', returned: { reason: 'Thiếu số hộ đã đến' }, replies: [{ text: 'Cảm ơn tổ, ghi thêm số hộ nhé.' }] }])
}, 120_000)

test('a team without a phone: blocked, exempted and back, acknowledged on paper', async () => {
  const { page } = manager
  await openPage(page, `/admin/reach/${assignment}?tab=outstanding`)
  await page.getByRole('link', { name: 'Thôn 2' }).click()
  await page.getByRole('button', { name: 'Ghi vướng mắc' }).click()
  await dialog(page).getByRole('combobox').selectOption('weather')
  await dialog(page).getByRole('textbox').first().fill('Đường sạt ở dốc')
  await confirm(page, 'Ghi vướng mắc')
  await page.getByText('Đang vướng: Mưa lũ, đường không đi được – Đường sạt ở dốc').waitFor()
  await page.getByRole('button', { name: 'Cho miễn' }).click()
  await dialog(page).getByRole('textbox').fill('Thôn đang di dời')
  await confirm(page, 'Cho miễn')
  await page.getByText('Được miễn: Thôn đang di dời').first().waitFor()
  await page.getByRole('button', { name: 'Thôi miễn' }).click()
  await confirm(page, 'Thôi miễn')
  await page.getByRole('button', { name: 'Cho miễn' }).waitFor()
  await page.getByRole('button', { name: 'Ghi hộ xác nhận' }).click()
  await confirm(page, 'Ghi hộ xác nhận')
  await page.locator('.lt-steps').getByText('giấy').waitFor()
}, 120_000)

test('its report is written down whole; what is wrong is told at its session and nothing typed goes', async () => {
  const { page } = manager
  await page.getByRole('button', { name: 'Ghi hộ báo cáo' }).click()
  const form = dialog(page)
  await form.getByPlaceholder('ngày/tháng/năm').fill('1/1/2035')
  await form.getByLabel('Lượt người dự').fill('41')
  await form.getByText('Ai trình bày').click()
  await form.getByRole('checkbox').first().check()
  await form.locator('[name=householdsReached]').fill('30')
  await form.locator('[name=indicator-nha-ve-sinh]').fill('3')
  await form.getByText('Thêm: phát loa, số hộ theo thôn').click()
  await form.getByRole('button', { name: 'Thêm lượt phát loa' }).click()
  await form.locator('[name=times]').fill('4')
  await form.locator('[name=minutes]').fill('15')
  await confirm(page, 'Ghi hộ báo cáo')
  await form.getByRole('alert').getByText(/^Buổi 1: /).waitFor()
  // The Escape key throws nothing away either.
  await page.keyboard.press('Escape')
  expect(await form.locator('[name=indicator-nha-ve-sinh]').inputValue()).toBe('3')
  await form.getByPlaceholder('ngày/tháng/năm').fill('2/11/2026')
  await form.locator('[name=difficulties]').fill('Gặp bà Vàng Thị Mỷ, số 0912345678')
  await confirm(page, 'Ghi hộ báo cáo')
  await page.getByRole('heading', { name: 'Đã ghi báo cáo, trừ đoạn dưới đây' }).waitFor()
  expect(await form.getByRole('textbox').inputValue()).toBe('Gặp bà Vàng Thị Mỷ, số 0912345678')
  await confirm(page, 'Đóng')
  await card(page, 'submitted').getByText('4 lần × 15 phút (Tiếng Việt)').waitFor()
  const sent = (await commune.manager('GET', `/api/reports?where[team][equals]=${commune.villages[1]?.team}`)).body.docs
  expect(sent).toMatchObject([{ via: 'paper', householdsReached: 30, indicators: [{ key: 'nha-ve-sinh', value: 3 }], broadcasts: [{ times: 4, minutes: 15, language: 'vi' }], sessions: [{ presenterIds: [expect.any(String)], attendance: { total: 41 } }] }])
  expect(JSON.stringify(sent)).not.toContain('Vàng Thị Mỷ')
  expect(manager.complaints.filter((one) => !one.includes('422'))).toEqual([])
}, 120_000)

test('closed, then withdrawn: what may still be done follows the state', async () => {
  const { page } = editor
  await openPage(page, `/admin/collections/assignments/${assignment}`)
  await page.click('[data-act=close]')
  // Without deciding, the focus is back where it was.
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-act'))).toBe('close')
  await page.click('[data-act=close]')
  await dialog(page).getByRole('textbox').fill('Đã phổ biến xong')
  await confirm(page, 'Kết thúc')
  await page.locator('.lt-tag', { hasText: 'đã kết thúc' }).waitFor()
  // Whoever reads the assignment reads what was done with it, by whom and why.
  await page.getByText('Lý do: Đã phổ biến xong').waitFor()
  expect(await page.locator('[data-act]').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-act')))).toEqual(['withdraw'])
  await page.click('[data-act=withdraw]')
  await dialog(page).getByRole('textbox').fill('Giao nhầm địa bàn')
  await confirm(page, 'Thu hồi')
  await page.locator('.lt-tag', { hasText: 'đã thu hồi' }).waitFor()
  expect(await page.locator('[data-act]').count()).toBe(0)
  expect(editor.complaints).toEqual([])
}, 120_000)
