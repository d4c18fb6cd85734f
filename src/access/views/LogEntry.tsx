/** One event of the log in words: who, what, on what, where, with the reason and the parts that changed. */
import { Gutter } from '@payloadcms/ui'
import type { DocumentViewServerProps } from 'payload'

import { showDay, showInstant } from '../../platform/admin/formats'
import { nameOfActor, nameOfField, nameOfRecord, nameOfSubject } from '../log-names'
import { wordsOfAction } from '../log-words'
import { LogTitle } from './LogTitle'
import { logTexts } from './texts'

interface EventDoc {
  at?: string
  actor?: string
  action?: string
  subject?: string
  unit?: string | null
  before?: string | null
  after?: string | null
  details?: unknown
  requestId?: string | null
}

export async function LogEntry({ doc, payload, i18n }: DocumentViewServerProps) {
  const language = i18n.language === 'en' ? 'en' : 'vi'
  const texts = logTexts[language]
  const event = (doc ?? {}) as EventDoc
  const subject = await nameOfSubject({ payload, subject: event.subject ?? '', language })
  const unit = event.unit ? await nameOfRecord({ payload, collection: 'org-units', id: event.unit }) : undefined
  const [collection = ''] = (event.subject ?? '').split('/')
  const rows: [string, React.ReactNode][] = [
    [texts.at, showInstant(event.at)],
    [texts.actor, await nameOfActor({ payload, actor: event.actor ?? '', language })],
    [texts.action, wordsOfAction(event.action ?? '', language)],
    [texts.subject, subject.href ? <a key="subject" href={subject.href}>{subject.name}</a> : subject.name],
    ...(unit ? [[texts.unit, unit] as [string, string]] : []),
    ...detailRows({ details: event.details, labelOf: (field) => nameOfField({ payload, collection, field, language }), language }),
  ]
  return (
    <Gutter className="lt-page">
      <LogTitle title={wordsOfAction(event.action ?? '', language)} list={texts.log} />
      <dl className="lt-pairs lt-pairs--lines">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details className="lt-fold">
        <summary>{texts.technical}</summary>
        <dl className="lt-pairs lt-pairs--lines">
          {([[texts.code, event.action], [texts.reference, event.subject], [texts.requestId, event.requestId], [texts.before, event.before], [texts.after, event.after]] as const).map(([label, value]) =>
            value ? (
              <div key={label}>
                <dt>{label}</dt>
                <dd className="lt-long">{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
      </details>
    </Gutter>
  )
}

/** What the event keeps beside the digests, one line each; ids and hashes are left to the technical part. */
function detailRows({ details, labelOf, language }: { details: unknown; labelOf: (field: string) => string; language: 'vi' | 'en' }): [string, string][] {
  const texts = logTexts[language]
  if (typeof details !== 'object' || details === null) return []
  return Object.entries(details).flatMap(([key, value]): [string, string][] => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0) || key === 'bundleHash') return []
    if (key === 'changed' && Array.isArray(value)) return [[texts.changed, value.map((field) => labelOf(String(field))).join(', ')]]
    return [[texts.details[key] ?? key, shown({ key, value, language })]]
  })
}

function shown({ key, value, language }: { key: string; value: unknown; language: 'vi' | 'en' }): string {
  const texts = logTexts[language]
  if (Array.isArray(value)) return key === 'teamIds' ? String(value.length) : value.map(String).join(', ')
  if (typeof value === 'boolean') return value ? texts.yes : texts.no
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, part]) => `${texts.details[name] ?? name}: ${String(part)}`).join(', ')
  }
  const text = String(value)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return showDay(text)
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return showInstant(text)
  return texts.values[text] ?? text
}
