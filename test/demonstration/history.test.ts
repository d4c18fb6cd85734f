import { describe, expect, test } from '@jest/globals'
import { checkReport, withoutPersons } from '../../src/dissemination/report-rules.js'
import { parse, parseEvents, reportBody } from '../../src/dissemination/schema.js'
import { screen } from '../../src/dissemination/screening.js'
import { BEGUN_PROFILES, PILOT_PROFILES, PROFILES, hasDevice, historyOf, profilesFor, type HistoryStep, type HistoryTeam } from '../../src/demonstration/history.js'
import { demonstrationProvince } from '../../src/demonstration/province.js'

const DAY = 86_400_000
const now = new Date('2026-03-20T04:00:00Z')
const publishedAt = new Date('2026-03-06T01:00:00Z')
const ackDue = new Date('2026-03-16T16:59:59Z')
const contents = [{ vi: 'a'.repeat(64), hmn: 'b'.repeat(64) }]

const province = demonstrationProvince()
const households = new Map(province.units.map((unit) => [unit.key, unit.households]))
const parents = new Map(province.units.map((unit) => [unit.key, unit.parent ?? '']))
const teams = teamsWithProfiles()
const steps = historyOf({ seed: 'test', teams, contents, publishedAt, ackDue, now })
const reports = steps.flatMap((step) => (step.kind === 'report' ? [step] : []))
const events = steps.flatMap((step) => (step.kind === 'events' ? step.events : []))

function teamsWithProfiles(): HistoryTeam[] {
  const communes = new Map<string, typeof province.teams>()
  for (const team of province.teams) {
    const commune = parents.get(team.unit) ?? ''
    communes.set(commune, [...(communes.get(commune) ?? []), team])
  }
  return [...communes].flatMap(([commune, members]) => {
    const profiles = profilesFor({ seed: 'test', commune, count: members.length })
    return members.map((team, index) => ({
      key: team.key,
      commune,
      deliveryId: `d-${team.key}`,
      households: households.get(team.unit) ?? 0,
      memberIds: team.members.map((member) => member.key),
      profile: profiles[index] ?? 'acknowledged',
    }))
  })
}

describe('the demonstration’s history', () => {
  test('is the same every time', () => {
    expect(historyOf({ seed: 'test', teams, contents, publishedAt, ackDue, now })).toEqual(steps)
  })

  test('lies between publication and now, in the order of arrival, in waking hours', () => {
    const times = steps.map((step) => step.at.getTime())
    expect(times).toEqual([...times].sort((one, other) => one - other))
    expect(Math.min(...times)).toBeGreaterThanOrEqual(publishedAt.getTime())
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime())
    for (const step of steps) {
      if (step.kind !== 'events') continue
      for (const event of step.events) {
        expect(Date.parse(event.at)).toBeLessThanOrEqual(step.at.getTime())
        expect(Date.parse(event.at)).toBeGreaterThanOrEqual(publishedAt.getTime())
      }
    }
  })

  test('is half-way: most have acknowledged, some late, fewer have reported, some have done nothing', () => {
    const acknowledged = new Set(events.filter((event) => event.kind === 'acknowledged').map((event) => event.deliveryId)).size / teams.length
    const reported = new Set(reports.map((step) => step.team)).size / teams.length
    const quiet = teams.filter((team) => !steps.some((step) => step.team === team.key)).length / teams.length
    expect(acknowledged).toBeGreaterThan(0.62)
    expect(acknowledged).toBeLessThan(0.82)
    expect(reported).toBeGreaterThan(0.35)
    expect(reported).toBeLessThan(0.5)
    expect(quiet).toBeGreaterThan(0.04)
    expect(quiet).toBeLessThan(0.1)
    expect(events.some((event) => event.kind === 'acknowledged' && Date.parse(event.at) > ackDue.getTime())).toBe(true)
    expect(events.some((event) => event.kind === 'blocked')).toBe(true)
    expect(events.some((event) => event.kind === 'retracted')).toBe(true)
    expect(new Set(steps.map((step) => step.kind))).toEqual(
      new Set<HistoryStep['kind']>(['events', 'report', 'accept', 'return', 'reply', 'desk-acknowledge']),
    )
  })

  test('treats all real communes alike: each has the same mixture to within one team', () => {
    const total = PROFILES.reduce((sum, [, share]) => sum + share, 0)
    for (const commune of new Set(teams.map((team) => team.commune))) {
      const inside = teams.filter((team) => team.commune === commune)
      const quiet = inside.filter((team) => team.profile === 'silent' || team.profile === 'no-device').length
      expect(Math.abs(quiet - (inside.length * 7) / total)).toBeLessThanOrEqual(1)
    }
  })

  test('has the averages of real reports: 13–14 at a cell’s session, 50–70 at a village’s', () => {
    expect(average('cell-meeting')).toBeGreaterThan(12.5)
    expect(average('cell-meeting')).toBeLessThan(15)
    expect(average('village-meeting')).toBeGreaterThan(50)
    expect(average('village-meeting')).toBeLessThan(70)
  })

  test('is what the product takes: every body passes its schema and rules, and names nobody', () => {
    for (const step of steps) {
      if (step.kind === 'events') expect(parseEvents({ events: step.events }).ok).toBe(true)
      if (step.kind !== 'report') continue
      expect(parse(reportBody, step.report).ok).toBe(true)
      const today = new Date(step.at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
      const checked = checkReport({ report: step.report, context: { today, assignmentDay: '2026-03-06', campaigns: [] } })
      expect({ errors: checked.errors, withheld: withoutPersons(step.report).withheld }).toEqual({ errors: [], withheld: [] })
    }
    for (const event of events) expect(screen(event.note ?? '')).toEqual([])
  })

  test('corrects a returned report by a revision that supersedes it', () => {
    const revisions = reports.filter((step) => step.report.supersedes)
    expect(revisions.length).toBeGreaterThan(0)
    for (const revision of revisions) {
      const returned = steps.find((step) => step.kind === 'return' && step.reportClientId === revision.report.supersedes)
      expect(returned?.at.getTime()).toBeLessThan(revision.at.getTime())
    }
  })

  test('shows one of everything in the pilot communes', () => {
    expect(new Set(PILOT_PROFILES).size).toBeGreaterThanOrEqual(13)
    expect(PILOT_PROFILES).toHaveLength(20)
    expect(BEGUN_PROFILES).toHaveLength(20)
    // A team without a phone for the one assignment has none for the other.
    for (const [index, profile] of BEGUN_PROFILES.entries()) expect(hasDevice(profile)).toBe(hasDevice(PILOT_PROFILES[index] ?? 'silent'))
    expect(hasDevice('no-device')).toBe(false)
    expect(hasDevice('accepted')).toBe(true)
  })

  test('never has a team send the same id twice', () => {
    const ids = [...events.map((event) => event.clientId), ...reports.map((step) => step.report.clientId)]
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('fits any day of the year', () => {
    for (const offset of [0, 100, 200, 299]) {
      const shift = (at: Date) => new Date(at.getTime() + offset * DAY)
      const shifted = historyOf({ seed: 'test', teams: teams.slice(0, 50), contents, publishedAt: shift(publishedAt), ackDue: shift(ackDue), now: shift(now) })
      expect(shifted.length).toBeGreaterThan(80)
    }
  })
})

function average(form: string): number {
  const counts = reports
    .flatMap((step) => (step.report.supersedes ? [] : step.report.sessions))
    .filter((session) => session.form === form)
    .map(({ attendance }) => attendance.total ?? (attendance.partyMembers ?? 0) + (attendance.households ?? 0) + (attendance.others ?? 0))
    // "Không rõ" is not zero, and a slipped digit is not an average.
    .filter((count) => count > 0 && count < 300)
  return counts.reduce((sum, count) => sum + count, 0) / counts.length
}
