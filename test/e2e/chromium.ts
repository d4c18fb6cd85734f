// A Chromium for the browser tests: the one named by LANTOA_TEST_CHROMIUM, else the machine's own.
import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export function startChromium(): Promise<Browser> {
  const executablePath = process.env.LANTOA_TEST_CHROMIUM ?? places.find((place) => existsSync(place))
  if (!executablePath) throw new Error('There is no Chromium: install it or name it in LANTOA_TEST_CHROMIUM.')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** Everything a page complains about: scripts that fail, addresses that do not answer, broken security policies. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${new URL(response.url()).pathname}`)
  })
  return complaints
}

/** A page of the panel, once its script has taken over what the server drew: what is typed or pressed before is lost. */
export async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await whenAlive(page)
}

async function whenAlive(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [document.body, ...document.querySelectorAll('form, main button')].every((element) => Object.keys(element).some((key) => key.startsWith('__reactProps'))),
  )
}

/** Signs in on the page of signing in, where the browser is. */
export async function signIn(page: Page, { name, password }: { name: string; password: string }): Promise<void> {
  await page.locator('input[name=username]').waitFor()
  await whenAlive(page)
  await page.fill('input[name=username]', name)
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
}
