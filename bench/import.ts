/**
 * A nation's lists through a real server: villages and teams as .xlsx and as .csv over HTTP, while phones read their
 * lists and acknowledge. Prints seconds, memory and what the phones felt. Called by `npm run bench -- --import 100000`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { strToU8, zipSync } from 'fflate'
import { openSqlite } from '../src/platform/database/sqlite.js'
import { projectRoot } from '../src/platform/project-root.js'
import { type BenchRows, deliveryIds, makeDraft, makeTeams, publish } from './rows.js'

const PHONES = 600
const LISTS_A_SECOND = 40
const ACKNOWLEDGEMENTS_A_SECOND = 10
const VILLAGES_OF_A_COMMUNE = 60
const OWNER = { email: 'quan.tri@tinh.vn', password: 'mot cau de nho va dai' }

export interface ImportBenchOptions {
  villages: number
  /** `file:…` on SQLite; a MongoDB address measures the import alone, without phones. */
  mongodb?: string
}

type Cells = (string | number)[]
interface Server {
  url: string
  child: ChildProcess
  output(): string
}

export async function runImportBench({ villages, mongodb }: ImportBenchOptions, say: (line: string) => void): Promise<string> {
  const folder = join(projectRoot(), `.tmp/bench-import-${process.pid}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'data'), { recursive: true })
  const file = join(folder, 'import.db')
  const url = mongodb ?? `file:${file}`
  const lines = [
    `${villages} thôn và ${villages} tổ; tải của máy lúc đo ${loadavg()[0]?.toFixed(1)}.`, '',
    '| phép đo | kiểm tra: giây (CPU) | ghi: giây (CPU) | cả hai | bộ nhớ trước → cao nhất (MB) | danh sách p95 trước → trong lúc nhập (ms) | xác nhận chờ lâu nhất (ms) |', '| --- | --- | --- | --- | --- | --- | --- |',
  ]
  let server = await start(folder, url)
  const setUpAddress = /\/setup\?key=[\w-]+/.exec(server.output())?.[0] ?? ''
  await fetch(server.url + setUpAddress, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ unitName: 'Toàn quốc', unitType: 'nation', name: 'Quản trị', ...OWNER, again: OWNER.password }) })
  await stop(server)
  const rows = mongodb ? undefined : await makePhones(file)
  server = await start(folder, url)
  try {
    const token = await signIn(server)
    say('communes…')
    await bring({ server, token, kind: 'units', name: 'xa.csv', content: csv(['Tên đơn vị', 'Loại', 'Đơn vị cấp trên'], communes(villages)) })
    const total = { wall: 0, cpu: 0 }
    const lists: { kind: string; name: string; content: () => Buffer }[] = [
      { kind: 'units', name: 'thon.xlsx', content: () => xlsx(['STT', 'Tên thôn', 'Loại', 'Xã', 'Số hộ', 'Nhân khẩu'], villageRows(villages)) },
      { kind: 'teams', name: 'to.xlsx', content: () => xlsx(['STT', 'Xã', 'Thôn', 'Tên tổ', 'Quyết định thành lập'], teamRows(villages)) },
    ]
    for (const { kind, name, content } of lists) {
      const bytes = content()
      const measured = await measure({ server, token, kind, name, content: bytes, rows, say })
      total.wall += measured.check.wall + measured.apply.wall
      total.cpu += measured.check.cpu + measured.apply.cpu
      lines.push(measured.line)
      say(measured.line)
    }
    lines.push(`| **thôn và tổ, kiểm tra và ghi** | | | ${total.wall.toFixed(1)} (${total.cpu.toFixed(1)}) | ${memory(server, 'VmHWM')} | | |`)
    say(lines.at(-1) ?? '')
    const again = await measure({ server, token, kind: 'units', name: 'thon.csv', content: csv(['Tên thôn', 'Loại', 'Xã', 'Số hộ', 'Nhân khẩu'], villageRows(villages).map((cells) => [...cells.slice(1, 4), Number(cells[4]) + 1, cells[5] ?? 0])), rows, say, isUndone: true })
    lines.push(again.line, again.undoLine ?? '')
    say(again.line)
    say(again.undoLine ?? '')
  } finally {
    await stop(server)
  }
  rmSync(folder, { recursive: true, force: true })
  return lines.filter(Boolean).join('\n')
}

interface Spent {
  wall: number
  cpu: number
}

async function measure({ server, token, kind, name, content, rows, say, isUndone = false }: {
  server: Server; token: string; kind: string; name: string; content: Buffer; rows: BenchRows | undefined; say: (line: string) => void; isUndone?: boolean
}): Promise<{ check: Spent; apply: Spent; line: string; undoLine?: string }> {
  const calm = rows ? await phonesFor(server, rows, 5_000) : undefined
  const phones = rows ? startPhones(server, rows) : undefined
  const before = memory(server, 'VmRSS')
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, Number(memory(server, 'VmRSS')))
  }, 50)
  const [id, check] = await spent(server, () => upload({ server, token, kind, name, content }))
  say(`  ${name} (${(content.length / 1e6).toFixed(1)} MB) checked in ${check.wall.toFixed(1)} s (${check.cpu.toFixed(1)} CPU), list p95 ${phones?.p95Now() ?? ''}`)
  const [progress, apply] = await spent(server, () => decide(server, token, id, 'apply'))
  const felt = await phones?.stop()
  say(`  progress while it was written: ${progress.join(' ')}`)
  const taken = phones && isUndone && rows ? startPhones(server, rows) : undefined
  const undo = isUndone ? (await spent(server, () => decide(server, token, id, 'undo')))[1] : undefined
  const feltUndo = await taken?.stop()
  clearInterval(watch)
  const line = `| ${name}, ${(content.length / 1e6).toFixed(1)} MB | ${shown(check)} | ${shown(apply)} | ${shown({ wall: check.wall + apply.wall, cpu: check.cpu + apply.cpu })} | ${before} → ${peak} | ${calm && felt ? `${calm.p95} → ${felt.p95} (${(felt.p95 / calm.p95).toFixed(1)} ×)` : ''} | ${calm && felt ? `${calm.slowest} → ${felt.slowest}` : ''} |`
  const undoLine = undo ? `| … hoàn tác | | ${shown(undo)} | | ${peak} | ${feltUndo ? feltUndo.p95 : ''} | ${feltUndo ? feltUndo.slowest : ''} |` : undefined
  return { check, apply, line, ...(undoLine ? { undoLine } : {}) }
}

const shown = ({ wall, cpu }: Spent): string => `${wall.toFixed(1)} (${cpu.toFixed(1)})`

async function spent<Result>(server: Server, run: () => Promise<Result>): Promise<[Result, Spent]> {
  const [began, cpuBefore] = [performance.now(), cpuSeconds(server)]
  const result = await run()
  return [result, { wall: (performance.now() - began) / 1_000, cpu: cpuSeconds(server) - cpuBefore }]
}

async function bring({ server, token, kind, name, content }: { server: Server; token: string; kind: string; name: string; content: Buffer }): Promise<void> {
  await decide(server, token, await upload({ server, token, kind, name, content }), 'apply')
}

async function upload({ server, token, kind, name, content }: { server: Server; token: string; kind: string; name: string; content: Buffer }): Promise<string> {
  const form = new FormData()
  form.set('kind', kind)
  form.set('file', new Blob([new Uint8Array(content)]), name)
  const answer = await fetch(`${server.url}/api/imports`, { method: 'POST', headers: { Authorization: `JWT ${token}` }, body: form })
  const body = (await answer.json()) as { id?: string; counts?: { wrong: number }; problems?: object[] }
  if (!body.id || body.counts?.wrong) throw new Error(`the check of ${name} answered ${answer.status}: ${JSON.stringify(body).slice(0, 600)}`)
  return body.id
}

/** Answers what the progress said on the way. */
async function decide(server: Server, token: string, id: string, act: 'apply' | 'undo'): Promise<number[]> {
  const headers = { Authorization: `JWT ${token}` }
  const taken = await fetch(`${server.url}/api/imports/${id}/${act}`, { method: 'POST', headers })
  if (taken.status !== 202) throw new Error(`${act} answered ${taken.status}: ${await taken.text()}`)
  const progress: number[] = []
  for (;;) {
    const { state, done } = (await (await fetch(`${server.url}/api/imports/${id}`, { headers })).json()) as { state: string; done: number }
    if (progress.at(-1) !== done) progress.push(done)
    if (state === 'applied' || state === 'undone') return progress
    if (state === 'failed') throw new Error('the import was not written')
    await wait(100)
  }
}

/** Teams with phones in a province of their own, with work to read and to acknowledge. */
async function makePhones(file: string): Promise<BenchRows> {
  const database = openSqlite({ file, thread: false })
  const rows = await makeTeams(database, PHONES)
  for (let index = 0; index < 20; index += 1) await publish(database, rows, await makeDraft(database, rows, index), index)
  deliveriesByRows.set(rows, await deliveryIds(database, rows.assignments.at(-1) ?? ''))
  await database.close()
  return rows
}

interface Felt {
  p95: number
  slowest: number
}

async function phonesFor(server: Server, rows: BenchRows, milliseconds: number): Promise<Felt> {
  const phones = startPhones(server, rows)
  await wait(milliseconds)
  return phones.stop()
}

/** Phones that read their lists and acknowledge at a steady rate, whether or not earlier answers have come. */
function startPhones(server: Server, rows: BenchRows): { stop(): Promise<Felt>; p95Now(): number } {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const lists: number[] = []
  const acknowledgements: number[] = []
  const underWay = new Set<Promise<void>>()
  const failures: string[] = []
  let count = 0
  const known = deliveriesOfFirst(rows)
  const send = (times: number[], options: { method: string; path: string; body?: string; key: string }): void => {
    const began = performance.now()
    const answered = new Promise<void>((done) => {
      const sent = request(server.url + options.path, { agent, method: options.method, headers: { authorization: `Bearer ${options.key}`, 'accept-encoding': 'gzip', ...(options.body ? { 'content-type': 'application/json' } : {}) } }, (answer) => {
        answer.resume()
        answer.once('end', () => {
          times.push(performance.now() - began)
          if (answer.statusCode !== 200) failures.push(`${options.path} ${answer.statusCode}`)
          done()
        })
      })
      sent.once('error', (error) => {
        failures.push(String(error))
        done()
      })
      sent.end(options.body)
    })
    underWay.add(answered)
    void answered.finally(() => underWay.delete(answered))
  }
  const next = (): BenchRows['teams'][number] => {
    const team = rows.teams[(count * 7919) % rows.teams.length]
    count += 1
    if (!team) throw new Error('there are no phones')
    return team
  }
  const reading = setInterval(() => send(lists, { method: 'GET', path: '/field/v1/deliveries?limit=20', key: next().deviceKey }), 1_000 / LISTS_A_SECOND)
  const acknowledging = setInterval(() => {
    const team = next()
    const event = { clientId: randomUUID(), deliveryId: known.get(team.id), kind: 'acknowledged', at: new Date().toISOString(), memberId: team.leader, bundleHash: rows.hash }
    send(acknowledgements, { method: 'POST', path: '/field/v1/events', body: JSON.stringify({ events: [event] }), key: team.deviceKey })
  }, 1_000 / ACKNOWLEDGEMENTS_A_SECOND)
  return {
    p95Now: () => p95(lists),
    stop: async () => {
      clearInterval(reading)
      clearInterval(acknowledging)
      await Promise.all(underWay)
      agent.destroy()
      if (failures.length) throw new Error(`${failures.length} phones were not answered: ${failures[0]}`)
      return { p95: p95(lists), slowest: Math.round(Math.max(...acknowledgements)) }
    },
  }
}

const deliveriesByRows = new WeakMap<BenchRows, Map<string, string>>()

function deliveriesOfFirst(rows: BenchRows): Map<string, string> {
  const held = deliveriesByRows.get(rows)
  if (!held) throw new Error('the deliveries were not read')
  return held
}

const p95 = (times: readonly number[]): number => Math.round(([...times].sort((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0) * 10) / 10

// The lists. Names are such as offices write: few words, many numbers, the same names in many communes.

const WORDS = ['Nà Trào', 'Lũng Phìn', 'Khuổi Mạn', 'Tân Tiến', 'Đồng Tâm', 'Bản Pình', 'Nậm Lành', 'Sủng Máng', 'Phố Mới', 'Thượng Lâm']
const KINDS = ['Thôn', 'Bản', 'Xóm', 'Tổ dân phố']

function communes(villages: number): Cells[] {
  const provinces = Array.from({ length: 34 }, (_, index): Cells => [`Tỉnh Thử ${index + 1}`, 'Tỉnh', 'Toàn quốc'])
  return [...provinces, ...Array.from({ length: Math.ceil(villages / VILLAGES_OF_A_COMMUNE) }, (_, index): Cells => [communeName(index), 'Xã', `Tỉnh Thử ${(index % 34) + 1}`])]
}

const communeName = (index: number): string => `Xã ${WORDS[index % WORDS.length]} ${index}`
const villageName = (index: number): string => `${KINDS[index % KINDS.length]} ${WORDS[(index * 7) % WORDS.length]} ${(index % VILLAGES_OF_A_COMMUNE) + 1}`
const communeOf = (index: number): string => communeName(Math.floor(index / VILLAGES_OF_A_COMMUNE))

function villageRows(count: number): Cells[] {
  return Array.from({ length: count }, (_, index): Cells => [index + 1, villageName(index), KINDS[index % KINDS.length] ?? '', communeOf(index), 40 + (index % 160), 170 + (index % 640)])
}

function teamRows(count: number): Cells[] {
  return Array.from({ length: count }, (_, index): Cells => [index + 1, communeOf(index), villageName(index), `Tổ dân vận ${villageName(index).toLowerCase()}`, `${(index % 40) + 1}-QĐ/ĐU ngày 10/01/2026`])
}

function csv(headings: Cells, rows: Cells[]): Buffer {
  return Buffer.from(`\ufeff${[headings, ...rows].map((cells) => cells.join(';')).join('\r\n')}\r\n`)
}

/** As Excel writes it: shared texts, a style on every cell, spans on every row. */
function xlsx(headings: Cells, rows: Cells[]): Buffer {
  const shared = new Map<string, number>()
  const cell = (value: string | number, column: number, row: number): string => {
    const place = `${String.fromCharCode(65 + column)}${row}`
    if (typeof value === 'number') return `<c r="${place}" s="1"><v>${value}</v></c>`
    const index = shared.get(value) ?? shared.size
    shared.set(value, index)
    return `<c r="${place}" s="1" t="s"><v>${index}</v></c>`
  }
  const sheet = [headings, ...rows].map((cells, index) => `<row r="${index + 1}" spans="1:${cells.length}" x14ac:dyDescent="0.25">${cells.map((value, column) => cell(value, column, index + 1)).join('')}</row>`).join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return Buffer.from(zipSync({
    'xl/workbook.xml': strToU8(`<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`),
    'xl/worksheets/sheet1.xml': strToU8(`<?xml version="1.0"?><worksheet xmlns="${main}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><sheetData>${sheet}</sheetData></worksheet>`),
    'xl/sharedStrings.xml': strToU8(`<?xml version="1.0"?><sst xmlns="${main}">${[...shared.keys()].map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`),
  }, { level: 6 }))
}

// The server.

async function start(folder: string, url: string): Promise<Server> {
  const env = {
    ...process.env, NODE_ENV: 'production' as const, LANTOA_DATA_DIR: join(folder, 'data'), LANTOA_MEDIA_DIR: join(folder, 'media'), LANTOA_DATABASE_URL: url, LANTOA_SECRET: 'only for the benchmark, not a secret at all',
    LANTOA_RATE_LIMITS: 'off', LANTOA_LOG_LEVEL: 'error', PORT: '0', PAYLOAD_DISABLE_DEPENDENCY_CHECKER: 'true', NEXT_TELEMETRY_DISABLED: '1',
  }
  const child = spawn(process.execPath, [...(process.env.LANTOA_BENCH_NODE ?? '').split(' ').filter(Boolean), 'dist/main.js'], { cwd: projectRoot(), env, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  const found = await new Promise<string>((done, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const address = /đang chạy tại (\S+)/.exec(text)?.[1]
      if (address) setTimeout(() => done(address), 300)
    })
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)))
  })
  return { url: found, child, output: () => text }
}

async function stop({ child }: Server): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}

async function signIn(server: Server): Promise<string> {
  const answer = await fetch(`${server.url}/api/users/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(OWNER) })
  return ((await answer.json()) as { token: string }).token
}

function memory({ child }: Server, field: 'VmRSS' | 'VmHWM'): string {
  const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8')
  return String(Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024))
}

/** User and system time of all of the server's threads. */
function cpuSeconds({ child }: Server): number {
  const fields = readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
