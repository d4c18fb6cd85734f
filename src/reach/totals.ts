/** The figures of one row of the reach page, as the desk's calls answer them (contract §4). Used by both reach calls. */
import type { Counts } from '../dissemination/counters.js'

export interface Totals {
  assigned: number
  exempted: number
  blocked: number
  delivered: number
  seen: number
  acknowledged: number
  acknowledgedLate: number
  acknowledgedViaDesk: number
  reported: number
  reportedLate: number
  reportedViaDesk: number
  accepted: number
  returned: number
  householdsReached: number
  householdsTotal: number
  sessions: number
  attendances: { partyMembers: number; households: number; others: number; total: number }
}

export function totalsOf(counts: Counts): Totals {
  return {
    assigned: counts.assigned,
    exempted: counts.exempted,
    blocked: counts.blocked,
    delivered: counts.delivered,
    seen: counts.seen,
    acknowledged: counts.acknowledged,
    acknowledgedLate: counts.acknowledgedLate,
    acknowledgedViaDesk: counts.acknowledgedViaDesk,
    reported: counts.reported,
    reportedLate: counts.reportedLate,
    reportedViaDesk: counts.reportedViaDesk,
    accepted: counts.accepted,
    returned: counts.returned,
    householdsReached: counts.householdsReached,
    householdsTotal: counts.householdsTotal,
    sessions: counts.sessions,
    attendances: { partyMembers: counts.attPartyMembers, households: counts.attHouseholds, others: counts.attOthers, total: counts.attTotal },
  }
}
