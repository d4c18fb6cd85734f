// The kiện toàn screen's use cases: a team's roll with what waits and what was, and carrying a decision out.
import type { Account } from '../../access/account.js'
import { isWithin } from '../../access/account.js'
import { auditEventsTable, auditRow } from '../../platform/audit/audit.js'
import { Refusal, type Row } from '../../platform/database/tables.js'
import { newId } from '../../platform/ids.js'
import { problem } from '../../platform/problems.js'
import { services } from '../../platform/services.js'
import { vietnameseDay } from '../import/check-import.js'
import { memberColumns } from '../kept-columns.js'
import { orgUnits, teamMembers, teams } from '../tables.js'
import { forgetGapTotals } from './gaps.js'
import { renewTeam, termOf } from './renew-team.work.js'
import { serves, type RenewalChange, type Term } from './rules.js'

export interface RenewalCaller {
  account: Account
  requestId: string | null
}

export interface TeamRoll {
  team: { id: string; name: string; unit: { id: string; name: string } }
  today: string
  serving: Term[]
  /** Reported by the team itself, not yet confirmed. */
  waiting: Term[]
  past: Term[]
  renewals: { at: string; on: string; decision: string; actor: string; changes: number }[]
}

export async function teamRoll(id: string, caller: RenewalCaller): Promise<TeamRoll> {
  const { database, now } = services()
  const team = await teamOf(id, caller)
  const today = vietnameseDay(now())
  const [unit, rows, events] = await Promise.all([
    database.read.byId(orgUnits, String(team.unit)),
    database.read.find(teamMembers, { where: [['team', '=', id]] }),
    database.read.find(auditEventsTable, { where: [['subject', '=', `teams/${id}`], ['action', '=', 'team.renew']], orderBy: [['at', 'desc']], limit: 50 }),
  ])
  const terms = rows.map(termOf).sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'vi'))
  return {
    team: { id, name: String(team.label ?? ''), unit: { id: String(team.unit), name: String(unit?.name ?? '') } },
    today,
    serving: terms.filter((term) => !term.provisional && (serves(term, today) || (term.from !== null && term.from > today))),
    waiting: terms.filter((term) => term.provisional && !term.to),
    past: terms.filter((term) => term.to !== null && term.to < today).sort((one, other) => String(other.to).localeCompare(String(one.to))),
    renewals: events.map((event) => {
      const details = (event.details ?? {}) as { on?: string; decision?: string; changes?: number }
      return { at: String(event.at), on: details.on ?? '', decision: details.decision ?? '', actor: String(event.actor), changes: details.changes ?? 0 }
    }),
  }
}

/** @throws Problem 422 with what is wrong, nothing changed then */
export async function carryOutRenewal({ id, caller, on, decision, changes }: { id: string; caller: RenewalCaller; on: string; decision: string; changes: RenewalChange[] }): Promise<TeamRoll> {
  const { database, now } = services()
  const team = await teamOf(id, caller)
  if (decision.trim() === '') throw problem({ code: 'reason-missing', errors: [{ path: 'decision', code: 'missing', message: 'Hãy ghi số quyết định kiện toàn.' }] })
  const moment = now()
  const at = moment.toISOString()
  const columns = Object.fromEntries(changes.flatMap((change) => (change.kind === 'join' ? [[change.name.normalize('NFC').replace(/\s+/g, ' ').trim(), memberColumns({ name: change.name, position: change.position ?? null })]] : [])))
  const log = auditRow({
    at, actor: caller.account.id, action: 'team.renew', subject: `teams/${id}`, unit: String(team.unit), path: String(team.path), after: changes,
    details: { on, decision: decision.trim(), changes: changes.length }, requestId: caller.requestId,
  })
  try {
    await database.write(renewTeam, { team: id, path: String(team.path), on, today: vietnameseDay(moment), changes, ids: changes.map(() => newId()), columns, now: at, log })
  } catch (error) {
    if (error instanceof Refusal || (error instanceof Error && error.name === 'Refusal' && 'problem' in error)) throw problem((error as Refusal).problem)
    throw error
  }
  forgetGapTotals()
  return teamRoll(id, caller)
}

async function teamOf(id: string, { account }: RenewalCaller): Promise<Row> {
  const team = await services().database.read.byId(teams, id)
  if (!team || !isWithin(String(team.path ?? ''), account.territory)) throw problem({ code: 'not-found' })
  return team
}

function rank({ role }: Term): number {
  return ['leader', 'deputy', 'member'].indexOf(role)
}
