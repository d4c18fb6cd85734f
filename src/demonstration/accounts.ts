/**
 * The demonstration's accounts and the sheet that names them, `demo.json` in the data folder (contract §1). Passwords are
 * made once per data folder, easy to type, and stand in that file only, which nobody but its owner can read.
 */
import { randomInt } from 'node:crypto'
import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

export type Role = 'admin' | 'editor' | 'manager'

export interface DemonstrationAccount {
  email: string
  name: string
  roles: Role[]
  /** Keys of units in the province: the province itself, or the two pilot communes. */
  level: 'province' | 'commune'
}

/** Each role at province and at commune level; the commune's accounts share the two pilot communes. */
export const accounts: DemonstrationAccount[] = [
  { email: 'quantri@tinh.example', name: 'Quản trị tỉnh (minh hoạ)', roles: ['admin'], level: 'province' },
  { email: 'tuyentruyen@tinh.example', name: 'Cán bộ tuyên truyền tỉnh (minh hoạ)', roles: ['editor'], level: 'province' },
  { email: 'theodoi@tinh.example', name: 'Cán bộ theo dõi địa bàn tỉnh (minh hoạ)', roles: ['manager'], level: 'province' },
  { email: 'quantri@xa.example', name: 'Quản trị xã (minh hoạ)', roles: ['admin'], level: 'commune' },
  { email: 'tuyentruyen@xa.example', name: 'Cán bộ tuyên truyền xã (minh hoạ)', roles: ['editor'], level: 'commune' },
  { email: 'theodoi@xa.example', name: 'Cán bộ theo dõi địa bàn xã (minh hoạ)', roles: ['manager'], level: 'commune' },
]

const unit = z.object({ id: z.union([z.string(), z.number()]), name: z.string(), type: z.string() })
const sheetSchema = z.object({
  url: z.string(),
  accounts: z.array(z.object({ roles: z.array(z.string()), email: z.string(), password: z.string(), units: z.array(unit) })),
  codes: z.array(z.object({ teamId: z.string(), team: z.string(), unit: z.string(), code: z.string() })),
})

/** What `demo.json` holds. */
export type DemonstrationSheet = z.infer<typeof sheetSchema>

const WORDS = [
  'suoi', 'nuong', 'doi', 'rung', 'nui', 'deo', 'thac', 'che', 'ngo', 'lua', 'man', 'dao', 'mai', 'ban', 'trau', 'ong', 'khen', 'chieng',
  'ruong', 'may', 'suong', 'nang', 'gio', 'trang', 'sao', 'cau', 'ben', 'cho', 'lan', 'hoa', 'qua', 'la',
] as const

/** Such as `suoi-khen-man-4821`: words without marks, so that any keyboard types them. */
export function easyPassword(): string {
  const words = Array.from({ length: 3 }, () => WORDS[randomInt(WORDS.length)])
  return `${words.join('-')}-${randomInt(1_000, 10_000)}`
}

export function sheetFile(dataDir: string): string {
  return join(dataDir, 'demo.json')
}

/** The sheet of an earlier start; undefined where there is none or it cannot be read. */
export async function readSheet(dataDir: string): Promise<DemonstrationSheet | undefined> {
  const text = await readFile(sheetFile(dataDir), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return sheetSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Replaces the sheet in one step, so that whoever waits for it never reads half of it. */
export async function writeSheet(dataDir: string, sheet: DemonstrationSheet): Promise<void> {
  const file = sheetFile(dataDir)
  const draft = `${file}.${process.pid}`
  await writeFile(draft, `${JSON.stringify(sheet, undefined, 2)}\n`, { mode: 0o600 })
  await chmod(draft, 0o600)
  await rename(draft, file)
}
