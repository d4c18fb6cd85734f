/**
 * Makes every search ignore case and marks: what is asked of the stored `searchText` column is folded the same way as
 * the column, and "name contains …" is asked of that column instead, since no database folds Vietnamese for us; an order
 * by the record's title is the order of its `sortKey` for the same reason. A one-line hook of each collection that people
 * search; the panel's search box, column heads and pickers come through it too.
 */
import type { CollectionBeforeOperationHook, SanitizedCollectionConfig, Where } from 'payload'

import { foldVietnamese } from './text.js'

/** Columns whose words are part of `searchText`. */
const FOUND_BY = new Set(['name', 'label', 'title', 'symbol', 'abstract', 'issuer', 'filename', 'alt', 'searchText'])
const SEARCHES = new Set(['like', 'contains', 'not_like'])

/** What the panel's search box says; the label of a collection's `searchText` completes it. */
export const searchWords = { vi: { general: { searchBy: 'Tìm theo {{label}} (gõ không dấu cũng được)' } } }

export const foldSearch: CollectionBeforeOperationHook = ({ args, collection }) => {
  const where = 'where' in args && args.where ? { where: foldedWhere(args.where as Where, collection) } : {}
  const sort = 'sort' in args && args.sort ? { sort: byKey(args.sort, collection) } : {}
  return { ...args, ...where, ...sort }
}

/** The title's column in the order of the Vietnamese alphabet. */
function byKey(sort: string | string[], collection: SanitizedCollectionConfig): string | string[] {
  const title = collection.admin.useAsTitle
  if (!title || !collection.flattenedFields.some((field) => field.name === 'sortKey')) return sort
  const inOrder = (part: string) => (part.trim() === title ? 'sortKey' : part.trim() === `-${title}` ? '-sortKey' : part)
  return Array.isArray(sort) ? sort.map(inOrder) : sort.split(',').map(inOrder).join(',')
}

function foldedWhere(where: Where, collection: SanitizedCollectionConfig): Where {
  const parts = Object.entries(where).flatMap(([key, value]): Where[] => {
    if (/^(and|or)$/i.test(key) && Array.isArray(value)) return [{ [key.toLowerCase()]: value.map((part) => foldedWhere(part as Where, collection)) }]
    return isFound(key, collection) && isRecord(value) ? Object.entries(value).map(([operator, text]) => foldedCondition({ key, operator, text })) : [{ [key]: value } as Where]
  })
  const [only] = parts
  if (!only) return {}
  return parts.length === 1 ? only : { and: parts }
}

function foldedCondition({ key, operator, text }: { key: string; operator: string; text: unknown }): Where {
  const isSearch = SEARCHES.has(operator) && typeof text === 'string'
  if (isSearch) return { searchText: { [operator]: foldVietnamese(text) } }
  return { [key]: { [operator]: key === 'searchText' && typeof text === 'string' ? foldVietnamese(text) : text } } as Where
}

function isFound(key: string, collection: SanitizedCollectionConfig): boolean {
  return FOUND_BY.has(key) && collection.flattenedFields.some((field) => field.name === key)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
