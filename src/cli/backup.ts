/** `npm run backup`: the database and all files into one folder with checksums, also while the server runs. */
import { existsSync } from 'node:fs'
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { openConnection } from '../platform/database/sqlite-engine.js'
import { isWritableFolder, secretFile, settings } from '../platform/settings.js'
import { type BackupFile, copyDurably, DATABASE_FILE, filesBelow, fingerprintOf, isThere, MANIFEST, type Manifest, MEDIA_FOLDER, SECRET_FILE, syncFile } from './backup-folder.js'
import { number, progressLine, readArguments, say, stop } from './command.js'

const HELP = `npm run backup [-- <thư mục>]

Sao lưu cơ sở dữ liệu và mọi tệp (ảnh, âm thanh, văn bản) vào một thư mục, kèm mã kiểm tra từng tệp.
Chạy được trong lúc máy chủ đang phục vụ. Không nói thư mục thì ghi vào <nơi giữ dữ liệu>/backups/<ngày giờ>.
Thư mục sao lưu chứa dữ liệu và khoá của hệ thống: hãy giữ ở nơi chỉ người quản trị mở được.
  --help   in hướng dẫn này
`

const MONGODB = `Với MongoDB, hãy sao lưu bằng công cụ của MongoDB rồi chép thư mục tệp:
  mongodump --uri="<LANTOA_DATABASE_URL>" --gzip --archive=lantoa.archive.gz
  và chép nguyên thư mục LANTOA_MEDIA_DIR (tệp trong đó không bao giờ bị sửa).
Khôi phục: mongorestore --uri="<LANTOA_DATABASE_URL>" --gzip --drop --archive=lantoa.archive.gz`

const { positionals } = readArguments({ help: HELP, takesPath: true })
const { database, dataDir, mediaDir, s3 } = settings()
if (database.kind === 'mongodb') stop(MONGODB)
if (!existsSync(database.file)) stop(`Chưa có cơ sở dữ liệu tại ${database.file}. Hãy kiểm tra LANTOA_DATABASE_URL hoặc LANTOA_DATA_DIR.`)

const createdAt = new Date().toISOString()
const folder = resolve(positionals[0] ?? join(dataDir, 'backups', createdAt.slice(0, 19).replaceAll(':', '-')))
try {
  if (await isThere(join(folder, MANIFEST))) stop(`Thư mục ${folder} đã có một bản sao lưu. Hãy chọn thư mục khác.`)
  if ((await filesBelow(folder)).length) stop(`Thư mục ${folder} đã có tệp khác. Hãy chọn một thư mục trống.`)
  if (!isWritableFolder(folder)) stop(`Không ghi được vào ${folder}. Hãy chọn thư mục khác.`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
} catch (error) {
  stop(`Không ghi được vào ${folder} (${(error as NodeJS.ErrnoException).code ?? String(error)}). Hãy chọn thư mục khác.`)
}

const progress = progressLine()
const files: BackupFile[] = []
progress.show('Đang chép cơ sở dữ liệu…')
copyDatabase(database.file, join(folder, DATABASE_FILE))
await chmod(join(folder, DATABASE_FILE), 0o600)
await syncFile(join(folder, DATABASE_FILE))
files.push({ path: DATABASE_FILE, ...(await fingerprintOf(join(folder, DATABASE_FILE))) })

// The database was copied first: every file that it names was on disk by then, and none is ever changed.
const media = await filesBelow(mediaDir)
for (const [index, name] of media.entries()) {
  progress.show(`Đang chép tệp ${number(index + 1)}/${number(media.length)}`)
  const path = `${MEDIA_FOLDER}/${name}`
  files.push({ path, ...(await copyDurably({ from: join(mediaDir, name), to: join(folder, path) })) })
}
if (await isThere(secretFile(dataDir))) files.push({ path: SECRET_FILE, ...(await copyDurably({ from: secretFile(dataDir), to: join(folder, SECRET_FILE) })) })

// Written last and at once: a folder without it is a backup that was cut off.
const manifest: Manifest = { product: 'lantoa', format: 1, createdAt, files }
await writeFile(join(folder, `${MANIFEST}.part`), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 })
await syncFile(join(folder, `${MANIFEST}.part`))
await rename(join(folder, `${MANIFEST}.part`), join(folder, MANIFEST))
await syncFile(folder)
progress.show(`Đã chép ${number(files.length)} tệp, ${number(files.reduce((sum, { bytes }) => sum + bytes, 0))} byte.`)
progress.end()
if (s3) process.stderr.write('Tệp giữ ở kho S3 không nằm trong bản sao lưu này: hãy bật lưu phiên bản hoặc sao lưu riêng kho đó.\n')
say(folder)
process.exit(0)

/** SQLite's own copy of one moment, compact, while others go on writing; then read through once. */
function copyDatabase(from: string, to: string): void {
  const source = openConnection(from, { readOnly: false })
  try {
    source.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`)
  } finally {
    source.close()
  }
  const copy = openConnection(to, { readOnly: true })
  try {
    const [answer] = copy.prepare('PRAGMA quick_check').all() as { quick_check: string }[]
    if (answer?.quick_check !== 'ok') stop('Bản chép cơ sở dữ liệu không nguyên vẹn. Hãy kiểm tra ổ đĩa rồi sao lưu lại.')
  } finally {
    copy.close()
  }
}
