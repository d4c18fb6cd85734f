'use client'
/** A list that is read page by page along its cursor: what was read so far stays, "more" goes on. Used by views of long lists. */
import { useEffect, useState } from 'react'

import { callDesk, type Refusal } from './call-desk'
import { asRefusal } from './use-desk'

interface Page<Item> {
  items: Item[]
  nextCursor: string | null
  more: boolean
}

export interface Pages<Item, P extends Page<Item>> {
  items: readonly Item[]
  /** The last page that came. */
  page: P | undefined
  refusal: Refusal | undefined
  isLoading: boolean
  /** Reads the next page; after a refusal, the same one again. */
  more: () => void
}

/** @param path the call with its query, without the cursor; another path begins anew */
export function usePages<Item, P extends Page<Item>>(path: string): Pages<Item, P> {
  const [state, setState] = useState<{ path: string; items: Item[]; page?: P; refusal?: Refusal; isLoading: boolean }>({ path, items: [], isLoading: true })
  const [asked, setAsked] = useState<{ path: string; cursor: string | undefined; round: number }>({ path, cursor: undefined, round: 0 })
  const cursor = asked.path === path ? asked.cursor : undefined
  useEffect(() => {
    const abort = new AbortController()
    setState((before) => ({ ...(before.path === path && cursor ? before : { items: [] }), path, isLoading: true }))
    const next = cursor ? `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}` : path
    callDesk<P>({ path: next, signal: abort.signal }).then(
      (page) => setState((before) => ({ path, items: [...(cursor ? before.items : []), ...page.items], page, isLoading: false })),
      (error: unknown) => {
        if (!abort.signal.aborted) setState((before) => ({ ...before, refusal: asRefusal(error), isLoading: false }))
      },
    )
    return () => abort.abort()
  }, [asked.round, cursor, path])
  const shown = state.path === path ? { items: state.items, page: state.page, refusal: state.refusal, isLoading: state.isLoading } : { items: [], page: undefined, refusal: undefined, isLoading: true }
  return { ...shown, more: () => setAsked((before) => ({ path, cursor: state.refusal ? cursor : (state.page?.nextCursor ?? undefined), round: before.round + 1 })) }
}
