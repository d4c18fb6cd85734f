'use client'
/** Looks up the records behind a list of ids, each once, so that views can show names where they hold ids. */
import { useEffect, useRef, useState } from 'react'

import { callDesk, type Listed, query } from './call-desk'

const AT_ONCE = 100

/** Records by id as far as they were found; those of a place one may not see stay away. */
export function useNamed<T extends { id: string }>({ collection, ids, depth = 0 }: { collection: string; ids: readonly string[]; depth?: 0 | 1 }): ReadonlyMap<string, T> {
  const [found, setFound] = useState<ReadonlyMap<string, T>>(new Map())
  const asked = useRef(new Set<string>())
  const key = [...new Set(ids)].filter(Boolean).sort().join(',')
  useEffect(() => {
    const wanted = key.split(',').filter((id) => id !== '' && !asked.current.has(id))
    for (const id of wanted) asked.current.add(id)
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const part = wanted.slice(start, start + AT_ONCE)
      callDesk<Listed<T>>({ path: `/api/${collection}${query({ 'where[id][in]': part.join(','), limit: AT_ONCE, depth })}` }).then(
        ({ docs }) => setFound((before) => new Map([...before, ...docs.map((doc): [string, T] => [doc.id, doc])])),
        () => part.forEach((id) => asked.current.delete(id)),
      )
    }
  }, [collection, depth, key])
  return found
}
