// Plans a list of team members. Pure; called by plan.ts.
import { newId } from '../../platform/ids.js'
import { fold, plainPhone, tidy } from './folding.js'
import { findVillage } from './find-unit.js'
import { indexUnits, push, type Known, type KnownMember, type KnownTeam, type KnownUnit } from './known.js'
import { changesOf, isSamePhone, listed, problemsOf, settledRow, wrongRow, type PlannedRow, type Planner } from './plan.js'
import { soleCommune, teamName, teamsByUnit } from './plan-teams.js'
import type { ReadRow, Remark } from './read-table.js'

const FIELDS = [
  { field: 'role', column: 'Vai trò' },
  { field: 'position', column: 'Chức vụ', same: (a: unknown, b: unknown) => fold(String(a ?? '')) === fold(String(b)) },
  { field: 'phone', column: 'Số điện thoại', same: isSamePhone },
  { field: 'from', column: 'Từ ngày' },
  { field: 'to', column: 'Đến ngày' },
]

export function memberPlanner(known: Known): Planner {
  const index = indexUnits(known)
  const teams = teamsByUnit(known.teams)
  const teamById = new Map(known.teams.map((team) => [team.id, team]))
  const members = new Map<string, KnownMember[]>()
  /** Who serves somewhere today, by name and phone: the same person in a second team is a mistake. */
  const serving = new Map<string, { team: string; row?: number }>()
  /** Who serves in a commune, by its id and the name. Two of one name are common, so it is a remark and no mistake. */
  const namesakes = new Map<string, Namesake>()
  /** Who leads a team, by the member's id. */
  const leaders = new Map<string, Map<string, string>>()
  for (const member of known.members) {
    push(members, member.team, member)
    if (member.role === 'leader' && isServing(member, known.today)) leaders.set(member.team, (leaders.get(member.team) ?? new Map<string, string>()).set(member.id, member.name))
    if (member.phone && isServing(member, known.today)) serving.set(personKey(member.name, member.phone), { team: member.team })
    const unit = isServing(member, known.today) ? index.byId.get(teamById.get(member.team)?.unit ?? '') : undefined
    if (unit) namesakes.set(`${unit.parent} ${fold(member.name)}`, { team: member.team, phone: member.phone, place: unit.name })
  }
  const seen = new Map<string, number>()
  const onlyCommune = soleCommune(index, known)
  /** Names with telephones, as far as the list has them. */
  const saidPeople = new Set<string>()
  /** Folded names of those whom the list lets go or gives another role. */
  const released = new Set<string>()
  return { survey, plan }

  function survey({ values: { name, phone, role, to } }: ReadRow): void {
    if (typeof name !== 'string') return
    if (typeof phone === 'string') saidPeople.add(personKey(name, phone))
    if (to !== undefined || (role !== undefined && role !== 'leader')) released.add(fold(name))
  }

  function plan(row: ReadRow): PlannedRow {
    const problems = problemsOf(row)
    const { add } = problems
    const name = (row.values.name as string | undefined) ?? ''
    if (!name && !row.problems.some((problem) => problem.column === 'Họ và tên')) add('Họ và tên', 'required')
    const unit = findVillage({ index, row, add, fallbackParent: onlyCommune })
    const team = unit ? findTeam({ unit, row, add }) : undefined
    const { from, to, phone } = row.values as Record<string, string | undefined>
    if (from && to && to < from) add('Đến ngày', 'days-order', { from: written(from), to: written(to) })
    if (!unit || !team || !name || problems.all.length) return wrongRow(row, name, problems.all)

    const target = findMember({ team, name, phone, row, add })
    if (to && !from && target && to < target.from) add('Đến ngày', 'days-order', { from: written(target.from), to: written(to) })
    const isOtherRole = target !== undefined && row.values.role !== undefined && row.values.role !== target.role
    // The new role would begin today, after the day on which the person left.
    if (isOtherRole && to && to < known.today && !(from && from > target.from)) add('Từ ngày', 'role-day-missing', { to: written(to) })
    const leaves = (to ?? target?.to ?? '') !== '' && (to ?? target?.to ?? '') < known.today
    const key = phone ? personKey(name, phone) : undefined
    const elsewhere = key && !leaves ? serving.get(key) : undefined
    if (elsewhere && elsewhere.team !== team.id) {
      if (elsewhere.row) add('Họ và tên', 'two-teams-file', { name, phone: phone ?? '', row: elsewhere.row })
      else add('Họ và tên', 'two-teams', { name, phone: phone ?? '', team: describeTeam(elsewhere.team) })
    }
    if (problems.all.length) return wrongRow(row, name, problems.all)

    const rowKey = target?.id ?? `${team.id} ${fold(name)} ${phone ?? ''}`
    const earlier = seen.get(rowKey)
    if (earlier) {
      add(undefined, 'repeated-member', { row: earlier })
      return wrongRow(row, name, problems.all)
    }
    seen.set(rowKey, row.row)
    if (key && !leaves) serving.set(key, { team: team.id, row: row.row })
    const values = { role: row.values.role, position: row.values.position, phone, from: target && isDayOfJoining({ target, from, isOtherRole }) ? undefined : from, to }
    const id = target?.id ?? newId()
    const read = { ...row, notes: [...row.notes, ...besideNamesake({ row, team, unit, name, phone, isNew: !target, leaves }), ...besideLeader({ row, team, id, name, role: row.values.role ?? target?.role, isLeaving: Boolean(to ?? target?.to) })] }
    if (target) return settledRow(read, { target: target.id, name: target.name, changes: changesOf({ fields: FIELDS, record: target, values }), base: { ...target, path: unit.path } })
    const record: KnownMember = {
      id, team: team.id, name, role: String(row.values.role ?? 'member'), position: String(row.values.position ?? ''),
      phone: phone ?? '', from: from ?? known.today, to: to ?? '',
    }
    return settledRow(read, { target: id, name, record: { ...record, path: unit.path } })
  }

  function besideNamesake({ row, team, unit, name, phone, isNew, leaves }: { row: ReadRow; team: KnownTeam; unit: KnownUnit; name: string; phone: string | undefined; isNew: boolean; leaves: boolean }): Remark[] {
    if (leaves) return []
    const key = `${unit.parent} ${fold(name)}`
    const other = namesakes.get(key)
    namesakes.set(key, { team: team.id, phone: phone ?? '', place: unit.name })
    const isAnother = !other || other.team === team.id || (phone && other.phone && !isSamePhone(phone, other.phone))
    return !isNew || isAnother ? [] : [{ row: row.row, column: 'Họ và tên', code: 'namesake', values: { place: other.place } }]
  }

  /** A new leader beside one who stays is said, not refused: the decision may come in another list. */
  function besideLeader({ row, team, id, name, role, isLeaving }: { row: ReadRow; team: KnownTeam; id: string; name: string; role: unknown; isLeaving: boolean }): Remark[] {
    const led = leaders.get(team.id) ?? new Map<string, string>()
    leaders.set(team.id, led)
    led.delete(id)
    if (role !== 'leader' || isLeaving) return []
    const staying = [...led.values()].find((other) => !released.has(fold(other)))
    led.set(id, name)
    return staying === undefined ? [] : [{ row: row.row, column: 'Vai trò', code: 'two-leaders', values: { name: staying } }]
  }

  function findTeam({ unit, row, add }: { unit: KnownUnit; row: ReadRow; add: Add }): KnownTeam | undefined {
    const held = teams.get(unit.id) ?? []
    const said = row.values.team as string | undefined
    const [only] = held
    if (!only) {
      add('Thôn', 'no-team')
      return undefined
    }
    if (said && held.length > 1) {
      const fitting = held.filter((team) => fold(teamName(team, unit)) === fold(said))
      if (fitting.length === 1) return fitting[0]
      add('Tên tổ', 'unknown-team', { name: said })
      return undefined
    }
    if (held.length === 1) return only
    add('Tên tổ', 'ambiguous-team', { count: held.length, candidates: listed(held.map((team) => teamName(team, unit))) })
    return undefined
  }

  function findMember({ team, name, phone, row, add }: { team: KnownTeam; name: string; phone: string | undefined; row: ReadRow; add: Add }): KnownMember | undefined {
    // Who has left is history: the same name coming again is a new term.
    const same = (members.get(team.id) ?? []).filter((member) => fold(member.name) === fold(name) && isServing(member, known.today))
    const [one, ...others] = same
    if (!one) return undefined
    if (others.length === 0) {
      // The same name with another telephone may be a father and a son: it is, where the list has both.
      const isAnother = phone && one.phone && !isSamePhone(phone, one.phone) && saidPeople.has(personKey(name, one.phone))
      return isAnother ? undefined : one
    }
    const tellings: ((member: KnownMember) => boolean)[] = [
      (member) => phone !== undefined && isSamePhone(member.phone, phone),
      (member) => tidy(member.name).toLowerCase() === tidy(name).toLowerCase(),
      // A row that says of the person all that is known of one of them means that one.
      (member) => isSamePhone(member.phone, phone) && (['role', 'position', 'from'] as const).every((field) => (row.values[field] ?? '') === member[field]),
    ]
    for (const tells of tellings) {
      const told = same.filter(tells)
      if (told.length === 1) return told[0]
    }
    add('Họ và tên', 'ambiguous-member', { name, count: same.length })
    return undefined
  }

  /**
   * Offices keep the day on which a person joined in their lists, whatever role came after: then it is no day of the
   * present term, and the same list changes nothing a second time.
   */
  function isDayOfJoining({ target, from, isOtherRole }: { target: KnownMember; from: string | undefined; isOtherRole: boolean }): boolean {
    if (!from || from > target.from) return false
    if (isOtherRole) return true
    const before = (members.get(target.team) ?? []).find((term) => term.to !== '' && dayAfter(term.to) === target.from && fold(term.name) === fold(target.name))
    return before !== undefined && (before.from === from || isDayOfJoining({ target: before, from, isOtherRole }))
  }

  function describeTeam(id: string): string {
    const team = teamById.get(id)
    if (!team) return 'một tổ khác'
    const unit = index.byId.get(team.unit)
    return `${teamName(team, unit)}${unit ? `, ${index.describe(unit)}` : ''}`
  }
}

interface Namesake {
  team: string
  phone: string
  place: string
}

type Add = (column: string | undefined, code: string, values?: Record<string, string | number>) => void

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** yyyy-mm-dd as dd/MM/yyyy. */
function written(day: string): string {
  return day.split('-').reverse().join('/')
}

function isServing(member: KnownMember, today: string): boolean {
  return member.to === '' || member.to >= today
}

function personKey(name: string, phone: string): string {
  return `${fold(name)} ${plainPhone(phone)}`
}
