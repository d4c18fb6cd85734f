// Plans a list of officials' accounts. Nobody gives out more than they have: units lie in the importer's territory.
// Pure; called by plan.ts.
import { newId } from '../../platform/ids.js'
import { isSignInName, typedSignIn } from '../accounts/sign-in-name.js'
import { indexAccounts } from './find-account.js'
import { addUnknownCode } from './find-unit.js'
import { indexUnits, type Known, type KnownAccount } from './known.js'
import { changesOf, isSamePhone, listed, problemsOf, settledRow, wrongRow, type PlannedRow, type Planner } from './plan.js'
import type { ReadRow } from './read-table.js'

const sameSet = (a: unknown, b: unknown): boolean => JSON.stringify([...((a as string[] | null) ?? [])].sort()) === JSON.stringify([...((b as string[] | null) ?? [])].sort())

const FIELDS = [
  { field: 'name', column: 'Họ và tên' },
  { field: 'email', column: 'Thư điện tử' },
  { field: 'phone', column: 'Số điện thoại', same: isSamePhone },
  { field: 'roles', column: 'Quyền', same: sameSet },
  { field: 'units', column: 'Đơn vị', same: sameSet },
]

export function accountPlanner(known: Known): Planner {
  const index = indexUnits(known)
  const accounts = indexAccounts(known.accounts)
  const taken = new Set(known.takenEmails.map((email) => email.toLowerCase()))
  const seen = new Map<string, number>()
  return { plan }

  function plan(row: ReadRow): PlannedRow {
    const problems = problemsOf(row)
    const { add } = problems
    const { email, name, phone } = row.values as Record<string, string | undefined>
    const username = typeof row.values.username === 'string' && row.values.username !== '' ? typedSignIn(row.values.username) : undefined
    if (username && !isSignInName(username)) add('Tên đăng nhập', 'not-a-sign-in-name', { text: username })
    if (!name && !row.problems.some((problem) => problem.column === 'Họ và tên')) add('Họ và tên', 'required')
    const units = unitsOf(row, add)
    const found = accounts.find({ username, email, name, phone, units })
    if ('code' in found) add(found.column, found.code, found.values)
    const target = 'account' in found ? found.account : undefined
    const isQuestion = 'code' in found
    const roles = row.values.roles as string[] | undefined
    if (!target && !isQuestion && !roles && !row.problems.some((problem) => problem.column === 'Quyền')) add('Quyền', 'roles-missing')
    if (!target && !isQuestion && units.length === 0 && !problems.all.some((problem) => problem.column === 'Đơn vị' || problem.column === 'Mã đơn vị')) add('Đơn vị', 'units-missing')
    if (email && !target && taken.has(email)) add('Thư điện tử', 'email-taken')
    if (target && !target.isWithin) add(username ? 'Tên đăng nhập' : 'Thư điện tử', 'account-above')
    const earlier = target ? seen.get(target.id) : undefined
    if (earlier) add(undefined, 'repeated-row', { row: earlier })
    else if (target) seen.set(target.id, row.row)
    if (!name || problems.all.length) return wrongRow(row, name ?? email ?? '', problems.all)

    const values: Record<string, unknown> = { name, email, phone, roles, units: units.length ? units : undefined }
    if (!target) {
      const record: KnownAccount = { id: newId(), email: email ?? '', username: username ?? '', name, phone: phone ?? '', roles: roles ?? [], units, isWithin: true }
      accounts.add(record)
      seen.set(record.id, row.row)
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
