// Which requests to Payload's REST are let through, as pure rules: known paths only, bounded lists, no query that
// makes the database read far and wide. Called by payload-rest before Payload sees anything.
import * as qs from 'qs-esm'

import { type FieldKind, type KindOf, wrongOperand } from './query-operand-rules.js'

/** Lists of these slugs are asked for by one of these fields (contract §2). */
export type Scopes = Readonly<Record<string, readonly string[]>>

export interface PayloadRequest {
  /** As Payload will see it: an overridden POST is a GET. */
  method: string
  /** Path segments after `/api`, still encoded. */
  segments: readonly string[]
  /** The query without `?`. */
  query: string
}

/** `pass`: Payload may answer. `unknown`: none of its doors that are open here. Otherwise the sentence that refuses. */
export type Verdict = { kind: 'pass' } | { kind: 'unknown' } | { kind: 'refused'; message: string }

export interface GateInput {
  /** Collections that have a row in the role table. */
  collections: ReadonlySet<string>
  uploads: ReadonlySet<string>
  accounts: string
  scopes: Scopes
  /** What the fields hold; without it every field counts as text. */
  kindOf?: KindOf
}

const pass: Verdict = { kind: 'pass' }
const unknown: Verdict = { kind: 'unknown' }

/** What one may do to an account without being asked who one is, or with one's own session. */
const accountCalls: Readonly<Record<string, string>> = {
  login: 'POST',
  logout: 'POST',
  'refresh-token': 'POST',
  'forgot-password': 'POST',
  'reset-password': 'POST',
  me: 'GET',
}

const bounds = { query: 64 * 1024, values: 600, conditions: 60, nesting: 6, list: 250, text: 500, hops: 2, sort: 3 } as const
const reserved = new Set(['__proto__', 'constructor', 'prototype'])
const operators = new Set([
  'equals', 'not_equals', 'in', 'not_in', 'exists', 'greater_than', 'greater_than_equal', 'less_than', 'less_than_equal', 'like', 'not_like', 'contains',
])
const fieldPath = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/
/** Accounts that a record names may lie above its reader: by what they are called or reached nobody asks through it. */
const intoAnAccount = /(^|\.)(recordedBy|startedBy)\.(?!id$)/
/** What signing in keeps; Payload itself would still sort by some of it. */
const ofSigningIn = /(^|[.-])(hash|salt|password|resetPassword\w*|loginAttempts|lockUntil|sessions)(\.|$)/
const isClosed = (name: string): boolean => intoAnAccount.test(name) || ofSigningIn.test(name)

/** Judges one request: first its path and method, then its query. */
export function judge(request: PayloadRequest, gate: GateInput): Verdict {
  const door = findDoor(request, gate)
  if (!door) return unknown
  const message = wrongQuery({ request, door, scope: gate.scopes[request.segments[0] ?? ''], kindOf: fieldsOf(request, gate) })
  return message === undefined ? pass : { kind: 'refused', message }
}

type KindOfField = (path: string) => FieldKind | undefined

/** The fields that a query may name: of a version, the record's own lie under `version`. */
function fieldsOf({ segments }: PayloadRequest, { kindOf = () => undefined }: GateInput): KindOfField {
  const [slug = '', second] = segments
  if (second !== 'versions') return (path) => kindOf(slug, path)
  return (path) => {
    if (path === 'parent') return 'record'
    return kindOf(slug, path.replace(/^version\./, ''))
  }
}

/**
 * Payload's panel looks up the titles of a list's relations with a fixed limit of 250 and the ids it wants; that one
 * question is asked with 200 instead. Everything else keeps the limit it names.
 */
export function asPanelAsks(query: string): string {
  return /(^|&)where(%5B|\[)id(%5D|\])(%5B|\[)in(%5D|\])=/i.test(query) ? query.replace(/(^|&)limit=250(?=&|$)/, '$1limit=200') : query
}

interface Door {
  /** Answers many records: bounds and scope apply. */
  isList: boolean
  /** Changes many records at once. */
  isBulk: boolean
}

const single: Door = { isList: false, isBulk: false }
const list: Door = { isList: true, isBulk: false }
const bulk: Door = { isList: true, isBulk: true }

function findDoor({ method, segments }: PayloadRequest, gate: GateInput): Door | undefined {
  const [first = '', second, third, ...rest] = segments
  if (rest.length > 0 || segments.some((segment) => segment === '')) return undefined
  // What one sees of the admin panel: one's permissions and one's own preferences.
  if (first === 'access' && second === undefined) return method === 'GET' ? single : undefined
  if (first === 'payload-preferences') return second !== undefined && third === undefined && ['GET', 'POST'].includes(method) ? single : undefined
  // The panel gives back one's own lock on a record when one leaves it; others' are shut by their access.
  if (first === 'payload-locked-documents') return second === undefined ? (method === 'GET' ? list : undefined) : third === undefined && method === 'DELETE' ? single : undefined
  if (!gate.collections.has(first)) return undefined
  if (second === undefined) return method === 'GET' ? list : method === 'POST' ? single : method === 'PATCH' || method === 'DELETE' ? bulk : undefined
  if (second === 'file') return gate.uploads.has(first) && third !== undefined && method === 'GET' ? single : undefined
  if (segments.some((segment) => segment.includes('%'))) return undefined
  if (second === 'access') return method === 'POST' ? single : undefined
  if (second === 'versions') return third === undefined ? (method === 'GET' ? list : undefined) : method === 'GET' || method === 'POST' ? single : undefined
  // No collection lets a record be duplicated.
  if (third !== undefined) return undefined
  if (second === 'count') return method === 'GET' ? list : undefined
  if (first === gate.accounts && Object.hasOwn(accountCalls, second)) return accountCalls[second] === method ? single : undefined
  // Whether there is an account yet is nobody's business.
  if (first === gate.accounts && second === 'init') return undefined
  return ['GET', 'PATCH', 'DELETE'].includes(method) ? single : undefined
}

function wrongQuery({ request, door, scope, kindOf }: { request: PayloadRequest; door: Door; scope: readonly string[] | undefined; kindOf: KindOfField }): string | undefined {
  if (request.query.length > bounds.query) return 'Câu hỏi quá dài. Hãy lọc bớt rồi thử lại.'
  const query = parsed(request.query)
  if (!query) return 'Câu hỏi có quá nhiều mục. Hãy lọc bớt rồi thử lại.'
  const { limit, depth, page, pagination, where, sort, joins, data } = query

  if (limit !== undefined && !isWhole(limit, 1, 200)) return 'limit phải là số từ 1 đến 200.'
  if (depth !== undefined && !isWhole(depth, 0, 2)) return 'depth phải là 0, 1 hoặc 2.'
  if (page !== undefined && !isWhole(page, 1, 1_000_000)) return 'page phải là số từ 1.'
  if (pagination !== undefined && pagination !== 'true') return 'Danh sách luôn được chia trang. Hãy bỏ pagination.'
  if (data !== undefined) return 'Không nhận data trong địa chỉ. Hãy gửi trong nội dung.'
  if (sort !== undefined && !isSort(sort, kindOf)) return `sort nhận nhiều nhất ${bounds.sort} trường.`
  if (joins !== undefined && !areJoinsBounded(joins)) return 'joins chưa đúng. Hãy bỏ joins rồi thử lại.'

  const conditions = readWhere(where)
  if (conditions === 'wrong') return 'where chưa đúng dạng. Hãy xem lại điều kiện lọc.'
  const wrong = conditions ? wrongWhere(conditions, kindOf) : undefined
  if (wrong) return wrong
  if (door.isBulk && (!conditions || limit === undefined)) return 'Thay đổi nhiều mục một lúc cần cả where và limit (1–200).'
  if (door.isList && scope && !(conditions && isScoped(conditions, scope))) return `Hãy hỏi theo một trong: ${scope.filter((field) => kindOf(field)).map((field) => `where[${field}][equals]`).join(', ')}.`
  return undefined
}

type Tree = Record<string, unknown>

/** The query exactly as Payload will parse it; undefined when it holds too much or dangerous names. */
function parsed(query: string): Tree | undefined {
  if (query.split('&').length > bounds.values) return undefined
  const tree: unknown = qs.parse(query, { allowEmptyArrays: true, arrayLimit: 1000, depth: 10 })
  return isTree(tree) && !holdsReserved(tree) ? tree : undefined
}

function holdsReserved(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsReserved)
  return isTree(value) && Object.entries(value).some(([name, inner]) => reserved.has(name) || /[[\]]/.test(name) || holdsReserved(inner))
}

function readWhere(where: unknown): Tree | undefined | 'wrong' {
  if (where === undefined || where === '') return undefined
  if (typeof where === 'string') {
    try {
      const tree: unknown = JSON.parse(where)
      return isTree(tree) && !holdsReserved(tree) ? tree : 'wrong'
    } catch {
      return 'wrong'
    }
  }
  return isTree(where) ? where : 'wrong'
}

/** What is wrong with a condition: unknown operators, values that the field is not, too many, too deep, too long. */
function wrongWhere(where: Tree, kindOf: KindOfField): string | undefined {
  let conditions = 0
  const walk = (tree: unknown, level: number): string | undefined => {
    if (!isTree(tree)) return 'where chưa đúng dạng. Hãy xem lại điều kiện lọc.'
    if (level > bounds.nesting) return 'where lồng quá nhiều lớp. Hãy lọc đơn giản hơn.'
    for (const [name, value] of Object.entries(tree)) {
      if (name === 'and' || name === 'or' || name === 'AND' || name === 'OR') {
        for (const branch of branches(value)) {
          const wrong = walk(branch, level + 1)
          if (wrong) return wrong
        }
        continue
      }
      if (!fieldPath.test(name) || name.split('.').length > bounds.hops + 1 || isClosed(name)) return `where có trường không hợp lệ: ${name.slice(0, 60)}.`
      if (!isTree(value)) return 'where chưa đúng dạng. Hãy xem lại điều kiện lọc.'
      for (const [operator, operand] of Object.entries(value)) {
        conditions += 1
        if (conditions > bounds.conditions) return 'where có quá nhiều điều kiện. Hãy lọc đơn giản hơn.'
        if (!operators.has(operator)) return `where không nhận phép so sánh ${operator.slice(0, 60)}.`
        if (!isOperandBounded(operand)) return 'where có giá trị quá dài. Hãy rút ngắn rồi thử lại.'
        const wrong = wrongOperand({ name, kind: kindOf(name), operator, operand })
        if (wrong) return wrong
      }
    }
    return undefined
  }
  return walk(where, 0)
}

function isOperandBounded(operand: unknown): boolean {
  if (Array.isArray(operand)) return operand.length <= bounds.list && operand.every((each) => !isTree(each) && !Array.isArray(each) && isOperandBounded(each))
  // A list may also come as an object with numbers for names, or as one text with commas.
  if (isTree(operand)) return Object.keys(operand).every((name) => /^\d+$/.test(name)) && isOperandBounded(Object.values(operand))
  return typeof operand !== 'string' || operand.length <= bounds.text || (operand.split(',').length <= bounds.list && operand.split(',').every((part) => part.length <= 64))
}

/** True where one of the fields must equal one value, whatever else is asked. */
function isScoped(where: Tree, fields: readonly string[]): boolean {
  return Object.entries(where).some(([name, value]) => {
    if (name === 'and' || name === 'AND') return branches(value).some((branch) => isTree(branch) && isScoped(branch, fields))
    if (!fields.includes(name) || !isTree(value)) return false
    const wanted = value.equals
    return (typeof wanted === 'string' && wanted !== '' && wanted !== 'null') || typeof wanted === 'number'
  })
}

function areJoinsBounded(joins: unknown): boolean {
  if (joins === 'false' || joins === '0') return true
  if (!isTree(joins)) return false
  return Object.values(joins).every((join) => {
    if (join === 'false') return true
    if (!isTree(join)) return false
    const conditions = readWhere(join.where)
    return (join.limit === undefined || isWhole(join.limit, 1, 200)) && conditions !== 'wrong' && (!conditions || wrongWhere(conditions, () => undefined) === undefined)
  })
}

function isSort(sort: unknown, kindOf: KindOfField): boolean {
  const parts: unknown[] = Array.isArray(sort) ? sort : typeof sort === 'string' ? sort.split(',') : [undefined]
  return parts.length <= bounds.sort && parts.every((part) => typeof part === 'string' && isSortedBy(part.trim(), kindOf))
}

function isSortedBy(part: string, kindOf: KindOfField): boolean {
  const path = part.replace(/^-/, '')
  return part === '' || (fieldPath.test(path) && !isClosed(part) && part.split('.').length <= bounds.hops + 1 && kindOf(path) !== 'unreachable')
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return typeof value === 'string' && /^\d{1,7}$/.test(value) && Number(value) >= least && Number(value) <= most
}

function branches(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return isTree(value) ? Object.values(value) : [undefined]
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
