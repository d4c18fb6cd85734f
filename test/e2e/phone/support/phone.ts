/** A village phone in tests: Chromium at 360×740, and the taps a person makes. */
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'

import { presentBundles } from '../../../../src/team-app/post/bundles.js'
import type { FieldDelivery } from '../../../../src/team-app/post/contract.js'

/** A plain-HTTP name, where a browser takes away service workers, crypto.subtle and Web Locks. */
export const LAN_NAME = 'lantoa.lan'

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP ${LAN_NAME} 127.0.0.1`,
    ],
  })
}

export async function newPhone(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 1,
    isMobile: true,
    hasTouch: true,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    acceptDownloads: true,
    ...options,
  })
  context.setDefaultTimeout(15_000)
  return context
}

export async function openApp(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** From the sheet's link to the list of work. */
export async function enrol(page: Page, url: string, code: string): Promise<void> {
  await page.goto(`${url}/#enrol=${code}`)
  await tap(page, 'Đúng, vào tổ này')
  await textsKept(page)
}

/** Waits until the texts of all that is not yet accepted lie on the phone. */
export async function textsKept(page: Page): Promise<void> {
  await page.locator('.task').first().waitFor({ state: 'attached' })
  await until(
    async () => {
      const open = (await stored<FieldDelivery>(page, 'deliveries')).filter(({ state }) => state !== 'accepted' && state !== 'exempted')
      const kept = new Set((await stored<{ hash: string }>(page, 'content')).map(({ hash }) => hash))
      return open.flatMap(({ content }) => content.flatMap(presentBundles)).filter(({ hash }) => !kept.has(hash)).length
    },
    (missing) => missing === 0,
  )
}

export async function tap(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).first().click()
}

/** Opens the first piece of work that still wants an acknowledgement. */
export async function openWork(page: Page): Promise<string> {
  await goTo(page, '')
  await page.locator('.task:not(.done)', { hasText: 'Xác nhận:' }).first().click()
  await page.getByRole('button', { name: /^Xác nhận/ }).waitFor()
  return (await page.evaluate(() => location.hash.split('/')[2])) ?? ''
}

export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/${path}`)
}

/** The common report, counting its taps. */
export async function makeReport(page: Page): Promise<number> {
  let taps = 0
  const next = async (name: string | RegExp): Promise<void> => {
    await tap(page, name)
    taps += 1
  }
  await next('Báo cáo')
  await next('Họp thôn')
  await next('50')
  await next(/^Tất cả/)
  await next('Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  return taps
}

/** Rows of one of the phone's own stores. */
export async function stored<T>(page: Page, store: string): Promise<T[]> {
  return page.evaluate(
    (name) =>
      new Promise<T[]>((done, fail) => {
        const open = indexedDB.open('lantoa')
        open.onerror = () => fail(open.error)
        open.onsuccess = () => {
          const get = open.result.transaction(name).objectStore(name).getAll()
          get.onsuccess = () => {
            open.result.close()
            done(get.result as T[])
          }
        }
      }),
    store,
  )
}

/** This phone's own key, to ask the server what it knows. */
export async function deviceKey(page: Page): Promise<string> {
  const rows = await stored<{ key?: string; deviceId?: string }>(page, 'meta')
  const device = rows.find((row) => row && typeof row === 'object' && row.key && row.deviceId)
  if (!device?.key) throw new Error('not enrolled')
  return device.key
}

export interface OutboxRow {
  clientId: string
  kind: string
  state: string
  outcome?: { status: number }
  body: { kind?: string; clientId?: string; deliveryId?: string; deliveryIds?: string[] }
}

/** Waits until nothing is left to send. */
export async function sentAll(page: Page): Promise<OutboxRow[]> {
  for (let tries = 0; tries < 120; tries += 1) {
    const rows = await stored<OutboxRow>(page, 'outbox')
    if (rows.length > 0 && rows.every((row) => row.state === 'sent')) return rows
    await page.waitForTimeout(250)
  }
  throw new Error(`still in the outbox: ${JSON.stringify((await stored<OutboxRow>(page, 'outbox')).filter((row) => row.state !== 'sent'))}`)
}

/** "Gửi ngay", once a round that is under way has ended: what is asked for now is fetched too. */
export async function sendNow(page: Page): Promise<void> {
  await goTo(page, 'gui')
  await page.getByRole('button', { name: 'Gửi ngay', exact: true }).first().click({ timeout: 60_000 })
}

/** A call of the phone's own API from outside the browser. */
export async function field<T>(url: string, key: string, path: string, init: RequestInit = {}): Promise<{ status: number; body: T }> {
  const response = await fetch(`${url}/field/v1${path}`, { ...init, headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...init.headers } })
  return { status: response.status, body: (await response.json().catch(() => undefined)) as T }
}

/** Asks again and again until the answer is the one awaited. */
export async function until<T>(ask: () => T | Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask()
    if (isRight(answer)) return answer
    if (tries === 100) throw new Error(`never came: ${JSON.stringify(answer)}`)
    await new Promise((done) => setTimeout(done, 150))
  }
}
