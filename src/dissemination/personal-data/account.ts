// What is held on the holder of an account: for oneself, and for an administrator whose territory holds the account's.
import type { Account } from '../../access/account.js'
import { isWithin } from '../../access/account.js'
import { orgUnits } from '../../organisation/tables.js'
import { logCall } from '../../platform/database/perform.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { logSection } from './log.js'
import { type DataSheet, momentText, NONE, textOr } from './sheet.js'
import { KEPT_LISTS, ROLES } from './words.js'

export interface DataCaller {
  account: Account
  requestId: string | null
}

interface UserDoc {
  id: string
  name?: string | null
  email?: string | null
  username?: string | null
  phone?: string | null
  roles?: string[] | null
  units?: unknown[] | null
  territory?: string[] | null
  hash?: string | null
  resetPasswordToken?: string | null
  resetPasswordExpiration?: string | null
  sessions?: { createdAt?: string | null; expiresAt?: string | null }[] | null
  createdAt?: string
  updatedAt?: string
}

/** @throws Problem 404 for an account that is neither one's own nor wholly inside the territory of an administrator */
export async function accountData({ id, caller: { account, requestId } }: { id: string; caller: DataCaller }): Promise<DataSheet> {
  const { payload, database, now } = services()
  const user = await payload.db.findOne<UserDoc>({ collection: 'users', where: { id: { equals: id } } })
  if (!user || !mayRead(user, account)) throw problem({ code: 'not-found' })
  const units = await database.read.find(orgUnits, { where: [['id', 'in', unitIds(user)]], columns: ['id', 'name'] })
  const moment = now()
  const linkUntil = user.resetPasswordToken && user.resetPasswordExpiration && new Date(user.resetPasswordExpiration) > moment ? momentText(user.resetPasswordExpiration) : NONE
  const open = (user.sessions ?? []).filter(({ expiresAt }) => typeof expiresAt === 'string' && new Date(expiresAt) > moment)
  const sheet: DataSheet = {
    title: 'Dữ liệu đang giữ về chủ tài khoản',
    person: textOr(user.name, id),
    printedAt: momentText(moment),
    sections: [
      {
        title: 'Tài khoản',
        facts: [
          { label: 'Họ và tên', value: textOr(user.name) },
          { label: 'Tên đăng nhập', value: textOr(user.username) },
          { label: 'Thư điện tử', value: textOr(user.email) },
          { label: 'Điện thoại', value: textOr(user.phone) },
          { label: 'Vai trò', value: (user.roles ?? []).map((role) => ROLES[role] ?? role).join(', ') || 'không có: tài khoản đang khoá' },
          { label: 'Địa bàn', value: units.map((unit) => String(unit.name)).join(', ') || NONE },
          { label: 'Tạo lúc', value: momentText(user.createdAt) },
          { label: 'Sửa lần cuối lúc', value: momentText(user.updatedAt) },
          { label: 'Mật khẩu', value: user.hash ? 'đã đặt; chỉ giữ dạng mã hoá một chiều, không ai đọc được' : 'chưa đặt' },
          { label: 'Đường dẫn đặt mật khẩu', value: linkUntil === NONE ? NONE : `đang chờ dùng, đến ${linkUntil}` },
        ],
      },
      { title: 'Những lần đăng nhập còn hiệu lực', list: { headings: ['Đăng nhập lúc', 'Hết hạn lúc'], rows: open.map(({ createdAt, expiresAt }) => [momentText(createdAt), momentText(expiresAt)]), left: 0 } },
      await logSection({ title: 'Những lần hồ sơ tài khoản này được tạo, sửa', where: [['subject', '=', `users/${id}`]], withActor: true }),
      await logSection({
        title: 'Việc chủ tài khoản đã làm',
        note: 'Gồm cả xác nhận và báo cáo ghi thay cho tổ, quyết định duyệt hoặc trả lại. Nội dung giữ trong từng hồ sơ.',
        where: [['actor', '=', id]],
        withActor: false,
      }),
      { title: 'Ngoài ra', note: `${user.email ? 'Thư báo việc gửi tới địa chỉ trên được giữ trong sổ thư: địa chỉ, tiêu đề, nội dung, lúc gửi. ' : ''}${KEPT_LISTS} Không giữ địa chỉ mạng của người đăng nhập.` },
    ],
  }
  await logCall({ at: moment.toISOString(), actor: account.id, action: 'users.print-data', subject: `users/${id}`, path: user.territory?.[0] ?? null, requestId })
  return sheet
}

function mayRead({ id, territory }: UserDoc, account: Account): boolean {
  if (id === account.id) return true
  return account.roles.includes('admin') && Array.isArray(territory) && territory.length > 0 && territory.every((path) => isWithin(path, account.territory))
}

function unitIds({ units }: UserDoc): string[] {
  return (units ?? []).flatMap((unit) => (typeof unit === 'string' ? [unit] : typeof unit === 'object' && unit !== null && 'id' in unit ? [String(unit.id)] : []))
}
