/** What the desk changes after giving out, codes and phones, and a line that breaks while somebody types. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune } from '../../support/commune.js'
import { type Caller, freshEnvironment, make, type Product, setUp, startProduct, until } from '../../support/product.js'
import { openPage, startChromium } from '../chromium.js'
import { type Desk, onlyDelivery, signInAtDesk } from './desk.js'

let product: Product
let browser: Browser
let admin: Caller
let commune: Commune
let editor: Desk
let manager: Desk
let resolution: string
let assignment: string

beforeAll(async () => {
  product = await startProduct(freshEnvironment('sqlite'))
  const first = await setUp(product)
  admin = first.admin
  commune = await makeCommune({ url: product.url, admin, province: first.province })
  resolution = (await makeApprovedResolution(commune.editor, commune.id)).id
  browser = await startChromium()
  editor = await signInAtDesk({ browser, url: product.url, admin, role: 'editor', unit: commune.id })
  manager = await signInAtDesk({ browser, url: product.url, admin, role: 'manager', unit: commune.id, width: 1000 })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const team = (index: number) => commune.villages[index]?.team ?? ''

test('what was typed stays while the line is broken, and is saved when it is back', async () => {
  const { page, context } = editor
  await openPage(page, `/admin/collections/assignments/create?content=resolutions:${resolution}`)
  await page.locator('textarea[name=instructions]').waitFor()
  await context.setOffline(true)
  await page.fill('textarea[name=instructions]', 'Bàn ở buổi sinh hoạt tổ.')
  await page.getByText('Những gì đã nhập vẫn còn trên trang này').waitFor()
  expect(await page.inputValue('textarea[name=instructions]')).toBe('Bàn ở buổi sinh hoạt tổ.')
  await context.setOffline(false)
  await page.locator('[data-saved=true]').waitFor()
  await page.waitForURL(/assignments\/(?!create)[\w-]+/)
  await page.reload()
  expect(await page.inputValue('textarea[name=instructions]')).toBe('Bàn ở buổi sinh hoạt tổ.')

  // The first save of a draft takes nothing back of what is being typed.
  await openPage(page, '/admin/collections/assignments/create')
  await page.fill('input[name=title]', 'Việc ')
  await page.locator('[data-saved=true]').waitFor()
  expect(await page.inputValue('input[name=title]')).toBe('Việc ')
}, 120_000)

test('two people write one draft: each sees what the other changed, and what is sent is what was seen', async () => {
  const { id } = await make(commune.editor, 'assignments', { owner: commune.id, title: 'Việc soạn chung', content: [{ relationTo: 'resolutions', value: resolution }], audience: { teams: [team(1)] } })
  const colleague = await signInAtDesk({ browser, url: product.url, admin, role: 'editor', unit: commune.id })
  const [mine, theirs] = [editor.page, colleague.page]
  for (const page of [mine, theirs]) {
    await openPage(page, `/admin/collections/assignments/${id}`)
    await page.locator('textarea[name=instructions]').waitFor()
  }
  await theirs.fill('textarea[name=instructions]', 'Bàn ở buổi chợ phiên.')
  await theirs.locator('[data-saved=true]').waitFor()
  await mine.check('input[name=ackRule] >> nth=1')
  await mine.locator('[data-saved=true]').waitFor()
  expect(await mine.inputValue('textarea[name=instructions]')).toBe('Bàn ở buổi chợ phiên.')

  await theirs.fill('input[name=title]', 'Việc soạn chung, tên mới')
  await until(async () => (await commune.editor('GET', `/api/assignments/${id}`)).body.title === 'Việc soạn chung, tên mới', 'the colleague’s save')
  // What both write is refused to the second, also when they come back to the page in between.
  await mine.fill('input[name=title]', 'Tên của tôi')
  await mine.getByText('đã sửa ô này lúc').waitFor()
  await mine.evaluate(() => window.dispatchEvent(new Event('focus')))
  await mine.fill('input[name=title]', 'Tên của tôi, viết tiếp')
  await mine.waitForTimeout(2_000)
  await mine.getByText('đã sửa ô này lúc').waitFor()
  expect((await commune.editor('GET', `/api/assignments/${id}`)).body.title).toBe('Việc soạn chung, tên mới')
  mine.once('dialog', (asked) => void asked.accept())
  await mine.reload()
  await until(async () => (await mine.inputValue('input[name=title]')) === 'Việc soạn chung, tên mới', 'the form')
  await theirs.fill('input[name=title]', 'Việc soạn chung, tên mới nhất')
  await until(async () => (await commune.editor('GET', `/api/assignments/${id}`)).body.title === 'Việc soạn chung, tên mới nhất', 'the colleague’s save')

  await mine.click('[data-send]')
  const dialog = mine.locator('dialog')
  await dialog.getByRole('button', { name: 'Giao' }).last().click()
  await dialog.getByText('Có người vừa sửa bản nháp này').waitFor()
  expect([await mine.inputValue('input[name=title]'), (await commune.editor('GET', `/api/assignments/${id}`)).body.state]).toEqual(['Việc soạn chung, tên mới nhất', 'draft'])
  await dialog.getByRole('button', { name: 'Giao' }).last().click()
  await until(async () => (await commune.editor('GET', `/api/assignments/${id}`)).body.state === 'active', 'the publication')
  const { body: sent } = await commune.editor('GET', `/api/assignments/${id}`)
  expect(sent).toMatchObject({ title: 'Việc soạn chung, tên mới nhất', ackRule: 'leader', instructions: 'Bàn ở buổi chợ phiên.' })
  // The refusals were meant; the browser tells of them all the same.
  expect(editor.complaints.splice(0).filter((one) => !/ERR_INTERNET_DISCONNECTED|\b400\b/.test(one))).toEqual([])
  await colleague.context.close()
}, 120_000)

test('extends, adds a forgotten team, amends and withdraws, each with its reason', async () => {
  assignment = (await make(commune.editor, 'assignments', { owner: commune.id, title: 'Việc của hai thôn', content: [{ relationTo: 'resolutions', value: resolution }], audience: { teams: [team(0), team(1)] }, ackDue: '2030-01-10' })).id
  await commune.editor('POST', `/api/assignments/${assignment}/publish`)
  await until(async () => (await commune.editor('GET', `/api/assignments/${assignment}`)).body.state === 'active', 'the publication')
  const { phone } = await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: team(0) })
  const { page } = editor
  await openPage(page, `/admin/collections/assignments/${assignment}`)
  const dialog = page.locator('dialog')

  await page.click('[data-act=extend]')
  await dialog.getByPlaceholder('ngày/tháng/năm').first().fill('20/2/2030')
  await dialog.getByRole('textbox', { name: 'Lý do' }).fill('Mưa lũ, đường tắc')
  await dialog.getByRole('button', { name: 'Gia hạn' }).click()
  await page.getByText('Hạn xác nhận 20/02/2030 (lúc đầu 10/01/2030)').waitFor()
  await page.getByText('Gia hạn: Hạn xác nhận 20/02/2030').waitFor()
  await page.getByText('Lý do: Mưa lũ, đường tắc').waitFor()

  await page.click('[data-act=add-teams]')
  await dialog.getByRole('searchbox').fill('thon 3')
  await dialog.locator('.lt-search__found button').first().click()
  await dialog.getByRole('textbox', { name: 'Lý do' }).fill('Sót khi giao')
  await dialog.getByRole('button', { name: 'Giao thêm tổ' }).click()
  await dialog.waitFor({ state: 'detached' })
  await until(async () => (await commune.editor('GET', `/api/assignments/${assignment}`)).body.preparedCount === 3, 'the added team')

  const hashes = async () => (await onlyDelivery(phone)).content[0]?.bundles.map(({ hash }) => hash).join()
  const before = await hashes()
  await commune.editor('PATCH', `/api/resolutions/${resolution}?locale=vi`, { summary: 'Bản sửa: bốn việc.' })
  await commune.editor('POST', `/api/resolutions/${resolution}/approve`, { language: 'vi' })
  await page.click('[data-act=amend]')
  await dialog.locator('input[value=material]').check()
  await dialog.getByRole('textbox').fill('Thêm việc thứ tư')
  await dialog.getByRole('button', { name: 'Bổ sung nội dung' }).click()
  await dialog.waitFor({ state: 'detached' })
  await until(async () => (await hashes()) !== before, 'the amendment on the phone')

  await page.click('[data-act=withdraw]')
  expect(await dialog.getByRole('button', { name: 'Thu hồi' }).isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('Giao nhầm')
  await dialog.getByRole('button', { name: 'Thu hồi' }).click()
  await page.locator('.lt-tag', { hasText: 'đã thu hồi' }).waitFor()
  expect((await phone('GET', '/field/v1/deliveries')).body.items).toEqual([])
  expect(editor.complaints.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
}, 180_000)

test('codes stand on the screen once and on A4 sheets; a phone is stopped', async () => {
  const { page } = manager
  await openPage(page, `/admin/collections/org-units/${commune.id}`)
  await page.getByRole('button', { name: 'Làm mã nhận máy' }).click()
  await page.locator('dialog').getByRole('button', { name: 'Làm mã' }).click()
  const sheets = page.frameLocator('iframe.lt-print-frame')
  await sheets.locator('.code').first().waitFor({ state: 'attached' })
  expect(await sheets.locator('.code').count()).toBe(3)

  await openPage(page, `/admin/collections/teams/${team(1)}`)
  await page.getByRole('button', { name: 'Làm mã nhận máy' }).click()
  await page.locator('dialog').getByLabel('Hiện mã trên màn hình').check()
  await page.locator('dialog').getByRole('button', { name: 'Làm mã' }).click()
  const code = (await page.locator('.lt-code').textContent()) ?? ''
  expect(code).toMatch(/^[A-Z0-9]{4} [A-Z0-9]{4}$/)

  const device = (await commune.manager<{ docs: { id: string }[] }>('GET', `/api/devices?where[team][equals]=${team(0)}`)).body.docs[0]
  await openPage(page, `/admin/collections/devices/${device?.id}`)
  await page.getByRole('button', { name: 'Ngừng dùng máy này' }).click()
  await page.locator('dialog').getByRole('button', { name: 'Ngừng dùng máy này' }).click()
  await page.getByText(/Máy đã ngừng dùng lúc/).waitFor()
  expect(manager.complaints).toEqual([])
}, 120_000)
