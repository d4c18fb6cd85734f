/**
 * What a delivery's reports add up to, and which revision of each report is the present one.
 * Called by recompute on every report and by `verify`/`rebuild`; the order in which reports arrived cannot matter.
 */

/** What ties a report to its deliveries and to the report it replaces. */
export type ReportLink = Claim & {
  supersedes?: string | null
  /** In the order the report names them; each with the assignment it belongs to, and the register where it had changed by the report's time. */
  deliveries: readonly { id: string; assignment: string; households?: number | null }[]
}

/** The part of a report's stored body that is counted. */
export type ReportBody = {
  sessions: readonly { attendance: Attendance }[]
  householdsReached?: number | null
  householdsTotal?: number | null
  copies?: number | null
  broadcasts?: readonly { times: number; minutes: number }[] | null
  indicators?: readonly { campaign: string; key: string; value: number }[] | null
}

export type Attendance = {
  partyMembers?: number | null
  households?: number | null
  others?: number | null
  total?: number | null
}

export type CountedReport = ReportLink & { body: ReportBody }

export type Figures = {
  /** Reports that count here, each by its present revision. */
  reports: number
  sessions: number
  attendances: { partyMembers: number; households: number; others: number; total: number }
  /** So far, never above the register; null = no report has said. */
  householdsReached: number | null
  /** The register's figure, the one reach divides by. */
  householdsTotal: number
  /** The village's own count where the register is wrong: a proposal to the desk, counted nowhere. */
  householdsProposed: number | null
  copies: number
  broadcasts: { times: number; minutes: number }
  indicators: { campaign: string; key: string; value: number }[]
}

export type Claim = { clientId: string; at: string; effectiveAt?: string | null; receivedAt?: string | null }

export type Chain<T> = {
  present: T
  /** All that is known of the chain, oldest first, the present one last. */
  revisions: T[]
}

/**
 * Resolves chains of revisions: one entry per report, with its present revision. A predecessor that has not arrived
 * yet is counted by `revisionNumbers` and needs no place here. Should two revisions replace the same one (the server
 * refuses the second with 409), the later claim is the present one, so that any order gives the same answer.
 */
export function presentRevisions<T extends ReportLink>(reports: readonly T[]): Chain<T>[] {
  const byId = new Map(reports.map((report) => [report.clientId, report]))
  const groups = new Map<string, T[]>()
  for (const report of byId.values()) {
    const root = rootOf({ report, byId })
    groups.set(root, [...(groups.get(root) ?? []), report])
  }
  return [...groups.keys()].sort(compareText).flatMap((root) => {
    const members = groups.get(root) ?? []
    const revisions = inOrder({ members, numbers: revisionNumbers(members) })
    const present = revisions.at(-1)
    return present ? [{ present, revisions }] : []
  })
}

/** The number of each report in its chain, by clientId: 1 for a first report; an unknown predecessor counts as one. */
export function revisionNumbers(reports: readonly ReportLink[]): Map<string, number> {
  const byId = new Map(reports.map((report) => [report.clientId, report]))
  const numbers = new Map<string, number>()
  for (const report of byId.values()) {
    const steps = new Set<string>()
    let current: ReportLink | undefined = report
    let number = 0
    while (current && !steps.has(current.clientId)) {
      steps.add(current.clientId)
      number += 1
      const before: string | undefined = predecessor(current)
      if (before && !byId.has(before)) number += 1
      current = before ? byId.get(before) : undefined
    }
    numbers.set(report.clientId, number)
  }
  return numbers
}

/**
 * The figures of one delivery (contract §3). Give every revision of every report whose chain touches the delivery.
 * Sums take the present revision of each report whatever its state; what is "so far" takes the latest claim; a report
 * over several deliveries counts at the first of them in this delivery's assignment, and nowhere else there.
 */
export function figuresOf({
  reports,
  delivery,
  register,
}: {
  reports: readonly CountedReport[]
  delivery: { id: string; assignment: string }
  /** Households in the register as of the assignment, unless a report says otherwise of its time; null where it is empty. */
  register: number | null
}): Figures {
  const counted = presentRevisions(reports)
    .map((chain) => chain.present)
    .filter((report) => report.deliveries.find((one) => one.assignment === delivery.assignment)?.id === delivery.id)
    .sort(compareClaims)
  const sessions = counted.flatMap((report) => report.body.sessions)
  const attendances = sessions.map((session) => session.attendance)
  const reached = lastKnown(counted.map((report) => cappedReach(report, delivery.id, register)))
  const broadcasts = counted.flatMap((report) => report.body.broadcasts ?? [])
  return {
    reports: counted.length,
    sessions: sessions.length,
    attendances: {
      partyMembers: sum(attendances.map((attendance) => attendance.partyMembers)),
      households: sum(attendances.map((attendance) => attendance.households)),
      others: sum(attendances.map((attendance) => attendance.others)),
      total: sum(attendances.map(attendanceTotal)),
    },
    householdsReached: reached,
    householdsTotal: register ?? 0,
    householdsProposed: lastKnown(counted.map((report) => report.body.householdsTotal)),
    copies: sum(counted.map((report) => report.body.copies)),
    broadcasts: {
      times: sum(broadcasts.map((one) => one.times)),
      minutes: sum(broadcasts.map((one) => one.times * one.minutes)),
    },
    indicators: latestIndicators(counted),
  }
}

/** Households above the register count as the register, as it was at the time of the report. */
function cappedReach({ body, deliveries }: CountedReport, delivery: string, published: number | null): number | null {
  const reached = body.householdsReached ?? null
  const changed = deliveries.find((one) => one.id === delivery)?.households
  const register = changed === undefined ? published : changed
  return reached === null ? null : Math.min(reached, register ?? reached)
}

/** Attendance without a total is the sum of its parts. */
export function attendanceTotal({ partyMembers, households, others, total }: Attendance): number {
  return total ?? sum([partyMembers, households, others])
}

/**
 * Which of two claims is the later one, for "the latest `at` counts". An honest time counts as it is; a claim from
 * before publication keeps its own `at`, so that order of arrival cannot matter; a claim from the future counts as
 * its arrival, so that a phone with a fast clock cannot have the last word for days.
 */
export function compareClaims(a: Claim, b: Claim): number {
  return compareText(claimTime(a), claimTime(b)) || compareText(utc(a.at), utc(b.at)) || compareText(a.clientId, b.clientId)
}

export function latestClaim<T extends Claim>(claims: readonly T[]): T | undefined {
  return claims.reduce<T | undefined>((last, claim) => (!last || compareClaims(claim, last) > 0 ? claim : last), undefined)
}

/** Times in one spelling, so that they can be compared as text; what is no time stays as it is. */
export function utc(time: string): string {
  if (time.length === 24 && time.endsWith('Z')) return time
  const instant = Date.parse(time)
  return Number.isNaN(instant) ? time : new Date(instant).toISOString()
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function claimTime({ at, effectiveAt, receivedAt }: Claim): string {
  if (effectiveAt && effectiveAt !== receivedAt) return utc(effectiveAt)
  const claimed = utc(at)
  const received = receivedAt ? utc(receivedAt) : claimed
  return claimed < received ? claimed : received
}

/** The oldest ancestor's name, known or not; in a ring (no honest phone makes one) its smallest name. */
function rootOf<T extends ReportLink>({ report, byId }: { report: T; byId: ReadonlyMap<string, T> }): string {
  const steps: string[] = [report.clientId]
  const seen = new Set(steps)
  let current: T | undefined = report
  while (current) {
    const before = predecessor(current)
    if (!before) return current.clientId
    if (seen.has(before)) return [...steps.slice(steps.indexOf(before))].sort(compareText)[0] ?? before
    steps.push(before)
    seen.add(before)
    current = byId.get(before)
  }
  return steps.at(-1) ?? report.clientId
}

function inOrder<T extends ReportLink>({
  members,
  numbers,
}: {
  members: readonly T[]
  numbers: ReadonlyMap<string, number>
}): T[] {
  const isReplaced = new Set(members.map((member) => predecessor(member)))
  const rank = (member: T) => (isReplaced.has(member.clientId) ? 0 : 1)
  return [...members].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (rank(a) ? 0 : (numbers.get(a.clientId) ?? 0) - (numbers.get(b.clientId) ?? 0)) ||
      compareClaims(a, b),
  )
}

/** A report that says it replaces itself replaces nothing. */
function predecessor(report: ReportLink): string | undefined {
  return report.supersedes && report.supersedes !== report.clientId ? report.supersedes : undefined
}

function latestIndicators(counted: readonly CountedReport[]): Figures['indicators'] {
  const latest = new Map<string, { campaign: string; key: string; value: number }>()
  for (const report of counted) {
    for (const { campaign, key, value } of report.body.indicators ?? []) {
      latest.set(JSON.stringify([campaign, key]), { campaign, key, value })
    }
  }
  return [...latest.values()].sort((a, b) => compareText(a.campaign, b.campaign) || compareText(a.key, b.key))
}

function lastKnown(values: readonly (number | null | undefined)[]): number | null {
  return values.reduce<number | null>((known, value) => value ?? known, null)
}

function sum(values: readonly (number | null | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0)
}
