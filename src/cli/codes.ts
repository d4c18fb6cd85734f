/** `npm run codes`: enrolment codes for the teams of a unit, as a table or as A4 sheets with a QR code. */
import { writeFile } from 'node:fs/promises'
import { number, progressLine, readArguments, say, stop } from './command.js'
import { settings } from '../platform/settings.js'

const HELP = `npm run codes -- --unit=<mã đơn vị> [--team=<mã tổ>] [--html=<tệp>]

Làm mã nhận máy cho các tổ đang hoạt động của một đơn vị và các đơn vị bên dưới. Mã chỉ hiện một lần, dùng cho
một máy, trong 60 ngày; mã chưa dùng làm trước đây của các tổ này thôi hiệu lực.
  --unit   mã đơn vị (mã hành chính hoặc mã trong hệ thống)
  --team   chỉ làm cho tổ này (dùng được nhiều lần)
  --html   ghi phiếu A4 có mã QR ra tệp này (cần LANTOA_PUBLIC_URL); không có thì in thành bảng
  --help   in hướng dẫn này
`

const { values } = readArguments({ help: HELP, options: { unit: { type: 'string' }, team: { type: 'string', multiple: true }, html: { type: 'string' } } })
if (typeof values.unit !== 'string') stop(`Hãy cho biết đơn vị.\n\n${HELP.trimEnd()}`)
const { publicUrl } = settings()
if (typeof values.html === 'string' && !publicUrl) stop('Phiếu có mã QR cần địa chỉ mà điện thoại mở được: hãy đặt LANTOA_PUBLIC_URL.')

const progress = progressLine()
progress.show('Đang mở cơ sở dữ liệu…')
const { startServices } = await import('../start.js')
const { closeServices } = await import('../platform/services.js')
const { orgUnits } = await import('../organisation/tables.js')
const { makeEnrolmentCodes } = await import('../dissemination/desk-calls.js')
const { codeSheets } = await import('../dissemination/code-sheets.js')
const { isProblem } = await import('../platform/problems.js')
const { newId } = await import('../platform/ids.js')
const { hanoiDay } = await import('../dissemination/event-rules.js')

const { database } = await startServices({ thread: false })
const unit = (await database.read.byId(orgUnits, values.unit)) ?? (await database.read.findOne(orgUnits, { where: [['openCode', '=', values.unit]] }))
if (!unit) stop(`Không có đơn vị nào mang mã ${values.unit}.`)

/** Whoever may run commands on this machine acts for the product itself, and the log says so. */
const caller = { account: { id: 'product', email: '', name: 'Lệnh trên máy chủ', roles: ['admin' as const], units: [], unitTypes: [], territory: ['/'] }, requestId: newId() }
try {
  const codes = await makeEnrolmentCodes(String(unit.id), caller, Array.isArray(values.team) ? values.team : undefined)
  progress.show(`Đã làm ${number(codes.length)} mã cho ${String(unit.name)}.`)
  progress.end()
  if (!codes.length) stop('Đơn vị này không có tổ nào đang hoạt động.')
  if (typeof values.html === 'string' && publicUrl) {
    await writeFile(values.html, await codeSheets(codes, publicUrl), { mode: 0o600 })
    say(`Phiếu đã ghi vào ${values.html}. Tệp này mở được máy của tổ: in xong hãy xoá.`)
  } else {
    const names = codes.map(({ team, unit: place, above }) => [team, team.toLowerCase().includes(place.toLowerCase()) ? '' : place, above].filter(Boolean).join(', '))
    const widest = Math.max(...names.map((name) => name.length))
    codes.forEach(({ code, expiresAt }, index) => say(`${(names[index] ?? '').padEnd(widest)}  ${code.slice(0, 4)} ${code.slice(4)}  đến hết ${hanoiDay(expiresAt)}`))
  }
} catch (error) {
  if (!isProblem(error)) throw error
  stop(error.errors?.map(({ message }) => message).join(' ') ?? error.message)
}
await closeServices()
process.exit(0)
