/** `npm run import`: checks a list of units, teams, members or accounts and, where all is well, writes it as one batch. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { importKinds, isImportKind, kindDefinition, type ImportColumn, type ImportKind } from '../organisation/import/kinds.js'
import type { CheckedImport } from '../organisation/import/check-import.js'
import type { WrongRow } from '../organisation/import/batches.js'
import type { Database } from '../platform/database/tables.js'
import { isProblem } from '../platform/problems.js'
import { number, type OpenRows, openRows, progressLine, readArguments, say, stop } from './command.js'

const HELP = `npm run import -- --kind units|teams|members|accounts <tệp.xlsx|tệp.csv> [--dry-run]

Nhập danh sách thôn, tổ dân vận, thành viên, tài khoản từ Excel. Luôn kiểm tra trước; chỉ ghi khi không còn dòng lỗi.
  --kind             loại danh sách: ${importKinds.join(', ')}
  --dry-run          chỉ kiểm tra, không thay đổi gì; chạy được trong lúc máy chủ đang phục vụ
  --errors <tệp>     ghi các dòng lỗi kèm lý do ra tệp .xlsx để sửa rồi nhập lại
  --without-wrong    vẫn ghi các dòng đúng khi có dòng lỗi
  --undo <mã>        hoàn tác một lần nhập (mã được in ra khi nhập)
  --help             in hướng dẫn này
Kết thúc với mã 0 khi mọi dòng đều nhận được.
`
/** Problems printed one by one; the file of wrong rows has all of them. */
const LINES = 40

const { values, positionals } = readArguments({
  help: HELP,
  takesPath: true,
  options: { kind: { type: 'string' }, 'dry-run': { type: 'boolean' }, errors: { type: 'string' }, 'without-wrong': { type: 'boolean' }, undo: { type: 'string' } },
})
const caller = { account: { id: 'product', territory: ['/'] }, requestId: null, isWhole: true }
const progress = progressLine()

try {
  process.exitCode = typeof values.undo === 'string' ? await takeBack(values.undo) : await bringIn()
} catch (error) {
  if (!isProblem(error)) throw error
  progress.end()
  stop(error.message)
}

async function bringIn(): Promise<number> {
  const [path, ...others] = positionals
  const kind = values.kind
  if (!isImportKind(kind) || !path || others.length) stop(`Hãy nêu loại danh sách và một tệp.\n\n${HELP.trimEnd()}`)
  if (!existsSync(path)) stop(`Không có tệp ${path}.`)
  return values['dry-run'] === true ? check(kind, path) : write(kind, path)
}

/** Opens rows only to read them; accounts are read through Payload. */
async function check(kind: ImportKind, path: string): Promise<number> {
  const { database, close } = kind === 'accounts' ? await openAll() : await openRows()
  try {
    const checked = await readAndShow({ kind, path, keep: false, database })
    return checked.counts.wrong > 0 ? 1 : 0
  } finally {
    await close()
  }
}

async function write(kind: ImportKind, path: string): Promise<number> {
  const { database, close } = await openAll()
  const { applyImport, importById } = await import('../organisation/import/apply-import.js')
  try {
    const { id, counts } = await readAndShow({ kind, path, keep: true, database })
    if (counts.new + counts.changed === 0) return counts.wrong > 0 ? 1 : 0
    if (counts.wrong > 0 && values['without-wrong'] !== true) {
      say('Còn dòng lỗi nên chưa ghi gì. Sửa các dòng đó rồi nhập lại, hoặc thêm --without-wrong để ghi các dòng đúng.')
      return 1
    }
    progress.show('Đang ghi…')
    const { end } = await applyImport({ id, caller, withoutWrong: values['without-wrong'] === true })
    await end
    progress.end()
    const { state } = await importById(id, caller)
    if (state !== 'applied') stop('Dữ liệu đã có người sửa trong lúc kiểm tra nên chưa ghi gì. Hãy chạy lại.')
    say(`Đã ghi ${number(counts.new)} dòng mới, ${number(counts.changed)} dòng thay đổi. Muốn hoàn tác: npm run import -- --undo ${id}`)
    return counts.wrong > 0 ? 1 : 0
  } finally {
    await close()
  }
}

async function takeBack(id: string): Promise<number> {
  const { close } = await openAll()
  const { undoAppliedImport, importById } = await import('../organisation/import/apply-import.js')
  const { shownImport } = await import('../organisation/import/show-import.js')
  try {
    const { end } = await undoAppliedImport({ id, caller })
    await end
    const { kept, keptTotal } = shownImport(await importById(id, caller))
    for (const { row, message } of kept.slice(0, LINES)) say(`  dòng ${row ?? ''}: ${message}`)
    say(keptTotal > 0 ? `Đã hoàn tác, giữ lại ${number(keptTotal)} mục vì đã có người dùng.` : 'Đã hoàn tác.')
    return 0
  } finally {
    await close()
  }
}

async function readAndShow({ kind, path, keep, database }: { kind: ImportKind; path: string; keep: boolean; database: Database }): Promise<CheckedImport> {
  const { checkImport } = await import('../organisation/import/check-import.js')
  const { storedAccounts } = await import('../organisation/import/accounts.js')
  const wrong: WrongRow[] = []
  progress.show('Đang đọc tệp…')
  const checked = await checkImport({
    path: resolve(path), fileName: basename(path), kind, keep, database, accounts: storedAccounts, now: new Date(),
    importer: { account: { id: 'product', roles: ['admin'], territory: ['/'], units: [] }, isWhole: true },
    onRows: (done, found) => {
      wrong.push(...found)
      progress.show(`Đã kiểm tra ${number(done)} dòng`)
    },
  })
  progress.end()
  for (const { row, message } of checked.notices.slice(0, LINES)) say(`  ${row ? `dòng ${row}: ` : ''}${message}`)
  for (const { row, column, message } of checked.problems.slice(0, LINES)) say(`  dòng ${row ?? ''}${column ? `, cột ${column}` : ''}: ${message}`)
  if (checked.problemsTotal > LINES) say(`  … và ${number(checked.problemsTotal - LINES)} lỗi khác`)
  const { counts } = checked
  say(`${kindDefinition(kind).title}: ${number(counts.new)} mới, ${number(counts.changed)} thay đổi, ${number(counts.unchanged)} không đổi, ${number(counts.wrong)} lỗi`)
  if (typeof values.errors === 'string' && wrong.length) await writeErrors(values.errors, columnsOf(kind, checked.columns), wrong)
  return checked
}

async function writeErrors(path: string, columns: readonly ImportColumn[], wrong: readonly WrongRow[]): Promise<void> {
  const { errorsXlsx } = await import('../organisation/import/templates.js')
  await writeFile(path, await errorsXlsx({ columns, rows: wrong }))
  say(`Các dòng lỗi: ${path}`)
}

function columnsOf(kind: ImportKind, keys: readonly string[]): ImportColumn[] {
  return keys.flatMap((key) => kindDefinition(kind).columns.find((column) => column.key === key) ?? [])
}

async function openAll(): Promise<OpenRows> {
  const { startServices } = await import('../start.js')
  const { closeServices } = await import('../platform/services.js')
  return { database: (await startServices({ thread: false })).database, close: closeServices }
}
