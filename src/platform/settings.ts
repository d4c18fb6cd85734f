// Every setting of the product, read from the environment and checked in this one place (contract §1).
// main.ts and the commands call `settingsOrExit()` first; everything else reads `settings()`.
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

import { projectRoot } from './project-root.js'

export type DatabaseSetting =
  | { kind: 'sqlite'; url: string; file: string }
  | { kind: 'mongodb'; url: string; name: string }

export interface S3Setting {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

export interface Settings {
  database: DatabaseSetting
  /** Key of sessions and enrolment codes. Read lazily: made and kept in the data folder when none is given. */
  readonly secret: string
  /** Where people open the product, without a trailing slash; undefined until the port is known. */
  publicUrl: string | undefined
  port: number
  host: string
  /** Express's `trust proxy`: false, a number of hops, or addresses. */
  trustProxy: false | number | string[]
  /** Absolute folders. */
  dataDir: string
  mediaDir: string
  s3: S3Setting | undefined
  smtpUrl: string | undefined
  mailFrom: { name: string; address: string }
  logLevel: LogLevel
  metricsPort: number | undefined
  rateLimits: boolean
  isProduction: boolean
}

export type LogLevel = (typeof logLevels)[number]

/** A setting that cannot be used; its message is the one line that people see. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SettingsError'
  }
}

type Environment = Record<string, string | undefined>

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

// One set of settings per process, also when this module is loaded twice (server bundle and admin bundle).
const shared = globalThis as typeof globalThis & { lantoaSettings?: Settings }

/** The settings of this process. Throws `SettingsError` on the first reading when one of them is wrong. */
export function settings(): Settings {
  shared.lantoaSettings ??= readSettings(process.env)
  return shared.lantoaSettings
}

/** For main.ts and the commands: prints one line and ends the process with 1 when a setting is wrong. */
export function settingsOrExit(): Settings {
  try {
    const read = settings()
    checkFolders(read)
    return read
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

/** What is named as a folder can be one and be written to; makes none, since commands that only read come here too. */
function checkFolders({ dataDir, mediaDir, s3, database }: Settings): void {
  const refuse = (name: string, why: string): never => {
    throw new SettingsError(`Cài đặt chưa đúng: ${name} ${why}.`)
  }
  if (!isWritableFolder(dataDir)) refuse('LANTOA_DATA_DIR', 'phải là thư mục ghi được')
  if (!s3 && !isWritableFolder(mediaDir)) refuse('LANTOA_MEDIA_DIR', 'phải là thư mục ghi được')
  if (database.kind !== 'sqlite') return
  if (!isWritableFolder(dirname(database.file))) refuse('LANTOA_DATABASE_URL', 'phải nằm trong thư mục ghi được')
}

/** Whether the folder is one to write in, or can be made where it is not there yet. Leaves nothing behind. */
export function isWritableFolder(path: string): boolean {
  if (!existsSync(path)) return dirname(path) !== path && isWritableFolder(dirname(path))
  // Tried, not asked: who may do everything is told that /proc can be written, and making folders there never ends (Node 20).
  try {
    rmdirSync(mkdtempSync(join(path, '.lantoa-')))
    return true
  } catch {
    return false
  }
}

/** Whether a file is a database, or not there yet. Asked when the database is opened: a restoring command may find anything. */
export function isSqliteFile(file: string): boolean {
  if (!existsSync(file)) return true
  if (!statSync(file).isFile()) return false
  const start = Buffer.alloc(15)
  const opened = openSync(file, 'r')
  try {
    return readSync(opened, start, 0, 15, 0) === 0 || start.toString('latin1') === 'SQLite format 3'
  } finally {
    closeSync(opened)
  }
}

/** Changes settings of this process after reading them: `demo -- --lan`, the port that was given, tests. */
export function changeSettings(changes: Partial<Omit<Settings, 'secret'>>): Settings {
  const current = settings()
  for (const [name, value] of Object.entries(changes)) Object.assign(current, { [name]: value })
  return current
}

/** Reads and checks an environment. Opens and writes nothing but, lazily, the key file of `secret`. */
export function readSettings(environment: Environment): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) throw new SettingsError(wrongSettingsLine(parsed.error))
  const values = parsed.data

  const root = projectRoot()
  const dataDir = resolve(root, values.LANTOA_DATA_DIR)
  const keyFile = join(dataDir, 'secret')
  let secret = values.LANTOA_SECRET

  return {
    database: values.LANTOA_DATABASE_URL ?? sqliteAt(join(dataDir, 'lantoa.db')),
    get secret() {
      secret ??= keptSecret(keyFile)
      return secret
    },
    publicUrl: values.LANTOA_PUBLIC_URL,
    port: values.PORT,
    host: values.LANTOA_HOST,
    trustProxy: values.LANTOA_TRUST_PROXY,
    dataDir,
    mediaDir: resolve(root, values.LANTOA_MEDIA_DIR),
    s3: s3Setting(values),
    smtpUrl: values.LANTOA_SMTP_URL,
    mailFrom: values.LANTOA_MAIL_FROM,
    logLevel: values.LANTOA_LOG_LEVEL,
    metricsPort: values.LANTOA_METRICS_PORT,
    rateLimits: values.LANTOA_RATE_LIMITS === 'on',
    isProduction: values.NODE_ENV === 'production',
  }
}

/** The file in which a key of our own making is kept; main.ts says so when there is none yet. */
export function secretFile(dataDir: string): string {
  return join(dataDir, 'secret')
}

const databaseUrl = z.string().transform((value, context): DatabaseSetting => {
  if (value.startsWith('file:')) {
    const file = filePath(value)
    if (file) return sqliteAt(file)
  }
  if (/^mongodb(\+srv)?:\/\//.test(value)) {
    const name = mongoDatabaseName(value)
    if (name && (value.startsWith('mongodb+srv:') || /[?&]replicaSet=[^&]/i.test(value))) return { kind: 'mongodb', url: value, name }
    if (name) {
      context.addIssue('thiếu replicaSet=…, ví dụ mongodb://máy-chủ:27017/lantoa?replicaSet=rs0')
      return z.NEVER
    }
    context.addIssue('thiếu tên cơ sở dữ liệu, ví dụ mongodb://máy-chủ:27017/lantoa?replicaSet=rs0')
    return z.NEVER
  }
  context.addIssue('phải là file:đường-dẫn hoặc mongodb://máy-chủ/tên?replicaSet=…')
  return z.NEVER
})

const publicUrl = z.string().transform((value, context) => {
  const url = parsedUrl(value)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash || url.pathname !== '/') {
    context.addIssue('phải là địa chỉ dạng https://tên-miền, không có phần đường dẫn')
    return z.NEVER
  }
  return url.origin
})

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'phải là số từ 0 đến 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'phải là số từ 0 đến 65535')

const trustProxy = z.string().transform((value, context): Settings['trustProxy'] => {
  if (/^(none|off|false|0)$/i.test(value)) return false
  if (/^\d{1,2}$/.test(value)) return Number(value)
  const addresses = value.split(',').map((part) => part.trim())
  if (addresses.every(isAddressRange)) return addresses
  context.addIssue('phải là none, số lớp máy chủ trung gian, hoặc các địa chỉ IP cách nhau bằng dấu phẩy')
  return z.NEVER
})

const mailFrom = z.string().transform((value, context) => {
  const match = /^(?:"?([^"<>\r\n]*?)"?\s*<([^<>\s@]+@[^<>\s@]+)>|([^<>\s@]+@[^<>\s@]+))$/.exec(value.trim())
  const address = match?.[2] ?? match?.[3]
  if (address) return { name: match?.[1]?.trim() || 'Lan Tỏa', address }
  context.addIssue('phải là địa chỉ thư, ví dụ Lan Tỏa <lantoa@tinh.gov.vn>')
  return z.NEVER
})

const urlOf = (pattern: RegExp, message: string) =>
  z.string().refine((value) => pattern.test(value) && Boolean(parsedUrl(value)?.hostname), message)

const environmentSchema = z
  .object({
    NODE_ENV: z.string().default('development'),
    LANTOA_DATABASE_URL: databaseUrl.optional(),
    LANTOA_SECRET: z.string().min(16, 'phải có ít nhất 16 ký tự').optional(),
    LANTOA_PUBLIC_URL: publicUrl.optional(),
    PORT: port.default(3000),
    LANTOA_HOST: z
      .string()
      .regex(/^[\w.:-]+$/, 'phải là địa chỉ IP hoặc tên máy')
      .default('127.0.0.1'),
    LANTOA_TRUST_PROXY: trustProxy.default(false),
    LANTOA_DATA_DIR: z.string().default('data'),
    LANTOA_MEDIA_DIR: z.string().default('media'),
    LANTOA_S3_ENDPOINT: urlOf(/^https?:\/\//, 'phải là địa chỉ http(s)').optional(),
    LANTOA_S3_BUCKET: z.string().optional(),
    LANTOA_S3_REGION: z.string().default('us-east-1'),
    LANTOA_S3_ACCESS_KEY_ID: z.string().optional(),
    LANTOA_S3_SECRET_ACCESS_KEY: z.string().optional(),
    LANTOA_SMTP_URL: urlOf(/^smtps?:\/\//, 'phải là smtp://… hoặc smtps://…').optional(),
    LANTOA_MAIL_FROM: mailFrom.default({ name: 'Lan Tỏa', address: 'khong-tra-loi@localhost' }),
    LANTOA_LOG_LEVEL: z.enum(logLevels, `phải là một trong ${logLevels.join(', ')}`).default('info'),
    LANTOA_METRICS_PORT: port.optional(),
    LANTOA_RATE_LIMITS: z.enum(['on', 'off'], 'phải là on hoặc off').default('on'),
  })
  .superRefine((values, context) => {
    const s3 = ['LANTOA_S3_ENDPOINT', 'LANTOA_S3_BUCKET', 'LANTOA_S3_ACCESS_KEY_ID', 'LANTOA_S3_SECRET_ACCESS_KEY'] as const
    const missing = s3.filter((name) => values[name] === undefined)
    if (missing.length === 0 || missing.length === s3.length) return
    for (const name of missing) context.addIssue({ code: 'custom', path: [name], message: 'còn thiếu trong khi các mục LANTOA_S3_* khác đã có' })
  })

function s3Setting(values: z.infer<typeof environmentSchema>): S3Setting | undefined {
  const { LANTOA_S3_ENDPOINT, LANTOA_S3_BUCKET, LANTOA_S3_ACCESS_KEY_ID, LANTOA_S3_SECRET_ACCESS_KEY } = values
  if (!LANTOA_S3_ENDPOINT || !LANTOA_S3_BUCKET || !LANTOA_S3_ACCESS_KEY_ID || !LANTOA_S3_SECRET_ACCESS_KEY) return undefined
  return {
    endpoint: LANTOA_S3_ENDPOINT,
    bucket: LANTOA_S3_BUCKET,
    region: values.LANTOA_S3_REGION,
    accessKeyId: LANTOA_S3_ACCESS_KEY_ID,
    secretAccessKey: LANTOA_S3_SECRET_ACCESS_KEY,
  }
}

/** One line, naming each wrong setting but never repeating its value (it may hold a password). */
function wrongSettingsLine(error: z.ZodError): string {
  const parts = error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  return `Cài đặt chưa đúng: ${[...new Set(parts)].join('; ')}.`
}

function keptSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(resolve(file, '..'), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Another process made it in the meantime: then that one counts.
    if (!existsSync(file)) throw error
  }
  return readFileSync(file, 'utf8').trim()
}

function sqliteAt(file: string): DatabaseSetting {
  return { kind: 'sqlite', url: `file:${file}`, file }
}

function filePath(value: string): string | undefined {
  if (value.startsWith('file://')) {
    try {
      return fileURLToPath(value)
    } catch {
      return undefined
    }
  }
  const path = value.slice('file:'.length)
  return path === '' || path.includes('?') ? undefined : resolve(projectRoot(), path)
}

function mongoDatabaseName(value: string): string | undefined {
  const name = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^/?]+)/.exec(value)?.[1]
  try {
    return name ? decodeURIComponent(name) : undefined
  } catch {
    return undefined
  }
}

function isAddressRange(value: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value)) return true
  const [address = '', bits, ...rest] = value.split('/')
  const most = { 4: 32, 6: 128 }[isIP(address)]
  return most !== undefined && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}

function parsedUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined
}

/** What Payload's panel writes on the server as a local time is read in Vietnam, wherever the machine stands. */
export function standInVietnam(): void {
  process.env.TZ = 'Asia/Ho_Chi_Minh'
}
