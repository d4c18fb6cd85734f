/**
 * Makes every search ignore case and marks: what is asked of the stored `searchText` column is folded the same way as
 * the column itself. A one-line hook of each collection that people search (the panel's search box included).
 */
import type { CollectionBeforeOperationHook, Where } from 'payload'

import { foldVietnamese } from './text.js'

export const foldSearch: CollectionBeforeOperationHook = ({ args }) => {
  if (!('where' in args) || !args.where) return args
  return { ...args, where: folded(args.where as Where) }
}

function folded(where: Where): Where {
  const entries = Object.entries(where).map(([key, value]): [string, unknown] => {
    if ((key === 'and' || key === 'or') && Array.isArray(value)) return [key, value.map((part) => folded(part as Where))]
    if (key !== 'searchText' || typeof value !== 'object' || value === null) return [key, value]
    return [key, Object.fromEntries(Object.entries(value).map(([operator, text]: [string, unknown]) => [operator, typeof text === 'string' ? foldVietnamese(text) : text]))]
  })
  return Object.fromEntries(entries) as Where
}
