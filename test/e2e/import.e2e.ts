// A list from Excel through the panel: checked with errors, corrected, written, taken back.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { sheetXlsx, type OfficeCell } from '../organisation/import/office-files.js'
import { ownEnvironment, type Run, runServer } from '../platform/run-server.js'
import { complaintsOf, openPage, signIn, startChromium } from './chromium.js'

const own = ownEnvironment()
const shots = join(process.cwd(), '.tmp/shots')
let run: Run
let browser: Browser
let page: Page
let complaints: string[]

const file = (name: string, rows: OfficeCell[][]): string => {
  const path = join(shots, name)
  writeFileSync(path, sheetXlsx(rows))
  return path
}

async function check(kind: string, path: string): Promise<void> {
  await openPage(page, `${run.url}/admin/collections/imports`)
  await page.selectOption('select:has(option[value="members"])', kind)
  await page.setInputFiles('input[type=file]', path)
  await page.getByRole('button', { name: 'Kiểm tra tệp' }).click()
  await page.waitForURL(/collections\/imports\/\w+$/)
  await page.getByText('Đã kiểm tra, chưa ghi').waitFor()
}

async function decide(button: RegExp, state: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  await page.locator('dialog').getByRole('button', { name: button }).click()
  await page.getByText(state, { exact: true }).first().waitFor({ timeout: 20_000 })
}

beforeAll(async () => {
  mkdirSync(shots, { recursive: true })
  run = await runServer(own.env)
  browser = await startChromium()
  page = await browser.newPage({ locale: 'vi-VN', viewport: { width: 1280, height: 900 } })
  complaints = complaintsOf(page)
  await page.goto(run.url + (/\/setup\?key=[\w-]+/.exec(run.output())?.[0] ?? ''))
  await page.click('summary')
  await page.fill('#unitName', 'Tỉnh Thử')
  await page.fill('#name', 'Nguyễn Quản Trị')
  await page.fill('#email', 'quan.tri@tinh.vn')
  await page.fill('#password', 'mot cau de nho va dai')
  await page.fill('#again', 'mot cau de nho va dai')
  await page.click('button')
  await page.waitForURL('**/admin/login?*')
  await signIn(page, { name: 'quan.tri@tinh.vn', password: 'mot cau de nho va dai' })
  await page.waitForURL((url) => !url.pathname.includes('login'))
}, 90_000)

afterAll(async () => {
  await browser?.close()
  await run?.stop()
  own.remove()
})

describe('an import in the panel', () => {
  test('communes go in', async () => {
    await check('units', file('xa.xlsx', [['Tên đơn vị', 'Xã'], ['Xã Lũng Cú', 'Tỉnh Thử'], ['Xã Đồng Văn', 'Tỉnh Thử']]))
    await decide(/^Ghi 2 dòng$/, 'Đã ghi')
  }, 60_000)

  test('wrong rows are shown with their reasons', async () => {
    await check('units', file('thon.xlsx', [['STT', 'Tên thôn', 'Xã', 'Số hộ'], [1, 'Thôn Lô Lô Chải', 'Lũng Cú', 86], [2, 'Thôn Thèn Pả', 'Lũng Cú', 'nhiều'], [3, 'Thôn Má Lủng', 'Ma Lé', 40], [4, { text: 'Th«n SÐo Lñng', font: '.VnTime' }, 'Lũng Cú', 35]]))
    await page.getByText('không phải số nguyên').waitFor()
    await page.getByText('Không tìm thấy xã "Ma Lé"').waitFor()
    await page.screenshot({ path: join(shots, 'import-wrong.png'), fullPage: true })
    const [errors] = await Promise.all([page.waitForEvent('download'), page.getByText('Tải tệp dòng lỗi').first().click()])
    expect(errors.suggestedFilename()).toMatch(/\.xlsx$/)
    await page.getByRole('button', { name: /^Mới/ }).click()
    await page.getByText('Chữ gõ bằng phông TCVN3').waitFor()
  }, 60_000)

  test('the corrected list goes in, and comes back out', async () => {
    await check('units', file('thon-sua.xlsx', [['STT', 'Tên thôn', 'Xã', 'Số hộ'], [1, 'Thôn Lô Lô Chải', 'Lũng Cú', 86], [2, 'Thôn Thèn Pả', 'Lũng Cú', 50]]))
    await decide(/^Ghi 2 dòng$/, 'Đã ghi')
    await page.screenshot({ path: join(shots, 'import-applied.png'), fullPage: true })
    await check('units', file('thon-doi.xlsx', [['Tên thôn', 'Xã', 'Số hộ'], ['lo lo chai', 'Lũng Cú', 90], ['Thèn Pả', 'Lũng Cú', 50]]))
    await page.locator('del', { hasText: '86' }).waitFor()
    await decide(/^Ghi 1 dòng$/, 'Đã ghi')
    await decide(/^Hoàn tác$/, 'Đã hoàn tác')
    await page.screenshot({ path: join(shots, 'import-undone.png'), fullPage: true })
    await openPage(page, `${run.url}/admin/collections/imports`)
    await page.getByText('thon-doi.xlsx').waitFor()
    await page.screenshot({ path: join(shots, 'import-list.png'), fullPage: true })
    expect(complaints).toEqual([])
  }, 90_000)

  test('a team is renewed by decision', async () => {
    await check('teams', file('to.xlsx', [['Xã', 'Thôn', 'Quyết định thành lập'], ['Lũng Cú', 'Lô Lô Chải', '12-QĐ/ĐU']]))
    await decide(/^Ghi 1 dòng$/, 'Đã ghi')
    await openPage(page, `${run.url}/admin/collections/teams`)
    await page.getByRole('button', { name: 'Tổ chưa có tổ trưởng (1)' }).click()
    await page.getByRole('region').getByRole('link', { name: /Lô Lô Chải/ }).first().waitFor()
    await page.screenshot({ path: join(shots, 'gaps.png'), fullPage: true })
    await page.locator('a[href$="/renewal"]').first().click()
    await page.getByRole('button', { name: 'Thêm người vào tổ' }).click()
    await page.getByLabel('Họ và tên').fill('Giàng A Páo')
    await page.getByLabel('Vai trò').first().selectOption('leader')
    await page.getByLabel(/Số quyết định/).fill('05-QĐ/ĐU')
    await page.screenshot({ path: join(shots, 'renewal.png'), fullPage: true })
    await page.getByRole('button', { name: /Ghi kiện toàn/ }).click()
    await page.getByText(/05-QĐ\/ĐU \(1 thay đổi/).waitFor()
    await page.screenshot({ path: join(shots, 'renewed.png'), fullPage: true })
    expect(complaints).toEqual([])
  }, 90_000)

  test('what the team reports of itself waits there, in whose place, until it is confirmed', async () => {
    const address = page.url()
    const team = /teams\/(\w+)\/renewal/.exec(address)?.[1]
    // Asked as the panel itself asks: with the browser's session.
    const asked = async <Answer>(path: string, method = 'GET'): Promise<Answer> =>
      (await page.evaluate(async ([to, by]) => (await fetch(String(to), { method: String(by), headers: { Accept: 'application/json' } })).json() as unknown, [path, method])) as Answer
    const { unit } = await asked<{ unit: string }>(`/api/teams/${team}?depth=0`)
    const { codes } = await asked<{ codes: { code: string }[] }>(`/api/org-units/${unit}/enrolment-codes`, 'POST')
    const deviceKey = randomBytes(32).toString('base64url')
    const phone = async (path: string, body: object): Promise<{ members: { id: string; role: string }[] }> => {
      const response = await fetch(`${run.url}/field/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${deviceKey}` }, body: JSON.stringify(body) })
      expect(response.status).toBe(201)
      return (await response.json()) as { members: { id: string; role: string }[] }
    }
    const { members } = await phone('/enrol', { code: codes[0]?.code, deviceKey, deviceName: 'Máy của tổ' })
    await phone('/members', { clientId: randomUUID(), name: 'Vừ Mí Sính', role: 'leader', replaces: members.find(({ role }) => role === 'leader')?.id, at: new Date().toISOString() })
    await openPage(page, address)
    await page.getByText('Thay Giàng A Páo').waitFor()
    await page.getByLabel('Thay đổi: Vừ Mí Sính').selectOption('confirm')
    await page.getByLabel(/Số quyết định/).fill('06-QĐ/ĐU')
    await page.screenshot({ path: join(shots, 'renewal-waiting.png'), fullPage: true })
    await page.getByRole('button', { name: /Ghi kiện toàn/ }).click()
    await page.getByText(/06-QĐ\/ĐU \(1 thay đổi/).waitFor()
    const { serving } = await asked<{ serving: { name: string; role: string; to: string | null }[] }>(`/api/teams/${team}/roll`)
    expect(serving.filter(({ role, to }) => role === 'leader' && to === null).map(({ name }) => name)).toEqual(['Vừ Mí Sính'])
    expect(complaints).toEqual([])
  }, 90_000)

  test('a file of the old kind is refused with what to do', async () => {
    await openPage(page, `${run.url}/admin/collections/imports`)
    await page.setInputFiles('input[type=file]', { name: 'cu.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') })
    await page.getByRole('button', { name: 'Kiểm tra tệp' }).click()
    await page.getByText('tệp Excel đời cũ').waitFor()
  }, 60_000)
})
