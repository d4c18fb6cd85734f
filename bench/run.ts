/**
 * Measures the product beside its two peers in one run, over copies of one file: stock Payload REST and the floor
 * (a bare Express 5 + better-sqlite3 server with one transaction a request). Prints the table of bench/RESULTS.md.
 * Called by `npm run bench`; `npm ci --prefix bench` first.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../src/platform/project-root.js'
import { deliveries as deliveriesTable } from '../src/dissemination/tables.js'
import { openSqlite } from '../src/platform/database/sqlite.js'
import { type Database, defineWork } from '../src/platform/database/tables.js'
import { readReach, readReachMatrix } from '../src/reach/read-reach.js'
import { orgUnits } from '../src/organisation/tables.js'
import { measurePublishing, measurePublishings, type Publishing, setUp } from './publishing.js'
import { type BenchRows, deliveryIds, makeDraft, makeTeams, publish } from './rows.js'
import type { Load, Shot } from './load.js'

const LIST_OF = 20
const OPEN = 20
const ASSIGNMENTS = 50
const PUBLICATIONS = 5

export interface BenchOptions {
  teams: number
  seconds: number
  /** Also the size of a nation: publish to this many teams. 0 leaves it out. */
  nation: number
}

interface Server {
  name: string
  url: string
  child: ChildProcess
}

export async function runBench({ teams: teamCount, seconds, nation }: BenchOptions, say: (line: string) => void): Promise<string> {
  const { load, offered } = await import('./load.js')
  const folder = join(projectRoot(), '.tmp/bench')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'data'), { recursive: true })
  const file = join(folder, 'product.db')
  const lines: string[] = [`Máy: ${cpu()}, ghi chắc xuống đĩa ${syncTime(folder).toFixed(2)} ms; ${teamCount} tổ × ${ASSIGNMENTS} việc giao; mỗi phép đo ${seconds} s, 16 kết nối.`, '']
  const row = (...cells: (string | number)[]): void => {
    lines.push(`| ${cells.join(' | ')} |`)
    say(cells.join('  '))
  }

  say('preparing rows…')
  const { rows, publishTimes } = await prepare({ folder, file, teamCount })
  const [last = ''] = rows.assignments.slice(-1)
  const deliveries = await deliveriesOf(folder, file, last)
  for (const peer of ['floor', 'stock']) copyDatabase(file, join(folder, `${peer}.db`))

  row('phép đo', 'sản phẩm', 'sàn', 'Payload gốc', 'tỷ số với sàn', 'tỷ số với Payload gốc', 'ghi chú')
  row('---', '---', '---', '---', '---', '---', '---')
  const product = await start({ name: 'product', folder, file, command: ['dist/main.js'] })
  const startedIn = product.startedIn
  const floor = await start({ name: 'floor', folder, file: join(folder, 'floor.db'), command: ['bench/floor.mjs', join(folder, 'floor.db')] })
  const stock = await start({ name: 'stock', folder, file: join(folder, 'stock.db'), command: ['dist/cli/bench-stock.js'] })
  try {
    const lists = (server: Server): Iterator<Shot> => endless(rows, (team): Shot => (server.name === 'stock' ? { method: 'GET', path: `/api/deliveries?where[team][equals]=${team.id}&limit=${LIST_OF}&depth=1`, headers: {} } : { method: 'GET', path: `/field/v1/deliveries?limit=${LIST_OF}`, headers: { authorization: `Bearer ${team.deviceKey}`, 'accept-encoding': 'gzip' } }))
    await each([product, floor, stock], (server) => load({ url: server.url, shots: lists(server), seconds: 2 }))
    const [ours, bare, payload] = await each([product, floor, stock], (server) => load({ url: server.url, shots: lists(server), seconds }))
    row('danh sách 20 việc, đã nén (lượt/s)', perSecond(ours), perSecond(bare), perSecond(payload), ratio(ours, bare), ratio(ours, payload), `${ours?.bytes ?? 0} byte một lượt`)
    const steady = await offered({ url: product.url, shots: lists(product), seconds, rate: 300 })
    row('danh sách ở 300/s: p50 · p95 (ms)', `${steady.p50} · ${steady.p95}`, '', '', '', '', `lâu nhất ${steady.most}; lỗi ${steady.failures}`)
    const tags = await tagsOf(product, rows)
    const unchanged = await load({ url: product.url, shots: endless(rows, (team) => ({ method: 'GET', path: `/field/v1/deliveries?limit=${LIST_OF}`, headers: { authorization: `Bearer ${team.deviceKey}`, 'if-none-match': tags.get(team.id) ?? '' } })), seconds })
    row('không đổi, 304 (lượt/s)', perSecond(unchanged), '', '', `${((unchanged.perSecond ?? 0) / (ours?.perSecond ?? 1)).toFixed(1)} × danh sách`, '', '')

    const acknowledgements = (): Iterator<Shot> => endless(rows, (team) => post('/field/v1/events', team.deviceKey, { events: [{ clientId: randomUUID(), deliveryId: deliveries.get(team.id), kind: 'acknowledged', at: new Date().toISOString(), memberId: team.leader, bundleHash: rows.hash }] }))
    await each([product, floor], (server) => load({ url: server.url, shots: acknowledgements(), seconds: 2, connections: 64 }))
    const [acked, ackedFloor] = await each([product, floor], (server) => load({ url: server.url, shots: acknowledgements(), seconds, connections: 64 }))
    row('xác nhận, đã ghi chắc (lượt/s)', perSecond(acked), perSecond(ackedFloor), '', ratio(acked, ackedFloor), '', `64 kết nối; lỗi ${acked?.failures ?? 0}`)
    const ackedSteady = await offered({ url: product.url, shots: acknowledgements(), seconds, rate: 300 })
    row('xác nhận ở 300/s: p50 · p95 (ms)', `${ackedSteady.p50} · ${ackedSteady.p95}`, '', '', '', '', `lâu nhất ${ackedSteady.most}; lỗi ${ackedSteady.failures}`)
    const reports = (): Iterator<Shot> => endless(rows, (team) => post('/field/v1/reports', team.deviceKey, reportBody(deliveries.get(team.id) ?? '')))
    await each([product, floor], (server) => load({ url: server.url, shots: reports(), seconds: 2, connections: 64 }))
    const [reported, reportedFloor] = await each([product, floor], (server) => load({ url: server.url, shots: reports(), seconds, connections: 64 }))
    row('báo cáo, đã ghi chắc (lượt/s)', perSecond(reported), perSecond(reportedFloor), '', ratio(reported, reportedFloor), '', `lỗi ${reported?.failures ?? 0}`)
    const reportedSteady = await offered({ url: product.url, shots: reports(), seconds, rate: 150 })
    row('báo cáo ở 150/s: p50 · p95 (ms)', `${reportedSteady.p50} · ${reportedSteady.p95}`, '', '', '', '', `lâu nhất ${reportedSteady.most}; lỗi ${reportedSteady.failures}`)
    const published = await measurePublishings(PUBLICATIONS, { url: product.url, rows, lists: () => lists(product), seconds })
    row(`giao cho ${teamCount} tổ qua trang quản trị (s), ${PUBLICATIONS} lần`, published.map((one) => one.seconds.toFixed(2)).join(' · '), '', '', '', '', `danh sách ở 300/s, p95: ${published.map(meanwhile).join('; ')}; trung vị ${median(published.map((one) => Number(one.ratio)))} ×; lỗi ${sum(published.map((one) => one.meanwhile.failures))}`)
    row('bộ nhớ sau các phép trên (MB)', memory(product), memory(floor), memory(stock), '', '', 'VmRSS, trang quản trị chưa mở')
  } finally {
    for (const server of [product, floor, stock]) server.child.kill('SIGTERM')
    await new Promise((done) => setTimeout(done, 1_500))
  }
  const reach = await measureReach(folder, file, rows)
  row('độ phủ một việc giao, các đơn vị con (ms)', reach.one.toFixed(2), '', '', '', '', 'trung vị của 200 lần, trong tiến trình')
  row(`độ phủ ${ASSIGNMENTS} việc × 34 đơn vị (ms)`, reach.matrix.toFixed(2), '', '', '', '', 'trung vị của 50 lần')
  row(`giao cho ${teamCount} tổ (ms)`, Math.round(median(publishTimes)), '', '', '', '', `${publishTimes.length} lần`)
  row('khởi động từ bản đã dựng (ms)', startedIn, '', '', '', '', 'từ lúc gọi tới lúc in địa chỉ')
  if (nation > 0) {
    const whole = await prepare({ folder, file: join(folder, 'nation.db'), teamCount: nation, assignments: 5 })
    row(`giao cho ${nation} tổ (s)`, (median(whole.publishTimes) / 1_000).toFixed(1), '', '', '', '', `5 lần, ${Math.round(nation / (median(whole.publishTimes) / 1_000))} tổ/s`)
    const far = await measureReach(folder, join(folder, 'nation.db'), whole.rows)
    row(`độ phủ một việc giao ở ${nation} tổ (ms)`, far.one.toFixed(2), '', '', `${(far.one / reach.one).toFixed(2)} × ở ${teamCount} tổ`, '', '')
    const big = await start({ name: 'product', folder, file: join(folder, 'nation.db'), command: ['dist/main.js'] })
    const shots = endless(whole.rows, (team) => ({ method: 'GET', path: `/field/v1/deliveries?limit=5`, headers: { authorization: `Bearer ${team.deviceKey}`, 'accept-encoding': 'gzip' } }))
    const at = await offered({ url: big.url, shots, seconds, rate: 300 })
    row(`danh sách ở ${nation} tổ × 5, 300/s: p50 · p95 (ms)`, `${at.p50} · ${at.p95}`, '', '', '', '', `bộ nhớ ${memory(big)} MB`)
    const published = await measurePublishing({ url: big.url, rows: whole.rows, lists: () => shots, seconds })
    row(`giao cho ${nation} tổ qua trang quản trị (s)`, published.seconds.toFixed(1), '', '', '', '', `danh sách ở 300/s, p95: ${meanwhile(published)}; lỗi ${published.meanwhile.failures}; bộ nhớ ${memory(big)} MB`)
    big.child.kill('SIGTERM')
    await new Promise((done) => setTimeout(done, 1_500))
  }
  rmSync(folder, { recursive: true, force: true })
  return lines.join('\n')
}

async function prepare({ folder, file, teamCount, assignments = ASSIGNMENTS }: { folder: string; file: string; teamCount: number; assignments?: number }): Promise<{ rows: BenchRows; publishTimes: number[] }> {
  const database = await openIn(folder, file)
  const root = await database.read.findOne(orgUnits, { where: [['parent', '=', null]], columns: ['id'] })
  const rows = await makeTeams(database, teamCount, root && String(root.id))
  const publishTimes: number[] = []
  for (let index = 0; index < assignments; index += 1) {
    publishTimes.push(await publish(database, rows, await makeDraft(database, rows, index), index))
    if (index === assignments - OPEN - 1) await database.write(endDeliveries, {})
  }
  await database.close()
  return { rows, publishTimes }
}

/** The rows are put and measured in this process, by the engine that the product's writer thread runs. */
async function openIn(folder: string, file: string): Promise<Database> {
  if (!existsSync(file)) await migrate(folder, file)
  return openSqlite({ file, thread: false })
}

/** The schema as the product makes it, and its first account: the product itself is started once on the empty file. */
async function migrate(folder: string, file: string): Promise<void> {
  const server = await start({ name: 'product', folder, file, command: ['dist/main.js'] })
  await setUp(server.url, await server.setUpPath)
  server.child.kill('SIGTERM')
  await new Promise((done) => server.child.once('exit', done))
}

/** What was published so far has ended long ago: it is no longer in the phones' lists. */
const endDeliveries = defineWork('bench-end-deliveries', async (tx) => tx.update(deliveriesTable, [['openUntil', '!=', '2020-01-01']], { openUntil: '2020-01-01' }))

/** The rows may still lie in the log beside the file; without it a peer would answer 404 and look quick. */
function copyDatabase(from: string, to: string): void {
  for (const end of ['', '-wal']) if (existsSync(from + end)) copyFileSync(from + end, to + end)
}

async function deliveriesOf(folder: string, file: string, assignment: string): Promise<Map<string, string>> {
  const database = await openIn(folder, file)
  const found = await deliveryIds(database, assignment)
  await database.close()
  return found
}

async function measureReach(folder: string, file: string, rows: BenchRows): Promise<{ one: number; matrix: number }> {
  const database = await openIn(folder, file)
  const asked = { reads: database.read, territory: [`/${rows.nation}/`], unit: undefined, tree: 'then' as const, now: new Date() }
  const time = async (times: number, run: () => Promise<unknown>): Promise<number> => {
    const taken: number[] = []
    for (let index = 0; index < times; index += 1) {
      const began = performance.now()
      await run()
      taken.push(performance.now() - began)
    }
    return median(taken)
  }
  const [assignment = ''] = rows.assignments.slice(-1)
  const one = await time(200, () => readReach({ ...asked, assignment }))
  const matrix = await time(50, () => readReachMatrix({ ...asked, assignments: rows.assignments.slice(-ASSIGNMENTS) }))
  await database.close()
  return { one, matrix }
}

function environmentOf(folder: string, file: string): Record<string, string> {
  return {
    LANTOA_DATA_DIR: join(folder, 'data'), LANTOA_MEDIA_DIR: join(folder, 'media'), LANTOA_DATABASE_URL: `file:${file}`, LANTOA_SECRET: 'only for the benchmark, not a secret at all',
    LANTOA_RATE_LIMITS: 'off', LANTOA_LOG_LEVEL: 'error', PORT: '0', PAYLOAD_DISABLE_DEPENDENCY_CHECKER: 'true', NEXT_TELEMETRY_DISABLED: '1',
  }
}

async function start({ name, folder, file, command }: { name: string; folder: string; file: string; command: string[] }): Promise<Server & { startedIn: number; setUpPath: Promise<string> }> {
  const began = performance.now()
  const child = spawn(process.execPath, command, { cwd: projectRoot(), env: { ...process.env, ...environmentOf(folder, file), NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  const setUpPath = new Promise<string>((done) => child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    const found = /\/setup\?key=[\w-]+/.exec(text)?.[0]
    if (found) done(found)
  }))
  const url = await new Promise<string>((done, fail) => {
    child.stdout?.on('data', () => {
      const found = /đang chạy tại (\S+)/.exec(text)?.[1] ?? /listening (\d+)/.exec(text)?.[1]
      if (found) done(found.startsWith('http') ? found : `http://127.0.0.1:${found}`)
    })
    child.once('exit', (code) => fail(new Error(`${name} ended with ${code}`)))
  })
  return { name, url, child, startedIn: Math.round(performance.now() - began), setUpPath }
}

function* endless(rows: BenchRows, shot: (team: BenchRows['teams'][number]) => Shot): Iterator<Shot> & Generator<Shot> {
  for (let index = 0; ; index += 1) {
    const team = rows.teams[(index * 7919) % rows.teams.length]
    if (team) yield shot(team)
  }
}

const post = (path: string, key: string, body: object): Shot => ({ method: 'POST', path, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })

function reportBody(delivery: string): object {
  return {
    clientId: randomUUID(), deliveryIds: [delivery], at: new Date().toISOString(), householdsReached: 61, copies: 30, difficulties: 'Đường vào xóm trên khó đi trong mùa mưa',
    sessions: [
      { id: 's1', date: new Date().toISOString().slice(0, 10), form: 'village-meeting', language: 'vi', place: 'Nhà văn hoá thôn', attendance: { total: 58 } },
      { id: 's2', date: new Date().toISOString().slice(0, 10), form: 'cell-meeting', language: 'vi', attendance: { total: 13 } },
    ],
  }
}

async function tagsOf(server: Server, rows: BenchRows): Promise<Map<string, string>> {
  const tags = new Map<string, string>()
  for (const team of rows.teams) {
    const { headers } = await fetch(`${server.url}/field/v1/deliveries?limit=${LIST_OF}`, { headers: { authorization: `Bearer ${team.deviceKey}` } })
    tags.set(team.id, headers.get('etag') ?? '')
  }
  return tags
}

async function each(servers: Server[], run: (server: Server) => Promise<Load>): Promise<Load[]> {
  const results: Load[] = []
  for (const server of servers) results.push(await run(server))
  return results
}

const perSecond = (one: Load | undefined): string => (one ? Math.round(one.perSecond).toString() : '')
const ratio = (a: Load | undefined, b: Load | undefined): string => (a && b ? `${(a.perSecond / b.perSecond).toFixed(2)} ×` : '')
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const sum = (values: number[]): number => values.reduce((whole, one) => whole + one, 0)
const meanwhile = ({ before, meanwhile: during, ratio: times }: Publishing): string => `${before.p95} → ${during.p95} ms (${times} ×)`
const memory = ({ child }: Server): string => String(Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1] ?? 0) / 1024))
const cpu = (): string => `${(/model name\s*:\s*(.+)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'không rõ').trim()}, ${process.version}`

function syncTime(folder: string): number {
  const path = join(folder, 'sync')
  const handle = openSync(path, 'w')
  const began = performance.now()
  for (let index = 0; index < 50; index += 1) {
    writeSync(handle, 'x'.repeat(4_096))
    fsyncSync(handle)
  }
  const taken = (performance.now() - began) / 50
  closeSync(handle)
  rmSync(path)
  return taken
}
