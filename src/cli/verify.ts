/** `npm run verify`: proves that figures follow from the facts; names what differs; changes nothing. */
import { verify } from '../reach/verify.js'
import { number, openRows, progressLine, readArguments, say } from './command.js'
import { differenceLines, progressText } from './differences.js'

const HELP = `npm run verify [-- --assignment=<mã>] [-- --json]

Kiểm tra số liệu: mỗi việc của tổ có đúng với những gì tổ đã gửi, số cộng của từng đơn vị có đúng ở cả
địa bàn khi giao và địa bàn hiện nay, danh sách nhận có bằng số việc cộng số tổ không giao.
Không thay đổi gì, chạy được trong lúc máy chủ đang phục vụ.
  --assignment   chỉ kiểm tra một lần giao việc (dùng được nhiều lần)
  --json         mỗi chỗ khác là một dòng JSON
  --help         in hướng dẫn này
Kết thúc với mã 0 khi mọi số liệu đều đúng.
`

const { values } = readArguments({ help: HELP, options: { assignment: { type: 'string', multiple: true }, json: { type: 'boolean' } } })
const { database, close } = await openRows()
const lineOf = differenceLines(database)
const progress = progressLine()
const only = Array.isArray(values.assignment) ? values.assignment : undefined

const result = await verify({
  reads: database.read,
  ...(only ? { only } : {}),
  onDifference: async (difference) => say(values.json ? JSON.stringify(difference) : await lineOf(difference)),
  onProgress: (state) => progress.show(progressText('Đã kiểm tra', state)),
})
progress.end()
await close()

const checked = `${number(result.assignments)} lần giao việc, ${number(result.deliveries)} việc của tổ`
const isWhole = !only || result.assignments === new Set(only).size
if (!isWhole) process.stderr.write('Có mã giao việc không tìm thấy hoặc chưa giao.\n')
process.stderr.write(result.differences ? `Có ${number(result.differences)} chỗ khác (${checked}). Chạy npm run rebuild để tính lại.\n` : `Mọi số liệu đều đúng (${checked}).\n`)
process.exit(result.differences || !isWhole ? 1 : 0)
