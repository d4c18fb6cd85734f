/** The real server on the demonstration province, a fresh copy for every test file. Made once per build, then copied. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const shelf = join(root, '.tmp/phone-e2e')

export interface Account {
  roles: string[]
  email: string
  password: string
  units: { id: string; name: string; type: string }[]
}

export interface TeamCode {
  teamId: string
  team: string
  unit: string
  code: string
}

export interface DemoServer {
  url: string
  accounts: Account[]
  /** An unused code of a team that still has something to acknowledge and report. */
  nextCode: () => Promise<TeamCode>
  /** A call of the desk's, signed in as the province's manager or administrator. */
  desk: (input: { as?: 'manager' | 'admin' | 'editor'; method?: string; path: string; json?: unknown }) => Promise<{ status: number; body: unknown }>
  stop: () => Promise<void>
}

export async function startDemoServer(): Promise<DemoServer> {
  const template = await demoTemplate()
  const folder = join(shelf, `run-${process.pid}-${Date.now()}`)
  await cp(template, folder, { recursive: true })
  const { child, url } = await launch(folder, 'start')
  const demo = JSON.parse(await readFile(join(folder, 'data/demo.json'), 'utf8')) as { accounts: Account[]; codes: TeamCode[] }
  const codes = [...demo.codes]
  const passes = new Map<string, string>()
  const desk: DemoServer['desk'] = async ({ as = 'manager', method = 'GET', path, json }) => {
    const account = demo.accounts.find((one) => one.roles.includes(as) && one.units.some((unit) => unit.type === 'province'))
    if (!account) throw new Error(`no ${as} of the province`)
    const pass = passes.get(as) ?? (await signIn(url, account))
    passes.set(as, pass)
    const init: RequestInit = { method, headers: { Authorization: `JWT ${pass}`, 'Content-Type': 'application/json' } }
    if (json !== undefined) init.body = JSON.stringify(json)
    const response = await fetch(`${url}${path}`, init)
    return { status: response.status, body: await response.json().catch(() => undefined) }
  }
  const hasOpenWork = async ({ teamId }: TeamCode): Promise<boolean> => {
    const { body } = await desk({ path: `/api/deliveries?where[team][equals]=${teamId}&limit=50&depth=0` })
    const { docs } = body as { docs: { state: string; acknowledgedAt?: string; reportedAt?: string }[] }
    return docs.some((doc) => doc.state !== 'exempted' && !doc.acknowledgedAt && !doc.reportedAt)
  }
  return {
    url,
    accounts: demo.accounts,
    async nextCode() {
      for (let code = codes.shift(); code; code = codes.shift()) if (await hasOpenWork(code)) return code
      throw new Error('all codes of the demonstration are used')
    },
    desk,
    async stop() {
      await ended(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function signIn(url: string, { email, password }: Account): Promise<string> {
  const response = await fetch(`${url}/api/users/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email, password }) })
  return ((await response.json()) as { token: string }).token
}

async function demoTemplate(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of ['dist/main.js', 'dist/cli/demo.js']) hash.update(await readFile(join(root, file)).catch(() => ''))
  const template = join(shelf, `template-${hash.digest('hex').slice(0, 12)}`)
  if (existsSync(join(template, 'data/demo.json'))) return template
  await mkdir(shelf, { recursive: true })
  const making = `${template}-making-${process.pid}`
  const { child } = await launch(making, 'demo')
  await ended(child)
  // Whole at once, since another test file may be looking for it; whoever comes second uses the first one's.
  await rename(making, template).catch(() => rm(making, { recursive: true, force: true }))
  return template
}

/** `demo` makes the province; a copy of it is served by `start`, for a demonstration belongs to the folder it was made in. */
async function launch(folder: string, command: 'demo' | 'start'): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const data = join(folder, 'data')
  const secret = await readFile(join(data, 'secret'), 'utf8').catch(() => '')
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LANTOA_') && name !== 'NODE_OPTIONS'))
  const env = {
    ...kept,
    NODE_ENV: 'production' as const,
    PORT: String(port),
    LANTOA_DATA_DIR: data,
    LANTOA_MEDIA_DIR: join(folder, 'media'),
    ...(command === 'start' ? { LANTOA_DATABASE_URL: `file:${join(data, 'lantoa.db')}`, LANTOA_SECRET: secret.trim(), LANTOA_PUBLIC_URL: url } : {}),
  }
  const child = spawn(process.execPath, [command === 'demo' ? 'dist/cli/demo.js' : 'dist/main.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  for (let tries = 0; tries < 1200; tries += 1) {
    if (child.exitCode !== null) break
    const isReady = (await fetch(`${url}/readyz`).catch(() => undefined))?.ok
    // The demonstration answers only when the whole province is there and demo.json is written.
    if (isReady && existsSync(join(data, 'demo.json'))) return { child, url }
    await new Promise((done) => setTimeout(done, 200))
  }
  child.kill('SIGKILL')
  throw new Error(`the server did not start:\n${said}`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exit = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await exit
}
