/** `npm run bench`: the product beside its peers, and the table that goes into bench/RESULTS.md. */
import { runImportBench } from '../../bench/import.js'
import { runBench } from '../../bench/run.js'
import { readArguments } from './command.js'

const HELP = `npm ci --prefix bench
npm run bench -- [--teams 2000] [--seconds 8] [--nation 0|100000]
npm run bench -- --import 100000 [--mongodb <địa chỉ>]

Đo sản phẩm cạnh hai máy chủ đối chiếu, trên bản sao của cùng một tệp dữ liệu. In bảng kết quả; không đổi dữ liệu nào khác.
`

const text = { type: 'string' } as const
const { values } = readArguments({ help: HELP, options: { teams: text, seconds: text, nation: text, import: text, mongodb: text } })
const tell = (line: string): void => void process.stderr.write(`${line}\n`)
const { mongodb } = values

const table =
  values.import === undefined
    ? await runBench({ teams: Number(values.teams ?? 2_000), seconds: Number(values.seconds ?? 8), nation: Number(values.nation ?? 0) }, tell)
    : await runImportBench({ villages: Number(values.import), ...(typeof mongodb === 'string' ? { mongodb } : {}) }, tell)
process.stdout.write(`${table}\n`)
process.exit(0)
