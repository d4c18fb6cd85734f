/** What is kept up on an account at every save: its territory as paths, so that signing in carries it and access reads nothing. */
import { APIError, type CollectionBeforeChangeHook, type CollectionBeforeDeleteHook, type CollectionBeforeOperationHook } from 'payload'

import { accountOf, outermost } from '../access/account.js'
import { searchTextOf, sortKeyVietnamese } from '../platform/text.js'
import { idOf } from './place.js'

const SHORTEST_PASSWORD = 8
const LONGEST_PASSWORD = 200

export const keepTerritory: CollectionBeforeChangeHook = async ({ data, req }) => {
  const units: unknown[] = Array.isArray(data.units) ? data.units : []
  const ids = units.flatMap((unit) => idOf(unit) ?? [])
  const { docs } = await req.payload.db.find<{ id: string; path: string; type: string }>({
    collection: 'org-units',
    where: { id: { in: ids } },
    limit: 0,
    pagination: false,
    select: { path: true, type: true },
  })
  return { ...data, ...territoryColumns(docs) }
}

/** The stored territory of an account with these units; also for what changes paths set-based (reorganisation, import). */
export function territoryColumns(units: readonly { path: string; type: string }[]): { territory: string[]; unitTypes: string[]; firstPath: string | null; lastPath: string | null } {
  const territory = outermost(units.map(({ path }) => path))
  return { territory, unitTypes: [...new Set(units.map(({ type }) => type))], firstPath: territory[0] ?? null, lastPath: territory.at(-1) ?? null }
}

export const keepUserSearch: CollectionBeforeChangeHook = ({ data }) => ({ ...data, ...userSearchColumns(data) })

export function userSearchColumns(user: { name?: string; email?: string | null; username?: string | null; phone?: string | null }): { searchText: string; sortKey: string } {
  return { searchText: searchTextOf(user.name, user.email, user.username, user.phone), sortKey: sortKeyVietnamese(user.name ?? '') }
}

/** What only signing in, signing out and resetting a password write. */
const KEPT_BY_SIGNING_IN = ['sessions', 'salt', 'hash', 'resetPasswordToken', 'resetPasswordExpiration', 'loginAttempts', 'lockUntil']

/** Nobody gives an account a session or takes one by saving it: Payload would keep what a form brings along. */
export const refuseSessions: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  if ((operation !== 'create' && operation !== 'update' && operation !== 'updateByID') || !accountOf(req) || !('data' in args)) return args
  const data = Object.fromEntries(Object.entries(args.data as Record<string, unknown>).filter(([field]) => !KEPT_BY_SIGNING_IN.includes(field)))
  return { ...args, data } as typeof args
}

/** A password is refused before anything is written; Payload itself would take one of three characters. */
export const checkPassword: CollectionBeforeOperationHook = ({ args, operation }) => {
  if (operation !== 'create' && operation !== 'update' && operation !== 'updateByID' && operation !== 'resetPassword') return args
  const data: unknown = 'data' in args ? args.data : undefined
  const password: unknown = typeof data === 'object' && data !== null && 'password' in data ? data.password : undefined
  if (password === undefined || password === null || password === '') return args
  if (typeof password !== 'string') throw new APIError('Mật khẩu là chữ.', 400, undefined, true)
  if (password.length < SHORTEST_PASSWORD) throw new APIError(`Mật khẩu cần ít nhất ${SHORTEST_PASSWORD} ký tự.`, 400, undefined, true)
  if (password.length > LONGEST_PASSWORD) throw new APIError('Mật khẩu dài quá. Hãy chọn mật khẩu ngắn hơn.', 400, undefined, true)
  return args
}

export const refuseDeletingUser: CollectionBeforeDeleteHook = async ({ req, id }) => {
  if (accountOf(req)?.id === id) throw new APIError('Không thể tự xoá tài khoản của mình.', 409, undefined, true)
  const { totalDocs } = await req.payload.db.count({ collection: 'audit-events', where: { actor: { equals: String(id) } } })
  if (totalDocs > 0) {
    throw new APIError('Tài khoản này đã có việc ghi trong nhật ký nên không xoá được. Hãy bỏ hết vai trò để khoá tài khoản.', 409, undefined, true)
  }
}
