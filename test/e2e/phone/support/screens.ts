/** Every screen and state of the app, in the order a team meets them; for what must hold on each of them. */
import type { Page } from 'playwright-core'
import type { DemoServer, TeamCode } from './demo-server.js'
import { goTo, openWork, tap, textsKept } from './phone.js'
import type { WeakNetwork } from './weak-network.js'

export interface Walk {
  page: Page
  url: string
  code: TeamCode
  server: DemoServer
  network: WeakNetwork
  /** Called on each screen when it is there. */
  visit: (name: string) => Promise<void>
}

/** Walks through all of them with one team; ends revoked. */
export async function walkScreens({ page, url, code, server, network, visit }: Walk): Promise<void> {
  const heading = (name: string | RegExp): Promise<void> => page.getByRole('heading', { name, level: 1 }).waitFor()

  await page.goto(url)
  await heading('Đưa máy này vào tổ')
  await visit('enrol-code')
  await tap(page, 'Xem là tổ nào')
  await page.getByText('Mã có đúng 8').waitFor()
  await visit('enrol-wrong')
  await page.getByLabel('Mã của tổ').fill(code.code)
  await tap(page, 'Xem là tổ nào')
  await heading('Đúng tổ của mình không?')
  await visit('enrol-confirm')
  await tap(page, 'Đúng, vào tổ này')
  await textsKept(page)
  await visit('home')

  const deliveryId = await openWork(page)
  await page.locator('.text p').first().waitFor()
  await visit('work')
  await tap(page, 'Người khác')
  await visit('who')
  await tap(page, 'Tên tôi chưa có')
  await visit('who-new')
  await tap(page, 'Đóng')
  await tap(page, /^Xác nhận/)
  await page.getByText(/^Đã xác nhận:/).waitFor()
  await visit('acknowledged')
  await tap(page, 'Chưa làm được')
  await heading('Vì sao chưa làm được?')
  await visit('blocked')
  await page.getByRole('button', { name: /Mưa/ }).click()
  await tap(page, 'Báo cho xã')
  await page.getByText(/^Chưa làm được: Mưa/).first().waitFor()
  await visit('work-blocked')

  network.setDown(true)
  await tap(page, 'Báo cáo')
  await heading('Làm bằng cách nào?')
  await visit('report-form')
  await tap(page, 'Họp thôn')
  await heading('Bao nhiêu người dự?')
  await visit('report-attendance')
  await tap(page, 'Chia ba loại')
  await visit('report-attendance-parts')
  await tap(page, 'Chỉ ghi một số')
  await page.getByRole('textbox', { name: /Số chính xác/ }).fill('900')
  await tap(page, 'Tiếp')
  await heading(/bao nhiêu hộ/)
  await visit('report-households')
  await tap(page, /^Tất cả/)
  await heading('Xem lại rồi gửi')
  await page.getByText('Xem giúp chỗ này').first().waitFor()
  await visit('report-review')
  await page.getByText('Ghi thêm').click()
  await page.getByLabel('Khó khăn').fill('Gọi bà Hoàng Thị Lan số 0912345678')
  await page.locator('mark').first().waitFor()
  await tap(page, 'Thêm lần phát loa')
  const indicators = page.locator('.section', { has: page.getByRole('heading', { name: 'Chỉ tiêu của đợt vận động' }) })
  if (await indicators.count()) await indicators.getByRole('textbox').first().fill('12')
  await visit('report-more')
  await tap(page, 'Bỏ báo cáo này')
  await visit('report-discard')
  await tap(page, 'Thôi')
  await tap(page, 'Gửi báo cáo')
  await page.getByText('Đã ghi báo cáo').waitFor()
  await goTo(page, 'gui')
  await heading('Chờ gửi')
  await visit('outbox-waiting')
  await goTo(page, '')
  await page.getByText('Chưa có mạng.').waitFor()
  await visit('home-offline')
  network.setDown(false)
  await goTo(page, 'gui')
  await tap(page, 'Gửi ngay')
  // Acknowledgements leave once they can no longer be taken back.
  await page.getByText('Không còn gì chờ gửi.').waitFor()
  await visit('outbox-sent')
  network.answerWith('POST', /members$/, { status: 422, problem: { title: 'Tên này chưa đúng, hãy xem lại.', code: 'unknown-member' } })
  await goTo(page, 'to/thanh-vien')
  await tap(page, 'Có người mới')
  await page.getByLabel('Họ và tên').fill('Sùng Thị Dợ')
  await tap(page, 'Báo cho xã')
  await goTo(page, 'gui')
  await page.getByText('Tên này chưa đúng, hãy xem lại.').waitFor()
  await visit('outbox-refused')
  await tap(page, 'Đã xem, bỏ khỏi danh sách')
  await goTo(page, `viec/${deliveryId}`)
  await page.getByRole('link', { name: /Đã gửi, chờ xã duyệt/ }).first().click()
  await heading('Báo cáo')
  await visit('report-sent')
  const clientId = await page.evaluate(() => location.hash.split('/')[2])
  const { body } = await server.desk({ path: `/api/reports?where[team][equals]=${code.teamId}&limit=50` })
  const report = (body as { docs: { id: string; clientId: string }[] }).docs.find((doc) => doc.clientId === clientId)
  await server.desk({ method: 'POST', path: `/api/reports/${report?.id}/return`, json: { reason: 'Ghi rõ nơi họp giúp xã.' } })
  await server.desk({ method: 'POST', path: `/api/reports/${report?.id}/reply`, json: { text: 'Xã sẽ gửi thêm tờ rơi trong tuần này.' } })
  await goTo(page, 'gui')
  await tap(page, 'Gửi ngay')
  await goTo(page, '')
  await page.getByText('Xã trả lại vì: Ghi rõ nơi họp giúp xã.').waitFor()
  await visit('home-returned')
  await goTo(page, `viec/${deliveryId}`)
  await heading(/./)
  await page.getByText('Ghi rõ nơi họp giúp xã.').waitFor()
  await visit('work-returned')
  await tap(page, 'Sửa và gửi lại')
  await heading('Xem lại rồi gửi')
  await page.getByText('Ghi rõ nơi họp giúp xã.').waitFor()
  await visit('report-returned')

  for (const [path, name] of [
    ['to', 'team'],
    ['to/nam-nay', 'year'],
    ['to/thanh-vien', 'members'],
    ['to/cap-tren', 'seen'],
    ['to/cai-dat', 'settings'],
  ] as const) {
    await goTo(page, path)
    await page.locator('main > *').first().waitFor()
    await visit(name)
  }
  await goTo(page, 'to/thanh-vien')
  await page.getByRole('button', { name: /đã thôi/i }).first().click()
  await page.getByRole('button', { name: 'Chưa có ai thay' }).waitFor()
  await visit('member-gone')
  await tap(page, 'Đóng')
  await goTo(page, 'to/cai-dat')
  await tap(page, 'Ra khỏi tổ trên máy này')
  await page.getByRole('heading', { name: 'Ra khỏi tổ?' }).waitFor()
  await visit('leave')
  await tap(page, 'Thôi')

  const devices = await server.desk({ path: `/api/devices?where[team][equals]=${code.teamId}&limit=50&depth=0` })
  for (const device of (devices.body as { docs: { id: string }[] }).docs) await server.desk({ method: 'POST', path: `/api/devices/${device.id}/revoke`, json: {} })
  await goTo(page, 'gui')
  await tap(page, 'Gửi ngay')
  await heading('Máy này không còn trong tổ')
  await visit('revoked')
}
