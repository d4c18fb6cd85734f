// Kiện toàn: what a decision does to a team's roll, as pure rules. A term is never rewritten: who leaves gets a last
// day, who changes role begins a new term, so that who led on a day answers for that day.

export interface Term {
  id: string
  name: string
  role: string
  position: string | null
  phone: string | null
  from: string | null
  to: string | null
  provisional: boolean
  replaces: string | null
  /** The day the team says this person left, nobody having come in their place; waits to be confirmed. */
  leavingOn: string | null
}

export type RenewalChange =
  | { kind: 'join'; name: string; role: string; position?: string | undefined; phone?: string | undefined }
  | { kind: 'leave'; member: string }
  | { kind: 'role'; member: string; role: string }
  | { kind: 'confirm'; member: string }
  | { kind: 'refuse'; member: string }

export interface RenewalProblem {
  path: string
  code: string
  message: string
}

export interface RenewalPlan {
  problems: RenewalProblem[]
  /** Columns to change, by the member's id. */
  changed: Map<string, Partial<Term>>
  /** New terms; a changed role keeps the person's data. */
  added: Omit<Term, 'id'>[]
}

/**
 * @param on the first day of the new roll, yyyy-mm-dd
 * @param today yyyy-mm-dd in Vietnam
 */
export function planRenewal({ terms, changes, on, today }: { terms: readonly Term[]; changes: readonly RenewalChange[]; on: string; today: string }): RenewalPlan {
  const plan: RenewalPlan = { problems: [], changed: new Map(), added: [] }
  const byId = new Map(terms.map((term) => [term.id, term]))
  const before = dayBefore(on)
  const joining: { name: string }[] = []
  /** Who gives way to the one that is confirmed in their place, be it on one and the same day. */
  const replacedIds = new Set<string>()
  const refuse = (index: number, code: string, message: string): void => void plan.problems.push({ path: `changes/${index}`, code, message })
  if (on > dayAfter(today)) plan.problems.push({ path: 'on', code: 'future', message: 'Ngày kiện toàn không được ở tương lai.' })

  changes.forEach((change, index) => {
    if (change.kind === 'join') {
      const name = change.name.normalize('NFC').replace(/\s+/g, ' ').trim()
      if (name === '') return refuse(index, 'name', 'Cần có họ tên người vào tổ.')
      if (change.phone && !/^0\d{9,10}$/.test(change.phone.replace(/[\s.]/g, ''))) return refuse(index, 'phone', `Số điện thoại của ${name} chưa đúng.`)
      const isNamesake = (one: { name: string }): boolean => one.name.toLowerCase() === name.toLowerCase()
      if (terms.some((term) => serves(term, on) && !term.provisional && isNamesake(term) && !isLeaving(term.id, changes))) return refuse(index, 'already', `${name} đang ở trong tổ.`)
      if (joining.some(isNamesake)) return refuse(index, 'twice', `${name} được thêm hai lần. Hãy giữ một.`)
      joining.push({ name })
      plan.added.push({ name, role: change.role, position: change.position?.trim() || null, phone: change.phone?.replace(/[\s.]/g, '') || null, from: on, to: null, provisional: false, replaces: null, leavingOn: null })
      return undefined
    }
    const term = byId.get(change.member)
    if (!term || !(serves(term, on) || term.provisional)) return refuse(index, 'unknown-member', 'Người này không có trong danh sách của tổ vào ngày đó.')
    if (plan.changed.has(term.id)) return refuse(index, 'twice', `${term.name} có hai thay đổi. Hãy giữ một.`)
    if (change.kind === 'confirm') {
      if (!term.provisional) return refuse(index, 'not-waiting', `${term.name} không chờ xác nhận.`)
      const from = term.from ?? on
      plan.changed.set(term.id, { provisional: false, from })
      const replaced = term.replaces ? byId.get(term.replaces) : undefined
      if (replaced && (!replaced.to || replaced.to >= from) && !plan.changed.has(replaced.id)) {
        plan.changed.set(replaced.id, { to: later(replaced.from, dayBefore(from)) })
        replacedIds.add(replaced.id)
      }
      return undefined
    }
    if (change.kind === 'refuse') {
      if (!term.provisional) return refuse(index, 'not-waiting', `${term.name} không chờ xác nhận.`)
      plan.changed.set(term.id, { to: later(term.from, before) })
      return undefined
    }
    if (change.kind === 'leave') {
      if (term.from && term.from > before) return refuse(index, 'before-start', `${term.name} mới vào tổ từ ngày ${shown(term.from)}; ngày thôi phải sau ngày đó.`)
      plan.changed.set(term.id, { to: before })
      return undefined
    }
    if (change.role === term.role) return undefined
    if (term.from && term.from >= on) {
      plan.changed.set(term.id, { role: change.role })
      return undefined
    }
    plan.changed.set(term.id, { to: before })
    const { id: _, ...rest } = term
    void _
    plan.added.push({ ...rest, role: change.role, from: on, provisional: false, replaces: null, leavingOn: null })
    return undefined
  })

  const after = [...terms.map((term) => ({ ...term, ...plan.changed.get(term.id) })), ...plan.added.map((term) => ({ ...term, id: '' }))]
  const leaders = after.filter((term) => term.role === 'leader' && !term.provisional)
  const leadersOn = (day: string): string[] => leaders.flatMap((term) => (serves(term, day) && !(replacedIds.has(term.id) && term.to === day) ? [term.name] : []))
  // A decision that is recorded late meets those who led since.
  const days = [on, ...leaders.flatMap(({ from }) => (from && from > on && from <= today ? [from] : []))]
  const doubled = days.sort().find((day) => leadersOn(day).length > 1)
  if (doubled) {
    const names = leadersOn(doubled)
    plan.problems.push({ path: 'changes', code: 'two-leaders', message: `${doubled > on ? `Từ ngày ${shown(doubled)} tổ` : 'Tổ'} sẽ có ${names.length} tổ trưởng: ${names.join(', ')}. Hãy giữ một người.` })
  }
  return plan
}

/** On the roll that day. */
export function serves(term: Pick<Term, 'from' | 'to'>, day: string): boolean {
  return (!term.from || term.from <= day) && (!term.to || day <= term.to)
}

export function dayBefore(day: string): string {
  return moved(day, -1)
}

function dayAfter(day: string): string {
  return moved(day, 1)
}

function moved(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** A last day is never before the first one. */
export function later(from: string | null, to: string): string {
  return from && from > to ? from : to
}

function isLeaving(id: string, changes: readonly RenewalChange[]): boolean {
  return changes.some((change) => change.kind === 'leave' && change.member === id)
}

function shown(day: string): string {
  return day.split('-').reverse().join('/')
}
