/** Mail to account holders through a real SMTP server on a socket: once for each person and cause, in Vietnamese. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type ParsedMail, simpleParser } from 'mailparser'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { type Commune, enrolPhone, makeApprovedResolution, makeCommune, uuid } from '../support/commune.js'
import { kinds } from '../support/fresh-database.js'
import { ADMIN, type Caller, caller, freshEnvironment, make, type Product, setUp, startProduct, until } from '../support/product.js'

describe.each(kinds)('mail, on %s', (kind) => {
  const received: ParsedMail[] = []
  let isRefusing = true
  const post = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      if (isRefusing) {
        stream.resume()
        stream.on('end', () => done(new Error('the box is full for a moment')))
        return
      }
      simpleParser(stream).then(
        (mail) => {
          received.push(mail)
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  let product: Product
  let admin: Caller
  let commune: Commune
  let phone: Caller
  let assignment: { id: string }
  let hash: string

  const mails = (subject: RegExp): ParsedMail[] => received.filter((mail) => subject.test(mail.subject ?? ''))

  beforeAll(async () => {
    await new Promise<void>((done) => post.listen(0, '127.0.0.1', done))
    const { port } = post.server.address() as AddressInfo
    product = await startProduct(freshEnvironment(kind), { LANTOA_SMTP_URL: `smtp://127.0.0.1:${port}`, LANTOA_MAIL_FROM: 'Lan Tỏa <lantoa@example.vn>' })
    const first = await setUp(product)
    admin = first.admin
    commune = await makeCommune({ url: product.url, admin, province: first.province, villages: 2 })
    const resolution = await makeApprovedResolution(admin, first.province)
    hash = resolution.hash
    assignment = await make(admin, 'assignments', { owner: first.province, title: 'Học tập Nghị quyết', content: [{ relationTo: 'resolutions', value: resolution.id }], audience: { units: [commune.id] }, ackDue: '2030-02-03', ackRule: 'any' })
    phone = (await enrolPhone({ url: product.url, manager: commune.manager, commune: commune.id, team: commune.villages[0]?.team ?? '' })).phone
  }, 120_000)
  afterAll(async () => {
    await product.stop()
    await new Promise<void>((done) => post.close(() => done()))
  })

  test('a forgotten password comes as a letter with a link', async () => {
    isRefusing = false
    expect((await caller(product.url)('POST', '/api/users/forgot-password', { email: ADMIN.email })).status).toBe(200)
    const [letter] = await until(async () => mails(/mật khẩu/).length > 0 && mails(/mật khẩu/), 'the letter')
    expect(letter?.html).toContain('/admin/reset/')
    expect(letter?.from?.value[0]?.address).toBe('lantoa@example.vn')
  })

  test('a new document is told to the accounts of the commune, each once, and not to its sender', async () => {
    expect((await admin('POST', `/api/assignments/${assignment.id}/publish`)).status).toBe(202)
    await until(async () => mails(/Công văn mới/).length >= 2, 'the letters')
    await admin('POST', `/api/assignments/${assignment.id}/publish`)
    await new Promise((done) => setTimeout(done, 3_000))
    const letters = mails(/Công văn mới: Học tập Nghị quyết/)
    const to = letters.flatMap((letter) => [letter.to].flat().flatMap((one) => one?.value.map(({ address }) => address?.split('-')[0]) ?? []))
    expect(to.sort()).toEqual(['editor', 'manager'])
    expect(letters[0]?.text).toContain('03/02/2030')
    expect(letters[0]?.text).toContain(`${product.url}/admin/reach/${assignment.id}`)
  }, 60_000)

  test('a report that waits is told to the commune’s manager once, however often the phone sends it', async () => {
    const { body } = await phone('GET', '/field/v1/deliveries')
    const report = { clientId: uuid(), deliveryIds: [body.items[0].id], sessions: [], householdsReached: 3, at: new Date().toISOString() }
    for (let round = 0; round < 3; round += 1) expect([200, 201]).toContain((await phone('POST', '/field/v1/reports', report)).status)
    await until(async () => mails(/Báo cáo chờ duyệt/).length > 0, 'the letter')
    await new Promise((done) => setTimeout(done, 3_000))
    const letters = mails(/Báo cáo chờ duyệt/)
    expect(letters).toHaveLength(1)
    expect(letters[0]?.text).not.toContain('Thành viên')
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
  }, 60_000)
})
