'use client'
/** What was done, as the title of an event's page instead of its code. */
import { useDocumentTitle, useStepNav } from '@payloadcms/ui'
import { useEffect } from 'react'

export function LogTitle({ title, list }: { title: string; list: string }) {
  const { title: shown, setDocumentTitle } = useDocumentTitle()
  const { setStepNav } = useStepNav()
  // After the panel, which writes the record's own title last of all effects.
  useEffect(() => {
    const timer = setTimeout(() => setDocumentTitle(title))
    return () => clearTimeout(timer)
  }, [setDocumentTitle, shown, title])
  useEffect(() => setStepNav([{ label: list, url: '/admin/collections/audit-events' }, { label: title }]), [list, setStepNav, title])
  return null
}
