/**
 * How accounts are named when signing in: an e-mail address where there is one, and always a sign-in name of our making.
 * Hooks of the users collection; the import makes its names by the same rule.
 */
import { APIError, type CollectionAfterChangeHook, type CollectionBeforeOperationHook, type CollectionBeforeValidateHook, type FieldHook, type Payload, type TextFieldSingleValidation } from 'payload'
import { pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

import { invalidFields } from '../../platform/invalid-fields.js'
import { freeAmong, isSignInName, signInNameFrom, typedSignIn } from './sign-in-name.js'

/** No address is no value: an empty text would be one account's and refuse every other. */
export const tidyAddress: FieldHook = ({ value }) => {
  if (typeof value !== 'string') return value
  const address = value.normalize('NFC').trim().toLowerCase()
  return address === '' ? null : address
}

/** One address, one account. Payload would say it of the sign-in name. */
export const refuseSecondAddress: CollectionBeforeValidateHook = async ({ data, operation, originalDoc, req }) => {
  // A new password is kept by an update without the record from before.
  const isNewAddress = operation === 'create' || (originalDoc !== undefined && data?.email !== originalDoc.email)
  if (typeof data?.email !== 'string' || !isNewAddress) return data
  const holder = await req.payload.db.findOne<{ id: string }>({ collection: 'users', where: { email: { equals: data.email } }, select: { email: true }, req })
  if (!holder) return data
  throw invalidFields({ slug: 'users', errors: [{ path: 'email', message: req.t('error:userEmailAlreadyRegistered') }], req })
}

/** A new account gets its name here; one that was proposed in the form and taken meanwhile gets a number. An emptied one stays. */
export const keepSignInName: FieldHook = async ({ value, operation, originalDoc, data, req }) => {
  const given = typeof value === 'string' ? typedSignIn(value) : ''
  if (operation !== 'create') return value === undefined ? undefined : given || (typeof originalDoc?.username === 'string' ? originalDoc.username : undefined)
  const proposed = signInNameFrom(typeof data?.name === 'string' ? data.name : '')
  return given === '' || given === proposed ? freeSignInName(req.payload, proposed) : given
}

export const checkSignInName: TextFieldSingleValidation = (value) => {
  if (value === undefined || value === null || value === '') return true
  return isSignInName(value) || 'Tên đăng nhập chỉ gồm chữ không dấu, chữ số, dấu chấm hoặc gạch; từ 3 đến 40 ký tự, ví dụ lan.hoang.'
}

/** Accounts made at the same moment look into the database before either is there: a name is kept for the first of them. */
const promised = new Map<string, number>()
const PROMISED_MS = 10_000

async function freeSignInName(payload: Payload, base: string): Promise<string> {
  const tried = Array.from({ length: 100 }, (_, index) => (index === 0 ? base : `${base}${index + 1}`))
  const { docs } = await payload.db.find<{ id: string; username?: string | null }>({ collection: 'users', where: { username: { in: tried } }, limit: 0, pagination: false, select: { username: true } })
  const taken = new Set(docs.map(({ username }) => username))
  const now = Date.now()
  for (const [name, until] of promised) if (until < now) promised.delete(name)
  const free = freeAmong(base, (name) => taken.has(name) || promised.has(name))
  promised.set(free, now + PROMISED_MS)
  return free
}

/**
 * An account made without a password: Payload wants one, so it gets one that nobody knows and none is left of it after.
 * Its holder chooses by a one-time link.
 */
export const passwordByLink: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  if (operation !== 'create' || !('data' in args)) return args
  const data = args.data as Record<string, unknown>
  const { byLink, ...rest } = data
  if (byLink !== true && typeof data.password === 'string' && data.password !== '') return { ...args, data: rest }
  req.context.hasPasswordByLink = true
  return { ...args, data: { ...rest, password: randomBytes(32).toString('base64url') } }
}

export const clearPasswordByLink: CollectionAfterChangeHook = async ({ doc, operation, req }) => {
  if (operation !== 'create' || req.context.hasPasswordByLink !== true) return doc as unknown
  delete req.context.hasPasswordByLink
  await req.payload.db.updateOne({ collection: 'users', id: String((doc as { id: unknown }).id), data: { hash: null, salt: null }, returning: false })
  return doc as unknown
}

/** Whose link is used or out of date hears so, and what to do; Payload's own sentence is English and speaks of tokens. */
export const checkLink: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if (operation !== 'resetPassword') return args
  const token: unknown = 'data' in args ? (args.data as Record<string, unknown>).token : undefined
  const found = typeof token === 'string' && token !== '' ? await req.payload.db.findOne({ collection: 'users', where: { and: [{ resetPasswordToken: { equals: token } }, { resetPasswordExpiration: { greater_than: new Date().toISOString() } }] }, select: {} }) : null
  if (!found) throw new APIError('Đường dẫn này đã dùng hoặc đã hết hạn. Hãy báo quản trị của đơn vị để nhận đường dẫn mới.', 403, undefined, true)
  return args
}

const hash = promisify(pbkdf2)
/** What Payload does to check a password (auth/strategies/local); a test holds that both take about as long. */
const WORK = { iterations: 600_000, keyLength: 32, digest: 'sha256', salt: '0'.repeat(64) } as const

/**
 * Before somebody is signed in: the name as it is kept, and the same work for a name that nobody has, since the time of
 * the answer would tell who has an account and who has not.
 */
export const prepareSignIn: CollectionBeforeOperationHook = async ({ args, operation, req }) => {
  if (operation !== 'login' || !('data' in args)) return args
  const data = args.data as Record<string, unknown>
  const typed = [data.username, data.email].find((given) => typeof given === 'string' && given.trim() !== '')
  if (typeof typed !== 'string' || typeof data.password !== 'string') return args
  const name = typedSignIn(typed).toLowerCase()
  const user = await req.payload.db.findOne<{ id: string; hash?: string | null }>({ collection: 'users', where: { or: [{ email: { equals: name } }, { username: { equals: name } }] } })
  if (!user?.hash) await hash(data.password, WORK.salt, WORK.iterations, WORK.keyLength, WORK.digest)
  return { ...args, data: { ...data, email: name, username: undefined } }
}
