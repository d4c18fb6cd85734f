/** `npm run bench`: the product beside its peers, and the table that goes into bench/RESULTS.md. */
import { runImportBench } from '../../bench/import.js'
import { runBench } from '../../bench/run.js'

const args = process.argv.slice(2)
const numberAfter = (name: string, otherwise: number): number => {
  const index = args.indexOf(name)
  return index < 0 ? otherwise : Number(args[index + 1])
}

if (args.includes('--help')) {
  process.stdout.write('npm ci --prefix bench\nnpm run bench -- [--teams 2000] [--seconds 8] [--nation 0|100000]\nnpm run bench -- --import 100000 [--mongodb <địa chỉ>]\n\nĐo sản phẩm cạnh hai máy chủ đối chiếu, trên bản sao của cùng một tệp dữ liệu. In bảng kết quả; không đổi dữ liệu nào khác.\n')
} else if (args.includes('--import')) {
  const address = args.indexOf('--mongodb')
  const mongodb = address < 0 ? undefined : args[address + 1]
  const table = await runImportBench({ villages: numberAfter('--import', 100_000), ...(mongodb ? { mongodb } : {}) }, (line) => process.stderr.write(`${line}\n`))
  process.stdout.write(`${table}\n`)
} else {
  const table = await runBench({ teams: numberAfter('--teams', 2_000), seconds: numberAfter('--seconds', 8), nation: numberAfter('--nation', 0) }, (line) => process.stderr.write(`${line}\n`))
  process.stdout.write(`${table}\n`)
}
process.exit(0)
