/** The use cases of an assignment: preview, publish, amend, extend, add teams, withdraw, close. Called by the desk's routes. */
import type { Assignment } from '../payload-types.js'
import { isWithin } from '../access/account.js'
import { bundles } from '../content/tables.js'
import { idOf } from '../organisation/place.js'
import { devices, orgUnits, teams } from '../organisation/tables.js'
import { logCall, perform } from '../platform/database/perform.js'
import type { Row, Work } from '../platform/database/tables.js'
import type { Account } from '../access/account.js'
import { newId } from '../platform/ids.js'
import { logger } from '../platform/logging.js'
import { problem } from '../platform/problems.js'
import { services } from '../platform/services.js'
import type { AudienceSpec } from './audience.js'
import { type BegunChange, beginAmend, beginClose, beginExtend, beginWithdraw } from './change-assignment.work.js'
import { type PreviewOutput, beginAddTeams, beginPublish, previewAudience } from './publish.work.js'
import type { SentBundle } from './recompute.js'
import { runAddedTeams, runPublication, runSweep } from './runs.js'
import { assignments } from './tables.js'

export interface Caller {
  account: Account
  requestId: string
}

/** How many names a preview lists; the counts beside them are whole. */
const NAMES_SHOWN = 200

export interface AssignmentDoc {
  id: string
  owner: string
  ownerPath: string
  title: string
  state: string
  ackDue?: string | null
  reportDue?: string | null
  content: { relationTo: string; value: string }[]
  audience: AudienceSpec
}

/** What the log says of an assignment. */
type Place = Pick<AssignmentDoc, 'id' | 'owner' | 'ownerPath'>

/** What a decision that may go on for a while came to: `runsOn` is false where it changed nothing. */
export interface Progress {
  runsOn: boolean
  progress: object
}

export async function previewAssignment(id: string, caller: Caller): Promise<object> {
  const assignment = await ownAssignment(id, caller.account)
  const spec = await audienceOf(assignment, caller.account)
  const preview = await perform(previewAudience, spec)
  await logCall(log(caller, assignment, 'assignment.preview', { audience: preview.audience }))
  const phoneless = await teamsWithoutDevice(preview)
  return {
    audience: preview.audience,
    households: preview.households,
    excluded: preview.excluded,
    withoutTeam: preview.withoutTeam,
    withoutDevice: phoneless.length,
    names: { withoutTeam: await unitNames(preview.withoutTeam.slice(0, NAMES_SHOWN)), withoutDevice: await teamNames(phoneless.slice(0, NAMES_SHOWN)) },
  }
}

/** Sends it. Again: how far the sending has come; what was closed or withdrawn since is not sent any more (409). */
export async function publishAssignment(id: string, caller: Caller): Promise<Progress> {
  const row = await services().database.read.byId(assignments, id)
  if (row && row.state !== 'draft' && isWithin(String(row.ownerPath), caller.account.territory)) return publishAgain(row, caller)
  const assignment = await ownAssignment(id, caller.account)
  const spec = await audienceOf(assignment, caller.account)
  const latest = await latestBundles(assignment)
  const input = { assignment: id, spec, bundles: latest, now: instant(), runId: newId(), account: caller.account.id }
  const { begun } = await perform(beginPublish, input, log(caller, assignment, 'assignment.publish'), { table: assignments, id })
  const { runsOn, progress } = carryOn(await assignmentRow(id))
  return { runsOn: begun || runsOn, progress }
}

/** Asked again and again while it goes on, beside phones that read their lists: answered from the row alone. */
async function publishAgain(row: Row, caller: Caller): Promise<Progress> {
  const { state } = row
  if (state === 'closed' || state === 'withdrawn') throw problem({ code: 'state', details: { state } })
  // While it is being sent, asking is how the desk's page follows it: that is no decision.
  if (state === 'active') await logCall(log(caller, placeOf(row), 'assignment.publish', { again: true }))
  return carryOn(row)
}

/** What is being sent goes on, also where a crash has left it. */
function carryOn(row: Row): Progress {
  const runsOn = row.state === 'publishing'
  if (runsOn) runPublication(String(row.id)).catch(logFailure)
  return { runsOn, progress: progressOf(row) }
}

export async function amendAssignment(id: string, caller: Caller, input: { materiality: 'language' | 'editorial' | 'material'; note: string }): Promise<Progress> {
  const assignment = await ownAssignment(id, caller.account)
  const latest = await latestBundles(assignment)
  const runsOn = await begin(beginAmend, { ...change(id, caller), ...input, latest }, caller, assignment, 'assignment.amend', { ...input })
  return { runsOn, progress: progressOf(await assignmentRow(id)) }
}

export async function extendAssignment(id: string, caller: Caller, input: { ackDue?: string; reportDue?: string; teams?: string[]; reason: string }): Promise<object> {
  const assignment = await ownAssignment(id, caller.account)
  if (!input.ackDue && !input.reportDue) throw problem({ code: 'rules', errors: [{ path: 'ackDue', code: 'missing', message: 'Hãy chọn hạn xác nhận hoặc hạn báo cáo mới.' }] })
  if (input.teams) await teamsKnown(input.teams, caller.account)
  const { reason, ...dues } = input
  await begin(beginExtend, { ...change(id, caller), ...dues }, caller, assignment, 'assignment.extend', { reason, ...dues })
  return readAssignment(id, caller.account)
}

export async function addTeams(id: string, caller: Caller, input: { teamIds: string[]; reason: string }): Promise<Progress> {
  const assignment = await ownAssignment(id, caller.account)
  await teamsKnown(input.teamIds, caller.account)
  const { added } = await perform(beginAddTeams, { assignment: id, teams: input.teamIds, now: instant(), runId: newId(), account: caller.account.id }, log(caller, assignment, 'assignment.add-teams', { ...input }), { table: assignments, id })
  if (added) runAddedTeams(id).catch(logFailure)
  return { runsOn: added > 0, progress: progressOf(await assignmentRow(id)) }
}

export async function withdrawAssignment(id: string, caller: Caller, reason: string): Promise<object> {
  const assignment = await ownAssignment(id, caller.account)
  await begin(beginWithdraw, { ...change(id, caller), reason }, caller, assignment, 'assignment.withdraw', { reason })
  return readAssignment(id, caller.account)
}

export async function closeAssignment(id: string, caller: Caller, reason: string | undefined): Promise<object> {
  const assignment = await ownAssignment(id, caller.account)
  await begin(beginClose, change(id, caller), caller, assignment, 'assignment.close', reason ? { reason } : {})
  return readAssignment(id, caller.account)
}

/** An assignment that may be changed: 404 where it cannot be seen, 403 where it can be read only. */
export async function ownAssignment(id: string, account: Account): Promise<AssignmentDoc> {
  const { database, payload } = services()
  const row = await database.read.byId(assignments, id)
  const ownerPath = String(row?.ownerPath ?? '')
  if (!isWithin(ownerPath, account.territory)) {
    await readAssignment(id, account)
    throw problem({ code: 'forbidden' })
  }
  // One's own needs none of the rules by which units below read those of above.
  const doc = await payload.db.findOne<Assignment>({ collection: 'assignments', where: { id: { equals: id } } })
  if (!doc) throw problem({ code: 'not-found' })
  const { owner, title, state, ackDue, reportDue, content, audience } = doc
  return {
    id, ownerPath, title, ackDue, reportDue,
    state: state ?? 'draft',
    owner: idOf(owner) ?? '',
    content: (content ?? []).map((one) => ({ relationTo: one.relationTo, value: idOf(one.value) ?? '' })),
    audience: { units: idsOf(audience?.units), unitTypes: audience?.unitTypes ?? [], teams: idsOf(audience?.teams), exclusions: (audience?.exclusions ?? []).map(({ team, reason }) => ({ team: idOf(team) ?? '', reason })) },
  }
}

/** An assignment as the account reads it; 404 where it cannot. */
async function readAssignment(id: string, account: Account): Promise<Assignment> {
  const { docs } = await services().payload.find({ collection: 'assignments', where: { id: { equals: id } }, depth: 0, limit: 1, pagination: false, overrideAccess: false, user: { ...account, collection: 'users' } })
  const [doc] = docs
  if (!doc) throw problem({ code: 'not-found' })
  return doc
}

const idsOf = (values: readonly unknown[] | null | undefined): string[] => (values ?? []).flatMap((value) => idOf(value) ?? [])

async function assignmentRow(id: string): Promise<Row> {
  const row = await services().database.read.byId(assignments, id)
  if (!row) throw problem({ code: 'not-found' })
  return row
}

function progressOf(row: Row): object {
  return { audience: row.audienceCount, prepared: row.preparedCount, excluded: row.excludedTeams ?? [], state: row.state }
}

/** Audience as the assignment says it, every unit and team of it inside the caller's territory. */
async function audienceOf({ audience: spec }: AssignmentDoc, account: Account): Promise<AudienceSpec> {
  const units = spec.units.length ? await services().database.read.find(orgUnits, { where: [['id', 'in', spec.units]], columns: ['id', 'path'] }) : []
  if (units.length < new Set(spec.units).size || units.some((unit) => !isWithin(String(unit.path), account.territory))) {
    throw problem({ code: 'rules', errors: [{ path: 'audience.units', code: 'outside', message: 'Có đơn vị nằm ngoài địa bàn của bạn. Hãy chọn lại đơn vị.' }] })
  }
  await teamsInside(spec.teams, account, 'audience.teams')
  return spec
}

/** Teams that a decision names one by one: what lies outside one's territory is not there. */
async function teamsKnown(ids: string[], account: Account): Promise<void> {
  if (!(await areInside(ids, account))) throw problem({ code: 'not-found', details: { teamIds: ids } })
}

async function areInside(ids: string[], account: Account): Promise<boolean> {
  const rows = ids.length ? await services().database.read.find(teams, { where: [['id', 'in', ids]], columns: ['id', 'path'] }) : []
  return rows.length === new Set(ids).size && rows.every((row) => isWithin(String(row.path), account.territory))
}

async function teamsInside(ids: string[], account: Account, path: string): Promise<void> {
  if (!(await areInside(ids, account))) {
    throw problem({ code: 'rules', errors: [{ path, code: 'outside', message: 'Có tổ không thuộc địa bàn của bạn hoặc không còn nữa. Hãy chọn lại tổ.' }] })
  }
}

/** The newest approved bundle of each language of each content, Vietnamese first. 422 where a content has none. */
async function latestBundles(assignment: AssignmentDoc): Promise<SentBundle[]> {
  const sent: SentBundle[] = []
  for (const { relationTo, value } of assignment.content) {
    const rows = await services().database.read.find(bundles, {
      where: [['contentType', '=', relationTo], ['contentId', '=', value]],
      orderBy: [['version', 'asc']],
      columns: ['id', 'contentType', 'contentId', 'language', 'version', 'bytes', 'title', 'kind', 'symbol'],
    })
    const newest = new Map(rows.map((row) => [String(row.language), row]))
    if (!newest.has('vi')) throw problem({ code: 'not-approved', details: { relationTo, id: value } })
    const inOrder = [...newest.values()].sort((a, b) => Number(b.language === 'vi') - Number(a.language === 'vi'))
    for (const row of inOrder) {
      sent.push({
        contentType: relationTo, contentId: value, hash: String(row.id), language: String(row.language), version: Number(row.version), bytes: Number(row.bytes),
        kind: String(row.kind), title: String(row.title), ...(row.symbol ? { symbol: String(row.symbol) } : {}),
      })
    }
  }
  if (!sent.length) throw problem({ code: 'not-approved' })
  return sent
}

async function teamsWithoutDevice(preview: PreviewOutput): Promise<string[]> {
  const held = await services().database.read.find(devices, { where: [['team', 'in', preview.teamIds], ['revokedAt', '=', null]], columns: ['id', 'team'] })
  const equipped = new Set(held.map((device) => String(device.team)))
  const out = new Set(preview.excluded.map((one) => one.teamId))
  return preview.teamIds.filter((team) => !equipped.has(team) && !out.has(team))
}

async function unitNames(ids: string[]): Promise<{ id: string; name: string }[]> {
  const rows = ids.length ? await services().database.read.find(orgUnits, { where: [['id', 'in', ids]], orderBy: [['sortKey', 'asc']], columns: ['id', 'name', 'sortKey'] }) : []
  return rows.map((row) => ({ id: String(row.id), name: String(row.name) }))
}

async function teamNames(ids: string[]): Promise<{ id: string; unit: string }[]> {
  const reads = services().database.read
  const rows = ids.length ? await reads.find(teams, { where: [['id', 'in', ids]], columns: ['id', 'unit'] }) : []
  const names = new Map((await unitNames(rows.map((row) => String(row.unit)))).map(({ id, name }) => [id, name]))
  return rows.map((row) => ({ id: String(row.id), unit: names.get(String(row.unit)) ?? '' }))
}

const change = (assignment: string, { account }: Caller) => ({ assignment, now: instant(), runId: newId(), account: account.id })

/** Begins a change and carries it over the deliveries; the caller's answer waits for small ones, not for large ones. False: nothing changed. */
async function begin<Input extends { assignment: string }>(work: Work<Input, BegunChange>, input: Input, caller: Caller, assignment: AssignmentDoc, action: string, details: Record<string, unknown>): Promise<boolean> {
  const { run } = await perform(work, input, log(caller, assignment, action, details), { table: assignments, id: assignment.id })
  if (!run) return false
  const swept = runSweep({ assignment: input.assignment, run }).catch(logFailure)
  await Promise.race([swept, new Promise((resolve) => setTimeout(resolve, 5_000).unref())])
  return true
}

const placeOf = (row: Row): Place => ({ id: String(row.id), owner: String(row.owner), ownerPath: String(row.ownerPath) })

function log({ account, requestId }: Caller, assignment: Place, action: string, details: Record<string, unknown> = {}) {
  return { actor: account.id, action, subject: `assignments/${assignment.id}`, unit: assignment.owner, path: assignment.ownerPath, details, requestId }
}

const instant = (): string => services().now().toISOString()

function logFailure(error: unknown): void {
  logger().error({ err: error }, 'a long change of an assignment failed')
}
