/** Every screen and state: axe without findings (7:1 contrast too), 48 px targets, 320 px at 200 % text, keyboard alone. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { startDemoServer, type DemoServer } from './support/demo-server.js'
import { newPhone, openApp, openBrowser, openWork, sentAll, tap, textsKept } from './support/phone.js'
import { walkScreens } from './support/screens.js'
import { weakNetwork } from './support/weak-network.js'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** With LANTOA_SCREENSHOTS=1 the walk also renews the pictures in docs/screenshots. */
const pictures = process.env.LANTOA_SCREENSHOTS === '1' ? fileURLToPath(new URL('../../../docs/screenshots', import.meta.url)) : undefined

let server: DemoServer
let browser: Browser

beforeAll(async () => {
  server = await startDemoServer()
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('every screen: axe, contrast 7:1, targets of 48 px, nothing wider than the phone', async () => {
  const code = await server.nextCode()
  const network = await weakNetwork(server.url)
  const context = await newPhone(browser, { reducedMotion: 'reduce' })
  const page = await openApp(context, 'about:blank')
  const found: string[] = []
  const seen: string[] = []
  await walkScreens({
    page,
    url: `http://127.0.0.1:${network.port}`,
    code,
    server,
    network,
    async visit(name) {
      seen.push(name)
      found.push(...(await findingsOn(page, name)))
    },
  })
  expect(found).toEqual([])
  expect(seen.length).toBe(33)
  await context.close()
  await network.close()
}, 300_000)

test('and the two before the team is joined, or when it already is: inside Zalo, and with a code for another team', async () => {
  const [code, other] = [await server.nextCode(), await server.nextCode()]
  const zalo = await newPhone(browser, { reducedMotion: 'reduce', userAgent: 'Mozilla/5.0 (Linux; Android 10; SM-A105F) AppleWebKit/537.36 Chrome/90.0 Mobile Safari/537.36 Zalo android/12100' })
  const page = await openApp(zalo, `${server.url}/#enrol=${code.code}`)
  await page.getByRole('heading', { name: 'Nên mở bằng Chrome' }).waitFor()
  const found = await findingsOn(page, 'zalo')
  await tap(page, 'Cứ dùng trong Zalo')
  await tap(page, 'Đúng, vào tổ này')
  await page.locator('.task').first().waitFor()
  await page.goto(`${server.url}/#enrol=${other.code}`)
  await page.getByRole('button', { name: 'Ở lại tổ đang ở' }).waitFor()
  found.push(...(await findingsOn(page, 'already-in')))
  expect(found).toEqual([])
  await zalo.close()
}, 90_000)

test('the whole flow by keyboard alone', async () => {
  const code = await server.nextCode()
  const context = await newPhone(browser, { isMobile: false, hasTouch: false })
  const page = await openApp(context, server.url)
  await tabTo(page, 'Mã của tổ')
  await page.keyboard.type(code.code)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Đúng tổ của mình không?' }).waitFor()
  await press(page, 'Đúng, vào tổ này')
  await page.locator('.task').first().waitFor()
  await press(page, /Xác nhận: /)
  await page.getByRole('button', { name: /^Xác nhận/ }).waitFor()
  await press(page, /^Xác nhận: /)
  await page.getByText(/^Đã xác nhận:/).waitFor()
  await press(page, 'Báo cáo')
  await press(page, 'Họp thôn')
  await press(page, '50')
  await press(page, /^Tất cả/)
  await press(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await page.waitForTimeout(10_500)
  await sentAll(page)
  await context.close()
}, 120_000)

test('every screen can be heard: the loudspeaker reads what is there, in order', async () => {
  const code = await server.nextCode()
  const context = await newPhone(browser)
  await context.addInitScript(() => {
    const said: string[] = []
    const voice = { lang: 'vi-VN', name: 'Tiếng Việt', default: true, localService: true, voiceURI: 'vi' }
    class Utterance {
      onend?: () => void
      constructor(readonly text: string) {}
    }
    const synthesis = {
      getVoices: () => [voice],
      cancel: () => undefined,
      addEventListener: () => undefined,
      speak(utterance: Utterance) {
        said.push(utterance.text)
        setTimeout(() => utterance.onend?.(), 5)
      },
    }
    Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis })
    Object.assign(globalThis, { SpeechSynthesisUtterance: Utterance, said })
  })
  const page = await openApp(context, `${server.url}/#enrol=${code.code}`)
  const heard = async (): Promise<string[]> => {
    await page.evaluate(() => ((globalThis as unknown as { said: string[] }).said.length = 0))
    await page.getByRole('button', { name: 'Nghe màn hình này' }).click()
    await page.getByRole('button', { name: 'Dừng đọc' }).waitFor()
    await page.getByRole('button', { name: 'Nghe màn hình này' }).waitFor()
    return page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
  }
  await page.getByRole('heading', { name: 'Đúng tổ của mình không?' }).waitFor()
  const question = await heard()
  expect(question.slice(0, 2)).toEqual(['Đúng tổ của mình không?', code.team])
  expect(question).toContain('Đúng, vào tổ này')
  await page.getByRole('button', { name: 'Đúng, vào tổ này' }).click()
  await textsKept(page)
  const title = (await page.locator('.task:visible strong').first().textContent()) ?? ''
  await page.locator('.task:visible', { hasText: 'Đã lưu trong máy' }).first().waitFor()
  // Line by line: a row's words must not run together.
  expect(await heard()).toEqual(expect.arrayContaining([title, 'Đã lưu trong máy']))
  // What is folded away is not read out.
  await openWork(page)
  for (const name of ['Báo cáo', 'Họp thôn', '50', /^Tất cả/]) await tap(page, name)
  await page.getByRole('heading', { name: 'Xem lại rồi gửi' }).waitFor()
  const review = await heard()
  expect(review).toContain('Gửi báo cáo')
  expect(review.filter((piece) => /tờ rơi/i.test(piece))).toEqual([])
  await context.close()
}, 90_000)

test('nothing jumps while the list and the text appear', async () => {
  const code = await server.nextCode()
  const context = await newPhone(browser)
  await context.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(globalThis, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
        if (!shift.hadRecentInput) shifts.push(shift.value)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const page = await openApp(context, `${server.url}/#enrol=${code.code}`)
  await page.getByRole('button', { name: 'Đúng, vào tổ này' }).click()
  await textsKept(page)
  await page.waitForTimeout(1000)
  await page.reload()
  await page.locator('.task').first().waitFor()
  await page.waitForTimeout(500)
  await page.locator('.task').first().click()
  await page.locator('.text p').first().waitFor()
  await page.waitForTimeout(1000)
  const total = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0))
  expect(total).toBeLessThan(0.02)
  await context.close()
}, 90_000)

/** What must hold on each screen, as it is and with the largest letters on the narrowest phone. */
async function findingsOn(page: Page, name: string): Promise<string[]> {
  if (pictures) await takePicture(page, name)
  const found = [...(await axeFindings(page)), ...(await smallTargets(page)).map((finding) => `small ${finding}`)]
  await page.setViewportSize({ width: 320, height: 740 })
  const before = await page.evaluate(() => document.documentElement.dataset.size)
  await page.evaluate(() => (document.documentElement.dataset.size = '200'))
  found.push(...(await tooWide(page)).map((finding) => `wide at 200 % ${finding}`))
  found.push(...(await cramped(page)).map((finding) => `cramped at 200 % ${finding}`))
  await page.evaluate((size) => (document.documentElement.dataset.size = size ?? '100'), before)
  await page.setViewportSize({ width: 360, height: 740 })
  return found.map((finding) => `${name}: ${finding}`)
}

async function takePicture(page: Page, name: string): Promise<void> {
  const image = await page.screenshot()
  await sharp(image).png({ palette: true, colours: 64, compressionLevel: 9 }).toFile(`${pictures}/phone-${name}.png`)
}

async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }
    const { violations } = await axe.run({ rules: { 'color-contrast-enhanced': { enabled: true } } })
    return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id} ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 160) ?? ''}`))
  })
}

function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('dialog[open]') ?? document.body
    return [...root.querySelectorAll('button, a, input, textarea, summary, label.file-button')]
      .filter((element) => element.getClientRects().length > 0 && !element.matches('input[type=file]'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 48 || box.height < 48)
      .map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${Math.round(box.width)}×${Math.round(box.height)}`)
  })
}

function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.outerHTML.slice(0, 100)} ${Math.round(element.getBoundingClientRect().right)}`)
      .slice(-2)
  })
}

/** Where letters are large and the phone small: a frame that leaves no room for what it frames, words cut off or broken letter by letter. */
function cramped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const frame = [...document.querySelectorAll('.top, .bottom')].filter((element) => getComputedStyle(element).position === 'sticky')
    const framed = frame.reduce((sum, element) => sum + element.getBoundingClientRect().height, 0)
    const found = framed > innerHeight / 2 ? [`frame of ${Math.round(framed)} px`] : []
    for (const element of document.querySelectorAll('button, a, h1, h2, p, strong, label')) {
      if (element.getClientRects().length === 0 || element.closest('[data-silent]') || element.matches('.unseen')) continue
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline') found.push(`cut ${element.outerHTML.slice(0, 120)}`)
    }
    const title = document.querySelector('h1')?.getBoundingClientRect()
    if (title && title.width < innerWidth / 2) found.push(`title of ${Math.round(title.width)} px`)
    return found
  })
}

/** Moves by Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press('Tab')
    const said = await page.evaluate(() => {
      const element = document.activeElement
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
      return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim()
    })
    if (typeof name === 'string' ? said === name : name.test(said)) return
  }
  throw new Error(`no way by keyboard to ${name}`)
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole(typeof name === 'string' || name.source.startsWith('^') ? 'button' : 'link', { name }).first().waitFor()
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}
