/**
 * Which comparisons a field understands, as pure rules: the databases below Payload fail on a day that is none, a number
 * that is none or a list where one value is meant, each in its own way. Called by payload-query-rules.
 */

/**
 * What a field holds, as far as comparing goes. `kinds` names records of several kinds and is asked by its `value`;
 * `inside-json` is a place within plain data; `unreachable` lies behind a record that each language names by itself.
 */
export type FieldKind = 'text' | 'day-and-time' | 'number' | 'checkbox' | 'record' | 'kinds' | 'value-of-kinds' | 'inside-json' | 'unreachable'

/** The kind of a field, by the slug of its collection and its path; undefined where there is no such field. */
export type KindOf = (slug: string, path: string) => FieldKind | undefined

const lists = new Set(['in', 'not_in'])
const words = new Set(['like', 'not_like', 'contains'])
const order = new Set(['greater_than', 'greater_than_equal', 'less_than', 'less_than_equal'])

/** What is wrong with one comparison, as a sentence that names the field; undefined where nothing is. */
export function wrongOperand({ name, kind, operator, operand }: { name: string; kind: FieldKind | undefined; operator: string; operand: unknown }): string | undefined {
  const isList = typeof operand === 'object' && operand !== null
  if (isList && !lists.has(operator)) return `where[${name}][${operator}] nhận một giá trị, không phải danh sách.`
  if (kind === 'kinds') return `Hãy hỏi theo where[${name}.value].`
  if (kind === 'unreachable') return `where không hỏi được theo ${name}.`
  const values = lists.has(operator) ? listOf(operand) : [operand]
  if (values.includes('null') && (kind === 'value-of-kinds' || (kind === 'record' && lists.has(operator)))) return `where[${name}] cần là mã.`
  if (operator === 'exists') return undefined
  if ((kind === 'value-of-kinds' && lists.has(operator)) || (kind === 'inside-json' && (lists.has(operator) || order.has(operator)))) return notUnderstood(name, operator)
  if (kind === 'day-and-time' && !values.every(isDayAndTime)) return `where[${name}] cần là ngày giờ, ví dụ 2026-11-22.`
  if (kind === 'number' || kind === 'checkbox') {
    if (words.has(operator)) return notUnderstood(name, operator)
    if (kind === 'number' && !values.every(isNumber)) return `where[${name}] cần là số.`
    if (kind === 'checkbox' && !values.every(isYesOrNo)) return `where[${name}] cần là true hoặc false.`
  }
  return undefined
}

const notUnderstood = (name: string, operator: string): string => `where[${name}] không nhận phép so sánh ${operator}.`
/** Nothing at all may be asked of every field. */
const isNothing = (value: unknown): boolean => value === null || value === '' || value === 'null'
const isDayAndTime = (value: unknown): boolean => isNothing(value) || ((typeof value === 'string' || typeof value === 'number') && !Number.isNaN(new Date(value).getTime()))
const isNumber = (value: unknown): boolean => isNothing(value) || (typeof value !== 'boolean' && Number.isFinite(Number(value)))
const isYesOrNo = (value: unknown): boolean => isNothing(value) || value === true || value === false || value === 'true' || value === 'false'

/** A list as the query has it: several values, an object with numbers for names, or one text with commas. */
function listOf(operand: unknown): unknown[] {
  if (typeof operand === 'object' && operand !== null) return Object.values(operand)
  return typeof operand === 'string' ? operand.split(',').map((part) => part.trim()) : [operand]
}
