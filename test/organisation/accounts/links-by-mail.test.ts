/** Password links by e-mail through a real SMTP server on a socket, in Vietnamese; who has no address, or whose letter is refused, gets paper. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type ParsedMail, simpleParser } from 'mailparser'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { type Answer, PASSWORD, type Product, startProduct } from '../../access/product.js'
import { emailOf, makeTwoCommunes, type TwoCommunes } from '../../access/two-communes.js'
import { until } from '../../support/product.js'

const received: ParsedMail[] = []
const post = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo: ({ address }, _session, done) => done(address.startsWith('day-hop-thu') ? new Error('no such box') : undefined),
  onData: (stream, _session, done) => {
    simpleParser(stream).then((mail) => {
      received.push(mail)
      done()
    }, done)
  },
})
let product: Product
let country: TwoCommunes
let admin: string

beforeAll(async () => {
  await new Promise<void>((done) => post.listen(0, '127.0.0.1', done))
  process.env.LANTOA_SMTP_URL = `smtp://127.0.0.1:${(post.server.address() as AddressInfo).port}`
  process.env.LANTOA_MAIL_FROM = 'Lan Tỏa <lantoa@example.vn>'
  product = await startProduct('sqlite')
  country = await makeTwoCommunes(product.payload)
  admin = await product.signIn(emailOf('admin', 'inside'))
}, 180_000)
afterAll(async () => {
  await product.stop()
  await new Promise<void>((done) => post.close(() => done()))
})

const make = async (data: object): Promise<{ id: string; username: string }> =>
  (await product.call({ path: '/api/users', token: admin, body: { name: 'Vừ Mí Sính', password: PASSWORD, roles: ['manager'], units: [country.inside.commune], ...data } })).json.doc
const tokenIn = (text: string | undefined): string => /\/admin\/reset\/([0-9a-f]{40})/.exec(text ?? '')?.[1] ?? ''
const reset = (token: string): Promise<Answer> => product.call({ path: '/api/users/reset-password', body: { token, password: 'mat-khau-moi-chon' } })
const lettersTo = (address: string): ParsedMail[] => received.filter((mail) => [mail.to].flat().some((to) => to?.value.some((one) => one.address === address)))

test('who has an address gets a letter, who has none or a refused one a sheet; a newer link ends the older', async () => {
  const mailed = await make({ email: 'sinh@thu.example' })
  const paper = await make({})
  const refused = await make({ email: 'day-hop-thu@thu.example' })
  const send = async (): Promise<{ userId: string; sent: boolean; url?: string; signIn: string }[]> =>
    (await product.call({ path: '/api/users/password-links', token: admin, body: { userIds: [mailed.id, paper.id, refused.id], send: true } })).json.links
  const links = await send()
  const of = (id: string) => links.find(({ userId }) => userId === id)
  expect(of(mailed.id)).toMatchObject({ sent: true })
  expect(of(mailed.id)?.url).toBeUndefined()
  expect(of(paper.id)).toMatchObject({ sent: false, signIn: paper.username, url: expect.stringContaining('/admin/reset/') })
  expect(of(refused.id)).toMatchObject({ sent: false, url: expect.stringContaining('/admin/reset/') })

  const [letter] = lettersTo('sinh@thu.example')
  expect(letter?.subject).toBe('Lan Tỏa: đặt mật khẩu cho tài khoản của bạn')
  expect(letter?.from?.value[0]?.address).toBe('lantoa@example.vn')
  expect(letter?.text).toContain('Kính gửi Vừ Mí Sính')
  expect(letter?.text).toContain('đăng nhập bằng sinh@thu.example')

  await send()
  const [first, second] = lettersTo('sinh@thu.example').map((mail) => tokenIn(mail.text))
  expect((await reset(first ?? '')).status).toBe(403)
  expect((await reset(second ?? '')).status).toBe(200)
})

test('a forgotten password: by sign-in name the letter goes to the address, and without an address nothing is sent', async () => {
  const holder = await make({ email: 'quen@thu.example' })
  const without = await make({})
  const before = received.length
  for (const username of [without.username, holder.username]) expect((await product.call({ path: '/api/users/forgot-password', body: { username } })).status).toBe(200)
  const [letter] = await until(async () => lettersTo('quen@thu.example').length > 0 && lettersTo('quen@thu.example'), 'the letter')
  expect(letter?.subject).toBe('Lan Tỏa: đặt lại mật khẩu')
  expect(letter?.text).toContain('trong 1 giờ')
  expect(received).toHaveLength(before + 1)
  expect((await reset(tokenIn(letter?.text))).status).toBe(200)
})
