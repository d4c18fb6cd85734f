'use client'
/** Pages of the desk that are no collection, in the panel's menu: taking in a phone's file, recordings of the app's sentences. */
import { Link, NavGroup } from '@payloadcms/ui'
import { usePathname } from 'next/navigation'

import { useTexts } from '../../platform/admin/language'
import { type Role, useAccount } from '../../platform/admin/use-desk'
import { outboxFileTexts } from '../outbox/views/texts'
import { promptTexts } from '../prompts/views/texts'

export function NavLinks() {
  const outbox = useTexts(outboxFileTexts)
  const prompts = useTexts(promptTexts)
  const path = usePathname()
  const { may } = useAccount()
  const pages: { href: string; label: string; roles: Role[] }[] = [
    { href: '/admin/outbox-file', label: outbox.title, roles: ['admin', 'manager'] },
    { href: '/admin/prompts', label: prompts.title, roles: ['admin'] },
  ]
  const mine = pages.filter(({ roles }) => may(...roles))
  if (mine.length === 0) return null
  return (
    <NavGroup label={outbox.group}>
      {mine.map(({ href, label }) => (
        <Link key={href} href={href} className="nav__link" prefetch={false} aria-current={path === href ? 'page' : undefined}>
          {path === href ? <div className="nav__link-indicator" /> : null}
          <span className="nav__link-label">{label}</span>
        </Link>
      ))}
    </NavGroup>
  )
}
