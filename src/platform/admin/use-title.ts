'use client'
/** Titles that a view of ours gives itself: of a record's page in the panel, and of the browser's tab. */
import { useDocumentTitle } from '@payloadcms/ui'
import { useEffect } from 'react'

/** The heading of a record's page; the panel writes the record's own title last of all effects, so this waits for it. */
export function useTitle(title: string): void {
  const { title: shown, setDocumentTitle } = useDocumentTitle()
  useEffect(() => {
    const timer = setTimeout(() => setDocumentTitle(title))
    return () => clearTimeout(timer)
  }, [setDocumentTitle, shown, title])
}

/** The tab's title, so that several open pages are told apart. */
export function useTabTitle(title: string): void {
  useEffect(() => {
    const timer = setTimeout(() => (document.title = `${title} · Lan Tỏa`))
    return () => clearTimeout(timer)
  }, [title])
}
