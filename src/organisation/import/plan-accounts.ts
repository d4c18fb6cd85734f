// Plans a list of officials' accounts. Nobody gives out more than they have: units lie in the importer's territory.
// Pure; called by plan.ts.
import { newId } from '../../platform/ids.js'
import { addUnknownCode } from './find-unit.js'
import { indexUnits, type Known, type KnownAccount } from './known.js'
import { changesOf, listed, problemsOf, settledRow, wrongRow, type PlannedRow, type Planner } from './plan.js'
import type { ReadRow } from './read-table.js'

const sameSet = (a: unknown, b: unknown): boolean => JSON.stringify([...((a as string[] | null) ?? [])].sort()) === JSON.stringify([...((b as string[] | null) ?? [])].sort())

const FIELDS = [
  { field: 'name', column: 'Họ và tên' },
  { field: 'phone', column: 'Số điện thoại' },
  { field: 'roles', column: 'Quyền', same: sameSet },
  { field: 'units', column: 'Đơn vị', same: sameSet },
]

export function accountPlanner(known: Known): Planner {
  const index = indexUnits(known)
  const byEmail = new Map(known.accounts.map((account) => [account.email.toLowerCase(), account]))
  const taken = new Set(known.takenEmails.map((email) => email.toLowerCase()))
  const seen = new Map<string, number>()
  return { plan }

  function plan(row: ReadRow): PlannedRow {
    const problems = problemsOf(row)
    const { add } = problems
    const { email, name } = row.values as Record<string, string | undefined>
    for (const [column, value] of [['Thư điện tử', email], ['Họ và tên', name]] as const) {
      if (!value && !row.problems.some((problem) => problem.column === column)) add(column, 'required')
    }
    const target = email ? byEmail.get(email) : undefined
    const units = unitsOf(row, add)
    const roles = row.values.roles as string[] | undefined
    if (!target && !roles && !row.problems.some((problem) => problem.column === 'Quyền')) add('Quyền', 'roles-missing')
    if (!target && units.length === 0 && !problems.all.some((problem) => problem.column === 'Đơn vị' || problem.column === 'Mã đơn vị')) add('Đơn vị', 'units-missing')
    if (email && !target && taken.has(email)) add('Thư điện tử', 'email-taken')
    if (target && !target.isWithin) add('Thư điện tử', 'account-above')
    const earlier = email ? seen.get(email) : undefined
    if (earlier) add(undefined, 'repeated-row', { row: earlier })
    else if (email) seen.set(email, row.row)
    if (!email || !name || problems.all.length) return wrongRow(row, name ?? email ?? '', problems.all)

    const values: Record<string, unknown> = { name, phone: row.values.phone, roles, units: units.length ? units : undefined }
    if (!target) {
      const record: KnownAccount = { id: newId(), email, name, phone: String(row.values.phone ?? ''), roles: roles ?? [], units, isWithin: true }
      return settledRow(row, { target: record.id, name, record: { ...record } })
    }
    const changes = changesOf({ fields: FIELDS, record: target, values })
    if (target.id === known.account.id && changes.some((change) => change.field === 'roles' || change.field === 'units')) {
      add(undefined, 'own-account')
      return wrongRow(row, name, problems.all)
    }
    return settledRow(row, { target: target.id, name: target.name, changes, base: target })
  }

  function unitsOf(row: ReadRow, add: Add): string[] {
    const { unitCode, unit } = row.values as Record<string, string | undefined>
    const ids = new Set<string>()
    for (const code of unitCode?.split(';') ?? []) {
      const found = index.byCode(code)
      if (found) ids.add(found.id)
      else addUnknownCode({ index, code, column: 'Mã đơn vị', isNumber: row.numbers?.includes('unitCode') ?? false, add })
    }
    if (unitCode) return [...ids]
    for (const name of unit?.split(';').map((part) => part.trim()).filter(Boolean) ?? []) {
      const found = index.named(name)
      const [one] = found
      if (one && found.length === 1) ids.add(one.id)
      else if (found.length) add('Đơn vị', 'ambiguous-commune', { name, count: found.length, candidates: listed(found.map(index.describe)) })
      else add('Đơn vị', 'outside-territory', { name })
    }
    return [...ids]
  }
}

type Add = (column: string | undefined, code: string, values?: Record<string, string | number>) => void
