// The floor: a bare Express 5 + better-sqlite3 server over a copy of the same file, with one transaction per request,
// that does the same reads and writes as the product and nothing else. Started by bench/run.ts.
import { createHash, randomUUID } from 'node:crypto'
import { gzip } from 'node:zlib'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import express from 'express'

const zip = promisify(gzip)
const [file = '', port = '0'] = process.argv.slice(2)
const db = new Database(file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('busy_timeout = 5000')
db.pragma('cache_size = -32000')

const device = db.prepare('select id, team_id from devices where key_hash = ?')
const list = db.prepare(`select d.id, d.item, d.ack_due, d.report_due, d.updated_at, a.id as assignment, a.title, a.instructions, a.published_at, a.ack_rule, a.sendings
  from deliveries d join assignments a on a.id = d.assignment_id where d.holder_id = ? and d.open_until >= ? order by d.id limit ?`)
const known = db.prepare('select digest from messages where id = ?')
const delivery = db.prepare('select * from deliveries where id = ? and holder_id = ?')
const facts = db.prepare('select * from messages where delivery = ?')
const assignment = db.prepare('select id, state, ack_rule, sendings from assignments where id = ?')
const members = db.prepare('select * from team_members where team_id = ?')
const addMessage = db.prepare(`insert into messages (id, team, client_id, kind, digest, delivery, at, effective_at, received_at, device, via, body, status) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'phone', ?, 201)`)
const addAcknowledgement = db.prepare(`insert into acknowledgements (id, client_id, delivery_id, assignment_id, team_id, unit_id, path, member_id, bundle_hash, language, via, device_id, at, effective_at, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'vi', 'phone', ?, ?, ?, ?)`)
const setAcknowledged = db.prepare(`update deliveries set state = 'acknowledged', acknowledged_at = ?, acknowledged_via = 'phone', acknowledged_late = 0, due_acknowledged = null, item = ?, revision = ?, updated_at = ? where id = ?`)
const setReported = db.prepare(`update deliveries set state = 'reported', reported_at = ?, reported_via = 'phone', reported_late = 0, due_reported = null, sessions = ?, att_total = ?, households_reached = ?, item = ?, revision = ?, updated_at = ? where id = ?`)
const bump = db.prepare('insert into team_revisions (id, revision) values (?, 1) on conflict (id) do update set revision = revision + 1 returning revision')
const countAcknowledged = db.prepare('update reach_counters set acknowledged = acknowledged + 1, open_acknowledged = open_acknowledged - 1 where id = ?')
const countReported = db.prepare('update reach_counters set reported = reported + 1, open_reported = open_reported - 1, sessions = sessions + ?, att_total = att_total + ?, households_reached = households_reached + ? where id = ?')
const addReport = db.prepare(`insert into reports (id, client_id, team_id, unit_id, path, revision, links, state, replies, via, device_id, body, photos, warnings, withheld, at, effective_at, received_at, updated_at) values (?, ?, ?, ?, ?, 1, ?, 'submitted', '[]', 'phone', ?, ?, '[]', '[]', '[]', ?, ?, ?, ?)`)
const relate = db.prepare('insert into reports_rels ("order", parent_id, path, deliveries_id, assignments_id) values (1, ?, ?, ?, ?)')
const superseding = db.prepare('select id from reports where team_id = ? and supersedes = ?')

const teamOf = (request) => device.get(createHash('sha256').update((request.headers.authorization ?? '').slice(7)).digest('hex'))
const digestOf = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const units = (row) => {
  const ids = row.path.split('/').filter(Boolean)
  return ids.slice(0, ids.indexOf(row.counter_unit_then) + 1)
}
const counters = (row) => ['then', 'now'].flatMap((tree) => units(row).map((unit) => `${row.assignment_id}:${tree}:${unit}:0`))

const app = express()
app.disable('x-powered-by')
app.disable('etag')

app.get('/field/v1/deliveries', async (request, response) => {
  const known = teamOf(request)
  if (!known) return response.status(401).end()
  const items = list.all(known.team_id, new Date().toISOString().slice(0, 10), Number(request.query.limit ?? 50)).map((row) => ({
    ...JSON.parse(row.item),
    assignment: { id: row.assignment, title: row.title, instructions: row.instructions, publishedAt: row.published_at, ackRule: row.ack_rule, ackDue: row.ack_due, reportDue: row.report_due },
    content: JSON.parse(row.sendings).flatMap((sending) => sending.bundles.map((one) => ({ id: one.contentId, kind: one.kind, title: one.title, symbol: one.symbol, bundles: [{ hash: one.hash, language: one.language, version: one.version, bytes: one.bytes }] }))),
    updatedAt: row.updated_at,
  }))
  const bytes = await zip(JSON.stringify({ items, removed: [], nextCursor: '', more: false }), { level: 5 })
  response.setHeader('content-type', 'application/json')
  response.setHeader('content-encoding', 'gzip')
  response.end(bytes)
})

const acknowledge = db.transaction((team, event, now) => {
  const id = `${team.team_id}:${event.clientId}`
  const digest = digestOf(event)
  const before = known.get(id)
  if (before) return before.digest === digest ? 200 : 409
  const row = delivery.get(event.deliveryId, team.team_id)
  if (!row) return 404
  const given = assignment.get(row.assignment_id)
  if (given.state === 'withdrawn') return 410
  if (!members.all(team.team_id).some((member) => member.id === event.memberId) || !given.sendings.includes(event.bundleHash)) return 422
  addMessage.run(id, team.team_id, event.clientId, event.kind, digest, event.deliveryId, event.at, now, now, team.id, JSON.stringify({ memberId: event.memberId, bundleHash: event.bundleHash }))
  addAcknowledgement.run(randomUUID(), event.clientId, row.id, row.assignment_id, row.team_id, row.unit_id, row.path, event.memberId, event.bundleHash, team.id, event.at, now, now)
  facts.all(event.deliveryId)
  const { revision } = bump.get(team.team_id)
  const item = { ...JSON.parse(row.item), state: 'acknowledged', acknowledgements: [{ memberId: event.memberId, bundleHash: event.bundleHash, at: now }] }
  setAcknowledged.run(now, JSON.stringify(item), revision, now, row.id)
  for (const counter of counters(row)) countAcknowledged.run(counter)
  return 201
})

app.post('/field/v1/events', express.json(), (request, response) => {
  const team = teamOf(request)
  if (!team) return response.status(401).end()
  const now = new Date().toISOString()
  const results = request.body.events.map((event) => ({ clientId: event.clientId, status: acknowledge.immediate(team, event, now) }))
  // A refusal must show in the load's failures: it is cheaper than the work.
  response.status(results.some((one) => one.status >= 400) ? 422 : 200).json({ results })
})

const report = db.transaction((team, body, now) => {
  const id = `${team.team_id}:${body.clientId}`
  if (known.get(id)) return 200
  const row = delivery.get(body.deliveryIds[0], team.team_id)
  if (!row) return 404
  assignment.get(row.assignment_id)
  superseding.get(team.team_id, body.clientId)
  const reportId = randomUUID()
  addReport.run(reportId, body.clientId, team.team_id, row.unit_id, row.path, JSON.stringify([{ id: row.id, assignment: row.assignment_id }]), team.id, JSON.stringify(body), body.at, now, now, now)
  relate.run(reportId, 'deliveries', row.id, null)
  relate.run(reportId, 'assignments', null, row.assignment_id)
  addMessage.run(id, team.team_id, body.clientId, 'report', digestOf(body), null, body.at, now, now, team.id, null)
  facts.all(row.id)
  const total = body.sessions.reduce((sum, one) => sum + (one.attendance.total ?? 0), 0)
  const { revision } = bump.get(team.team_id)
  setReported.run(now, body.sessions.length, total, body.householdsReached, JSON.stringify({ ...JSON.parse(row.item), state: 'reported' }), revision, now, row.id)
  for (const counter of counters(row)) countReported.run(body.sessions.length, total, body.householdsReached, counter)
  return 201
})

app.post('/field/v1/reports', express.json(), (request, response) => {
  const team = teamOf(request)
  if (!team) return response.status(401).end()
  response.status(report.immediate(team, request.body, new Date().toISOString())).json({ clientId: request.body.clientId })
})

const server = app.listen(Number(port), '127.0.0.1', () => process.stdout.write(`listening ${server.address().port}\n`))
