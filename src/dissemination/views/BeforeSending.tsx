'use client'
/** What giving it out now would mean: how many teams and households, and the villages it would not or hardly reach. */
import { Link } from '@payloadcms/ui'

import { callDesk } from '../../platform/admin/call-desk'
import { showNumber } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Refused, Skeleton } from '../../platform/admin/parts'
import { useLoad } from '../../platform/admin/use-desk'
import { assignmentTexts } from './texts'
import type { Preview } from './types'
import type { KeptDraft } from './use-draft'

/** The preview of the draft as it was last saved. */
export function usePreview({ id, saves, draft }: KeptDraft) {
  const isAsked = id !== undefined && draft.units.length + draft.teams.length > 0
  return useLoad(isAsked ? `${id}:${saves}` : '', (signal) => callDesk<Preview>({ method: 'POST', path: `/api/assignments/${id}/preview`, body: {}, signal }), { isKept: true })
}

export const teamsToSend = ({ audience, excluded }: Preview): number => audience - excluded.length

export function BeforeSending({ preview, isAsked }: { preview: ReturnType<typeof usePreview>; isAsked: boolean }) {
  const texts = useTexts(assignmentTexts)
  if (!isAsked) return <p className="lt-note">{texts.nobodyYet}</p>
  if (preview.error) return <Refused refusal={preview.error} onRetry={preview.reload} />
  const counted = preview.data
  if (!counted) return <Skeleton lines={3} />
  const { withoutTeam, withoutDevice } = counted.names ?? { withoutTeam: [], withoutDevice: [] }
  return (
    <div className="lt-preview" aria-live="polite">
      <p className="lt-preview__count">{texts.willGet(showNumber(teamsToSend(counted)))}</p>
      <p>{texts.facts(showNumber(counted.audience), showNumber(counted.excluded.length), showNumber(counted.households))}</p>
      {counted.withoutTeam.length > 0 ? (
        <Places title={texts.withoutTeam(showNumber(counted.withoutTeam.length))} hint={texts.withoutTeamHint} total={counted.withoutTeam.length} items={withoutTeam.map(({ id, name }) => ({ key: id, name, href: `/admin/collections/org-units/${id}` }))} />
      ) : null}
      {counted.withoutDevice > 0 ? (
        <Places title={texts.withoutDevice(showNumber(counted.withoutDevice))} hint={texts.withoutDeviceHint} total={counted.withoutDevice} items={withoutDevice.map(({ id, unit }) => ({ key: id, name: unit, href: `/admin/collections/teams/${id}` }))} />
      ) : null}
      {counted.withoutTeam.length + counted.withoutDevice === 0 ? <p className="lt-note">{texts.everyoneEquipped}</p> : null}
    </div>
  )
}

function Places({ title, hint, total, items }: { title: string; hint: string; total: number; items: readonly { key: string; name: string; href: string }[] }) {
  const texts = useTexts(assignmentTexts)
  return (
    <details className="lt-preview__places" open={total <= 12}>
      <summary>{title}</summary>
      <p className="lt-field__hint">{hint}</p>
      <ul>
        {items.map(({ key, name, href }) => (
          <li key={key}>
            <Link href={href} target="_blank">
              {name}
            </Link>
          </li>
        ))}
        {items.length < total ? <li>{texts.andMore(showNumber(total - items.length))}</li> : null}
      </ul>
    </details>
  )
}
