'use client'
/** One team's six facts with their times, and who acknowledged which version, by which way. */
import { languageTexts } from '../../content/views/texts'
import type { LanguageCode } from '../../content/languages'
import { showDay, showInstant } from '../../platform/admin/formats'
import { useTexts } from '../../platform/admin/language'
import { Section, Tag, type Tone } from '../../platform/admin/parts'
import { type Column, SortableTable } from '../../platform/admin/SortableTable'
import { teamTexts } from './team-texts'
import type { AcknowledgementDoc, DeliveryDoc, SentBundle } from './types'

export const DELIVERY_TONES: Record<string, Tone> = { assigned: 'quiet', delivered: 'plain', seen: 'plain', acknowledged: 'good', reported: 'wait', returned: 'bad', accepted: 'good', exempted: 'quiet' }

export function DeliveryFacts({ delivery, publishedAt }: { delivery: DeliveryDoc; publishedAt: string | null }) {
  const texts = useTexts(teamTexts)
  const facts: { label: string; value: string; isLate?: boolean | null | undefined; via?: string | null | undefined; due?: string | null | undefined }[] = [
    { label: texts.assigned, value: showInstant(publishedAt) },
    { label: texts.delivered, value: delivery.deliveredAt ? showInstant(delivery.deliveredAt) : '' },
    { label: texts.seen, value: delivery.seenOn ? showDay(delivery.seenOn) : '' },
    { label: texts.acknowledged, value: delivery.acknowledgedAt ? showInstant(delivery.acknowledgedAt) : '', isLate: delivery.acknowledgedLate, via: delivery.acknowledgedVia },
    { label: texts.reported, value: delivery.reportedAt ? showInstant(delivery.reportedAt) : '', isLate: delivery.reportedLate, via: delivery.reportedVia },
    { label: texts.accepted, value: delivery.acceptedAt ? showInstant(delivery.acceptedAt) : '' },
  ]
  return (
    <ol className="lt-steps" aria-label={texts.facts}>
      {facts.map(({ label, value, isLate, via }) => (
        <li key={label} data-done={value !== ''}>
          <span>{label}</span>
          <strong>{value || texts.notYet}</strong>
          {isLate ? <Tag tone="wait">{texts.lateMark}</Tag> : null}
          {via && via !== 'phone' ? <small>{texts.via[via] ?? via}</small> : null}
        </li>
      ))}
    </ol>
  )
}

export function Acknowledgements({ items, bundles }: { items: readonly AcknowledgementDoc[]; bundles: readonly SentBundle[] }) {
  const texts = useTexts(teamTexts)
  const names = useTexts(languageTexts).names
  const columns: Column<AcknowledgementDoc>[] = [
    {
      key: 'who',
      label: texts.who,
      sortBy: ({ member }) => nameOf(member),
      cell: ({ member }) => (
        <>
          {nameOf(member) || '–'}
          <small className="lt-under">{texts.roles[roleOf(member)] ?? ''}</small>
        </>
      ),
    },
    {
      key: 'when',
      label: texts.when,
      sortBy: ({ at }) => at ?? '',
      cell: ({ at, retractedAt }) => (
        <>
          {showInstant(at)}
          {retractedAt ? <small className="lt-under">{texts.retracted(showInstant(retractedAt))}</small> : null}
        </>
      ),
    },
    {
      key: 'version',
      label: texts.version,
      cell: ({ bundleHash, language }) => {
        const bundle = bundles.find(({ hash }) => hash === bundleHash)
        const spoken = names[(bundle?.language ?? language ?? 'vi') as LanguageCode]
        return (
          <>
            {bundle ? texts.versionOf(String(bundle.version), spoken) : texts.unknownVersion}
            <small className="lt-under">{bundle?.title ?? ''}</small>
          </>
        )
      },
    },
    {
      key: 'how',
      label: texts.how,
      sortBy: ({ via }) => via ?? '',
      cell: ({ via, recordedBy, note }) => (
        <>
          {texts.via[via ?? ''] ?? via}
          {nameOf(recordedBy) ? <small className="lt-under">{texts.recordedBy(nameOf(recordedBy))}</small> : null}
          {note ? <small className="lt-under">{note}</small> : null}
        </>
      ),
    },
  ]
  return (
    <Section title={texts.acknowledgements}>
      {items.length === 0 ? <p className="lt-note">{texts.noAcknowledgements}</p> : <SortableTable caption={texts.acknowledgements} rows={items} rowKey={({ id }) => id} columns={columns} isCards />}
    </Section>
  )
}

function nameOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' ? value.name : ''
}

function roleOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'role' in value && typeof value.role === 'string' ? value.role : ''
}
