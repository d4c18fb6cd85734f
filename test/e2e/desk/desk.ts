/** What the desk's browser tests share: accounts that sign in through the form, and the phone's side by HTTP. */
import { createHash } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { uuid } from '../../support/commune.js'
import { type Caller, make } from '../../support/product.js'
import { complaintsOf, openPage, signIn } from '../chromium.js'

export interface Desk {
  page: Page
  context: BrowserContext
  /** What the browser complained about so far. */
  complaints: string[]
}

const PASSWORD = 'mat khau cua xa minh'

/** Makes an account and signs it in as a person does. */
export async function signInAtDesk({ browser, url, admin, role, unit, width = 1440 }: { browser: Browser; url: string; admin: Caller; role: 'editor' | 'manager'; unit: string; width?: number }): Promise<Desk> {
  const email = `${role}-${uuid().slice(0, 8)}@xa.example`
  await make(admin, 'users', { email, password: PASSWORD, name: role === 'editor' ? 'Lý Thị Soạn' : 'Hoàng Văn Theo', roles: [role], units: [unit] })
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', viewport: { width, height: 900 }, baseURL: url })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const complaints = complaintsOf(page)
  await openPage(page, '/admin/login')
  await signIn(page, { name: email, password: PASSWORD })
  await page.getByRole('heading', { name: 'Việc hôm nay' }).waitFor()
  return { page, context, complaints }
}

/** Chooses an option of one of Payload's own selects. */
export async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.click(`#field-${field} .rs__control`)
  await page.locator(`#field-${field} .rs__option`, { hasText: option }).first().click()
}

/** Saves the form and waits until Payload says so. */
export async function save(page: Page): Promise<void> {
  await page.click('#action-save')
  await page.locator('.payload-toast-item.toast-success, [data-sonner-toast][data-type=success]').first().waitFor()
}

export interface PhoneDelivery {
  id: string
  state: string
  returned?: { reason: string }
  content: { bundles: { hash: string; language: string }[] }[]
}

export async function onlyDelivery(phone: Caller): Promise<PhoneDelivery> {
  const { body } = await phone<{ items: PhoneDelivery[] }>('GET', '/field/v1/deliveries')
  const [item] = body.items
  if (!item || body.items.length !== 1) throw new Error(`expected one delivery, got ${body.items.length}`)
  return item
}

export async function acknowledge({ phone, delivery, member, language }: { phone: Caller; delivery: PhoneDelivery; member: string; language: string }): Promise<void> {
  const bundle = delivery.content[0]?.bundles.find((one) => one.language === language)
  const at = new Date().toISOString()
  const events = ['delivered', 'seen', 'acknowledged'].map((kind) => ({ clientId: uuid(), deliveryId: delivery.id, kind, at, ...(kind === 'acknowledged' ? { memberId: member, bundleHash: bundle?.hash } : {}) }))
  const { body } = await phone<{ results: { status: number }[] }>('POST', '/field/v1/events', { events })
  if (body.results.some(({ status }) => status !== 201)) throw new Error(JSON.stringify(body))
}

/** Two sessions and a photo; a correction names the report it replaces. Answers the report's client id. */
export async function report({ phone, delivery, households, supersedes }: { phone: Caller; delivery: PhoneDelivery; households: number; supersedes?: string }): Promise<string> {
  const image = await sharp({ create: { width: 960, height: 720, channels: 3, background: '#7a5230' } }).jpeg().toBuffer()
  const sha256 = createHash('sha256').update(image).digest('hex')
  const clientId = uuid()
  const today = new Date().toISOString().slice(0, 10)
  const sent = await phone('POST', '/field/v1/reports', {
    clientId, deliveryIds: [delivery.id], ...(supersedes ? { supersedes } : {}), at: new Date().toISOString(), householdsReached: 40, copies: 51,
    sessions: [
      { id: 's1', date: today, form: 'village-meeting', language: 'hmn', place: 'Nhà văn hoá thôn', attendance: { partyMembers: 6, households, others: 10 } },
      { id: 's2', date: today, form: 'cell-meeting', language: 'vi', attendance: { total: 13 } },
    ],
    difficulties: 'Đường vào xóm trên khó đi', photos: [{ sha256, bytes: image.length }],
  })
  if (sent.status !== 201) throw new Error(JSON.stringify(sent.body))
  const put = await phone('PUT', `/field/v1/reports/${clientId}/photos/${sha256}`, image)
  if (put.status !== 201 && put.status !== 200) throw new Error(`photo: ${put.status}`)
  return clientId
}
