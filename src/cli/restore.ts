/** `npm run restore`: puts a backup back. Needs the server stopped; what was there is set aside, never deleted. */
import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { openConnection } from '../platform/database/sqlite-engine.js'
import { secretFile, settings } from '../platform/settings.js'
import { type BackupFile, copyDurably, DATABASE_FILE, fingerprintOf, isThere, MEDIA_FOLDER, readManifest, SECRET_FILE, syncFile } from './backup-folder.js'
import { number, progressLine, readArguments, say, stop } from './command.js'

const HELP = `npm run restore -- <thư mục sao lưu> [--check]

Khôi phục một bản sao lưu của npm run backup. Phải dừng máy chủ trước. Mọi tệp được đối chiếu mã kiểm tra trước khi
bắt đầu; cơ sở dữ liệu đang có được giữ lại bên cạnh dưới tên khác, không bị xoá.
  --check   chỉ kiểm tra bản sao lưu có nguyên vẹn không, không khôi phục
  --help    in hướng dẫn này
`

const MONGODB = `Với MongoDB, hãy khôi phục bằng công cụ của MongoDB rồi chép lại thư mục tệp:
  mongorestore --uri="<LANTOA_DATABASE_URL>" --gzip --drop --archive=lantoa.archive.gz`

const { positionals, values } = readArguments({ help: HELP, takesPath: true, options: { check: { type: 'boolean' } } })
const { database, dataDir, mediaDir } = settings()
if (database.kind === 'mongodb') stop(MONGODB)
const [given] = positionals
if (!given) stop(`Hãy cho biết thư mục sao lưu.\n\n${HELP.trimEnd()}`)
const folder = resolve(given)
const manifest = await readManifest(folder).catch(() => undefined)
if (!manifest) stop(`${folder} không phải một bản sao lưu trọn vẹn (thiếu hoặc hỏng manifest.json).`)

const progress = progressLine()
const damaged = await damagedFiles(manifest.files)
progress.end()
if (damaged.length) stop(`Bản sao lưu không nguyên vẹn, chưa thay đổi gì. Tệp thiếu hoặc khác:\n${damaged.map((path) => `  ${path}`).join('\n')}`)
if (!manifest.files.some(({ path }) => path === DATABASE_FILE)) stop('Bản sao lưu không có cơ sở dữ liệu.')
if (values.check) {
  say(`Bản sao lưu lúc ${manifest.createdAt} nguyên vẹn: ${number(manifest.files.length)} tệp.`)
  process.exit(0)
}
if (existsSync(database.file) && !isAlone(database.file)) stop('Máy chủ hoặc một lệnh khác đang mở cơ sở dữ liệu. Hãy dừng máy chủ rồi khôi phục lại.')

for (const [index, file] of manifest.files.entries()) {
  progress.show(`Đang khôi phục tệp ${number(index + 1)}/${number(manifest.files.length)}`)
  if (file.path.startsWith(`${MEDIA_FOLDER}/`)) await restoreMedia(file)
}
await restoreSecret(manifest.files)
const aside = await replaceDatabase(database.file)
progress.end()
say(`Đã khôi phục bản sao lưu lúc ${manifest.createdAt}.`)
if (aside) say(`Cơ sở dữ liệu cũ được giữ tại ${aside}. Khi mọi việc đã ổn, hãy tự xoá.`)
process.exit(0)

async function damagedFiles(files: readonly BackupFile[]): Promise<string[]> {
  const wrong: string[] = []
  for (const [index, { path, sha256, bytes }] of files.entries()) {
    progress.show(`Đang đối chiếu tệp ${number(index + 1)}/${number(files.length)}`)
    const file = join(folder, path)
    const found = (await isThere(file)) ? await fingerprintOf(file) : undefined
    if (found?.sha256 !== sha256 || found.bytes !== bytes) wrong.push(path)
  }
  return wrong
}

async function restoreMedia({ path, sha256, bytes }: BackupFile): Promise<void> {
  const to = join(mediaDir, path.slice(MEDIA_FOLDER.length + 1))
  const present = (await isThere(to)) ? await fingerprintOf(to) : undefined
  if (present?.sha256 === sha256 && present.bytes === bytes) return
  await copyDurably({ from: join(folder, path), to })
}

/** Without the key of its time, the backup's enrolment codes and sessions would be void. A key that differs is set aside. */
async function restoreSecret(files: readonly BackupFile[]): Promise<void> {
  const kept = files.find(({ path }) => path === SECRET_FILE)
  const place = secretFile(dataDir)
  if (!kept || process.env.LANTOA_SECRET) return
  if (await isThere(place)) {
    if ((await fingerprintOf(place)).sha256 === kept.sha256) return
    await rename(place, asideName(place))
  }
  await copyDurably({ from: join(folder, SECRET_FILE), to: place })
}

/** The new file is whole and on disk before the old one moves; a crash in between leaves both. */
async function replaceDatabase(file: string): Promise<string | undefined> {
  await mkdir(dirname(file), { recursive: true })
  const fresh = `${file}.moi`
  await copyDurably({ from: join(folder, DATABASE_FILE), to: fresh })
  const aside = existsSync(file) ? asideName(file) : undefined
  if (aside) {
    await rename(file, aside)
    for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) await rename(file + suffix, aside + suffix)
  }
  await rename(fresh, file)
  await syncFile(dirname(file))
  return aside
}

function asideName(file: string): string {
  return `${file}.truoc-khoi-phuc-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`
}

/** Whoever else has a write-ahead database open holds a lock on it for as long; only alone can its journal be folded in. */
function isAlone(file: string): boolean {
  const connection = openConnection(file, { readOnly: true })
  try {
    connection.exec('PRAGMA query_only = 0')
    connection.exec('PRAGMA busy_timeout = 300')
    const [answer] = connection.prepare('PRAGMA journal_mode = DELETE').all() as { journal_mode: string }[]
    return answer?.journal_mode === 'delete'
  } catch {
    return false
  } finally {
    connection.close()
  }
}
