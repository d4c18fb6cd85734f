'use client'
/** Keeps what a view shows in its address, so that it can be sent to a colleague and "back" works. */
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

export type UrlChanges = Readonly<Record<string, string | null>>

/** The query as it is, and a way to change it without asking the server for the page again. */
export function useUrlState(): { read: (name: string) => string; change: (changes: UrlChanges, how?: { replace?: boolean }) => void; linkTo: (changes: UrlChanges) => string } {
  const search = useSearchParams()
  const path = usePathname()
  const linkTo = useCallback(
    (changes: UrlChanges) => {
      const next = new URLSearchParams(search?.toString() ?? '')
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
      }
      const text = next.toString()
      return text ? `${path}?${text}` : `${path}`
    },
    [path, search],
  )
  const change = useCallback(
    (changes: UrlChanges, { replace = false }: { replace?: boolean } = {}) => {
      const url = linkTo(changes)
      if (replace) window.history.replaceState(null, '', url)
      else window.history.pushState(null, '', url)
    },
    [linkTo],
  )
  const read = useCallback((name: string) => search?.get(name) ?? '', [search])
  return { read, change, linkTo }
}
