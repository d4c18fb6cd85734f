/**
 * Publishing, adding teams and everything that goes over all deliveries of an assignment: in short atomic steps, each
 * of which can be repeated, so that a crash at any instant leaves something that goes on and never doubles.
 */
import { orgUnits, teams } from '../organisation/tables.js'
import { defineWork, refuse, type Row, type Tx } from '../platform/database/tables.js'
import { newId } from '../platform/ids.js'
import { type AudienceSpec, candidateOf, type Candidate, placedOn, resolveAudience } from './audience.js'
import { addTo, type Counts, countedUnits, countsOf, counterId, noCounts, type Tree } from './counters.js'
import { hanoiDay } from './event-rules.js'
import { type AssignmentSending, computeDelivery, refreshDelivery, revisions, type SentBundle } from './recompute.js'
import { assignmentPlans, assignments, deliveries, reachCounters, runs, teamRevisions } from './tables.js'

/** Teams in one part of a plan: the fewest that a step takes. */
const PART = 25
const PARTS_AT_ONCE = 80
/** Teams that a step takes where nobody says how many: facts of phones never wait long behind it. */
export const STEP = 100

export interface PreviewOutput {
  audience: number
  households: number
  excluded: { teamId: string; reason: string }[]
  withoutTeam: string[]
  teamIds: string[]
}

/** Who would get it now; changes nothing. Run by the writer only to keep its counting off the server's thread. */
export const previewAudience = defineWork('preview-audience', async (tx, spec: AudienceSpec): Promise<PreviewOutput> => {
  const audience = await resolveAudience(tx, spec)
  return {
    audience: audience.candidates.length,
    households: audience.households,
    excluded: audience.excluded,
    withoutTeam: audience.withoutTeam,
    teamIds: audience.candidates.map((candidate) => candidate.team),
  }
})

export interface BeginPublishInput {
  assignment: string
  spec: AudienceSpec
  bundles: SentBundle[]
  now: string
  runId: string
  account: string
}

/** Freezes the audience and the bundles; from here the assignment is `publishing`. A second call changes nothing. */
export const beginPublish = defineWork('begin-publish', async (tx, input: BeginPublishInput): Promise<{ begun: boolean }> => {
  const row = await tx.byId(assignments, input.assignment)
  if (!row) throw refuse({ status: 404, code: 'not-found' })
  if (row.state !== 'draft') return { begun: false }
  const audience = await resolveAudience(tx, input.spec)
  const included = withoutExcluded(audience.candidates, audience.excluded)
  if (!included.length) throw refuse({ status: 422, code: 'nobody' })
  const sending: AssignmentSending = { epoch: 1, materiality: 'material', at: input.now, bundles: input.bundles }
  await tx.update(assignments, [['id', '=', input.assignment], ['state', '=', 'draft']], {
    state: 'publishing', audienceCount: audience.candidates.length, preparedCount: 0, excludedTeams: audience.excluded, sendings: [sending],
    publishedAt: input.now, firstAckDue: row.ackDue, firstReportDue: row.reportDue, updatedAt: input.now,
  })
  await insertPlan(tx, input.assignment, 0, included)
  await insertRun(tx, { id: input.runId, kind: 'publish', subject: input.assignment, total: included.length, input: {}, account: input.account, now: input.now })
  return { begun: true }
})

/** How a plan keeps a candidate; the day of addition and today's place only where those differ. */
type PlannedRow = [team: string, unit: string, path: string, counterUnit: string, households: number | null, publishedAt: string | null, now?: Candidate['now'] | null]

export interface PublishStepOutput {
  prepared: number
  /** False when no part of the plan is left. */
  more: boolean
}

/** Makes the deliveries of the next parts of the plan, some `count` teams, with counters and the teams' revisions, in one transaction. */
export const publishStep = defineWork('publish-step', async (tx, input: { assignment: string; count?: number; now: string }): Promise<PublishStepOutput> => {
  const limit = Math.ceil((input.count ?? STEP) / PART)
  const parts = await tx.find(assignmentPlans, { where: [['assignment', '=', input.assignment], ['done', '=', false]], orderBy: [['part', 'asc']], limit })
  const assignment = await tx.byId(assignments, input.assignment)
  if (!parts.length || !assignment) return { prepared: Number(assignment?.preparedCount ?? 0), more: false }
  const planned = parts.flatMap((part) => part.rows as PlannedRow[]).map(([team, unit, path, counterUnit, households, publishedAt, now]) => ({ team, unit, path, counterUnit, households, publishedAt, ...(now ? { now } : {}) }))
  const newDelivery = newDeliveries({ assignment, now: input.now })
  const revisionByTeam = await tx.bump(teamRevisions, planned.map((one) => one.team), 'revision')
  const rows = planned.map((one) => newDelivery({ id: newId(), one, revision: revisionByTeam.get(one.team) }))
  const made = await tx.insertIfAbsent(deliveries, rows, ['assignment', 'team'])
  countNew(tx, rows.filter((row) => made.has(String(row.id))))
  await tx.update(assignmentPlans, [['id', 'in', parts.map((part) => String(part.id))]], { done: true })
  const prepared = Number(assignment.preparedCount ?? 0) + made.size
  await tx.update(assignments, [['id', '=', input.assignment]], { preparedCount: prepared, updatedAt: input.now })
  return { prepared, more: true }
})

/** Closes a publication whose plan is used up; what was planned meanwhile is left to make first. */
export const finishPublish = defineWork('finish-publish', async (tx, input: { assignment: string; now: string }): Promise<{ isLeft: boolean; isNew: boolean }> => {
  const left = await tx.findOne(assignmentPlans, { where: [['assignment', '=', input.assignment], ['done', '=', false]], columns: ['id'] })
  if (left) return { isLeft: true, isNew: false }
  await tx.update(assignments, [['id', '=', input.assignment], ['state', '=', 'publishing']], { state: 'active', updatedAt: input.now })
  const ended = await tx.update(runs, [['subject', '=', input.assignment], ['kind', 'in', ['publish', 'add-teams']], ['state', '=', 'running']], { state: 'done', updatedAt: input.now })
  return { isLeft: false, isNew: ended > 0 }
})

export interface AddTeamsInput {
  assignment: string
  teams: string[]
  now: string
  runId: string
  account: string
}

/** Plans deliveries for further teams; a team that was excluded is excluded no longer. Teams that have it already are left; 422 for one that is not active. */
export const beginAddTeams = defineWork('begin-add-teams', async (tx, input: AddTeamsInput): Promise<{ added: number }> => {
  const assignment = await tx.byId(assignments, input.assignment)
  if (!assignment) throw refuse({ status: 404, code: 'not-found' })
  if (assignment.state !== 'active') throw refuse({ status: 409, code: 'state', details: { state: assignment.state } })
  const present = await tx.find(deliveries, { where: [['assignment', '=', input.assignment], ['team', 'in', input.teams]], columns: ['id', 'team'] })
  const planned = await tx.find(assignmentPlans, { where: [['assignment', '=', input.assignment], ['done', '=', false]] })
  const there = new Set([...present.map((row) => String(row.team)), ...planned.flatMap((part) => (part.rows as [string][]).map(([team]) => team))])
  const rows = await tx.find(teams, { where: [['id', 'in', input.teams.filter((team) => !there.has(team))], ['active', '=', true]], columns: ['id', 'unit'] })
  const units = await tx.find(orgUnits, { where: [['id', 'in', [...new Set(rows.map((row) => String(row.unit)))]], ['closedOn', '=', null]] })
  const unitById = new Map(units.map((unit) => [String(unit.id), unit]))
  const candidates = rows.flatMap((row) => {
    const unit = unitById.get(String(row.unit))
    return unit ? [candidateOf(String(row.id), unit)] : []
  })
  if (candidates.length < new Set(input.teams.filter((team) => !there.has(team))).size) {
    throw refuse({ status: 422, code: 'rules', errors: [{ path: 'teamIds', code: 'inactive', message: 'Có tổ đã ngừng hoạt động nên không giao được. Hãy chọn lại tổ.' }] })
  }
  if (!candidates.length) return { added: 0 }
  const added = await placedOn(tx, candidates, hanoiDay(String(assignment.publishedAt)))
  const excluded = (assignment.excludedTeams as { teamId: string; reason: string }[] | null) ?? []
  const ids = new Set(added.map((one) => one.team))
  const stillExcluded = excluded.filter((one) => !ids.has(one.teamId))
  const grown = added.length - (excluded.length - stillExcluded.length)
  const last = await tx.findOne(assignmentPlans, { where: [['assignment', '=', input.assignment]], orderBy: [['part', 'desc']] })
  await tx.update(assignments, [['id', '=', input.assignment]], {
    audienceCount: Number(assignment.audienceCount) + grown, excludedTeams: stillExcluded, updatedAt: input.now,
  })
  await insertPlan(tx, input.assignment, Number(last?.part ?? 0) + 1, added, input.now)
  await insertRun(tx, { id: input.runId, kind: 'add-teams', subject: input.assignment, total: added.length, input: {}, account: input.account, now: input.now })
  return { added: added.length }
})

/** What a sweep changes on each delivery of an assignment. */
export interface SweepChange {
  epoch?: number
  ackDue?: string | null
  reportDue?: string | null
  openUntil?: string
  isWithdrawn?: boolean
  /** Only these teams; all when absent. */
  teams?: string[]
}

/** Changes the next deliveries after a team, computing each anew. Repeating a step changes nothing. */
export const sweepStep = defineWork('sweep-step', async (tx, input: { run: string; assignment: string; afterTeam: string; change: SweepChange; count?: number; now: string }): Promise<{ last: string; more: boolean }> => {
  const { teams: only, ...given } = input.change
  const limit = input.count ?? STEP
  const rows = await tx.find(deliveries, {
    where: [['assignment', '=', input.assignment], ['team', '>', input.afterTeam], ...(only ? [['team', 'in', only] as ['team', 'in', string[]]] : [])],
    orderBy: [['team', 'asc']],
    limit,
  })
  const assignment = await tx.findOne(assignments, { where: [['id', '=', input.assignment]], columns: ['id', 'sendings'] })
  const sendings = (assignment?.sendings as AssignmentSending[] | null) ?? []
  const revisionOf = revisions(tx)
  for (const delivery of rows) await refreshDelivery({ tx, delivery, sendings, given: { ...given, ...laterDues(delivery, given) }, now: input.now, revisionOf })
  const run = await tx.byId(runs, input.run)
  const done = Number(run?.done ?? 0) + rows.length
  const last = String(rows.at(-1)?.team ?? input.afterTeam)
  const more = rows.length === limit
  await tx.update(runs, [['id', '=', input.run]], {
    done, state: more ? 'running' : 'done', input: { ...(run?.input as Row | null), afterTeam: last }, updatedAt: input.now,
  })
  return { last, more }
})

/** An extension for all takes no later day away that one team was given before. */
function laterDues(delivery: Row, change: SweepChange): { ackDue?: string; reportDue?: string } {
  const later = (name: 'ackDue' | 'reportDue'): Row => {
    const present = delivery[name]
    const next = change[name]
    return typeof present === 'string' && typeof next === 'string' && present > next ? { [name]: present } : {}
  }
  return { ...later('ackDue'), ...later('reportDue') }
}

export async function insertRun(tx: Tx, run: { id: string; kind: string; subject: string; total: number; input: Row; account: string; now: string }): Promise<void> {
  await tx.insert(runs, [{ id: run.id, kind: run.kind, subject: run.subject, state: 'running', done: 0, total: run.total, input: run.input, startedBy: run.account, createdAt: run.now, updatedAt: run.now }])
}

/** A few parts at a time: a nation's plan is not held a second time as what is written. */
async function insertPlan(tx: Tx, assignment: string, firstPart: number, candidates: Candidate[], addedAt?: string): Promise<void> {
  let parts: Row[] = []
  for (let start = 0; start < candidates.length; start += PART) {
    const part = firstPart + start / PART
    const rows = candidates.slice(start, start + PART).map(({ team, unit, path, counterUnit, households, now }): PlannedRow => [team, unit, path, counterUnit, households, addedAt ?? null, now ?? null])
    parts.push({ id: `${assignment}:${String(part).padStart(6, '0')}`, assignment, part, rows, done: false })
    if (parts.length < PARTS_AT_ONCE && start + PART < candidates.length) continue
    await tx.insert(assignmentPlans, parts)
    parts = []
  }
}

function withoutExcluded(candidates: Candidate[], excluded: { teamId: string }[]): Candidate[] {
  const out = new Set(excluded.map((one) => one.teamId))
  return candidates.filter((candidate) => !out.has(candidate.team))
}

/** Deliveries without a fact yet are alike but for whose they are: what is computed of them is computed once a day of giving. */
function newDeliveries({ assignment, now }: { assignment: Row; now: string }): (given: { id: string; one: Candidate & { publishedAt: string | null }; revision: number | undefined }) => Row {
  const sendings = (assignment.sendings as AssignmentSending[] | null) ?? []
  const alike = new Map<string, Row>()
  const computed = (publishedAt: string): Row => {
    const given: Row = {
      id: '', assignment: assignment.id, ackDue: assignment.ackDue, reportDue: assignment.reportDue, publishedAt, epoch: sendings.at(-1)?.epoch ?? 1, openUntil: OPEN, isWithdrawn: false, updatedAt: now,
    }
    const row = { ...given, ...computeDelivery({ delivery: given, facts: { sendings, events: [], reports: [] } }) }
    alike.set(publishedAt, row)
    return row
  }
  return ({ id, one, revision }) => {
    const publishedAt = one.publishedAt ?? String(assignment.publishedAt)
    const row = alike.get(publishedAt) ?? computed(publishedAt)
    return {
      ...row, id, team: one.team, unit: one.unit, holder: one.team, path: one.path, pathNow: one.now?.path ?? one.path, counterUnitThen: one.counterUnit,
      counterUnitNow: one.now?.counterUnit ?? one.counterUnit, households: one.households, revision, item: String(row.item).replace('"id":""', `"id":${JSON.stringify(id)}`),
    }
  }
}

/** `openUntil` of a delivery whose assignment has not ended: later than any day. */
export const OPEN = '9999-12-31'

/** New deliveries of one step mostly lie in a few communes: their counts are added up per place first. */
function countNew(tx: Tx, rows: readonly Row[]): void {
  const places = new Map<string, { path: string; end: string; tree: Tree; assignment: string; counts: Counts }>()
  for (const row of rows) {
    const counts = countsOf(row)
    for (const tree of ['then', 'now'] as const) {
      const path = String(tree === 'then' ? row.path : row.pathNow)
      const end = String(tree === 'then' ? row.counterUnitThen : row.counterUnitNow)
      const place = `${tree} ${end}`
      const held = places.get(place) ?? { path, end, tree, assignment: String(row.assignment), counts: noCounts() }
      addTo(held.counts, counts)
      places.set(place, held)
    }
  }
  for (const { path, end, tree, assignment, counts } of places.values()) {
    for (const unit of countedUnits(path, end)) tx.increment(reachCounters, counterId(assignment, tree, unit, tx.slot), { assignment, tree, unit }, counts)
  }
}
