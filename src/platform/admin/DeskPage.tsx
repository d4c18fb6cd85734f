/** The frame of a page of ours that is no collection: the panel's menu and head around it. Used by the panel's own views. */
import { DefaultTemplate } from '@payloadcms/next/templates'
import { Gutter } from '@payloadcms/ui'
import type { AdminViewServerProps } from 'payload'
import type { ReactNode } from 'react'

export function DeskPage({ view: { initPageResult, params, searchParams }, children }: { view: AdminViewServerProps; children: ReactNode }) {
  const { req, visibleEntities, permissions, locale } = initPageResult
  return (
    <DefaultTemplate
      i18n={req.i18n}
      locale={locale}
      params={params}
      payload={req.payload}
      permissions={permissions}
      searchParams={searchParams}
      user={req.user ?? undefined}
      visibleEntities={{ collections: visibleEntities?.collections ?? [], globals: visibleEntities?.globals ?? [] }}
    >
      <Gutter className="lt-page">
        <main>{children}</main>
      </Gutter>
    </DefaultTemplate>
  )
}
