/**
 * A field that may name records of several kinds takes those kinds only: Payload would keep nothing of another kind and
 * say that all was well. A one-line hook of materials and of assignments.
 */
import { APIError, type CollectionBeforeValidateHook } from 'payload'

import { isContentType } from './languages.js'

/** @param field names one record as `{relationTo, value}`, or a list of them */
export function namesContents(field: string, kinds: readonly string[]): CollectionBeforeValidateHook {
  return ({ data }) => {
    const given: unknown = data?.[field]
    const named: unknown[] = Array.isArray(given) ? given : given === undefined || given === null || given === '' ? [] : [given]
    if (!named.every((one) => isOneOf(one, kinds))) throw new APIError(`${field} cần ghi dạng {relationTo, value}, với relationTo là ${kinds.join(', ')}.`, 400, undefined, true)
    return data
  }
}

function isOneOf(value: unknown, kinds: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null || !('relationTo' in value) || !('value' in value)) return false
  return typeof value.relationTo === 'string' && kinds.includes(value.relationTo) && isContentType(value.relationTo) && value.value !== null && value.value !== undefined
}
