/** The report beyond the common case: what is said stays said, whatever the office or the calendar changes meanwhile. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { startDemoServer, type DemoServer, type TeamCode } from './support/demo-server.js'
import { deviceKey, enrol, field, goTo, makeReport, newPhone, openApp, openBrowser, openWork, type OutboxRow, sendNow, sentAll, stored, tap, until } from './support/phone.js'
import { weakNetwork, type WeakNetwork } from './support/weak-network.js'

let server: DemoServer
let browser: Browser
let network: WeakNetwork
let context: BrowserContext
let page: Page
let code: TeamCode

beforeAll(async () => {
  server = await startDemoServer()
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

beforeEach(async () => {
  code = await server.nextCode()
  network = await weakNetwork(server.url)
  context = await newPhone(browser)
  page = await openApp(context, 'about:blank')
  await enrol(page, `http://127.0.0.1:${network.port}`, code.code)
}, 60_000)

afterEach(async () => {
  await context.close()
  await network.close()
})

interface SentBody {
  clientId: string
  supersedes?: string
  deliveryIds: string[]
  householdsReached?: number
  sessions: { form: string; date: string; attendance: object }[]
  indicators?: { key: string; value: number }[]
  proposals?: string
}

async function ownReport(clientId: string | undefined): Promise<{ state: string; body: SentBody }> {
  const { body } = await field<{ state: string; body: SentBody }>(server.url, await deviceKey(page), `/reports/${clientId}`)
  return body
}

async function queued(): Promise<OutboxRow & { body: SentBody }> {
  const row = (await stored<OutboxRow>(page, 'outbox')).filter((one) => one.kind === 'report').at(-1)
  if (!row) throw new Error('no report in the outbox')
  return row as OutboxRow & { body: SentBody }
}

/** Writes into the one draft, as an earlier day would have left it. */
async function changeDraft(change: { savedAt?: string; date?: string }): Promise<void> {
  await page.evaluate(
    (given) =>
      new Promise<void>((done) => {
        const open = indexedDB.open('lantoa')
        open.onsuccess = () => {
          const transaction = open.result.transaction('drafts', 'readwrite')
          const drafts = transaction.objectStore('drafts')
          const all = drafts.getAll()
          all.onsuccess = () => {
            for (const draft of all.result as { savedAt: string; sessions: { date: string }[] }[]) {
              draft.savedAt = given.savedAt ?? draft.savedAt
              for (const session of draft.sessions) session.date = given.date ?? session.date
              drafts.put(draft)
            }
          }
          transaction.oncomplete = () => {
            open.result.close()
            done()
          }
        }
      }),
    change,
  )
}

test('"Không rõ" to every number is an answer: nothing is asked again, nothing made up is sent', async () => {
  await openWork(page)
  for (const name of ['Báo cáo', 'Họp thôn']) await tap(page, name)
  await page.getByRole('heading', { name: 'Bao nhiêu người dự?' }).waitFor()
  await tap(page, 'Không rõ')
  await page.getByRole('heading', { name: /bao nhiêu hộ/ }).waitFor()
  await tap(page, 'Không rõ')
  await page.getByRole('button', { name: 'Gửi báo cáo' }).and(page.locator(':enabled')).waitFor()
  expect(await page.getByText('Xem giúp chỗ này').count()).toBe(0)
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await sentAll(page)
  const { body } = await ownReport((await queued()).clientId)
  expect(body.sessions).toMatchObject([{ form: 'village-meeting', attendance: {} }])
  expect(Object.keys(body.sessions[0]?.attendance ?? {})).toEqual([])
  expect(body.householdsReached).toBeUndefined()
}, 60_000)

test('opened on another day and left unanswered: today is today; what was answered keeps its day', async () => {
  const id = await openWork(page)
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  await tap(page, 'Báo cáo')
  await page.getByRole('heading', { name: 'Làm bằng cách nào?' }).waitFor()
  await goTo(page, '')
  await changeDraft({ savedAt: '2026-01-05T03:00:00.000Z', date: '2026-01-05' })
  await goTo(page, `viec/${id}`)
  await tap(page, 'Báo cáo')
  await page.getByRole('button', { name: 'Hôm nay', pressed: true }).waitFor()
  await tap(page, 'Họp thôn')
  await page.getByRole('heading', { name: 'Bao nhiêu người dự?' }).waitFor()
  await until(() => stored<{ sessions: { date: string; form?: string }[] }>(page, 'drafts'), (drafts) => drafts[0]?.sessions[0]?.form !== undefined)
  expect((await stored<{ sessions: { date: string }[] }>(page, 'drafts'))[0]?.sessions[0]?.date).toBe(today)
  await goTo(page, '')
  await changeDraft({ savedAt: '2026-01-05T03:00:00.000Z', date: '2026-01-05' })
  await goTo(page, `viec/${id}`)
  await tap(page, 'Viết tiếp báo cáo')
  await page.getByRole('heading', { name: 'Bao nhiêu người dự?' }).waitFor()
  expect((await stored<{ sessions: { date: string }[] }>(page, 'drafts'))[0]?.sessions[0]?.date).toBe('2026-01-05')
}, 60_000)

test('several pieces of work in one report, indicators said and then taken out by the office, everything shown afterwards', async () => {
  await goTo(page, '')
  const done = page.getByText(/^Đã xong \(/)
  if (await done.count()) await done.click()
  const deliveries = await stored<{ id: string; assignment: { id: string; title: string }; content: { id: string; type?: string; kind: string; bundles: { hash: string }[] }[] }>(page, 'deliveries')
  const bodies = await stored<{ hash: string; body: { campaign?: { indicators?: { key: string; name: string; unit: string; target: number; per: string }[] } } }>(page, 'content')
  const withIndicators = deliveries.find((one) => one.content.some((content) => content.bundles.some((bundle) => bodies.find((body) => body.hash === bundle.hash)?.body.campaign?.indicators?.length)))
  const campaign = withIndicators?.content.find((content) => content.type === 'campaigns')
  const [indicator, ...others] = bodies.find((body) => campaign?.bundles.some((bundle) => bundle.hash === body.hash))?.body.campaign?.indicators ?? []
  if (!withIndicators || !campaign || !indicator) throw new Error('no campaign with indicators')
  const other = deliveries.find((one) => one.id !== withIndicators.id)
  await goTo(page, `viec/${withIndicators.id}`)
  await tap(page, /^Báo cáo/)
  for (const name of ['Họp thôn', '50', /^Tất cả/]) await tap(page, name)
  await page.getByText('Ghi thêm').click()
  await page.getByLabel(indicator.name, { exact: true }).fill('7')
  await tap(page, 'Thêm lần phát loa')
  await page.getByLabel('Tờ rơi, tài liệu đã phát', { exact: true }).fill('40')
  const offers = await page.getByText('Báo cáo này cho cả việc khác?').count()
  if (offers && other) await tap(page, other.assignment.title)
  network.setDown(true)
  await goTo(page, '')

  // Meanwhile the office takes the indicator out and sends the new text.
  const as = 'editor'
  const path = `/api/campaigns/${campaign.id}`
  expect((await server.desk({ as, method: 'PATCH', path: `${path}?locale=vi`, json: { indicators: others } })).status).toBe(200)
  expect((await server.desk({ as, method: 'POST', path: `${path}/approve`, json: { language: 'vi' } })).status).toBe(201)
  expect((await server.desk({ as, method: 'POST', path: `/api/assignments/${withIndicators.assignment.id}/amend`, json: { materiality: 'editorial', note: 'Bớt một chỉ tiêu.' } })).status).toBe(202)
  network.setDown(false)
  const sent = campaign.bundles[0]?.hash
  await until(
    async () => {
      await sendNow(page)
      const now = (await stored<typeof deliveries[number]>(page, 'deliveries')).find((one) => one.id === withIndicators.id)
      return now?.content.find((one) => one.id === campaign.id)?.bundles[0]?.hash
    },
    (hash) => hash !== sent,
  )
  await goTo(page, `viec/${withIndicators.id}`)
  await tap(page, 'Viết tiếp báo cáo')
  await page.getByText('Ghi thêm').click()
  expect(await page.getByLabel(indicator.name, { exact: true }).inputValue()).toBe('7')
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await sentAll(page)
  const { clientId, outcome, body } = await queued()
  expect(outcome?.status).toBe(201)
  expect(body.indicators).toMatchObject([{ key: indicator.key, value: 7 }])
  if (offers && other) expect(body.deliveryIds).toEqual([withIndicators.id, other.id])
  await goTo(page, `da-bao-cao/${clientId}`)
  for (const said of [indicator.name, '1 lần, mỗi lần 15 phút, Tiếng Việt', '40 tờ']) await page.getByText(said, { exact: true }).waitFor()
}, 120_000)

test('the forms change while a report waits: it goes as it was made; refused, it comes back whole with a way to mend it', async () => {
  await openWork(page)
  network.setDown(true)
  await makeReport(page)
  network.rewrite('/field/v1/me', (text) => text.replace('"village-meeting"', '"hop-thon-2027"'))
  network.setDown(false)
  network.answerWith('POST', /reports$/, { status: 422, problem: { title: 'Báo cáo có chỗ chưa đúng.', code: 'invalid' } })
  await sendNow(page)
  await page.getByText('Báo cáo có chỗ chưa đúng.').waitFor()
  const refused = await queued()
  expect(refused.body.sessions).toMatchObject([{ form: 'village-meeting' }])
  await tap(page, 'Sửa và gửi lại')
  await page.getByRole('heading', { name: 'Xem lại rồi gửi' }).waitFor()
  await page.getByText('50 người').waitFor()
  await tap(page, 'Sửa: Làm bằng cách nào?')
  await tap(page, 'Họp chi bộ')
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await sentAll(page)
  const { body } = await ownReport((await queued()).clientId)
  expect(body).toMatchObject({ sessions: [{ form: 'cell-meeting', attendance: { total: 50 } }], householdsReached: refused.body.householdsReached })
  expect(body.supersedes).toBeUndefined()
}, 90_000)

test('one draft in two tabs: what the second goes on writing after the first has sent follows as a revision', async () => {
  await openWork(page)
  for (const name of ['Báo cáo', 'Họp thôn', '50', /^Tất cả/]) await tap(page, name)
  await page.getByRole('heading', { name: 'Xem lại rồi gửi' }).waitFor()
  const second = await openApp(context, page.url())
  await second.getByText('Ghi thêm').click()
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await second.getByLabel('Đề nghị').fill('Xin thêm tờ rơi tiếng Mông')
  await tap(second, 'Gửi báo cáo')
  await second.getByText('Đã ghi báo cáo').waitFor()
  await sentAll(page)
  const rows = (await stored<OutboxRow>(page, 'outbox')).filter((row) => row.kind === 'report') as (OutboxRow & { body: SentBody })[]
  expect(rows.map((row) => row.outcome?.status)).toEqual([201, 201])
  expect(rows[1]?.body).toMatchObject({ supersedes: rows[0]?.clientId, proposals: 'Xin thêm tờ rơi tiếng Mông' })
  expect(await ownReport(rows[0]?.clientId)).toMatchObject({ state: 'superseded' })
}, 60_000)

test('a photo left out may be chosen again, and is kept before the next one is done', async () => {
  await openWork(page)
  for (const name of ['Báo cáo', 'Họp thôn', '50', /^Tất cả/]) await tap(page, name)
  await page.getByText('Ghi thêm').click()
  const photo = { name: 'bang.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#a52' } }).jpeg().toBuffer() }
  const chosen = page.locator('input[type=file]')
  await chosen.setInputFiles(photo)
  await page.getByRole('img').waitFor()
  await tap(page, 'Bỏ ảnh 1')
  await page.getByRole('img').waitFor({ state: 'detached' })
  expect(await chosen.inputValue()).toBe('')
  await chosen.setInputFiles(photo)
  await page.getByRole('img').waitFor()
  expect((await stored<{ photos: unknown[] }>(page, 'drafts'))[0]?.photos).toHaveLength(1)
}, 60_000)

test('returned on another phone: it opens there with the reason on top and all that was typed here', async () => {
  const id = await openWork(page)
  await makeReport(page)
  await sentAll(page)
  const [team] = ((await server.desk({ path: `/api/teams?where[id][equals]=${code.teamId}&depth=0` })).body as { docs: { unit: string }[] }).docs
  const made = await server.desk({ method: 'POST', path: `/api/org-units/${team?.unit}/enrolment-codes`, json: { teamIds: [code.teamId] } })
  const other = await newPhone(browser)
  const second = await openApp(other, 'about:blank')
  await enrol(second, server.url, (made.body as { codes: { code: string }[] }).codes[0]?.code ?? '')
  await until(() => stored(second, 'reports'), (reports) => reports.length > 0)

  // A second report from the first phone; the commune returns it.
  await goTo(page, `viec/${id}`)
  for (const name of ['Báo cáo thêm buổi', 'Họp chi bộ', '15']) await tap(page, name)
  await page.getByRole('heading', { name: /bao nhiêu hộ/ }).waitFor()
  await tap(page, 'Không rõ')
  await page.getByText('Ghi thêm').click()
  await page.getByLabel('Đề nghị').fill('Xin thêm tờ rơi tiếng Mông')
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await sentAll(page)
  const { clientId } = await queued()
  const found = (await server.desk({ path: `/api/reports?where[team][equals]=${code.teamId}&limit=50` })).body as { docs: { id: string; clientId: string }[] }
  const report = found.docs.find((doc) => doc.clientId === clientId)
  expect((await server.desk({ method: 'POST', path: `/api/reports/${report?.id}/return`, json: { reason: 'Ghi rõ nơi họp giúp xã.' } })).status).toBe(200)

  await sendNow(second)
  await until(() => stored<{ clientId: string; state: string }>(second, 'reports'), (reports) => reports.some((one) => one.clientId === clientId && one.state === 'returned'))
  await goTo(second, `viec/${id}`)
  await tap(second, 'Sửa và gửi lại')
  await second.getByRole('heading', { name: 'Xem lại rồi gửi' }).waitFor()
  for (const kept of ['Ghi rõ nơi họp giúp xã.', '15 người']) await second.getByText(kept).waitFor()
  await second.getByText('Ghi thêm').click()
  expect(await second.getByLabel('Đề nghị').inputValue()).toBe('Xin thêm tờ rơi tiếng Mông')
  await tap(second, 'Gửi báo cáo')
  await sentAll(second)
  expect((await ownReport(clientId)).state).toBe('superseded')
  await other.close()
}, 90_000)
