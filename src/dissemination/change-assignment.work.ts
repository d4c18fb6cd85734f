/** What may happen to an assignment after it was sent: amended, extended, closed, withdrawn. Each leaves its trace. */
import { defineWork, refuse, type Row, type Tx } from '../platform/database/tables.js'
import { dayAfter } from './report-rules.js'
import { hanoiDay } from './event-rules.js'
import { insertRun, type SweepChange } from './publish.work.js'
import { type AssignmentSending, type SentBundle, standingBundles } from './recompute.js'
import { assignments, deliveries } from './tables.js'

/** How long a phone still lists what has ended. */
export const DAYS_SHOWN_AFTER_END = 30

interface ChangeInput {
  assignment: string
  now: string
  runId: string
  account: string
}

/** The sweep that carries a change to the deliveries; absent where nothing had to change. */
export interface BegunChange {
  run?: { id: string; change: SweepChange }
}

export interface AmendInput extends ChangeInput {
  materiality: 'language' | 'editorial' | 'material'
  note: string
  /** The latest approved bundles of the assignment's contents. */
  latest: SentBundle[]
}

/** Sends what has been approved since. Refuses with 409 `state`, and 422 where nothing new has been approved. */
export const beginAmend = defineWork('begin-amend', async (tx, input: AmendInput): Promise<BegunChange> => {
  const row = await opened(tx, input.assignment, ['active'])
  const sendings = (row.sendings as AssignmentSending[] | null) ?? []
  const fresh = newBundles(sendings, input.latest, input.materiality)
  const last = sendings.at(-1)
  if (!fresh.length) {
    const isRepeat = last !== undefined && last.epoch > 1 && last.materiality === input.materiality && last.note === input.note
    if (isRepeat) return {}
    throw refuse({ status: 422, code: 'nothing-new' })
  }
  const epoch = (last?.epoch ?? 0) + 1
  const sending: AssignmentSending = { epoch, materiality: input.materiality, at: input.now, note: input.note, bundles: fresh }
  await tx.update(assignments, [['id', '=', input.assignment]], { sendings: [...sendings, sending], updatedAt: input.now })
  return begin(tx, input, 'amend', Number(row.audienceCount), { epoch })
})

/**
 * Which bundles an amendment brings: new languages only, or every language whose approved text is not the one sent last.
 * A language that a material amendment has left out, since its text was not approved anew, counts as new afterwards.
 */
function newBundles(sendings: readonly AssignmentSending[], latest: readonly SentBundle[], materiality: AmendInput['materiality']): SentBundle[] {
  const sent = new Map<string, SentBundle>()
  for (const bundle of sendings.flatMap((sending) => sending.bundles)) sent.set(placeOf(bundle), bundle)
  const isUnsent = (bundle: SentBundle): boolean => sent.get(placeOf(bundle))?.hash !== bundle.hash
  // Vietnamese is the text that counts: only where it changed is anything asked again.
  const changed = new Set(latest.filter((bundle) => bundle.language === 'vi' && isUnsent(bundle)).map((bundle) => bundle.contentId))
  return latest.flatMap((bundle): SentBundle[] => {
    const isWanted = materiality === 'language' ? !standingBundles(sendings, bundle).has(bundle.language) : isUnsent(bundle) && (materiality === 'editorial' || changed.has(bundle.contentId))
    if (!isWanted) return []
    const before = sent.get(placeOf(bundle))
    return [before && isUnsent(bundle) ? { ...bundle, replaces: before.hash } : bundle]
  })
}

const placeOf = (bundle: SentBundle): string => `${bundle.contentType} ${bundle.contentId} ${bundle.language}`

export interface ExtendInput extends ChangeInput {
  ackDue?: string
  reportDue?: string
  teams?: string[]
}

/** Later due days, for all or for some teams; the first ones stay on record. */
export const beginExtend = defineWork('begin-extend', async (tx, input: ExtendInput): Promise<BegunChange> => {
  const row = await opened(tx, input.assignment, ['active'])
  const dues = { ...(input.ackDue ? { ackDue: input.ackDue } : {}), ...(input.reportDue ? { reportDue: input.reportDue } : {}) }
  for (const [name, day] of Object.entries(dues)) {
    const present = row[name]
    if (typeof present === 'string' && present && day < present) {
      throw refuse({ status: 422, code: 'rules', errors: [{ path: name, code: 'earlier', message: 'Hạn mới phải sau hạn hiện nay.' }] })
    }
  }
  if (input.teams) {
    const held = await tx.find(deliveries, { where: [['assignment', '=', input.assignment], ['team', 'in', input.teams]], columns: ['id', 'team'] })
    if (held.length < new Set(input.teams).size) {
      throw refuse({ status: 422, code: 'rules', errors: [{ path: 'teams', code: 'not-given', message: 'Có tổ chưa được giao việc này. Hãy chọn lại tổ.' }] })
    }
  }
  if (input.teams) return begin(tx, input, 'extend', input.teams.length, { ...dues, teams: input.teams })
  if (Object.entries(dues).every(([name, day]) => row[name] === day)) return {}
  await tx.update(assignments, [['id', '=', input.assignment]], { ...dues, updatedAt: input.now })
  return begin(tx, input, 'extend', Number(row.audienceCount), dues)
})

/** Nothing more is expected; what still comes is taken. */
export const beginClose = defineWork('begin-close', async (tx, input: ChangeInput): Promise<BegunChange> => {
  const row = await opened(tx, input.assignment, ['active', 'closed'])
  if (row.state === 'closed') return {}
  await tx.update(assignments, [['id', '=', input.assignment]], { state: 'closed', endedAt: input.now, updatedAt: input.now })
  return begin(tx, input, 'close', Number(row.audienceCount), { openUntil: daysAfter(hanoiDay(input.now), DAYS_SHOWN_AFTER_END) })
})

/** Takes it back from every phone; what was done stays on record. */
export const beginWithdraw = defineWork('begin-withdraw', async (tx, input: ChangeInput & { reason: string }): Promise<BegunChange> => {
  const row = await opened(tx, input.assignment, ['active', 'closed', 'withdrawn'])
  if (row.state === 'withdrawn') return {}
  await tx.update(assignments, [['id', '=', input.assignment]], { state: 'withdrawn', endedAt: input.now, withdrawnReason: input.reason, updatedAt: input.now })
  return begin(tx, input, 'withdraw', Number(row.audienceCount), { openUntil: '', isWithdrawn: true })
})

async function opened(tx: Tx, id: string, states: readonly string[]): Promise<Row> {
  const row = await tx.byId(assignments, id)
  if (!row) throw refuse({ status: 404, code: 'not-found' })
  if (!states.includes(String(row.state))) throw refuse({ status: 409, code: 'state', details: { state: row.state } })
  return row
}

async function begin(tx: Tx, input: ChangeInput, kind: string, total: number, change: SweepChange): Promise<BegunChange> {
  await insertRun(tx, { id: input.runId, kind, subject: input.assignment, total, input: { change, afterTeam: '' }, account: input.account, now: input.now })
  return { run: { id: input.runId, change } }
}

function daysAfter(day: string, days: number): string {
  let result = day
  for (let count = 0; count < days; count += 1) result = dayAfter(result)
  return result
}
