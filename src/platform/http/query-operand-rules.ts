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

const equalities = new Set(['equals', 'not_equals'])
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
  if ((kind === 'record' || kind === 'value-of-kinds') && !values.every((value) => isCode(value, { mayBeNone: kind === 'record' && equalities.has(operator) }))) return `where[${name}] cần là mã.`
  if (operator === 'exists') return undefined
  const understood = !notUnderstoodBy[kind ?? 'text']?.has(operator) && !(words.has(operator) && operand === 'null' && name.includes('.'))
  if (!understood) return `where[${name}] không nhận phép so sánh ${operator}.`
  if (kind === 'day-and-time' && !values.every(isDayAndTime)) return `where[${name}] cần là ngày giờ, ví dụ 2026-11-22.`
  if (kind === 'number' && !values.every(isNumber)) return `where[${name}] cần là số.`
  if (kind === 'checkbox' && !values.every(isYesOrNo)) return `where[${name}] cần là true hoặc false.`
  return undefined
}

const notUnderstoodBy: Partial<Record<FieldKind, ReadonlySet<string>>> = {
  'day-and-time': words,
  number: words,
  checkbox: new Set([...words, ...order]),
  'value-of-kinds': new Set([...lists, ...words]),
  'inside-json': new Set([...lists, ...order]),
}

/** The code of a record; `null` asks for those that name none, where one value is compared. */
const isCode = (value: unknown, { mayBeNone }: { mayBeNone: boolean }): boolean => (value === 'null' ? mayBeNone : typeof value !== 'string' || !value.includes(','))
const isDayAndTime = (value: unknown): boolean => value === null || value === '' || value === 'null' || ((typeof value === 'string' || typeof value === 'number') && !Number.isNaN(new Date(value).getTime()))
const isNumber = (value: unknown): boolean => value === null || (typeof value !== 'boolean' && value !== '' && Number.isFinite(Number(value)))
const isYesOrNo = (value: unknown): boolean => value === null || value === true || value === false || value === 'true' || value === 'false'

/** A list as the query has it: several values, an object with numbers for names, or one text with commas. */
function listOf(operand: unknown): unknown[] {
  if (typeof operand === 'object' && operand !== null) return Object.values(operand)
  return typeof operand === 'string' ? operand.split(',').map((part) => part.trim()) : [operand]
}
