// The first account: a page behind a one-time address that the server prints while it has no account. Its key lives in
// this process's memory only; who started the server hands it on. Mounted by the kernel as pages.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

import { problem } from '../problems.js'
import { contextOf } from './context.js'
import { endpoint, type EndpointResult, type Route, route } from './endpoint.js'
import { escapeHtml, page } from './page.js'
import { readBody } from './read-bytes.js'
import { pageHeaders } from './security-headers.js'

export interface FirstAccount {
  /** Absent: the whole country, below which the guide puts the province that is picked there. */
  unit: { name: string; type: UnitType } | undefined
  name: string
  email: string
  password: string
}

export interface SetupInput {
  /** True while nobody can sign in. */
  isNeeded: () => Promise<boolean>
  /** Makes the highest unit and its administrator; throws an error whose message is a sentence for the form. */
  create: (account: FirstAccount) => Promise<void>
}

export interface Setup {
  routes: Route[]
  /** The path to print, or undefined when there is an account already. */
  path: () => Promise<string | undefined>
}

/** A wrong entry of the form, said in one sentence. */
export class SetupError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SetupError'
  }
}

const unitTypes = { province: 'Tỉnh, thành phố', nation: 'Trung ương', district: 'Huyện', commune: 'Xã, phường' } as const
type UnitType = keyof typeof unitTypes

const form = z.object({
  unitName: z.string().trim().max(200, 'Tên đơn vị dài quá. Hãy ghi gọn lại.').default(''),
  unitType: z.enum(['nation', 'province', 'district', 'commune'], 'Hãy chọn loại đơn vị.').default('province'),
  name: z.string().trim().min(1, 'Hãy ghi họ và tên.').max(120, 'Họ và tên dài quá. Hãy ghi gọn lại.'),
  email: z.string().trim().max(254).regex(/^[^\s@]+@[^\s@]+$/, 'Hãy ghi đúng địa chỉ thư điện tử.'),
  password: z.string().min(12, 'Mật khẩu cần ít nhất 12 ký tự.').max(200, 'Mật khẩu dài quá. Hãy chọn mật khẩu ngắn hơn.'),
  again: z.string(),
}).refine((values) => values.password === values.again, { message: 'Hai lần ghi mật khẩu chưa giống nhau.', path: ['again'] })

const READY = 'Lan Tỏa đã được thiết lập. Địa chỉ này chỉ dùng được một lần; hãy mở trang quản trị để đăng nhập.'
const WITHOUT_KEY = 'Địa chỉ này còn thiếu phần sau dấu “?”. Hãy chép cả dòng địa chỉ mà máy chủ in ra lúc khởi động.'
const WRONG_KEY = 'Địa chỉ thiết lập này không đúng hoặc đã cũ. Mỗi lần khởi động, máy chủ in ra một địa chỉ mới; hãy dùng địa chỉ mới nhất.'

export function setup({ isNeeded, create }: SetupInput): Setup {
  const key = randomBytes(24).toString('base64url')
  let isUsed = false
  let creating = Promise.resolve()

  const admit = async (given: string) => {
    if (isUsed || !isSame(given, key) || !(await isNeeded())) {
      const isReady = isUsed || !(await isNeeded())
      throw problem({ code: 'not-found', title: isReady ? READY : given === '' ? WITHOUT_KEY : WRONG_KEY })
    }
  }

  return {
    path: async () => (!isUsed && (await isNeeded()) ? `/setup?key=${key}` : undefined),
    routes: [
      route('GET', '/setup', endpoint({
        who: 'anyone',
        isGuessable: true,
        run: async ({ request }) => {
          await admit(keyOf(request.query))
          return html(200, formPage({ key }))
        },
      })),
      route('POST', '/setup', endpoint({
        who: 'anyone',
        isGuessable: true,
        run: async ({ request }) => {
          await admit(keyOf(request.query))
          const entries = Object.fromEntries(new URLSearchParams((await readBody(request, { limit: 16 * 1024 })).toString('utf8')))
          const parsed = form.safeParse(entries)
          if (!parsed.success) return html(422, formPage({ key, entries, wrong: parsed.error.issues[0]?.message ?? '' }))
          // One after another: a second click finds the account of the first.
          const turn = creating.then(async () => {
            await admit(keyOf(request.query))
            const { unitName, unitType, name, email, password } = parsed.data
            await create({ unit: unitName === '' ? undefined : { name: unitName, type: unitType }, name, email, password })
            isUsed = true
          })
          creating = turn.catch(() => undefined)
          try {
            await turn
          } catch (error) {
            if (error instanceof SetupError) return html(422, formPage({ key, entries, wrong: error.message }))
            throw error
          }
          contextOf(request).services.logger.info('the first account was made')
          return { status: 303, headers: { Location: `/admin/login?redirect=${encodeURIComponent('/admin/first-run')}`, 'Cache-Control': 'no-store' } }
        },
      })),
    ],
  }
}

function keyOf(query: Record<string, unknown>): string {
  return typeof query.key === 'string' ? query.key : ''
}

function isSame(given: string, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(key))
}

function html(status: number, body: string): EndpointResult {
  return { status, body, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': pageHeaders.form, 'Referrer-Policy': 'no-referrer' } }
}

function formPage({ key, entries = {}, wrong }: { key: string; entries?: Record<string, string>; wrong?: string }): string {
  const value = (name: string) => escapeHtml(entries[name] ?? '')
  const options = Object.entries(unitTypes).map(([type, label]) => `<option value="${type}"${entries.unitType === type ? ' selected' : ''}>${label}</option>`).join('')
  return page({
    title: 'Thiết lập Lan Tỏa',
    body: `<h1>Thiết lập Lan Tỏa</h1>
<p>Chưa có tài khoản nào. Trang này tạo tài khoản quản trị đầu tiên, chỉ dùng được một lần. Đăng nhập xong, phần mềm chỉ từng bước: chọn tỉnh, nhập thôn, lập tổ, in mã, giao văn bản đầu tiên.</p>
${wrong ? `<p class="wrong" role="alert">${escapeHtml(wrong)}</p>` : ''}
<form method="post" action="/setup?key=${encodeURIComponent(key)}">
<label for="name">Họ và tên của bạn</label>
<input id="name" name="name" required maxlength="120" autocomplete="name" value="${value('name')}">
<label for="email">Thư điện tử</label>
<input id="email" name="email" type="email" required autocomplete="username" value="${value('email')}">
<label for="password">Mật khẩu</label>
<p class="hint" id="hint">Ít nhất 12 ký tự; một câu dễ nhớ là tốt nhất.</p>
<input id="password" name="password" type="password" required minlength="12" autocomplete="new-password" aria-describedby="hint">
<label for="again">Ghi lại mật khẩu</label>
<input id="again" name="again" type="password" required autocomplete="new-password">
<details${value('unitName') === '' ? '' : ' open'}>
<summary>Không dùng cho cả tỉnh, thành phố?</summary>
<p class="hint">Bỏ qua phần này nếu dùng cho một tỉnh, thành phố, hoặc chỉ vài xã của một tỉnh: bước sau chọn từ danh sách có sẵn. Chỉ ghi khi đơn vị cao nhất là đơn vị khác.</p>
<label for="unitName">Tên đơn vị cao nhất</label>
<input id="unitName" name="unitName" maxlength="200" value="${value('unitName')}">
<label for="unitType">Loại đơn vị</label>
<select id="unitType" name="unitType">${options}</select>
</details>
<button>Tạo tài khoản</button>
</form>`,
  })
}
