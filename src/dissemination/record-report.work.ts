/**
 * Takes one dissemination report: a new one, or a revision that replaces an earlier one whole, in whatever order they
 * arrive. Called for phones by `/field/v1/reports` and for the desk's records on behalf.
 */
import { bundles } from '../content/tables.js'
import { householdsAt } from '../organisation/households.js'
import { defineWork, refuse, type Row, type Tx } from '../platform/database/tables.js'
import { hanoiDay, honestTime, type Via } from './event-rules.js'
import { type AssignmentSending, contentsOf, isEarlier, refreshDelivery, reportsTouching, revisions } from './recompute.js'
import { checkReport, type Remark, type Report, type ReportFigures, type ScreenedReport, type Withheld } from './report-rules.js'
import { assignments, deliveries, messages, reports } from './tables.js'

export interface RecordReportInput {
  /** The team of the phone; null where the desk records, then the team is the deliveries'. */
  team: string | null
  device: string | null
  via: Via
  recordedBy: string | null
  sentAt: string | null
  receivedAt: string
  reportId: string
  digest: string
  report: Report
  /** What is stored of it and what is not, screened by the caller: the one writer only judges what needs the database. */
  screened: ScreenedReport
}

export interface ReportAnswer {
  clientId: string
  reportId: string
  revision: number
  state: string
  warnings: Remark[]
  withheld: Withheld[]
  photos: { sha256: string; state: string }[]
}

export interface StoredPhoto {
  sha256: string
  bytes: number
  state: 'wanted' | 'stored'
  /** The cleaned image as kept; differs from what was sent. */
  storedSha256?: string
  /** When the image was deleted because its time of keeping was over. */
  removedAt?: string
}

interface Place {
  delivery: Row
  assignment: Row
  sendings: AssignmentSending[]
}

/** Answers 201 or 200 with the report's answer. Refuses with 404, 409, 410 or 422 as contract §3 orders them. */
export const recordReport = defineWork('record-report', async (tx, input: RecordReportInput): Promise<{ status: 200 | 201 | 410; answer: ReportAnswer }> => {
  const { report } = input
  const team = input.team ?? (await teamOf(tx, report.deliveryIds[0]))
  const before = await tx.byId(messages, `${team}:${report.clientId}`)
  if (before) return repeated(tx, before, input)

  const places = await openPlaces(tx, team, report.deliveryIds)
  const withdrawn = places.filter((place) => place.assignment.state === 'withdrawn')
  if (places.length > 0 && withdrawn.length === places.length) return keepAfterWithdrawal(tx, input, team, places)

  const chain = await readChain(tx, team, report)
  if (chain.isRing) {
    throw refuse({ status: 422, code: 'rules', errors: [{ path: 'supersedes', code: 'supersedes-itself', message: 'Hai báo cáo không thay thế lẫn nhau được. Hãy sửa từ bản mới nhất.' }] })
  }
  if (chain.rival) throw refuse({ status: 409, code: 'superseded', details: { latest: chain.rival } })
  const earlier = new Map<string, Row[]>()
  for (const { delivery } of places) earlier.set(String(delivery.id), await reportsTouching(tx, delivery))
  const registers = await registersAt(tx, places, { at: timeOf(input, places), receivedAt: input.receivedAt })
  const checked = checkReport({ report, context: await contextOf(tx, { input, places, earlier, predecessor: chain.predecessor, registers }) })
  const { stored, withheld } = input.screened
  if (checked.errors.length) throw refuse({ status: 422, code: 'rules', errors: checked.errors })
  const warnings = [
    ...checked.warnings,
    ...(withdrawn.length ? [{ path: 'deliveryIds', code: 'withdrawn', message: 'Một phần việc trong báo cáo đã được thu hồi. Phần còn lại vẫn được tính.' }] : []),
  ]

  const row = reportRow({ input, team, places, body: stored, chain, registers })
  const answer: ReportAnswer = {
    clientId: report.clientId, reportId: input.reportId, revision: Number(row.revision), state: String(row.state), warnings, withheld,
    photos: (row.photos as StoredPhoto[]).map(({ sha256, state }) => ({ sha256, state })),
  }
  await tx.insert(reports, [{ ...row, warnings, withheld }])
  await tx.insert(messages, [messageRow(input, team, answer, 201)])
  await settleChain(tx, team, row, chain, input.receivedAt)
  // A revision also changes rows that were read before it; then they are read again.
  const known = chain.predecessor || chain.successor ? undefined : new Map([...earlier].map(([delivery, rows]) => [delivery, [...rows, row]]))
  await refreshAll(tx, { now: input.receivedAt, places, known, others: deliveriesOf(chain.predecessor) })
  return { status: 201, answer }
})

async function teamOf(tx: Tx, delivery: string | undefined): Promise<string> {
  const row = delivery ? await tx.byId(deliveries, delivery) : undefined
  if (!row) throw refuse({ status: 404, code: 'unknown-delivery' })
  return String(row.holder)
}

async function repeated(tx: Tx, before: Row, input: RecordReportInput): Promise<{ status: 200 | 410; answer: ReportAnswer }> {
  if (before.digest !== input.digest) throw refuse({ status: 409, code: 'client-id-used' })
  const answer = before.answer as ReportAnswer
  if (before.status === 410) return { status: 410, answer }
  const stored = await tx.byId(reports, answer.reportId)
  const photos = ((stored?.photos as StoredPhoto[] | null) ?? []).map(({ sha256, state }) => ({ sha256, state }))
  return { status: 200, answer: { ...answer, state: String(stored?.state ?? answer.state), photos } }
}

async function openPlaces(tx: Tx, team: string, ids: readonly string[]): Promise<Place[]> {
  const rows = await tx.find(deliveries, { where: [['id', 'in', ids], ['holder', '=', team]] })
  if (rows.length !== ids.length) throw refuse({ status: 404, code: 'unknown-delivery' })
  const found = await tx.find(assignments, { where: [['id', 'in', [...new Set(rows.map((row) => String(row.assignment)))]]], columns: ['id', 'state', 'sendings'] })
  const byId = new Map(found.map((row) => [String(row.id), row]))
  const deliveryById = new Map(rows.map((row) => [String(row.id), row]))
  return ids.flatMap((id): Place[] => {
    const delivery = deliveryById.get(id)
    const assignment = delivery && byId.get(String(delivery.assignment))
    return delivery && assignment ? [{ delivery, assignment, sendings: (assignment.sendings as AssignmentSending[] | null) ?? [] }] : []
  })
}

/** The fact's time, which must lie after the first of its deliveries was published. */
function timeOf(input: RecordReportInput, places: Place[]): string {
  const publishedAt = places.map((place) => String(place.delivery.publishedAt)).sort()[0] ?? input.receivedAt
  return honestTime({ at: input.report.at, sentAt: input.sentAt, arrival: input.receivedAt, publishedAt })
}

/** By delivery: the households of its unit at the fact's time (its arrival, where it was published later), where the register has changed since it was published. */
type Registers = ReadonlyMap<string, number | null>

async function registersAt(tx: Tx, places: Place[], fact: { at: string; receivedAt: string }): Promise<Registers> {
  const registers = new Map<string, number | null>()
  for (const { delivery } of places) {
    const known = typeof delivery.households === 'number' ? delivery.households : null
    const at = isEarlier(fact.at, delivery.publishedAt) ? fact.receivedAt : fact.at
    const then = await householdsAt(tx, { unit: String(delivery.unit), at, since: String(delivery.publishedAt), known })
    if (then !== known) registers.set(String(delivery.id), then)
  }
  return registers
}

/** What is sent for a withdrawn assignment counts nowhere, so it may break the rules; the desk can read all of it. */
async function keepAfterWithdrawal(tx: Tx, input: RecordReportInput, team: string, places: Place[]): Promise<{ status: 410; answer: ReportAnswer }> {
  const campaigns = input.report.indicators?.length ? await campaignsOf(tx, places) : []
  const { warnings } = checkReport({ report: input.report, context: { today: hanoiDay(input.receivedAt), assignmentDay: null, campaigns } })
  const { stored, withheld } = input.screened
  const chain: ReportChain = { revision: 1 }
  const row = { ...reportRow({ input, team, places, body: stored, chain }), keptAfterWithdrawal: true, warnings, withheld }
  const answer: ReportAnswer = { clientId: input.report.clientId, reportId: input.reportId, revision: 1, state: 'submitted', warnings: [], withheld, photos: [] }
  await tx.insert(reports, [row])
  await tx.insert(messages, [messageRow(input, team, answer, 410)])
  await passOn(tx, team, input)
  return { status: 410, answer }
}

/** What came first to replace this report replaces now what this one would have: otherwise both would count. */
async function passOn(tx: Tx, team: string, { report, receivedAt: now }: RecordReportInput): Promise<void> {
  const successor = await replacing(tx, team, report.clientId)
  const target = await replacedBy(tx, team, report)
  if (!successor || !target || (await chainAfter(tx, team, String(successor.clientId))).has(target)) return
  const predecessor = await reportNamed(tx, team, target)
  const rival = await replacing(tx, team, target)
  await tx.update(reports, [['id', '=', String(successor.id)]], { supersedes: target, updatedAt: now })
  if (predecessor) await settleChain(tx, team, predecessor, { predecessor, successor, revision: Number(predecessor.revision) }, now)
  await refreshAll(tx, { now, places: [], known: undefined, others: [predecessor, successor, rival].flatMap(deliveriesOf) })
}

interface ReportChain {
  /** The client id of the report that this one replaces, arrived or not. */
  replaces?: string
  /** The same report, where it has arrived. */
  predecessor?: Row
  /** The report that replaces this one, where that came first. */
  successor?: Row
  /** The newest report (by client id) of another chain over the same predecessor. */
  rival?: string
  /** The report says it replaces one that replaces it. */
  isRing?: boolean
  revision: number
}

async function readChain(tx: Tx, team: string, report: Report): Promise<ReportChain> {
  const successor = await replacing(tx, team, report.clientId)
  if (!report.supersedes) return { revision: 1, ...(successor ? { successor } : {}) }
  const replaces = (await replacedBy(tx, team, report)) ?? report.supersedes
  const other = await replacing(tx, team, replaces)
  if (other) return { revision: 1, rival: await newestAfter(tx, team, String(other.clientId)) }
  if (replaces === report.clientId || (successor && (await chainAfter(tx, team, report.clientId)).has(replaces))) return { revision: 1, isRing: true }
  const predecessor = await reportNamed(tx, team, replaces)
  return { replaces, revision: predecessor ? Number(predecessor.revision) + 1 : 2, ...(predecessor ? { predecessor } : {}), ...(successor ? { successor } : {}) }
}

function reportNamed(tx: Tx, team: string, clientId: string): Promise<Row | undefined> {
  return tx.findOne(reports, { where: [['team', '=', team], ['clientId', '=', clientId]] })
}

/** What a report replaces. One that was kept after the withdrawal counts nowhere, so who revises it revises what that one would have. */
async function replacedBy(tx: Tx, team: string, { clientId, supersedes }: Report): Promise<string | undefined> {
  let target = supersedes ?? undefined
  const seen = new Set([clientId])
  while (target && !seen.has(target)) {
    seen.add(target)
    const row = await reportNamed(tx, team, target)
    if (!row?.keptAfterWithdrawal || typeof row.supersedes !== 'string') return target
    target = row.supersedes
  }
  return target
}

/** What replaces a report. One that came after the withdrawal of all its work counts nowhere, and so replaces nothing. */
function replacing(tx: Tx, team: string, clientId: string, columns?: string[]): Promise<Row | undefined> {
  return tx.findOne(reports, { where: [['team', '=', team], ['supersedes', '=', clientId], ['keptAfterWithdrawal', '=', false]], ...(columns ? { columns } : {}) })
}

async function newestAfter(tx: Tx, team: string, clientId: string): Promise<string> {
  return [...(await chainAfter(tx, team, clientId))].at(-1) ?? clientId
}

/** The report and what has replaced it since, the newest last, by client id. */
async function chainAfter(tx: Tx, team: string, clientId: string): Promise<Set<string>> {
  const chain = new Set([clientId])
  let newest = clientId
  for (;;) {
    const next = await replacing(tx, team, newest, ['id', 'clientId'])
    if (!next || chain.has(String(next.clientId))) return chain
    newest = String(next.clientId)
    chain.add(newest)
  }
}

async function contextOf(tx: Tx, { input, places, earlier, predecessor, registers }: { input: RecordReportInput; places: Place[]; earlier: Map<string, Row[]>; predecessor: Row | undefined; registers: Registers }) {
  const published = places.map((place) => String(place.delivery.publishedAt)).sort()[0]
  const register = places.map(({ delivery }) => (registers.has(String(delivery.id)) ? registers.get(String(delivery.id)) : delivery.households)).find((households) => typeof households === 'number')
  return {
    today: hanoiDay(input.receivedAt),
    assignmentDay: published ? hanoiDay(published) : null,
    campaigns: input.report.indicators?.length ? await campaignsOf(tx, places) : [],
    previous: places.flatMap(({ delivery }) => (delivery.reportedAt ? (previousFigures(String(delivery.id), earlier.get(String(delivery.id)) ?? [], predecessor) ?? []) : [])),
    householdsRegister: typeof register === 'number' ? register : null,
  }
}

async function campaignsOf(tx: Tx, places: Place[]): Promise<{ id: string; indicators: { key: string }[] }[]> {
  const campaigns: { id: string; indicators: { key: string }[] }[] = []
  for (const { sendings } of places) {
    for (const content of contentsOf(sendings)) {
      if (content.contentType !== 'campaigns') continue
      const hashes = sendings.flatMap((sending) => sending.bundles).filter((bundle) => bundle.contentId === content.contentId).map((bundle) => bundle.hash)
      const rows = await tx.find(bundles, { where: [['id', 'in', hashes]], columns: ['id', 'json'] })
      const indicators = rows.flatMap((row) => (JSON.parse(String(row.json)) as { campaign?: { indicators?: { key: string }[] } }).campaign?.indicators ?? [])
      campaigns.push({ id: content.contentId, indicators })
    }
  }
  return campaigns
}

function previousFigures(delivery: string, earlier: readonly Row[], predecessor: Row | undefined): ReportFigures | null {
  const naming = earlier.filter((report) => ((report.links as { id: string }[] | null) ?? []).some((link) => link.id === delivery))
  const present = naming.filter((report) => report.state !== 'superseded' && report.id !== predecessor?.id && !report.keptAfterWithdrawal)
  const last = present.sort((a, b) => String(a.receivedAt).localeCompare(String(b.receivedAt))).at(-1)
  return (last?.body as ReportFigures | undefined) ?? null
}

function reportRow({ input, team, places, body, chain, registers = new Map() }: { input: RecordReportInput; team: string; places: Place[]; body: Report; chain: ReportChain; registers?: Registers }): Row {
  const first = places[0]?.delivery
  return {
    id: input.reportId, clientId: input.report.clientId, team, unit: first?.unit, path: first?.pathNow,
    assignments: [...new Set(places.map((place) => String(place.delivery.assignment)))],
    deliveries: places.map((place) => String(place.delivery.id)),
    links: places.map(({ delivery }) => ({ id: delivery.id, assignment: delivery.assignment, ...(registers.has(String(delivery.id)) ? { households: registers.get(String(delivery.id)) } : {}) })),
    revision: chain.revision, supersedes: chain.replaces ?? input.report.supersedes ?? null, state: chain.successor ? 'superseded' : 'submitted', replies: [],
    via: input.via, recordedBy: input.recordedBy, device: input.device, body, photos: photosOf(input.report, chain), keptAfterWithdrawal: false,
    at: input.report.at, effectiveAt: timeOf(input, places),
    receivedAt: input.receivedAt, updatedAt: input.receivedAt,
  }
}

/** A photo that an earlier revision already brought is not asked for again. */
function photosOf(report: Report, { predecessor, successor }: ReportChain): StoredPhoto[] {
  const there = new Map([predecessor, successor].flatMap((row) => ((row?.photos as StoredPhoto[] | null | undefined) ?? []).map((photo): [string, StoredPhoto] => [photo.sha256, photo])))
  const declared = new Map((report.photos ?? []).map((photo) => [photo.sha256, photo]))
  return [...declared.values()].map(({ sha256, bytes }) => {
    const known = there.get(sha256)
    return known?.state === 'stored' ? { ...known, bytes } : { sha256, bytes, state: 'wanted' }
  })
}

function messageRow(input: RecordReportInput, team: string, answer: ReportAnswer, status: number): Row {
  return {
    id: `${team}:${input.report.clientId}`, team, clientId: input.report.clientId, kind: 'report', digest: input.digest, delivery: null, at: input.report.at,
    sentAt: input.sentAt, effectiveAt: input.receivedAt, receivedAt: input.receivedAt, device: input.device, via: input.via, recordedBy: input.recordedBy,
    body: null, status, answer,
  }
}

/** The replaced report becomes superseded, and the revisions after a late arrival are numbered anew. */
async function settleChain(tx: Tx, team: string, row: Row, chain: ReportChain, now: string): Promise<void> {
  if (chain.predecessor && chain.predecessor.state !== 'superseded') {
    await tx.update(reports, [['id', '=', String(chain.predecessor.id)]], { state: 'superseded', updatedAt: now })
  }
  let previous = row
  let next = chain.successor
  const seen = new Set<unknown>()
  while (next && !seen.has(next.id)) {
    seen.add(next.id)
    const number = Number(previous.revision) + 1
    if (Number(next.revision) !== number) await tx.update(reports, [['id', '=', String(next.id)]], { revision: number, updatedAt: now })
    previous = { ...next, revision: number }
    next = await replacing(tx, team, String(next.clientId))
  }
}

function deliveriesOf(report: Row | undefined): string[] {
  return (report?.deliveries as string[] | undefined) ?? []
}

async function refreshAll(tx: Tx, { now, places, known, others }: { now: string; places: Place[]; known: Map<string, Row[]> | undefined; others: readonly string[] }): Promise<void> {
  const revisionOf = revisions(tx)
  const done = new Set<string>()
  for (const { delivery, sendings } of places) {
    done.add(String(delivery.id))
    const reportsKnown = known?.get(String(delivery.id))
    await refreshDelivery({ tx, delivery, sendings, isNews: true, now, revisionOf, ...(reportsKnown ? { known: { reports: reportsKnown } } : {}) })
  }
  for (const id of others) {
    if (done.has(id)) continue
    done.add(id)
    const delivery = await tx.byId(deliveries, id)
    const assignment = delivery && (await tx.findOne(assignments, { where: [['id', '=', String(delivery.assignment)]], columns: ['id', 'sendings'] }))
    if (delivery && assignment) await refreshDelivery({ tx, delivery, sendings: (assignment.sendings as AssignmentSending[] | null) ?? [], isNews: true, now, revisionOf })
  }
}
