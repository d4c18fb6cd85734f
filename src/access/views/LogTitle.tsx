'use client'
/** What was done, as the title of an event's page instead of its code. */
import { useStepNav } from '@payloadcms/ui'
import { useEffect } from 'react'

import { useTitle } from '../../platform/admin/use-title'

export function LogTitle({ title, list }: { title: string; list: string }) {
  const { setStepNav } = useStepNav()
  useTitle(title)
  useEffect(() => setStepNav([{ label: list, url: '/admin/collections/audit-events' }, { label: title }]), [list, setStepNav, title])
  return null
}
