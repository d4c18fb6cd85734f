// The admin panel in a real browser, from the set-up page on, under its security policy.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'

import { ownEnvironment, type Run, runServer } from '../platform/run-server.js'
import { complaintsOf, openPage, signIn, startChromium } from './chromium.js'

const own = ownEnvironment()
let run: Run
let browser: Browser
let page: Page
let complaints: string[]

beforeAll(async () => {
  run = await runServer(own.env)
  browser = await startChromium()
  page = await browser.newPage({ locale: 'vi-VN', viewport: { width: 1280, height: 900 } })
  complaints = complaintsOf(page)
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await run?.stop()
  own.remove()
})

/** Resident memory of the server in megabytes. */
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${run.process.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

describe('the admin panel', () => {
  test('costs nothing before it is opened', () => {
    expect(memory()).toBeLessThan(250)
  })

  test('opens after the one-time set-up and a sign-in, in Vietnamese', async () => {
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
    await page.getByText('Tài khoản').first().waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('vi')
    expect(complaints).toEqual([])
  }, 60_000)

  test('a list shows the names of what its rows refer to', async () => {
    await openPage(page, `${run.url}/admin/collections/users`)
    await page.getByText('Tỉnh Thử').first().waitFor()
    expect(complaints).toEqual([])
  }, 30_000)

  test('a missing entry is said at its field', async () => {
    await openPage(page, `${run.url}/admin/collections/resolutions/create`)
    await page.locator('#action-save').waitFor()
    expect(complaints).toEqual([])
    await page.fill('input[name=issuer]', 'Ban Thường vụ')
    await page.click('#action-save')
    await page.locator('.field-error, .tooltip--show').first().waitFor()
    expect((await page.locator('.field-error, .tooltip').allTextContents()).join(' ')).toMatch(/bắt buộc|không hợp lệ|[Hh]ãy/)
    complaints.length = 0
  }, 30_000)

  test("Payload's own page for a first account leads to the set-up", async () => {
    const answer = await run.send({ path: '/admin/create-first-user' })
    expect([answer.status, answer.headers.location]).toEqual([303, '/setup'])
  })

  test('a page under another name or from another page is refused', async () => {
    expect((await run.send({ path: '/admin/login', headers: { Host: 'evil.example' } })).status).toBe(400)
    expect((await run.send({ method: 'POST', path: '/admin/login', headers: { Origin: 'https://evil.example', 'Next-Action': 'x' }, body: '[]' })).status).toBe(403)
  })

  test('stays within its memory when open', () => {
    expect(memory()).toBeLessThan(400)
  })
})
