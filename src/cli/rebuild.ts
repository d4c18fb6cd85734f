/** `npm run rebuild`: computes anew what verify finds wrong, in short steps beside a running server. */
import { rebuild } from '../reach/rebuild.js'
import { number, openRows, progressLine, readArguments, say, stop } from './command.js'
import { differenceLines, progressText } from './differences.js'

const HELP = `npm run rebuild

Kiểm tra như npm run verify rồi tính lại những chỗ khác, từng bước ngắn; máy chủ vẫn phục vụ được.
Những gì tổ và cán bộ đã ghi không bị thay đổi: chỉ số liệu tính ra từ đó được tính lại.
  --help   in hướng dẫn này
Kết thúc với mã 0 khi cuối cùng mọi số liệu đều đúng.
`

readArguments({ help: HELP })
const { database, close } = await openRows()
const lineOf = differenceLines(database)
const progress = progressLine()
const repaired: Promise<void>[] = []

const { found, left } = await rebuild({
  database,
  now: () => new Date(),
  onProgress: (state) => progress.show(progressText('Đã xem', state)),
  onRepair: (difference) => void repaired.push(lineOf(difference).then((line) => say(`Đã tính lại: ${line}`))),
})
await Promise.all(repaired)
progress.end()
for (const difference of left) say(`Còn khác: ${await lineOf(difference)}`)
await close()

if (left.length) stop(`Còn ${number(left.length)} chỗ chưa đúng, cần người xem lại.`)
process.stderr.write(found ? `Đã tính lại ${number(found)} chỗ, mọi số liệu đều đúng.\n` : 'Mọi số liệu đều đúng, không có gì phải tính lại.\n')
process.exit(0)
